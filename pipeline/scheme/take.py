"""What a measure takes from lines: per person a sum, a count, a mean, the largest or smallest, or the one word there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import cast

import numpy as np

from pipeline.money import Figures
from pipeline.scheme.cells import Evaluated, figures_of, flags_of, words_of
from pipeline.scheme.evaluate import condition, figures
from pipeline.scheme.expressions import Call, Name, number
from pipeline.scheme.facts import Facts
from pipeline.scheme.model import Measure
from pipeline.scheme.plainly import Plain
from pipeline.scheme.table_text import Tables
from pipeline.scheme.units import DAY, FLAG, WORDS

Rows = Mapping[str, list[int]]
"""The rows of each person that has any."""


def taken(measure: Measure, lines: Facts, people: Sequence[str], tables: Tables) -> Evaluated:
    """The measure of every person, in this order; a person with no line has 0, or what ``none`` says."""
    take = cast(Call, measure.take)
    rows = _rows(measure, lines, tables)
    if take.function == "计数":
        return figures_of([Fraction(len(rows.get(person, ()))) for person in people])
    if take.function == "去重计数":
        told_apart = [part.name for part in take.arguments if isinstance(part, Name)]
        return figures_of(
            [Fraction(len({tuple(lines.value(n, r) for n in told_apart) for r in rows.get(person, ())})) for person in people]
        )
    if take.function == "取值":
        return _the_one(measure, cast(Name, take.arguments[0]).name, lines, rows, people)
    made = figures(take.arguments[0], lines, tables)
    return figures_of([_figure(measure, take.function, made, rows.get(person, [])) for person in people])


def _rows(measure: Measure, lines: Facts, tables: Tables) -> Rows:
    fits = np.ones(lines.rows, dtype=bool) if measure.where is None else condition(measure.where, lines, tables)
    rows: dict[str, list[int]] = {}
    named = cast(np.ndarray, lines.columns[measure.person or "工号"])
    for row in np.flatnonzero(fits):
        rows.setdefault(str(named[row]), []).append(int(row))
    return rows


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


def _the_one(measure: Measure, column: str, lines: Facts, rows: Rows, people: Sequence[str]) -> Evaluated:
    """The value all lines of a person agree on; a person whose lines differ has none."""
    found: list[Plain] = []
    for person in people:
        values = {lines.value(column, row) for row in rows.get(person, ())}
        found.append(_none(measure) if not values else values.pop() if len(values) == 1 else None)
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
