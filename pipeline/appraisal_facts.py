"""The persons of each appraisal of a quarter or a year, with every quantity its formulas name and every item it makes.

Scheme: the articles of each appraisal.  Law: 指引第十六条、第十七条.
Reads: persons (of the last month), figures, progress, supplements.  The stages and the checks after them ask here.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.appraisals import (
    AppraisalRules,
    appraisals_due,
    indicators_of,
    made_names,
    months_of,
    posts_asked,
    units_of_own,
)
from pipeline.grade_ledger import plain_rows
from pipeline.indicators import exact_figure
from pipeline.money import plain
from pipeline.past import months_due, of_quantities, stored_value
from pipeline.period import Period, Span
from pipeline.scheme.appraisal_parts import Indicator
from pipeline.scheme.appraisal_text import MONTHS
from pipeline.scheme.cells import Evaluated
from pipeline.scheme.evaluate import condition
from pipeline.scheme.facts import EVERY_MONTH, Facts, Past, Stored
from pipeline.scheme.parts import Fact
from pipeline.scheme.plain_row import Plain
from pipeline.scheme.run import Failure, make_late, nothing, surround, where
from pipeline.standard_tables import person_facts
from pipeline.supplement_values import column_of, delivered_fact

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.settings import Standard

Known = Mapping[str, Mapping[str, Sequence[tuple[Period, Stored]]]]
"""By quantity and 工号 each month with its value, oldest first."""


@dataclass(frozen=True)
class Appraised:
    """One appraisal with the persons it appraises, every quantity and item of theirs, and what could not be made."""

    rules: AppraisalRules
    people: Facts
    failures: list[Failure]

    @property
    def employees(self) -> list[str]:
        """The 工号 of every person, row by row."""
        return [str(number) for number in self.people.values("工号")]

    def of_person(self, name: str) -> dict[str, Plain]:
        """What every person has of a quantity, by 工号; None where he has no value."""
        return dict(zip(self.employees, self.people.values(name), strict=True))


@dataclass(frozen=True)
class _Given:
    """What there is before the first appraisal of a span."""

    persons: pd.DataFrame
    known: Known
    progress: pd.DataFrame
    supplements: pd.DataFrame
    period: Period
    standard: Standard
    units: Mapping[str, str]


_LATEST: list[tuple[tuple[object, ...], list[Appraised]]] = []
"""The appraisals worked out last, with the very tables they came from: the steps and checks of a span ask for the same
again and again, and nobody changes a table."""


def appraised(
    persons: pd.DataFrame,
    figures: pd.DataFrame,
    progress: pd.DataFrame,
    supplements: pd.DataFrame,
    span: Span,
    standard: Standard,
) -> list[Appraised]:
    """Every appraisal of the span in the order they are worked out; a later one has what those before it made."""
    asked_of = (persons, figures, progress, supplements, span, standard)
    if _LATEST and all(map(operator.is_, _LATEST[0][0], asked_of)):
        return _LATEST[0][1]
    due = appraisals_due(standard, span)
    units = {**months_of(standard), **units_of_own(standard)}
    asked = frozenset(name for rules in due for name in rules.asked()) & units.keys()
    known = known_figures(figures, asked, units)
    given = _Given(persons, known, progress, supplements, span.last_month, standard, units)
    made: list[Appraised] = []
    for rules in due:
        made.append(_appraised(rules, given, made))
    _LATEST[:] = [(asked_of, made)]
    return made


def known_figures(figures: pd.DataFrame, names: Collection[str], units: Mapping[str, str]) -> Known:
    """The figures of these quantities as plain values."""
    found: dict[str, dict[str, list[tuple[Period, Stored]]]] = {}
    months = {month: Period.parse(month) for month in figures["origin"].unique()}
    for name, rows in of_quantities(figures, names).items():
        of_all = found[name] = {}
        for row in sorted(rows, key=operator.itemgetter("origin")):
            of_all.setdefault(row["employee_id"], []).append((months[row["origin"]], stored_value(row, units[name])))
    return found


def _appraised(rules: AppraisalRules, given: _Given, before: Sequence[Appraised]) -> Appraised:
    chosen = appraised_persons(given.persons, rules)
    people = person_facts(chosen, [], given.period)
    employees = [str(name) for name in chosen["employee_id"]]
    asked = sorted(rules.asked() & given.units.keys())
    for name in asked:
        if name not in made_names(rules):
            people.columns[name] = _quantity(name, employees, given, before)
    for fact in rules.text.facts:
        people.columns[fact.name] = _fact(fact, rules, given.supplements, chosen)
    reached = _reached(given.progress, rules.window)
    for indicator in indicators_of(given.standard):
        people.columns |= _indicator(indicator, employees, reached.get(indicator.name, {}))
    surround(rules.rules, people, {name: _past(name, given) for name in asked})
    return Appraised(rules, people, make_late(rules.rules, people, {}))


def appraised_persons(persons: pd.DataFrame, rules: AppraisalRules) -> pd.DataFrame:
    """The persons an appraisal is of: those of its posts who are employed on the last day."""
    posts = rules.rules.posts(rules.text.who)
    held = [bool(there) and (not posts or post in posts) for there, post in
            zip(persons["employed_at_end"], persons["post"], strict=True)]  # fmt: skip
    return persons[np.array(held, dtype=bool)].reset_index(drop=True)


def _quantity(name: str, employees: Sequence[str], given: _Given, before: Sequence[Appraised]) -> Evaluated:
    """A quantity of the last month, or what an appraisal before this one made, of each person."""
    unit = given.units[name]
    made = next((one for one in before if name in one.people.columns and name in made_names(one.rules)), None)
    if made is not None:
        values = made.of_person(name)
        return column_of(unit, [values.get(who) for who in employees])
    if given.period.month not in _due(name, given.standard):
        return nothing(unit, len(employees))
    of_all = given.known.get(name, {})
    now = [next((value for month, value in of_all.get(who, ()) if month == given.period), None) for who in employees]
    return column_of(unit, now)


def _past(name: str, given: _Given) -> Past:
    """A quantity before the last month."""
    of_all = given.known.get(name, {})
    values = {who: tuple(one for one in found if one[0] < given.period) for who, found in of_all.items()}
    return Past({who: found for who, found in values.items() if found}, _due(name, given.standard))


def _due(name: str, standard: Standard) -> frozenset[int]:
    """The calendar months in which a quantity of the months or of an appraisal is worked out."""
    for appraisal in standard.appraisals:
        if item := appraisal.rules.item(name):
            return frozenset(month for month in EVERY_MONTH if item.due(month))
        if any(fact.name == name for fact in appraisal.text.facts):
            return frozenset(month for month in EVERY_MONTH if month % MONTHS[appraisal.text.every] == 0)
    return months_due(name, standard)


def _fact(fact: Fact, rules: AppraisalRules, supplements: pd.DataFrame, chosen: pd.DataFrame) -> Evaluated:
    """A delivered fact of the persons it is asked of; nothing for the others."""
    values = delivered_fact(fact, supplements, [str(name) for name in chosen["employee_id"]])
    posts = posts_asked(rules, fact)
    asked = np.array([not posts or post in posts for post in chosen["post"]], dtype=bool)
    return values if asked.all() else where(asked, values, nothing(fact.unit, len(chosen)))


def _reached(progress: pd.DataFrame, window: str) -> dict[str, dict[str, Mapping[str, Any]]]:
    """The rows of persons in the window, by indicator and 工号."""
    found: dict[str, dict[str, Mapping[str, Any]]] = {}
    for row in plain_rows(progress[(progress["scope"] == "人员") & (progress["window"] == window)][_OF_PROGRESS]):
        found.setdefault(row["indicator"], {})[row["object_id"]] = row
    return found


_OF_PROGRESS = ["indicator", "object_id", "actual", "actual_fraction", "target", "target_fraction"]


def _indicator(
    indicator: Indicator, employees: Sequence[str], of_person: Mapping[str, Mapping[str, Any]]
) -> dict[str, Evaluated]:
    """What each person reached of an indicator, and his target: 0 where he has none."""
    reached = [exact_figure(of_person[who], "actual") if who in of_person else None for who in employees]
    targets = [exact_figure(of_person[who], "target") if who in of_person else None for who in employees]
    return {
        f"{indicator.name}实绩": column_of(indicator.unit, reached),
        f"{indicator.name}目标": column_of(indicator.unit, [target or Fraction(0) for target in targets]),
        f"{indicator.name}有目标": column_of("是否", [target is not None for target in targets]),
    }


def said_notices(
    persons: pd.DataFrame,
    figures: pd.DataFrame,
    progress: pd.DataFrame,
    supplements: pd.DataFrame,
    span: Span,
    standard: Standard,
) -> list[tuple[str, str, str, str]]:
    """The notices of the appraisals of the span that hold: name, 工号, the words, the article."""
    return [
        said
        for one in appraised(persons, figures, progress, supplements, span, standard)
        for said in _notices(one)
    ]  # fmt: skip


def _notices(one: Appraised) -> Iterator[tuple[str, str, str, str]]:
    people = one.people
    for notice in one.rules.text.notices:
        for row in map(int, np.flatnonzero(condition(notice.when, people, one.rules.rules.tables))):
            yield notice.name, str(people.value("工号", row)), _filled(notice.text, people, row), notice.source


def _filled(text: str, people: Facts, row: int) -> str:
    return re.sub(r"\{([^}]+)\}", lambda match: shown(people.value(match[1], row)), text)


def shown(value: Plain) -> str:
    """A value in words, as it stands in a notice."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Fraction):
        return plain(value, 4)
    return "空" if value is None else str(value)
