"""Guards: floors and ceilings of pay that a standard or the law states, checked of every person, never enforced.

Law: as each guard of ``law`` in the configuration cites (minimum wage, compensation, sick pay).
Reads: persons, person_measures, pay_items, statutory_items, carried_history.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

import numpy as np
import pandas as pd

from pipeline.checks.places import Places
from pipeline.findings import Finding, finding
from pipeline.past import past_of
from pipeline.period import Period
from pipeline.scheme.cells import Cells
from pipeline.scheme.compile import Rules
from pipeline.scheme.evaluate import evaluate
from pipeline.scheme.explain_sums import parts_of_total
from pipeline.scheme.explain_values import quantities, show, taken, worked
from pipeline.scheme.expressions import Node, words
from pipeline.scheme.facts import Facts
from pipeline.scheme.in_words import NO_FIGURES
from pipeline.scheme.known import Known
from pipeline.scheme.model import Guard
from pipeline.scheme.order import named_with_criteria
from pipeline.scheme.plainly import Derived, NoValue, Row, value
from pipeline.scheme.rows import row_of
from pipeline.scheme.run import applies, surround
from pipeline.settings import Standard
from pipeline.standard_tables import person_facts

CODES = {"提醒": "N01", "阻断": "N02"}
AND_SO_ON = 12
"""So many figures are named in one message; a guard that needs more is made of items, which are named instead."""


def guards_broken(
    persons: pd.DataFrame,
    person_measures: pd.DataFrame,
    pay_items: pd.DataFrame,
    carried_history: pd.DataFrame,
    period: Period,
    standard: Standard,
    places: Places,
    statutory_items: pd.DataFrame | None = None,
) -> list[Finding]:
    """One finding per person and guard that holds of him, or that cannot be worked out.

    The guards of the pay standard; after the statute, those of the law.
    """
    rules = standard.scheme if statutory_items is None else standard.law
    if rules is None or not rules.text.guards:
        return []
    made = [person_measures, pay_items, *([] if statutory_items is None else [statutory_items])]
    facts = surround(rules, person_facts(persons, made, period), past_of(carried_history, standard))
    known = Known(standard.rule_sets)
    asked = [_Asked(guard, rules, facts, known) for guard in rules.text.guards]
    return [found for one in asked for found in _of_guard(one, persons, places)]


class _Asked:
    """One guard asked of the persons of the month."""

    def __init__(self, guard: Guard, rules: Rules, facts: Facts, known: Known) -> None:
        self.guard, self.rules, self.facts, self.known = guard, rules, facts, known

    def row(self, place: int) -> Row:
        """One person with all his figures."""
        return row_of(self.facts, place, self.rules.tables)

    def figure(self, name: str, place: int) -> str:
        """A quantity of a person with its unit: ``1,850.00元``."""
        unit = self.known.unit(name)
        told = show(self.facts.value(name, place), unit)
        return told if unit in (*NO_FIGURES, "比例", "系数") else f"{told}{unit}"

    def text(self, place: int) -> str:
        """What the guard says, its quantities filled in."""
        return re.sub(r"\{([^}]+)\}", lambda match: self.figure(match[1], place), self.guard.text)

    def computation(self, place: int) -> str:
        """Every figure the condition speaks of; of items of the same rule set also how they were worked out."""
        told = (self._worked(name, place) for name in quantities(self.guard.when)[:AND_SO_ON])
        return "，".join([self._condition(place), *told])

    def causes(self, place: int) -> str:
        """What is taken off the total the condition speaks of first, largest first; empty where nothing is."""
        row = self.row(place)
        total = next(iter(quantities(self.guard.when)), "")
        parts = [(added, name) for name, added in parts_of_total(total, self.known, row) if added < 0]
        told = "、".join(f"{name} {show(added, self.known.unit(name))}" for added, name in sorted(parts))
        return f"减少它的：{told}。" if told else ""

    def _condition(self, place: int) -> str:
        when = self.guard.when
        return f"{words(when)} 即 {worked(when, self.row(place))}"

    def _worked(self, name: str, place: int) -> str:
        item = self.rules.item(name)
        formula = self.rules.formula_for(item, self.facts.value("岗位", place)) if item else None
        if formula is None:
            return f"{name} {self.figure(name, place)}"
        row = self.row(place)
        how = worked(taken(formula, row), row)
        return f"{name} {self.figure(name, place)}（= {words(formula)} = {how}）"


def _of_guard(asked: _Asked, persons: pd.DataFrame, places: Places) -> Iterator[Finding]:
    guard, facts = asked.guard, asked.facts
    found = cast(Cells, evaluate(guard.when, facts, asked.rules.tables)).rows(facts.rows)
    meant = applies(asked.rules, guard.who, facts)
    for place in map(int, np.flatnonzero(meant & (found.invalid | np.asarray(found.cells, dtype=bool)))):
        told = _without_value(asked, place) if found.invalid[place] else _broken(asked, place)
        if told is not None:
            code, more = told
            line = persons.iloc[place]
            source, row = int(line["source"]), int(line["row"])
            yield finding(
                code, file=places.file(source), sheet=places.sheet(source),
                cell=places.address(source, row, "employee_id"), column="工号", value=line["employee_id"],
                who=f"{line['employee_id']} {line['person_name']}", guard=guard.name, article=guard.source, **more,
            )  # fmt: skip


def _broken(asked: _Asked, place: int) -> tuple[str, dict[str, str]]:
    guard = asked.guard
    return CODES[guard.level], {
        "text": asked.text(place), "causes": asked.causes(place), "computation": asked.computation(place),
        "condition": words(guard.when),
        "advice": guard.advice, "period": str(asked.facts.period), "employee": str(asked.facts.value("工号", place)),
    }  # fmt: skip


def _without_value(asked: _Asked, place: int) -> tuple[str, dict[str, str]] | None:
    """Why a guard has no value; nothing where it only lacks an item that is reported itself."""
    try:
        value(asked.guard.when, asked.row(place))
    except Derived as error:
        return None if _only_items_lack(asked, asked.guard.when, place) else ("N03", {"reason": str(error)})
    except NoValue as error:
        return "N03", {"reason": str(error)}
    return None


def _only_items_lack(asked: _Asked, when: Node, place: int) -> bool:
    """Whether whatever the condition lacks in this row is an item, whose own trouble is told already."""
    names = named_with_criteria(when, asked.rules.criteria) & asked.facts.columns.keys()
    items = {item.name for known in asked.known.rule_sets for item in known.text.items}
    return not any(asked.facts.lacks(name, place) for name in names - items)
