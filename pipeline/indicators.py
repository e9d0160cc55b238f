"""Indicators of business and their targets: the windows they are told for, and exact figures in tables and back.

Law: 指引第五条 (targets broken down), 第十六条 (what performance is).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pipeline.past import kept_value
from pipeline.period import Period, Span

SINCE_ENTRY = "入职以来"
HALF = 6


def windows(span: Span) -> dict[str, tuple[Period, ...]]:
    """The windows that end with the span and the parts of it, each with its months in order; not 入职以来."""
    last = span.last_month
    year = tuple(Period(last.year, month) for month in range(1, last.month + 1))
    if span.is_year:
        return {**{str(one): one.months for one in _quarters(span)}, "本年累计": year}
    half = tuple(month for month in year if (month.month - 1) // HALF == (last.month - 1) // HALF)
    return {**{str(month): (month,) for month in span.months}, "本季": span.months, "本半年": half, "本年累计": year}


def _quarters(year: Span) -> tuple[Span, ...]:
    return tuple(Span(year.year, quarter) for quarter in (1, 2, 3, 4))


def target_quantity(indicator: str, scope: str) -> str:
    """What the target of a month is called in 考核往期; no formula can say it."""
    return f"{indicator}目标（{scope}）"


def exact_cells(name: str, value: Fraction | None) -> dict[str, Any]:
    """The cells of a figure: the decimal, and the fraction where it has no finite decimal."""
    if value is None:
        return {name: None, f"{name}_fraction": None}
    stored = kept_value(value)
    return {name: stored["figure"], f"{name}_fraction": stored.get("word")}


def exact_figure(row: Mapping[Any, Any], name: str) -> Fraction | None:
    """The figure of such cells; None where there is none."""
    fraction = row[f"{name}_fraction"]
    if isinstance(fraction, str):
        return Fraction(fraction)
    return None if _empty(row[name]) else Fraction(row[name])


def _empty(cell: Any) -> bool:
    return not isinstance(cell, Decimal)
