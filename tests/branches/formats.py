"""Writes a book in the spreadsheet formats that arrive: xlsx, xlsm, xls, ods; text formats are in `text_formats`.

Every file is the same bytes each time: dates inside archives and properties are fixed.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.utils.datetime
import xlsxwriter
import xlwt
from openpyxl.utils import get_column_letter

from .grid import DATE_FORMAT, Book, Sheet, Shown, serial_number
from .open_document import write_ods
from .text_formats import write_csv, write_html, write_tabs

FIXED = dt.datetime(2026, 1, 1)
_MACRO_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_PLAIN_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def write_book(book: Book, path: Path, style: str) -> Path:
    """Write the book beside `path` (without ending) in one of `STYLES`; returns the file written."""
    ending, writer = STYLES[style]
    file = path.with_name(path.name + ending)
    file.parent.mkdir(parents=True, exist_ok=True)
    writer(book, file)
    return file


def write_xlsx(book: Book, file: Path) -> None:
    """An xlsx as most systems export it."""
    workbook = xlsxwriter.Workbook(str(file), {"date_1904": book.is_1904, "strings_to_urls": False})
    workbook.set_properties({"created": FIXED, "author": ""})
    formats: dict[str, Any] = {}

    def shape(number_format: str) -> Any:
        if number_format not in formats:
            formats[number_format] = workbook.add_format({"num_format": number_format})
        return formats[number_format]

    for sheet in book.sheets:
        _fill_page(workbook.add_worksheet(sheet.name), sheet, book.is_1904, shape)
    workbook.close()


def _fill_page(page: Any, sheet: Sheet, is_1904: bool, shape: Callable[[str], Any]) -> None:
    """One sheet through xlsxwriter: columns, merges, cells, filter."""
    for left in range(max((len(row) for row in sheet.rows), default=0)):
        page.set_column(left, left, 14, None, {"hidden": left in sheet.hidden_columns})
    for top, left, bottom, right in sheet.merges:
        page.merge_range(top, left, bottom, right, "")
    for top, row in enumerate(sheet.rows):
        if top in sheet.hidden_rows:
            page.set_row(top, None, None, {"hidden": True})
        for left, cell in enumerate(row):
            _put_xlsx(page, (top, left), _plain(cell, is_1904), shape)
    if sheet.filter_row is not None:
        page.autofilter(sheet.filter_row, 0, len(sheet.rows) - 1, len(sheet.rows[sheet.filter_row]) - 1)
    if sheet.is_hidden:
        page.hide()


def write_openpyxl(book: Book, file: Path) -> None:
    """The same through openpyxl, as scripts and some office systems write it (inline dates, other styles)."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904 if book.is_1904 else workbook.epoch
    for sheet in book.sheets:
        page = workbook.create_sheet(sheet.name)
        for top, row in enumerate(sheet.rows):
            for left, cell in enumerate(row):
                value, number_format = _plain(cell, book.is_1904)
                if value is not None:
                    target = page.cell(top + 1, left + 1, value)
                    target.number_format = number_format or target.number_format
            page.row_dimensions[top + 1].hidden = top in sheet.hidden_rows
        for left in sheet.hidden_columns:
            page.column_dimensions[get_column_letter(left + 1)].hidden = True
        for top, left, bottom, right in sheet.merges:
            page.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
        page.sheet_state = "hidden" if sheet.is_hidden else "visible"
    workbook.save(file)
    fix_archive(file)


def write_xlsm(book: Book, file: Path) -> None:
    """An xlsm without macros: an xlsx with the content type of a macro workbook."""
    write_xlsx(book, file)
    fix_archive(file, {"[Content_Types].xml": (_PLAIN_TYPE, _MACRO_TYPE)})


def write_xls(book: Book, file: Path) -> None:
    """A BIFF8 xls, as older systems export it."""
    workbook = xlwt.Workbook(encoding="utf-8")
    workbook.dates_1904 = book.is_1904
    styles: dict[str, xlwt.XFStyle] = {}
    for sheet in book.sheets:
        page = workbook.add_sheet(sheet.name)
        merged = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges}
        for top, row in enumerate(sheet.rows):
            for left, cell in enumerate(row):
                value, number_format = _plain(cell, book.is_1904)
                style = styles.setdefault(
                    number_format or "General", xlwt.easyxf(num_format_str=number_format or "General")
                )
                if (top, left) in merged:
                    page.write_merge(top, merged[top, left][0], left, merged[top, left][1], value, style)
                elif value is not None:
                    page.write(top, left, _biff(value, book.is_1904), style)
            if top in sheet.hidden_rows:
                page.row(top).hidden = True
        for left in sheet.hidden_columns:
            page.col(left).hidden = True
        page.visibility = 1 if sheet.is_hidden else 0
    workbook.save(str(file))


def fix_archive(file: Path, replacements: dict[str, tuple[bytes, bytes]] | None = None) -> None:
    """Rewrite a zip with fixed dates, fixed property times and, where asked, a replaced text in a part."""
    with zipfile.ZipFile(file) as archive:
        parts = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(file, "w") as archive:
        for info, content in parts:
            if info.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>2026-01-01T00:00:00Z", content)
            old, new = (replacements or {}).get(info.filename, (b"", b""))
            fixed = zipfile.ZipInfo(info.filename, (2026, 1, 1, 0, 0, 0))
            fixed.compress_type = info.compress_type
            archive.writestr(fixed, content.replace(old, new) if old else content)


def _plain(cell: Any, is_1904: bool) -> tuple[Any, str | None]:
    """Value and number format of a cell for a library that takes floats and dates."""
    number_format = None
    if isinstance(cell, Shown):
        cell, number_format = cell.value, cell.number_format
        if isinstance(cell, dt.date) and number_format == "General":
            cell = serial_number(cell, is_1904)
    if isinstance(cell, dt.date):
        return dt.datetime.combine(cell, dt.time()), number_format or DATE_FORMAT
    return (float(cell) if isinstance(cell, Decimal) else cell), number_format


def _biff(value: Any, is_1904: bool) -> Any:
    """A date as its serial number: xlwt itself gets 1904 books right only through the serial."""
    return serial_number(value.date(), is_1904) if isinstance(value, dt.datetime) else value


def _put_xlsx(page: Any, place: tuple[int, int], plain: tuple[Any, str | None], shape: Callable[[str], Any]) -> None:
    value, number_format = plain
    style = shape(number_format) if number_format else None
    if isinstance(value, str):
        page.write_string(*place, value)
    elif isinstance(value, dt.datetime):
        page.write_datetime(*place, value, style)
    elif value is not None:
        page.write_number(*place, value, style)


def _archived(writer: Callable[[Book, Path], None]) -> Callable[[Book, Path], None]:
    def write(book: Book, file: Path) -> None:
        writer(book, file)
        fix_archive(file)

    return write


STYLES: dict[str, tuple[str, Callable[[Book, Path], None]]] = {
    "xlsx": (".xlsx", write_xlsx),
    "openpyxl": (".xlsx", write_openpyxl),
    "xlsm": (".xlsm", write_xlsm),
    "xls": (".xls", write_xls),
    "ods": (".ods", _archived(write_ods)),
    "csv": (".csv", write_csv("utf-8")),
    "csv-bom": (".csv", write_csv("utf-8-sig")),
    "csv-gb18030": (".csv", write_csv("gb18030")),
    "tsv": (".tsv", write_tabs("utf-8")),
    "tab-xls": (".xls", write_tabs("gb18030")),
    "html-xls": (".xls", write_html("utf-8")),
    "html-gb": (".xls", write_html("gb18030")),
}
TEXT_STYLES = ("csv", "csv-bom", "csv-gb18030", "tsv", "tab-xls")
