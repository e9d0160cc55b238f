"""The plan of the year broken down to months, teams and persons: the parts add up, nothing is rounded on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from pipeline.indicators import exact_figure
from pipeline.period import Span

from .people import BRANCH, QUARTER, appraisal, by_month, held, indicator, item, person, standard, target

READY = standard(
    appraisal([item("完成率", "比例", "如果(业绩有目标 且 业绩目标 > 0, 业绩实绩 ÷ 业绩目标, 1)")]),
    indicators=[indicator("业绩", "净收入", "元"), indicator("户数", "有效户", "户", "期末")],
)
TWO = [person("1"), person("2"), person("3", team="二组")]
NOTHING = [row for who in "123" for row in by_month("净收入", who, "2026-01", 0, 0, 0)]
NOTHING += [row for who in "123" for row in by_month("有效户", who, "2026-01", 0, 0, 0)]


def shares(
    targets: Sequence[Mapping[str, Any]], people: Sequence[Mapping[str, Any]] = TWO, month: str = "2026-01"
) -> dict[tuple[str, str], Fraction]:
    """The targets of one month by scope and object, exact."""
    made = held(READY, people, NOTHING, targets=targets).tables["target_shares"]
    rows = made[made["month"] == month].to_dict("records")
    return {(row["scope"], row["object_id"]): exact_figure(row, "target") for row in rows}  # type: ignore[misc]


def test_the_year_is_twelve_equal_months() -> None:
    """8 ten-thousands a year are 80000 ÷ 12 a month exactly; three of them are 20000, to the last digit."""
    made = held(READY, TWO, NOTHING, targets=[target("人员", "1", "业绩", "万元", 8)])
    assert shares([target("人员", "1", "业绩", "万元", 8)])["人员", "1"] == Fraction(80000, 12)
    assert made.progress("人员", "1", "业绩", "本季")["target"] == 20000


def test_months_as_written_and_blank_ones_without() -> None:
    """A row with figures of months has these; January, left blank, has no target."""
    rows = [target("人员", "1", "业绩", "元", 900, m02=400, m03=500)]
    assert shares(rows) == {}
    assert shares(rows, month="2026-02")["人员", "1"] == 400


def test_a_level_is_no_twelfth() -> None:
    """A target for the figure at the end holds in every month as it is written."""
    assert shares([target("营业部", "", "户数", "户", 120)], month="2026-03")["营业部", BRANCH] == 120


@pytest.mark.parametrize(
    ("hired", "part"),
    [(date(2026, 1, 1), Fraction(1)), (date(2026, 1, 15), Fraction(12, 22)), (date(2026, 2, 1), None)],
)
def test_a_joiner_is_asked_for_the_days_he_is_there(hired: date, part: Fraction | None) -> None:
    """January has 22 pay days; from the 15th on there are 12 of them, before he comes there is no target."""
    found = shares([target("人员", "1", "业绩", "元", 12 * 2200)], [person("1", hired=hired)])
    assert found.get(("人员", "1")) == (None if part is None else 2200 * part)


def test_the_target_of_a_team_goes_to_its_persons_by_days() -> None:
    """2200 a month over 22 and 12 pay days: parts of 22/34 and 12/34, together the whole."""
    people = [person("1"), person("2", hired=date(2026, 1, 15)), person("3", team="二组")]
    found = shares([target("团队", "一组", "业绩", "元", 12 * 2200)], people)
    assert found["人员", "1"] == Fraction(2200 * 22, 34)
    assert found["人员", "1"] + found["人员", "2"] == 2200 == found["团队", "一组"] == found["营业部", BRANCH]
    assert ("人员", "3") not in found


@pytest.mark.parametrize(("own", "rest"), [(999, 1), (1000, 0), (1001, 0)])
def test_who_has_a_target_of_his_own_keeps_it(own: int, rest: int) -> None:
    """Of the team's 1000 a month the other person gets what is left, never less than nothing."""
    rows = [target("团队", "一组", "业绩", "元", 12000), target("人员", "1", "业绩", "元", own * 12)]
    found = shares(rows)
    assert [found["人员", "1"], found["人员", "2"], found["团队", "一组"]] == [own, rest, 1000]
    codes = held(READY, TWO, NOTHING, targets=rows).codes()
    assert codes == ["Q10", *(["Q07"] * 3 if own > 1000 else [])]  # the other team has none; once for each month


def test_the_branch_goes_to_all_where_no_team_has_a_target() -> None:
    """3000 a month over three persons of equal days; with a target of a team it stays the branch's alone."""
    branch = target("营业部", "", "业绩", "元", 36000)
    assert shares([branch])["人员", "3"] == 1000
    assert shares([branch])["团队", "一组"] == 2000
    both = shares([branch, target("团队", "一组", "业绩", "元", 24000)])
    assert ("人员", "3") not in both
    assert [both["团队", "一组"], both["营业部", BRANCH]] == [2000, 3000]


def test_targets_of_persons_alone_add_up() -> None:
    """Team and branch without a target of their own have the sum of their persons'."""
    found = shares([target("人员", who, "业绩", "元", 1200) for who in "123"])
    assert [found["团队", "一组"], found["团队", "二组"], found["营业部", BRANCH]] == [200, 100, 300]


def test_the_targets_of_earlier_quarters_stay_as_they_were() -> None:
    """The plan was changed after the first quarter: its months keep the target they were appraised by."""
    first = held(READY, TWO, NOTHING, targets=[target("人员", "1", "业绩", "元", 1200)])
    handed = [
        (row["quantity"], row["employee_id"], row["origin"], row["figure"])
        for row in first.tables["appraisal_history"].to_dict("records")
        if isinstance(row["figure"], Decimal)
    ]
    later = [row for who in "123" for row in by_month("净收入", who, "2026-04", 0, 0, 0)]
    later += [row for who in "123" for row in by_month("有效户", who, "2026-04", 0, 0, 0)]
    changed = [target("人员", "1", "业绩", "元", 2400)]
    second = held(READY, TWO, [*handed, *later], Span.parse("2026Q2"), targets=changed)
    assert second.progress("人员", "1", "业绩", "本季")["target"] == 600
    assert second.progress("人员", "1", "业绩", "本年累计")["target"] == 900


def test_what_an_appraisal_asks_of_a_target() -> None:
    """Somebody without a target is told so, and his formula need not divide by nothing."""
    rows = [*NOTHING[3:], *by_month("净收入", "1", "2026-01", 50, 0, 25)]
    made = held(READY, TWO, rows, QUARTER, targets=[target("人员", "1", "业绩", "元", 1200)])
    assert made.item("1", "完成率") == Decimal("0.25")
    assert made.item("2", "完成率") == 1


@pytest.mark.parametrize(
    "lacks",
    [
        {"target_total": None}, {"target_unit": None}, {"target_scope": None}, {"target_object": None},
        {"target_scope": "小组"}, {"target_scope": "团队", "target_object": None},
        {"target_total": None, "target_year": None},
    ],
)  # fmt: skip
def test_a_row_with_a_blank_has_no_target(lacks: Mapping[str, Any]) -> None:
    """The schema tells the cell; the checks after it still run, and take nothing from the row."""
    row = {**target("人员", "1", "业绩", "元", 1200), **lacks}
    made = held(READY, TWO, NOTHING, targets=[row, target("团队", "二组", "业绩", "元", 2400)])
    assert made.codes() == ["Q10"]
    found = shares([row, target("团队", "二组", "业绩", "元", 2400)])
    assert found == {("人员", "3"): 200, ("团队", "二组"): 200, ("营业部", BRANCH): 200}


def test_a_row_without_a_year_is_for_this_one() -> None:
    """1200 a year are 100 a month."""
    row = {**target("人员", "1", "业绩", "元", 1200), "target_year": None}
    assert shares([row])["人员", "1"] == 100


def test_months_count_where_the_year_is_blank() -> None:
    """Only the year's own figure is missing."""
    row = {**target("人员", "1", "业绩", "元", 0, m01=70), "target_total": None}
    assert shares([row])["人员", "1"] == 70
