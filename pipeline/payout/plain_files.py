"""Files of lines for another program (xlsx, csv, txt): written, and read back as they lie on the disk.

Writes: text as text (no number is guessed from it), amounts with two decimals and no thousands separators.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.payout.file_text import CODECS, FileText
from pipeline.payout.placeholders import Cell, written

Lines = Sequence[Sequence[Cell]]
LINE_END = "\r\n"
FEN = Decimal("0.01")
SHEET = "Sheet1"
A4 = 9
FORMULA_SIGNS = "=+-@\t\r＝＋－＠"


def write_lines(path: Path, text: FileText, lines: Lines, headings_at: int) -> None:
    """Write the lines; of a workbook, line ``headings_at`` (from 0, negative for none) is that of the headings."""
    if text.format == "xlsx":
        _write_workbook(path, lines, headings_at)
    else:
        path.write_bytes(as_text(text, lines).encode(CODECS[text.encoding]))


def as_text(text: FileText, lines: Lines) -> str:
    """The lines as the words of a csv or txt file."""
    if text.format == "txt":
        return "".join(text.separator.join(map(written, line)) + LINE_END for line in lines)
    words = io.StringIO()
    csv.writer(words, delimiter=text.separator, lineterminator=LINE_END).writerows([map(written, one) for one in lines])
    return words.getvalue()


def read_lines(path: Path, text: FileText) -> list[list[Any]]:
    """The lines as they lie on the disk: cells of a workbook by their type, of any other file as words."""
    if text.format == "xlsx":
        import python_calamine

        sheet = python_calamine.load_workbook(str(path)).get_sheet_by_index(0)
        return sheet.to_python(skip_empty_area=False)
    words = path.read_bytes().decode(CODECS[text.encoding])
    if text.format == "txt":
        return [line.split(text.separator) for line in words.removesuffix(LINE_END).split(LINE_END)] if words else []
    return [list(line) for line in csv.reader(io.StringIO(words, newline=""), delimiter=text.separator)]


def amount(cell: object) -> Decimal:
    """An amount that was read back; ValueError for anything that is not whole fen."""
    value = Decimal(repr(cell) if isinstance(cell, float) else str(cell))
    if value != value.quantize(FEN):
        raise ValueError(f"{cell!r} is not an amount in whole fen")
    return value.quantize(FEN)


def troubles(text: FileText, lines: Lines) -> Iterator[tuple[str, str]]:
    """Cells the file could not hold, each with the sign that stands in the way: without code, or one that splits."""
    if text.format == "xlsx":
        return
    for cell in dict.fromkeys(written(cell) for line in lines for cell in line):
        splits = ["\r", "\n", *([text.separator] if text.format == "txt" else [])]
        for sign in dict.fromkeys(cell):
            if sign in splits:
                yield cell, sign
            else:
                try:
                    sign.encode(CODECS[text.encoding])
                except UnicodeEncodeError:
                    yield cell, sign


def live(lines: Lines) -> Iterator[str]:
    """Texts that a spreadsheet would take for a formula or a number when it opens the file; amounts are none."""
    cells = dict.fromkeys(cell for line in lines for cell in line if isinstance(cell, str))
    yield from (cell for cell in cells if len(cell) > 1 and cell[0] in FORMULA_SIGNS)


def _write_workbook(path: Path, lines: Lines, headings_at: int) -> None:
    import xlsxwriter
    from xlsxwriter.utility import xl_range

    from pipeline.reports.formats import MADE_ON, Looks, paper_options, set_up_page

    with xlsxwriter.Workbook(str(path), paper_options()) as book:
        book.set_properties({"created": MADE_ON})
        sheet, looks = book.add_worksheet(SHEET), Looks(book)
        for row, line in enumerate(lines):
            for place, cell in enumerate(line):
                _write_cell(sheet, (row, place), cell, looks, is_heading=row == headings_at)
        for place, width in enumerate(_widths(lines, headings_at)):
            sheet.set_column(place, place, width)
        last = max(len(lines), 1), max(map(len, lines), default=1)
        sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, last[0] - 1, max(last[1], 1) - 1)})
        if headings_at >= 0:
            sheet.freeze_panes(headings_at + 1, 0)
        set_up_page(sheet, paper=A4, repeat=(max(headings_at, 0), max(headings_at, 0)))


def _write_cell(sheet: Any, place: tuple[int, int], cell: Cell, looks: Any, *, is_heading: bool) -> None:
    if is_heading:
        sheet.write_string(*place, str(cell), looks("heading"))
    elif isinstance(cell, Decimal):
        sheet.write_number(*place, float(cell), looks("grid", num_format="0.00"))
    elif isinstance(cell, int):
        sheet.write_number(*place, cell, looks("grid", "centre", num_format="0"))
    elif isinstance(cell, date):
        sheet.write_datetime(*place, cell, looks("grid", "centre", num_format="yyyy-mm-dd"))
    elif cell:
        sheet.write_string(*place, cell, looks("grid", "text"))


def _widths(lines: Lines, headings_at: int) -> list[float]:
    """The width of each column: of the widest cell from the headings down, as lines above may run over."""
    from pipeline.reports.formats import text_width

    below = lines[max(headings_at, 0) :]
    count = max(map(len, lines), default=0)
    longest = [max((text_width(written(line[place])) for line in below if place < len(line)), default=0)
               for place in range(count)]  # fmt: skip
    return [min(60.0, 1.15 * width + 2.5) for width in longest]
