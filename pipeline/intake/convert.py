"""A raw book as typed tables: each sheet goes to the first reader that knows its layout.

Writes: one :class:`SheetRecords` per table found; nothing is dropped without a word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.findings import Finding
from pipeline.intake import attendance, slips, standard
from pipeline.intake.problem import is_nothing
from pipeline.intake.raw import RawBook, RawSheet
from pipeline.intake.settings import IntakeSettings
from pipeline.intake.sheets import Context, FileTables, Reading, SheetRecords, sheet_finding
from pipeline.intake.unknown_sheets import unknown
from pipeline.period import Period

READERS: tuple[Callable[[RawSheet, Context], Reading | None], ...] = (
    standard.read_records, attendance.read, slips.read, standard.read,
)  # fmt: skip
"""The layouts, those with the most marked heads first; a reader answers None to a sheet it does not know."""


def read_sheets(book: RawBook, period: Period, settings: IntakeSettings) -> FileTables:
    """Every table of a book."""
    context = Context(period, settings)
    sheets: list[SheetRecords] = []
    findings: list[Finding] = list(book.findings)
    for sheet in book.sheets:
        reading = read_sheet(sheet, context)
        hidden = _hidden(sheet)
        sheets += [_remarked(records, hidden) for records in reading.sheets]
        findings += [*reading.findings, *([sheet_finding("S05", sheet, hidden=hidden)] if hidden else [])]
    return FileTables(book.file, tuple(sheets), tuple(findings))


def read_sheet(sheet: RawSheet, context: Context) -> Reading:
    """The tables of one sheet."""
    if all(is_nothing(cell) for row in sheet.rows for cell in row):
        return Reading((SheetRecords("", "", sheet.file, sheet.sheet, remark="空白工作表"),))
    for read in READERS:
        reading = read(sheet, context)
        if reading is not None:
            return reading
    return unknown(sheet, context)


def _remarked(records: SheetRecords, hidden: str) -> SheetRecords:
    """The records with what was hidden in the remark of their source."""
    words = [records.remark] if records.remark else []
    return replace(records, remark="；".join([*words, f"隐藏了{hidden}"])) if hidden else records


def _hidden(sheet: RawSheet) -> str:
    """Everything that is hidden, in words; it is read all the same."""
    parts = []
    if not sheet.visible:
        parts.append("整个工作表")
    if sheet.hidden_rows:
        parts.append(f"{len(sheet.hidden_rows)}行（第{min(sheet.hidden_rows) + 1}行起）")
    if sheet.hidden_columns:
        parts.append(f"{len(sheet.hidden_columns)}列")
    return "、".join(parts)
