"""How figures stand in the sentences about grades: yuan with thousands and fen, other figures plain."""

from __future__ import annotations

import re
from fractions import Fraction

from pipeline.money import plain
from pipeline.scheme.plain_row import Plain

YUAN = ("元", "元/月")
_FIGURE = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?(…?)")


def grouped(figure: str, unit: str = "") -> str:
    """A figure with its thousands set apart, of yuan with at least two decimals; other words as they are.

    Yuan that are finer than fen keep their decimals: rounded they might seem to reach what they miss.
    """
    if (parts := _FIGURE.fullmatch(figure)) is None:
        return figure
    sign, integral, decimals, more = parts[1], parts[2], parts[3] or "", parts[4]
    if unit in YUAN and not more:
        decimals = decimals.ljust(2, "0")
    return f"{sign}{int(integral):,}{'.' * bool(decimals)}{decimals}{more}"


def figure_words(found: Plain, unit: str = "") -> str:
    """A figure in the words of its unit, cut after four decimals: 22,739.70 of yuan, 1.5 of anything else."""
    return grouped(plain(found, 4), unit) if isinstance(found, Fraction) else str(found)
