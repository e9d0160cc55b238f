"""A rule set as a workbook to be read, discussed and approved: one sheet per part."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from pipeline.reports.formats import BOOK_OPTIONS, MADE_ON, Looks, set_up_page, text_width
from pipeline.scheme.describe import Section

A4 = 9
WIDEST, NARROWEST = 60, 8


def write_scheme_book(path: Path, rule_sets: Sequence[tuple[str, Sequence[Section]]]) -> None:
    """Write the workbook from titles and descriptions; the same rule sets give the same bytes.

    Of several rule sets the tabs are numbered: ``1·表``.
    """
    with xlsxwriter.Workbook(path, BOOK_OPTIONS) as book:
        book.set_properties({"title": "、".join(title for title, _ in rule_sets), "created": MADE_ON})
        looks = Looks(book)
        for number, (title, sections) in enumerate(rule_sets, 1):
            for section in sections:
                tab = section.title if len(rule_sets) == 1 else f"{number}·{section.title}"
                _write_section(book.add_worksheet(tab), looks, title, section)


def _write_section(sheet: Any, looks: Looks, title: str, section: Section) -> None:
    sheet.write_string(0, 0, f"{title}　{section.title}", looks("title"))
    widths = [_width(section, place) for place in range(len(section.headings))]
    for place, heading in enumerate(section.headings):
        sheet.set_column(place, place, widths[place])
        sheet.write_string(2, place, heading, looks("heading"))
    for row, cells in enumerate(section.rows, 3):
        sheet.set_row(row, 16.0 * max(_lines(cell, width) for cell, width in zip(cells, widths, strict=True)) + 2)
        for place, cell in enumerate(cells):
            sheet.write_string(row, place, cell, looks("box", "wrap", "left"))
    sheet.freeze_panes(3, 1)
    sheet.hide_gridlines(2)
    set_up_page(sheet, paper=A4, repeat=(2, 2))


def _width(section: Section, place: int) -> float:
    texts = (section.headings[place], *(row[place] for row in section.rows))
    widest = max(text_width(line) for text in texts for line in (text.split("\n") or [""]))
    return float(min(max(widest + 2, NARROWEST), WIDEST))


def _lines(cell: str, width: float) -> int:
    return sum(-(-max(text_width(line), 1) // max(int(width) - 2, 1)) for line in cell.split("\n"))
