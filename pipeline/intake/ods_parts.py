"""Reads in the XML of an ods what its reader does not tell: reach, error cells, merged and hidden areas.

Ordinary files repeat an empty row or cell up to the edge of the sheet; only filled cells count for the reach.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from pipeline.intake.facts import ErrorCell, SheetFacts
from pipeline.intake.raw import NO_VALUE, CellError, Span

MAX_LISTED = 10_000
"""More repetitions of one hidden row or one error cell than this are cut: they would only repeat themselves."""

_TOKEN = re.compile(
    rb'<table:(table|table-row|table-column|table-cell|covered-table-cell)(?=[\s/>])((?:[^>"]|"[^"]*")*)>'
)
_ERROR_TEXT = re.compile(r"#[A-Z/0-9]+[!?]?|Err:\d{3}")
_PARAGRAPH = re.compile(rb"<text:p\b[^>]*>([^<]*)")
_CELL_END = re.compile(rb"</table:(?:covered-)?table-cell>|<table:|\Z")


@dataclass
class _Sheet:
    """One sheet while it is walked."""

    name: str
    row: int = 0
    row_repeat: int = 0
    column: int = 0
    columns_defined: int = 0
    height: int = 0
    width: int = 0
    errors: list[ErrorCell] = field(default_factory=list)
    merged: list[Span] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def facts(self) -> SheetFacts:
        return SheetFacts(
            self.name, self.height, self.width, tuple(self.errors), tuple(self.merged),
            frozenset(self.hidden_rows), frozenset(self.hidden_columns),
        )  # fmt: skip


def sheets_facts(content: bytes) -> list[SheetFacts]:
    """The facts of every sheet of ``content.xml``, in order."""
    sheets: list[_Sheet] = []
    for token in _TOKEN.finditer(content):
        tag, attributes = token[1], token[2]
        if tag == b"table":
            sheets.append(_Sheet(html.unescape(_attribute(attributes, b"table:name").decode("utf-8", "replace"))))
        elif not sheets:
            continue
        elif tag == b"table-column":
            _define_column(sheets[-1], attributes)
        elif tag == b"table-row":
            _begin_row(sheets[-1], attributes)
        else:
            _add_cell(sheets[-1], content, token)
    return [sheet.facts() for sheet in sheets]


def _attribute(attributes: bytes, name: bytes) -> bytes:
    start = attributes.find(b" " + name + b'="')
    if start < 0:
        return b""
    start += len(name) + 3
    return attributes[start : attributes.find(b'"', start)]


def _count(attributes: bytes, name: bytes) -> int:
    digits = _attribute(attributes, name)
    return max(1, int(digits)) if digits.isdigit() and len(digits) < 10 else 1


def _is_hidden(attributes: bytes) -> bool:
    return _attribute(attributes, b"table:visibility") in (b"collapse", b"filter")


def _define_column(sheet: _Sheet, attributes: bytes) -> None:
    first = sheet.columns_defined
    sheet.columns_defined += _count(attributes, b"table:number-columns-repeated")
    if _is_hidden(attributes):
        sheet.hidden_columns.update(range(first, min(sheet.columns_defined, 16_384)))


def _begin_row(sheet: _Sheet, attributes: bytes) -> None:
    sheet.row += sheet.row_repeat
    sheet.row_repeat = _count(attributes, b"table:number-rows-repeated")
    sheet.column = 0
    if _is_hidden(attributes):
        sheet.hidden_rows.update(range(sheet.row, sheet.row + min(sheet.row_repeat, MAX_LISTED)))


def _add_cell(sheet: _Sheet, content: bytes, token: re.Match[bytes]) -> None:
    attributes = token[2]
    row, column = sheet.row, sheet.column
    repeat = _count(attributes, b"table:number-columns-repeated")
    sheet.column += repeat
    if attributes.endswith(b"/") and b"office:value-type" not in attributes and b"table:formula" not in attributes:
        return
    sheet.height, sheet.width = max(sheet.height, row + sheet.row_repeat), max(sheet.width, column + repeat)
    if b"-spanned" in attributes:
        rows = _count(attributes, b"table:number-rows-spanned")
        columns = _count(attributes, b"table:number-columns-spanned")
        if rows > 1 or columns > 1:
            sheet.merged.append((row, column, row + rows - 1, column + columns - 1))
    error = _error(content, token) if b"table:formula" in attributes or b'"error"' in attributes else None
    if error is not None:
        places = [(row + down, column + right) for down in range(sheet.row_repeat) for right in range(min(repeat, 99))]
        sheet.errors.extend((*place, error) for place in places[:MAX_LISTED])


def _error(content: bytes, token: re.Match[bytes]) -> CellError | None:
    """The error shown by a formula; a formula without a type of value was never computed."""
    attributes = token[2]
    end = _CELL_END.search(content, token.end())
    shown = _PARAGRAPH.search(content, token.end(), end.start() if end else len(content))
    text = html.unescape(shown[1].decode("utf-8", "replace")) if shown and not attributes.endswith(b"/") else ""
    if _attribute(attributes, b"calcext:value-type") == b"error" or _ERROR_TEXT.fullmatch(text):
        return CellError(text or "#错误!")
    return NO_VALUE if not text and b"office:value-type" not in attributes else None
