"""Writes one table as a sheet a person reads: a head with live totals, typed cells, print set-up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from pipeline.reports.exact_cells import fits_a_number, plain
from pipeline.reports.formats import DECIMALS, Looks, set_up_page, text_width
from pipeline.reports.sheet_plan import WIDEST, SheetPlan, continued, figure
from schemas.columns import Column

if TYPE_CHECKING:
    import pyarrow as pa

ROW_LIMIT = 1_048_576
TITLE, GRAIN, FACTS, TOTALS, HEADINGS, BODY = range(6)
A4 = 9
LINE_HEIGHT = 15.0
EPOCH_OF_EXCEL = 25_569
EXACT_TEXT_NOTE = "本列有超过15位有效数字的数，为不丢失位数以文本保存（底色标出）；此合计为精确值，非公式。"


def parts_of(plan: SheetPlan) -> list[tuple[str, pa.Table]]:
    """The rows by tab: what does not fit below the head of one tab goes on in ``…(2)``."""
    room = ROW_LIMIT - BODY
    starts = range(0, plan.cells.num_rows, room) or range(1)
    return [
        (continued(plan.name, f"({number})") if number > 1 else plan.name, plan.cells.slice(start, room))
        for number, start in enumerate(starts, 1)
    ]


def write_table(book: Any, looks: Looks, plan: SheetPlan) -> None:
    """Adds the tabs of this table to the workbook."""
    parts, sheets = parts_of(plan), []
    texts: set[str] = set()
    for name, rows in parts:
        sheet = book.add_worksheet(name)
        _write_head(sheet, looks, plan)
        _fit_rows(sheet, plan, rows)
        texts |= _write_body(sheet, looks, plan, rows)
        sheets.append(sheet)
        _set_up(sheet, plan, rows.num_rows)
    for sheet in sheets:
        _write_totals(sheet, looks, plan, (parts, texts))


def _write_head(sheet: Any, looks: Looks, plan: SheetPlan) -> None:
    sheet.set_row(TITLE, 26)
    sheet.write_string(TITLE, 0, plan.table.heading, looks("title"))
    sheet.write_string(GRAIN, 0, plan.table.grain, looks())
    sheet.write_string(FACTS, 0, plan.facts, looks("muted"))
    sheet.set_row(HEADINGS, 46 if any("\n" in heading for heading in plan.headings) else 32)
    for place, heading in enumerate(plan.headings):
        sheet.write_string(HEADINGS, place, heading, looks("heading"))


def _write_totals(sheet: Any, looks: Looks, plan: SheetPlan, rest: tuple[list[tuple[str, pa.Table]], set[str]]) -> None:
    """The totals over all tabs of the table: a live sum, or the exact figure where cells are text."""
    parts, texts = rest
    if not plan.totals:
        return
    if plan.columns[0].name not in plan.totals:
        sheet.write_string(TOTALS, 0, "合计", looks("total"))
    for place, column in enumerate(plan.columns):
        total = plan.totals.get(column.name)
        if total is None:
            continue
        if column.name in texts or not fits_a_number(total):
            sheet.write_string(TOTALS, place, figure(column, total), looks("total", "exact_text"))
            sheet.write_comment(TOTALS, place, EXACT_TEXT_NOTE)
        else:
            look = looks.cell(column.type, "total")
            sheet.write_formula(TOTALS, place, _sum(parts, place), look, float(total))


def _sum(parts: list[tuple[str, pa.Table]], place: int) -> str:
    """The formula that adds the column up over all tabs."""
    letter = xl_col_to_name(place)
    ranges = [(name, f"{letter}{BODY + 1}:{letter}{BODY + max(rows.num_rows, 1)}") for name, rows in parts]
    if len(ranges) == 1:
        return f"=SUM({ranges[0][1]})"
    return "=SUM(" + ",".join(f"{quote_sheetname(name)}!{cells}" for name, cells in ranges) + ")"


def _fit_rows(sheet: Any, plan: SheetPlan, rows: pa.Table) -> None:
    """Gives a row the height that its longest text needs, where a text is wider than its column may be."""
    wrapped = [column.name for column, width in zip(plan.columns, plan.widths, strict=True) if width == WIDEST]
    if not wrapped:
        return
    room = int(WIDEST - 2)
    for row, texts in enumerate(zip(*(rows[name].to_pylist() for name in wrapped), strict=True), BODY):
        # No character is wider than two, so that only a text of some length need be measured.
        lines = max((-(-text_width(text) // room) for text in map(str, texts) if 2 * len(text) > room), default=1)
        if lines > 1:
            sheet.set_row(row, LINE_HEIGHT * lines)


def _write_body(sheet: Any, looks: Looks, plan: SheetPlan, rows: pa.Table) -> set[str]:
    """Writes the rows; returns the columns that had to keep some of their digits as text."""
    places = enumerate(plan.columns)
    return {column.name for place, column in places if _write_column(sheet, looks, (place, column), rows)}


def _write_column(sheet: Any, looks: Looks, column: tuple[int, Column], rows: pa.Table) -> bool:
    """Writes the cells of one column; True if some had to be text to keep their digits."""
    place, what = column
    wrap = ("wrap",) if what.type == "text" else ()
    look = looks.cell(what.type, *wrap)
    if what.type in DECIMALS:
        return _write_decimals(sheet, place, rows[what.name].to_pylist(), (look, looks("grid", "exact_text", "text")))
    write: Callable[..., Any] = sheet.write_number if what.type in ("count", "date") else sheet.write_string
    for row, value in enumerate(_plain_values(what, rows[what.name]), BODY):
        if value is None or value == "":
            sheet.write_blank(row, place, None, look)
        else:
            write(row, place, value, look)
    return False


def _write_decimals(sheet: Any, place: int, values: list[Decimal | None], looks: tuple[Any, Any]) -> bool:
    as_number, as_text = looks
    some_text = False
    for row, value in enumerate(values, BODY):
        if value is None:
            sheet.write_blank(row, place, None, as_number)
        elif fits_a_number(value):
            sheet.write_number(row, place, value, as_number)
        else:
            sheet.write_string(row, place, plain(value), as_text)
            some_text = True
    return some_text


def _plain_values(column: Column, cells: pa.ChunkedArray) -> Iterator[Any]:
    """The values as a cell holds them: days as serial numbers, flags as words."""
    import pyarrow as pa

    if column.type == "date":
        return (None if day is None else day + EPOCH_OF_EXCEL for day in cells.cast(pa.int32()).to_pylist())
    if column.type == "flag":
        return ({None: None, True: "是", False: "否"}[flag] for flag in cells.to_pylist())
    return iter(cells.to_pylist())


def _set_up(sheet: Any, plan: SheetPlan, rows: int) -> None:
    last = len(plan.columns) - 1
    for place, width in enumerate(plan.widths):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(BODY, min(2, last))
    sheet.autofilter(HEADINGS, 0, HEADINGS + max(rows, 1), last)
    sheet.ignore_errors({"number_stored_as_text": f"A{BODY + 1}:{xl_col_to_name(last)}{BODY + max(rows, 1)}"})
    set_up_page(sheet, paper=A4, repeat=(HEADINGS, HEADINGS))
