"""Records that name persons instead of numbering them, made records of the persons of the roster.

Reads: the sheets of a month, the roster among them.  Writes: the same sheets with numbers.
Not covered: a name that no person or several persons of the roster have; it is told, and stops.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pyarrow as pa

from pipeline.content import half_width
from pipeline.findings import Finding, finding
from pipeline.intake.names import compared
from pipeline.intake.sheets import SheetRecords
from schemas.intake import ROSTER

People = Mapping[str, set[str]]
"""The numbers of the persons who are written so, by number or by name."""


def numbered(sheets: Sequence[SheetRecords]) -> tuple[list[SheetRecords], list[Finding]]:
    """The sheets with the number of every person; one that is not found stays empty, and is told."""
    people = _people(sheet.records for sheet in sheets if sheet.kind == ROSTER.name)
    made = [_numbered(sheet, people) for sheet in sheets]
    return [sheet for sheet, _ in made], [found for _, told in made for found in told]


def _people(rosters: Iterable[pa.Table | None]) -> People:
    people: dict[str, set[str]] = {}
    for roster in rosters:
        for row in () if roster is None else roster.select(["employee_id", "person_name"]).to_pylist():
            for word in {row["employee_id"], compared(row["person_name"] or "")} - {""}:
                people.setdefault(word, set()).add(row["employee_id"])
    return people


def _numbered(sheet: SheetRecords, people: People) -> tuple[SheetRecords, list[Finding]]:
    """One sheet with the numbers of its people."""
    if not sheet.is_by_name or sheet.records is None:
        return sheet, []
    written = sheet.records.select(["employee_id", "row"]).to_pylist()
    known = [sorted(people.get(half_width(row["employee_id"]), ())) for row in written]
    numbers = pa.array([found[0] if len(found) == 1 else None for found in known], pa.string())
    told = [_not_one(sheet, row, found) for row, found in zip(written, known, strict=True) if len(found) != 1]
    place = sheet.records.schema.get_field_index("employee_id")
    return replace(sheet, records=sheet.records.set_column(place, "employee_id", numbers)), told


def _not_one(sheet: SheetRecords, row: Mapping[str, object], found: Sequence[str]) -> Finding:
    """The finding of a name that is nobody's, or several persons'."""
    hint = f"（同名的有{'、'.join(found)}）" if found else ""
    cell = f"{sheet.letters['employee_id']}{row['row']}"
    place = {"file": sheet.file, "sheet": sheet.sheet, "cell": cell}
    return finding("C23", **place, column="工号", value=str(row["employee_id"]), hint=hint)
