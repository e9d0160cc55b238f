"""Reads in the records of an xlsb what its reader does not tell: reach, error cells, merged and hidden areas.

Source: [MS-XLSB] 2.1.4 (record: type of 1–2 bytes, size of 1–4 bytes, seven bits each) and 2.4 (the records).
Not covered: a formula saved without a value (the format always stores one).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from pipeline.intake.facts import ERROR_CODES, ErrorCell, SheetFacts
from pipeline.intake.raw import CellError, Span

ROW, BLANK, LAST_CELL = 0, 1, 11
ERRORS = (3, 11)
COLUMNS, SHEET, BOOK_SETTINGS, MERGED = 60, 156, 153, 176
_HIDDEN_ROW = 0x10


def records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Type, start and end of every record; ValueError if one is cut off."""
    position, end = 0, len(data)
    while position + 1 < end:
        kind = data[position]
        position += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[position] & 0x7F) << 7
            position += 1
        size = shift = 0
        while position < end:
            byte = data[position]
            position += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21:
                break
        if position + size > end:
            raise ValueError("record cut off")
        yield kind, position, position + size
        position += size


def book_sheets(data: bytes) -> tuple[list[tuple[str, str]], bool]:
    """Name and relation id of the sheets in order, and whether serial dates count from 1904."""
    sheets: list[tuple[str, str]] = []
    date1904 = False
    for kind, start, end in records(data):
        if kind == SHEET and end - start >= 16:
            relation, after = _wide_string(data, start + 8)
            sheets.append((_wide_string(data, after)[0], relation))
        elif kind == BOOK_SETTINGS and end > start:
            date1904 = bool(data[start] & 1)
    return sheets, date1904


def _wide_string(data: bytes, start: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", data, start)
    end = start + 4 + 2 * min(length, 32_767)
    return data[start + 4 : end].decode("utf-16-le", "replace"), end


def sheet_facts(data: bytes) -> SheetFacts:
    """The facts of one sheet part, without its name."""
    row = height = width = 0
    errors: list[ErrorCell] = []
    merged: list[Span] = []
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    for kind, start, end in records(data):
        if kind <= LAST_CELL and end - start < 8:
            raise ValueError("cell or row cut off")
        if kind == ROW:
            (row,) = struct.unpack_from("<I", data, start)
            if end - start >= 12 and data[start + 11] & _HIDDEN_ROW:
                hidden_rows.add(row)
        elif BLANK < kind <= LAST_CELL and end - start >= 8:
            (column,) = struct.unpack_from("<I", data, start)
            height, width = max(height, row + 1), max(width, column + 1)
            if kind in ERRORS and end - start >= 9:
                errors.append((row, column, CellError(ERROR_CODES.get(data[start + 8], "#错误!"))))
        elif kind == COLUMNS and end - start >= 18:
            hidden_columns.update(_hidden_columns(data, start))
        elif kind == MERGED and end - start >= 16:
            first_row, last_row, first_column, last_column = struct.unpack_from("<4I", data, start)
            merged.append((first_row, first_column, last_row, last_column))
    return SheetFacts(
        "", height, width, tuple(errors), tuple(merged), frozenset(hidden_rows), frozenset(hidden_columns)
    )


def _hidden_columns(data: bytes, start: int) -> range:
    first, last, _, _, flags = struct.unpack_from("<4IH", data, start)
    return range(first, min(last, 16_383) + 1) if flags & 1 else range(0)
