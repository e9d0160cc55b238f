"""Functions over the earlier periods, whole columns at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, cast

import numpy as np

from pipeline.money import Figures, total
from pipeline.period import Period
from pipeline.scheme.cells import Cells, Evaluated, figures_of, flags_of, words_of
from pipeline.scheme.facts import EVERY_MONTH, Facts, Stored

History = Sequence[tuple[Period, Stored]]


def histories(facts: Facts, quantity: str) -> list[History]:
    """What each person had of the quantity before, oldest first."""
    past = facts.around.past.get(quantity)
    if past is None:
        return [()] * facts.rows
    return [past.values.get(str(employee), ()) for employee in cast(np.ndarray, facts.columns["工号"])]


def earlier(found: Sequence[History], back: int, otherwise: Evaluated) -> Evaluated:
    """上期, 往期: the value so many stored periods back, the other one where there are not so many."""
    stored = [history[-back][1] if len(history) >= back else None for history in found]
    rest = _plain(otherwise, len(found))
    values: list[Any] = [other if value is None else value for value, other in zip(stored, rest, strict=True)]
    if isinstance(otherwise, Figures):
        return figures_of(values)
    return flags_of(values) if otherwise.cells.dtype == bool else words_of(values)


def gathered(function: str, facts: Facts, quantity: str, current: Evaluated, since: Cells, policy: str) -> Figures:
    """累计, 期均, 期大, 期小 or 期数 over this period and those stored whose last day is not before ``since``."""
    hired = facts.columns.get("入职日期")
    entries = _days(Cells(hired), facts.rows) if isinstance(hired, np.ndarray) else [None] * facts.rows
    past = facts.around.past.get(quantity)
    due = EVERY_MONTH if past is None else past.due
    found: list[Fraction | None] = []
    columns = (histories(facts, quantity), _plain(current, facts.rows), _days(since, facts.rows), entries)
    for history, value, begins, entered in zip(*columns, strict=True):
        if begins is None or value is None:
            found.append(None)
            continue
        first = Period(begins.year, begins.month)
        window = [earlier for period, earlier in history if period >= first]
        owed = _owed(facts.period, max(begins, entered or begins), due) if policy == "缺期停算" else set()
        missing = owed - {period for period, _ in history}
        found.append(None if missing else _GATHER[function]([*window, value]))
    return figures_of(found)


def in_a_row(facts: Facts, quantity: str, current: Cells) -> Figures:
    """连续期数: for how many stored periods up to this one the condition has held."""
    spread = current.rows(facts.rows)
    found: list[Fraction | None] = []
    for row, history in enumerate(histories(facts, quantity)):
        length = int(bool(spread.cells[row]))
        while length and length <= len(history) and history[-length][1]:
            length += 1
        found.append(None if spread.invalid[row] else Fraction(length))
    return figures_of(found)


def _plain(current: Evaluated, rows: int) -> list[Any]:
    if isinstance(current, Figures):
        return current.plain(rows)
    spread = current.rows(rows)
    return [None if lost else cell for cell, lost in zip(spread.cells, spread.invalid, strict=True)]


def _days(days: Cells, rows: int) -> list[date | None]:
    """The day of each row, None where it is blank or has no value."""
    spread = days.rows(rows)
    return [None if lost else day for day, lost in zip(spread.cells.tolist(), spread.invalid.tolist(), strict=True)]


def _owed(period: Period, since: date, due: frozenset[int]) -> set[Period]:
    """The months from that day's up to the one before this period, of those in which the quantity is worked out."""
    first = since.year * 12 + since.month
    months = (period.shift(-back) for back in range(1, period.year * 12 + period.month - first + 1))
    return {month for month in months if month.month in due}


def _held(values: Sequence[Any]) -> Fraction:
    return Fraction(sum(1 for value in values if not isinstance(value, bool | np.bool_) or value))


_GATHER: dict[str, Callable[[Sequence[Any]], Fraction]] = {
    "累计": total,
    "期均": lambda values: total(values) / len(values),
    "期大": max,
    "期小": min,
    "期数": _held,
}
