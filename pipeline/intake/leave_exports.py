"""What an export of leave approvals says in columns of its own: the state of the approval, a length without a unit.

Law: 指引第八条.  Reads: the records of 请假单 with the columns 审批状态 and 时长, and their cells.
Not covered: a bare length between two times of day, which may be days or hours; it is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Any

import pyarrow as pa

from pipeline.content import half_width
from pipeline.findings import Finding
from pipeline.intake.heading_words import heading
from pipeline.intake.numbers import DAYS_PER_UNIT
from pipeline.intake.places import place_of
from pipeline.intake.problem import Problem, is_nothing
from pipeline.intake.raw import Cell, RawSheet
from pipeline.intake.sheets import Context, Reading, SheetRecords, cell_finding
from pipeline.intake.values import read_value
from schemas.columns import BY_NAME, LEAVE_ANSWERS

GRANTED, REFUSED = LEAVE_ANSWERS
FINISHED = ("完成", "已完成", "审批完成", "结束", "已结束")
"""States that say only that there is an answer, which stands elsewhere."""
_CLOCK = re.compile(r"\d[:时点]")


@dataclass
class _Sheet:
    """The records of one sheet with their cells, and what there is to say of them."""

    records: SheetRecords
    sheet: RawSheet
    findings: list[Finding] = field(default_factory=list)

    def cell(self, row: dict[str, Any], name: str) -> Cell:
        """The cell of a column in the row of a record; empty where the sheet has no such column."""
        letter, cells = self.records.letters.get(name), self.sheet.rows[row["row"] - 1]
        place = place_of(letter) if letter else len(cells)
        return cells[place] if place < len(cells) else ""

    def tell(self, row: dict[str, Any], name: str, problem: Problem) -> None:
        """Keep the finding of one cell."""
        place = (row["row"] - 1, place_of(self.records.letters[name]))
        self.findings.append(cell_finding(self.sheet, place, BY_NAME[name].heading, problem, self.cell(row, name)))


def answered(records: SheetRecords, sheet: RawSheet, _context: Context) -> Reading:
    """The slips with the answer their state gives, and with the days of their length."""
    beside = records.letters.keys() & {"approval_state", "leave_length"}
    if not beside or records.records is None:
        return Reading((records,))
    read, rows = _Sheet(records, sheet), records.records.to_pylist()
    for row in rows:
        row["granted"] = _answer(read, row)
        row["leave_days"] = _days(read, row)
    letters = dict(records.letters)
    for name, other in (("granted", "approval_state"), ("leave_days", "leave_length")):
        if other in letters:
            letters.setdefault(name, letters[other])
    table = pa.Table.from_pylist(rows, schema=records.records.schema)
    return Reading((replace(records, records=table, letters=letters),), tuple(read.findings))


def _answer(read: _Sheet, row: dict[str, Any]) -> str | None:
    """The answer of a slip: its own, unless it was withdrawn later; without one, that of the state."""
    own: str | None = row["granted"]
    state = read.cell(row, "approval_state")
    if is_nothing(state) or (own is not None and half_width(str(state)) in FINISHED):
        return own
    said: str | Problem | None = read_value(state, BY_NAME["granted"])
    if isinstance(said, Problem):
        read.tell(row, "approval_state", said)
        return None
    return REFUSED if REFUSED in (own, said) else GRANTED


def _days(read: _Sheet, row: dict[str, Any]) -> Any:
    """The days of a slip; a bare figure is days only where none of its ends has a time of day."""
    length = row["leave_length"]
    if row["leave_days"] is not None or length is None:
        return row["leave_days"]
    written = half_width(str(read.cell(row, "leave_length")))
    has_unit = written.endswith(tuple(filter(None, DAYS_PER_UNIT))) or bool(_heading_unit(read, row))
    if has_unit or not any(_has_clock(read.cell(row, name)) for name in ("leave_from", "leave_until")):
        return length
    read.tell(row, "leave_length", Problem("C22"))
    return None


def _heading_unit(read: _Sheet, row: dict[str, Any]) -> str:
    """The unit the heading of the lengths states."""
    place, column = place_of(read.records.letters["leave_length"]), BY_NAME["leave_length"]
    above = (heading(cells[place]) for cells in reversed(read.sheet.rows[: row["row"] - 1]) if place < len(cells))
    return next((each.unit for each in above if each.text in (column.heading, *column.aliases)), "")


def _has_clock(cell: Cell) -> bool:
    """Whether a day is written with a time of day."""
    if isinstance(cell, datetime):
        return cell.time() != time()
    if type(cell) is float:
        return cell != int(cell)
    return type(cell) is str and bool(_CLOCK.search(cell))
