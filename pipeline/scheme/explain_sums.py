"""What a total of a person is made of: walked down to the items that are no sums themselves, each with its sign.

Walked through are sums and differences, and a bound by a plain number around them, as in ``取大(0, 小计)``.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pipeline.scheme.explain_values import taken
from pipeline.scheme.expressions import Call, Name, Node, Number, Operation
from pipeline.scheme.item_parts import Item
from pipeline.scheme.known import Known
from pipeline.scheme.plainly import Row

Part = tuple[str, Fraction]
"""The name of a quantity and what it adds to the total, negative where it is taken off."""


def parts_of_total(name: str, known: Known, row: Row) -> list[Part]:
    """What adds up to the quantity, in reading order; nothing if it is no sum."""
    node = _formula(name, known, row)
    return [] if node is None or not _is_sum(node) else list(_parts(node, 1, known, row, (name,)))


def _parts(node: Node, sign: int, known: Known, row: Row, seen: tuple[str, ...]) -> Iterator[Part]:
    if isinstance(node, Operation) and node.sign in ("+", "-"):
        if node.left is not None:
            yield from _parts(_inner(node.left), sign, known, row, seen)
        yield from _parts(_inner(node.right), sign if node.sign == "+" else -sign, known, row, seen)
    elif isinstance(node, Name):
        below = None if node.name in seen else _formula(node.name, known, row)
        current = row.values.get(node.name)
        if below is not None and _is_sum(below):
            yield from _parts(below, sign, known, row, (*seen, node.name))
        elif isinstance(current, Fraction):
            yield node.name, sign * current


def _formula(name: str, known: Known, row: Row) -> Node | None:
    """The formula of an item as it applies in this row, without a plain bound around it."""
    match known.find(name):
        case (Item() as item, rules):
            formula = rules.formula_for(item, row.values.get("岗位"))
            return None if formula is None else _inner(taken(formula, row))
    return None


def _inner(node: Node) -> Node:
    """What stands within ``取大(0, …)`` or ``取小(…, 100)``."""
    if isinstance(node, Call) and node.function in ("取大", "取小"):
        free = [part for part in node.arguments if not isinstance(part, Number)]
        if len(free) == 1:
            return _inner(free[0])
    return node


def _is_sum(node: Node) -> bool:
    """Whether it adds and subtracts quantities and nothing else; one alone may be a sum in turn."""
    if isinstance(node, Operation) and node.sign in ("+", "-"):
        return all(_is_sum(_inner(part)) for part in (node.left, node.right) if part is not None)
    return isinstance(node, Name)
