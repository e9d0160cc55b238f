"""What teams reached. Scheme: 指引第六条, 第十六条."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from pipeline.appraise.team_results import team_results
from pipeline.period import Span
from schemas.appraisal import PROGRESS, TEAM_RESULTS

from .small import QUARTER, YEAR, items, person, persons, span_persons, standard


def line(scope: str, number: str, actual: str | None, window: str = "本季", **more: Any) -> dict[str, Any]:
    """A row of 业绩进度 of the indicator 净收入; of persons all in 一队."""
    figure = None if actual is None else Decimal(actual)
    return {
        "scope": scope, "object_id": number, "object_name": f"某{number}", "team": "一队" if scope == "人员" else None,
        "indicator": "净收入", "unit_word": "元", "window": window, "actual": figure, **more,
    }  # fmt: skip


def reached(
    lines: list[dict[str, Any]],
    scores: dict[str, str] | None = None,
    people: tuple[dict[str, Any], ...] = (person("1"), person("2")),
    earlier: tuple[dict[str, Any], ...] = (),
    span: Span = QUARTER,
) -> list[dict[str, Any]]:
    """The results, proved to be the table they should be, empty cells left out."""
    name = "年度得分" if span.is_year else "季度得分"
    scored = items(*({"employee_id": who, name: Decimal(score)} for who, score in (scores or {}).items()), span=span)
    made = team_results(
        PROGRESS.from_rows(lines), persons(*people), scored, span, standard(), span_persons(*earlier, *people)
    )
    rows = TEAM_RESULTS.schema.validate(made).to_dict("records")
    return [{name: cell for name, cell in row.items() if not pd.isna(cell)} for row in rows]


def test_a_team_against_its_target() -> None:
    """The team's own line of the quarter; the best of its people; the mean of their scores: (80 + 91) ÷ 2."""
    lines = [
        line("团队", "一队", "30", target=Decimal(40), rate=Decimal("0.75")), line("团队", "一队", "70", "本年累计"),
        line("营业部", "示例营业部", "99"), line("人员", "1", "10"), line("人员", "2", "20"),
        line("人员", "1", "65", "本年累计"), line("人员", "3", "50", team="二队"), line("人员", "4", None),
    ]  # fmt: skip
    assert reached(lines, {"1": "80", "2": "91"}) == [
        {
            "team": "一队", "headcount": 2, "joined": 0, "left": 0, "mean_score": Decimal("85.5"),
            "indicator": "净收入", "unit_word": "元", "actual": 30, "target": 40, "rate": Decimal("0.75"),
            "best_person": "某2",
        }
    ]  # fmt: skip


def test_of_two_best_the_smaller_number() -> None:
    """Equal figures: 工号 decides."""
    lines = [line("团队", "一队", "20"), line("人员", "2", "10"), line("人员", "1", "10")]
    assert reached(lines)[0]["best_person"] == "某1"


def test_the_year_has_its_own_window_and_score() -> None:
    """本年累计, and the score of the year's appraisal."""
    [row] = reached([line("团队", "一队", "20"), line("团队", "一队", "70", "本年累计")], {"1": "88"}, span=YEAR)
    assert (row["actual"], row["mean_score"]) == (70, 88)


def test_a_mean_without_a_finite_decimal() -> None:
    """(80 + 80 + 81) ÷ 3, shown with fourteen decimals; nobody scored, no mean."""
    people = tuple(person(number) for number in "123")
    [row] = reached([], {"1": "80", "2": "80", "3": "81"}, people)
    assert row["mean_score"] == Decimal("80.33333333333333")
    assert "mean_score" not in reached([], {}, people)[0]


def test_who_joined_and_who_left() -> None:
    """Joined on the first day, left on the last (still there then), left in April, joined before, moved to 二队."""
    people = (
        person("1", hired_on=date(2026, 4, 1)), person("2", left_on=date(2026, 6, 30)),
        person("4", hired_on=date(2026, 3, 31)), person("5", team="二队"),
    )  # fmt: skip
    earlier = (
        person("3", left_on=date(2026, 4, 9), employed_at_end=False, month="2026-04"),
        person("5", month="2026-04"),
        person("6", team="三队", left_on=date(2026, 4, 30), month="2026-04"),
    )  # fmt: skip
    found = {row["team"]: (row["headcount"], row["joined"], row["left"]) for row in reached([], {}, people, earlier)}
    assert found == {"一队": (3, 1, 2), "二队": (1, 0, 0), "三队": (0, 0, 1)}
