"""Periods: a calendar month, in which people are paid, and the month, quarter or year in which they are appraised."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Period:
    """One calendar month; prints as ``2026-01``."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period written ``2026-01``; ValueError for anything else."""
        match = re.fullmatch(r"(\d{4})-(\d{2})", text)
        if not match or not 1 <= int(match[2]) <= 12 or int(match[1]) < 1:
            raise ValueError(text)
        return cls(int(match[1]), int(match[2]))

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def shift(self, months: int) -> Period:
        """The month so many months later (earlier if negative)."""
        index = self.year * 12 + self.month - 1 + months
        return Period(index // 12, index % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, order=True)
class Span:
    """A quarter (prints as ``2026Q1``), a month (``2026-01``), or with neither a year (``2026``)."""

    year: int
    quarter: int = 0
    month: int = 0

    @classmethod
    def parse(cls, text: str) -> Span:
        """The span written ``2026Q1`` or ``2026``; ValueError for anything else."""
        match = re.fullmatch(r"([0-9]{4})(?:Q([1-4]))?", text)
        if not match or int(match[1]) < 1:
            raise ValueError(text)
        return cls(int(match[1]), int(match[2] or 0))

    @classmethod
    def of(cls, period: Period) -> Span:
        """The quarter a month lies in."""
        return cls(period.year, (period.month + 2) // 3)

    @classmethod
    def of_month(cls, period: Period) -> Span:
        """The month as a span of its own."""
        return cls(period.year, month=period.month)

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year."""
        return not (self.quarter or self.month)

    @property
    def months(self) -> tuple[Period, ...]:
        """Its months in order."""
        if self.month:
            return (Period(self.year, self.month),)
        first = 1 if self.is_year else 3 * self.quarter - 2
        return tuple(Period(self.year, month) for month in range(first, first + (12 if self.is_year else 3)))

    @property
    def last_month(self) -> Period:
        """The month it ends with."""
        return self.months[-1]

    @property
    def first_day(self) -> date:
        """Its first day."""
        return self.months[0].first_day

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.last_month.last_day

    def shift(self, count: int) -> Span:
        """The span of the same length so many later, earlier if negative."""
        if self.month:
            return Span.of_month(self.last_month.shift(count))
        if self.is_year:
            return Span(self.year + count)
        index = self.year * 4 + self.quarter - 1 + count
        return Span(index // 4, index % 4 + 1)

    def __str__(self) -> str:
        if self.month:
            return str(self.last_month)
        return f"{self.year:04d}" + (f"Q{self.quarter}" if self.quarter else "")


def command_of(period: str) -> str:
    """What to type to run a month, quarter or year, as written: ``xinchou quarter 2026Q1``."""
    if "-" in period:
        return f"xinchou run {period}"
    return f"xinchou {'quarter' if 'Q' in period else 'year'} {period}"
