"""What formulas may ask about: columns of figures, words, days and yes/no, one row per person, customer or sale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline import money
from pipeline.money import Figures
from pipeline.period import Period
from pipeline.scheme.cells import Cells
from pipeline.scheme.expressions import Node
from schemas.columns import Column

if TYPE_CHECKING:
    import pandas as pd

Value = Figures | np.ndarray | Cells
"""Figures; or words (object), yes/no (bool) or days (datetime64[D]), as ``Cells`` where some rows have no value."""

Stored = Fraction | str | bool
"""What a quantity was in an earlier period."""

EVERY_MONTH = frozenset(range(1, 13))


@dataclass(frozen=True)
class Past:
    """One quantity in earlier periods: per 工号 each stored period with its value, oldest first.

    Only periods before the current one are in it, and only those that have a value.  ``due`` are the calendar months
    in which it is worked out: of the others none is missing.
    """

    values: Mapping[str, tuple[tuple[Period, Stored], ...]] = field(default_factory=dict)
    due: frozenset[int] = EVERY_MONTH


@dataclass(frozen=True)
class Around:
    """What formulas may ask about beside their own rows.

    ``grades`` from low to high; ``criteria`` by name, each one condition in which 标准级别 stands for the grade tested;
    ``past`` by quantity; ``people`` are the persons of the month, for rows that name one.
    """

    grades: tuple[str, ...] = ()
    criteria: Mapping[str, Node] = field(default_factory=dict)
    past: Mapping[str, Past] = field(default_factory=dict)
    people: Facts | None = None


@dataclass
class Facts:
    """Named columns of equal length for one period; items are added as they are made."""

    period: Period
    rows: int
    columns: dict[str, Value] = field(default_factory=dict)
    around: Around = field(default_factory=Around)

    @classmethod
    def of(cls, frame: pd.DataFrame, columns: Iterable[Column], period: Period) -> Facts:
        """The facts in a frame with Arrow-backed columns, each under its Chinese heading."""
        facts = cls(period, len(frame))
        for column in columns:
            facts.columns[column.heading] = _value(frame[column.name], column)
        return facts

    def having(self, name: str, value: Value) -> Facts:
        """The same facts with one column more (or another in its place)."""
        return replace(self, columns={**self.columns, name: value})

    def lacks(self, name: str, row: int) -> bool:
        """Whether the quantity has no value in the row; a day that was left blank is a value."""
        column = self.columns[name]
        return isinstance(column, Figures | Cells) and bool(money.in_row(column.invalid, row))

    def one(self, row: int) -> dict[str, Fraction | str | bool | date | None]:
        """The plain values of one row; None where there is none, or the day is blank."""
        return {name: self._plain(value, row) for name, value in self.columns.items()}

    def value(self, name: str, row: int) -> Fraction | str | bool | date | None:
        """The plain value of one quantity in one row; None where it has none, or the day is blank."""
        return self._plain(self.columns[name], row)

    def values(self, name: str) -> Sequence[Fraction | str | bool | date | None]:
        """The plain value of one quantity in every row, as :meth:`value` has it."""
        column = self.columns[name]
        if isinstance(column, Figures):
            return column.plain(self.rows)
        spread = (column if isinstance(column, Cells) else Cells(column)).rows(self.rows)
        cells = zip(spread.cells.tolist(), spread.invalid.tolist(), strict=True)
        return [None if lost else cell for cell, lost in cells]

    def _plain(self, value: Value, row: int) -> Fraction | str | bool | date | None:
        if isinstance(value, Figures):
            return value.cell(row)
        if isinstance(value, Cells):
            if money.in_row(value.invalid, row):
                return None
            value = value.cells
        cell = money.in_row(value, row)
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
