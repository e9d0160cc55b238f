"""What the gate learns about a workbook before a reader opens it: how far it reaches, its errors, what it hides."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.findings import Finding, finding
from pipeline.intake.raw import CellError, Span

ErrorCell = tuple[int, int, CellError]
"""Zero-based row and column, and the error that stands there."""

ERROR_CODES = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
"""Error codes of the binary formats."""


class Refused(Exception):
    """Ends the inspection of a file: it must not reach a reader."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass(frozen=True)
class SheetFacts:
    """One sheet.  ``height`` and ``width`` bound the area of the filled cells from A1 (they may exceed it)."""

    name: str = ""
    height: int = 0
    width: int = 0
    errors: tuple[ErrorCell, ...] = ()
    merged: tuple[Span, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True)
class BookFacts:
    """A workbook that may be opened: ``data`` is what the reader gets, ``sheets`` are in the order of the workbook."""

    format: str
    data: bytes
    sheets: tuple[SheetFacts, ...] = ()
    date1904: bool = False
    notices: tuple[Finding, ...] = ()


def column_index(letters: str) -> int:
    """Zero-based index of a column: ``A`` → 0, ``AA`` → 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def column_letters(index: int) -> str:
    """Letters of a zero-based column: 0 → ``A``, 26 → ``AA``."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def too_large(file: str, sheet: str, size: tuple[int, int], limit: int) -> Refused:
    """The refusal of a sheet of so many rows and columns."""
    rows, columns = size
    far = f"{column_letters(columns - 1)}{rows}"
    return Refused(finding("F10", file=file, sheet=sheet, cell=far, rows=rows, columns=columns, far=far, limit=limit))
