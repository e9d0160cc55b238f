"""Figures as text for people: exact decimals, rounded half away from zero as a workbook rounds what it shows."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from pipeline.money import Figures

Figure = Decimal | Fraction | float
"""A float stands for the shortest decimal that reads back as it."""


def shown(value: Figure, places: int) -> str:
    """The figure with so many places, thousands set apart."""
    if isinstance(value, Fraction):
        whole = Figures(value.numerator, value.denominator).rounded(places).num
        return f"{Decimal(f'{whole}E-{places}'):,f}"
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"


def percent(value: Figure) -> str:
    """The figure as a percentage with two places."""
    exact = Decimal(repr(value)) if isinstance(value, float) else value
    return f"{shown(exact * 100, 2)}%".replace(",", "")
