"""One row as the walk of a formula sees it, and what it says where there is no value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import cast

from pipeline.period import Period
from pipeline.scheme.facts import Around
from pipeline.scheme.tables import Table

Plain = Fraction | str | bool | date | None


class NoValue(Exception):
    """The formula has no value in this row; the text says why, in Chinese."""


class Derived(NoValue):
    """It has none because a quantity it names has none: the reason lies there."""


@dataclass(frozen=True)
class Row:
    """One row to evaluate in: its quantities, the period, the tables, what is around, and the other rows.

    A quantity without a value is not among ``values``; None is a day that was left blank.  ``others`` are the other
    persons of the month, for functions over a group; ``person`` finds the row of an employee, for rows that name one.
    """

    values: Mapping[str, Plain]
    period: Period
    tables: Mapping[str, Table]
    others: Callable[[], Sequence[Row]] = lambda: ()
    around: Around = field(default_factory=Around)
    person: Callable[[str], Row | None] = lambda employee: None


def filled(found: Plain) -> date:
    """The day; NoValue where it is blank."""
    if found is None:
        raise NoValue("日期没有填")
    return cast(date, found)
