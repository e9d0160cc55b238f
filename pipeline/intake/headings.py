"""Which table a sheet holds, told by its headings: one- and two-row heads, merged cells.

Reads: the first rows of a raw sheet, the headings and aliases of ``schemas``.
Not covered: headings that run down a column (the paper form of the visit slip has a module of its own).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from pipeline.intake.heading_words import Heading, heading
from pipeline.intake.raw import RawSheet
from schemas.columns import Column
from schemas.intake import (
    CONTRIBUTION_ROWS,
    DUTY_NAMES,
    KIND_ALIASES,
    KINDS,
    MARKED_BY,
    MATCHED_AT_LEAST,
    ONE_OF,
    PROVENANCE,
    RECOGNISED_BY,
    ROSTER,
    TARGETS,
    delivered,
)
from schemas.table import Table

SEARCHED_ROWS = 30
WITH_FACTS = (ROSTER.name, CONTRIBUTION_ROWS.name)
"""Kinds with one row per person, in which a column may be one of the facts the standard asks for."""


@dataclass(frozen=True)
class Head:
    """The heading rows of one table in a sheet, and which column of the kind stands in which sheet column.

    Row and column numbers count from zero; ``last`` is the last row of the head; ``known`` is every spelling of every
    kind the sheet might have been; ``facts`` are the columns that stand there and are facts, not columns of the kind.
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
    facts: tuple[Column, ...] = ()

    def column(self, name: str) -> Column:
        """The column of the kind, or the fact, of this name."""
        return next((fact for fact in self.facts if fact.name == name), None) or self.kind.column(name)

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


def recognised_by(kind: Table) -> tuple[str, ...]:
    """The columns without which a sheet is not this kind."""
    return RECOGNISED_BY.get(kind.name) or required(kind)


def required(kind: Table) -> tuple[str, ...]:
    """The columns a sheet of this kind must have."""
    return tuple(name for name in kind.required if name not in PROVENANCE)


@dataclass(frozen=True)
class Vocabulary:
    """The kinds a sheet may be of, and how their columns may be spelt; where two match alike the first is meant.

    ``facts`` are columns that kinds of persons may have besides their own.
    """

    kinds: tuple[Table, ...]
    facts: tuple[Column, ...] = ()

    @cached_property
    def of_kind(self) -> dict[str, dict[str, str]]:
        """The spellings of every kind, by its name."""
        return {kind.name: _spellings(kind, self.facts_in(kind)) for kind in self.kinds}

    def facts_in(self, kind: Table) -> tuple[Column, ...]:
        """The facts that may be columns of this kind."""
        return self.facts if kind.name in WITH_FACTS else ()

    @cached_property
    def known(self) -> frozenset[str]:
        """Every spelling of every kind."""
        return frozenset(text for spelt in self.of_kind.values() for text in spelt)


KNOWN_KINDS = tuple(delivered(kind) for kind in (*KINDS, TARGETS))
"""The kinds every installation knows, as delivered; which folder they belong into is asked once they are read."""

EVERYWHERE = Vocabulary(KNOWN_KINDS)
"""How they are spelt."""


@cache
def vocabulary(records: tuple[Table, ...], facts: tuple[Column, ...] = ()) -> Vocabulary:
    """The kinds every installation knows, after those a pay standard adds, whose headings must match exactly."""
    return Vocabulary((*records, *KNOWN_KINDS), facts) if records or facts else EVERYWHERE


def _spellings(kind: Table, facts: tuple[Column, ...]) -> dict[str, str]:
    """Every normalised heading and alias of a kind, with the column it names; a heading goes before an alias.

    What the kind itself knows goes before a fact of the same name.
    """
    columns = [column for column in kind.columns if column.name not in PROVENANCE]
    found = {heading(column.heading).text: column.name for column in columns}
    for column in (*columns, *facts):
        for alias in (column.heading, *column.aliases, *KIND_ALIASES.get((kind.name, column.name), ())):
            found.setdefault(heading(alias).text, column.name)
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
    heads = [head for head in heads_of(sheet, first, spelt) if head.is_complete]
    if any(head.kind not in KNOWN_KINDS for head in heads):
        # What the standard asks for by its own headings is no record of duty, whatever else stands beside it.
        heads = [head for head in heads if head.kind.name not in DUTY_NAMES]
    return max(heads, key=_fullness, default=None)


def _fullness(head: Head) -> tuple[int, bool, int]:
    """The more columns the better; a telling heading decides a tie; one row of headings before two that say no more."""
    return len(head.places), head.is_marked, head.first - head.last


def heads_of(sheet: RawSheet, first: int, spelt: Vocabulary) -> list[Head]:
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
    facts = tuple(fact for fact in spelt.facts_in(kind) if fact.name in match.places)
    return Head(kind, *rows, match.places, match.units, *told, texts, spelt.known, facts)
