"""In which order the quantities of a rule set are worked out, each after those it needs, whatever their scope.

Customers and sales come first and know nothing of persons' figures.  Records may: an item of a record that asks for a
person's item, and a measure over such records or over the members themselves, are worked out among the persons' items.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from pipeline.scheme.expressions import Node, criterion_names, names, person_names
from pipeline.scheme.item_parts import Item
from pipeline.scheme.lint import Path_, Problem
from pipeline.scheme.model import Measure, RuleSet
from pipeline.scheme.parts import CUSTOMER, PERSON, SALE

Quantity = tuple[str, str]
"""Scope and name."""


@dataclass(frozen=True)
class Order:
    """``items`` per scope and ``late`` (see :class:`pipeline.scheme.compile.Rules`), and the ring, if any."""

    items: Mapping[str, tuple[Item, ...]]
    late: tuple[Item | Measure, ...]
    problems: list[Problem]


def cases(item: Item) -> list[tuple[str, Node]]:
    """Each formula of an item with the people it is for, in the order written; an empty word means everyone."""
    if item.formula is not None:
        return [(item.who, item.formula)]
    return [(case.who, case.formula) for case in item.cases]


def formulas(item: Item) -> Iterator[Node]:
    """Every formula of an item: its cases, its floor, its cap."""
    yield from (formula for _, formula in cases(item))
    yield from (bound for bound in (item.floor, item.cap) if bound is not None)


def needs(item: Item) -> frozenset[str]:
    """Every quantity the formulas of an item name."""
    return frozenset().union(*(names(formula) for formula in formulas(item)))


def ordered(text: RuleSet, criteria: Mapping[str, Node]) -> Order:
    """The quantities of the rule set in working order."""
    made: dict[Quantity, Item | Measure] = {(m.each, m.name): m for m in text.measures if m.each == PERSON}
    made |= {(item.each, item.name): item for item in text.items}
    needed = {quantity: set(_needed(one, criteria)) for quantity, one in made.items()}
    graph = {quantity: asked & made.keys() for quantity, asked in needed.items()}
    try:
        order = list(TopologicalSorter({q: sorted(graph[q]) for q in made}).static_order())
        problems: list[Problem] = []
    except CycleError as error:
        order, problems = list(made), [_ring(text, made, error.args[1])]
    delivered = {(PERSON, fact.name) for fact in text.facts}
    late = _late(order, {quantity: asked & (made.keys() | delivered) for quantity, asked in needed.items()}, made)
    scopes = dict.fromkeys([CUSTOMER, SALE, PERSON, *(record.name for record in text.records)])
    of_scope = {each: tuple(one for q in order if q[0] == each and isinstance(one := made[q], Item)) for each in scopes}
    return Order(of_scope, tuple(made[q] for q in order if q in late), problems)


def _late(
    order: Iterable[Quantity], graph: Mapping[Quantity, set[Quantity]], made: Mapping[Quantity, Item | Measure]
) -> set[Quantity]:
    """All items of persons; measures over the members or over what is late; what of records needs a person's figure."""
    late: set[Quantity] = set()
    for quantity in order:
        one, needed = made[quantity], graph[quantity]
        of_persons = quantity[0] == PERSON and (isinstance(one, Item) or one.over == PERSON)
        if of_persons or needed & late or any(scope == PERSON for scope, _ in needed):
            late.add(quantity)
    return late


def _needed(one: Item | Measure, criteria: Mapping[str, Node]) -> Iterator[Quantity]:
    if isinstance(one, Measure):
        scope = one.over
        nodes = [one.take, *([one.where] if one.where is not None else [])]
    else:
        scope = one.each
        nodes = list(formulas(one))
    for node in nodes:
        for name in named_with_criteria(node, criteria):
            yield (scope, name)
        for name in person_names(node):
            yield (PERSON, name)


def named_with_criteria(node: Node, criteria: Mapping[str, Node]) -> frozenset[str]:
    """Every quantity a formula names, also through the criteria it asks about."""
    found, asked, seen = set(names(node)), set(criterion_names(node)), set[str]()
    while asked - seen:
        name = min(asked - seen)
        seen.add(name)
        if name in criteria:
            found |= names(criteria[name])
            asked |= criterion_names(criteria[name])
    return frozenset(found)


def _ring(text: RuleSet, made: Mapping[Quantity, Item | Measure], ring: list[Quantity]) -> Problem:
    first = made[ring[0]]
    shown = " → ".join(name for _, name in ring)
    part = "items" if isinstance(first, Item) else "measures"
    path: Path_ = (part, getattr(text, part).index(first))
    return path, f"项目互相引用成环：{shown}；请改去其中一处引用（要引用往月的数，用 上期(…)）"
