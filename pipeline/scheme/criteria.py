"""Criteria: trees over named conditions, folded into one formula and listed leaf by leaf.

A criterion for grades asks about ``标准级别``, the grade whose standard is being tested.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce

from pipeline.scheme.expressions import STANDARD_GRADE, Call, Node, Number, Operation, names
from pipeline.scheme.model import Condition


def folded(tree: Condition) -> Node:
    """The tree as one condition: 且 for all, 或 for any, 至少(n, …) for at least n of several."""
    if tree.when is not None:
        return tree.when
    if tree.at_least is not None:
        count = Number(Fraction(tree.at_least), str(tree.at_least))
        return Call("至少", (count, *(folded(part) for part in tree.of or ())))
    sign, parts = ("且", tree.all) if tree.all is not None else ("或", tree.any)
    return reduce(lambda left, right: Operation(sign, left, right), [folded(part) for part in parts or ()])


def leaves(tree: Condition) -> Iterator[Condition]:
    """The named conditions at the ends of the tree, in the order written."""
    if tree.when is not None:
        yield tree
    for part in (*(tree.all or ()), *(tree.any or ()), *(tree.of or ())):
        yield from leaves(part)


def for_grades(node: Node) -> bool:
    """Whether a folded criterion has a reading for each grade."""
    return STANDARD_GRADE in names(node)


def shape_problems(tree: Condition) -> Iterator[str]:
    """What is wrong with the shape of the tree, whatever its conditions say."""
    forms = [name for name in ("when", "all", "any", "of") if getattr(tree, name) is not None]
    if len(forms) != 1 or (tree.at_least is not None) != ("of" in forms):
        yield "每一层应写 when（条件）、all（全部）、any（任一）或 at_least 与 of（至少几项）之一，不多不少"
        return
    parts = tree.all or tree.any or tree.of or []
    if tree.when is None and not parts:
        yield f"的 {forms[0]} 下没有条件"
    if tree.when is not None and not tree.name:
        yield "有一个条件没有名字 name"
    if tree.at_least is not None and not 1 <= tree.at_least <= len(parts):
        yield f"的 at_least 应在1与{len(parts)}之间，写的是{tree.at_least}"
    for part in parts:
        yield from shape_problems(part)

