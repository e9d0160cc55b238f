"""Facts a standard asks for, delivered as columns of 花名册 or 社保及专项: read as 补充数据, each from its own cell."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from pipeline.checks.schema import schema_findings
from pipeline.intake.month import read_month
from pipeline.intake.raw import CellError
from pipeline.intake.settings import IntakeSettings
from pipeline.intake.sheets import FileTables
from pipeline.month import intake_settings
from pipeline.period import Period
from pipeline.settings import load
from schemas.columns import Column
from schemas.intake import SUPPLEMENTS
from tests.frame.mini import EMPLOYEE, Mini
from tests.frame.tables import PROJECT
from tests.intake.raw_sheets import only, read, records, said

CARE = "长期护理保险费"
ASKED = IntakeSettings(
    fact_columns=(
        Column(CARE, CARE, "exact", "元"), Column("达成率", "达成率", "exact", "比例"),
        Column("司龄", "司龄", "exact", "月", aliases=("司龄(月)",)), Column("持证", "持证", "text"),
        Column("通过日期", "通过日期", "date"), Column("年终奖", "年终奖", "exact", "元"),
        Column("住房公积金", "住房公积金", "exact", "元"),
    ),
    manual_facts=("年终奖",),
)  # fmt: skip
PAID = ["工号", "姓名", "基本养老保险费", "住房公积金"]
LISTED = ["工号", "姓名", "团队", "岗位", "入职日期"]
ZHANG = ["1001", "张三", 300, 200]


def contributions(*rows: list[Any], heading: str = CARE) -> FileTables:
    """The reading of 社保及专项 with one column more."""
    return read([[*PAID, heading], *rows], ASKED)


def facts(tables: FileTables) -> list[tuple[Any, ...]]:
    """工号, 项目, 数值 and 内容 of every row of 补充数据 in a reading."""
    made = [row for place, sheet in enumerate(tables.sheets) if sheet.kind == "supplements"
            for row in records(tables, place)]  # fmt: skip
    return [(row["employee_id"], row["fact"], row["figure"], row["word"]) for row in made]


def codes(tables: FileTables) -> list[str]:
    """The codes of all there is to say."""
    return [found.code for found in tables.findings]


def test_a_filled_cell_is_a_row() -> None:
    """The figure as written, from its own cell; a blank and a dash are no rows, 0 is one."""
    tables = contributions(
        [*ZHANG, "1,234.56"], ["1002", "李四", 0, 0, ""], ["1003", "王五", 0, 0, "-"], ["1004", "赵六", 1, 1, 0]
    )
    assert facts(tables) == [("1001", CARE, Decimal("1234.56"), None), ("1004", CARE, Decimal(0), None)]
    of_kind, of_fact = tables.sheets
    assert (of_kind.kind, len(records(tables))) == ("contributions", 4)
    assert [row["row"] for row in records(tables, 1)] == [2, 5]
    assert (of_fact.letters["figure"], of_fact.letters["employee_id"]) == ("E", "A")
    assert of_fact.remark == f"“{CARE}”一列，按补充数据读取"
    assert not tables.findings


def test_words_days_and_yes_or_no_of_the_roster() -> None:
    """They are 内容, as 补充数据 would hold them; several columns, each with its own cells."""
    tables = read(
        [[*LISTED, "通过日期", "持证", "达成率"],
         ["1001", "张三", "一队", "客户经理", date(2020, 1, 1), datetime(2026, 1, 5), True, "95%"],
         ["1002", "李四", "一队", "客户经理", date(2020, 1, 1), "2026/1/6", "否", 0.5]], ASKED,
    )  # fmt: skip
    assert [sheet.kind for sheet in tables.sheets] == ["roster", *["supplements"] * 3]
    assert facts(tables) == [
        ("1001", "达成率", Decimal("0.95"), None), ("1002", "达成率", Decimal("0.5"), None),
        ("1001", "持证", None, "是"), ("1002", "持证", None, "否"),
        ("1001", "通过日期", None, "2026-01-05"), ("1002", "通过日期", None, "2026-01-06"),
    ]  # fmt: skip
    assert [sheet.letters["figure"] for sheet in tables.sheets[1:]] == ["H", "G", "F"]


@pytest.mark.parametrize(
    ("heading", "cell", "figure"),
    [
        (f"{CARE}（元）", 30, "30"),
        (f" {CARE}*", "３０", "30"),
        (f"{CARE}（万元）", 0.003, "30"),
        ("达成率(%)", 95, "0.95"),
        ("司龄（月）", 14, "14"),
    ],
)
def test_units_and_noise_of_headings(heading: str, cell: Any, figure: str) -> None:
    """Brackets, spaces, marks and full width as in any other column."""
    tables = contributions([*ZHANG, cell], heading=heading)
    assert [row[2] for row in facts(tables)] == [Decimal(figure)]


def test_a_head_of_two_rows() -> None:
    """The lower heading names the fact under a merged one."""
    rows = [["工号", "姓名", "个人缴费", "", ""], ["", "", "基本养老保险费", "住房公积金", CARE], [*ZHANG, 30]]
    assert facts(read(rows, ASKED, merged=((0, 2, 0, 4),))) == [("1001", CARE, Decimal(30), None)]


def test_s31_a_unit_that_is_no_money() -> None:
    """As for every column of money."""
    found = only(contributions([*ZHANG, 30], heading=f"{CARE}（次）"), "S31")
    assert said(found) == ("甲.xlsx [表] E1", f"“{CARE}”的标题写明单位为“次”，不是金额单位")


@pytest.mark.parametrize(("cell", "code"), [("三十", "C01"), (CellError("#REF!"), "C11")])
def test_a_cell_that_cannot_be_read_is_told_and_not_missing(cell: Any, code: str) -> None:
    """Its row stays, so that nobody is told besides that the fact did not come."""
    tables = contributions([*ZHANG, cell])
    assert only(tables, code).cell == "E2"
    assert facts(tables) == [("1001", CARE, None, None)]


def test_s06_the_total_of_the_column_is_held_against_it() -> None:
    """30 and 20 are not 60."""
    tables = contributions([*ZHANG, 30], ["1002", "李四", 0, 0, 20], ["合计", "", 300, 200, 60])
    assert only(tables, "S06").cell == "E4"
    assert len(facts(tables)) == 2


def test_s03_the_same_fact_in_two_columns() -> None:
    """The first is read, the second told."""
    found = only(read([[*PAID, CARE, CARE], [*ZHANG, 30, 40]], ASKED), "S03")
    assert (found.cell, found.column) == ("F1", CARE)


def test_s36_a_manual_fact_is_not_taken_from_a_column() -> None:
    """Nobody could say later why it was paid; blanks and zeros say nothing."""
    tables = contributions([*ZHANG, 0], ["1002", "李四", 1, 1, 5000], ["1003", "王五", 1, 1, 6000], heading="年终奖")
    found = only(tables, "S36")
    assert said(found) == (
        "甲.xlsx [表] E3",
        "“年终奖”写成社保及专项的一列，2人填了数；这一项须逐人写明事由和批准人，不从列里读取",
    )
    assert found.remedy == "把这一列的数移到补充数据，再删去这一列"
    assert facts(tables) == []
    assert not contributions([*ZHANG, 0], ["1002", "李四", 1, 1, "-"], heading="年终奖").findings


def test_what_no_standard_asks_for_stays_unknown() -> None:
    """The notice of an unknown column, and nothing read."""
    tables = contributions([*ZHANG, 30], heading="企业年金")
    assert codes(tables) == ["S04"]
    assert facts(tables) == []
    assert codes(read([[*PAID, CARE], [*ZHANG, 30]])) == ["S04"]


def test_a_column_of_the_kind_goes_before_a_fact_of_its_name() -> None:
    """住房公积金 of 社保及专项 is what it always was."""
    tables = contributions([*ZHANG, 30])
    assert records(tables)[0]["housing_fund"] == Decimal(200)
    assert [row[1] for row in facts(tables)] == [CARE]


def test_a_list_of_facts_alone() -> None:
    """工号 with two facts is 社保及专项; other kinds take no facts."""
    alone = read([["工号", CARE, "司龄"], ["1001", 30, 14]], ASKED)
    assert [sheet.kind for sheet in alone.sheets] == ["contributions", "supplements", "supplements"]
    conduct = read([["日期", "工号", "类别", "是否有效", CARE], ["2026-01-05", "1001", "投诉", "是", 30]], ASKED)
    assert [sheet.kind for sheet in conduct.sheets] == ["conduct"]
    assert codes(conduct) == ["S04"]


def test_a_row_without_a_number_is_nobodys_fact() -> None:
    """The row itself is told by the checks, once."""
    tables = contributions([*ZHANG, 30], ["", "李四", 10, 10, 20])
    assert [row[0] for row in facts(tables)] == ["1001"]
    assert len(records(tables)) == 2


def test_what_the_shipped_standard_asks_for() -> None:
    """Its facts of persons by their units; those that need a reason are named."""
    settings = load(PROJECT / "config.yaml")
    asked = intake_settings(settings, settings.standard(Period(2026, 1)))
    by_name = {column.name: (column.type, column.unit) for column in asked.fact_columns}
    assert by_name["社保缴费基数"] == ("exact", "元")
    assert by_name["年终奖计税"] == ("text", "")
    assert "年终奖" in asked.manual_facts
    assert "社保缴费基数" not in asked.manual_facts


# --- real workbooks ---


def write(path: Path, *rows: list[Any]) -> None:
    """A workbook of one sheet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)


def test_the_same_fact_in_supplements_and_as_a_column(tmp_path: Path) -> None:
    """Both cells are named, as for the same fact twice in 补充数据."""
    write(tmp_path / "社保.xlsx", [*PAID, CARE], [*ZHANG, 30])
    write(tmp_path / "补充.xlsx", ["工号", "项目", "数值"], ["1001", CARE, 35])
    month = read_month(tmp_path, Period(2026, 1), ASKED)
    table = month.tables["supplements"]
    assert table.schema == SUPPLEMENTS.arrow_schema
    cells = {month.places.address(row["source"], row["row"], "figure") for row in table.to_pylist()}
    assert cells == {"C2", "E2"}
    told = schema_findings(SUPPLEMENTS, SUPPLEMENTS.frame(table), month.places, frozenset())
    assert len(told) == 1
    assert told[0].stops
    assert {told[0].file, *(name for name in ("社保.xlsx", "补充.xlsx") if name in told[0].message)} == {
        "社保.xlsx", "补充.xlsx",
    }  # fmt: skip


@pytest.mark.long
def test_a_new_contribution_needs_configuration_only(tmp_path: Path) -> None:
    """300.00 and 200.00 and a column of 30.00 are 530.00 of 三险一金, explained to the cell."""
    shipped = (PROJECT / "config.yaml").read_text(encoding="utf-8")
    fact = f"      - {{name: {CARE}, who: 雇员, unit: 元, blank: 0, min: 0, source: 示例市（自拟）}}\n"
    summed = "formula: 基本养老保险费 + 基本医疗保险费 + 失业保险费 + 住房公积金"
    assert shipped.count(summed) == 1
    place = shipped.rindex("    facts:\n", 0, shipped.index(summed)) + len("    facts:\n")
    config = tmp_path / "config.yaml"
    config.write_text(shipped[:place] + fact + shipped[place:].replace(summed, f"{summed} + {CARE}"), encoding="utf-8")
    mini = Mini(tmp_path, config)
    mini.deliver("2026-01")
    (mini.inputs / "2026-01" / "社保及专项.csv").unlink()
    write(mini.inputs / "2026-01" / "社保.xlsx", [*PAID, f"{CARE}（元）"], [EMPLOYEE, "张三", 300, 200, 30])
    result = mini.command("run", "2026-01")
    assert result.exit_code == 0, (result.stdout, result.stderr)
    told = mini.command("explain", "2026-01", EMPLOYEE, "三险一金")
    assert "530.00" in told.stdout
    assert "社保.xlsx [表] E2" in told.stdout
