"""Makes the items of a rule set, one column each, in the order they need each other, rounded where the item says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from pipeline.money import Figures, choose, plain
from pipeline.period import Period
from pipeline.scheme.cells import Cells, Evaluated
from pipeline.scheme.compile import Rules
from pipeline.scheme.evaluate import evaluate, figures
from pipeline.scheme.expressions import LARGEST, Node, person_names
from pipeline.scheme.facts import Around, Facts, Past
from pipeline.scheme.item_parts import Item
from pipeline.scheme.order import cases, named_with_criteria
from pipeline.scheme.parts import PERSON, Limits
from pipeline.scheme.plainly import Derived, NoValue, value
from pipeline.scheme.rows import row_of
from pipeline.scheme.table_text import outside
from pipeline.scheme.take import taken
from pipeline.scheme.units import DAY, FLAG, WORDS


@dataclass(frozen=True)
class Failure:
    """An item that has no value in one row, may not have the one it has, or (``review``) should be looked at again.

    ``reason`` says why, in Chinese.
    """

    item: Item
    row: int
    reason: str
    review: bool = False


def surround(rules: Rules, facts: Facts, past: Mapping[str, Past] | None = None, people: Facts | None = None) -> Facts:
    """The facts with the constants of the rule set, its grades and criteria, earlier periods, the persons around."""
    for name, constant in rules.constants.items():
        if isinstance(constant, str):
            facts.columns[name] = np.full(facts.rows, constant, dtype=object)
        else:
            facts.columns[name] = Figures.constant(constant)
    facts.around = Around(tuple(rules.grades), rules.criteria, past or {}, people)
    return facts


def make_items(rules: Rules, items: Iterable[Item], facts: Facts) -> list[Failure]:
    """Adds these items of one scope to ``facts``; returns where one could not be made, or may not be what it is.

    A row without a value stays without one in every item that builds on it; only the first of them is reported.
    """
    failures: list[Failure] = []
    for item in items:
        failures += _add(rules, item, facts)
    return failures


def make_late(rules: Rules, people: Facts, records: Mapping[str, Facts]) -> list[Failure]:
    """Adds the items of persons, and all that is worked out among them, to the persons and to the records."""
    failures: list[Failure] = []
    employees = [str(word) for word in cast(np.ndarray, people.columns["工号"])]
    for step in rules.late:
        if isinstance(step, Item):
            failures += _add(rules, step, people if step.each == PERSON else records[step.each])
        else:
            lines = people if step.over == PERSON else records[step.over]
            people.columns[step.name] = taken(step, lines, employees, rules.tables)
    return failures


def _add(rules: Rules, item: Item, facts: Facts) -> list[Failure]:
    made = _made(rules, item, facts)
    failures = list(_without_value(rules, item, facts, np.flatnonzero(made.invalid)))
    too_large = _too_large(made)
    failures += [Failure(item, int(row), "算出的数达到一千万亿，请核对所用的数") for row in np.flatnonzero(too_large)]
    facts.columns[item.name] = made = _without(made, too_large)
    if isinstance(made, Figures):
        asked = np.logical_or.reduce([applies(rules, who, facts) for who, _ in cases(item)])
        failures += beyond(item, made, facts.period, asked)
        if rules.posted(item) and not item.in_fen:
            failures += _finer_than_fen(item, made)
    return failures


def _too_large(made: Evaluated) -> np.ndarray:
    """The rows whose figure no table of money has room for."""
    if not isinstance(made, Figures):
        return np.zeros(len(made.cells), dtype=bool)
    large = made.larger(-made).compare(Figures.constant(LARGEST), np.greater_equal)
    return np.asarray(np.logical_and(large, np.logical_not(made.invalid)), dtype=bool)


def _without(made: Evaluated, rows: np.ndarray) -> Evaluated:
    """The column without a value in these rows."""
    return replace(made, invalid=np.logical_or(made.invalid, rows)) if rows.any() else made


def beyond(item: Item, made: Figures, period: Period, asked: np.ndarray) -> Iterator[Failure]:
    """Where a result may not be what it is, or someone should look at it: by its sign and its guard rails.

    Only in a month the item is due, and in the rows it is ``asked`` of: elsewhere it is 0 because nobody asked.
    """
    limits = item.limits
    if not item.due(period.month) or (not item.not_negative and limits == Limits()):
        return
    for row in map(int, np.flatnonzero(np.logical_and(asked, np.logical_not(made.invalid)))):
        figure = made.at(row)
        if item.not_negative and figure < 0:
            yield Failure(item, row, item.not_negative)
        elif problem := outside(limits, figure):
            yield Failure(item, row, problem)
        elif limits.review is not None and figure > limits.review:
            yield Failure(item, row, f"{plain(figure)}大于须复核的{plain(limits.review)}", review=True)


def _finer_than_fen(item: Item, made: Figures) -> Iterator[Failure]:
    """Where a ledger would cut the figure: it keeps two decimals."""
    for row in map(int, np.flatnonzero(np.logical_not(made.invalid))):
        if (made.at(row) * 100).denominator != 1:
            yield Failure(item, row, f"{plain(made.at(row))}要记入台账，多于两位小数；请给该项目写明取整 round")


def _without_value(rules: Rules, item: Item, facts: Facts, rows: np.ndarray) -> Iterator[Failure]:
    """Why each row has no value, found by walking its formula; left out where it only lacks what another item lacks."""
    for row in map(int, rows):
        formula = rules.formula_for(item, facts.value("岗位", row) if "岗位" in facts.columns else None)
        assert formula is not None
        for node in (formula, *(bound for bound in (item.floor, item.cap) if bound is not None)):
            try:
                value(node, row_of(facts, row, rules.tables))
            except Derived as error:
                if not _told_already(rules, item.each, node, facts, row):
                    yield Failure(item, row, str(error))
                    break
            except NoValue as error:
                yield Failure(item, row, str(error))
                break


def _told_already(rules: Rules, each: str, node: Node, facts: Facts, row: int) -> bool:
    """Whether what the formula lacks is an item without value, of this row or of another one it looks at."""
    items = {item.name for item in rules.items[each]}
    asked = named_with_criteria(node, rules.criteria) & facts.columns.keys()
    if any(facts.lacks(name, row) for name in asked - items):
        return False
    people = facts.around.people
    of_people = {item.name for item in rules.items.get(PERSON, ())} & person_names(node)
    return any(_lacks_anywhere(facts, name) for name in asked & items) or (
        people is not None and any(_lacks_anywhere(people, name) for name in of_people & people.columns.keys())
    )


def _lacks_anywhere(facts: Facts, name: str) -> bool:
    column = facts.columns[name]
    return isinstance(column, Figures | Cells) and bool(np.any(column.invalid))


def applies(rules: Rules, who: str, facts: Facts) -> np.ndarray:
    """In which rows an item for these people applies; an empty ``who`` means everyone."""
    if not who:
        return np.ones(facts.rows, dtype=bool)
    posts = rules.posts(who)
    return np.array([post in posts for post in facts.columns["岗位"]], dtype=bool)  # type: ignore[union-attr]


def _made(rules: Rules, item: Item, facts: Facts) -> Evaluated:
    made = unrounded(rules, item, facts)
    if isinstance(made, Figures) and item.digits is not None:
        made = made.rounded(item.digits, item.mode)
    return made.rows(facts.rows)


def unrounded(rules: Rules, item: Item, facts: Facts) -> Evaluated:
    """The item in every row within its bounds, exact, before it is rounded."""
    made = nothing(item.unit, facts.rows)
    if not item.due(facts.period.month):
        return made
    for who, formula in cases(item):
        bounded = _bounded(item, evaluate(formula, facts, rules.tables), facts, rules)
        made = where(applies(rules, who, facts), bounded, made)
    return made.rows(facts.rows)


def _bounded(item: Item, made: Evaluated, facts: Facts, rules: Rules) -> Evaluated:
    """The figure not below its floor and not above its cap."""
    if isinstance(made, Figures):
        if item.floor is not None:
            made = made.larger(figures(item.floor, facts, rules.tables))
        if item.cap is not None:
            made = made.smaller(figures(item.cap, facts, rules.tables))
    return made


def nothing(unit: str, rows: int) -> Evaluated:
    """What a quantity is where it does not apply: 0, no, no word, no day."""
    if unit == FLAG:
        return Cells(np.zeros(rows, dtype=bool))
    if unit == WORDS:
        return Cells(np.full(rows, "", dtype=object))
    if unit == DAY:
        return Cells(np.full(rows, np.datetime64("NaT"), dtype="datetime64[D]"))
    return Figures.constant(0).rows(rows)


def where(holds: np.ndarray, yes: Evaluated, no: Evaluated) -> Evaluated:
    """``yes`` in the rows where it holds, ``no`` in the others."""
    if isinstance(yes, Figures):
        return choose(holds, yes, cast(Figures, no))
    other = cast(Cells, no)
    return Cells(np.where(holds, yes.cells, other.cells), np.where(holds, yes.invalid, other.invalid))
