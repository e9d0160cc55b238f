"""What is worked out of a person, a customer, a sale or a record: items with their formulas, and named standards."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.money import RoundingMode
from pipeline.scheme.parts import PERSON, Formula, Limits, Part

DIGITS = {"分": 2, "角": 1, "元": 0, "百元": -2, "不取整": None}
"""Decimals kept by each way of rounding an item."""


class Condition(Part):
    """A tree of conditions: a named leaf, all or any of several, or at least so many of them."""

    name: str = ""
    when: Formula | None = None
    all: list[Condition] | None = None
    any: list[Condition] | None = None
    at_least: int | None = None
    of: list[Condition] | None = None


class Criterion(Part):
    """A named standard; with ``标准级别`` in its conditions it has one reading for every grade."""

    name: str
    tree: Condition
    source: str
    note: str = ""


class Case(Part):
    """The formula for one group of posts."""

    who: str
    formula: Formula


class Item(Part):
    """One named figure, word or yes/no of a person, a customer, a sale or a record."""

    name: str
    each: str = PERSON
    unit: str
    formula: Formula | None = None
    cases: list[Case] = Field(default_factory=list)
    who: str = ""
    calendar: Literal["每月", "每季", "每半年", "每年"] | list[int] = "每月"
    floor: Formula | None = None
    cap: Formula | None = None
    round: Literal["分", "角", "元", "百元", "不取整"] | int | None = None
    mode: RoundingMode = "四舍五入"
    limits: Limits = Limits()
    nature: str = ""
    source: str
    note: str = ""
    zero: str = ""
    not_negative: str = ""

    @property
    def digits(self) -> int | None:
        """Decimals kept after rounding (tens, hundreds where negative); None where nothing is rounded."""
        return DIGITS[self.round] if isinstance(self.round, str) else self.round

    @property
    def in_fen(self) -> bool:
        """Whether the figure is whole fen."""
        return self.digits is not None and self.digits <= 2

    def due(self, month: int) -> bool:
        """Whether the item is worked out in this calendar month."""
        if isinstance(self.calendar, list):
            return month in self.calendar
        return month % {"每月": 1, "每季": 3, "每半年": 6, "每年": 12}[self.calendar] == 0
