"""Lines on a sheet as measures see them: where their columns stand, and the helper columns beside them.

A helper says of each line whether it counts for a measure (计入), or what it gives to it (取数).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import cast

import numpy as np
from xlsxwriter.utility import xl_col_to_name

from pipeline.reports.live.places import ROW, ROW_ABOVE, column_range, told_apart
from pipeline.scheme.cells import Cells as Values
from pipeline.scheme.evaluate import evaluate, figures
from pipeline.scheme.excel_cells import Cells, NotLive
from pipeline.scheme.expressions import Call, Name
from pipeline.scheme.facts import Facts
from pipeline.scheme.model import Measure
from pipeline.scheme.tables import Table
from pipeline.scheme.to_excel import excel

FINEST = 6
"""Decimals a sum of doubles is trusted for."""


@dataclass(frozen=True)
class Helper:
    """A helper column: its heading and letter, its formula, what it comes to line by line (None: no value)."""

    heading: str
    letter: str
    formula: str
    values: tuple[Fraction | None, ...]
    is_mark: bool = False


@dataclass
class Lines:
    """Lines on a sheet: the number of the first row, the letters of their columns by name, what they hold.

    ``cells`` are what names mean in a formula beside a line, ``sheet`` is empty where the measures stand on the same
    sheet.  ``marks`` and ``takes`` are the helpers by measure, ``unsaid`` why a measure has none, ``held`` the columns
    read before.
    """

    sheet: str
    first: int
    letters: Mapping[str, str]
    facts: Facts
    cells: Cells
    tables: Mapping[str, Table]
    marks: dict[str, Helper] = field(default_factory=dict)
    takes: dict[str, Helper] = field(default_factory=dict)
    unsaid: dict[str, str] = field(default_factory=dict)
    held: dict[str, list[object]] = field(default_factory=dict)

    def whole(self, letter: str) -> str:
        """The address of a whole column of lines."""
        return column_range(letter, self.first, self.facts.rows, self.sheet)

    def column(self, name: str) -> str:
        """The address of the column of this name; NotLive if it is not on the sheet."""
        if name not in self.letters:
            raise NotLive(f"“{name}”不在这一页上")
        return self.whole(self.letters[name])

    def words(self, name: str) -> list[object]:
        """What a column of words holds, line by line."""
        if name not in self.held:
            self.held[name] = [self.facts.value(name, row) for row in range(self.facts.rows)]
        return self.held[name]


def with_helpers(lines: Lines, measures: list[Measure], place: int) -> Iterator[Helper]:
    """The helpers these measures need, in their order, from this column on; left out what Excel cannot say."""
    for measure in measures:
        try:
            made = list(_helpers(lines, measure, place))
        except NotLive as reason:
            lines.unsaid[measure.name] = str(reason)
            lines.marks.pop(measure.name, None)
            continue
        place += len(made)
        yield from made


def _helpers(lines: Lines, measure: Measure, place: int) -> Iterator[Helper]:
    take = cast(Call, measure.take)
    counted = _counted(lines, measure)
    if measure.where is not None or take.function == "去重计数":
        letter, ones = xl_col_to_name(place), tuple(map(Fraction, counted))
        mark = Helper(f"计入{measure.name}", letter, _mark(lines, measure, letter), ones, is_mark=True)
        lines.marks[measure.name] = mark
        yield mark
        place += 1
    if take.arguments and take.function != "去重计数" and not isinstance(take.arguments[0], Name):
        written = excel(take.arguments[0], lines.cells)
        if measure.name in lines.marks:
            written = f"IF({lines.marks[measure.name].letter}{ROW}=1,{written},0)"
        found = figures(take.arguments[0], lines.facts, lines.tables)
        each = [None if found.invalid[row] else found.at(row) for row in range(lines.facts.rows)]
        kept = tuple(one if inside else Fraction(0) for one, inside in zip(each, counted, strict=True))
        lines.takes[measure.name] = Helper(f"{measure.name}取数", xl_col_to_name(place), written, kept)
        yield lines.takes[measure.name]


def _mark(lines: Lines, measure: Measure, letter: str) -> str:
    """1 if the line counts, else 0; of lines that count once only the first."""
    test = "TRUE" if measure.where is None else excel(measure.where, lines.cells)
    once = _once(lines, measure, letter) if cast(Call, measure.take).function == "去重计数" else ""
    return f"IF({test},{once},0)" if once else f"IF({test},1,0)"


def _once(lines: Lines, measure: Measure, letter: str) -> str:
    """1 if no line above counts for the same; the headings above the first line are never the same."""
    names = _keys(measure)
    letters = [lines.letters.get(name, "") for name in names]
    if "" in letters:
        raise NotLive(f"“{names[letters.index('')]}”不在这一页上")
    above = [f"${one}${lines.first - 1}:${one}${ROW_ABOVE}" for one in letters]
    before = f"${letter}${lines.first - 1}:${letter}${ROW_ABOVE}"
    if all(_plain(lines, name) for name in names):
        tests = ",".join(f"{span},{one}{ROW}" for span, one in zip(above, letters, strict=True))
        return f"IF(COUNTIFS({tests},{before},1)=0,1,0)"
    tests = "*".join(f'EXACT({span}&"",{one}{ROW}&"")' for span, one in zip(above, letters, strict=True))
    return f"IF(SUMPRODUCT({tests}*({before}=1))=0,1,0)"


def _plain(lines: Lines, name: str) -> bool:
    """Whether COUNTIFS tells what the column holds apart: no blank cells, no odd words."""
    values = lines.words(name)
    if any(value is None or value == "" for value in values):
        return False
    return not any(isinstance(value, str) for value in values) or told_apart(values)


def _keys(measure: Measure) -> list[str]:
    told = [part.name for part in cast(Call, measure.take).arguments if isinstance(part, Name)]
    return [measure.person or "工号", *told]


def _counted(lines: Lines, measure: Measure) -> list[bool]:
    facts = lines.facts
    where = Name("是") if measure.where is None else measure.where
    holds = cast(Values, evaluate(where, facts, lines.tables)).rows(facts.rows)
    inside = [bool(one) for one in np.logical_and(holds.cells, np.logical_not(holds.invalid))]
    if cast(Call, measure.take).function != "去重计数":
        return inside
    seen: set[tuple[object, ...]] = set()
    names = _keys(measure)
    for row in range(facts.rows):
        key = tuple(lines.words(name)[row] for name in names) if inside[row] else ()
        inside[row] = inside[row] and key not in seen
        seen.add(key)
    return inside


def is_coarse(values: tuple[Fraction | None, ...]) -> bool:
    """Whether none of the figures is finer than a sum of doubles is trusted for."""
    return all(value is None or (value * 10**FINEST).denominator == 1 for value in values)
