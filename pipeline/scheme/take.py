"""What a measure takes from lines: per person a sum, a count, a mean, the largest, the smallest, or the one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

import numpy as np

from pipeline.money import Figures
from pipeline.scheme.cells import Cells, Evaluated, figures_of, flags_of, words_of
from pipeline.scheme.evaluate import evaluate, figures
from pipeline.scheme.expressions import Call, Name, number
from pipeline.scheme.facts import Facts
from pipeline.scheme.model import Measure
from pipeline.scheme.plainly import Plain
from pipeline.scheme.table_text import Tables
from pipeline.scheme.units import DAY, FLAG, WORDS


@dataclass(frozen=True)
class _Lines:
    """The rows of each person that has any; ``doubtful`` are persons of whose rows one does not say if it counts."""

    rows: Mapping[str, list[int]]
    doubtful: frozenset[str]

    def of(self, person: str) -> list[int] | None:
        """The rows of one person; None where that is not known."""
        return None if person in self.doubtful else self.rows.get(person, [])


def taken(measure: Measure, lines: Facts, people: Sequence[str], tables: Tables) -> Evaluated:
    """The measure of every person, in this order; no value where a line, or whether it counts, has none.

    A person without a line has a sum or count of 0, and of everything else what ``none`` says.
    """
    take = cast(Call, measure.take)
    chosen = _chosen(measure, lines, tables)
    rows = [chosen.of(person) for person in people]
    if take.function == "计数":
        return figures_of([None if own is None else Fraction(len(own)) for own in rows])
    if take.function == "去重计数":
        told_apart = [cast(Name, part).name for part in take.arguments]
        return figures_of([None if own is None else _different(lines, told_apart, own) for own in rows])
    if take.function == "取值":
        return _the_one(measure, cast(Name, take.arguments[0]).name, lines, rows)
    made = figures(take.arguments[0], lines, tables)
    return figures_of([None if own is None else _figure(measure, take.function, made, own) for own in rows])


def _chosen(measure: Measure, lines: Facts, tables: Tables) -> _Lines:
    named = cast(Cells, evaluate(Name(measure.person or "工号"), lines, tables)).rows(lines.rows)
    where = Name("是") if measure.where is None else measure.where
    holds = cast(Cells, evaluate(where, lines, tables)).rows(lines.rows)
    rows: dict[str, list[int]] = {}
    for row in np.flatnonzero(np.logical_and(holds.cells, np.logical_not(named.invalid))):
        rows.setdefault(str(named.cells[row]), []).append(int(row))
    unknown = np.flatnonzero(np.logical_and(holds.invalid, np.logical_not(named.invalid)))
    return _Lines(rows, frozenset(str(named.cells[row]) for row in unknown))


def _different(lines: Facts, told_apart: Sequence[str], rows: Sequence[int]) -> Fraction:
    return Fraction(len({tuple(lines.value(name, row) for name in told_apart) for row in rows}))


def _figure(measure: Measure, function: str, made: Figures, rows: list[int]) -> Fraction | None:
    """One person's figure; None where a line has no value."""
    if any(made.invalid[row] for row in rows):
        return None
    found = [made.at(row) for row in rows]
    if function == "合计":
        return sum(found, Fraction(0))
    if not found:
        return number(measure.none or "0")
    if function == "平均":
        return sum(found, Fraction(0)) / len(found)
    return max(found) if function == "最大" else min(found)


def _the_one(measure: Measure, column: str, lines: Facts, rows: Sequence[list[int] | None]) -> Evaluated:
    """The value all lines of a person agree on; a person whose lines differ, or do not say it, has no value."""
    found: list[Plain] = []
    for own in rows:
        values = {lines.value(column, row) for row in own or ()}
        if own is None or len(values) > 1:
            found.append(None)
        else:
            found.append(values.pop() if values else _none(measure))
    if measure.unit == FLAG:
        return flags_of([cast(bool | None, one) for one in found])
    if measure.unit == WORDS:
        return words_of([cast(str | None, one) for one in found])
    return figures_of([cast(Fraction | None, one) for one in found])


def _none(measure: Measure) -> Plain:
    written = measure.none or ""
    if measure.unit == FLAG:
        return written == "是"
    return written if measure.unit in (WORDS, DAY) else number(written or "0")
