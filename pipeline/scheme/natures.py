"""``按性质合计("赔偿", …)``: the sum of a person's items of the pay standard whose ``nature`` is one of these words.

A formula that asks for it becomes, before anything else looks at it, the plain sum of those items, 0 where there is
none.  So the law can speak of compensation or of overtime whatever a pay standard calls its items, and the evaluator,
the workbook and the explanation see nothing but a sum.
"""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from functools import reduce
from typing import Any, TypeVar

from pipeline.scheme.expressions import Call, Name, Node, Number, Operation, Text
from pipeline.scheme.functions import SUM_OF_NATURE
from pipeline.scheme.model import RuleSet
from pipeline.scheme.parts import PERSON, Part

P = TypeVar("P", bound=Part)
NOTHING = Number(Fraction(0), "0")


def with_sums(text: RuleSet, scheme: RuleSet) -> RuleSet:
    """The rule set with every such sum written out over the items of this pay standard; itself if it has none."""
    return _part(text, scheme)


def sum_of(scheme: RuleSet, natures: Collection[str]) -> Node:
    """The sum of the items of persons of these natures, in the order written; 0 where there is none."""
    parts: list[Node] = [Name(item.name) for item in scheme.items if item.each == PERSON and item.nature in natures]
    return reduce(lambda left, right: Operation("+", left, right), parts) if parts else NOTHING


def _part(part: P, scheme: RuleSet) -> P:
    changed = {}
    for name in type(part).model_fields:
        old = getattr(part, name)
        new = _within(old, scheme)
        if new is not old:
            changed[name] = new
    return part.model_copy(update=changed) if changed else part


def _within(value: Any, scheme: RuleSet) -> Any:
    """The value with the sums written out in every formula it holds; the very same if it holds none."""
    if isinstance(value, Part):
        return _part(value, scheme)
    if isinstance(value, Call | Operation):
        return _node(value, scheme)
    if isinstance(value, list):
        members = [_within(one, scheme) for one in value]
        return members if any(new is not old for new, old in zip(members, value, strict=True)) else value
    if isinstance(value, dict):
        named = {key: _within(one, scheme) for key, one in value.items()}
        return named if any(new is not value[key] for key, new in named.items()) else value
    return value


def _node(node: Node, scheme: RuleSet) -> Node:
    if isinstance(node, Operation):
        left = None if node.left is None else _node(node.left, scheme)
        right = _node(node.right, scheme)
        return node if left is node.left and right is node.right else Operation(node.sign, left, right)
    if not isinstance(node, Call):
        return node
    if node.function == SUM_OF_NATURE and node.arguments and all(isinstance(part, Text) for part in node.arguments):
        return sum_of(scheme, [part.value for part in node.arguments if isinstance(part, Text)])
    parts = tuple(_node(part, scheme) for part in node.arguments)
    same = all(new is old for new, old in zip(parts, node.arguments, strict=True))
    return node if same else Call(node.function, parts)
