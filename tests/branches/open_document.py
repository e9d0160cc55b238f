"""Writes a book as an OpenDocument spreadsheet."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

from odf.element import Element
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
from odf.text import P

from .grid import Book, Sheet, Shown, as_text, serial_number


def write_ods(book: Book, file: Path) -> None:
    """An ods with typed cells, merged ranges and hidden rows, columns and sheets."""
    Element.namespaces.clear()  # odfpy gathers them over all documents of a process; the bytes would depend on the past
    document = OpenDocumentSpreadsheet()
    for sheet in book.sheets:
        document.spreadsheet.addElement(_table(document, sheet))
    document.save(str(file))


def _table(document: Any, sheet: Sheet) -> Any:
    table = Table(name=sheet.name)
    if sheet.is_hidden:
        style = Style(name=f"hidden{len(document.automaticstyles.childNodes)}", family="table")
        style.addElement(TableProperties(display="false"))
        document.automaticstyles.addElement(style)
        table.setAttribute("stylename", style)
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merges}
    covered = {
        (row, column)
        for top, left, bottom, right in sheet.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - set(spans)
    for left in range(max((len(row) for row in sheet.rows), default=0)):
        table.addElement(TableColumn(visibility="collapse" if left in sheet.hidden_columns else "visible"))
    for top, row in enumerate(sheet.rows):
        line = TableRow(visibility="collapse" if top in sheet.hidden_rows else "visible")
        for left, cell in enumerate(row):
            line.addElement(CoveredTableCell() if (top, left) in covered else _cell(cell, spans.get((top, left))))
        table.addElement(line)
    return table


def _cell(cell: Any, span: tuple[int, int] | None) -> Any:
    attributes: dict[str, Any] = {}
    if span:
        attributes |= {"numberrowsspanned": span[0], "numbercolumnsspanned": span[1]}
    value = cell.value if isinstance(cell, Shown) else cell
    if isinstance(value, dt.date) and isinstance(cell, Shown) and cell.number_format == "General":
        value = serial_number(value)
    if isinstance(value, dt.date):
        attributes |= {"valuetype": "date", "datevalue": value.isoformat()}
    elif isinstance(value, int | Decimal):
        kind = "percentage" if isinstance(cell, Shown) and cell.number_format.endswith("%") else "float"
        attributes |= {"valuetype": kind, "value": f"{value:f}" if isinstance(value, Decimal) else str(value)}
    elif value is not None:
        attributes |= {"valuetype": "string"}
    made = TableCell(**attributes)
    if cell is not None:
        for line in as_text(cell).split("\n"):
            made.addElement(P(text=line))
    return made
