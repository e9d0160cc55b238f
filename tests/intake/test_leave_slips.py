"""请假单 as the export of an approval system and as the paper form."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from pipeline.intake.sheets import FileTables
from tests.intake.raw_sheets import only, read, records, said

DINGTALK = [
    "审批编号",
    "标题",
    "审批状态",
    "审批结果",
    "发起时间",
    "完成时间",
    "发起人工号",
    "发起人姓名",
    "发起人部门",
    "请假类型",
    "开始时间",
    "结束时间",
    "时长",
    "请假事由",
]


def export(*slips: tuple[Any, ...], length: str = "时长") -> FileTables:
    """An export with slips of state, result, first day, last day and length."""
    headings = [length if heading == "时长" else heading for heading in DINGTALK]
    rows = [
        [
            f"2026010{at}",
            "张三提交的请假",
            state,
            result,
            "2026-01-01 10:11:12",
            "2026-01-02 12:00:00",
            "1001",
            "张三",
            "二部",
            "事假",
            first,
            last,
            days,
            "家事",
        ]
        for at, (state, result, first, last, days) in enumerate(slips)
    ]
    return read([headings, *rows])


def test_an_export_of_dingtalk() -> None:
    """Every column under its own name; what the system has besides is kept out and listed."""
    tables = export(("完成", "同意", "2026-01-12 上午", "2026-01-12 下午", "1"))
    record = records(tables)[0]
    assert [found.message for found in tables.findings] == ["以下列不在标准列之中，未读取：标题、发起人部门"]
    assert {name: record[name] for name in ("leave_id", "employee_id", "leave_kind", "granted", "purpose")} == {
        "leave_id": "20260100",
        "employee_id": "1001",
        "leave_kind": "事假",
        "granted": "同意",
        "purpose": "家事",
    }
    assert [record[name] for name in ("leave_from", "leave_until", "asked_on", "granted_on")] == [
        date(2026, 1, 12),
        date(2026, 1, 12),
        date(2026, 1, 1),
        date(2026, 1, 2),
    ]
    assert record["leave_days"] == 1
    assert tables.sheets[0].letters["leave_days"] == "M"
    assert [(each.name, each.cell) for each in tables.sheets[0].names] == [("张三", "H2")]


@pytest.mark.parametrize(
    ("state", "result", "granted"),
    [
        ("完成", "同意", "同意"),
        ("完成", "拒绝", "不同意"),
        ("已撤销", "", "不同意"),
        ("已撤销", "同意", "不同意"),
        ("", "同意", "同意"),
        ("已通过", "", "同意"),
        ("", "", None),
    ],
)
def test_state_and_result_together_say_whether_it_was_granted(state: str, result: str, granted: str | None) -> None:
    """A leave withdrawn after it was granted is not leave."""
    tables = export((state, result, "2026-01-12", "2026-01-13", 2))
    assert records(tables)[0]["granted"] == granted
    assert not [found for found in tables.findings if found.stops]


@pytest.mark.parametrize(("state", "result"), [("审批中", ""), ("审批中", "同意"), ("完成", "")])
def test_c09_a_state_that_is_no_answer(state: str, result: str) -> None:
    """Nobody has decided yet, or the export does not say how."""
    found = only(export((state, result, "2026-01-12", "2026-01-13", 2)), "C09")
    assert said(found) == ("甲.xlsx [表] C2", f"“审批状态”为“{state}”，不在可选项中")


@pytest.mark.parametrize(
    ("first", "days", "heading", "read_as"),
    [
        ("2026-01-12", 2, "时长", 2),
        (date(2026, 1, 12), "0.5", "时长", Decimal("0.5")),
        (datetime(2026, 1, 12), 1, "时长", 1),
        ("2026-01-12 09:00", "8小时", "时长", 1),
        ("2026-01-12 09:00", "1天", "时长", 1),
        ("2026-01-12 09:00", 4, "时长(小时)", Decimal("0.5")),
        ("2026-01-12 09:00", 1, "请假时长（天）", 1),
    ],
)
def test_a_length_is_days_where_nothing_else_can_be_meant(first: Any, days: Any, heading: str, read_as: Any) -> None:
    """By the cell, by the heading, or because whole or half days have no times of day."""
    tables = export(("完成", "同意", first, "2026-01-13", days), length=heading)
    assert records(tables)[0]["leave_days"] == read_as
    assert not [found for found in tables.findings if found.stops]


@pytest.mark.parametrize("first", ["2026-01-12 09:00", datetime(2026, 1, 12, 9)])
def test_c22_a_bare_length_between_times_of_day(first: Any) -> None:
    """8 may be eight days or eight hours."""
    found = only(export(("完成", "同意", first, "2026-01-12 18:00", 8)), "C22")
    assert said(found) == ("甲.xlsx [表] M2", "“时长”为“8”，没有写单位，起止又写到几点，看不出是天还是小时")


FORM: list[list[Any]] = [
    ["员工请假单", "", "", ""],
    ["姓名：", "张三", "工号：", "1001"],
    ["部门", "一部", "申请日期", "2026-01-03"],
    ["假别", "年休假", "事由", "探亲"],
    ["请假时间", "自2026年1月5日上午起至2026年1月6日下午止，共2天", "", ""],
    ["审批结果", "同意", "批准日期", "2026/1/4"],
]
BELOW: list[list[Any]] = [
    ["请假申请单", "", "", ""],
    ["请假人", "工号", "假别", "天数"],
    ["李四", "1002", "病假", "1天"],
    ["开始日期", "结束日期", "审批意见", "批准人"],
    ["2026-01-07", "2026-01-07", "驳回", "王五"],
]


def test_the_paper_form_with_both_days_in_one_cell() -> None:
    """Every value has its own cell, the days that of the period."""
    tables = read(FORM)
    sheet, record = tables.sheets[0], records(tables)[0]
    assert (sheet.kind, sheet.layout, tables.findings) == ("leave_slips", "请假单表单", ())
    assert (record["employee_id"], record["leave_kind"], record["purpose"], record["granted"]) == (
        "1001",
        "年假",
        "探亲",
        "同意",
    )
    assert [record[name] for name in ("leave_from", "leave_until", "leave_days", "asked_on", "granted_on")] == [
        date(2026, 1, 5),
        date(2026, 1, 6),
        2,
        date(2026, 1, 3),
        date(2026, 1, 4),
    ]
    assert {sheet.places[(2, name)] for name in ("leave_from", "leave_until", "leave_days")} == {"B5"}
    assert [(each.name, each.cell) for each in sheet.names] == [("张三", "B2")]


def test_several_forms_down_a_sheet_with_values_beside_and_below() -> None:
    """Either way of writing a form."""
    tables = read([*FORM, [""], *BELOW])
    assert tables.findings == ()
    assert [(row["employee_id"], row["leave_kind"], row["granted"], row["leave_until"]) for row in records(tables)] == [
        ("1001", "年假", "同意", date(2026, 1, 6)),
        ("1002", "病假", "不同意", date(2026, 1, 7)),
    ]


def test_c04_a_period_that_is_none() -> None:
    """Told at its cell for either day."""
    rows = [["请假时间", "下周", "", ""] if row[0] == "请假时间" else row for row in FORM]
    tables = read(rows)
    assert [said(found) for found in tables.findings] == [
        ("甲.xlsx [表] B5", "“开始日期”为“下周”，不是日期"),
        ("甲.xlsx [表] B5", "“结束日期”为“下周”，不是日期"),
    ]


def test_s47_a_form_that_does_not_say_whether_it_was_granted() -> None:
    """A signature elsewhere on the sheet is not read; a day of granting, or an answer nobody can read, is one."""
    found = only(read(FORM[:-1]), "S47")
    assert said(found) == ("甲.xlsx [表] B4", "请假单表单上没有审批结果，也没有批准日期，看不出是否批准")
    assert read([*FORM[:-1], ["批准日期", "2026-01-04"]]).findings == ()
    assert [each.code for each in read([*FORM[:-1], ["审批结果", "同意（王五）"]]).findings] == ["C09"]


def test_c09_boxes_to_tick() -> None:
    """Which of them is ticked nobody can be sure of."""
    rows = [["假别", "☑事假 □病假", "事由", "探亲"] if row[0] == "假别" else row for row in FORM]
    assert only(read(rows), "C09").cell == "B4"


def test_a_visit_slip_stays_one() -> None:
    """It has a reason and days of its own, but no 假别."""
    rows = [
        ["姓名", "张三", "工号", "1001"],
        ["出访日期", "2026-01-05", "目的地", "市场"],
        ["被访人", "李四", "事由", "推介"],
    ]
    assert read(rows).sheets[0].kind == "slips"
