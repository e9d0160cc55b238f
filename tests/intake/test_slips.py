"""Visit slips as a register and as the paper form, each value with its own cell."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.intake.slips.checked import split_check
from tests.intake.raw_sheets import only, read, records, said

FORM: list[list[Any]] = [
    ["客户经理出访登记单", "", "", "", "", ""],
    ["单号：", "CF001", "工号：", "1001", "姓名：", "张三"],
    ["出访日期：", date(2026, 1, 9), "出发时间：", "09:00", "返回时间：", "11:30"],
    ["目的地：", "建材市场", "被访人：", "李四", "联系电话：", 13800000000.0],
    ["事由：", "产品推介", "", "", "", ""],
    ["负责人核查", "抽查：属实", "", "核查人", "周明德", ""],
]
BELOW: list[list[Any]] = [
    ["单号", "工号", "姓名", "出访日期"],
    ["CF002", "1002", "王五", "2026-01-12"],
    ["目的地", "被访人", "联系电话", "事由"],
    ["老年大学", "赵六", "13900000000", ""],
    ["负责人核查", "", "", ""],
    ["核查方式", "核查结果", "核查人", ""],
    ["全查", "不属实", "", ""],
]


def test_a_form_with_values_to_the_right() -> None:
    """Every label finds its value; the text of the check is split; every value has its cell."""
    tables = read(FORM)
    sheet, record = tables.sheets[0], records(tables)[0]
    assert (sheet.kind, sheet.layout, tables.findings) == ("slips", "出访单表单", ())
    assert record == {
        "slip_id": "CF001",
        "employee_id": "1001",
        "visited_on": date(2026, 1, 9),
        "destination": "建材市场",
        "visited_person": "李四",
        "contact": "13800000000",
        "purpose": "产品推介",
        "left_at": "09:00",
        "back_at": "11:30",
        "check_mode": "抽查",
        "check_result": "属实",
        "checked_by": "周明德",
        "row": 2,
    }
    assert sheet.places[(2, "contact")] == "F4"
    assert sheet.places[(2, "check_mode")] == sheet.places[(2, "check_result")] == "B6"


def test_a_form_with_values_below() -> None:
    """Labels side by side have their values under them; a section heading has none."""
    record = records(read(BELOW))[0]
    assert (record["employee_id"], record["visited_on"], record["destination"]) == (
        "1002",
        date(2026, 1, 12),
        "老年大学",
    )
    assert (record["check_mode"], record["check_result"], record["purpose"]) == ("全查", "不属实", None)


def test_several_forms_down_a_sheet() -> None:
    """A label that comes again begins the next slip."""
    tables = read([*FORM, [""], [""], *BELOW])
    assert [(each["slip_id"], each["row"]) for each in records(tables)] == [("CF001", 2), ("CF002", 9)]


def test_a_form_with_values_behind_the_colon() -> None:
    """Label and value in one cell."""
    rows = [
        ["姓名：张三", "工号：1001"],
        ["出访日期：2026年1月9日", "目的地：市场"],
        ["被访人：李四", "联系电话：138"],
        ["事由：拜访"],
    ]
    record = records(read(rows))[0]
    assert (record["employee_id"], record["visited_on"], record["contact"]) == ("1001", date(2026, 1, 9), "138")


def test_a_blank_value_stays_blank() -> None:
    """An empty field of the form takes nothing from its neighbours."""
    form = [list(row) for row in FORM]
    form[3][3] = ""
    record = records(read(form))[0]
    assert (record["visited_person"], record["contact"]) == (None, "13800000000")


def test_a_wrong_cell_of_a_form_is_told_at_its_cell() -> None:
    """The cell of the value, not of the label."""
    form = [list(row) for row in FORM]
    form[2][1] = "一月九日"
    assert said(only(read(form), "C04")) == ("甲.xlsx [表] B3", "“出访日期”为“一月九日”，不是日期")


def test_c15_a_form_without_a_number() -> None:
    """Only the name is given."""
    form = [list(row) for row in FORM]
    form[1][3] = ""
    assert said(only(read(form), "C15")) == ("甲.xlsx [表] D2", "“张三”没有工号")


def test_s27_forms_side_by_side_are_not_read() -> None:
    """Which value belongs to which slip cannot be told."""
    tables = read([[*row, *row] for row in FORM])
    assert said(only(tables, "S27")) == ("甲.xlsx [表] G2", "“单号”在一行中出现两次，左右并排的表单不能读取")
    assert tables.sheets[0].records is None


REGISTER = ["单号", "工号", "出访日期", "目的地", "被访人", "联系方式", "事由"]
SLIP = ["CF001", "1001", "2026-01-09", "市场", "李四", "138", "拜访"]


def test_a_register() -> None:
    """One row per slip."""
    tables = read([[*REGISTER, "核查方式", "核查结果"], [*SLIP, "抽查", "属实"]])
    assert (tables.sheets[0].kind, tables.sheets[0].layout) == ("slips", "标准")
    assert records(tables)[0]["check_result"] == "属实"


def test_a_register_that_writes_mode_and_result_together() -> None:
    """One column becomes two, both with its letter."""
    tables = read([[*REGISTER, "负责人核查"], [*SLIP, "抽查：不属实"], [*SLIP, "属实"]])
    assert [(each["check_mode"], each["check_result"]) for each in records(tables)] == [
        ("抽查", "不属实"),
        (None, "属实"),
    ]
    assert tables.sheets[0].letters["check_mode"] == tables.sheets[0].letters["check_result"] == "H"
    assert tables.findings == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("抽查：属实", ("抽查", "属实")),
        ("全查-不属实", ("全查", "不属实")),
        ("未查/未核", ("未查", "未核")),
        ("属实（抽查）", ("抽查", "属实")),
        ("属实", None),
        ("抽查", None),
        ("抽查：基本属实", None),
        (12, None),
    ],
)
def test_the_text_of_a_check(text: object, expected: object) -> None:
    """Split only where it holds exactly one of each and nothing else."""
    assert split_check(text) == expected  # type: ignore[arg-type]
