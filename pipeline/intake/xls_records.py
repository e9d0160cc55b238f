"""Reads in the records of an xls what its reader does not tell: reach, error cells, hidden areas, encryption.

Source: [MS-XLS] 2.1.4 (record: type and size of two bytes each) and 2.4 (the records).
Not covered: a formula saved without a value (the format always stores one; some writers store an empty text).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.intake.facts import ERROR_CODES, ErrorCell, SheetFacts
from pipeline.intake.raw import CellError

END, ENCRYPTED, DATES, SHEET, TEXTS = 0x000A, 0x002F, 0x0022, 0x0085, 0x00FC
DIMENSIONS, ROW, COLUMNS = 0x0200, 0x0208, 0x007D
ERROR_OR_BOOL, FORMULA, SEVERAL_NUMBERS = 0x0205, 0x0006, 0x00BD
CELLS = frozenset({0x0203, 0x0204, 0x00FD, 0x00D6, 0x027E, ERROR_OR_BOOL, FORMULA, SEVERAL_NUMBERS})
WORKSHEET = 0
_HIDDEN_ROW = 0x20


@dataclass(frozen=True)
class XlsFacts:
    """What the stream of a workbook says; ``sheets`` in its order, ``has_macro_sheets`` for Excel-4 macros."""

    is_encrypted: bool
    date1904: bool
    sheets: tuple[SheetFacts, ...]
    has_macro_sheets: bool


def book_facts(stream: bytes) -> XlsFacts:
    """The facts of the stream ``Workbook`` (or ``Book``); ValueError, struct.error or IndexError if it is broken."""
    starts: list[tuple[int, str]] = []
    date1904 = has_macro_sheets = False
    for kind, start, size in _records(stream, 0):
        if kind == ENCRYPTED:
            return XlsFacts(True, False, (), False)
        if kind == DATES and size >= 2:
            date1904 = stream[start] == 1
        elif kind == TEXTS and size >= 8 and struct.unpack_from("<I", stream, start + 4)[0] > len(stream):
            raise ValueError("SST")  # More texts than bytes: the reader would set memory aside for them.
        elif kind == SHEET and size >= 8:
            starts.append((struct.unpack_from("<I", stream, start)[0], _sheet_name(stream, start, size)))
            has_macro_sheets |= stream[start + 5] == 1
    sheets = tuple(replace(_sheet_facts(stream, at), name=name) for at, name in starts)
    return XlsFacts(False, date1904, sheets, has_macro_sheets)


def _records(stream: bytes, position: int) -> Iterator[tuple[int, int, int]]:
    """Type, start and size of the records up to the first end mark: exactly those the reader reads."""
    while position + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        position += 4
        if kind == END or position + size > len(stream):
            return
        yield kind, position, size
        position += size


def _claimed_area(stream: bytes, start: int, size: int) -> tuple[int, int]:
    """Rows and columns a sheet claims to hold, for which the reader sets memory aside.

    Raises ValueError if its last row or column stands before the first: the reader would take that for billions.
    """
    top, bottom, left, right = struct.unpack_from("<IIHH" if size >= 14 else "<HHHH", stream, start)
    if bottom and right and (top > bottom or left > right):
        raise ValueError("DIMENSIONS")
    return bottom, right


def _sheet_name(stream: bytes, start: int, size: int) -> str:
    """The name in the spelling of Excel 97 and later; for older books it only serves messages."""
    count, flags = stream[start + 6], stream[start + 7]
    text = stream[start + 8 : start + size]
    return text[: 2 * count].decode("utf-16-le", "replace") if flags & 1 else text[:count].decode("latin-1")


def _sheet_facts(stream: bytes, position: int) -> SheetFacts:
    height = width = 0
    errors: list[ErrorCell] = []
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    for kind, start, size in _records(stream, position):
        if kind in CELLS and size >= 6:
            row, column = struct.unpack_from("<HH", stream, start)
            last = struct.unpack_from("<H", stream, start + size - 2)[0] if kind == SEVERAL_NUMBERS else column
            height, width = max(height, row + 1), max(width, last + 1)
            if (code := _error_code(stream, kind, start, size)) is not None:
                errors.append((row, column, CellError(ERROR_CODES.get(code, "#错误!"))))
        elif kind == DIMENSIONS and size >= 10:
            rows, columns = _claimed_area(stream, start, size)
            height, width = max(height, rows), max(width, columns)
        elif kind == ROW and size >= 16 and stream[start + 12] & _HIDDEN_ROW:
            hidden_rows.add(struct.unpack_from("<H", stream, start)[0])
        elif kind == COLUMNS and size >= 10:
            first, last, _, _, flags = struct.unpack_from("<5H", stream, start)
            hidden_columns.update(range(first, min(last, 255) + 1) if flags & 1 else ())
    return SheetFacts("", height, width, tuple(errors), (), frozenset(hidden_rows), frozenset(hidden_columns))


def _error_code(stream: bytes, kind: int, start: int, size: int) -> int | None:
    """The error of an error cell, or of a formula whose stored result is one."""
    if kind == ERROR_OR_BOOL and size >= 8 and stream[start + 7] == 1:
        return stream[start + 6]
    if kind == FORMULA and size >= 14 and stream[start + 12 : start + 14] == b"\xff\xff" and stream[start + 6] == 2:
        return stream[start + 8]
    return None
