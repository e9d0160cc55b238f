"""What formulas may ask about: columns of figures, words, days and yes/no, one row per person, customer or sale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline import money
from pipeline.money import Figures
from pipeline.period import Period
from schemas.columns import Column

if TYPE_CHECKING:
    import pandas as pd

Value = Figures | np.ndarray
"""Figures; or a numpy array of words (object), yes/no (bool) or days (datetime64[D])."""


@dataclass
class Facts:
    """Named columns of equal length for one period; items are added as they are made."""

    period: Period
    rows: int
    columns: dict[str, Value] = field(default_factory=dict)

    @classmethod
    def of(cls, frame: pd.DataFrame, columns: Iterable[Column], period: Period) -> Facts:
        """The facts in a frame with Arrow-backed columns, each under its Chinese heading."""
        facts = cls(period, len(frame))
        for column in columns:
            facts.columns[column.heading] = _value(frame[column.name], column)
        return facts

    def one(self, row: int) -> dict[str, Fraction | str | bool | date | None]:
        """The plain values of one row."""
        return {name: self._plain(value, row) for name, value in self.columns.items()}

    def value(self, name: str, row: int) -> Fraction | str | bool | date | None:
        """The plain value of one quantity in one row."""
        return self._plain(self.columns[name], row)

    def _plain(self, value: Value, row: int) -> Fraction | str | bool | date | None:
        if isinstance(value, Figures):
            spread = value.rows(self.rows)
            return None if spread.invalid[row] else spread.at(row)
        cell = value[row]
        if isinstance(cell, np.datetime64):
            return None if np.isnat(cell) else cell.astype(date)
        return bool(cell) if isinstance(cell, np.bool_) else cell


def _value(series: pd.Series[Any], column: Column) -> Value:
    arrow = series.array.__arrow_array__()
    if column.type in ("money", "amount", "exact", "share", "number", "count"):
        return money.from_arrow(arrow)
    if column.type == "date":
        return np.asarray(arrow.to_numpy(zero_copy_only=False), dtype="datetime64[D]")
    if column.type == "flag":
        return np.asarray(series.fillna(False), dtype=bool)
    return np.array(["" if cell is None else cell for cell in arrow.to_pylist()], dtype=object)
