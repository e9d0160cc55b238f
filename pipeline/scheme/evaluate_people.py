"""Grades in their order, and what a row takes from the person it names; whole columns at once."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import cast

import numpy as np

from pipeline.money import Figures
from pipeline.scheme.cells import Cells, Evaluated, figures_of, flags_of, words_of
from pipeline.scheme.facts import Facts


def grade_places(grades: Sequence[str], asked: Cells, rows: int) -> list[int | None]:
    """级别序: the place of each row's grade, from 1; None for a word that is no grade."""
    spread = asked.rows(rows)
    places = {grade: place for place, grade in enumerate(grades, 1)}
    return [None if lost else places.get(word) for word, lost in zip(spread.cells, spread.invalid, strict=True)]


def grades_moved(grades: Sequence[str], places: Sequence[int | None], steps: Figures) -> Cells:
    """级别移动: the grade so many steps up, stopping at either end; none where the steps are no whole number."""
    spread = steps.rows(len(places))
    moved: list[str | None] = []
    for row, place in enumerate(places):
        step = spread.at(row)
        if place is None or spread.invalid[row] or step.denominator != 1:
            moved.append(None)
        else:
            moved.append(grades[min(max(place + int(step), 1), len(grades)) - 1])
    return words_of(moved)


def of_person(people: Facts, quantity: str, employees: Cells, rows: int) -> Evaluated:
    """取自人员: what the person of each row has of the quantity; no value where there is no such person."""
    known = {str(employee): row for row, employee in enumerate(cast(np.ndarray, people.columns["工号"]))}
    spread = employees.rows(rows)
    places = [None if lost else known.get(word) for word, lost in zip(spread.cells, spread.invalid, strict=True)]
    column = people.columns[quantity]
    values = [None if place is None else people.value(quantity, place) for place in places]
    if isinstance(column, Figures):
        return figures_of(cast("list[Fraction | None]", values))
    kind = (column.cells if isinstance(column, Cells) else column).dtype.kind
    if kind == "b":
        return flags_of(cast("list[bool | None]", values))
    if kind != "M":
        return words_of(cast("list[str | None]", values))
    lost = [place is None or people.lacks(quantity, place) for place in places]
    return Cells(np.array(values, dtype="datetime64[D]"), np.array(lost, dtype=bool))
