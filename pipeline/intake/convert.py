"""A raw book as typed tables: each sheet goes to the first reader that knows its layout.

Writes: one :class:`SheetRecords` per table found; nothing is dropped without a word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.findings import Finding
from pipeline.intake import (
    attendance,
    leave_exports,
    leave_form,
    meeting_lists,
    meeting_matrix,
    open_records,
    plan_breakdown,
    plan_quarters,
    slips,
    standard,
)
from pipeline.intake.problem import is_nothing
from pipeline.intake.raw import RawBook, RawSheet
from pipeline.intake.settings import IntakeSettings
from pipeline.intake.sheets import Context, FileTables, Reading, SheetRecords, sheet_finding
from pipeline.intake.unknown_sheets import unknown
from pipeline.period import Period
from schemas.intake import CUSTOMER_VISITS, FOLLOW_UPS, LEAVE_SLIPS, MEETINGS, TARGETS

READERS: tuple[Callable[[RawSheet, Context], Reading | None], ...] = (
    standard.read_records, meeting_matrix.read, attendance.read, leave_form.read, slips.read,
    standard.read, plan_breakdown.read,
)  # fmt: skip
"""The layouts, those with the most marked heads first; a reader answers None to a sheet it does not know."""

FINISHED: dict[str, Callable[[SheetRecords, RawSheet, Context], Reading]] = {
    TARGETS.name: plan_quarters.with_months,
    LEAVE_SLIPS.name: leave_exports.answered,
    CUSTOMER_VISITS.name: open_records.prospects_by_name,
    MEETINGS.name: meeting_lists.by_person,
    FOLLOW_UPS.name: open_records.matters_without_term,
}
"""What works the columns that only sheets of a kind have into those of its table."""


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
            return _finished(reading, sheet, context)
    return unknown(sheet, context)


def _finished(reading: Reading, sheet: RawSheet, context: Context) -> Reading:
    """The tables with what their sheets have besides the columns of the kind."""
    made = [
        FINISHED[records.kind](records, sheet, context) if records.kind in FINISHED else Reading((records,))
        for records in reading.sheets
    ]
    findings = [found for each in made for found in each.findings]
    return Reading(tuple(records for each in made for records in each.sheets), (*reading.findings, *findings))


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
