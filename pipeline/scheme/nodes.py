"""The tree of a formula, and what it speaks of: quantities, tables, criteria, earlier periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Number:
    """An exact constant, with the words it was written in."""

    value: Fraction
    text: str


@dataclass(frozen=True)
class Text:
    """A word in quotes."""

    value: str


@dataclass(frozen=True)
class Name:
    """A quantity, an item or (as the first argument of a look-up) a table."""

    name: str


@dataclass(frozen=True)
class Call:
    """A function of the language applied to its arguments."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Operation:
    """Two operands joined by ``+ - * /``, a comparison, ``且`` or ``或``; one after ``-`` or ``非`` (left is None)."""

    sign: str
    left: Node | None
    right: Node


Node = Number | Text | Name | Call | Operation

YES_NO = {"是": True, "否": False}
"""The two words, without quotes, that are a condition which always, or never, holds."""

TABLE_FUNCTIONS = ("超额累进", "档值", "档次", "查表")
"""Functions whose first argument is the name of a table, not a quantity."""

CRITERION_FUNCTIONS = ("达标", "最高达标")
"""Functions whose first argument is the name of a criterion."""

PERSON_FUNCTIONS = ("取自人员",)
"""Functions whose first argument is the name of a quantity of another row, that of a person."""

EARLIER_FUNCTIONS = ("上期", "往期")
"""Functions whose first argument is the name of a quantity asked only for earlier periods."""

PAST_FUNCTIONS = (*EARLIER_FUNCTIONS, "累计", "期均", "期大", "期小", "期数", "连续", "连续期数")
"""Functions whose first argument is the name of a quantity asked for earlier periods (the last seven: and this one)."""

STANDARD_GRADE = "标准级别"
"""In a criterion: the grade whose standard is being tested."""

_WITHOUT_VALUE_HERE = (*TABLE_FUNCTIONS, *CRITERION_FUNCTIONS, *PERSON_FUNCTIONS, *EARLIER_FUNCTIONS)


def names(node: Node) -> frozenset[str]:
    """Every quantity and item whose value in its own row and period the tree needs.

    Tables and criteria are not among them, nor what is asked only of other rows or earlier periods.
    """
    if isinstance(node, Name):
        return frozenset() if node.name in YES_NO else frozenset({node.name})
    return frozenset().union(*(names(part) for part in operands(node)))


def past_names(node: Node) -> frozenset[str]:
    """Every quantity the tree asks only for earlier periods (上期, 往期)."""
    return _first_names(node, EARLIER_FUNCTIONS)


def history_names(node: Node) -> frozenset[str]:
    """Every quantity the tree asks for earlier periods, whether or not it needs this period's value too."""
    return _first_names(node, PAST_FUNCTIONS)


def person_names(node: Node) -> frozenset[str]:
    """Every quantity of persons that the tree asks of a row that names a person (取自人员)."""
    return _first_names(node, PERSON_FUNCTIONS)


def criterion_names(node: Node) -> frozenset[str]:
    """Every criterion the tree asks for."""
    return _first_names(node, CRITERION_FUNCTIONS)


def _first_names(node: Node, functions: Sequence[str]) -> frozenset[str]:
    first = node.arguments[0] if isinstance(node, Call) and node.function in functions and node.arguments else None
    own = {first.name} if isinstance(first, Name) else set()
    return frozenset(own).union(*(_first_names(part, functions) for part in operands(node)))


def operands(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node that have a value in its row.

    Left out are the table or criterion a function names, and a quantity asked only of other rows or earlier periods.
    """
    parts = children(node)
    return parts[1:] if isinstance(node, Call) and node.function in _WITHOUT_VALUE_HERE else parts


def substituted(node: Node, name: str, by: Node) -> Node:
    """The tree with another in the place of every quantity of this name."""
    if isinstance(node, Name):
        return by if node.name == name else node
    if isinstance(node, Operation):
        left = None if node.left is None else substituted(node.left, name, by)
        return Operation(node.sign, left, substituted(node.right, name, by))
    if isinstance(node, Call):
        kept = len(node.arguments) - len(operands(node))
        parts = (substituted(part, name, by) for part in node.arguments[kept:])
        return Call(node.function, (*node.arguments[:kept], *parts))
    return node


def whole(node: Node) -> int | None:
    """The whole number that is written there, with or without a minus; None for anything else."""
    if isinstance(node, Operation) and node.sign == "-" and node.left is None:
        inner = whole(node.right) if isinstance(node.right, Number) else None
        return None if inner is None else -inner
    return int(node.value) if isinstance(node, Number) and node.value.denominator == 1 else None


def children(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node, in reading order."""
    if isinstance(node, Call):
        return node.arguments
    if isinstance(node, Operation):
        return (node.right,) if node.left is None else (node.left, node.right)
    return ()
