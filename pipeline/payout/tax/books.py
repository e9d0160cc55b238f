"""A form of the tax office as a workbook its client reads in, and the workbook read back.

Writes: headings in the first row and nothing above, one sheet, ids and days as text, amounts as ``0.00``.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from pipeline.reports.formats import BOOK_OPTIONS, MADE_ON, Looks, figure_width, set_up_page, text_width
from schemas.columns import Column
from schemas.table import Table

Row = dict[str, Any]
AMOUNT = "0.00"
MONEY = "money"
WIDEST = 40
A4 = 9
CENT = Decimal("0.01")


class UnfaithfulFile(Exception):
    """A written file does not say what was to be written: our own mistake."""


def write_form(path: Path, table: Table, rows: Sequence[Row]) -> list[Row]:
    """Write the rows and hand on what the disk then holds; UnfaithfulFile if it is not the same."""
    with xlsxwriter.Workbook(str(path), BOOK_OPTIONS) as book:
        book.set_properties({"title": path.stem, "created": MADE_ON})
        _write(book.add_worksheet(table.heading), Looks(book), table, rows)
    found = read_form(path, table)
    meant = [{column.name: row.get(column.name) for column in table.columns} for row in rows]
    if found != meant:
        raise UnfaithfulFile(path.name)
    return found


def read_form(path: Path, table: Table) -> list[Row]:
    """The rows of a form; pandera's SchemaError, or UnfaithfulFile, if the workbook is not one."""
    import python_calamine

    book = python_calamine.load_workbook(str(path))
    lines = book.get_sheet_by_name(table.heading).to_python(skip_empty_area=False)
    if not lines or lines[0] != [column.heading for column in table.columns]:
        raise UnfaithfulFile(f"{path.name}: headings")
    rows = [
        {column.name: _value(column, cell) for column, cell in zip(table.columns, line, strict=True)}
        for line in lines[1:]
    ]
    table.schema.validate(table.from_rows(rows))
    return rows


def _value(column: Column, cell: Any) -> Decimal | str | None:
    if column.type == MONEY:
        if type(cell) is not float:
            raise UnfaithfulFile(f"{column.heading}: {cell!r} is no number")
        return Decimal(format(cell, ".15g")).quantize(CENT)
    if type(cell) is not str:
        raise UnfaithfulFile(f"{column.heading}: {cell!r} is no text")
    return cell or None


def _write(sheet: Any, looks: Looks, table: Table, rows: Sequence[Row]) -> None:
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _width(column, [row.get(column.name) for row in rows]))
        sheet.write_string(0, place, column.heading, looks("heading"))
        is_money = column.type == MONEY
        look = looks("grid", num_format=AMOUNT) if is_money else looks("grid", "text")
        for line, row in enumerate(rows, 1):
            value = row.get(column.name)
            if isinstance(value, Decimal):
                sheet.write_number(line, place, float(value), look)
            elif value:
                sheet.write_string(line, place, value, look)
            else:
                sheet.write_blank(line, place, None, look)
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, 2)
    set_up_page(sheet, paper=A4, repeat=(0, 0))


def _width(column: Column, values: Sequence[Any]) -> float:
    own = max((_shown(column, value) for value in values), default=0.0)
    return min(max(own, text_width(column.heading) + 2.0), WIDEST)


def _shown(column: Column, value: Any) -> float:
    return figure_width(len(f"{value:.2f}")) if column.type == MONEY else text_width(value or "") + 2.0
