"""Columns of formulas that are no figures, and columns put together row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from pipeline.money import Figures, Mask


@dataclass(frozen=True)
class Cells:
    """Words, days or yes/no of all rows (or one for all); ``invalid`` marks the rows that have no value."""

    cells: np.ndarray
    invalid: Mask = False

    def rows(self, count: int) -> Cells:
        """The same cells spread over ``count`` rows."""
        return Cells(np.broadcast_to(self.cells, count), np.broadcast_to(self.invalid, count))


Evaluated = Figures | Cells


def figures_of(values: Sequence[Fraction | None]) -> Figures:
    """A column of figures from one per row; a row with None has no value."""
    return Figures(
        np.array([0 if value is None else value.numerator for value in values], dtype=object),
        np.array([1 if value is None else value.denominator for value in values], dtype=object),
        np.array([value is None for value in values], dtype=bool),
    )


def words_of(values: Sequence[str | None]) -> Cells:
    """A column of words from one per row; a row with None has no value."""
    cells = np.empty(len(values), dtype=object)
    cells[:] = ["" if value is None else value for value in values]
    return Cells(cells, np.array([value is None for value in values], dtype=bool))


def flags_of(values: Sequence[bool | None]) -> Cells:
    """A column of yes/no from one per row; a row with None has no value."""
    without = np.array([value is None for value in values], dtype=bool)
    return Cells(np.array([bool(value) for value in values], dtype=bool), without)
