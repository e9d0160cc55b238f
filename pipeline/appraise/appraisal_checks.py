"""What an appraisal cannot be held on: quantities no month holds, months missing in a window, items without a value.

Scheme: the articles of each appraisal.  Law: 指引第五条、第十七条.
Reads: persons, figures, progress, supplements, targets, span_persons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from pipeline.appraisal_facts import Appraised, appraised
from pipeline.appraisals import AppraisalRules, appraisals_due, indicators_of, months_of
from pipeline.appraise.planned import Plan, planned
from pipeline.appraise.target_shares import BRANCH, PERSON, TEAM, Member, members_of
from pipeline.findings import Finding, finding
from pipeline.grade_ledger import plain_rows
from pipeline.indicators import windows
from pipeline.money import plain
from pipeline.past import months_due
from pipeline.period import Period, Span
from pipeline.scheme.appraisal_parts import Indicator
from pipeline.scheme.expressions import history_names
from pipeline.scheme.limit_words import allowed_words, amount_words
from pipeline.scheme.run import Failure
from pipeline.settings import Standard

ANY_ALLOWED = "薪酬标准允许的数"


def quantities_of_no_month(
    figures: pd.DataFrame, span_persons: pd.DataFrame, span: Span, standard: Standard
) -> list[Finding]:
    """Quantities an appraisal asks of months of the span in which no person has them. 第十七条.

    A month keeps a quantity of every person, as 0 where it is not his; so one that nobody has was not worked out
    there, and would be left out of a sum in silence.  What is not looked back at is asked of the last month alone.
    """
    held = _months_held(figures)
    peopled = set(span_persons["month"].unique())
    found = []
    for rules in appraisals_due(standard, span):
        earlier = _looked_back(rules)
        for name in sorted(rules.asked() & months_of(standard).keys()):
            months = _due(name, span.months if name in earlier else [span.last_month], standard)
            missing = [month for month in months if str(month) in peopled and str(month) not in held.get(name, ())]
            if missing:
                facts = {"quantity": name, "months": _listed(missing), "article": rules.text.source}
                found.append(finding("Q01", value=name, **facts))
    return list(dict.fromkeys(found))


def _months_held(figures: pd.DataFrame) -> dict[str, set[str]]:
    """The months in which anybody has a quantity, by its name."""
    held: dict[str, set[str]] = {}
    pairs = figures[["quantity", "origin"]]
    for row in plain_rows(pairs[~pairs.duplicated()]):
        held.setdefault(row["quantity"], set()).add(row["origin"])
    return held


def _looked_back(rules: AppraisalRules) -> frozenset[str]:
    """The quantities an appraisal asks of earlier months too, also through the criteria it looks at."""
    trees = (rules.rules.criteria[name] for name in rules.all_criteria())
    return frozenset[str]().union(*(history_names(node) for node in (*rules.formulas(), *trees)))


def _due(name: str, months: Sequence[Period], standard: Standard) -> list[Period]:
    """The months in which a quantity is worked out."""
    calendar = months_due(name, standard)
    return [month for month in months if month.month in calendar]


def months_without_indicator(figures: pd.DataFrame, span: Span, standard: Standard) -> list[Finding]:
    """Months of the span, and before it of the windows, in which nobody has the quantity of an indicator. 第五条."""
    found: list[Finding] = []
    months_held = _months_held(figures)
    for indicator in indicators_of(standard):
        held = months_held.get(indicator.quantity, set())
        missing = [month for month in span.months if str(month) not in held]
        if missing:
            found.append(_about("Q02", indicator, months=_listed(missing), article=indicator.source))
        for window, months in _told(indicator, span):
            before = [month for month in months if str(month) not in held and month < span.months[0]]
            if before:
                found.append(_about("Q03", indicator, window=window, first=months[0], months=_listed(before)))
    return found


def _about(code: str, indicator: Indicator, **facts: Any) -> Finding:
    return finding(code, value=indicator.name, indicator=indicator.name, quantity=indicator.quantity, **facts)


def _told(indicator: Indicator, span: Span) -> Iterator[tuple[str, Sequence[Period]]]:
    """The windows that need months before the span: the year; of a growth, the month before each window."""
    for window, months in windows(span).items():
        if indicator.take == "增减" and len(months) > 1:
            yield window, (months[0].shift(-1), *months)
        elif window == "本年累计":
            yield window, months


def _listed(months: Sequence[Period]) -> str:
    return "、".join(map(str, months))


def appraisal_items_without_value(
    persons: pd.DataFrame,
    figures: pd.DataFrame,
    progress: pd.DataFrame,
    supplements: pd.DataFrame,
    span: Span,
    standard: Standard,
) -> list[Finding]:
    """One finding per person and item at the root of the trouble: without a value, or with one it may not have."""
    made = appraised(persons, figures, progress, supplements, span, standard)
    return [_finding(failure, one) for one in made for failure in one.failures]


def _finding(failure: Failure, one: Appraised) -> Finding:
    item, people = failure.item, one.people
    value = people.value(item.name, failure.row)
    amount = amount_words(value, item)
    employee = str(people.value("工号", failure.row))
    return finding(
        "Q06" if failure.review else "Q04" if value is None else "Q05", column="工号", value=employee,
        who=f"{employee} {people.value('姓名', failure.row)}", item=item.name, reason=failure.reason,
        article=item.source, amount=amount, allowed=allowed_words(item, ANY_ALLOWED),
    )  # fmt: skip


def targets_beyond_the_whole(
    targets: pd.DataFrame, span_persons: pd.DataFrame, span: Span, standard: Standard, branch: str
) -> list[Finding]:
    """Targets of persons that add up to more than their team's, or the branch's: nothing is left for the others."""
    found: list[Finding] = []
    members = members_of(span_persons, span)
    for indicator in indicators_of(standard):
        plan = planned(targets, indicator, span.year)
        for month, of_month in members.items():
            found += _beyond(indicator, month, plan.get(month, {}), of_month, branch)
    return found


def _beyond(indicator: Indicator, month: str, plan: Plan, members: Sequence[Member], branch: str) -> Iterator[Finding]:
    teams = [name for scope, name in plan if scope == TEAM]
    for (scope, name), target in plan.items():
        if scope == PERSON or (scope == BRANCH and teams):
            continue
        own = [
            plan[PERSON, one.employee] * one.days / one.days_month
            for one in members
            if (PERSON, one.employee) in plan and (scope == BRANCH or one.team == name)
        ]
        given = sum(own, Fraction(0))
        if given > target:
            yield finding(
                "Q07", value=name or branch, month=month, indicator=indicator.name, scope=scope, object=name or branch,
                target=f"{plain(target, 2)}{indicator.unit}", given=f"{plain(given, 2)}{indicator.unit}",
                more=f"{plain(given - target, 2)}{indicator.unit}",
            )  # fmt: skip


APPRAISAL_CHECKS = (quantities_of_no_month, months_without_indicator, targets_beyond_the_whole)
"""What is told before anything of the span is worked out."""
