"""The register of visit slips: one row per slip."""

from __future__ import annotations

from dataclasses import replace

from pipeline.intake import standard
from pipeline.intake.headings import Head
from pipeline.intake.places import letters
from pipeline.intake.raw import Cell, RawSheet
from pipeline.intake.sheets import Context, Reading, SheetRecords
from pipeline.intake.slips.checked import split_check


def read(sheet: RawSheet, head: Head, context: Context) -> Reading | None:
    """The slips; a column that holds mode and result of the check together is read as two."""
    place = head.places.get("check_result")
    if place is None or "check_mode" in head.places:
        return standard.read(sheet, context)
    splits = {index: split_check(row[place]) for index, row in enumerate(sheet.rows) if place < len(row)}
    if not any(splits.values()):
        return standard.read(sheet, context)
    width = max(map(len, sheet.rows))
    rows = [_split_row(row, width, place, splits.get(index)) for index, row in enumerate(sheet.rows)]
    rows[head.last][width] = "核查方式"
    reading = standard.read(replace(sheet, rows=rows), context)
    return reading and Reading(tuple(_placed(each, letters(place)) for each in reading.sheets), reading.findings)


def _split_row(row: list[Cell], width: int, place: int, split: tuple[str, str] | None) -> list[Cell]:
    """The row with the result alone in its place and the mode behind the last column."""
    cells = [*row, *[""] * (width - len(row)), ""]
    if split:
        cells[width], cells[place] = split
    return cells


def _placed(records: SheetRecords, letter: str) -> SheetRecords:
    return replace(records, letters={**records.letters, "check_mode": letter})
