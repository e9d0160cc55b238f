"""Progress in every window, of persons, teams and the branch, as the indicator gathers its months."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipeline.period import Span

from .people import BRANCH, appraisal, by_month, held, indicator, item, person, standard, target

Q2 = Span.parse("2026Q2")
APPRAISAL = appraisal([item("有", "是否", "有效户 ≥ 0")])
TAKES = ("合计", "期末", "平均", "增减")
READY = standard(APPRAISAL, indicators=[indicator(take, "有效户", "户", take) for take in TAKES])
ROWS = by_month("有效户", "1", "2025-12", 4, 5, 7, 6, 8, 9, 13)
"""From December to June."""


@pytest.mark.parametrize(
    ("take", "wanted"),
    [
        # May; April to June; January to June
        ("合计", (9, 30, 48)),
        ("期末", (9, 13, 13)),
        ("平均", (9, 10, 8)),
        ("增减", (1, 7, 9)),  # 9−8; 13−6 (March); 13−4 (December)
    ],
)
def test_each_way_to_gather_months(take: str, wanted: tuple[int, int, int]) -> None:
    """Sum, last figure, mean and growth over a month, the quarter, and the year so far."""
    made = held(READY, [person("1")], ROWS, Q2)
    found = [made.progress("人员", "1", take, window)["actual"] for window in ("2026-05", "本季", "本年累计")]
    assert found == list(wanted)
    assert made.progress("人员", "1", take, "本半年")["actual"] == wanted[2]


def test_a_mean_without_a_finite_decimal_stays_exact() -> None:
    """1, 1, 2 of three months are 4/3: cut at 14 places, and beside them the fraction."""
    row = held(READY, [person("1")], by_month("有效户", "1", "2026-01", 1, 1, 2)).progress("人员", "1", "平均", "本季")
    assert (row["actual"], row["actual_fraction"]) == (Decimal("1.33333333333333"), "4/3")


def test_since_entry_begins_with_the_month_of_entry() -> None:
    """Hired in May he is told of May and June only; a growth since entry is what he has now."""
    made = held(READY, [person("1", hired=date(2026, 5, 4))], by_month("有效户", "1", "2026-05", 2, 3), Q2)
    assert made.progress("人员", "1", "合计", "入职以来")["actual"] == 5
    assert made.progress("人员", "1", "增减", "入职以来")["actual"] == 3
    assert made.progress("人员", "1", "合计", "2026-04") == {}
    assert made.progress("人员", "1", "增减", "本季")["actual"] == 3


def test_a_team_has_who_was_in_it_in_each_month() -> None:
    """Who changed teams in May counts for the old one in April and for the new one from May on."""
    mover = {**person("1", team="二组"), "teams": {"2026-04": "一组"}}
    rows = [*by_month("有效户", "1", "2026-04", 1, 2, 3), *by_month("有效户", "2", "2026-04", 10, 10, 10)]
    made = held(READY, [mover, person("2")], rows, Q2)
    found = [made.progress(scope, name, "合计", "本季")["actual"] for scope, name in
             (("团队", "一组"), ("团队", "二组"), ("营业部", BRANCH))]  # fmt: skip
    assert found == [31, 5, 36]
    assert made.progress("人员", "1", "合计", "本季")["team"] == "二组"


def test_the_year_is_told_quarter_by_quarter() -> None:
    """Of a year each quarter, the year and since entry; no single month."""
    rows = by_month("有效户", "1", "2026-01", *range(1, 13))
    made = held(READY, [person("1")], rows, Span.parse("2026"))
    found = [made.progress("人员", "1", "合计", window).get("actual") for window in
             ("2026Q1", "2026Q2", "2026Q3", "2026Q4", "本年累计", "2026-12")]  # fmt: skip
    assert found == [6, 15, 24, 33, 78, None]


@pytest.mark.parametrize(("reached", "rate"), [(0, 0), (300, 1), (150, Decimal("0.5"))])
def test_the_rate_is_reached_by_target(reached: int, rate: Any) -> None:
    """Of 300 a quarter; without a target there is none."""
    ready = standard(APPRAISAL, indicators=[indicator("业绩", "净收入", "元")])
    rows = by_month("净收入", "1", "2026-01", 0, 0, reached)
    row = held(ready, [person("1")], rows, targets=[target("人员", "1", "业绩", "元", 1200)])
    assert row.progress("人员", "1", "业绩", "本季")["rate"] == rate
    bare = held(ready, [person("1")], rows).progress("人员", "1", "业绩", "本季")
    assert (bare["has_target"], bare["rate"]) == (False, None)
