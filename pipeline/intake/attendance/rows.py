"""The rows of an attendance sheet that are about a person."""

from __future__ import annotations

from pipeline.content import half_width
from pipeline.intake.attendance.heads import Head
from pipeline.intake.heading_words import heading
from pipeline.intake.problem import is_nothing
from pipeline.intake.raw import Cell, RawSheet
from pipeline.intake.totals import is_label


def person_rows(sheet: RawSheet, head: Head) -> list[int]:
    """Every row under the head with a number or a name, but for totals, footers, legends and headings again."""
    return [index for index in range(head.last + 1, len(sheet.rows)) if _is_person(sheet.rows[index], head)]


def _is_person(row: list[Cell], head: Head) -> bool:
    number, name = _at(row, head.id_place), _at(row, head.name_place)
    words = [cell for cell in row if not is_nothing(cell)]
    if not words or (is_nothing(number) and is_nothing(name)):
        return False
    if not is_nothing(number) and not is_label(number):
        return heading(number).text not in head.texts
    first = name if not is_nothing(name) else number
    return (
        not is_label(first)
        and heading(first).text not in head.texts
        and len(words) > 1
        and len(half_width(str(first))) <= 20
    )


def _at(row: list[Cell], place: int | None) -> Cell:
    return row[place] if place is not None and place < len(row) else ""
