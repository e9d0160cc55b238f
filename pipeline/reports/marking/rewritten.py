"""Gives a file of any other format back as a marked xlsx workbook with the same cells at the same addresses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.intake.raw import Cell, RawBook, RawSheet
from pipeline.reports.finding_formats import NOTICE_FILL, STOP_FILL
from pipeline.reports.finding_links import sheet_title
from pipeline.reports.marking.grid import without_control_characters
from pipeline.reports.marking.marks import COLUMN_WIDTH, LAST_COLUMN, CellMark, SheetMarks, likely_heading_row
from pipeline.reports.marking.package import NotMarkable

MAX_ROWS = 30_000
"""A sheet with more rows gives back only its heading and the faulty rows."""
MAX_FAULTY_ROWS = 10_000
"""And of these only so many; a mistake in every row is understood from fewer."""
EXACT_DIGITS = 10**15
MAX_TEXT = 32_767
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class CellFormats:
    """The formats of a rewritten workbook: by fill and by what the value is, made when first wanted."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str], Format] = {}
        self.reason = workbook.add_format({"num_format": "@"})
        self.heading = workbook.add_format({"bold": True})
        self.heading.set_bg_color(f"#{STOP_FILL}")

    def of(self, value: Cell, fill: str) -> Format:
        """The format of a value on a fill ("" for none)."""
        shown = _number_format(value)
        if (fill, shown) not in self._made:
            properties = {"num_format": shown} | ({"bg_color": f"#{fill}"} if fill else {})
            self._made[fill, shown] = self._workbook.add_format(properties)
        return self._made[fill, shown]


def rewrite_workbook(book: RawBook, marks: Sequence[SheetMarks]) -> bytes:
    """The marked workbook.  Raises NotMarkable if it has none of the sheets."""
    by_sheet = {item.sheet: item for item in marks}
    if not any(sheet.sheet in by_sheet for sheet in book.sheets):
        raise NotMarkable
    target = BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as workbook:
        workbook.set_properties({"created": datetime(2000, 1, 1)})
        formats = CellFormats(workbook)
        for sheet in book.sheets:
            _write_sheet(workbook, sheet, by_sheet.get(sheet.sheet), formats)
        first = next(index for index, sheet in enumerate(book.sheets) if sheet.sheet in by_sheet)
        workbook.worksheets()[first].activate()
        workbook.worksheets()[first].set_first_sheet()
    return target.getvalue()


def _write_sheet(workbook: Workbook, sheet: RawSheet, marks: SheetMarks | None, formats: CellFormats) -> None:
    target = workbook.add_worksheet(sheet_title(sheet.sheet))
    marked = marks or SheetMarks(sheet.sheet, 0)
    heading = likely_heading_row(_texts_in_rows(sheet), marked)
    is_reduced = len(sheet.rows) > MAX_ROWS
    if is_reduced:
        marked = marked.first_rows(MAX_FAULTY_ROWS)
    _set_widths(target, sheet)
    if is_reduced:
        target.set_default_row(hide_unused_rows=True)
    else:
        _keep_layout(target, sheet, formats)
    rows = _faulty_rows(sheet, marked, heading) if is_reduced else range(len(sheet.rows))
    _write_rows(target, sheet, rows, marked, formats)
    if marks:
        _mark(target, sheet, marked, formats)
        _write_reasons(target, sheet, marked, heading, formats)
    elif not sheet.visible:
        target.hide()


def _faulty_rows(sheet: RawSheet, marks: SheetMarks, heading: int) -> list[int]:
    """The rows down to the heading, and the marked ones."""
    below = (row for row in sorted(marks.rows) if heading < row < len(sheet.rows))
    return [*range(min(heading + 1, len(sheet.rows))), *below]


def _write_rows(
    target: Worksheet, sheet: RawSheet, rows: Iterable[int], marks: SheetMarks, formats: CellFormats
) -> None:
    fills = {place: _fill(mark) for place, mark in marks.cells.items()}
    for row in rows:
        for column, value in enumerate(sheet.rows[row]):
            _write(target, (row, column), value, formats.of(value, fills.get((row, column), "")))


def _fill(mark: CellMark) -> str:
    return STOP_FILL if mark.stops else NOTICE_FILL


def _mark(target: Worksheet, sheet: RawSheet, marks: SheetMarks, formats: CellFormats) -> None:
    """Colour the marked cells that hold nothing, and comment."""
    for (row, column), mark in marks.cells.items():
        if row >= len(sheet.rows) or column >= len(sheet.rows[row]):
            target.write_blank(row, column, None, formats.of("", _fill(mark)))
    for (row, column), words in marks.comments():
        options = {"author": "薪酬核算", "x_scale": 2.2, "y_scale": min(0.4 + 0.25 * (1 + len(words) // 20), 4)}
        target.write_comment(row, column, without_control_characters(words), options)


def _write_reasons(
    target: Worksheet, sheet: RawSheet, marks: SheetMarks, heading: int, formats: CellFormats
) -> None:
    """The 错误原因 column, right of everything."""
    column = max([marks.last_column + 1, *map(len, sheet.rows)])
    column = max([column, *(span[3] + 1 for span in sheet.merged if span[3] < LAST_COLUMN)])
    if column > LAST_COLUMN:
        return
    remark = f"原表 {len(sheet.rows):,} 行，本副本只保留标题和有问题的行（至多 {MAX_FAULTY_ROWS:,} 行），行号与原表相同"
    words = marks.reasons(heading, remark if len(sheet.rows) > MAX_ROWS else "")
    for row, text in sorted(words.items()):
        shown = formats.heading if row == heading else formats.reason
        target.write_string(row, column, without_control_characters(text), shown)
    target.set_column(column, column, COLUMN_WIDTH)


def _keep_layout(target: Worksheet, sheet: RawSheet, formats: CellFormats) -> None:
    """Merged cells and hidden rows and columns as they were."""
    for span in sheet.merged:
        with suppress(OverlappingRange):
            target.merge_range(*span, "", formats.of("", ""))
    for row in sorted(sheet.hidden_rows):
        target.set_row(row, None, None, {"hidden": True})


def _set_widths(target: Worksheet, sheet: RawSheet) -> None:
    widths: dict[int, int] = {}
    for row in sheet.rows[:200]:
        for column, value in enumerate(row):
            widths[column] = max(widths.get(column, 8), min(_width(value), 40))
    for column, width in sorted(widths.items()):
        target.set_column(column, column, width, None, {"hidden": column in sheet.hidden_columns})


def _width(value: Cell) -> int:
    return 2 + sum(2 if ord(letter) > 0x2E7F else 1 for letter in str(value))


def _write(target: Worksheet, place: tuple[int, int], value: Cell, shown: Format) -> None:
    """Text stays text, a number a number; a number Excel cannot hold exactly is given as text."""
    if isinstance(value, bool):
        target.write_boolean(*place, value, shown)
    elif isinstance(value, int | float) and abs(value) < EXACT_DIGITS:
        target.write_number(*place, value, shown)
    elif isinstance(value, date | time | timedelta) and _has_serial(value):
        target.write_datetime(*place, value, shown)
    elif value == "":
        target.write_blank(*place, None, shown)
    else:
        target.write_string(*place, without_control_characters(str(value))[:MAX_TEXT], shown)


def _has_serial(value: date | time | timedelta) -> bool:
    """Whether Excel's calendar, which begins with 1900, has the day."""
    return not isinstance(value, date) or value.year >= 1900


def _number_format(value: Cell) -> str:
    if isinstance(value, datetime):
        return "yyyy-mm-dd" if value.time() == time() else "yyyy-mm-dd hh:mm:ss"
    if isinstance(value, date):
        return "yyyy-mm-dd"
    if isinstance(value, time | timedelta):
        return "[h]:mm:ss"
    return "@" if isinstance(value, str) else "General"


def _texts_in_rows(sheet: RawSheet) -> dict[int, int]:
    return {row: sum(isinstance(cell, str) and bool(cell.strip()) for cell in cells)
            for row, cells in enumerate(sheet.rows[:30])}  # fmt: skip
