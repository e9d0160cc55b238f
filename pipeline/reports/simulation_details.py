"""The sheet 逐月明细: every figure of every person and month that differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from pipeline.reports.formats import Looks, set_up_page, text_width
from pipeline.reports.simulation_cells import (
    A4,
    CAUSE_TINT,
    DIFFERENCE_COLOUR,
    DIFFERENCE_TINT,
    NOW_COLOUR,
    SIGNED,
    TRIAL_COLOUR,
    write_head,
    write_headings,
    write_value,
)
from pipeline.reports.simulation_model import Compared, Shift, Simulation, difference

NAME = "逐月明细"
COLUMNS = (
    ("工号", 12, TRIAL_COLOUR), ("姓名", 12, TRIAL_COLOUR), ("团队", 16, TRIAL_COLOUR), ("月份", 10, TRIAL_COLOUR),
    ("项目", 24, TRIAL_COLOUR), ("单位", 8, TRIAL_COLOUR), ("现行", 18, NOW_COLOUR), ("试算", 18, TRIAL_COLOUR),
    ("差额", 16, DIFFERENCE_COLOUR), ("报表列", 9, TRIAL_COLOUR), ("起因", 9, TRIAL_COLOUR),
)  # fmt: skip
HEADING_ROW, FIRST_ROW = 4, 5
NOW_AT, TRIAL_AT, DIFFERENCE_AT = 6, 7, 8
ROOM = 1_048_576 - FIRST_ROW
"""So many lines fit on one sheet."""
SIGNED_PRECISE = '+#,##0.00####_ ;[Red]-#,##0.00####_ ;"-"??_ '

Line = tuple[Compared, str, Shift]


def write_details(book: Any, looks: Looks, simulation: Simulation) -> None:
    """Adds the sheet, and more of the kind where one has no room for every line."""
    lines = list(_lines(simulation))
    for number, start in enumerate(range(0, len(lines), ROOM) or range(1), 1):
        sheet = book.add_worksheet(NAME if number == 1 else f"{NAME}({number})")
        _write(sheet, looks, simulation, lines[start : start + ROOM])


def _lines(simulation: Simulation) -> Iterator[Line]:
    for person in simulation.persons:
        for month, shifts in person.shifts.items():
            yield from ((person, month, shift) for shift in shifts)


def _write(sheet: Any, looks: Looks, simulation: Simulation, lines: Sequence[Line]) -> None:
    facts = "一行是一名人员一个月中一个有变化的项目；“起因”是最先变的，其余由它引起"
    write_head(sheet, looks, simulation, (NAME, facts, len(COLUMNS) - 1))
    write_headings(sheet, looks, HEADING_ROW, [(heading, colour) for heading, _, colour in COLUMNS])
    for place, (_, width, _) in enumerate(COLUMNS):
        sheet.set_column(place, place, width)
    names = [text_width(line[2].name) for line in lines]
    sheet.set_column(4, 4, max([COLUMNS[4][1], *(width + 2 for width in names)]))
    for row, line in enumerate(lines, FIRST_ROW):
        _write_line(sheet, looks, row, line)
    if not lines:
        sheet.merge_range(FIRST_ROW, 0, FIRST_ROW, len(COLUMNS) - 1, "没有任何数字变化", looks("box", "left", indent=1))
    last = FIRST_ROW + max(len(lines), 1) - 1
    sheet.autofilter(HEADING_ROW, 0, last, len(COLUMNS) - 1)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.hide_gridlines(2)
    sheet.ignore_errors({"number_stored_as_text": xl_range(FIRST_ROW, 0, last, 0)})
    set_up_page(sheet, paper=A4, repeat=(HEADING_ROW, HEADING_ROW))


def _write_line(sheet: Any, looks: Looks, row: int, line: Line) -> None:
    person, month, shift = line
    look: dict[str, Any] = {"bg_color": CAUSE_TINT} if shift.is_cause else {}
    words = (person.employee_id, person.name, person.team, month, shift.name, shift.unit)
    for place, text in enumerate(words):
        bold = {"bold": True} if shift.is_cause and text == shift.name else {}
        sheet.write_string(row, place, text, looks("box", "left", indent=1, **look, **bold))
    write_value(sheet, (row, NOW_AT), shift.now, shift.unit, look, looks)
    write_value(sheet, (row, TRIAL_AT), shift.trial, shift.unit, look, looks)
    _write_difference(sheet, looks, row, shift)
    for place, holds in enumerate((shift.is_reported, shift.is_cause), DIFFERENCE_AT + 1):
        sheet.write_string(row, place, "是" if holds else "", looks("box", "centre", **look))


def _write_difference(sheet: Any, looks: Looks, row: int, shift: Shift) -> None:
    form = SIGNED if shift.unit.startswith("元") else SIGNED_PRECISE
    look = looks("box", num_format=form, bg_color=DIFFERENCE_TINT)
    changed = difference(shift.now, shift.trial, absent=Decimal(0))
    if changed is None:
        sheet.write_blank(row, DIFFERENCE_AT, None, look)
    else:
        formula = f"={xl_rowcol_to_cell(row, TRIAL_AT)}-{xl_rowcol_to_cell(row, NOW_AT)}"
        sheet.write_formula(row, DIFFERENCE_AT, formula, look, float(changed))
