"""A record as a paper form: labels with their values to the right or below, one form or several down a sheet.

Which form it is says :class:`Form`: the visit slip (:mod:`pipeline.intake.slips.form`), the leave slip
(:mod:`pipeline.intake.leave_form`).
Not covered: forms side by side (told, not read).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyarrow as pa

from pipeline.content import half_width
from pipeline.findings import Finding
from pipeline.intake.headings import EVERYWHERE
from pipeline.intake.places import address
from pipeline.intake.problem import Problem, is_nothing
from pipeline.intake.raw import Cell, RawSheet
from pipeline.intake.sheets import Named, Reading, SheetRecords, cell_finding, records_table, sheet_finding
from pipeline.intake.values import Meaning, read_value
from schemas.columns import BY_NAME
from schemas.table import Table, arrow_type

NAMES = ("姓名", "员工姓名", "客户经理")
UNREAD = ("部门", "团队", "所属团队", "营业部", "填表日期", "填表人", "备注", "职务", "岗位")
Cells = dict[str, tuple[Cell, int, int]]
"""What stands on one form, by column: value, row and column of the cell."""


def as_written(cells: Cells) -> Cells:
    """A form on which every column has a cell of its own."""
    return cells


@dataclass(frozen=True)
class Form:
    """One kind of form: the table it is a record of, the labels besides its headings, and what makes a sheet one.

    ``telling`` are columns of which ``least`` must have their label there, ``needed`` the one that must in any case;
    ``arranged`` gives columns that share a cell a value each.
    """

    kind: Table
    layout: str
    telling: tuple[str, ...]
    least: int = 3
    needed: str = ""
    others: tuple[tuple[str, str], ...] = ()
    arranged: Callable[[Cells], Cells] = as_written

    @cached_property
    def labels(self) -> dict[str, str]:
        """Every label, with the column it names; "" for one that is not read."""
        beside = {**dict.fromkeys(NAMES, "person_name"), **dict.fromkeys(UNREAD, "")}
        return {**beside, **EVERYWHERE.of_kind[self.kind.name], **dict(self.others)}


@dataclass(frozen=True)
class Label:
    """One label: where it stands, the column it names ("" for one we do not read), a value in the same cell."""

    row: int
    place: int
    end: int
    column: str
    inline: str


@dataclass
class Filled:
    """The cells of one form, and its first row."""

    first: int
    cells: Cells = field(default_factory=dict)


def read(form: Form, sheet: RawSheet) -> Reading | None:
    """The records of a sheet of forms; None if the labels of the form are not there."""
    labels = find_labels(form, sheet)
    found = {label.column for label in labels}
    is_form = sum(1 for name in form.telling if name in found) >= form.least and form.needed in {"", *found}
    if not is_form or not found & {"employee_id", "person_name"}:
        return None
    beside = _side_by_side(labels)
    if beside:
        place = address(beside.row, beside.place)
        empty = SheetRecords("", "", sheet.file, sheet.sheet, remark="未读取：表单左右并排")
        return Reading((empty,), (sheet_finding("S27", sheet, cell=place, value=BY_NAME[beside.column].heading),))
    return _records(form, sheet, _slips(sheet, labels))


def find_labels(form: Form, sheet: RawSheet) -> list[Label]:
    """Every label of the form, in reading order."""
    ends = {(top, left): right for top, left, _, right in sheet.merged}
    found = []
    for row, cells in enumerate(sheet.rows):
        for place, cell in enumerate(cells):
            column, inline = _label(form, cell)
            if column is not None:
                found.append(Label(row, place, ends.get((row, place), place), column, inline))
    return found


def _label(form: Form, cell: Cell) -> tuple[str | None, str]:
    """The column a cell labels, and the value behind its colon."""
    if type(cell) is not str:
        return None, ""
    words = half_width(cell).lstrip("*")
    known = form.labels
    if words.rstrip(":") in known:
        return known[words.rstrip(":")], ""
    label, colon, _ = words.partition(":")
    if colon and label in known:
        return known[label], cell.replace("：", ":").partition(":")[2].strip()
    return ("", "") if words.endswith(":") else (None, "")


def _side_by_side(labels: list[Label]) -> Label | None:
    """A label that stands twice in one row: two forms beside each other."""
    seen = set()
    for label in labels:
        if label.column and (label.row, label.column) in seen:
            return label
        seen.add((label.row, label.column))
    return None


def _slips(sheet: RawSheet, labels: list[Label]) -> list[Filled]:
    """The forms down the sheet: a label that comes again begins the next one."""
    by_place = {(label.row, label.place): label for label in labels}
    slips: list[Filled] = []
    for label in labels:
        if not label.column:
            continue
        value = _value(sheet, label, by_place)
        if value is None:  # The heading of a section, such as 负责人核查 over its own labels.
            continue
        if not slips or label.column in slips[-1].cells:
            slips.append(Filled(label.row))
        slips[-1].cells[label.column] = value
    return slips


def _value(sheet: RawSheet, label: Label, labels: dict[tuple[int, int], Label]) -> tuple[Cell, int, int] | None:
    """The value of a label: in its own cell, to its right, or below where labels stand side by side."""
    if label.inline:
        return label.inline, label.row, label.place
    row = [each for each in labels.values() if each.row == label.row]
    is_below = any((each.row, each.end + 1) in labels for each in row)
    right = label.end + 1
    if not is_below:
        ends = [each.place for each in row if each.place > label.place]
        for place in range(right, min([len(sheet.rows[label.row]), *ends])):
            if not is_nothing(sheet.rows[label.row][place]):
                return sheet.rows[label.row][place], label.row, place
        if len(row) > 1 or (label.row + 1, label.place) not in labels:
            under = _cell(sheet, label.row + 1, label.place)
            alone = len(row) == 1 and not is_nothing(under) and (label.row + 1, label.place) not in labels
            return (under, label.row + 1, label.place) if alone else ("", label.row, right)
        return None
    return _cell(sheet, label.row + 1, label.place), label.row + 1, label.place


def _cell(sheet: RawSheet, row: int, place: int) -> Cell:
    return sheet.rows[row][place] if row < len(sheet.rows) and place < len(sheet.rows[row]) else ""


def _records(form: Form, sheet: RawSheet, slips: list[Filled]) -> Reading:
    """The forms as records, each value with its own cell."""
    findings: list[Finding] = []
    places: dict[tuple[int, str], str] = {}
    rows: list[dict[str, Any]] = []
    for slip in slips:
        cells = form.arranged(slip.cells)
        record = {}
        for name, (cell, row, place) in cells.items():
            places[(slip.first + 1, name)] = address(row, place)
            record[name] = _read(sheet, name, cell, (row, place), findings)
        if record.get("employee_id") is None and not _told(findings, places.get((slip.first + 1, "employee_id"))):
            who = str(record.get("person_name") or "")
            findings.append(cell_finding(sheet, _place(cells, slip), "工号", Problem("C15", {"name": who}), ""))
        rows.append(record)
    arrays = {
        column.name: pa.array([record.get(column.name) for record in rows], arrow_type(column.type))
        for column in form.kind.columns
    }
    table = records_table(arrays, [slip.first for slip in slips], form.kind.columns)
    named = [
        Named(record["employee_id"], record["person_name"], places[slip.first + 1, "person_name"])
        for slip, record in zip(slips, rows, strict=True)
        if record.get("employee_id") and record.get("person_name")
    ]
    forms = SheetRecords(form.kind.name, form.layout, sheet.file, sheet.sheet, table, {}, places, names=tuple(named))
    return Reading((forms,), tuple(findings))


def _told(findings: list[Finding], cell: str | None) -> bool:
    return bool(cell) and any(found.cell == cell for found in findings)


def _place(cells: Cells, slip: Filled) -> tuple[int, int]:
    """The cell of 工号, or that of the name where the form has no 工号."""
    known = cells.get("employee_id") or cells.get("person_name") or ("", slip.first, 0)
    return known[1], known[2]


def _read(sheet: RawSheet, name: str, cell: Cell, place: tuple[int, int], findings: list[Finding]) -> Any:
    column = BY_NAME[name]
    value = read_value(cell, column, Meaning(date1904=sheet.date1904))
    if isinstance(value, Problem):
        findings.append(cell_finding(sheet, place, column.heading, value, cell))
        return None
    return value
