"""What an item came to, and what its guard rails allow, in the words of a finding.

Scheme: 上下限 of the items; an amount in yuan that is kept in fen is told in fen.
"""

from __future__ import annotations

from fractions import Fraction

from pipeline.money import plain, yuan
from pipeline.scheme.item_parts import Item


def amount_words(value: object, item: Item) -> str:
    """The figure of an item with its unit; nothing where it has no figure."""
    if not isinstance(value, Fraction):
        return ""
    return f"{yuan(value)}元" if item.unit == "元" and item.in_fen else f"{plain(value)}{item.unit}"


def allowed_words(item: Item, otherwise: str) -> str:
    """What the guard rails of an item allow; ``otherwise`` where it has no bound and something else was broken."""
    limits = item.limits
    low = Fraction(0) if limits.min is None and item.not_negative else limits.min
    words = [f"不{word}{plain(bound)}" for word, bound in (("小于", low), ("大于", limits.max)) if bound is not None]
    return "，".join(words) or otherwise
