"""How much pay may move from month to month before somebody must say why: the part ``gate`` of the configuration."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

EITHER, BOTH = "任一", "同时"
ITEMS = ("应发合计", "实发合计")
_SHARE = re.compile(r"\d+(\.\d+)?%")
_AMOUNT = re.compile(r"\d+(\.\d{1,2})?")


@dataclass(frozen=True)
class Limits:
    """The rule: ``share`` of the month before and ``amount`` in yuan (None: not looked at), either or both exceeded."""

    share: Decimal | None = Decimal("0.30")
    amount: Decimal | None = Decimal("2000.00")
    when: str = EITHER
    items: tuple[str, ...] = ITEMS

    def exceeded(self, was: Decimal, now: Decimal) -> bool:
        """Whether a figure moved by more than the rule lets pass; exactly the limit passes.

        From nothing to something is more than any share.
        """
        moved, looked_at = abs(now - was), []
        if self.share is not None:
            looked_at.append(moved > self.share * abs(was))
        if self.amount is not None:
            looked_at.append(moved > self.amount)
        return bool(looked_at) and (any(looked_at) if self.when == EITHER else all(looked_at))

    def words(self) -> str:
        """The rule in words."""
        parts = [] if self.share is None else [f"超过{(self.share * 100).normalize():f}%"]
        parts += [] if self.amount is None else [f"超过{self.amount:,.2f}元"]
        if not parts:
            return "不看金额的变动"
        return f"{'、'.join(self.items)}中有一项比上月变动{('或' if self.when == EITHER else '且').join(parts)}"


def limits(written: Mapping[str, Any] | None) -> Limits:
    """The rule as the configuration has it, what is left out as usual; ValueError says in words what is wrong."""
    given = dict(written or {})
    share, amount = given.get("share", "30%"), given.get("amount", "2000")
    if share is not None and not _SHARE.fullmatch(str(share)):
        raise ValueError(f"share 写的是“{share}”，应写成 30%（不看比例写 null）")
    if amount is not None and not _AMOUNT.fullmatch(str(amount)):
        raise ValueError(f"amount 写的是“{amount}”，应写成 2000（元，不看金额写 null）")
    when = given.get("when", EITHER)
    if when not in (EITHER, BOTH):
        raise ValueError(f"when 写的是“{when}”，应是 {EITHER} 或 {BOTH}")
    items = tuple(given.get("items", ITEMS))
    if not items:
        raise ValueError("items 至少要写一项，如 [应发合计, 实发合计]")
    return Limits(
        None if share is None else Decimal(str(share).removesuffix("%")) / 100,
        None if amount is None else Decimal(str(amount)), when, items,
    )  # fmt: skip
