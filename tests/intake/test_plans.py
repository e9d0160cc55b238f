"""年度计划 by quarters and as a wide break-down sheet: the same targets, each with its own cell and its own unit."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.intake.settings import IntakeSettings, Planned
from pipeline.intake.sheets import FileTables
from pipeline.intake.span import read_span
from pipeline.period import Span
from schemas.intake import MONTH_TARGETS, SPAN_KINDS
from tests.intake.raw_sheets import only, read, records, said
from tests.intake.test_duties import write

INDICATORS = (Planned("净佣金", "元", "合计"), Planned("净增户", "户", "增减"), Planned("日均资产", "元", "平均"),
              Planned("期末资产", "元/户", "期末"))  # fmt: skip
OF_YEAR = IntakeSettings(guessed=SPAN_KINDS, indicators=INDICATORS)
PLAN = ["对象类别", "对象名称", "指标", "单位", "全年目标"]
QUARTERS = ["一季度目标", "第二季度目标", "三季度", "Q4目标"]
WIDE = ["工号", "姓名", "净佣金(元)", "净增户(户)", "日均资产(万元)"]


def plan(*rows: list[Any], headings: list[str] | None = None) -> FileTables:
    """The reading of a plan by quarters in the folder of a year."""
    return read([headings or [*PLAN, *QUARTERS], *rows], OF_YEAR)


def months(tables: FileTables, at: int = 0) -> list[Decimal | None]:
    """The twelve months of one target."""
    return [records(tables)[at][name] for name in MONTH_TARGETS]


@pytest.mark.parametrize(
    ("indicator", "of_quarters", "of_months"),
    [
        # 180000 ÷ 3 = 60000, 60000 ÷ 3 = 20000.
        ("净佣金", (180000, 60000, 60000, 60000), [60000] * 3 + [20000] * 9),
        ("净增户", (3, 0, -3, 6), [1] * 3 + [0] * 3 + [-1] * 3 + [2] * 3),
        # A level is the same in every month of its quarter.
        ("日均资产", (180, 60, 50, 40), [180] * 3 + [60] * 3 + [50] * 3 + [40] * 3),
        ("期末资产", (1, 2, 3, 4), [1] * 3 + [2] * 3 + [3] * 3 + [4] * 3),
        ("净佣金", (3, "", "", 6), [1] * 3 + [None] * 6 + [2] * 3),
    ],
)
def test_quarters_are_the_months_they_stand_for(
    indicator: str, of_quarters: tuple[Any, ...], of_months: list[int | None]
) -> None:
    """However a quarter is headed; a blank quarter has no months."""
    tables = plan(["人员", "1001", indicator, "元", 1, *of_quarters])
    assert tables.findings == ()
    assert months(tables) == of_months
    assert (tables.sheets[0].places[(2, "target_01")], tables.sheets[0].places[(2, "target_12")]) == ("F2", "I2")


def test_thirds_that_do_not_end_leave_their_rest_to_the_last_month() -> None:
    """100 ÷ 3: the three months are exactly 100 again."""
    made = months(plan(["人员", "1001", "净佣金", "元", 1, 100, "", "", ""]))[:3]
    assert made == [Decimal("33.33333333333333"), Decimal("33.33333333333333"), Decimal("33.33333333333334")]


def test_s37_a_quarter_beside_its_months_is_held_against_them() -> None:
    """As the indicator gathers them: the sum 1+2+3, the mean 2, the last 3; the months stay as written."""
    headings = [*PLAN, "一季度合计", "1月目标", "2月目标", "3月目标"]
    rows = [["人员", "1001", name, "元", 1, quarter, 1, 2, 3]
            for name, quarter in (("净佣金", 6), ("日均资产", 2), ("期末资产", 3), ("净增户", 5))]  # fmt: skip
    tables = plan(*rows, headings=headings)
    assert said(only(tables, "S37")) == ("甲.xlsx [表] F5", "“净增户”的一季度目标为5，而该季各月合计为6")
    assert months(tables, 3)[:3] == [1, 2, 3]


def test_an_indicator_the_standard_does_not_have_is_left_to_the_checks() -> None:
    """Nobody can say how its months are gathered."""
    assert months(plan(["人员", "1001", "净收益", "元", 1, 3, 3, 3, 3])) == [None] * 12


def test_y15_s35_a_quarter_says_its_unit_once() -> None:
    """As every other target does."""
    assert only(plan(["人员", "1001", "净佣金", "元", 1, "3万", "", "", ""]), "Y15").cell == "F2"
    headings = [*PLAN, "一季度目标（万元）"]
    assert only(plan(["人员", "1001", "净佣金", "元", 1, 3], headings=headings), "S35").cell == "F1"


def targets(tables: FileTables) -> list[tuple[Any, ...]]:
    """Whose, of what, how much, and the cell, of every target of a wide sheet."""
    return [
        (row["target_year"], row["target_scope"], row["target_object"], row["indicator"], row["target_total"],
         row["target_unit"], f"{sheet.letters['target_total']}{row['row']}")
        for at, sheet in enumerate(tables.sheets) for row in records(tables, at)
    ]  # fmt: skip


def test_a_wide_sheet_has_a_target_per_person_and_column() -> None:
    """In the unit of the heading, 12 万元 being 120,000 元; a blank cell is no target, a total is held against them."""
    rows = [["2026年度计划分解"], WIDE, ["1001", "张三", 360000, 5, 12], ["1002", "李四", "", -1, 3.5],
            ["合计", "", 360000, 4, 15.5]]  # fmt: skip
    tables = read(rows, OF_YEAR)
    assert tables.findings == ()
    assert targets(tables) == [
        (2026, "人员", "1001", "净佣金", 360000, "元", "C3"), (2026, "人员", "1001", "净增户", 5, "户", "D3"),
        (2026, "人员", "1002", "净增户", -1, "户", "D4"), (2026, "人员", "1001", "日均资产", 120000, "元", "E3"),
        (2026, "人员", "1002", "日均资产", 35000, "元", "E4"),
    ]  # fmt: skip
    assert [(each.employee_id, each.name, each.cell) for each in tables.sheets[0].names] == [
        ("1001", "张三", "B3"), ("1002", "李四", "B4"),
    ]  # fmt: skip


def test_a_wide_sheet_of_teams() -> None:
    """The unit over the table, told as everywhere; what a person is besides is kept out."""
    tables = read([["目标分解（单位：万元）"], ["团队", "净佣金目标", "备注"], ["一部", 36, "x"]], OF_YEAR)
    assert targets(tables) == [(None, "团队", "一部", "净佣金", 360000, "元", "B3")]
    assert [found.code for found in tables.findings] == ["S29", "S04"]


def test_s38_a_column_of_figures_under_no_indicator() -> None:
    """A target that would be lost: the indicators are named; figures of the person himself are none."""
    rows = [["任务分解"], [*WIDE, "基金(万元)", "级别", "部门"], ["1001", "张三", 1, 2, 3, 4, 5, 6]]
    found = only(read(rows, OF_YEAR), "S38")
    assert said(found) == (
        "甲.xlsx [表] F2", "“基金”一列是数，但不是标准中的指标，不知是哪个指标、哪个期间的目标"
    )  # fmt: skip
    assert "净佣金（元）、净增户（户）、日均资产（元）" in found.expected
    quarters = [["净佣金计划"], ["工号", "姓名", "一季度", "二季度"], ["1001", "张三", 1, 2]]
    assert [each.code for each in read(quarters, OF_YEAR).findings] == ["S38", "S38"]


def test_s39_a_column_without_a_unit() -> None:
    """Accounts as well as yuan: the figures are not read."""
    tables = read([["计划分解"], ["工号", "净佣金(元)", "净增户"], ["1001", 1, 2]], OF_YEAR)
    assert said(only(tables, "S39")) == ("甲.xlsx [表] C2", "“净增户”的标题没有写明单位")
    assert tables.sheets[0].kind == ""


def test_y15_a_figure_with_a_unit_in_a_column_that_has_one() -> None:
    """36万 under 万元 could be ten thousand times as much."""
    tables = read([["计划分解"], ["工号", "净佣金(万元)"], ["1001", "36万"]], OF_YEAR)
    assert only(tables, "Y15").cell == "B3"
    assert targets(tables) == []


def test_s40_figures_that_may_be_what_was_reached() -> None:
    """Nothing says that they are planned."""
    found = only(read([WIDE, ["1001", "张三", 1, 2, 3]], OF_YEAR), "S40")
    assert found.message == "第1行的标题是工号（或团队）和指标，但没有写明是目标还是实绩，未读取"


def test_elsewhere_a_wide_sheet_is_nothing_of_ours() -> None:
    """In the folder of a month, under the same headings; and a list of persons without a figure in that of a year."""
    rows = [["年度计划分解"], WIDE, ["1001", "张三", 1, 2, 3]]
    assert [found.code for found in read(rows, IntakeSettings(indicators=INDICATORS)).findings] == ["S02"]
    plain = [["计划分解名单"], ["工号", "姓名", "团队"], ["1001", "张三", "一部"]]
    assert [found.code for found in read(plain, OF_YEAR).findings] == ["S02"]


def test_a_quarter_reads_the_wide_sheet_of_its_year(tmp_path: Path) -> None:
    """With the year of the folder where no title has one."""
    write(tmp_path / "2026" / "计划分解.xlsx", WIDE, ["1001", "张三", 1, 2, 3])
    read_ = read_span(tmp_path, Span.parse("2026Q2"), IntakeSettings(indicators=INDICATORS))
    assert read_.findings == []
    made = read_.tables["targets"].to_pylist()
    assert [(row["target_year"], row["indicator"]) for row in made] == [
        (2026, "净佣金"), (2026, "净增户"), (2026, "日均资产"),
    ]  # fmt: skip
    assert read_.places.address(made[2]["source"], made[2]["row"], "target_total") == "E2"
