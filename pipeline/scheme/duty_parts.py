"""What a duty score is made of: the points that people want to see beside it when they talk about it.

Scheme: 指引第十六条.
"""

from __future__ import annotations

from pipeline.scheme.appraisal_parts import Appraisal
from pipeline.scheme.item_parts import Item
from pipeline.scheme.model import RuleSet
from pipeline.scheme.order import needs
from pipeline.scheme.parts import PERSON


def duty_parts(scheme: RuleSet, appraisal: Appraisal) -> tuple[str, ...]:
    """The items that the duty score of an appraisal is made of, its own or those of the month, in the order written.

    As long as a score rests on one other item of its unit alone (the month's score under that of the quarter), that
    one is looked into instead; one that rests on no other has no parts.
    """
    items = {item.name: item for item in (*scheme.items, *appraisal.items) if item.each == PERSON}
    name, seen = appraisal.duty, set[str]()
    while name in items and name not in seen:
        seen.add(name)
        parts = _parts(items[name], items)
        if len(parts) != 1:
            return parts
        name = parts[0]
    return ()


def _parts(item: Item, items: dict[str, Item]) -> tuple[str, ...]:
    """The items of the same unit that an item needs."""
    needed = needs(item) - {item.name}
    return tuple(name for name, other in items.items() if name in needed and other.unit == item.unit)
