"""A sheet to be signed: title across the page, bands over the headings, one line a person, the places to sign; A3."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from pipeline.reports.appraisal.cells import A3, Field, ListSheet, write_body
from pipeline.reports.appraisal.model import Row, SpanReport
from pipeline.reports.formats import GRID_COLOUR, Looks, set_up_page
from pipeline.reports.pay_sheet import sign_off_blocks

TITLE, FACTS, NOTE, BANDS, HEADINGS, FIRST = range(6)
COLOURS = ("#44546A", "#1F4E79", "#375623", "#7F6000", "#595959", "#833C0B")
TINTS = ("#EDEFF3", "#EAF1F8", "#EEF5E9", "#FDF6E3", "#F7F7F7", "#FBEEE6")


@dataclass(frozen=True)
class Banded:
    """What such a sheet holds; ``tint`` colours a person's line."""

    name: str
    title: str
    note: str
    fields: Sequence[Field]
    rows: Sequence[Row]
    tint: Callable[[Row], str]

    @cached_property
    def bands(self) -> list[tuple[str, int, int]]:
        """Each band with its first and last column."""
        found, first = [], 0
        for name, members in groupby(self.fields, lambda field: field.band):
            count = len(list(members))
            found.append((name, first, first + count - 1))
            first += count
        return found


def write_banded(book: Any, looks: Looks, report: SpanReport, what: Banded) -> tuple[Any, list[float]]:
    """Adds the sheet with its head and its list, and returns it with the widths of its columns."""
    sheet = book.add_worksheet(what.name)
    _write_head(sheet, looks, report, what)
    listed = ListSheet(what.name, what.title, what.note, what.fields, what.rows, what.tint)
    widths = write_body(sheet, looks, FIRST, listed)
    if not what.rows:
        sheet.write_string(FIRST, 0, "本期没有被考核的人员", looks("muted"))
    sheet.freeze_panes(FIRST, 4)
    sheet.hide_gridlines(2)
    sheet.set_zoom(85)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    set_up_page(sheet, paper=A3, repeat=(BANDS, HEADINGS))
    sheet.set_margins(left=0.2, right=0.2, top=0.4, bottom=0.5)
    sheet.center_horizontally()
    return sheet, widths


def _write_head(sheet: Any, looks: Looks, report: SpanReport, what: Banded) -> None:
    last = len(what.fields) - 1
    title = f"《{report.branch}{what.title}》"
    for row, height in ((TITLE, 34), (FACTS, 22), (NOTE, 20), (BANDS, 20), (HEADINGS, 34)):
        sheet.set_row(row, height)
    sheet.merge_range(TITLE, 0, TITLE, last, title, looks("title", "centre", font_size=20))
    sheet.merge_range(FACTS, 0, FACTS, last, report.facts, looks("centre", font_size=11))
    sheet.merge_range(NOTE, 0, NOTE, last, what.note, looks("muted", "centre"))
    for number, (name, first, end) in enumerate(what.bands):
        colour, tint = (colours[number % len(colours)] for colours in (COLOURS, TINTS))
        across(sheet, (BANDS, first, end), name, looks("heading", bg_color=colour, font_size=11))
        for place in range(first, end + 1):
            look = looks("heading", bg_color=tint, font_color="#1F1F1F")
            sheet.write_string(HEADINGS, place, what.fields[place].heading, look)


def across(sheet: Any, span: tuple[int, int, int], words: str, look: Any) -> None:
    """Words across several columns of a line, or in the one there is."""
    row, first, last = span
    if first >= last:
        sheet.write_string(row, first, words, look)
    else:
        sheet.merge_range(row, first, row, last, words, look)


def write_sign_off(sheet: Any, looks: Looks, report: SpanReport, widths: Sequence[float], row: int) -> None:
    """One box per role across columns of these widths: who, then name and date to be filled in by hand."""
    frame = {"border": 1, "border_color": GRID_COLOUR, "font_size": 12}
    for role, (first, last) in zip(report.sign_off, sign_off_blocks(widths, len(report.sign_off)), strict=True):
        across(sheet, (row, first, last), role, looks("bold", "centre", bg_color="#F2F2F2", **frame))
        for line, text in enumerate(("姓名：", "日期：　　　　年　　月　　日"), row + 1):
            across(sheet, (line, first, last), text, looks("left", indent=1, **frame))
    for line, height in enumerate((24, 40, 26), row):
        sheet.set_row(line, height)
    sheet.print_area(0, 0, row + 2, len(widths) - 1)
