"""The sheet 变动最大: who gains and who loses most, and the figures that changed first with their formulas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.reports.formats import Looks, set_up_page
from pipeline.reports.simulation_cells import (
    A3,
    CAUSE_TINT,
    DIFFERENCE_COLOUR,
    DIFFERENCE_TINT,
    NOW_COLOUR,
    SIGNED,
    TRIAL_COLOUR,
    height,
    write_head,
    write_headings,
    write_value,
)
from pipeline.reports.simulation_model import GROSS, NET, Cause, Mover, Simulation

NAME = "变动最大"
COLUMNS = (
    ("名次", 6, TRIAL_COLOUR), ("工号", 10, TRIAL_COLOUR), ("姓名", 10, TRIAL_COLOUR), ("团队", 14, TRIAL_COLOUR),
    ("应发差额", 14, DIFFERENCE_COLOUR), ("实发差额", 14, DIFFERENCE_COLOUR), ("月份", 9, TRIAL_COLOUR),
    ("起因项目", 16, TRIAL_COLOUR), ("现行", 14, NOW_COLOUR), ("试算", 14, TRIAL_COLOUR), ("差", 13, DIFFERENCE_COLOUR),
    ("改了什么", 34, TRIAL_COLOUR), ("试算的公式", 34, TRIAL_COLOUR), ("现行怎样算出", 38, NOW_COLOUR),
    ("试算怎样算出", 38, TRIAL_COLOUR),
)  # fmt: skip
IDENTITY = 6
NOW_AT, TRIAL_AT, DIFFERENCE_AT, WORDS_AT = 8, 9, 10, 11
HEADING_ROW, FIRST_ROW = 4, 5
RISE, FALL = ("增加最多", "#375623"), ("减少最多", "#833C0B")


def write_movers(book: Any, looks: Looks, simulation: Simulation) -> None:
    """Adds the sheet: one block per direction, one line per cause."""
    sheet = book.add_worksheet(NAME)
    facts = "按实发合计的差额排列；起因＝自身的公式、表或参数有改动，或所用的数都没有变而它变了的项目"
    write_head(sheet, looks, simulation, (NAME, facts, len(COLUMNS) - 1))
    write_headings(sheet, looks, HEADING_ROW, [(heading, colour) for heading, _, colour in COLUMNS])
    for place, (_, width, _) in enumerate(COLUMNS):
        sheet.set_column(place, place, width)
    row = FIRST_ROW
    for (title, colour), movers in ((RISE, simulation.rising), (FALL, simulation.falling)):
        sheet.set_row(row, 22)
        look = looks("bold", "left", bg_color=colour, font_color="#FFFFFF", indent=1)
        sheet.merge_range(row, 0, row, len(COLUMNS) - 1, f"{title}（列出 {len(movers)} 人）", look)
        row = _write_block(sheet, looks, row + 1, movers)
    sheet.freeze_panes(FIRST_ROW, 3)
    sheet.hide_gridlines(2)
    set_up_page(sheet, paper=A3, repeat=(HEADING_ROW, HEADING_ROW))


def _write_block(sheet: Any, looks: Looks, row: int, movers: Sequence[Mover]) -> int:
    """The movers of one direction; returns the row after them."""
    for number, mover in enumerate(movers, 1):
        last = row + max(len(mover.causes), 1) - 1
        _write_identity(sheet, looks, (row, last), number, mover)
        for place, cause in enumerate(mover.causes, row):
            _write_cause(sheet, looks, place, cause)
        if not mover.causes:
            look = looks("box", "left", indent=1)
            sheet.merge_range(row, IDENTITY, row, len(COLUMNS) - 1, "只在一方之中，见“人员对比”", look)
        row = last + 1
    return row


def _write_identity(sheet: Any, looks: Looks, rows: tuple[int, int], number: int, mover: Mover) -> None:
    person = mover.person
    values = (number, person.employee_id, person.name, person.team, person.change(GROSS), person.change(NET))
    for place, value in enumerate(values):
        money = {"num_format": SIGNED, "bg_color": DIFFERENCE_TINT, "bold": True} if isinstance(value, Decimal) else {}
        place_words = {} if money else {"indent": 1} if place else {}
        look = looks("box", "wrap", *([] if money else ["left" if place else "centre"]), **money, **place_words)
        written = float(value) if isinstance(value, Decimal) else value
        if rows[0] == rows[1]:
            sheet.write(rows[0], place, written, look)
        else:
            sheet.merge_range(rows[0], place, rows[1], place, written, look)


def _write_cause(sheet: Any, looks: Looks, row: int, cause: Cause) -> None:
    why = "\n".join((*cause.why, f"依据：{cause.source}"))
    words = (why, cause.formula, cause.worked_now, cause.worked_trial)
    widths = [width for _, width, _ in COLUMNS[WORDS_AT:]]
    sheet.set_row(row, height(list(zip(words, widths, strict=True))))
    sheet.write_string(row, IDENTITY, str(cause.period), looks("box", "centre"))
    look = looks("box", "bold", "wrap", "left", indent=1, bg_color=CAUSE_TINT)
    sheet.write_string(row, IDENTITY + 1, cause.name, look)
    write_value(sheet, (row, NOW_AT), cause.now, cause.unit, {}, looks)
    write_value(sheet, (row, TRIAL_AT), cause.trial, cause.unit, {}, looks)
    _write_difference(sheet, looks, row, cause)
    for place, text in enumerate(words, WORDS_AT):
        sheet.write_string(row, place, text, looks("box", "wrap", "left", "top", font_size=9, indent=1))


def _write_difference(sheet: Any, looks: Looks, row: int, cause: Cause) -> None:
    look = looks("box", num_format=SIGNED, bg_color=DIFFERENCE_TINT)
    figures = [Decimal(0) if value is None else value for value in (cause.now, cause.trial)]
    now, trial = figures
    if isinstance(now, Decimal) and isinstance(trial, Decimal):
        formula = f"={xl_rowcol_to_cell(row, TRIAL_AT)}-{xl_rowcol_to_cell(row, NOW_AT)}"
        sheet.write_formula(row, DIFFERENCE_AT, formula, look, float(trial - now))
    else:
        sheet.write_blank(row, DIFFERENCE_AT, None, look)
