"""What the marks in a day's cell of the branch's own matrix say: ``△○0.5`` is late and half a day of 事假.

A mark without a figure is the whole day, or what is left of it; where two such marks share a day each is half of it,
and so is an absence beside 迟到 or 早退 (who came late was there): both readings are told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.content import half_width
from pipeline.intake.attendance.meanings import ABSENT, EVENT_WORDS, PRESENT, REST, leave

ALIKE = str.maketrans("✓✔✗✘╳xX◯〇Oo", "√√×××××○○○○")
_NUMBER = re.compile(r"\d*\.?\d+|半")
_LEGEND = re.compile(r"([^\w\s\u4e00-\u9fff:：,，;；、()。.\-/])[:：=-]?([\u4e00-\u9fff]{2,4})")


@dataclass
class DayMarks:
    """What one cell says: the counts and days by fact, whether the day is off or not due, and what was not plain."""

    facts: dict[str, Decimal] = field(default_factory=dict)
    is_rest: bool = False
    is_halved: bool = False
    strange: str = ""

    @property
    def present(self) -> Decimal:
        """The part of the day that was worked."""
        away = sum((days for fact, days in self.facts.items() if fact.startswith("days_")), Decimal(0))
        return Decimal(0) if self.is_rest else 1 - away


def read_marks(text: str, legend: Mapping[str, str]) -> DayMarks:
    """The meaning of one cell under a legend."""
    day = DayMarks()
    parts: list[tuple[str, Decimal | None]] = []
    for mark, number in _split(half_width(text), legend):
        fact = fact_of(legend.get(mark, ""))
        if fact is None:
            day.strange = mark
        elif fact == "rest":
            day.is_rest = True
        elif fact.startswith("times_"):
            day.facts[fact] = day.facts.get(fact, Decimal(0)) + (number or 1)
        else:
            parts.append((fact, number))
    _share_out(day, parts)
    return day


def fact_of(meaning: str) -> str | None:
    """The fact a word of the legend stands for; ``present`` and ``rest`` count nothing; None if we do not know it."""
    if meaning in ABSENT:
        return "days_absent"
    if meaning in EVENT_WORDS:
        return EVENT_WORDS[meaning]
    if meaning in (*PRESENT, *REST):
        return "present" if meaning in PRESENT else "rest"
    return leave(meaning)


def legend_of(text: str) -> dict[str, str]:
    """The pairs of mark and meaning in a line under the table; fewer than three are no legend."""
    pairs = dict(_LEGEND.findall(text))
    return pairs if len(pairs) >= 3 else {}


def _split(text: str, legend: Mapping[str, str]) -> list[tuple[str, Decimal | None]]:
    """Marks with the figure after each."""
    found: list[tuple[str, Decimal | None]] = []
    place = 0
    while place < len(text):
        number = _NUMBER.match(text, place)
        if number and found and found[-1][1] is None:
            found[-1] = (found[-1][0], Decimal("0.5") if number[0] == "半" else Decimal(number[0]))
            place = number.end()
            continue
        mark = text[place] if text[place] in legend else text[place].translate(ALIKE)
        if mark in legend or mark not in "/、,，+;；()天":
            found.append((mark, None))
        place += 1
    return found


def _share_out(day: DayMarks, parts: list[tuple[str, Decimal | None]]) -> None:
    """The length of every part of the day."""
    open_parts = [fact for fact, number in parts if number is None]
    left = 1 - sum((number for _, number in parts if number is not None), Decimal(0))
    came = any(fact in ("times_late", "times_early") for fact in day.facts)
    length = left / len(open_parts) if open_parts else Decimal(0)
    if len(open_parts) == 2 or (came and open_parts and open_parts != ["present"] and len(parts) == 1):
        length, day.is_halved = Decimal("0.5") if came and len(parts) == 1 else length, True
    if left < 0 or len(open_parts) > 2 or (open_parts and length <= 0):
        day.strange = day.strange or "合计超过一天"
    for fact, number in parts:
        if fact != "present":
            day.facts[fact] = day.facts.get(fact, Decimal(0)) + (length if number is None else number)
