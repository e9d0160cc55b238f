"""Makes the items of a rule set, one column each, in dependency order, rounded where the item says so."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.money import Figures, choose
from pipeline.scheme.compile import Rules, formulas
from pipeline.scheme.evaluate import figures
from pipeline.scheme.expressions import names
from pipeline.scheme.facts import Facts
from pipeline.scheme.model import Item


@dataclass(frozen=True)
class Failure:
    """An item that has no value, or may not have the one it has, in one row, and why (in Chinese)."""

    item: Item
    row: int
    reason: str


def make_items(rules: Rules, each: str, facts: Facts) -> list[Failure]:
    """Adds every item of this scope to ``facts``; returns where one could not be computed or is negative and may not be.

    A row without a value stays without one in every item that builds on it; only the first of them is reported.
    """
    failures: list[Failure] = []
    for item in rules.items[each]:
        made = _make(rules, item, facts)
        fresh = np.logical_and(made.invalid, ~_spoilt_before(item, facts))
        failures += [Failure(item, int(row), made.reason) for row in np.flatnonzero(fresh)]
        if item.not_negative:
            below = np.logical_and(made.compare(Figures.constant(0), np.less), ~made.invalid)
            failures += [Failure(item, int(row), item.not_negative) for row in np.flatnonzero(below)]
        facts.columns[item.name] = made
    return failures


def applies(rules: Rules, who: str, facts: Facts) -> np.ndarray:
    """In which rows an item for these people applies; an empty ``who`` means everyone."""
    if not who:
        return np.ones(facts.rows, dtype=bool)
    posts = rules.posts(who)
    return np.array([post in posts for post in facts.columns["岗位"]], dtype=bool)  # type: ignore[union-attr]


def _make(rules: Rules, item: Item, facts: Facts) -> Figures:
    made = Figures.constant(0).rows(facts.rows)
    cases = [(item.who, item.formula)] if item.formula is not None else [(c.who, c.formula) for c in item.cases]
    for who, formula in cases:
        made = choose(applies(rules, who, facts), figures(formula, facts, rules.tables), made)
    rounded = made.rounded(2, item.mode) if item.round == "分" else made
    return rounded.rows(facts.rows)


def _spoilt_before(item: Item, facts: Facts) -> np.ndarray:
    spoilt = np.zeros(facts.rows, dtype=bool)
    for name in frozenset().union(*(names(formula) for formula in formulas(item))):
        column = facts.columns.get(name)
        if isinstance(column, Figures):
            spoilt = np.logical_or(spoilt, column.invalid)
    return spoilt
