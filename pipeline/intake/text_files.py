"""Reads csv, tsv and their kin: finds the encoding and the delimiter, keeps every cell as the text it is."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from pipeline.findings import Finding, finding
from pipeline.intake.facts import Refused

DELIMITERS = "\t,;|"
_SAMPLE_LINES = 200
_SAMPLE_CHARACTERS = 100_000
_CONTROLS = re.compile(r"_x00(?:0[0-8BCDEFbcdef]|1[0-9A-Fa-f]|7[Ff])_|[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\x7f]")
_END = "\x1e"
_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_GARBLED = re.compile("\ufffd|锟斤拷|烫烫烫")


def decoded(data: bytes) -> str | None:
    """The text of UTF-8, UTF-16 (with or without mark) or GB18030 bytes; None if they are no text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _text(data, "utf-16")
    head = data[:4096]
    if b"\0" in head:
        even, odd = head[::2].count(0), head[1::2].count(0)
        return _text(data, "utf-16-le" if odd > even else "utf-16-be") if max(even, odd) > len(head) // 10 else None
    for encoding in ("utf-8-sig", "gb18030"):
        text = _text(data, encoding)
        if text is not None:
            return text
    return None


def _text(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    head = text[:4096]
    strange = sum(1 for sign in head if sign < " " and sign not in "\t\r\n\f\x1a")
    return text if strange <= 2 + len(head) // 100 else None


def without_controls(text: str) -> str:
    """The text without control characters, raw or written ``_x000D_``; tabs and line feeds stay."""
    return _CONTROLS.sub("", text)


def rows_of_text(text: str, name: str) -> list[list[str]]:
    """The cells of a delimited text; refused if its quotes do not pair."""
    text = text.removeprefix("\ufeff")
    declared = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    if declared:
        text = text[declared.end() :]
    delimiter = declared[1] if declared else find_delimiter(text)
    return [[_cell(cell) for cell in row] for row in _split(text, delimiter, name)]


def _split(text: str, delimiter: str, name: str) -> Iterator[list[str]]:
    """The rows; a mark set behind the last one shows whether an open quote swallowed the end of the file."""
    end = _END if text.endswith(("\n", "\r")) or not text else f"\n{_END}"
    reader = csv.reader(io.StringIO(text + end, newline=""), delimiter=delimiter)
    line = 1
    try:
        for row in reader:
            if row == [_END]:
                return
            if row and row[-1].endswith(_END):
                break
            yield row
            line = reader.line_num + 1
    except csv.Error:  # A cell beyond any measure: the same open quote, met earlier.
        pass
    raise Refused(finding("F15", file=name, line=line))


def _cell(cell: str) -> str:
    """A cell as it is meant: exports write ``="000148"`` to keep the zeros from Excel."""
    if cell.startswith('="') and (match := _AS_TEXT.fullmatch(cell)):
        cell = match[1].replace('""', '"')
    return without_controls(cell) if not cell.isprintable() or "_x00" in cell else cell


def find_delimiter(text: str) -> str:
    """The delimiter that cuts most lines of the sample into the same number of cells (above one)."""
    lines = text[:_SAMPLE_CHARACTERS].splitlines()[:_SAMPLE_LINES]

    def evenness(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in islice(csv.reader(lines, delimiter=delimiter), _SAMPLE_LINES))
        except csv.Error:
            return 0, 0
        return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))

    return max(DELIMITERS, key=evenness) if lines else ","


def garbled(text: str, name: str) -> list[Finding]:
    """A notice if signs were lost before the file came here."""
    match = _GARBLED.search(text)
    if not match:
        return []
    return [finding("F14", file=name, value=match[0], line=text.count("\n", 0, match.start()) + 1)]
