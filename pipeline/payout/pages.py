"""Sheets of several small tables, one below the other, with live formulas; and their tables read back from the disk.

Writes: tabs of the workbooks filed with 经纪业务综合室.  A table stands below its heading; its last row may be 合计.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from pipeline.reports.formats import (
    MADE_ON,
    NUMERIC,
    Looks,
    heading_width,
    number_format,
    paper_options,
    printed_figure_width,
    set_up_page,
    text_width,
)
from schemas.columns import Column
from schemas.table import Table

if TYPE_CHECKING:
    import pandas as pd

A4 = 9
WIDEST = 60.0
TOTAL = "合计"
LINE = 15.0


@dataclass(frozen=True)
class Block:
    """One table on a tab: rows by column name, and the columns that are computed (``{opening}-{left}`` by name)."""

    table: Table
    rows: Sequence[Mapping[str, Any]]
    formulas: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Tab:
    """One sheet: its name, what stands over it, its tables."""

    name: str
    title: str
    notes: Sequence[str]
    blocks: Sequence[Block]


class Unfaithful(Exception):
    """A written workbook does not hold what was handed over: our own mistake."""


def write_tabs(path: Path, title: str, tabs: Sequence[Tab]) -> None:
    """Write the workbook; the same tables give the same bytes."""
    with xlsxwriter.Workbook(str(path), paper_options()) as book:
        book.set_properties({"title": title, "created": MADE_ON})
        looks = Looks(book)
        for tab in tabs:
            _write_tab(book.add_worksheet(tab.name), looks, tab)


def read_block(path: Path, tab: str, table: Table) -> pd.DataFrame:
    """The rows of a table as they lie on the disk, proved by its schema; Unfaithful where it is not there."""
    from python_calamine import CalamineWorkbook

    lines = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(tab).to_python(skip_empty_area=False)
    start = next((number for number, line in enumerate(lines) if line and line[0] == table.heading), None)
    if start is None:
        raise Unfaithful(f"{path.name} [{tab}] {table.heading}")
    headings = [_heading(column) for column in table.columns]
    width = len(headings)
    place = next((number for number in (start + 1, start + 2) if lines[number][:width] == headings), None)
    if place is None:
        raise Unfaithful(f"{path.name} [{tab}] {table.heading}: {lines[start + 1]}")
    frame = table.from_rows(list(_rows(table, lines[place + 1 :])))
    validated: pd.DataFrame = table.schema.validate(frame)
    return validated


def _rows(table: Table, lines: Sequence[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    for line in lines:
        cells = line[: len(table.columns)]
        if cells[0] == TOTAL or all(cell == "" for cell in cells):
            return
        yield {column.name: _value(column, cell) for column, cell in zip(table.columns, cells, strict=True)}


def _value(column: Column, cell: Any) -> Any:
    if cell == "":
        return None
    if column.type == "count":
        return int(cell)
    if column.type in NUMERIC:
        return Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    return cell.date() if isinstance(cell, datetime) else cell


def _write_tab(sheet: Any, looks: Looks, tab: Tab) -> None:
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, tab.title, looks("title"))
    for row, note in enumerate(tab.notes, 1):
        sheet.write_string(row, 0, note, looks("muted"))
    row = len(tab.notes) + 2
    for block in tab.blocks:
        row = _write_block(sheet, looks, block, row) + 2
    for place, width in enumerate(_widths(tab)):
        sheet.set_column(place, place, width)
    sheet.hide_gridlines(2)
    alone = len(tab.blocks) == 1
    head = len(tab.notes) + 3 + bool(alone and tab.blocks[0].note)
    if alone:
        sheet.freeze_panes(head + 1, 0)
    set_up_page(sheet, paper=A4, repeat=(0, head if alone else 0))


def _write_block(sheet: Any, looks: Looks, block: Block, row: int) -> int:
    """Writes one table from this row on; returns the row after it."""
    columns = block.table.columns
    sheet.set_row(row, 20)
    sheet.write_string(row, 0, block.table.heading, looks("bold", font_size=11))
    if block.note:
        row += 1
        sheet.write_string(row, 0, block.note, looks("muted"))
    sheet.set_row(row + 1, 32)
    for place, column in enumerate(columns):
        sheet.write_string(row + 1, place, _heading(column), looks("heading"))
    first = row + 2
    for number, values in enumerate(block.rows, first):
        sheet.set_row(number, LINE * _lines(columns, values) + 3)
        for place, column in enumerate(columns):
            formula = _formula(block, column, number)
            _cell(sheet, (number, place), (column, values.get(column.name)), (looks, formula))
    if not block.rows:
        sheet.write_string(first, 0, "", looks("box"))
    if block.rows and block.table.totals:
        _write_totals(sheet, looks, block, (first, first + len(block.rows)))
    return first + len(block.rows) + bool(block.table.totals)


def _write_totals(sheet: Any, looks: Looks, block: Block, rows: tuple[int, int]) -> None:
    first, last = rows
    for place, column in enumerate(block.table.columns):
        if column.name in block.table.totals:
            total = sum((values[column.name] for values in block.rows), Decimal(0))
            look = looks("box", "total", num_format=number_format(column.type))
            sheet.write_formula(last, place, f"=SUM({xl_range(first, place, last - 1, place)})", look, float(total))
        else:
            sheet.write_string(last, place, TOTAL if place == 0 else "", looks("box", "total", "left"))


def _formula(block: Block, column: Column, row: int) -> str:
    """The formula of a cell, its columns by name filled with their addresses; empty where it is none."""
    template = block.formulas.get(column.name, "")
    cells = {one.name: xl_rowcol_to_cell(row, place) for place, one in enumerate(block.table.columns)}
    return template.format(**cells)


def _cell(sheet: Any, cell: tuple[int, int], what: tuple[Column, Any], how: tuple[Looks, str]) -> None:
    (column, value), (looks, formula) = what, how
    is_figure = column.type in NUMERIC
    styles = ("box",) if is_figure else ("box", "wrap", "left")
    look = looks(*styles, num_format=number_format(column.type))
    if value is None or value == "":
        sheet.write_blank(*cell, None, look)
    elif formula:
        sheet.write_formula(*cell, formula, look, float(value))
    elif is_figure:
        sheet.write_number(*cell, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(*cell, value, look)
    else:
        sheet.write_string(*cell, str(value), look)


def _heading(column: Column) -> str:
    return f"{column.heading}（{column.unit}）" if column.unit else column.heading


def _widths(tab: Tab) -> list[float]:
    """The widths that show every table of the tab; long words wrap."""
    count = max(len(block.table.columns) for block in tab.blocks)
    widths = [8.0] * count
    for block in tab.blocks:
        for place, column in enumerate(block.table.columns):
            shown = [_width(column, values.get(column.name)) for values in _with_totals(block)]
            widths[place] = min(WIDEST, max(widths[place], heading_width(_heading(column)), *shown, 0.0))
    return widths


def _with_totals(block: Block) -> list[Mapping[str, Any]]:
    totals = {name: sum((values[name] for values in block.rows), Decimal(0)) for name in block.table.totals}
    return [*block.rows, *([totals] if totals else [])]


def _width(column: Column, value: Any) -> float:
    if value is None:
        return 0.0
    if column.type in NUMERIC:
        return printed_figure_width(f"{value:,f}") + 1
    return text_width(str(value)) + 2.0


def _lines(columns: Sequence[Column], values: Mapping[str, Any]) -> int:
    """How many lines the longest text of the row takes."""
    texts = [values[column.name] for column in columns if isinstance(values.get(column.name), str)]
    return max((-(-text_width(text) // int(WIDEST - 2)) for text in texts), default=1) or 1
