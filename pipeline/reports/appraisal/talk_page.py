"""A page of labels and values that is filled from the top down and printed on one sheet of A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.reports.appraisal.banded import across
from pipeline.reports.appraisal.cells import A4, FIGURE, lines_of, write_value
from pipeline.reports.formats import Looks

LAST = 7
FIRST_WIDTH, WIDTH = 14.5, 11.0
ROOM = int(FIRST_WIDTH + WIDTH * LAST)
LABEL_TINT = "#F2F2F2"


@dataclass
class Page:
    """A page being written, from the top down."""

    sheet: Any
    looks: Looks
    line: int = 0

    def section(self, words: str) -> None:
        """A heading across the page."""
        self.sheet.set_row(self.line, 20)
        look = self.looks("heading", "left", indent=1)
        across(self.sheet, (self.line, 0, LAST), words, look)
        self.line += 1

    def pairs(self, said: Sequence[tuple[str, Any, str]]) -> None:
        """Labels with values beside them, four a line."""
        for start in range(0, len(said), 4):
            self.sheet.set_row(self.line, 20)
            four = [*said[start : start + 4], *[("", None, FIGURE)] * 4][:4]
            for place, (label, value, form) in enumerate(four):
                self._label(2 * place, label)
                write_value(self.sheet, (self.line, 2 * place + 1), value, self.figure(value, form))
            self.line += 1

    def _label(self, place: int, label: str) -> None:
        look = self.looks("box", "wrap", "centre", bg_color=LABEL_TINT, font_size=9)
        self.sheet.write_string(self.line, place, label, look)

    def words(self, label: str, text: str, least: int = 1) -> None:
        """A label and its words over the rest of the line, as high as they need."""
        lines = max(lines_of(text, ROOM - FIRST_WIDTH - 4), least)
        self.sheet.set_row(self.line, 15 * lines + 5)
        self._label(0, label)
        look = self.looks("box", "wrap", "left", "top" if least > 1 else "base", num_format="@", font_size=9)
        across(self.sheet, (self.line, 1, LAST), text, look)
        self.line += 1

    def figure(self, value: Any, form: str, **more: Any) -> Any:
        """The look of a value: words, days or a figure of this format."""
        if hasattr(value, "toordinal"):
            return self.looks("box", "centre", num_format="yyyy-mm-dd", font_size=9)
        kind = "@" if value is None or isinstance(value, str | bool) else form
        return self.looks("box", "wrap", "centre", num_format=kind, font_size=9, **more)

    def finish(self) -> None:
        """Sets the page up: A4 portrait, all of it on one page."""
        sheet = self.sheet
        sheet.set_column(0, 0, FIRST_WIDTH)
        sheet.set_column(1, LAST, WIDTH)
        sheet.hide_gridlines(2)
        sheet.set_paper(A4)
        sheet.set_portrait()
        sheet.fit_to_pages(1, 1)
        sheet.set_margins(left=0.45, right=0.45, top=0.5, bottom=0.5)
        sheet.center_horizontally()
        sheet.print_area(0, 0, self.line - 1, LAST)
        sheet.set_footer("&L&A&R&F")
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
