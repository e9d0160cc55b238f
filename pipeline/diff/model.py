"""What a comparison of two results says: who, which item, how much, why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.diff.books import Value

CAME, WENT = "新出现", "不再出现"
NET, GROSS = "实发合计", "应发合计"


@dataclass(frozen=True)
class Cause:
    """A quantity that changed first: its kind (交来的数据, 薪酬标准, 级别, 台账期初 …), and more in words."""

    kind: str
    name: str
    unit: str
    was: Value
    now: Value
    words: str


@dataclass(frozen=True)
class Shift:
    """One figure of a person in both results, and what it comes from."""

    name: str
    unit: str
    was: Value
    now: Value
    is_reported: bool
    causes: tuple[Cause, ...] = ()

    @property
    def difference(self) -> Decimal | None:
        """The second less the first; None where either is no figure; who is in one of them only had or has nothing."""
        was, now = (Decimal(0) if value is None else value for value in (self.was, self.now))
        return now - was if isinstance(was, Decimal) and isinstance(now, Decimal) else None


@dataclass(frozen=True)
class Moved:
    """One person with everything that differs; ``presence`` where only one of the results has him."""

    employee_id: str
    name: str
    team: str
    presence: str
    shifts: tuple[Shift, ...]

    def change(self, item: str) -> Decimal:
        """By how much one item differs."""
        found = next((shift.difference for shift in self.shifts if shift.name == item), None)
        return found or Decimal(0)

    def causes(self) -> tuple[Cause, ...]:
        """Everything behind what differs in the report, each once; of gross pay first, then what only net pay has."""
        first = {GROSS: 0, NET: 1}
        ordered = sorted((shift for shift in self.shifts if shift.is_reported), key=lambda one: first.get(one.name, 2))
        return tuple(dict.fromkeys(cause for shift in ordered for cause in shift.causes))


@dataclass(frozen=True)
class InputRow:
    """One delivered row that differs between two versions of a month: table, what names the row, column, both cells."""

    table: str
    key: str
    column: str
    was: str
    now: str
    place: str


@dataclass(frozen=True)
class Difference:
    """The whole comparison; ``totals`` heading → sums of both; ``facts`` kind, name, first, second."""

    first: str
    second: str
    facts: tuple[tuple[str, str, str, str], ...]
    totals: Mapping[str, tuple[Decimal, Decimal]]
    persons: tuple[Moved, ...]
    inputs: tuple[InputRow, ...]
    remarks: tuple[str, ...]
