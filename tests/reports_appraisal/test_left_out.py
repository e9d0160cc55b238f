"""Who is not appraised has no marks on any sheet, a rate without a target none; endless figures have two decimals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.reports.appraisal.cells import FIGURE, ROUNDED, WHOLE, shown_figure, unit_form
from pipeline.reports.appraisal.model import SpanReport
from pipeline.reports.appraisal.people import people
from pipeline.reports.appraisal.progress_sheet import Progress
from pipeline.reports.appraisal.year_data import YearData
from pipeline.scheme.item_parts import Item
from pipeline.span_results import trimmed
from schemas.columns import Column
from schemas.results import person_table
from tests.reports_appraisal.made_up import QUARTER_ITEMS, items, items_table, number_of, quarter_report, year_report

PART = Column("参加", "参加", "flag", "")
RATE = Item.model_validate({
    "name": "净收入完成率", "unit": "比例", "source": "第十六条",
    "formula": "如果(净收入有目标 且 净收入目标 > 0, 净收入实绩 ÷ 净收入目标, 0)",
})  # fmt: skip


def left_out(report: SpanReport, part: dict[int, bool], rate: dict[int, str] | None = None) -> SpanReport:
    """The quarter with an item 参加 of these persons, their rate beside."""
    rows = items(QUARTER_ITEMS, 3)
    for place, row in enumerate(rows):
        row |= {"参加": part.get(place, True), "净收入完成率": Decimal((rate or {}).get(place, "0.5"))}
    columns = [one for one in items_table(QUARTER_ITEMS).columns if one.name in QUARTER_ITEMS]
    table = person_table("appraisal_items", "考核项目", "一行是一名被考核人员", [*columns, PART], "appraise")
    report.rules.appraisals[0].takes_part = "参加"
    report.rules.appraisals[0].items = [*report.rules.appraisals[0].items[:-1], RATE]
    return replace(
        report,
        tables={**report.tables, "appraisal_items": table.from_rows(rows)},
        schemas={**report.schemas, "appraisal_items": table},
    )


def test_who_is_not_appraised_has_no_marks() -> None:
    """No duty, no business, no rate; 不考核 for a score.  What is no mark, and everybody else, stays."""
    found = {row["employee_id"]: row for row in people(left_out(quarter_report(3), {1: False}))}
    row = found[number_of(1)]
    assert [row[name] for name in ("季度职责得分", "季度业绩得分", "净收入完成率")] == [None] * 3
    assert row["季度得分"] == "不考核"
    assert isinstance(row["日志扣分"], Decimal)
    assert isinstance(found[number_of(0)]["季度得分"], Decimal)


def test_the_quarters_of_the_year_say_so_too() -> None:
    """In the second quarter he took no part: 不考核 between the scores of the first and the third."""
    report = year_report(2)
    report.rules.appraisals[0].takes_part = "参加"
    kept = [
        {"quantity": name, "employee_id": number_of(0), "origin": origin, **value}
        for origin, score, part in (("2026-03", "80", "是"), ("2026-06", "0", "否"), ("2026-09", "70", "是"))
        for name, value in (("季度得分", {"figure": Decimal(score)}), ("参加", {"word": part}))
    ]
    report.rules.appraisals[0].items += [Item.model_validate(
        {"name": "参加", "unit": "是否", "formula": "1 > 0", "source": "第十六条"}
    )]  # fmt: skip
    table = report.schemas["appraisal_history"]
    data = YearData(replace(report, tables={**report.tables, "appraisal_history": table.from_rows(kept)}))
    assert data.quarters(number_of(0), "季度得分") == [80, "不考核", 70, None]


@pytest.mark.parametrize(("rate", "has_target", "shown"), [("0", False, None), ("0", True, 0), ("1", False, 1)])
def test_a_rate_of_nothing_without_a_target_is_blank(rate: str, has_target: bool, shown: int | None) -> None:
    """0 for want of a target is no rate; 0 against a target is one, and so is what the standard gives otherwise."""
    full = quarter_report(3)
    rows = full.rows("progress")
    aimed = [row if has_target else {**row, "target": None, "has_target": False, "rate": None} for row in rows]
    report = left_out(full, {}, {0: rate})
    frame = full.schemas["progress"].from_rows(aimed)
    report = replace(report, tables={**report.tables, "progress": frame})
    assert next(row for row in people(report) if row["employee_id"] == number_of(0))["净收入完成率"] == shown


def test_figures_without_end_are_shown_with_two_decimals() -> None:
    """200 ÷ 12 households; four decimals and less stand as they are."""
    endless = Decimal("16.66666666666667")
    assert unit_form("户", [endless]) == ROUNDED
    assert shown_figure(endless, ROUNDED) == "16.67"
    assert [unit_form("户", [Decimal(text)]) for text in ("0.3333", "16.5", "16.0")] == [FIGURE, FIGURE, WHOLE]


@pytest.mark.parametrize(
    ("figure", "text"),
    [("9700000.00000000000000", "9700000.00"), ("12", "12.00"), ("-0.5000", "-0.50"), ("33.33333333333333", None)],
)
def test_totals_lose_the_zeros_at_their_end(figure: str, text: str | None) -> None:
    """Two decimals stay; no digit that says something is lost."""
    assert format(trimmed(Decimal(figure)), "f") == (text or figure)


def test_months_of_a_quarter_stand_before_it() -> None:
    """A quarter shows its months; a year, with twelve, does not."""
    assert list(Progress(quarter_report(3)).places)[:4] == [
        ("2026-01", "actual"), ("2026-02", "actual"), ("2026-03", "actual"), ("本季", "actual"),
    ]  # fmt: skip
    assert next(iter(Progress(year_report(3)).places)) == ("本年累计", "actual")
