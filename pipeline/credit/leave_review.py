"""Leave taken in the month against leave slips: granted beforehand, afterwards, or not at all.

Source: 指引第八条 (leave is asked for and granted beforehand).  A slip of an earlier month that is not over counts on;
whether leave is long is asked of the slips that follow one another without a day between, taken together.
Reads: attendance, attendance_days, leave_slips, carried_leave, persons.  Writes: leave_review.
Not covered: part of a day on a slip; where attendance comes day by day a slip covers the whole day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from pipeline.grade_ledger import plain_rows
from pipeline.leave import covers, granted_slips, long_stretches
from pipeline.period import Period
from pipeline.settings import Standard
from schemas.appraisal import LEAVE_REVIEW

TAKEN = ("days_personal_leave", "days_sick")
"""The leave of attendance that is reviewed: it is unpaid or paid in part (第五条)."""
KINDS_TAKEN = ("事假", "病假")
"""The kinds of slips that can stand for it where attendance has only totals of the month."""
NOTHING = Decimal(0)
Row = Mapping[str, Any]


def leave_review(
    attendance: pd.DataFrame,
    attendance_days: pd.DataFrame,
    leave_slips: pd.DataFrame,
    persons: pd.DataFrame,
    period: Period,
    pay_days: Sequence[date],
    standard: Standard,
    carried_leave: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per person of the month; days by the day where attendance has days, else by totals."""
    totals, days = (_by_person(frame) for frame in (attendance, attendance_days))
    slips = granted_slips(leave_slips, carried_leave)
    long, rows = standard.scheme.text.terms.long_leave, []
    for who in persons["employee_id"]:
        granted = slips.get(who, [])
        if who in days:
            found = _by_day(days[who], granted, pay_days)
        else:
            found = _by_totals(sum(map(_taken, totals.get(who, [])), NOTHING), granted, pay_days)
        days_long = sum(one.days_in(period) for one in long_stretches(granted, long))
        rows.append({"employee_id": who, **found, "days_long_leave": days_long})
    return LEAVE_REVIEW.from_rows(rows)


def _by_person(frame: pd.DataFrame) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in plain_rows(frame):
        found.setdefault(row["employee_id"], []).append(row)
    return found


def _taken(row: Row) -> Decimal:
    return sum((row[name] or NOTHING for name in TAKEN), NOTHING)


def _beforehand(slip: Row, day: date) -> bool:
    """Whether the slip was granted no later than the day; one granted on no day is not known to be."""
    return slip["granted_on"] is not None and slip["granted_on"] <= day


def _by_day(days: Iterable[Row], granted: Sequence[Row], pay_days: Sequence[date]) -> dict[str, Decimal]:
    """Each pay day of leave by the slips that cover it."""
    found = _nothing()
    for row in days:
        if row["day"] in pay_days and (taken := _taken(row)):
            covering = [slip for slip in granted if covers(slip, row["day"])]
            before = any(_beforehand(slip, row["day"]) for slip in covering)
            name = "days_granted" if before else "days_granted_late" if covering else "days_not_granted"
            found[name] += taken
            found["days_leave_taken"] += taken
    return found


def _nothing() -> dict[str, Decimal]:
    return dict.fromkeys(("days_leave_taken", "days_granted", "days_granted_late", "days_not_granted"), NOTHING)


def _by_totals(taken: Decimal, granted: Sequence[Row], pay_days: Sequence[date]) -> dict[str, Decimal]:
    """The month's leave filled from what was granted beforehand, then from what was granted late."""
    covered = [_covered(slip, pay_days) for slip in granted if slip["leave_kind"] in KINDS_TAKEN]
    before = min(taken, sum((one[0] for one in covered), NOTHING))
    late = min(taken - before, sum((one[1] for one in covered), NOTHING))
    return {
        "days_leave_taken": taken, "days_granted": before, "days_granted_late": late,
        "days_not_granted": taken - before - late,
    }  # fmt: skip


def _covered(slip: Row, pay_days: Sequence[date]) -> tuple[Decimal, Decimal]:
    """The pay days of the month on the slip, granted beforehand and late; together no more than the slip's own days."""
    inside = [day for day in pay_days if covers(slip, day)]
    late = Decimal(sum(1 for day in inside if not _beforehand(slip, day)))
    whole = Decimal(len(inside)) if slip["leave_days"] is None else min(Decimal(len(inside)), slip["leave_days"])
    late = min(late, whole)
    return whole - late, late
