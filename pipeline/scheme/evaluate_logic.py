"""Conditions and choices over whole columns, with the rows that have no value kept apart."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import cast

import numpy as np

from pipeline.money import Figures, Mask, choose
from pipeline.scheme.cells import Cells, Evaluated
from pipeline.scheme.functions import COMPARISONS


def negated(asked: Cells) -> Cells:
    """非."""
    return Cells(np.logical_not(asked.cells), asked.invalid)


def joined(left: Cells, right: Cells, *, both: bool) -> Cells:
    """且 or 或; where the left side decides alone, a right side without a value does not matter."""
    join = np.logical_and if both else np.logical_or
    open_ = left.cells if both else np.logical_not(left.cells)
    spoilt = np.logical_or(left.invalid, np.logical_and(open_, right.invalid))
    return Cells(join(left.cells, right.cells).astype(bool), spoilt)


def at_least(least: int, conditions: list[Cells]) -> Cells:
    """至少: from left to right until so many hold or can no longer; one without a value before that leaves none."""
    met: Mask = 0
    spoilt: Mask = False
    for place, asked in enumerate(conditions):
        open_ = np.logical_and(np.less(met, least), np.greater_equal(met + len(conditions) - place, least))
        spoilt = np.logical_or(spoilt, np.logical_and(open_, asked.invalid))
        met = met + asked.cells.astype(int)
    return Cells(np.asarray(np.greater_equal(met, least)), spoilt)


def compared(left: Evaluated, sign: str, right: Evaluated) -> Cells:
    """Row by row; a blank day is unequal to every day and neither before nor after it."""
    relation = COMPARISONS[sign]
    without = np.logical_or(left.invalid, right.invalid)
    if isinstance(left, Figures):
        return Cells(np.asarray(left.compare(cast(Figures, right), relation), dtype=bool), without)
    return Cells(np.asarray(relation(left.cells, cast(Cells, right).cells), dtype=bool), without)


def chosen(test: Cells, yes: Evaluated, no: Evaluated) -> Evaluated:
    """如果: a row has no value where the condition has none, or the side it chose."""
    if isinstance(yes, Figures):
        made = choose(test.cells, yes, cast(Figures, no))
        return Figures(made.num, made.den, np.logical_or(made.invalid, test.invalid))
    other = cast(Cells, no)
    without = np.logical_or(np.where(test.cells, yes.invalid, other.invalid), test.invalid)
    return Cells(np.where(test.cells, yes.cells, other.cells), without)


def listed(asked: Cells, words: list[Cells]) -> Cells:
    """属于."""
    found = any_of([np.equal(asked.cells, word.cells) for word in words])
    return Cells(np.asarray(found, dtype=bool), any_of([asked.invalid, *(word.invalid for word in words)]))


def is_blank(asked: Cells) -> Cells:
    """为空: no word, no day."""
    cells = asked.cells
    return Cells(np.asarray(np.isnat(cells) if cells.dtype.kind == "M" else cells == "", dtype=bool), asked.invalid)


def spoilt(found: Evaluated, invalid: Iterable[Mask]) -> Evaluated:
    """The same column without a value also in these rows."""
    without = any_of([found.invalid, *invalid])
    if isinstance(found, Figures):
        return Figures(found.num, found.den, without)
    return Cells(found.cells, without)


def any_of(masks: Iterable[Mask]) -> Mask:
    """Where at least one of them is set."""
    return reduce(np.logical_or, masks)
