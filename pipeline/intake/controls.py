"""The totals a sheet states about itself, held against the records read from it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.content import half_width
from pipeline.findings import Finding
from pipeline.intake.headings import Head
from pipeline.intake.numbers import NOISE, decimal_of, is_money
from pipeline.intake.places import address
from pipeline.intake.problem import is_nothing, shown
from pipeline.intake.raw import Cell, CellError, RawSheet
from pipeline.intake.sheets import sheet_finding
from pipeline.intake.totals import Rows, Total, disagreement
from pipeline.intake.values import Meaning
from schemas.columns import Column


@dataclass(frozen=True)
class ColumnRead:
    """One column of one table as it was read: where it stands, what its cells mean, and their values."""

    sheet: RawSheet
    head: Head
    column: Column
    meaning: Meaning
    values: pa.Array

    @property
    def place(self) -> int:
        """The sheet column, from zero."""
        return self.head.places[self.column.name]

    def cell(self, row: int) -> Cell:
        """The cell of this column in a row, empty beyond the end of a short row."""
        cells = self.sheet.rows[row]
        return cells[self.place] if self.place < len(cells) else ""


def check(read: ColumnRead, rows: Rows) -> list[Finding]:
    """One finding per total that disagrees; both figures in it."""
    if not is_money(read.column) or not rows.totals:
        return []
    found, since = [], 0
    for total in rows.totals:
        covered = read.values if total.covers_all else read.values[since : total.above]
        if not total.covers_all:
            since = total.above
        found += _held_against(read, total, covered)
    return found


def _held_against(read: ColumnRead, total: Total, covered: pa.Array) -> list[Finding]:
    cell, scale = read.cell(total.index), read.meaning.scale
    if is_nothing(cell) or half_width(str(cell)).rstrip(":") == total.label:
        return []
    where = {"cell": address(total.index, read.place), "column": read.column.heading, "value": shown(cell)}
    stated = None if isinstance(cell, CellError) else decimal_of(cell)
    if stated is None:
        return [sheet_finding("S07", read.sheet, label=total.label, **where)]
    records = pc.sum(covered).as_py() or Decimal(0)
    if not disagreement(stated, scale, records):
        return []
    facts = {"stated": _money(stated * scale), "records": _money(records), "count": len(covered)}
    difference = _money(stated * scale - records)
    return [sheet_finding("S06", read.sheet, label=total.label, difference=difference, **where, **facts)]


def _money(value: Decimal) -> str:
    return f"{value:,.2f}" if abs(value - round(value, 2)) <= NOISE else f"{value.normalize():,f}"
