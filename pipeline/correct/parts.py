"""Which items add up to the pay: the formula of the total walked down through sums to what can be posted on its own.

The example: 应发合计 = 取大(0, 小计), 小计 = 应计底薪 - 缺勤扣款 …; the parts are 应计底薪 (+), 缺勤扣款 (-) …  What
the parts do not explain (the floor at 0, so what went to 结欠 instead; rounding of a sum) is posted as REST.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.closing.errors import Refused
from pipeline.scheme.expressions import Call, Name, Node, Number, Operation
from pipeline.scheme.item_parts import Item
from pipeline.scheme.model import RuleSet
from pipeline.scheme.parts import PERSON
from schemas.corrections import CORRECTION_LINES

if TYPE_CHECKING:
    from pipeline.settings import Settings, Standard

REST = "不足支付转结欠及取整"
USUAL_TOTAL = "应发合计"


@dataclass(frozen=True)
class Parts:
    """The item that is the total, and its parts with how often (and with which sign) each counts in it."""

    total: str
    signs: Mapping[str, int]


def posting_measures(scheme: RuleSet) -> tuple[str, ...]:
    """The measures by which a pay standard pays what corrections post."""
    return tuple(one.name for one in scheme.measures if one.over == CORRECTION_LINES.heading)


def parts_of(settings: Settings, standard: Standard) -> Parts:
    """The parts of the total pay under this standard; what pays earlier corrections is none of them."""
    scheme = standard.scheme.text
    items = {item.name: item for item in scheme.items if item.each == PERSON}
    total = _total(settings, items)
    node = _under_floor(items, Name(total))
    found = list(_terms(items, node, 1, frozenset({total})) or [(total, 1)])
    signs: dict[str, int] = {}
    for name, sign in found:
        signs[name] = signs.get(name, 0) + sign
    posted = posting_measures(scheme)
    return Parts(total, {name: sign for name, sign in signs.items() if sign and name not in posted})


def is_paid_in(settings: Settings, standard: Standard) -> bool:
    """Whether what is posted reaches the total under this standard."""
    items = {item.name: item for item in standard.scheme.text.items if item.each == PERSON}
    terms = _terms(items, _under_floor(items, Name(_total(settings, items))), 1, frozenset()) or []
    return any(name in posting_measures(standard.scheme.text) and sign == 1 for name, sign in terms)


def _total(settings: Settings, items: Mapping[str, Item]) -> str:
    """The item that sums up the pay: by its nature, else by its name."""
    text = settings.text.compliance
    natures, names = (text.total.natures, text.total.names) if text else ((), (USUAL_TOTAL,))
    by_nature = (item.name for item in items.values() if item.nature in natures)
    found = next(by_nature, None) or next((name for name in items if name in names), None)
    if found is None:
        raise Refused("薪酬标准里没有应发的合计（compliance.total 所说的项目），算不出差额应补扣多少")
    return found


def _under_floor(items: Mapping[str, Item], node: Node) -> Node:
    """What stands under 取大(0, …), through items that are only another name for it."""
    seen: set[str] = set()
    while True:
        if isinstance(node, Name) and node.name not in seen and (formula := _formula(items, node.name)):
            seen.add(node.name)
            inner = _without_floor(formula)
            if not isinstance(inner, Name | Operation):
                return node
            node = inner
        else:
            return node


def _without_floor(node: Node) -> Node:
    if isinstance(node, Call) and node.function == "取大":
        rest = [one for one in node.arguments if not (isinstance(one, Number) and not one.value)]
        if len(rest) == 1 and len(node.arguments) > 1:
            return rest[0]
    return node


def _formula(items: Mapping[str, Item], name: str) -> Node | None:
    """The one formula of an item of persons; None for anything else, and where posts have their own."""
    item = items.get(name)
    return item.formula if item and not item.cases else None


def _terms(items: Mapping[str, Item], node: Node, sign: int, seen: frozenset[str]) -> list[tuple[str, int]] | None:
    """The names a plain sum adds and takes away, items that are plain sums walked down; None if it is no sum."""
    if isinstance(node, Name):
        formula = None if node.name in seen else _always(items, node.name)
        inside = _terms(items, formula, sign, seen | {node.name}) if formula else None
        return inside if inside and len(inside) > 1 else [(node.name, sign)]
    if not isinstance(node, Operation) or node.sign not in ("+", "-"):
        return None
    left = [] if node.left is None else _terms(items, node.left, sign, seen)
    right = _terms(items, node.right, sign if node.sign == "+" else -sign, seen)
    return None if left is None or right is None else [*left, *right]


def _always(items: Mapping[str, Item], name: str) -> Node | None:
    """The formula of an item that is that and nothing else: for every post, every month, without floor or cap."""
    item = items.get(name)
    if item is None or item.who or item.floor or item.cap or item.calendar != "每月":
        return None
    return _formula(items, name)
