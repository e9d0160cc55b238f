"""Makes the items of a rule set, one column each, in dependency order, rounded where the item says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.money import Figures, choose
from pipeline.scheme.compile import Rules, cases
from pipeline.scheme.evaluate import figures
from pipeline.scheme.facts import Facts
from pipeline.scheme.model import Item
from pipeline.scheme.plainly import Derived, NoValue, value
from pipeline.scheme.rows import row_of


@dataclass(frozen=True)
class Failure:
    """An item that has no value, or may not have the one it has, in one row, and why (in Chinese)."""

    item: Item
    row: int
    reason: str


def make_items(rules: Rules, each: str, facts: Facts) -> list[Failure]:
    """Adds every item of this scope to ``facts``; returns where one could not be made or is negative and may not be.

    A row without a value stays without one in every item that builds on it; only the first of them is reported.
    """
    failures: list[Failure] = []
    for item in rules.items[each]:
        made = _make(rules, item, facts)
        failures += _failures(rules, item, facts, np.flatnonzero(made.invalid))
        if item.not_negative:
            below = np.logical_and(made.compare(Figures.constant(0), np.less), ~made.invalid)
            failures += [Failure(item, int(row), item.not_negative) for row in np.flatnonzero(below)]
        facts.columns[item.name] = made
    return failures


def _failures(rules: Rules, item: Item, facts: Facts, rows: np.ndarray) -> Iterator[Failure]:
    """Why each row has no value, found by walking its formula; left out where it only lacks what another item lacks."""
    for row in rows:
        post = facts.value("岗位", row) if "岗位" in facts.columns else None
        formula = rules.formula_for(item, post)
        assert formula is not None
        try:
            value(formula, row_of(facts, int(row), rules.tables))
        except Derived:
            continue
        except NoValue as error:
            yield Failure(item, int(row), str(error))


def applies(rules: Rules, who: str, facts: Facts) -> np.ndarray:
    """In which rows an item for these people applies; an empty ``who`` means everyone."""
    if not who:
        return np.ones(facts.rows, dtype=bool)
    posts = rules.posts(who)
    return np.array([post in posts for post in facts.columns["岗位"]], dtype=bool)  # type: ignore[union-attr]


def _make(rules: Rules, item: Item, facts: Facts) -> Figures:
    made = Figures.constant(0).rows(facts.rows)
    for who, formula in cases(item):
        made = choose(applies(rules, who, facts), figures(formula, facts, rules.tables), made)
    rounded = made.rounded(2, item.mode) if item.round == "分" else made
    return rounded.rows(facts.rows)
