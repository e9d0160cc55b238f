"""In what units targets may be written for an indicator of a unit, and the exact figure in the indicator's own.

Yuan may be written in 百元, 千元, 万元, 亿元, a ratio in %; anything else only in the indicator's own unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from pipeline.content import half_width

YUAN: Mapping[str, Fraction] = {
    "元": Fraction(1), "万元": Fraction(10_000), "亿元": Fraction(100_000_000), "千元": Fraction(1_000),
    "百元": Fraction(100),
}  # fmt: skip
RATIO: Mapping[str, Fraction] = {"比例": Fraction(1), "系数": Fraction(1), "%": Fraction(1, 100)}
FAMILIES = (YUAN, RATIO)


def units_for(unit: str) -> tuple[str, ...]:
    """The units a target of an indicator of this unit may be written in."""
    return tuple(_family(unit))


def unit_factor(written: str, unit: str) -> Fraction | None:
    """What a figure in the written unit is multiplied by to be one of the indicator's; None where it does not fit."""
    family = _family(unit)
    said = half_width(written)
    return family[said] / family[_plain(unit)] if said in family else None


def in_unit(figure: Decimal, written: str, unit: str) -> Fraction | None:
    """The figure in the indicator's unit, exactly; None where the units do not fit."""
    factor = unit_factor(written, unit)
    return None if factor is None else Fraction(figure) * factor


def _family(unit: str) -> Mapping[str, Fraction]:
    own = _plain(unit)
    return next((family for family in FAMILIES if own in family), {own: Fraction(1)})


def _plain(unit: str) -> str:
    """The unit without what it is counted by: 元/月 is yuan."""
    return half_width(unit).partition("/")[0]
