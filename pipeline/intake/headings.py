"""Which table a sheet holds, told by its headings: normalising, units, one- and two-row heads, merged cells.

Reads: the first rows of a raw sheet, the headings and aliases of ``schemas``.
Not covered: headings that run down a column (the paper form of the visit slip has a module of its own).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from pipeline.intake.raw import Cell, CellError, RawSheet
from schemas.intake import (
    DUTY_KINDS,
    KIND_ALIASES,
    KINDS,
    MARKED_BY,
    MATCHED_AT_LEAST,
    ONE_OF,
    PROVENANCE,
    RECOGNISED_BY,
    TARGETS,
)
from schemas.table import Table

SEARCHED_ROWS = 30
UNITS = {
    "元": "元", "人民币元": "元", "人民币": "元", "rmb": "元", "cny": "元", "¥": "元", "万元": "万元", "万": "万元",
    "亿元": "亿元", "亿": "亿元", "千元": "千元", "百元": "百元", "%": "%", "百分比": "%", "百分数": "%",
    "天": "天", "日": "天", "次": "次", "小时": "小时", "时": "小时", "分钟": "分钟", "分": "分",
    "户": "户", "笔": "笔", "人": "人", "h": "小时", "min": "分钟",
}  # fmt: skip
REMARKS = ("必填", "选填", "可空", "非必填", "必输", "可选", "*")
_BRACKETS = re.compile(r"[(\[【〔{](?:单位:?)?([^()\[\]【】〔〕{}]*)[)\]】〕}]")
_SLASHED = re.compile(r"[/_](万元|亿元|千元|元|天|次|小时|分钟|%)$")


@dataclass(frozen=True)
class Heading:
    """One heading as compared: its words without white space, brackets and unit, and the unit it stated."""

    text: str
    unit: str = ""


@dataclass(frozen=True)
class Head:
    """The heading rows of one table in a sheet, and which column of the kind stands in which sheet column.

    Row and column numbers count from zero; ``last`` is the last row of the head; ``known`` is every spelling of every
    kind the sheet might have been.
    """

    kind: Table
    first: int
    last: int
    places: dict[str, int]
    units: dict[str, str]
    doubles: tuple[tuple[str, int, int], ...] = ()
    unknown: tuple[tuple[int, str], ...] = ()
    texts: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()

    @property
    def missing(self) -> tuple[str, ...]:
        """The columns by which the kind is recognised and which are not there."""
        return tuple(name for name in recognised_by(self.kind) if name not in self.places)

    @property
    def is_complete(self) -> bool:
        """Whether the sheet is of this kind."""
        either = ONE_OF.get(self.kind.name)
        matched = len(self.places) >= MATCHED_AT_LEAST.get(self.kind.name, 2)
        return matched and not self.missing and (either is None or any(name in self.places for name in either))

    @property
    def is_marked(self) -> bool:
        """Whether the heading stands there that hardly another kind has."""
        return MARKED_BY.get(self.kind.name) in self.places


@dataclass
class _Match:
    places: dict[str, int] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    doubles: list[tuple[str, int, int]] = field(default_factory=list)
    unknown: list[tuple[int, str]] = field(default_factory=list)


def plain(cell: Cell) -> str:
    """The words of a cell without white space, half width; empty for an error cell."""
    if cell == "" or isinstance(cell, CellError):
        return ""
    return "".join(unicodedata.normalize("NFKC", str(cell)).split()).replace("\u200b", "").replace("\ufeff", "")


def heading(cell: Cell) -> Heading:
    """The heading a cell holds: ``总资产（万元）`` is 总资产 in 万元."""
    return _heading(cell) if type(cell) is str else Heading(plain(cell))


@cache
def _heading(text: str) -> Heading:
    words, unit = plain(text).strip("*:"), ""
    for match in _BRACKETS.finditer(words):
        inner = match[1].lower()
        if inner in UNITS or inner in REMARKS:
            unit = UNITS.get(inner, unit)
            words = words.replace(match[0], "")
    slashed = _SLASHED.search(words)
    if slashed:
        words, unit = words[: slashed.start()], UNITS[slashed[1]]
    return Heading(words.strip("*:"), unit)


def recognised_by(kind: Table) -> tuple[str, ...]:
    """The columns without which a sheet is not this kind."""
    return RECOGNISED_BY.get(kind.name) or tuple(name for name in kind.required if name not in PROVENANCE)


@dataclass(frozen=True)
class Vocabulary:
    """The kinds a sheet may be of, and how their columns may be spelt; where two match alike the first is meant."""

    kinds: tuple[Table, ...]

    @cached_property
    def of_kind(self) -> dict[str, dict[str, str]]:
        """The spellings of every kind, by its name."""
        return {kind.name: _spellings(kind) for kind in self.kinds}

    @cached_property
    def known(self) -> frozenset[str]:
        """Every spelling of every kind."""
        return frozenset(text for spelt in self.of_kind.values() for text in spelt)


KNOWN_KINDS = (*KINDS, TARGETS)
"""The kinds every installation knows; which folder they belong into is asked once they are read."""

EVERYWHERE = Vocabulary(KNOWN_KINDS)
"""How they are spelt."""


@cache
def vocabulary(records: tuple[Table, ...]) -> Vocabulary:
    """The kinds every installation knows, after those a pay standard adds, whose headings must match exactly."""
    return Vocabulary((*records, *KNOWN_KINDS)) if records else EVERYWHERE


def _spellings(kind: Table) -> dict[str, str]:
    """Every normalised heading and alias of a kind, with the column it names; a heading goes before an alias."""
    columns = [column for column in kind.columns if column.name not in PROVENANCE]
    found = {_heading(column.heading).text: column.name for column in columns}
    for column in columns:
        for alias in (*column.aliases, *KIND_ALIASES.get((kind.name, column.name), ())):
            found.setdefault(_heading(alias).text, column.name)
    return found


def grid(sheet: RawSheet, first: int = 0, count: int = SEARCHED_ROWS) -> list[list[Heading]]:
    """The headings of the rows from ``first``, each row as wide as the sheet."""
    rows = sheet.rows[first : first + count]
    width = max(map(len, rows), default=0)
    return [[heading(cell) for cell in row] + [Heading("")] * (width - len(row)) for row in rows]


def spread(sheet: RawSheet, headings: list[list[Heading]], first: int = 0) -> list[list[Heading]]:
    """The same headings with every merged range filled from its top-left cell."""
    filled = [list(row) for row in headings]
    for top, left, bottom, right in sheet.merged:
        if not first <= top < first + len(filled) or left >= len(filled[top - first]):
            continue
        for row in filled[top - first : bottom - first + 1]:
            row[left : right + 1] = [headings[top - first][left]] * (min(right + 1, len(row)) - left)
    return filled


def find_head(sheet: RawSheet, first: int = 0, spelt: Vocabulary = EVERYWHERE) -> Head | None:
    """The head of the first table at or below a row: every needed heading found, the most columns matched."""
    heads = [head for head in _heads(sheet, first, spelt) if head.is_complete]
    if any(head.kind not in KNOWN_KINDS for head in heads):
        # What the standard asks for by its own headings is no record of duty, whatever else stands beside it.
        heads = [head for head in heads if head.kind not in DUTY_KINDS]
    return max(heads, key=_fullness, default=None)


def _fullness(head: Head) -> tuple[int, bool, int]:
    """The more columns the better; a telling heading decides a tie; one row of headings before two that say no more."""
    return len(head.places), head.is_marked, head.first - head.last


def near_head(sheet: RawSheet, spelt: Vocabulary = EVERYWHERE) -> Head | None:
    """The head that comes nearest to a kind: at least 3 and 60 % of the needed headings; None if none does."""
    best: tuple[float, Head] | None = None
    for head in _heads(sheet, 0, spelt):
        needed = recognised_by(head.kind)
        found = 0 if head.kind.name in MARKED_BY and not head.is_marked else len(needed) - len(head.missing)
        part = found / len(needed)
        if found >= 3 and part >= 0.6 and (best is None or part > best[0]):
            best = (part, head)
    return best[1] if best else None


def _heads(sheet: RawSheet, first: int, spelt: Vocabulary) -> list[Head]:
    """Every reading of every row, and of every pair of rows, as the head of every kind."""
    single = grid(sheet, first)
    filled = spread(sheet, single, first)
    heads = []
    for index, row in enumerate(single):
        words = sum(1 for item in row if item.text in spelt.known)
        below = single[index + 1] if index + 1 < len(single) else []
        if words >= 2:
            heads += _as_each(spelt, (first + index, first + index), [(item,) for item in row])
        if below and (words or any(item.text in spelt.known for item in below)):
            heads += _as_each(spelt, (first + index, first + index + 1), _two_rows(row, filled[index], below))
    return heads


def _two_rows(upper: list[Heading], filled: list[Heading], lower: list[Heading]) -> list[tuple[Heading, ...]]:
    """What a column may be called under two rows: both words together, the lower word, the upper one if alone."""
    names: list[tuple[Heading, ...]] = []
    for top, over, under in zip(upper, filled, lower, strict=True):
        unit = under.unit or over.unit
        if under.text and over.text and under.text != over.text:
            names.append((Heading(over.text + under.text, unit), Heading(under.text, unit)))
        else:
            names.append((Heading(under.text or top.text, unit),))
    return names


def _as_each(spelt: Vocabulary, rows: tuple[int, int], names: Sequence[tuple[Heading, ...]]) -> list[Head]:
    """These rows as the head of every kind."""
    return [_head(kind, spelt, rows, names) for kind in spelt.kinds]


def _head(kind: Table, spelt: Vocabulary, rows: tuple[int, int], names: Sequence[tuple[Heading, ...]]) -> Head:
    """The head of this kind under these names; a column named twice keeps its first place and is told."""
    match, known = _Match(), spelt.of_kind[kind.name]
    for index, options in enumerate(names):
        option = next((option for option in options if option.text in known), None)
        if option is None:
            if options[-1].text:
                match.unknown.append((index, options[-1].text))
            continue
        name = known[option.text]
        if name in match.places:
            match.doubles.append((name, match.places[name], index))
            continue
        match.places[name], match.units[name] = index, option.unit
    texts = frozenset(option.text for options in names for option in options if option.text)
    told = (tuple(match.doubles), tuple(match.unknown))
    return Head(kind, *rows, match.places, match.units, *told, texts, spelt.known)
