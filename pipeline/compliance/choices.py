"""What of a formula is settled before any month: conditions on parameters, and shares of a balance."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from pipeline.scheme.expressions import YES_NO, Name, Node, Number, Operation, Text
from pipeline.scheme.functions import COMPARISONS

Constants = Mapping[str, Fraction | str]


def decided(condition: Node, constants: Constants) -> bool | None:
    """Whether the condition holds whatever is delivered; None where that depends on it."""
    if isinstance(condition, Name):
        return YES_NO.get(condition.name)
    if not isinstance(condition, Operation):
        return None
    right = decided(condition.right, constants)
    if condition.sign == "非":
        return None if right is None else not right
    if condition.left is None:
        return None
    if condition.sign in COMPARISONS:
        sides = _constant(condition.left, constants), _constant(condition.right, constants)
        return None if None in sides else bool(COMPARISONS[condition.sign](*sides))
    left = decided(condition.left, constants)
    settles = {"且": False, "或": True}.get(condition.sign)
    if settles in (left, right):
        return settles
    return None if None in (left, right) else not settles


def without_negation(condition: Node) -> tuple[Node, bool]:
    """The condition without 非 before it, and whether it was turned round."""
    turned = False
    while isinstance(condition, Operation) and condition.sign == "非":
        condition, turned = condition.right, not turned
    return condition, turned


def _constant(node: Node, constants: Constants) -> Fraction | str | None:
    if isinstance(node, Number | Text):
        return node.value
    return constants.get(node.name) if isinstance(node, Name) else None
