"""Writes a table of very many rows as a workbook of its own, by the Rust writer behind a type gate, and proves it.

The gate hands over only doubles that are exactly the decimals (or text where 15 digits do not hold them), so nothing
can be dropped or bent on the way.  The proof then streams the written sheet once: every number in it, in order, must
be the double handed over, and the last row must be the last one; totals follow from that.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.reports.exact_cells import exact_doubles, plain
from pipeline.reports.fixed_bytes import fix_time
from pipeline.reports.formats import DECIMALS, FONT, HEADING_COLOUR, MUTED_COLOUR, PAGE_FOOTER, number_format
from pipeline.reports.sheet_plan import SheetPlan, totals_line
from pipeline.reports.table_sheets import A4, BODY, FACTS, GRAIN, HEADINGS, TITLE, TOTALS, parts_of
from schemas.columns import Column

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

NUMBER = re.compile(rb"<v>([^<]*)")
LAST_ROW = re.compile(rb'<row r="(\d+)"')
PIECE = 1 << 20


class UnfaithfulSheet(Exception):
    """A written sheet does not hold what was handed over: our own mistake."""


def write_lines(path: Path, plan: SheetPlan) -> None:
    """Writes the table to ``path``; raises UnfaithfulSheet if the file does not read back."""
    from rustpy_xlsxwriter import write_worksheets

    tabs = [(name, _gated(plan, rows)) for name, rows in parts_of(plan)]
    texts = [field.name for field in tabs[0][1].schema if field.type == "string"]
    every = [name for name, _ in tabs]
    options: dict[str, Any] = {option: dict.fromkeys(every, value) for option, value in _options(plan, texts).items()}
    freeze = {"general": {"row": BODY, "col": min(2, len(plan.columns) - 1)}}
    write_worksheets(tabs, path, freeze_panes=freeze, datetime_format=number_format("date"), **options)
    fix_time(path)
    for number, (_, rows) in enumerate(tabs, 1):
        prove(path, f"xl/worksheets/sheet{number}.xml", rows)


def _options(plan: SheetPlan, texts: list[str]) -> dict[str, Any]:
    """How a tab looks: widths, formats, head, filter, print set-up."""
    return {
        "column_widths": plan.widths,
        "column_formats": _formats(plan),
        "header_format": _heading_format(),
        "header_row": HEADINGS,
        "merge_ranges": _head(plan),
        "row_heights": {TITLE: 26.0, HEADINGS: 46.0},
        "autofilter": True,
        "page_setup": _page(),
        "ignore_errors": texts,
    }


def prove(path: Path, part: str, rows: pa.Table) -> None:
    """That the sheet holds exactly these numbers in this order and ends with the last row."""
    import numpy as np

    with zipfile.ZipFile(path) as archive, archive.open(part) as sheet:
        pieces = _Pieces(sheet)
        found = np.concatenate([np.fromiter(map(float, NUMBER.findall(piece)), np.float64) for piece in pieces])
    expected = _expected(rows)
    if not np.array_equal(found, expected):
        raise UnfaithfulSheet(f"{path.name}: {len(found)} numbers written, {len(expected)} handed over")
    if pieces.last_row != BODY + rows.num_rows:
        raise UnfaithfulSheet(f"{path.name}: last row {pieces.last_row} instead of {BODY + rows.num_rows}")


class _Pieces:
    """The text of a sheet in pieces that cut no cell; remembers the number of the last row it met."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self.last_row = 0

    def __iter__(self) -> Iterator[bytes]:
        rest = b""
        while chunk := self._sheet.read(PIECE):
            text = rest + chunk
            cut = max(text.rfind(b"<c "), 0)
            self._note_row(text)
            yield text[:cut]
            rest = text[cut:]
        yield rest

    def _note_row(self, text: bytes) -> None:
        if met := LAST_ROW.search(text, max(text.rfind(b"<row "), 0)):
            self.last_row = int(met[1])


def _expected(rows: pa.Table) -> np.ndarray[Any, np.dtype[np.float64]]:
    """All numbers of the rows, row by row, empty cells left out."""
    import numpy as np
    import pyarrow as pa

    numeric = [column for column in rows.columns if column.type != pa.string()]
    if not numeric:
        return np.empty(0)
    matrix: np.ndarray[Any, np.dtype[np.float64]] = np.column_stack([_doubles(column) for column in numeric]).ravel()
    return np.asarray(matrix[~np.isnan(matrix)], np.float64)


def _doubles(column: pa.ChunkedArray) -> Any:
    import pyarrow as pa

    serial = column.cast(pa.int32()) if pa.types.is_date(column.type) else column
    offset = 25_569 if pa.types.is_date(column.type) else 0
    return serial.cast(pa.float64()).to_numpy() + offset


def _gated(plan: SheetPlan, rows: pa.Table) -> pa.Table:
    """The rows in types the writer keeps: doubles, whole numbers, days and text, under the headings."""
    import pyarrow as pa

    columns = [_gate(column, rows[column.name].combine_chunks()) for column in plan.columns]
    return pa.table(columns, names=plan.headings)


def _gate(column: Column, cells: pa.Array) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    if column.type in DECIMALS:
        doubles = exact_doubles(cells)
        return _as_text(cells) if doubles is None else pa.array(doubles, from_pandas=True)
    if column.type == "flag":
        return pc.if_else(cells, "是", "否")
    if column.type in ("date", "count"):
        return cells
    return pc.if_else(pc.equal(cells, ""), pa.scalar(None, pa.string()), cells)


def _as_text(cells: pa.Array) -> pa.Array:
    """The decimals in words of all their digits, for a column that doubles cannot hold."""
    import pyarrow as pa

    return pa.array([None if value is None else plain(value) for value in cells.to_pylist()], pa.string())


def _formats(plan: SheetPlan) -> dict[str, Any]:
    """Formats for the decimals only: a format on every cell, or one that names a font, costs a third of the writing."""
    from rustpy_xlsxwriter import Format

    pairs = zip(plan.headings, plan.columns, strict=True)
    return {
        heading: Format().set_num_format(number_format(column.type))
        for heading, column in pairs
        if column.type in DECIMALS
    }


def _heading_format() -> Any:
    from rustpy_xlsxwriter import Format

    look = Format().set_bold().set_text_wrap().set_align("center").set_align("vcenter")
    return look.set_font_color("#FFFFFF").set_background_color(HEADING_COLOUR).set_font_name(FONT).set_font_size(10)


def _head(plan: SheetPlan) -> list[tuple[Any, ...]]:
    """The lines over the headings, as merged cells: this writer has no other cells above its rows."""
    from rustpy_xlsxwriter import Format

    def plain_text() -> Format:
        return Format().set_font_name(FONT).set_font_size(10).set_align("left")

    last = max(len(plan.columns) - 1, 1)
    title = plain_text().set_bold().set_font_size(14).set_font_color(HEADING_COLOUR)
    lines = [
        (TITLE, plan.table.heading, title),
        (GRAIN, plan.table.grain, plain_text()),
        (FACTS, plan.facts, plain_text().set_font_color(MUTED_COLOUR)),
        (TOTALS, totals_line(plan), plain_text().set_bold()),
    ]
    return [(row, 0, row, last, text, look) for row, text, look in lines if text]


def _page() -> dict[str, Any]:
    margins = {"left": 0.3, "right": 0.3, "top": 0.5, "bottom": 0.6}
    return {
        "landscape": True, "paper_size": A4, "fit_to_pages": (1, 0), "repeat_rows": (HEADINGS, HEADINGS),
        "footer": PAGE_FOOTER, "margins": margins,
    }  # fmt: skip
