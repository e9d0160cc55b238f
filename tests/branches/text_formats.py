"""Text that passes for workbooks: csv, tab-separated text (also named .xls), HTML tables named .xls."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable
from pathlib import Path

from .grid import Book, Sheet, as_text

Writer = Callable[[Book, Path], None]


def write_csv(encoding: str) -> Writer:
    """A writer of comma-separated text in an encoding; the first sheet only."""
    return _separated(encoding, ",")


def write_tabs(encoding: str) -> Writer:
    """A writer of tab-separated text in an encoding; the first sheet only."""
    return _separated(encoding, "\t")


def write_html(encoding: str) -> Writer:
    """A writer of one HTML page with a table per sheet, as web systems export "Excel"."""
    charset = "gb2312" if encoding == "gb18030" else encoding

    def write(book: Book, file: Path) -> None:
        tables = "\n".join(_table(sheet) for sheet in book.sheets)
        page = (
            f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" '
            f'content="text/html; charset={charset}"></head><body>\n{tables}\n</body></html>\n'
        )
        file.write_bytes(page.encode(encoding))

    return write


def _separated(encoding: str, delimiter: str) -> Writer:
    def write(book: Book, file: Path) -> None:
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
        writer.writerows([as_text(cell) for cell in row] for row in book.sheets[0].rows)
        file.write_bytes(buffer.getvalue().encode(encoding))

    return write


def _table(sheet: Sheet) -> str:
    """One sheet as an HTML table; merges as row and column spans, ids kept text by the office style."""
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merges}
    covered = {
        (row, column)
        for top, left, bottom, right in sheet.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - set(spans)
    lines = []
    for top, row in enumerate(sheet.rows):
        cells = []
        for left, cell in enumerate(row):
            if (top, left) in covered:
                continue
            down, across = spans.get((top, left), (1, 1))
            extent = (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{across}"' if across > 1 else "")
            style = " style=\"mso-number-format:'\\@'\"" if isinstance(cell, str) else ""
            cells.append(f"<td{extent}{style}>{html.escape(as_text(cell)).replace(chr(10), '<br>')}</td>")
        hidden = ' style="display:none"' if top in sheet.hidden_rows else ""
        lines.append(f"<tr{hidden}>{''.join(cells)}</tr>")
    return '<table border="1">\n' + "\n".join(lines) + "\n</table>"
