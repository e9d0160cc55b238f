"""What can be wrong with a single cell, said in the code of a finding; and the words that stand for nothing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from pipeline.content import half_width
from pipeline.intake.raw import NO_VALUE, Cell, CellError

DASHES = frozenset({"-", "--", "---", "—", "——", "–"})
"""What accounting formats show for zero."""
NOTHING = DASHES | frozenset({"", "无", "N/A", "n/a", "NA", "/", "\\", "null", "NULL", "None"})
ERRORS = frozenset({"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
TEXT_LIMIT = 32_767


@dataclass(frozen=True)
class Problem:
    """Why a cell could not be read: the code of the finding and what its words need."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)


def shown(cell: Cell) -> str:
    """A cell as a clerk sees it, short enough for a message: 12.0 as 12."""
    text = _as_shown(cell)
    return text if len(text) <= 60 else text[:60] + "…"


def _as_shown(cell: Cell) -> str:
    """A figure without exponent, a truth value as Excel writes it, a day without its midnight."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if type(cell) is float and math.isfinite(cell):
        return format(Decimal(format(cell, ".15g")), "f")
    return str(cell).removesuffix(" 00:00:00") if isinstance(cell, datetime) else str(cell)


def is_nothing(cell: Cell) -> bool:
    """Whether a cell says that there is nothing: empty, white space, ``--``, ``无``."""
    return isinstance(cell, str) and not isinstance(cell, CellError) and half_width(cell) in NOTHING


def broken(cell: Cell) -> Problem | None:
    """The problem of a cell that no type can read: an error value, a formula without a value, an endless text."""
    if not isinstance(cell, str):
        return None
    if isinstance(cell, CellError):
        return Problem("C12") if cell == NO_VALUE else Problem("C11")
    if cell in ERRORS:
        return Problem("C11")
    return Problem("C13", {"length": len(cell)}) if len(cell) > TEXT_LIMIT else None
