"""Where on the sheets of a workbook a formula finds its quantities, tables, grades, persons and earlier periods."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipeline.period import Period
from pipeline.scheme.expressions import Node

SNAP = 8
"""Decimals a double is trusted for before it is rounded or compared."""


class NotLive(Exception):
    """A formula that does not stand in a workbook as a formula; the text says why, in Chinese."""


@dataclass(frozen=True)
class BandCells:
    """Where a table of bands stands: the ranges of its lower bounds, values and steps (value less the value before).

    ``first`` and ``end`` are the cells of the first lower and the last upper bound, empty where there is none;
    ``outside`` is what lies in no band.
    """

    lows: str
    values: str
    steps: str
    closed_left: bool
    open_ended_below: bool
    first: str = ""
    end: str = ""
    outside: str = "停算"


@dataclass(frozen=True)
class BandSetCells:
    """Where the bands of each group of words stand."""

    sets: Mapping[tuple[str, ...], BandCells]


@dataclass(frozen=True)
class LookupCells:
    """Where a look-up table stands: the ranges of its keys and of its values; ``otherwise`` as Excel writes it."""

    keys: tuple[str, ...]
    values: str
    otherwise: str = ""


TablePlace = BandCells | BandSetCells | LookupCells


@dataclass(frozen=True)
class PastCells:
    """Where the earlier periods stand: the ranges of 量, 工号, 期末日, 数值 and 内容, one row per stored value."""

    quantity: str
    employee: str
    last_day: str
    figure: str
    word: str


def _no_column(name: str) -> str:
    raise NotLive(f"本页没有“{name}”的整列")


@dataclass(frozen=True)
class Cells:
    """What names mean on the sheet.

    ``cell`` gives the address of a quantity in the current row, ``column`` that of the quantity over all persons (both
    may raise NotLive).  ``kinds``, and for 取自人员 ``person_kinds``, say of a quantity whether it is 文字, 日期, 是否
    or a figure.  ``grades`` is the range of the grades from low to high, whose words are ``grade_words``;
    ``word_tables`` are the look-ups of words; ``worked`` names the column of a formula that has one of its own.
    """

    cell: Callable[[str], str]
    tables: Mapping[str, TablePlace]
    period: Period
    kinds: Mapping[str, str] = field(default_factory=dict)
    column: Callable[[str], str] = _no_column
    grades: str = ""
    grade_words: tuple[str, ...] = ()
    criteria: Mapping[str, Node] = field(default_factory=dict)
    past: PastCells | None = None
    person_kinds: Mapping[str, str] = field(default_factory=dict)
    word_tables: frozenset[str] = frozenset()
    worked: Mapping[Node, str] = field(default_factory=dict)
