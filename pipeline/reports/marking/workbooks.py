"""Marks an xlsx or xlsm workbook in place: only what carries a mark is changed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from pipeline.reports.marking.comments import add_comments
from pipeline.reports.marking.grid import Grid
from pipeline.reports.marking.marks import COLUMN_WIDTH, LAST_COLUMN, SheetMarks, likely_heading_row
from pipeline.reports.marking.package import NotMarkable, Package, resolve
from pipeline.reports.marking.styles import Styles

MAX_ROWS = 30_000
MAX_PART_BYTES = 150_000_000
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


def is_workbook(data: bytes) -> bool:
    """Whether these are the bytes of an xlsx or xlsm file (not of xlsb or ods)."""
    if not data.startswith(b"PK"):
        return False
    names = Package(data).names
    return "[Content_Types].xml" in names and any(re.search(r"(^|/)workbook\.xml$", name) for name in names)


def is_large(data: bytes, marks: Sequence[SheetMarks]) -> bool:
    """Whether a marked sheet has so many rows that only the faulty ones are worth giving back."""
    package = Package(data)
    parts = sheet_parts(package)
    return any(_is_large(package, parts[item.sheet]) for item in marks if item.sheet in parts)


def mark_workbook(data: bytes, marks: Sequence[SheetMarks]) -> bytes:
    """The marked workbook.  Raises NotMarkable if it has none of the sheets."""
    package = Package(data)
    parts = sheet_parts(package)
    book = _workbook_part(package)
    style_part = package.related(book, "styles")
    wanted = [(parts[item.sheet], item) for item in marks if item.sheet in parts]
    if not wanted:
        raise NotMarkable
    styles: Styles | None = None
    for part, item in wanted:
        grid = Grid(package.tree(part))
        styles = styles or Styles(package.read(style_part) if style_part else None, grid.namespace)
        _mark_sheet(grid, item, styles)
        add_comments(package, part, grid, item.comments())
        package.write_tree(part, grid.root)
    _write_styles(package, book, style_part, styles)
    return package.to_bytes()


def sheet_parts(package: Package) -> dict[str, str]:
    """Sheet name → worksheet part."""
    book = _workbook_part(package)
    targets = {relation.get("Id"): resolve(book, relation.get("Target")) for relation in package.relations(book)}
    parts: dict[str, str] = {}
    for sheet in package.tree(book).iter("{*}sheet"):
        identity = next((value for key, value in sheet.attrib.items() if etree.QName(key).localname == "id"), "")
        if identity in targets:
            parts[sheet.get("name")] = targets[identity]
    return parts


def _workbook_part(package: Package) -> str:
    name = package.related("", "officeDocument")
    if name is None:
        raise NotMarkable
    return name


def _is_large(package: Package, part: str) -> bool:
    if package.size(part) > MAX_PART_BYTES:
        return True
    return len(re.findall(rb"<(?:\w+:)?row[\s>/]", package.read(part))) > MAX_ROWS


def _mark_sheet(grid: Grid, marks: SheetMarks, styles: Styles) -> None:
    heading = likely_heading_row(grid.texts_in_rows(30), marks)
    column = grid.free_column([heading, *marks.rows], marks.last_column)
    for place, mark in marks.cells.items():
        cell = grid.cell(*place)
        cell.set("s", str(styles.coloured(int(cell.get("s", 0)), mark.stops)))
    if column > LAST_COLUMN:
        return
    grid.set_width(column, COLUMN_WIDTH)
    style, heading_style = styles.reason(), styles.heading()
    words = marks.reasons(heading)
    for row, text in words.items():
        grid.set_text(row, column, text, heading_style if row == heading else style)
    grid.extend_dimension(max(words), column)


def _write_styles(package: Package, book: str, part: str | None, styles: Styles | None) -> None:
    if styles is None:
        return
    name = part or "xl/styles.xml"
    package.write_tree(name, styles.root)
    if part is None:
        package.relate(book, "styles", name, "purl.oclc.org" in styles.root.tag)
        package.declare("PartName", f"/{name}", _STYLES_TYPE)
