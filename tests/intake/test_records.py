"""The standard's own records: known by exactly their headings, read by the kinds of their columns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import xlsxwriter

from pipeline.intake.month import read_month
from pipeline.intake.settings import IntakeSettings
from pipeline.period import Period
from pipeline.record_tables import (
    kind_name,
    record_kind,
    record_kinds,
    record_problems,
    records_table,
    records_together,
)
from pipeline.scheme.model import RuleSet
from pipeline.scheme.parts import Record
from tests.intake.raw_sheets import only, read, records

ORDERS = Record(
    name="订单",
    columns={
        "订单号": "文字", "经办人": "工号", "接手人": "工号", "佣金": "元", "笔数": "次", "折扣": "比例",
        "计佣日期": "日期", "是否逾期": "是否",
    },
    key=["订单号"], blank=["接手人"], source="第一条",
)  # fmt: skip
LEAVES = Record(
    name="请假单", columns={"工号": "工号", "日期": "日期", "事假天数": "天"}, key=["工号", "日期"], source="第二条"
)
HEADINGS = list(ORDERS.columns)
LINE: list[Any] = ["O1", 1001.0, "", 1234.5, 3, 0.25, "2026-01-05", "是"]


def settings(*defined: Record) -> IntakeSettings:
    """Intake under a standard with these records."""
    return IntakeSettings(records=tuple(record_kind(record) for record in defined))


def scheme(*defined: Record) -> RuleSet:
    """A standard with these records."""
    text = {"name": "标准", "version": "1", "in_force": {"from": "2026-01-01"}, "items": [], "records": list(defined)}
    return RuleSet.model_validate(text)


def test_a_line_by_the_kinds_of_its_columns() -> None:
    """Numbers of people are text, figures exact, days and yes or no as everywhere."""
    other = ["O2", "1002", "1003", "1,000", "4", "30%", 46027, "否"]
    tables = read([["订单明细"], HEADINGS, LINE, other], settings(ORDERS))
    assert not tables.findings
    assert tables.sheets[0].kind == "records.订单"
    assert [list(record.values()) for record in records(tables)] == [
        ["O1", "1001", None, Decimal("1234.5"), Decimal(3), Decimal("0.25"), date(2026, 1, 5), True, 3],
        ["O2", "1002", "1003", Decimal(1000), Decimal(4), Decimal("0.3"), date(2026, 1, 5), False, 4],
    ]


def test_units_in_headings_and_what_stands_around() -> None:
    """万元 of yuan, % of a share and the own unit are honoured; totals of yuan are held against the lines."""
    headings = ["订单号", "经办人", "接手人", "佣金（万元）", "笔数(次)", "折扣(%)", "计佣日期", "是否逾期"]
    line, total = ["O1", "1001", "", 1.5, 3, 25, "2026-01-05", "是"], ["合计", "", "", 1.6, 9, "", "", ""]
    tables = read([headings, line, total, ["制表：张三"]], settings(ORDERS))
    assert [(r["佣金"], r["折扣"]) for r in records(tables)] == [(Decimal(15000), Decimal("0.25"))]
    found = only(tables, "S06")
    assert (found.column, found.message.partition("，")[0]) == ("佣金", "“佣金”的合计为16,000.00")


def test_s35_another_unit() -> None:
    """Calls counted in days are something else."""
    headings = [heading if heading != "笔数" else "笔数（天）" for heading in HEADINGS]
    found = only(read([headings, LINE], settings(ORDERS)), "S35")
    assert found.message == "“笔数”写明的单位为“天”，而这一列的单位是次"


def test_only_the_exact_headings() -> None:
    """Aliases of other kinds are none of a record; a column that may be blank may be missing."""
    other = [heading if heading != "经办人" else "员工编号" for heading in HEADINGS]
    found = only(read([other, LINE], settings(ORDERS)), "S01")
    assert found.message.startswith("第1行像是“订单”的标题，但缺少：经办人")
    short = [heading for heading in HEADINGS if heading != "接手人"]
    tables = read([short, [cell for cell in LINE if cell != ""]], settings(ORDERS))
    assert records(tables)[0]["接手人"] is None


def test_a_record_like_an_attendance_sheet_is_the_record() -> None:
    """Under all its headings and no other it goes before the layouts known by a few words, and only then."""
    rows: list[Any] = [["工号", "日期", "事假天数"], ["1001", "2026-01-05", 0.5]]
    assert read(rows, settings(LEAVES)).sheets[0].kind == "records.请假单"
    assert read(rows).sheets[0].kind != "records.请假单"
    facts = ["事假天数", "病假天数", "旷工天数", "迟到次数", "早退次数", "缺卡次数"]
    month = read([["工号", "日期", *facts], ["1001", "", *[0] * len(facts)]], settings(LEAVES))
    assert [sheet.kind for sheet in month.sheets if sheet.kind == "attendance"] == ["attendance"]


def test_the_fullest_kind_wins() -> None:
    """A record of a few headings takes no sheet of another kind that has them too."""
    few = Record(name="客户表", columns={"客户号": "客户号", "工号": "工号"}, key=["客户号"], source="一")
    relations: list[Any] = [["客户号", "工号", "关系类型", "生效日期"], ["1", "1001", "开发", "2025-01-01"]]
    assert read(relations, settings(few)).sheets[0].kind == "relations"
    assert read([["客户号", "工号"], ["1", "1001"]], settings(few)).sheets[0].kind == "records.客户表"


def test_lines_named_by_words_only() -> None:
    """Without any number of a person, the word of the key makes a line; totals and notes make none."""
    plan = Record(name="计划", columns={"名目": "文字", "金额": "元"}, key=["名目"], source="一")
    lines: list[Any] = [["统计外包", 5], ["小计", 5], ["财务费用", 7], ["合计", 12], ["数据来源：财务部", ""]]
    rows = [["名目", "金额"], *lines]
    assert [(r["名目"], r["金额"]) for r in records(read(rows, settings(plan)))] == [
        ("统计外包", Decimal(5)), ("财务费用", Decimal(7)),
    ]  # fmt: skip


def write(path: Path, *rows: list[Any]) -> None:
    """A workbook of one sheet."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)


def test_a_month_with_records(tmp_path: Path) -> None:
    """Read in child processes like every kind; one that did not come is told, and all lines are one table."""
    write(tmp_path / "a.xlsx", HEADINGS, LINE)
    month = read_month(tmp_path, Period(2026, 1), settings(ORDERS, LEAVES))
    assert month.tables["records.订单"].num_rows == 1
    assert month.places.address(1, 2, "佣金") == "D2"
    assert [found.message for found in month.findings if "请假单" in found.message] == [
        "本月文件中没有“请假单”的记录，按没有发生处理"
    ]
    assert [row["kind"] for row in month.tables["sources"].to_pylist()] == ["订单"]
    both = scheme(ORDERS, LEAVES)
    whole = records_together(both, month.tables)
    assert whole.schema == records_table(both).arrow_schema
    line = whole.to_pylist()[0]
    assert (line["record"], line["订单号"], line["工号"], line["row"]) == ("订单", "O1", None, 2)


@pytest.mark.parametrize("asks", [True, False])
def test_s13_supplements_are_missed_where_the_standard_asks_for_them(tmp_path: Path, asks: bool) -> None:
    """A standard without facts needs none."""
    write(tmp_path / "a.xlsx", ["日期", "工号", "类别", "是否有效"], ["2026-01-05", "1001", "投诉", "是"])
    month = read_month(tmp_path, Period(2026, 1), IntakeSettings(asks_supplements=asks))
    assert any(found.code == "S13" and "补充数据" in found.message for found in month.findings) == asks


def test_lines_of_several_records_are_one_table() -> None:
    """Each says which it is; what it has not is empty; a standard without records has an empty table."""
    both = scheme(ORDERS, LEAVES)
    kinds = {kind.name: kind for kind in record_kinds(both)}
    order = {"订单号": "O1", "经办人": "1", "source": 1, "row": 2}
    leave = {"工号": "2", "日期": date(2026, 1, 5), "source": 2, "row": 3}
    lines = {kind_name("订单"): [order], kind_name("请假单"): [leave]}
    tables = {name: pa.Table.from_pylist(lines[name], kind.arrow_schema) for name, kind in kinds.items()}
    found = records_together(both, tables).to_pylist()
    assert [(row["record"], row["订单号"], row["工号"], row["source"]) for row in found] == [
        ("订单", "O1", None, 1), ("请假单", None, "2", 2),
    ]  # fmt: skip
    assert records_together(scheme(), {}) == records_table(scheme()).arrow_schema.empty_table()


@pytest.mark.parametrize(
    ("second", "problem"),
    [
        (LEAVES, ""),
        (
            Record(name="单列", columns={"工号": "工号"}, key=["工号"], source="一"),
            "记录“单列”只有一列，认不出是哪张表；请至少写2列",
        ),
        (
            Record(name="占用", columns={"行号": "文字", "工号": "工号"}, key=["工号"], source="一"),
            "记录“占用”的列不能叫“行号”，程序自己要用，请改名",
        ),
        (
            ORDERS.model_copy(update={"name": "订单二", "blank": ["是否逾期"]}),
            "记录“订单二”与“订单”的列太像，交来的表可能是其中任何一种；请加一个对方没有的必填的列",
        ),
    ],
)
def test_records_no_sheet_could_be_told_by(second: Record, problem: str) -> None:
    """Refused with the standard, not guessed when a sheet comes."""
    told = list(record_problems(scheme(ORDERS, second)))
    assert told == ([(("records", 1), problem)] if problem else [])
