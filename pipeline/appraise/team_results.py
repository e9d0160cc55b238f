"""What each team reached in the span: people, indicators against targets, the mean score of those appraised.

Scheme: 指引第六条, 第十六条.  The score of a person is that of the last written of the due appraisals that score him;
who takes no part in it has none.
Joined and left are those who entered and left the branch in the span, in the team they were last in; a change of team
is neither.
Reads: progress, persons, appraisal_items, span_persons.  Writes: team_results.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from pipeline.appraisals import appraisals_due
from pipeline.appraise.follow_ups import Row, latest_persons
from pipeline.grade_ledger import plain_rows
from pipeline.money import Figures
from pipeline.period import Span
from pipeline.scheme.taking_part import takes_part
from pipeline.settings import Standard
from schemas.appraisal import TEAM_RESULTS

PERSON, TEAM = "人员", "团队"
DIGITS = 14
"""Decimals a mean is shown with."""
_OF_PROGRESS = [
    "scope", "object_id", "object_name", "team", "indicator", "unit_word", "actual", "target", "rate",
]  # fmt: skip


def team_results(
    progress: pd.DataFrame,
    persons: pd.DataFrame,
    appraisal_items: pd.DataFrame,
    span: Span,
    standard: Standard,
    span_persons: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per team and indicator, by team, indicators in the order of ``progress``; one row for a team without."""
    lines = plain_rows(progress[progress["window"] == window_of(span)][_OF_PROGRESS])
    members = _members(lines)
    people = latest_persons(persons, span_persons)
    scores = _scores(appraisal_items, persons, span, standard)
    teams = sorted({person["team"] for person in people.values()})
    at_end = Counter(persons["team"][persons["employed_at_end"]].to_list())
    rows: list[dict[str, Any]] = []
    for team in teams:
        heads = {"team": team, "headcount": at_end[team], **_moved(team, people, span)}
        heads["mean_score"] = _mean([scores[number] for number in scores if people[number]["team"] == team])
        own = [line for line in lines if line["scope"] == TEAM and line["object_id"] == team]
        rows += [{**heads, **_indicator(line, members)} for line in own] or [heads]
    return TEAM_RESULTS.from_rows(rows)


def window_of(span: Span) -> str:
    """The window of ``progress`` that is the span itself."""
    return "本年累计" if span.is_year else "本季"


def _moved(team: str, people: dict[str, Row], span: Span) -> dict[str, Any]:
    """How many of the team joined and left in the span."""
    counts = Counter(name for person in people.values() if person["team"] == team for name in _moves(person, span))
    return {name: counts[name] for name in ("joined", "left")}


def _moves(person: Row, span: Span) -> Iterator[str]:
    for name, on in (("joined", person["hired_on"]), ("left", person["left_on"])):
        if isinstance(on, date) and span.first_day <= on <= span.last_day:
            yield name


Members = dict[tuple[str, str], list[tuple[Decimal, str, str]]]
"""By team and indicator its persons with what they reached, negated, 工号 and name."""


def _members(lines: list[dict[str, Any]]) -> Members:
    found: Members = {}
    for one in lines:
        if one["scope"] == PERSON and isinstance(one["actual"], Decimal):
            of_team = found.setdefault((one["team"], one["indicator"]), [])
            of_team.append((-one["actual"], one["object_id"], one["object_name"]))
    return found


def _indicator(line: Row, members: Members) -> dict[str, Any]:
    """One indicator of a team, and who of the team did most of it."""
    given = {name: line[name] for name in ("indicator", "unit_word", "actual", "target", "rate")}
    of_team = members.get((line["object_id"], line["indicator"]))
    best = min(of_team)[2] if of_team and isinstance(line["actual"], Decimal) else None
    return {**given, "best_person": best}


def _scores(
    appraisal_items: pd.DataFrame, persons: pd.DataFrame, span: Span, standard: Standard
) -> dict[str, Fraction]:
    """The score of every person who has one, by 工号."""
    written = standard.scheme.text.appraisals
    due = sorted(appraisals_due(standard, span), key=lambda one: written.index(one.text))
    scored = [one for one in due if one.text.score]
    found: dict[str, Fraction] = {}
    posts = dict(zip(persons["employee_id"], persons["post"], strict=True))
    for row in plain_rows(appraisal_items):
        own = [one for one in scored if not one.text.who or posts[row["employee_id"]] in one.rules.posts(one.text.who)]
        if own and takes_part(own[-1].text, row) and isinstance(score := row[own[-1].text.score], Decimal):
            found[row["employee_id"]] = Fraction(score)
    return found


def _mean(scores: list[Fraction]) -> Decimal | None:
    if not scores:
        return None
    mean = sum(scores, Fraction(0)) / len(scores)
    return Decimal(int(Figures(mean.numerator, mean.denominator).rounded(DIGITS).num)).scaleb(-DIGITS)
