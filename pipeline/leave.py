"""Leave slips that count in a month: those delivered, those of earlier months that are not over, and what they join to.

Source: 指引第八条 (leave is asked for and granted beforehand).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pipeline.grade_ledger import plain_rows
from pipeline.period import Period
from pipeline.scheme.terms import LongLeave

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Leave of one person without a day between: slips that adjoin or overlap."""

    slips: tuple[Row, ...]

    @property
    def since(self) -> date:
        """The first day."""
        first: date = min(slip["leave_from"] for slip in self.slips)
        return first

    @property
    def until(self) -> date:
        """The last day."""
        last: date = max(slip["leave_until"] for slip in self.slips)
        return last

    @property
    def kinds(self) -> str:
        """The kinds of its slips, each once, in the order they were taken."""
        return "、".join(dict.fromkeys(slip["leave_kind"] for slip in self.slips))

    def days_in(self, period: Period) -> int:
        """How many days of the month are within it."""
        first, last = max(self.since, period.first_day), min(self.until, period.last_day)
        return max((last - first).days + 1, 0)


def granted_slips(leave_slips: pd.DataFrame, carried_leave: pd.DataFrame | None = None) -> dict[str, list[Row]]:
    """By 工号 the granted slips: the month's, and those carried on that the month does not deliver again.

    ``carried_leave`` are rows of ``open_leave``; a slip delivered again counts as it is delivered, granted or not.
    """
    delivered = plain_rows(leave_slips)
    again = {_name(slip) for slip in delivered}
    carried = [] if carried_leave is None else plain_rows(carried_leave)
    found: dict[str, list[Row]] = {}
    for slip in (*(slip for slip in carried if _name(slip) not in again), *delivered):
        if _is_granted(slip) and slip["leave_from"] and slip["leave_until"]:
            found.setdefault(slip["employee_id"], []).append(slip)
    return found


def stretches(slips: Iterable[Row]) -> list[Stretch]:
    """The slips of one person joined where one begins no later than the day after the others end; by first day."""
    found: list[Stretch] = []
    for slip in sorted(slips, key=lambda slip: (slip["leave_from"], slip["leave_until"])):
        if found and slip["leave_from"] <= found[-1].until + ONE_DAY:
            found[-1] = Stretch((*found[-1].slips, slip))
        else:
            found.append(Stretch((slip,)))
    return found


def long_stretches(granted: Iterable[Row], term: LongLeave | None) -> list[Stretch]:
    """The leave of one person that is long as the standard has it; none where it has none."""
    if term is None:
        return []
    of_kinds = stretches(slip for slip in granted if slip["leave_kind"] in term.kinds)
    return [one for one in of_kinds if _is_long(one, term.months)]


def _is_long(leave: Stretch, months: int) -> bool:
    """Whether the last day is no earlier than the same day so many months on (the last day, where there is no such)."""
    following = Period(leave.since.year, leave.since.month).shift(months).last_day
    return leave.until >= following.replace(day=min(leave.since.day, following.day))


def covers(slip: Row, day: date) -> bool:
    """Whether the day is on the slip."""
    return bool(slip["leave_from"] <= day <= slip["leave_until"])


def _name(slip: Row) -> tuple[Any, ...]:
    """What tells a slip of a person from his others: its number, without one its kind and first day."""
    return (slip["employee_id"], slip["leave_id"] or (slip["leave_kind"], slip["leave_from"]))


def _is_granted(slip: Row) -> bool:
    """Granted, or without an answer but with the day of granting."""
    return bool(slip["granted"] == "同意" or (slip["granted"] is None and slip["granted_on"] is not None))
