"""Values and formulas as an explanation shows them, and which parts of a formula a row really needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import cast

from pipeline.money import plain
from pipeline.scheme.expressions import YES_NO, Call, Name, Node, Number, Operation, Text, operands, words
from pipeline.scheme.functions import GROUP_FUNCTIONS, ROUNDINGS
from pipeline.scheme.plainly import NoValue, Plain, Row, figure, value

EMPTY = "（空）"
WITHOUT_OWN = ("团队其他人合计", "组内其他人合计")
"""Functions over the other persons only, for whom the person's own figure counts nothing."""

_OPEN = (
    "取大", "取小", "绝对值", *ROUNDINGS, "向下取整", "向上取整", "如果", "全部", "任一", "至少", "为空", "属于",
)  # fmt: skip
"""Functions whose result one sees from the values put into them; of all others the result is shown, too."""


def show(current: Plain, unit: str = "") -> str:
    """A value as it stands in an explanation; yuan in whole fen with two decimals, a ratio in percent."""
    if isinstance(current, bool):
        return "是" if current else "否"
    if isinstance(current, Fraction):
        if unit == "元" and (current * 100).denominator == 1:
            return f"{Decimal(current.numerator) / current.denominator:,.2f}"
        return f"{plain(current * 100, 8)}%" if unit == "比例" else plain(current, 8)
    return EMPTY if current in (None, "") else str(current)


def is_zero(current: Plain) -> bool:
    """Whether it is the figure 0, not a No."""
    return isinstance(current, Fraction) and current == 0


def shown(node: Node, row: Row, unit: str = "") -> str:
    """The value of a formula in this row, or why it has none."""
    try:
        return show(value(node, row), unit)
    except NoValue as error:
        return f"无值：{error}"


def named(name: str, row: Row) -> str:
    """The value of a quantity; in words where it has none."""
    if name in YES_NO:
        return name
    return show(row.values[name]) if name in row.values else "（无值）"


def worked(node: Node, row: Row) -> str:
    """The formula with every quantity replaced by its value, and the value of every look-up behind it."""
    if isinstance(node, Name):
        return named(node.name, row)
    if isinstance(node, Call) and node.function in _OPEN:
        return f"{node.function}({', '.join(worked(part, row) for part in node.arguments)})"
    if isinstance(node, Call):
        return f"{words(node)}[{shown(node, row)}]"
    if isinstance(node, Operation):
        return words(_stand_in(node, row))
    return words(node)


def _stand_in(node: Node, row: Row) -> Node:
    """The node with values in the place of names, so that brackets are still set by the grammar."""
    if isinstance(node, Operation):
        return replace(node, left=node.left and _stand_in(node.left, row), right=_stand_in(node.right, row))
    return node if isinstance(node, Number | Text) else Name(worked(node, row))


def taken(node: Node, row: Row) -> Node:
    """The branch a formula takes in this row, down to the first that is no 如果."""
    while isinstance(node, Call) and node.function == "如果":
        node = node.arguments[1 if value(node.arguments[0], row) else 2]
    return node


def used(node: Node, row: Row) -> Iterator[Node]:
    """Every part of the formula this row needs, in reading order: not the branch that was not taken."""
    yield node
    for part in _needed(node, row):
        yield from used(part, row)


def _needed(node: Node, row: Row) -> Iterator[Node]:
    if isinstance(node, Call) and node.function == "如果":
        yield node.arguments[0]
        yield node.arguments[1 if value(node.arguments[0], row) else 2]
    elif isinstance(node, Operation) and node.sign in ("且", "或"):
        yield from _until_settled([cast(Node, node.left), node.right], row, node.sign == "或", 1)
    elif isinstance(node, Call) and node.function in ("全部", "任一"):
        yield from _until_settled(list(node.arguments), row, node.function == "任一", 1)
    elif isinstance(node, Call) and node.function == "至少":
        yield node.arguments[0]
        yield from _until_settled(list(node.arguments[1:]), row, True, int(figure(node.arguments[0], row)))
    else:
        yield from operands(node)


def _until_settled(parts: list[Node], row: Row, wanted: bool, count: int) -> Iterator[Node]:
    """The conditions that are looked at until so many of them are as wanted."""
    for part in parts:
        if count <= 0:
            return
        yield part
        count -= bool(value(part, row)) == wanted


def quantities(formula: Node) -> list[str]:
    """The quantities of a formula the person's own value of which counts, in reading order, each once."""
    found: dict[str, None] = {}

    def walk(node: Node) -> None:
        if isinstance(node, Name):
            if node.name not in YES_NO:
                found.setdefault(node.name)
            return
        parts = operands(node)
        for part in parts[1:] if isinstance(node, Call) and node.function in WITHOUT_OWN else parts:
            walk(part)

    walk(formula)
    return list(found)


def over_others(formula: Node, row: Row) -> Iterator[Call]:
    """The functions over other persons that this row needs."""
    yield from (node for node in used(formula, row) if isinstance(node, Call) and node.function in GROUP_FUNCTIONS)
