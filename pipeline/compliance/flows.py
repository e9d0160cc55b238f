"""The ways money takes through a pay standard: from the pay total down to what was delivered, one flow per way.

A sum splits a flow, a product hands its money on and keeps the rest as factors, a condition becomes a guard; at the end
stands a delivered amount, the balance of a ledger, or a price (a constant, or the entry of a table).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.compliance.choices import decided, without_negation
from pipeline.compliance.quantities import LEDGER, MONEY, Place, Quantities
from pipeline.scheme.expressions import PAST_FUNCTIONS, Call, Name, Node, Number, Operation, Text, words
from pipeline.scheme.functions import AGGREGATES, COMPARISONS, GROUP_FUNCTIONS
from pipeline.scheme.model import Measure
from pipeline.scheme.parts import CUSTOMER, PERSON

ROUNDED = ("绝对值", "四舍五入", "舍去", "进位", "向上取整", "向下取整")
LARGEST = ("取大", "取小")
OTHERS = ("团队其他人合计", "组内其他人合计")
TABLE_VALUES = ("档值", "查表")
GIVES = ("合计", "平均", "最大", "最小", "取值")
"""What a measure takes that is an amount of its lines; the others count them."""


class Part(NamedTuple):
    """A formula together with the scope it is worked out in."""

    scope: str
    node: Node


class Guard(NamedTuple):
    """A condition money passed, or the argument it came from; one key with unlike sides: never both pay."""

    key: str
    side: str
    part: Part | None


@dataclass(frozen=True)
class Flow:
    """One way from the total to a delivered amount.

    ``path`` are the quantities from the total down; ``end`` the delivered column or ledger, None for a price;
    ``relation`` by which a customer's amount is credited; ``subtracted`` says whether it lowers the pay, and
    ``deduction`` whether it belongs to what is taken from the pay itself, outside the base of a rate; ``of_others``
    whether it is other persons' money, ``of_anyone`` whether it may be; ``rated_at`` how many quantities of the path
    are pay, before the first rate is passed (0: no rate).
    """

    path: tuple[Place, ...]
    end: Place | None = None
    relation: str = ""
    factors: tuple[Part, ...] = ()
    guards: tuple[Guard, ...] = ()
    subtracted: bool = False
    deduction: bool = False
    rated_at: int = 0
    of_others: bool = False
    of_anyone: bool = False

    @property
    def is_gain(self) -> bool:
        """Whether it raises the pay."""
        return not self.subtracted and not self.deduction

    @property
    def of_pay(self) -> tuple[Place, ...]:
        """The quantities of the path that are pay, not yet the base of a rate."""
        return self.path[: self.rated_at] if self.rated_at else self.path

    def excludes(self, other: Flow) -> bool:
        """Whether the two can never pay together."""
        sides = {guard.key: guard.side for guard in self.guards}
        return any(sides.get(guard.key, guard.side) != guard.side for guard in other.guards)


@dataclass(frozen=True)
class Flows:
    """Finds the flows into a quantity for the post of ``quantities``."""

    quantities: Quantities

    def into(self, total: Place) -> list[Flow]:
        """Every flow into the quantity."""
        return list(self._place(total, Flow(())))

    def _place(self, place: Place, flow: Flow) -> Iterator[Flow]:
        known = self.quantities
        if place in flow.path:
            return  # A quantity that asks for its own earlier value.
        down = replace(flow, path=(*flow.path, place))
        if known.is_constant(place.name):
            if known.rules.constants[place.name] != 0:
                yield flow
        elif place in known.items:
            yield from self._item(place, down)
        elif place in known.measures:
            yield from self._measure(known.measures[place], down)
        elif place in known.credits:
            credit = known.credits[place]
            yield from self._place(Place(CUSTOMER, credit.amount), replace(down, relation=credit.relation))
        else:
            yield replace(down, end=place)

    def _item(self, place: Place, flow: Flow) -> Iterator[Flow]:
        for formula in self.quantities.formulas(place, of_anyone=flow.of_anyone):
            yield from self._node(Part(place.scope, formula), flow)
        floor = self.quantities.items[place].floor
        if floor is not None:
            yield from self._node(Part(place.scope, floor), flow)

    def _measure(self, measure: Measure, flow: Flow) -> Iterator[Flow]:
        if measure.ledger:
            yield replace(flow, end=Place(LEDGER, measure.ledger))
            return
        if measure.where is not None:
            flow = self._guarded(flow, Part(measure.over, measure.where), holds=True)
        if measure.over == PERSON:
            flow = replace(flow, of_others=True, of_anyone=True)
        if isinstance(measure.take, Call) and measure.take.function not in GIVES:
            yield replace(flow, factors=(*flow.factors, Part(measure.over, measure.take)))
        else:
            yield from self._node(Part(measure.over, measure.take), flow)

    def _node(self, part: Part, flow: Flow) -> Iterator[Flow]:
        node = part.node
        if isinstance(node, Number):
            if node.value != 0:
                yield flow
        elif isinstance(node, Name):
            yield from self._place(Place(part.scope, node.name), flow)
        elif isinstance(node, Operation):
            yield from self._operation(part.scope, node, flow)
        elif isinstance(node, Call):
            yield from self._call(part.scope, node, flow)

    def _operation(self, scope: str, node: Operation, flow: Flow) -> Iterator[Flow]:
        right = Part(scope, node.right)
        if node.left is None:
            if node.sign == "-":
                yield from self._node(right, _lowered(flow))
            return
        if node.sign in "+-":
            yield from self._node(Part(scope, node.left), flow)
            yield from self._node(right, flow if node.sign == "+" else _lowered(flow))
        elif node.sign == "*":
            yield from self._product(scope, _factors(node), flow)
        elif node.sign == "/":
            yield from self._node(Part(scope, node.left), _rated(flow, right))

    def _product(self, scope: str, factors: list[Node], flow: Flow) -> Iterator[Flow]:
        """On with the first factor that is money; where none is, the product is a price."""
        money = next((factor for factor in factors if self._is_money(scope, factor)), None)
        rated = _rated(flow, *(Part(scope, factor) for factor in factors if factor is not money))
        if money is None:
            yield rated
        else:
            yield from self._node(Part(scope, money), rated)

    def _call(self, scope: str, node: Call, flow: Flow) -> Iterator[Flow]:
        function, arguments = node.function, node.arguments
        first = Part(scope, arguments[0]) if arguments else Part(scope, node)
        if function == "如果":
            yield from self._choice(scope, node, flow)
        elif function in LARGEST:
            yield from self._alternatives(scope, node, flow)
        elif function in (*ROUNDED, *GIVES, *PAST_FUNCTIONS):
            yield from self._node(first, flow)
        elif function in GROUP_FUNCTIONS:
            others = flow.of_others or function in OTHERS
            yield from self._node(first, replace(flow, of_others=others, of_anyone=True))
        elif function == "取自人员":
            yield from self._node(Part(PERSON, arguments[0]), replace(flow, of_others=True, of_anyone=True))
        elif function == "超额累进" and self._is_money(scope, arguments[1]):
            yield from self._node(Part(scope, arguments[1]), _rated(flow, *_parts(scope, arguments[2:])))
        else:  # An entry of a table: a price chosen by what it is looked up with.
            yield _rated(flow, *_parts(scope, arguments[1:]))

    def _choice(self, scope: str, node: Call, flow: Flow) -> Iterator[Flow]:
        condition, *ways = node.arguments
        known = decided(condition, self.quantities.rules.constants)
        for holds, way in zip((True, False), ways, strict=True):
            if known is None:
                yield from self._node(Part(scope, way), self._guarded(flow, Part(scope, condition), holds=holds))
            elif known is holds:
                yield from self._node(Part(scope, way), flow)

    def _guarded(self, flow: Flow, part: Part, *, holds: bool) -> Flow:
        node, turned = without_negation(part.node)
        guard = Guard(f"{part.scope}：{words(node)}", "是" if holds is not turned else "否", part)
        return replace(flow, guards=(*flow.guards, guard))

    def _alternatives(self, scope: str, node: Call, flow: Flow) -> Iterator[Flow]:
        key = f"{scope}：{words(node)}"
        for place, argument in enumerate(node.arguments):
            guard = Guard(key, str(place), None)
            yield from self._node(Part(scope, argument), replace(flow, guards=(*flow.guards, guard)))

    def _is_money(self, scope: str, node: Node) -> bool:
        if isinstance(node, Number | Text):
            return False
        if isinstance(node, Name):
            return self.quantities.unit(Place(scope, node.name)) in MONEY
        if isinstance(node, Operation):
            if node.left is None:
                return node.sign == "-" and self._is_money(scope, node.right)
            if node.sign in COMPARISONS or node.sign in "且或":
                return False
            left, right = self._is_money(scope, node.left), self._is_money(scope, node.right)
            return left and not right if node.sign == "/" else left or right
        return self._is_money_call(scope, node)

    def _is_money_call(self, scope: str, node: Call) -> bool:
        function, arguments = node.function, node.arguments
        if function in TABLE_VALUES or function == "超额累进":
            table = arguments[0]
            unit = self.quantities.rules.tables[table.name].unit if isinstance(table, Name) else ""
            return unit in MONEY or (function == "超额累进" and self._is_money(scope, arguments[1]))
        if function == "如果":
            return any(self._is_money(scope, way) for way in arguments[1:])
        if function in (*LARGEST, *ROUNDED, *AGGREGATES, *PAST_FUNCTIONS, *GROUP_FUNCTIONS, "取自人员"):
            home = PERSON if function == "取自人员" else scope
            asked = arguments if function in LARGEST else arguments[:1]
            return any(self._is_money(home, argument) for argument in asked)
        return False


def _lowered(flow: Flow) -> Flow:
    """The flow with the other sign; a deduction from pay where no rate has been passed yet."""
    return replace(flow, subtracted=not flow.subtracted, deduction=flow.deduction or not flow.rated_at)


def _rated(flow: Flow, *factors: Part) -> Flow:
    """The flow with what multiplies or divides it."""
    return replace(flow, factors=(*flow.factors, *factors), rated_at=flow.rated_at or len(flow.path))


def _factors(node: Node) -> list[Node]:
    if isinstance(node, Operation) and node.sign == "*" and node.left is not None:
        return [*_factors(node.left), *_factors(node.right)]
    return [node]


def _parts(scope: str, nodes: tuple[Node, ...]) -> tuple[Part, ...]:
    return tuple(Part(scope, node) for node in nodes)
