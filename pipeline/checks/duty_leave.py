"""Sick leave that went on when its slip had run out.

Scheme: 指引第八条.  Reads: attendance, attendance_days, leave_slips, carried_leave.
Not covered: other leave without a slip; 请假核对 counts it, and the standard says what it costs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.checks.places import Places, Record, cell_finding, certainly, records
from pipeline.checks.wording import person, plain
from pipeline.findings import Finding
from pipeline.leave import ONE_DAY, Row, Stretch, covers, granted_slips, stretches
from pipeline.period import Period

if TYPE_CHECKING:
    import pandas as pd

SICK = "病假"


def leave_run_out(
    attendance: pd.DataFrame,
    attendance_days: pd.DataFrame,
    leave_slips: pd.DataFrame,
    places: Places,
    period: Period,
    pay_days: tuple[dt.date, ...],
    carried_leave: pd.DataFrame | None = None,
) -> list[Finding]:
    """Sick days on no slip, of somebody whose leave was not over when the month began: a notice. 第八条."""
    slips = granted_slips(leave_slips, carried_leave)
    ended = {who: leave for who, own in slips.items() if (leave := _run_out(own, period))}
    asked = certainly(attendance["days_sick"] > 0) & attendance["employee_id"].isin(list(ended))
    told = []
    for row in records(attendance.loc[asked]):
        own = slips[row["employee_id"]]
        days = records(attendance_days.loc[certainly(attendance_days["employee_id"] == row["employee_id"])])
        days = [day for day in days if day["day"] in pay_days]
        if without := _by_day(days, own) if days else _by_total(row["days_sick"], own, pay_days):
            told.append(_told(row, without, ended[row["employee_id"]], places))
    return told


def _run_out(slips: Iterable[Row], period: Period) -> Stretch | None:
    """The leave that was not over when the month began and ended within it, or on the day before."""
    eve = period.first_day - ONE_DAY
    return next((one for one in stretches(slips) if one.since <= eve <= one.until < period.last_day), None)


def _by_day(days: Iterable[Record], slips: Sequence[Row]) -> Decimal:
    """The sick days that no slip covers."""
    free = (day for day in days if not any(covers(slip, day["day"]) for slip in slips))
    return sum((day["days_sick"] or Decimal(0) for day in free), Decimal(0))


def _by_total(sick: Decimal, slips: Sequence[Row], pay_days: Iterable[dt.date]) -> Decimal:
    """How many more sick days there are than pay days on slips of sick leave."""
    own = [slip for slip in slips if slip["leave_kind"] == SICK]
    return max(sick - sum(1 for day in pay_days if any(covers(slip, day) for slip in own)), Decimal(0))


def _told(row: Record, days: Decimal, leave: Stretch, places: Places) -> Finding:
    last = max(leave.slips, key=lambda slip: slip["leave_until"])
    facts = {"slip": last["leave_id"] or "", "kind": last["leave_kind"], "until": last["leave_until"]}
    return cell_finding("Y30", row, "days_sick", places, who=person(row), days=plain(days), **facts)
