"""Reads in the XML of an xlsx what no reader of workbooks tells: reach, error cells, formulas without value, hiding.

The usual spelling (``<c r="A1" …>``, as Excel, WPS and the writing libraries put it) is searched by a handful of fast
byte patterns; any other spelling, and any sheet that seems to reach too far, is walked cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.intake.facts import ErrorCell, SheetFacts, column_index
from pipeline.intake.raw import NO_VALUE, CellError

MAX_ROWS = 1_048_576
MAX_PLAIN_CELLS = 27_262_976
"""What a plain sheet can reach at most: 26 columns down to the last row."""
MIN_QUICK_PIECES = 4
"""Smaller sheets (below a megabyte) are always searched in full: it costs nothing."""
KNOWN_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})

_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>]*)>(.*?)</c>', re.DOTALL)
_CELL_END = re.compile(rb"</(?:\w+:)?c>|\Z")
_ODD_TYPE = re.compile(rb' t="[ei]')
_TEXT_TABLE = re.compile(rb"""<(?:\w+:)?sst\b(?:[^>"']|"[^"]*"|'[^']*')*>""")
_COUNT = re.compile(rb"""\s(?:c|uniqueC)ount\s*=\s*["']([0-9]+)["']""")
_EMPTY_VALUE = re.compile(rb"<(?:\w+:)?v\b")
_OWN_TEXT = re.compile(rb' t="(?:inlineStr|str)"')
_FORMULA_WITHOUT_VALUE = re.compile(rb"(?:</f>|<f\b[^>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_TOKEN = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>(\s*(?:</|<(?:\w+:)?f\b))?")
_REFERENCE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Z]{0,3})([0-9]{1,7})["']""")
_TYPE = re.compile(rb"""(?:^|\s)t\s*=\s*["'](\w+)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)<")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b([^>]*\shidden=["'](?:1|true)["'][^>]*)>""")
_HIDDEN_COLUMN = re.compile(rb"""<(?:\w+:)?col\b([^>]*\shidden=["'](?:1|true)["'][^>]*)>""")
_RAW_CONTROLS = bytes([*range(9), 11, 12, 13, *range(14, 32), 127])
_WRITTEN_CONTROLS = re.compile(
    rb"_x00(?:0[0-8BCDEF]|1[0-9A-F]|7F)_|&#(?:0*(?:[0-8]|1[1-9]|2[0-9]|3[01]|127)|x0*(?:[0-8BCDEF]|1[0-9A-F]|7F));",
    re.IGNORECASE,
)


def without_controls(data: bytes) -> bytes:
    """The part without control characters, raw or escaped (the same object if it has none); tabs, line feeds stay."""
    clean = data.translate(None, _RAW_CONTROLS)
    if _holds(clean, b"_", b"_x00") or _holds(clean, b"#", b"&#"):
        clean = _WRITTEN_CONTROLS.sub(b"", clean)
    return data if len(clean) == len(data) else clean


def with_honest_count(texts: bytes) -> bytes:
    """The shared strings without a count beyond any truth: the reader sets memory aside for what it is told."""
    start = _TEXT_TABLE.search(texts, 0, 65536)
    if start is None or all(int(count) <= len(texts) for count in _COUNT.findall(start[0])):
        return texts
    return texts[: start.start()] + _COUNT.sub(b"", start[0]) + texts[start.end() :]


def has_own_text(data: bytes) -> bool:
    """Whether the sheet holds texts itself rather than in the shared strings."""
    return _OWN_TEXT.search(data) is not None or b" t='" in data[:65536]


def readable_errors(data: bytes, facts: SheetFacts) -> bytes:
    """The sheet with errors newer than its reader (``#SPILL!``) written as ``#N/A``: the reader would give up."""
    for error in {str(error) for _, _, error in facts.errors} - KNOWN_ERRORS - {str(NO_VALUE)}:
        data = re.sub(rb"(<(?:\w+:)?v>)" + re.escape(error.encode()) + b"<", rb"\1#N/A<", data)
    return data


def quick_look(pieces: Iterable[bytes]) -> tuple[bool, list[bytes]]:
    """Whether a sheet is plain, and its pieces; searched as they are inflated, which is twice as fast as afterwards.

    Plain: usual spelling, every row ends within columns A–Z; no errors, formulas, hidden rows, control characters.
    """
    kept: list[bytes] = []
    is_plain = True
    tail = b""
    for piece in pieces:
        is_plain = is_plain and _is_plain(tail + piece)
        kept.append(piece)
        tail = piece[-64:]
    return is_plain, kept


def _is_plain(window: bytes) -> bool:
    cells = max(0, window.find(b"<sheetData"))
    return (
        (b'<c r="' in window or (b"<row" not in window and b":row" not in window))
        and b" r='" not in window[cells : cells + 4096]
        and not _holds(window, b"f", b"</f>", cells)
        and not _holds(window, b"h", b" hidden=", cells)
        and _has_plain_types(window, cells)
        and _ends_near(window)
    )


def _holds(data: bytes, sign: bytes, pattern: bytes, start: int = 0) -> bool:
    """Whether the pattern occurs; first one sign of it that plain sheets do not use, ten times faster."""
    return data.find(sign, start) >= 0 and data.find(pattern, start) >= 0


def _has_plain_types(window: bytes, cells: int) -> bool:
    """No error cells, and no control characters where the sheet holds its texts itself."""
    if _ODD_TYPE.search(window, cells) is None:
        return True
    return window.find(b' t="e"', cells) < 0 and without_controls(window) is window


def _ends_near(window: bytes) -> bool:
    """Whether the second sign of the address of every row's last cell is a digit: no row ends beyond column Z."""
    seconds = set()
    for row in window.split(b"</row>"):
        start = row.rfind(b'<c r="')
        if start >= 0:
            seconds.add(row[start + 7 : start + 8])
    return max(seconds, default=b"") <= b"9"


def plain_facts(name: str, head: bytes) -> SheetFacts:
    """The facts of a plain sheet: at most its columns are hidden."""
    return SheetFacts(name=name, hidden_columns=_hidden_columns(head))


def sheet_facts(name: str, data: bytes, max_cells: int) -> SheetFacts:
    """What the XML of one sheet says; exact where it matters, a bound of the area otherwise."""
    facts = _facts_fast(data)
    if facts is None or facts.height * facts.width > max_cells:
        facts = _facts_exact(data)
    return replace(facts, name=name, hidden_rows=_hidden_rows(data), hidden_columns=_hidden_columns(data))


def _facts_fast(data: bytes) -> SheetFacts | None:
    """None if the sheet is not in the usual spelling."""
    if b":sheetData" in data[:8192] or b":sheetData" in data[-8192:]:
        return None
    near, height = _near_cells(data)
    width = 26
    for letters, row, empty in set(near.findall(data)):
        if not letters:
            return None
        if not empty:
            height = max(height, int(row))
            width = max(width, column_index(letters.decode()) + 1)
    return SheetFacts(height=height, width=width, errors=tuple(_errors_fast(data)))


def _near_cells(data: bytes) -> tuple[re.Pattern[bytes], int]:
    """A pattern that skips the cells of columns A–Z down to the last row (rounded up), and the row it skips down to.

    It finds the cells further away (column, row, whether empty) and, as three empty groups, cells in another spelling.
    """
    last = re.match(rb'<row [^>]*?r="([0-9]+)"', data[max(0, data.rfind(b"<row ")) :])
    digits = str(max(10_000, int(last[1]) if last else 0))
    tail = len(digits) - 1
    near = f'[A-Z](?:[0-9]{{1,{tail}}}"|[1-{digits[0]}][0-9]{{{tail}}}")'
    far = '(?:r="([A-Z]{1,3})([0-9]{1,7})"[^>]*?(/?)>)?'
    pattern = re.compile(f'<c(?! r="{near})[ >/\\t\\r\\n]{far}'.encode())
    return pattern, min(MAX_ROWS, (int(digits[0]) + 1) * 10**tail - 1)


def _errors_fast(data: bytes) -> Iterator[ErrorCell]:
    position = data.find(b' t="e"')
    while position >= 0:
        cell = _cell_around(data, position)
        if cell and position < cell.start(4):
            yield _place(cell[1], cell[2], _error_of(cell[4]))
        position = data.find(b' t="e"', position + 6)
    if b"<f" not in data:
        return
    for match in _FORMULA_WITHOUT_VALUE.finditer(data):
        cell = _cell_around(data, match.start())
        if cell and not _is_blank_or_error(cell[3], cell[4]):
            yield _place(cell[1], cell[2], NO_VALUE)


def _cell_around(data: bytes, position: int) -> re.Match[bytes] | None:
    start = data.rfind(b"<c ", 0, position)
    cell = _CELL.match(data, start) if start >= 0 else None
    return None if cell is None or cell[3].endswith(b"/") else cell


def _place(letters: bytes, row: bytes, error: CellError) -> ErrorCell:
    return int(row) - 1, column_index(letters.decode()), error


def _error_of(body: bytes) -> CellError:
    value = _VALUE.search(body)
    return CellError(value[1].decode("utf-8", "replace")) if value and value[1] else NO_VALUE


def _is_blank_or_error(attributes: bytes, body: bytes) -> bool:
    """A formula whose result is the empty text carries an empty value and says so; errors are told elsewhere."""
    kind = _TYPE.search(attributes)
    return kind is not None and (kind[1] == b"e" or (kind[1] == b"str" and _EMPTY_VALUE.search(body) is not None))


def _facts_exact(data: bytes) -> SheetFacts:
    """Every cell in turn, whatever the spelling; a cell without address follows the one before."""
    height = width = 0
    row, column = -1, -1
    errors: list[ErrorCell] = []
    for token in _TOKEN.finditer(data):
        tag, attributes, follows = token.groups()
        reference = _REFERENCE.search(attributes)
        if tag == b"row":
            row, column = int(reference[2]) - 1 if reference else row + 1, -1
            continue
        column = column_index(reference[1].decode()) if reference else column + 1
        place = (int(reference[2]) - 1 if reference else row, column)
        if not attributes.endswith(b"/") and (follows is None or not follows.endswith(b"/")):
            height, width = max(height, place[0] + 1), max(width, column + 1)
            if (error := _exact_error(data, token)) is not None:
                errors.append((*place, error))
    return SheetFacts(height=height, width=width, errors=tuple(errors))


def _exact_error(data: bytes, token: re.Match[bytes]) -> CellError | None:
    """The error of a filled cell; only cells that hold a formula or look like an error are searched to their end."""
    is_formula = token[3] is not None
    kind = _TYPE.search(token[2]) if is_formula or b"e" in token[2] else None
    if not is_formula and (kind is None or kind[1] != b"e"):
        return None
    end = _CELL_END.search(data, token.end())
    body = data[token.start(2) : end.start() if end else len(data)]
    if kind and kind[1] == b"e":
        return _error_of(body)
    value = _VALUE.search(body)
    return None if (value and value[1]) or _is_blank_or_error(token[2], body) else NO_VALUE


def _hidden_rows(data: bytes) -> frozenset[int]:
    if b" hidden=" not in data:
        return frozenset()
    numbers = (_REFERENCE.search(match) for match in _HIDDEN_ROW.findall(data))
    return frozenset(int(number[2]) - 1 for number in numbers if number)


def _hidden_columns(data: bytes) -> frozenset[int]:
    hidden: set[int] = set()
    for attributes in _HIDDEN_COLUMN.findall(data[: max(0, data.find(b"sheetData"))]):
        bounds = re.findall(rb"""\s(?:min|max)=["']([0-9]{1,5})["']""", b" " + attributes)
        if len(bounds) == 2:
            first, last = sorted(map(int, bounds))
            hidden.update(range(first - 1, min(last, 16_384)))
    return frozenset(hidden)
