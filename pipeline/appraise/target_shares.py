"""The targets of 年度计划, broken down to months, teams and persons.

Scheme: the indicators of the pay standard.  Law: 指引第三条 (plan of the year), 第五条 (broken down to persons).
Reads: targets, span_persons, figures (targets of earlier months as they counted then).  Writes: target_shares.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from pipeline.appraisals import indicators_of
from pipeline.appraise.planned import Plan, planned
from pipeline.grade_ledger import plain_rows
from pipeline.indicators import exact_cells, target_quantity
from pipeline.past import of_quantities, stored_value
from pipeline.period import Span
from pipeline.scheme.appraisal_parts import Indicator
from pipeline.settings import Standard
from schemas.appraisal import TARGET_SHARES

BRANCH, TEAM, PERSON = "营业部", "团队", "人员"

Shares = dict[tuple[str, str], Fraction]
"""Targets by scope and object."""


@dataclass(frozen=True)
class Member:
    """A person of one month: his team, and the part of its pay days on which he is employed."""

    employee: str
    team: str
    days: int
    days_month: int


def target_shares(
    targets: pd.DataFrame,
    span_persons: pd.DataFrame,
    figures: pd.DataFrame,
    span: Span,
    standard: Standard,
    branch: str,
) -> pd.DataFrame:
    """One row per branch, team or person, indicator and month of the year so far that has a target, exact.

    A month whose targets an earlier appraisal kept has those, whatever the plan says by now.
    """
    rows = []
    members = members_of(span_persons, span)
    earlier = _kept(figures, indicators_of(standard), span)
    for indicator in indicators_of(standard):
        plan = planned(targets, indicator, span.year)
        kept = earlier[indicator.name]
        for month in sorted({*kept, *members}):
            shares = kept.get(month) or broken_down(plan.get(month, {}), members[month], branch)
            rows += [
                {"scope": scope, "object_id": name, "indicator": indicator.name, "month": month,
                 **exact_cells("target", share)}
                for (scope, name), share in sorted(shares.items(), key=_order)
            ]  # fmt: skip
    return TARGET_SHARES.from_rows(rows)


def _order(entry: tuple[tuple[str, str], Fraction]) -> tuple[int, str]:
    (scope, name), _ = entry
    return (BRANCH, TEAM, PERSON).index(scope), name


def members_of(span_persons: pd.DataFrame, span: Span) -> dict[str, list[Member]]:
    """The persons of each month of the span who are employed on one of its pay days."""
    found: dict[str, list[Member]] = {str(month): [] for month in span.months}
    for row in plain_rows(span_persons[["month", "employee_id", "team", "days_employed", "days_month"]]):
        if row["days_employed"] > 0 and row["month"] in found:
            member = Member(row["employee_id"], row["team"] or "", row["days_employed"], row["days_month"])
            found[row["month"]].append(member)
    return found


def _kept(figures: pd.DataFrame, indicators: Iterable[Indicator], span: Span) -> dict[str, dict[str, Shares]]:
    """The targets of months of this year that earlier appraisals kept, by indicator and month."""
    named = {target_quantity(one.name, scope): (one, scope) for one in indicators for scope in (BRANCH, TEAM, PERSON)}
    found: dict[str, dict[str, Shares]] = {one.name: {} for one, _ in named.values()}
    for name, rows in of_quantities(figures, named).items():
        indicator, scope = named[name]
        for row in rows:
            if row["origin"] <= str(span.last_month) and row["origin"][:4] == f"{span.year:04d}":
                value = stored_value(row, indicator.unit)
                assert isinstance(value, Fraction)
                found[indicator.name].setdefault(row["origin"], {})[scope, row["employee_id"]] = value
    return found


def broken_down(plan: Plan, members: Iterable[Member], branch: str) -> Shares:
    """The targets of one indicator and month: of persons, of their teams, of the branch.

    A person has his own target for the days he is employed.  The rest of a team's target, or of the branch's where no
    team has one, goes to those without a target of their own by their pay days; the parts add up exactly.
    """
    staff = list(members)
    asked = {m.employee: (plan[PERSON, m.employee], m) for m in staff if (PERSON, m.employee) in plan}
    own = {name: target * m.days / m.days_month for name, (target, m) in asked.items()}
    teams = {name: target for (scope, name), target in plan.items() if scope == TEAM}
    persons = dict(own)
    for name, target in teams.items():
        persons |= dict(_parts(target, [m for m in staff if m.team == name], own))
    whole = next((target for (scope, _), target in plan.items() if scope == BRANCH), None)
    if whole is not None and not teams:
        persons |= dict(_parts(whole, staff, own))
    sums = _sums(staff, persons)
    of_teams = {**{name: total for name, total in sums.items() if name}, **teams}
    shares: Shares = {(PERSON, name): share for name, share in persons.items()}
    shares |= {(TEAM, name): share for name, share in of_teams.items()}
    loose = sums.get("")
    if whole is None and (of_teams or loose is not None):
        whole = sum(of_teams.values(), loose or Fraction(0))
    return shares if whole is None else {(BRANCH, branch): whole, **shares}


def _parts(target: Fraction, staff: Iterable[Member], own: Mapping[str, Fraction]) -> Iterator[tuple[str, Fraction]]:
    """What of a target those without one of their own get, by their pay days."""
    everyone = list(staff)
    rest = max(Fraction(0), target - sum((own[m.employee] for m in everyone if m.employee in own), Fraction(0)))
    others = [m for m in everyone if m.employee not in own]
    days = sum(m.days for m in others)
    yield from ((m.employee, rest * m.days / days) for m in others)


def _sums(staff: Iterable[Member], persons: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Per team (the empty word: no team) the sum of its persons' targets, where any has one."""
    sums: dict[str, Fraction] = {}
    for member in staff:
        if member.employee in persons:
            sums[member.team] = sums.get(member.team, Fraction(0)) + persons[member.employee]
    return sums
