"""How cells look: number formats per column type, colours that mean something, page set-up.

Writes: nothing itself; every writer of this package takes its formats from here, so that one colour means one thing.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from schemas.columns import Type

MADE_ON = datetime(2026, 1, 1)
"""Stands in every workbook as its time of making: the same inputs must give the same bytes."""

BOOK_OPTIONS = {
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True,
}  # fmt: skip
"""Text stays text: nothing a user typed into an input becomes a formula or a link.  Made in memory, not by way of
temporary files, whose permissions would stand in the archive."""

FONT = "微软雅黑"
FIGURE_FONT = "Arial"
"""Figures stand in a font whose widths are the same on every machine: a column too narrow would show ####."""
MONEY = "#,##0.00;[Red]-#,##0.00"
CALM_MONEY = '#,##0.00_ ;[Red]-#,##0.00_ ;"-"??_ '
COEFFICIENT = "0.00##"
PAGE_FOOTER = "&L&F　&A&C第 &P 页 共 &N 页"

NUMBER_FORMATS: dict[Type, str] = {
    "money": MONEY,
    "amount": "#,##0.00####;[Red]-#,##0.00####",
    "exact": "#,##0.00############;[Red]-#,##0.00############",
    "share": "0.00####%",
    "number": "#,##0.00##;[Red]-#,##0.00##",
    "count": "0",
    "date": "yyyy-mm-dd",
    "flag": "@",
}
"""Number format per column type; every other type is text."""

CENTRED: tuple[Type, ...] = ("date", "flag", "choice")
DECIMALS: tuple[Type, ...] = ("money", "amount", "exact", "share", "number")
NUMERIC: tuple[Type, ...] = (*DECIMALS, "count")

NARROW = "\u2000"
"""The last character that takes one column."""

HEADING_COLOUR = "#1F4E79"
TOTAL_COLOUR = "#FFF2CC"
EXACT_TEXT_COLOUR = "#FCE4D6"
GRID_COLOUR = "#BFBFBF"
MUTED_COLOUR = "#7F7F7F"


def paper_options() -> dict[str, Any]:
    """Options for a workbook that must fit a page; made anew each time, as xlsxwriter adds to them.

    Columns are measured in digits of the default font.  This one is as wide everywhere, while Excel's own gives way to
    a much wider one where it is missing.
    """
    return {**BOOK_OPTIONS, "default_format_properties": {"font_name": FIGURE_FONT, "font_size": 10}}


STYLES: dict[str, dict[str, Any]] = {
    "base": {"font_name": FONT, "font_size": 10, "valign": "vcenter"},
    "figure": {"font_name": FIGURE_FONT},
    "title": {"font_size": 14, "bold": True, "font_color": HEADING_COLOUR},
    "muted": {"font_color": MUTED_COLOUR},
    "bold": {"bold": True},
    "link": {"font_color": "#0563C1", "underline": 1},
    "heading": {
        "bold": True, "font_color": "#FFFFFF", "bg_color": HEADING_COLOUR, "text_wrap": True, "align": "center",
        "border": 1, "border_color": GRID_COLOUR,
    },
    "grid": {"border": 1, "border_color": "#E7E6E6"},
    "box": {"border": 1, "border_color": GRID_COLOUR},
    "total": {"bold": True, "bg_color": TOTAL_COLOUR},
    "exact_text": {"bg_color": EXACT_TEXT_COLOUR, "align": "right"},
    "text": {"num_format": "@"},
    "wrap": {"text_wrap": True},
    "top": {"valign": "top"},
    "centre": {"align": "center"},
    "left": {"align": "left"},
    "right": {"align": "right"},
}  # fmt: skip


def number_format(kind: Type) -> str:
    """The number format of a column of this type; ``@`` keeps text as text."""
    return NUMBER_FORMATS.get(kind, "@")


class Looks:
    """The formats of one xlsxwriter workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[Any, ...], Any] = {}

    def __call__(self, *styles: str, **properties: Any) -> Any:
        """The format that lays these styles, then these properties, over the base."""
        wanted = (*styles, *sorted(properties.items()))
        if wanted not in self._made:
            merged: dict[str, Any] = {}
            is_figure = properties.get("num_format", "@") != "@"
            for style in ("base", *(["figure"] if is_figure else []), *styles):
                merged |= STYLES[style]
            self._made[wanted] = self._book.add_format(merged | properties)
        return self._made[wanted]

    def cell(self, kind: Type, *styles: str) -> Any:
        """The format of a body cell of a column of this type."""
        centred = ("centre",) if kind in CENTRED else ()
        return self("grid", *centred, *styles, num_format=number_format(kind))


def text_width(text: str) -> int:
    """Columns of a monospaced screen that the text takes: a Chinese character takes two."""
    return len(text) if text.isascii() else len(text) + sum(character > NARROW for character in text)


def figure_width(characters: int) -> float:
    """The width of a column that shows a figure of so many characters, points and commas counted."""
    return characters * 1.05 + 1.4


def printed_figure_width(figure: str) -> float:
    """The width of a column that shows this figure and little more, for sheets that must fit a page.

    In units of the standard digit (7 pixels): a digit of the figure font at 10 points takes 1.06, a point or comma half
    of that, and half of it stays free on the right.
    """
    digits = sum(map(str.isdigit, figure))
    return 1.06 * digits + 0.6 * (len(figure) - digits) + 0.8


def heading_width(heading: str) -> float:
    """The width of a column that shows this heading on two lines."""
    return -(-text_width(heading) // 4) * 2 + 1.0


def set_up_page(sheet: Any, *, paper: int, repeat: tuple[int, int]) -> None:
    """Landscape, one page wide, headings repeated, pages numbered."""
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(*repeat)
    sheet.set_margins(left=0.3, right=0.3, top=0.5, bottom=0.6)
    sheet.set_footer(PAGE_FOOTER)
