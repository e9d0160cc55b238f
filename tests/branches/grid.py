"""A format-free picture of workbooks: sheets of cells, merges and what is hidden."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

DATE_FORMAT = "yyyy-mm-dd"
_EPOCH = dt.date(1899, 12, 30)


@dataclass(frozen=True)
class Shown:
    """A number or date with its own number format, e.g. 0.5 shown as ``0%`` or a date shown as a bare serial."""

    value: Any
    number_format: str


@dataclass
class Sheet:
    """One sheet: rows of cells (None, str, int, Decimal, date or Shown), merges as (row, column, row, column)."""

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    is_hidden: bool = False
    filter_row: int | None = None

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge a range unless it is a single cell."""
        if (top, left) != (bottom, right):
            self.merges.append((top, left, bottom, right))


@dataclass
class Book:
    """Sheets of one file and its date system."""

    sheets: list[Sheet]
    is_1904: bool = False


def serial_number(day: dt.date, is_1904: bool = False) -> int:
    """The serial number of a day in the date system of a book."""
    return (day - _EPOCH).days - (1462 if is_1904 else 0)


def as_text(cell: Any) -> str:
    """A cell as a text file shows it."""
    if cell is None:
        return ""
    if isinstance(cell, Shown):
        if isinstance(cell.value, dt.date):
            return str(serial_number(cell.value)) if cell.number_format == "General" else cell.value.isoformat()
        if cell.number_format.endswith("%"):
            return f"{(Decimal(cell.value) * 100).normalize():f}%"
        places = max(2, -int(cell.value.as_tuple().exponent)) if isinstance(cell.value, Decimal) else 0
        return f"{cell.value:,.{places}f}" if "#" in cell.number_format else f"{cell.value:f}"
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
