"""What a workbook is before anything is known about it: sheets of cells, as the file holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pipeline.findings import Finding


class CellError(str):
    """An error cell (``#REF!``), or a formula saved without a value (``公式无值``): never a blank, never a text."""

    __slots__ = ()


NO_VALUE = CellError("公式无值")

Cell = str | int | float | bool | date | datetime | time | timedelta | CellError
Span = tuple[int, int, int, int]


@dataclass(frozen=True)
class RawSheet:
    """One sheet.  ``rows[0]`` is Excel row 1 and ``rows[0][0]`` column A; an empty cell is ``""``.

    ``file`` is the path below the month's folder; ``merged`` holds zero-based first row, first column, last row, last
    column; ``hidden_rows`` and ``hidden_columns`` are zero-based; ``is_text`` says that every cell arrived as text;
    ``date1904`` that serial numbers count from 1904-01-01 (cells that are dates already are right either way).
    """

    file: str
    sheet: str
    rows: list[list[Cell]]
    merged: tuple[Span, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    visible: bool = True
    is_text: bool = False
    date1904: bool = False


@dataclass(frozen=True)
class RawBook:
    """One file: its sheets in order (none if it could not be read) and what there is to say about it.

    ``format`` is what the bytes are ("xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "html"); "" for a file not read.
    """

    file: str
    format: str
    sheets: tuple[RawSheet, ...]
    findings: tuple[Finding, ...]
