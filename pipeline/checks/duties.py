"""Duty scores and conduct events that are missing, repeated or of another month.

Scheme: 第十条.
Reads: roster, scores, conduct.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.people import employees
from pipeline.checks.places import Places, Record, by, cell_finding, certainly, records, spot
from pipeline.checks.repeats import score_pairs
from pipeline.checks.wording import person, plain
from pipeline.findings import Finding
from pipeline.period import Period
from schemas.columns import SCORE_ITEMS

if TYPE_CHECKING:
    import pandas as pd

RATING = ["employee_id", "score_item", "scored_by"]


def missing_scores(
    roster: pd.DataFrame, scores: pd.DataFrame, places: Places, period: Period, asked: frozenset[str]
) -> list[Finding]:
    """Employees without a score for 日常工作 or 客户服务, where the pay standard reads scores. Scheme: 第十条.

    A row counts even if its score could not be read, and a person with a row whose 考核项目 is none of the two is
    not asked, since it may be the missing one: those cells have their own finding. No row at all is intake's finding.
    """
    judging = employees(roster, period)
    if scores.empty or "scores" not in asked:
        return []
    unread = scores.loc[~scores["score_item"].isin(SCORE_ITEMS), "employee_id"]
    judged = judging.loc[~judging["employee_id"].isin(unread)]
    given = {
        item: set(scores.loc[certainly(scores["score_item"] == item), "employee_id"].tolist()) for item in SCORE_ITEMS
    }
    short = judged.loc[~judged["employee_id"].isin(set.intersection(*given.values()))]
    return [_missing_score(row, given, places) for row in records(short)]


def repeated_scores(scores: pd.DataFrame, places: Places) -> list[Finding]:
    """A second score by the same rater for the same person and item: both enter the mean. Scheme: 第十条.

    The same score in another sheet is a sheet delivered twice, which has its own finding.
    """
    rows = scores.loc[scores[RATING].notna().all(axis=1)]
    repeated = records(rows.loc[rows.duplicated(RATING, keep=False)])
    twice = {(row["source"], row["row"]) for row, _ in score_pairs(scores)}
    return [
        _repeated_score(row, group[0], places)
        for group in by(repeated, *RATING)
        for row in group[1:]
        if (row["source"], row["row"]) not in twice
    ]


def conduct_outside_period(conduct: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """Complaints and breaches dated in another month. Scheme: 第十条.

    A stop: the event would lower nobody's coefficient, neither here nor in its own month.
    """
    outside = certainly(conduct["day"] < period.first_day) | certainly(conduct["day"] > period.last_day)
    return [
        cell_finding("X47", row, "day", places, who=person(row), kind=row["conduct_kind"] or "事件", period=period)
        for row in records(conduct.loc[outside])
    ]


def _missing_score(row: Record, given: dict[str, set[str]], places: Places) -> Finding:
    missing = "、".join(item for item in SCORE_ITEMS if row["employee_id"] not in given[item])
    return cell_finding("X45", row, "employee_id", places, who=person(row), missing=missing)


def _repeated_score(row: Record, first: Record, places: Places) -> Finding:
    facts = {
        "who": person(row),
        "item": row["score_item"],
        "rater": row["scored_by"],
        "score": _points(row),
        "first": _points(first),
        "first_place": spot(places, first, "score"),
    }
    return cell_finding("X46", row, "score", places, **facts)


def _points(row: Record) -> str:
    return "空" if row["score"] is None else f"{plain(row['score'])}分"
