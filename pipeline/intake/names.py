"""The names that sheets write beside 工号, held against the roster; of a grade decided both must be one person's."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyarrow as pa

from pipeline.content import half_width
from pipeline.findings import Finding, finding
from pipeline.intake.headings import Head
from pipeline.intake.places import address
from pipeline.intake.raw import RawSheet
from pipeline.intake.sheets import Named, SheetRecords
from pipeline.intake.values import read_text
from schemas.intake import GRADE_DECISIONS

OF_EMPLOYEES = ("员工姓名", "人员姓名", "客户经理", "客户经理姓名", "参会人", "发起人姓名", "申请人姓名", "申请人")
ALSO_OF_CUSTOMERS = "姓名"
_REMARK = re.compile(r"\(.*")


def name_place(head: Head) -> int | None:
    """The sheet column of the names of employees in a table without names; 姓名 beside a customer may be his."""
    columns = {column.name for column in head.kind.columns}
    if "person_name" in columns or "employee_id" not in head.places:
        return None
    wanted = OF_EMPLOYEES if "customer_id" in columns else (*OF_EMPLOYEES, ALSO_OF_CUSTOMERS)
    return next((place for place, text in head.unknown if text in wanted), None)


def names_beside(sheet: RawSheet, place: int | None, people: Iterable[tuple[int, str | None]]) -> tuple[Named, ...]:
    """Who the rows say they are about: the name in this sheet column, once for each person and name."""
    if place is None:
        return ()
    once: dict[tuple[str, str], Named] = {}
    for row, person in people:
        cells = sheet.rows[row]
        name = read_text(cells[place]) if place < len(cells) else None
        if person and isinstance(name, str):
            once.setdefault((person, name), Named(person, name, address(row, place)))
    return tuple(once.values())


def contradictions(sheets: Iterable[SheetRecords], roster: pa.Table) -> list[Finding]:
    """One finding per person and sheet whose name is not the one of the roster; a stop where a grade is decided."""
    numbers, names = roster["employee_id"].to_pylist(), roster["person_name"].to_pylist()
    known = {number: name for number, name in zip(numbers, names, strict=True) if number and name}
    found: dict[tuple[str, str, str], Finding] = {}
    for sheet in sheets:
        for each in sheet.names:
            name = known.get(each.employee_id)
            if name and compared(name) != compared(each.name):
                key = (sheet.file, sheet.sheet, each.employee_id)
                found.setdefault(key, _contradiction(sheet, each, name))
    return list(found.values())


def compared(name: str) -> str:
    """A name without spaces and without a remark such as （离职）."""
    return _REMARK.sub("", half_width(name)) or half_width(name)


def _contradiction(sheet: SheetRecords, each: Named, known: str) -> Finding:
    facts = {"employee": each.employee_id, "known": known}
    code = "S41" if sheet.kind == GRADE_DECISIONS.name else "S33"
    return finding(code, file=sheet.file, sheet=sheet.sheet, cell=each.cell, column="姓名", value=each.name, **facts)
