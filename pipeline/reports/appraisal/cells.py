"""Writes lists of plain records as sheets people read: typed cells, live formulas with values, widths that fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from pipeline.reports.appraisal.model import Row, SpanReport
from pipeline.reports.formats import CALM_MONEY, Looks, printed_figure_width, set_up_page, text_width
from pipeline.reports.shown_figures import percent, shown

A3, A4 = 8, 9
TITLE, FACTS, NOTE, HEADINGS, BODY = range(5)
DAY_ZERO = date(1899, 12, 30).toordinal()
LINE_HEIGHT, DEFAULT_WIDTH = 15.0, 9.0
NARROWEST, WRAPPED, WIDEST = 6.5, 22.0, 44.0
"""From the middle one on, the texts of a column stand over several lines."""

WHOLE, FIGURE, PERCENT = "#,##0;[Red]-#,##0", "#,##0.00##;[Red]-#,##0.00##", "0.00%;[Red]-0.00%"
SHOWN, ROUNDED = 10_000, "#,##0.00;[Red]-#,##0.00"
"""Figures that need more than four decimals are shown with two."""
GOOD, BAD, MANUAL, OPEN = "#E2EFDA", "#FBE0DD", "#FFE699", "#FFF2CC"
TOTAL_TINT = "#DDEBF7"


class Live(NamedTuple):
    """A formula and the value it has."""

    formula: str
    value: float | str


@dataclass(frozen=True)
class Field:
    """One column of a list: its heading, what stands in it, and how figures look.

    ``get`` gives the value of a row (or a key of it); ``live``, where set, the formula of the cell in this line of the
    sheet, or nothing for a cell that stays a value.
    """

    heading: str
    get: str | Callable[[Row], Any]
    form: str | Callable[[Row], str] = FIGURE
    live: Callable[[int, Row], str] | None = None
    width: float = 0.0
    align: str = ""
    band: str = ""
    colour: Callable[[Row], str] | None = None

    def value(self, row: Row) -> Any:
        """What stands in the cell of this row."""
        return row.get(self.get) if isinstance(self.get, str) else self.get(row)

    def forms(self, rows: Sequence[Row]) -> list[str]:
        """How a figure of each row looks."""
        form = self.form
        return [form] * len(rows) if isinstance(form, str) else [form(row) for row in rows]


@dataclass(frozen=True)
class ListSheet:
    """A sheet that is one list; ``tint`` colours a whole row."""

    name: str
    title: str
    note: str
    fields: Sequence[Field]
    rows: Sequence[Row]
    tint: Callable[[Row], str] = lambda row: ""
    frozen: int = 0
    paper: int = A4
    empty: str = "本期没有"


def unit_form(unit: str, values: Iterable[Any]) -> str:
    """The number format of figures of this unit."""
    if unit.startswith("元"):
        return CALM_MONEY
    if unit in ("比例", "系数%"):
        return PERCENT
    figures = [value for value in values if isinstance(value, Decimal | int | Fraction)]
    if any(value * SHOWN % 1 for value in figures):
        return ROUNDED
    return WHOLE if all(value == int(value) for value in figures) else FIGURE


def write_list(book: Any, looks: Looks, report: SpanReport, what: ListSheet) -> Any:
    """Adds the sheet to the workbook, ready to print, and returns it."""
    sheet = book.add_worksheet(what.name)
    write_head(sheet, looks, report, (what.title, what.note))
    write_headings(sheet, looks, HEADINGS, what.fields)
    widths = write_body(sheet, looks, BODY, what)
    sheet.print_area(0, 0, BODY + max(len(what.rows), 1), last_printed(widths, (report.facts, what.note)))
    if not what.rows:
        sheet.write_string(BODY, 0, what.empty, looks("muted"))
    else:
        sheet.autofilter(HEADINGS, 0, BODY + len(what.rows) - 1, len(what.fields) - 1)
    sheet.freeze_panes(BODY, what.frozen)
    sheet.hide_gridlines(2)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    set_up_page(sheet, paper=what.paper, repeat=(HEADINGS, HEADINGS))
    return sheet


def write_head(sheet: Any, looks: Looks, report: SpanReport, titled: tuple[str, str]) -> None:
    """Title, one line of facts, and what one row is."""
    title, note = titled
    for row, height in ((TITLE, 28), (FACTS, 18), (NOTE, 18)):
        sheet.set_row(row, height)
    sheet.write_string(TITLE, 0, f"{title}　{report.span}", looks("title"))
    sheet.write_string(FACTS, 0, report.facts, looks("muted"))
    sheet.write_string(NOTE, 0, note, looks("muted"))


def write_headings(sheet: Any, looks: Looks, row: int, fields: Sequence[Field], first: int = 0) -> None:
    """A row of headings."""
    sheet.set_row(row, 32)
    for place, field in enumerate(fields, first):
        sheet.write_string(row, place, field.heading, looks("heading"))


def last_printed(widths: Sequence[float], texts: Iterable[str]) -> int:
    """The last column to print, so that the lines of text above a narrow list are not cut."""
    needed = max(map(text_width, texts)) - sum(widths)
    return len(widths) - 1 + max(0, -(-int(needed) // int(DEFAULT_WIDTH)))


def write_body(sheet: Any, looks: Looks, first: int, what: ListSheet) -> list[float]:
    """The rows from this line on, columns as wide and lines as high as their texts need; returns the widths."""
    tints = [what.tint(row) for row in what.rows]
    lines, widths = [1] * len(what.rows), []
    for place, field in enumerate(what.fields):
        values, forms = [field.value(row) for row in what.rows], field.forms(what.rows)
        width = field.width or fitting_width(field.heading, values, forms)
        widths.append(width)
        sheet.set_column(place, place, width)
        wraps = width >= WRAPPED
        if wraps:
            lines = [max(known, lines_of(value, width)) for known, value in zip(lines, values, strict=True)]
        _write_column(sheet, looks, (first, place, field, wraps), (what.rows, values, forms, tints))
    for line, count in enumerate(lines, first):
        sheet.set_row(line, LINE_HEIGHT * count + 4)
    return widths


def _write_column(
    sheet: Any,
    looks: Looks,
    at: tuple[int, int, Field, bool],
    cells: tuple[Sequence[Row], Sequence[Any], Sequence[str], Sequence[str]],
) -> None:
    """The cells of one column; their looks and ways of writing are found once per kind of value, colour and format."""
    first, place, field, wraps = at
    rows, values, forms, tints = cells
    colour_of, live = field.colour, field.live
    colours = [colour_of(row) or tint for row, tint in zip(rows, tints, strict=True)] if colour_of else tints
    formulas = [live(line, row) for line, row in enumerate(rows, first)] if live else [""] * len(rows)
    kinds = zip(map(type, values), colours, forms, strict=True)
    known: dict[tuple[type, str, str], tuple[Any, Callable[..., Any]]] = {}
    for line, (value, formula, kind) in enumerate(zip(values, formulas, kinds, strict=True), first):
        if kind not in known:
            known[kind] = _look(looks, (field, kind[2]), value, (kind[1], wraps)), _writer(sheet, value)
        look, write = known[kind]
        if formula:
            sheet.write_formula(line, place, formula, look, _cached(value))
        else:
            write(line, place, value, look)


def _writer(sheet: Any, value: Any) -> Callable[..., Any]:
    """How values of this kind are written."""
    if isinstance(value, str) or value is None:
        return lambda line, place, text, look: (sheet.write_string if text else sheet.write_blank)(
            line, place, text, look
        )
    if _is_figure(type(value)):
        return lambda line, place, figure, look: sheet.write_number(line, place, cell_number(figure), look)
    return lambda line, place, one, look: write_value(sheet, (line, place), one, look)


def _look(looks: Looks, how: tuple[Field, str], value: Any, style: tuple[str, bool]) -> Any:
    (field, form), (colour, wraps) = how, style
    tint = {"bg_color": colour} if colour else {}
    if _is_figure(type(value)):
        return looks("box", *([field.align] if field.align else []), num_format=form, **tint)
    if isinstance(value, date):
        return looks("box", "centre", num_format="yyyy-mm-dd", **tint)
    align = field.align or ("left" if wraps else "centre")
    return looks("box", align, *(["wrap"] if wraps else []), num_format="@", **tint)


def _cached(value: Any) -> float | str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else value if isinstance(value, str) else cell_number(value)


def cell_number(value: Decimal | float) -> float:
    """The figure as a cell keeps it: 15 significant digits, as many as a spreadsheet gives back."""
    return float(f"{float(value):.15g}")


def write_value(sheet: Any, cell: tuple[int, int], value: Any, look: Any) -> None:
    """A value as a cell of its own kind: text stays text, a day a serial number, nothing a blank."""
    if value is None or value == "":
        sheet.write_blank(*cell, None, look)
    elif isinstance(value, Live):
        sheet.write_formula(*cell, value.formula, look, value.value)
    elif isinstance(value, str | bool):
        sheet.write_string(*cell, str(_cached(value)), look)
    elif isinstance(value, date):
        sheet.write_number(*cell, value.toordinal() - DAY_ZERO, look)
    else:
        sheet.write_number(*cell, cell_number(value), look)


def fitting_width(heading: str, values: Sequence[Any], forms: Sequence[str]) -> float:
    """A width that shows every value, each in its form, and the heading over two lines."""
    kinds = set(map(type, values))
    texts = [text_width(text) + 2.0 for text in {value for value in values if isinstance(value, str)}]
    days = [11.5] if any(issubclass(kind, date) for kind in kinds) else []
    figures = [printed_figure_width(figure) for figure in _longest(values, forms, set(filter(_is_figure, kinds)))]
    lines = heading.split("\n")
    over = max(map(text_width, lines)) if len(lines) > 1 else -(-text_width(heading) // 4) * 2
    return min(max([*texts, *figures, *days, over + 2.5, NARROWEST]), WIDEST)


def _is_figure(kind: type) -> bool:
    return issubclass(kind, Decimal | int | float) and kind is not bool


def _longest(values: Sequence[Any], forms: Sequence[str], kinds: set[type]) -> list[str]:
    """The smallest and the largest figure of each format, as they are shown; figures are the values of these kinds."""
    by_form: dict[str, list[Any]] = {}
    for value, form in zip(values, forms, strict=True) if kinds else ():
        if type(value) in kinds:
            by_form.setdefault(form, []).append(value)
    return [shown_figure(edge, form) for form, found in by_form.items() for edge in (min(found), max(found))]


def shown_figure(value: Any, form: str) -> str:
    """The figure with as many places as its format shows at most."""
    if form == PERCENT:
        return percent(value)
    return shown(value, 0 if form == WHOLE else 2 if form in (CALM_MONEY, ROUNDED) else 4)


def lines_of(value: Any, width: float) -> int:
    """Lines that a text takes in a column of this width."""
    room = max(int(width) - 2, 1)
    if not isinstance(value, str) or (2 * len(value) <= room and "\n" not in value):
        return 1
    return sum(-(-max(text_width(line), 1) // room) for line in value.split("\n"))
