"""The cells of a worksheet part: found or made at their place."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from lxml import etree

from pipeline.reports.finding_order import cell_position
from pipeline.reports.marking.package import Element, NotMarkable

_BEFORE_COLUMNS = ("sheetPr", "dimension", "sheetViews", "sheetFormatPr")


class Grid:
    """The rows and cells of one worksheet; row and column numbers are zero-based."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.namespace: str = etree.QName(root).namespace or ""
        self._data = root.find(self.tag("sheetData"))
        if etree.QName(root).localname != "worksheet" or self._data is None:
            raise NotMarkable
        self._rows: dict[int, Element] = dict(_numbered_rows(self._data))
        self._order = sorted(self._rows)
        self._cells: dict[int, dict[int, Element]] = {}

    def tag(self, name: str) -> str:
        """The name in the namespace of the sheet."""
        return f"{{{self.namespace}}}{name}"

    def cell(self, row: int, column: int) -> Element:
        """The cell, made in its order if it is missing, with the style its row or column would have given it."""
        cells = self._row_cells(row)
        if column in cells:
            return cells[column]
        element = self._row(row)
        made = etree.Element(self.tag("c"), r=f"{column_letters(column)}{row + 1}")
        style = self._inherited_style(row, column)
        if style:
            made.set("s", style)
        element.insert(sum(other < column for other in cells), made)
        element.attrib.pop("spans", None)
        cells[column] = made
        return made

    def set_text(self, row: int, column: int, text: str, style: int) -> None:
        """Put a text into a cell, in place of what it held."""
        cell = self.cell(row, column)
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        cell.set("s", str(style))
        words = etree.SubElement(etree.SubElement(cell, self.tag("is")), self.tag("t"))
        words.text = without_control_characters(text)
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def texts_in_rows(self, until: int) -> dict[int, int]:
        """How many texts stand in each of the first rows."""
        rows = [row for row in self._order if row < until]
        return {row: sum(cell.get("t") in ("s", "str", "inlineStr") for cell in self._row_cells(row).values())
                for row in rows}  # fmt: skip

    def free_column(self, rows: list[int], last_used: int) -> int:
        """The first column right of everything (and of ``last_used``), and right of what is merged over the rows."""
        column = 1 + max([last_used, *map(self._last_filled, self._order)])
        for top, left, bottom, right in sorted(self._merged(), key=lambda span: span[1]):
            if left <= column <= right and any(top <= row <= bottom for row in rows):
                column = right + 1
        return column

    def set_width(self, column: int, width: int) -> None:
        """Give a column a width of its own and show it."""
        columns = self.root.find(self.tag("cols"))
        if columns is None:
            columns = etree.Element(self.tag("cols"))
            before = {self.tag(name) for name in _BEFORE_COLUMNS}
            self.root.insert(sum(child.tag in before for child in self.root), columns)
        number = column + 1
        for other in list(columns):
            _cut_out(other, number)
        own = etree.Element(self.tag("col"), min=str(number), max=str(number), width=str(width), customWidth="1")
        columns.insert(sum(int(other.get("min")) < number for other in columns), own)

    def extend_dimension(self, row: int, column: int) -> None:
        """Let the declared size of the sheet reach the cell; where none is declared it stays so."""
        dimension = self.root.find(self.tag("dimension"))
        if dimension is None:
            return
        first, _colon, last = dimension.get("ref", "A1").partition(":")
        end = cell_position(last or first) or (0, 0)
        corner = f"{column_letters(max(end[1], column))}{max(end[0], row) + 1}"
        dimension.set("ref", f"{first or 'A1'}:{corner}")

    def _row(self, row: int) -> Element:
        if row not in self._rows:
            made = etree.Element(self.tag("row"), r=str(row + 1))
            place = bisect.bisect(self._order, row)
            if place < len(self._order):
                self._rows[self._order[place]].addprevious(made)
            else:
                self._data.append(made)
            self._order.insert(place, row)
            self._rows[row] = made
        return self._rows[row]

    def _row_cells(self, row: int) -> dict[int, Element]:
        if row not in self._cells:
            self._cells[row] = dict(_numbered_cells(self._row(row)))
        return self._cells[row]

    def _last_filled(self, row: int) -> int:
        """The last column of the row with content: looked for from the end, as most rows name their cells."""
        for cell in reversed(self._rows[row]):
            place = cell_position(cell.get("r", "")) if len(cell) and isinstance(cell.tag, str) else None
            if place:
                return place[1]
        filled = (column for column, cell in _numbered_cells(self._rows[row]) if len(cell))
        return max(filled, default=-1)

    def _merged(self) -> Iterator[tuple[int, int, int, int]]:
        for merged in self.root.iterfind(f"{self.tag('mergeCells')}/{self.tag('mergeCell')}"):
            first, _colon, last = merged.get("ref", "").partition(":")
            top, end = cell_position(first), cell_position(last or first)
            if top and end:
                yield (*top, *end)

    def _inherited_style(self, row: int, column: int) -> str:
        own = self._row(row)
        if own.get("customFormat") in ("1", "true"):
            return str(own.get("s", ""))
        for columns in self.root.iterfind(f"{self.tag('cols')}/{self.tag('col')}"):
            if int(columns.get("min")) <= column + 1 <= int(columns.get("max")):
                return str(columns.get("style", ""))
        return ""


def column_letters(column: int) -> str:
    """The letters of a zero-based column."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def without_control_characters(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "�", text)


def _numbered_rows(data: Element) -> Iterator[tuple[int, Element]]:
    """Rows with their numbers; a row without a number follows the one before."""
    number = -1
    for row in data:
        if isinstance(row.tag, str):
            number = int(row.get("r")) - 1 if row.get("r") else number + 1
            yield number, row


def _numbered_cells(row: Element) -> Iterator[tuple[int, Element]]:
    column = -1
    for cell in row:
        if isinstance(cell.tag, str) and etree.QName(cell).localname == "c":
            place = cell_position(cell.get("r", ""))
            column = place[1] if place else column + 1
            yield column, cell


def _cut_out(columns: Element, number: int) -> None:
    """Take one column out of a run of columns with a common width."""
    first, last = int(columns.get("min")), int(columns.get("max"))
    if not first <= number <= last:
        return
    if number < last:
        rest = etree.Element(columns.tag, dict(columns.attrib))
        rest.set("min", str(number + 1))
        columns.addnext(rest)
    if first < number:
        columns.set("max", str(number - 1))
    else:
        columns.getparent().remove(columns)
