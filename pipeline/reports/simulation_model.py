"""What a trial says: what was changed, every figure now and in the trial, who moves most and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pipeline.period import Period

Value = Decimal | str | bool | date | None
GROSS, NET = "应发合计", "实发合计"
NO_VALUE = "算不出"
WARNING = "试算，不得据以发薪"


@dataclass(frozen=True)
class Change:
    """One thing the trial does otherwise: its kind, name, present and new wording, and the article."""

    kind: str
    name: str
    now: str
    trial: str
    source: str


@dataclass(frozen=True)
class Shift:
    """One figure that both runs differ in."""

    name: str
    unit: str
    now: Value
    trial: Value
    is_reported: bool
    is_cause: bool

    @property
    def difference(self) -> Decimal | None:
        """Trial less now; None where either is no figure."""
        return difference(self.now, self.trial)


@dataclass(frozen=True)
class Cause:
    """A figure of one month that changed first, the formula behind it, and what of that was changed."""

    period: Period
    name: str
    unit: str
    now: Value
    trial: Value
    formula: str
    why: tuple[str, ...]
    source: str
    worked_now: str = ""
    worked_trial: str = ""


@dataclass(frozen=True)
class Totals:
    """The sum of one column of the report in one month, now and in the trial; None where it has no such column."""

    now: Decimal | None
    trial: Decimal | None


@dataclass(frozen=True)
class Compared:
    """One person over all months: ``pay`` month → (gross now, gross trial, net now, net trial)."""

    employee_id: str
    name: str
    team: str
    post: str
    grade: str
    remark: str
    pay: Mapping[str, tuple[Value, Value, Value, Value]]
    shifts: Mapping[str, tuple[Shift, ...]]

    def change(self, heading: str) -> Decimal:
        """By how much the person's gross or net pay differs over all months."""
        first = 0 if heading == GROSS else 2
        parts = (difference(pay[first], pay[first + 1], absent=Decimal(0)) for pay in self.pay.values())
        return sum((part for part in parts if part is not None), Decimal("0.00"))


@dataclass(frozen=True)
class Mover:
    """One of the persons who move most, with the causes."""

    person: Compared
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Simulation:
    """The whole comparison.

    ``totals`` heading → month → sums; ``rising`` and ``falling`` the largest movers in each direction; ``findings`` are
    (run, month, level, words), ``notices`` what else the reader should know.
    """

    branch: str
    periods: tuple[str, ...]
    compared: tuple[str, ...]
    now: str
    trial: str
    changes: tuple[Change, ...]
    totals: Mapping[str, Mapping[str, Totals]]
    persons: tuple[Compared, ...]
    rising: tuple[Mover, ...]
    falling: tuple[Mover, ...]
    notices: tuple[str, ...] = ()
    findings: tuple[tuple[str, str, str, str], ...] = field(default=())

    @property
    def moved(self) -> tuple[Compared, ...]:
        """The persons any figure of whom differs."""
        return tuple(person for person in self.persons if any(person.shifts.values()))


def difference(now: Value, trial: Value, absent: Decimal | None = None) -> Decimal | None:
    """Trial less now; None where either is no figure, but ``absent`` stands for what is not there at all."""
    before, after = (absent if value is None else value for value in (now, trial))
    return after - before if isinstance(before, Decimal) and isinstance(after, Decimal) else None


def worded(value: Value, unit: str = "") -> str:
    """A value as it is read: yuan with two decimals, other figures without trailing zeros."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if not isinstance(value, Decimal):
        return str(value)
    if unit.startswith("元") and value == value.quantize(Decimal("0.01")):
        return f"{value:,.2f}"
    return f"{value.normalize():,f}"
