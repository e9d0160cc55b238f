"""How far persons, teams and the branch have come with each indicator, window by window.

Scheme: the indicators of the pay standard.  Law: 指引第五条 (progress checked against targets), 第十六条.
Reads: figures, target_shares, year_persons.  Writes: progress.
A person is one 工号: of who came back, 入职以来 begins with the last entry, while the windows of the year hold also the
months of his former employment, as those of teams and branch do, which are sums of persons.
Not covered: what the branch keeps for itself (营业部自留): the branch is the sum of its persons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

import pandas as pd

from pipeline.appraisals import indicators_of
from pipeline.appraise.actuals import Series, actual, gathered, monthly
from pipeline.grade_ledger import plain_rows
from pipeline.indicators import SINCE_ENTRY, exact_cells, exact_figure, windows
from pipeline.money import total
from pipeline.past import of_quantities
from pipeline.period import Period, Span
from pipeline.scheme.appraisal_parts import Indicator
from pipeline.settings import Standard
from schemas.appraisal import PROGRESS

BRANCH, TEAM, PERSON = "营业部", "团队", "人员"
Monthly = dict[tuple[str, str], dict[str, Fraction]]
"""By scope and name the figure of each month."""
_WHO = ["employee_id", "person_name", "team", "hired_on", "month"]


@dataclass(frozen=True)
class Owner:
    """A person, a team or the branch; ``months`` of the year in which it was there, ``since`` the month of entry."""

    scope: str
    name: str
    title: str
    team: str
    months: frozenset[str]
    since: Period | None = None


def progress(
    figures: pd.DataFrame,
    target_shares: pd.DataFrame,
    year_persons: pd.DataFrame,
    span: Span,
    standard: Standard,
    branch: str,
) -> pd.DataFrame:
    """One row per branch, team or person, indicator and window with what was reached and the target, exact.

    A team has the persons who were in it in each month (before this year: those who were in it first in it); a person
    is told of in the windows in which he was employed.
    """
    people = plain_rows(year_persons.sort_values(["month", "employee_id"])[_WHO])
    teams = _teams(people)
    everyone = owners(people, span, branch)
    asked = {window: tuple(map(str, months)) for window, months in windows(span).items()}
    indicators = indicators_of(standard)
    quantities = of_quantities(figures, {indicator.quantity for indicator in indicators})
    targets = _targets(target_shares)
    rows: list[dict[str, Any]] = []
    for indicator in indicators:
        values = monthly(quantities[indicator.quantity], indicator)
        series, held, planned = _series(values, teams, branch), frozenset(values), targets.get(indicator.name, {})
        for owner in everyone:
            who, named = (owner.scope, owner.name), _named(owner, indicator)
            told = _rows(owner, indicator, Series(series.get(who, {}), held, owner.since), planned.get(who, {}), asked)
            rows += [{**named, **row} for row in told]
    return PROGRESS.from_rows(rows)


def _teams(people: list[dict[Any, Any]]) -> dict[str, dict[str, str]]:
    """Per person the team of each month of the year he was there."""
    teams: dict[str, dict[str, str]] = {}
    for row in people:
        if isinstance(row["team"], str):
            teams.setdefault(str(row["employee_id"]), {})[str(row["month"])] = row["team"]
    return teams


def owners(people: list[dict[Any, Any]], span: Span, branch: str) -> list[Owner]:
    """The branch, every team of the span and every person of it, each by its name in order."""
    within = {str(month) for month in span.months}
    persons, teams = dict[str, Owner](), dict[str, set[str]]()
    months: dict[str, set[str]] = {}
    for row in people:
        name, team = str(row["employee_id"]), row["team"] if isinstance(row["team"], str) else ""
        months.setdefault(name, set()).add(str(row["month"]))
        teams.setdefault(team, set()).add(str(row["month"]))
        if str(row["month"]) in within:
            hired = row["hired_on"]
            since = Period(hired.year, hired.month)
            persons[name] = Owner(PERSON, name, str(row["person_name"]), team, frozenset(months[name]), since)
    everywhere = frozenset(month for of_team in teams.values() for month in of_team)
    found = [Owner(BRANCH, branch, branch, "", everywhere)]
    found += [Owner(TEAM, one, one, one, frozenset(teams[one])) for one in sorted(teams) if one and teams[one] & within]
    return [*found, *(persons[name] for name in sorted(persons))]


def _series(
    values: Mapping[str, Mapping[str, Fraction]], teams: Mapping[str, Mapping[str, str]], branch: str
) -> Monthly:
    """Of every person, and what they add up to in teams and the branch."""
    series: Monthly = {}
    for month, of_month in values.items():
        of_teams: dict[str, list[Fraction]] = {}
        for employee, value in of_month.items():
            series.setdefault((PERSON, employee), {})[month] = value
            if team := _team(teams.get(employee, {}), month):
                of_teams.setdefault(team, []).append(value)
        for team, parts in of_teams.items():
            series.setdefault((TEAM, team), {})[month] = total(parts)
        series.setdefault((BRANCH, branch), {})[month] = total(of_month.values())
    return series


def _team(known: Mapping[str, str], month: str) -> str:
    """The team of that month; of a month before those known, the first one known."""
    return known.get(month) or (known[min(known)] if known and month < min(known) else "")


def _targets(target_shares: pd.DataFrame) -> dict[str, Monthly]:
    """The targets of each indicator."""
    found: dict[str, Monthly] = {}
    for row in plain_rows(target_shares):
        target = exact_figure(row, "target")
        assert target is not None
        of_indicator = found.setdefault(row["indicator"], {})
        of_indicator.setdefault((str(row["scope"]), str(row["object_id"])), {})[str(row["month"])] = target
    return found


def _named(owner: Owner, indicator: Indicator) -> dict[str, Any]:
    return {
        "scope": owner.scope, "object_id": owner.name, "object_name": owner.title, "team": owner.team or None,
        "indicator": indicator.name, "unit_word": indicator.unit,
    }  # fmt: skip


def _rows(
    owner: Owner,
    indicator: Indicator,
    own: Series,
    targets: Mapping[str, Fraction],
    asked: Mapping[str, tuple[str, ...]],
) -> Iterator[dict[str, Any]]:
    """What one of them reached in the windows asked for, each run of months worked out once, and since entry."""
    told = {window: months for window, months in asked.items() if not owner.months.isdisjoint(months)}
    cells = {
        months: _cells(actual(own, indicator, months), gathered(targets, indicator, months))
        for months in set(told.values())
    }
    yield from ({"window": window, **cells[months]} for window, months in told.items())
    if owner.since is not None:
        months = _since(owner.since, own.held, asked["本年累计"][-1])
        yield {"window": SINCE_ENTRY, **_cells(actual(own, indicator, months), None)}


@cache
def _since(entry: Period, held: frozenset[str], last: str) -> tuple[str, ...]:
    """The months from entry, or from the first any figure is of, to the last."""
    month, end = max(entry, Period.parse(min(held))) if held else entry, Period.parse(last)
    found = []
    while month <= end:
        found.append(str(month))
        month = month.shift(1)
    return tuple(found)


def _cells(reached: Fraction | None, target: Fraction | None) -> dict[str, Any]:
    rate = None if reached is None or not target else reached / target
    return {
        **exact_cells("actual", reached), **exact_cells("target", target), "has_target": target is not None,
        "rate": exact_cells("rate", rate)["rate"],
    }  # fmt: skip
