"""Criteria: trees over named conditions, folded into one formula and listed leaf by leaf.

A criterion for grades asks about ``标准级别``, the grade whose standard is being tested.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from graphlib import CycleError, TopologicalSorter

from pipeline.scheme.expressions import STANDARD_GRADE, Call, Name, Node, Number, Operation, criterion_names, names
from pipeline.scheme.item_parts import Condition


def folded(tree: Condition) -> Node:
    """The tree as one condition: 且 for all, 或 for any, 至少(n, …) for at least n of several.

    A tree without conditions, which the checks refuse, holds for all and fails for any.
    """
    if tree.when is not None:
        return tree.when
    if tree.at_least is not None:
        count = Number(Fraction(tree.at_least), str(tree.at_least))
        return Call("至少", (count, *(folded(part) for part in tree.of or ())))
    sign, empty = ("且", "是") if tree.all is not None else ("或", "否")
    parts = [folded(part) for part in parts_of(tree)]
    return reduce(lambda left, right: Operation(sign, left, right), parts) if parts else Name(empty)


def parts_of(tree: Condition) -> Sequence[Condition]:
    """What a node of the tree is made of; nothing at a named condition."""
    return tree.all or tree.any or tree.of or ()


def group_words(tree: Condition) -> str:
    """How many of the parts of a group must hold."""
    if tree.at_least is not None:
        return f"至少{tree.at_least}项成立"
    return "全部成立" if tree.all is not None else "任一成立"


def holds(tree: Condition, passed: Mapping[str, bool]) -> bool:
    """Whether the tree holds, given which of its named conditions do."""
    if tree.when is not None:
        return passed[tree.name]
    held = [holds(part, passed) for part in parts_of(tree)]
    return all(held) if tree.all is not None else sum(held) >= (tree.at_least or 1)


def leaves(tree: Condition) -> Iterator[Condition]:
    """The named conditions at the ends of the tree, in the order written."""
    if tree.when is not None:
        yield tree
    for part in parts_of(tree):
        yield from leaves(part)


def for_grades(node: Node) -> bool:
    """Whether a folded criterion has a reading for each grade."""
    return STANDARD_GRADE in names(node)


def ring(criteria: Mapping[str, Node]) -> list[str]:
    """Criteria that ask for one another in a ring, the first again at the end; empty if none do."""
    asked = {name: sorted(criterion_names(node) & criteria.keys()) for name, node in criteria.items()}
    try:
        TopologicalSorter(asked).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def shape_problems(tree: Condition) -> Iterator[str]:
    """What is wrong with the shape of the tree, whatever its conditions say."""
    forms = [name for name in ("when", "all", "any", "of") if getattr(tree, name) is not None]
    if len(forms) != 1 or (tree.at_least is not None) != ("of" in forms):
        yield "每一层应写 when（条件）、all（全部）、any（任一）或 at_least 与 of（至少几项）之一，不多不少"
        return
    parts = parts_of(tree)
    if tree.when is None and not parts:
        yield f"的 {forms[0]} 下没有条件，请至少写一个 {{name: …, when: …}}"
        return
    if tree.when is not None and not tree.name:
        yield "有一个条件没有名字，请写 name"
    if tree.at_least is not None and not 1 <= tree.at_least <= len(parts):
        yield f"的 at_least 应在1与{len(parts)}之间，写的是{tree.at_least}"
    for part in parts:
        yield from shape_problems(part)
