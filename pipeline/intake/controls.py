"""The totals a sheet states about itself, held against the records read from it."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.findings import Finding
from pipeline.intake.headings import Head
from pipeline.intake.numbers import NOISE, decimal_of
from pipeline.intake.places import address
from pipeline.intake.problem import is_nothing
from pipeline.intake.raw import Cell, CellError, RawSheet
from pipeline.intake.sheets import sheet_finding
from pipeline.intake.totals import Rows, Total, disagreement
from pipeline.intake.values import Reading
from schemas.columns import Column

ADDED_UP = ("money", "amount")


def check(sheet: RawSheet, head: Head, column: Column, rows: Rows, values: pa.Array, meaning: Reading) -> list[Finding]:
    """One finding per total that disagrees; both figures in it."""
    if column.type not in ADDED_UP or not rows.totals:
        return []
    found, since = [], 0
    for total in rows.totals:
        covered = values if total.covers_all else values[since : total.above]
        if not total.covers_all:
            since = total.above
        found += _held_against(sheet, head, column, total, covered, meaning)
    return found


def _held_against(
    sheet: RawSheet, head: Head, column: Column, total: Total, covered: pa.Array, meaning: Reading
) -> list[Finding]:
    place = head.places[column.name]
    cell: Cell = sheet.rows[total.index][place] if place < len(sheet.rows[total.index]) else ""
    where = {"cell": address(total.index, place), "column": column.heading, "value": str(cell), "label": total.label}
    if is_nothing(cell) or cell == total.label:
        return []
    stated = None if isinstance(cell, CellError) else decimal_of(cell)
    if stated is None:
        return [sheet_finding("S07", sheet, **where)]
    records = pc.sum(covered).as_py() or Decimal(0)
    if not disagreement(stated, meaning.scale, records):
        return []
    facts = {"stated": _money(stated * meaning.scale), "records": _money(records), "count": len(covered)}
    return [sheet_finding("S06", sheet, **where, **facts, difference=_money(stated * meaning.scale - records))]


def _money(value: Decimal) -> str:
    return f"{value:,.2f}" if abs(value - round(value, 2)) <= NOISE else f"{value.normalize():,f}"
