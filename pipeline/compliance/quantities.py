"""What a name in a pay standard is, wherever it is used: an item, a measure, a credited amount, or delivered data.

A place is a scope and a name.  From a place one can ask for the formulas behind it and for everything they need.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pipeline.scheme.compile import Rules
from pipeline.scheme.expressions import Call, Node, children, history_names, names, person_names
from pipeline.scheme.functions import GROUP_FUNCTIONS
from pipeline.scheme.item_parts import Item
from pipeline.scheme.lint import Known
from pipeline.scheme.model import Credit, LedgerText, Measure
from pipeline.scheme.order import cases, named_with_criteria
from pipeline.scheme.parts import CUSTOMER, PERSON

CREDITED = "归属明细"
LEDGER = "台账"
TABLE = ""
"""The name of the place that stands for a line table as a whole."""
MONEY = ("元", "元/月")


class Place(NamedTuple):
    """A quantity: the scope it belongs to and its name."""

    scope: str
    name: str


@dataclass(frozen=True)
class Quantities:
    """The quantities of one pay standard, as a person of one post is paid by it."""

    rules: Rules
    known: Known
    post: str

    @cached_property
    def items(self) -> dict[Place, Item]:
        """Every item by its place."""
        return {Place(item.each, item.name): item for item in self.rules.text.items}

    @cached_property
    def measures(self) -> dict[Place, Measure]:
        """Every measure by its place."""
        return {Place(measure.each, measure.name): measure for measure in self.rules.text.measures}

    @cached_property
    def credits(self) -> dict[Place, Credit]:
        """Every credited amount, as a column of the credited lines."""
        return {Place(CREDITED, credit.name): credit for credit in self.rules.text.credits}

    def is_constant(self, name: str) -> bool:
        """Whether the name is a parameter or a word of the branch."""
        return name in self.rules.constants

    def formulas(self, place: Place, *, of_anyone: bool = False) -> list[Node]:
        """The formulas that make the amount of an item for this post; of other scopes, or of anyone, all there are."""
        item = self.items[place]
        if of_anyone or place.scope != PERSON:
            return [formula for _, formula in cases(item)]
        own = self.rules.formula_for(item, self.post)
        return [] if own is None else [own]

    def unit(self, place: Place) -> str:
        """The unit of a quantity; empty where it is unknown."""
        credit = self.credits.get(place)
        if credit is not None:
            return credit.unit
        record = self.rules.text.record(place.scope)
        given = {**self.known.facts.get(place.scope, {}), **self.known.lines.get(place.scope, {})}
        columns = record.kinds() if record else {}
        return {**given, **columns, **self.rules.text.quantities(place.scope)}.get(place.name, "")

    def reached(self, scope: str, node: Node, *, through_ledgers: bool = False) -> frozenset[Place]:
        """Every place a formula of this scope needs, directly or not; of a line table also the table as a whole.

        ``through_ledgers``: what was posted on a ledger it reads, too.
        """
        found: set[_Asked] = set()
        open_ = list(self._named(scope, node, of_anyone=False))
        while open_:
            asked = open_.pop()
            if asked not in found and not self.is_constant(asked.place.name):
                found.add(asked)
                open_ += self._behind(asked, through_ledgers)
        return frozenset(asked.place for asked in found)

    def _named(self, scope: str, node: Node, *, of_anyone: bool) -> Iterator[_Asked]:
        grouped = _grouped_names(node)
        for name in named_with_criteria(node, self.rules.criteria) | history_names(node):
            yield _Asked(Place(scope, name), of_anyone or name in grouped)
        for name in person_names(node):
            yield _Asked(Place(PERSON, name), of_anyone=True)

    def _behind(self, asked: _Asked, through_ledgers: bool) -> Iterator[_Asked]:
        place, of_anyone = asked
        if place in self.items:
            for node in (*self.formulas(place, of_anyone=of_anyone), *self.bounds(place)):
                yield from self._named(place.scope, node, of_anyone=of_anyone)
        elif place in self.measures:
            yield from self._behind_measure(self.measures[place], of_anyone=of_anyone)
        elif place in self.credits:
            yield _Asked(Place(CUSTOMER, self.credits[place].amount), of_anyone)
        elif place.scope == LEDGER and through_ledgers:
            for posting in self.rules.ledgers[place.name].post:
                yield _Asked(Place(posting.each, posting.item), of_anyone)

    def _behind_measure(self, measure: Measure, *, of_anyone: bool) -> Iterator[_Asked]:
        if measure.ledger:
            yield _Asked(Place(LEDGER, measure.ledger), of_anyone)
            return
        yield _Asked(Place(measure.over, TABLE), of_anyone)
        for node in (measure.take, measure.where):
            if node is not None:
                yield from self._named(measure.over, node, of_anyone=of_anyone or measure.over == PERSON)

    def bounds(self, place: Place) -> list[Node]:
        """The floor and the cap of an item."""
        item = self.items[place]
        return [bound for bound in (item.floor, item.cap) if bound is not None]

    def ledgers(self) -> Iterator[LedgerText]:
        """The ledgers of the pay standard that hold money."""
        return (ledger for ledger in self.rules.text.ledgers if ledger.unit in MONEY)


class _Asked(NamedTuple):
    """A place, and whether it is asked of anyone rather than of the person who is paid."""

    place: Place
    of_anyone: bool


def _grouped_names(node: Node) -> frozenset[str]:
    """The quantities a formula asks of all persons of a group."""
    own = names(node) if isinstance(node, Call) and node.function in GROUP_FUNCTIONS else frozenset()
    return own.union(*(_grouped_names(part) for part in children(node)))
