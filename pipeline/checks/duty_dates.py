"""Records of duty whose dates cannot be, or belong to another month.

Scheme: 指引第五条, 第八条–第十条, 第二十条, 第二十四条; 走访规定, 督办规定.
Reads: log_checks, meetings, customer_visits, honours, trainings, leave_slips, follow_ups.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.checks.places import Places, Record, cell_finding, certainly, records
from pipeline.checks.wording import person, plain
from pipeline.findings import Finding
from pipeline.period import Period
from schemas import intake
from schemas.table import Table

if TYPE_CHECKING:
    import pandas as pd

FOLLOWED = ("sent_on", "closed_on", "told_on")
HALF_DAYS = Decimal(1)
"""Half a day off at each end of a leave."""


def log_checks_outside_period(log_checks: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """Logs of another month that were not checked in this one either. 第五条.

    The log of the last day of a month is checked in the next, and counts there.
    """
    now = certainly(log_checks["checked_on"] >= period.first_day) & certainly(
        log_checks["checked_on"] <= period.last_day
    )
    earlier = certainly(log_checks["log_day"] < period.first_day)
    return _outside(intake.LOG_CHECKS, log_checks.loc[~(now & earlier)], "log_day", places, period)


def meetings_outside_period(meetings: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """Meetings of another month: they would count here, and in their own month never or once more. 第九条, 第十条."""
    return _outside(intake.MEETINGS, meetings, "meeting_day", places, period)


def visits_outside_period(customer_visits: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """Visits of another month: the quarter takes them from their own. 走访规定."""
    return _outside(intake.CUSTOMER_VISITS, customer_visits, "called_on", places, period)


def honours_outside_period(honours: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """Rewards and punishments of another month: their points would count twice. 第二十条."""
    return _outside(intake.HONOURS, honours, "honour_day", places, period)


def trainings_outside_period(trainings: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """Trainings of another month: their hours would count twice. 第二十四条."""
    return _outside(intake.TRAININGS, trainings, "training_day", places, period)


def follow_ups_of_later(follow_ups: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """Matters raised after the month; earlier ones may well be open still. 督办规定."""
    later = follow_ups.loc[certainly(follow_ups["raised_on"] > period.last_day)]
    return _outside(intake.FOLLOW_UPS, later, "raised_on", places, period)


def follow_up_days_of_later(follow_ups: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """A matter sent on, closed or told after the month: a notice, since the list may have been drawn up later."""
    return [
        cell_finding("Y18", row, name, places, matter=row["follow_up_id"] or "（空）", last_day=period.last_day)
        for name in FOLLOWED
        for row in records(follow_ups.loc[certainly(follow_ups[name] > period.last_day)])
    ]


def leave_of_other_months(leave_slips: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """Leave without a day in this month: a notice, since it covers nothing here. 第八条."""
    start, end = leave_slips["leave_from"], leave_slips["leave_until"]
    other = (certainly(end < period.first_day) | certainly(start > period.last_day)) & ~certainly(end < start)
    return [
        cell_finding("Y02", row, "leave_from", places, who=person(row), start=row["leave_from"], end=row["leave_until"],
                     period=period)
        for row in records(leave_slips.loc[other])
    ]  # fmt: skip


def leave_ends_before_start(leave_slips: pd.DataFrame, places: Places) -> list[Finding]:
    """A last day before the first: the leave covers nothing. 第八条."""
    wrong = records(leave_slips.loc[certainly(leave_slips["leave_until"] < leave_slips["leave_from"])])
    return [cell_finding("Y03", row, "leave_until", places, who=person(row), start=row["leave_from"]) for row in wrong]


def leave_granted_late(leave_slips: pd.DataFrame, places: Places) -> list[Finding]:
    """Leave granted after it began: a notice, since it may have been granted by word first. 第八条."""
    late = records(leave_slips.loc[certainly(leave_slips["granted_on"] > leave_slips["leave_from"])])
    return [cell_finding("Y04", row, "granted_on", places, who=person(row), start=row["leave_from"]) for row in late]


def leave_days_against_dates(
    leave_slips: pd.DataFrame, places: Places, period: Period, pay_days: tuple[dt.date, ...]
) -> list[Finding]:
    """请假天数 over the calendar days of the slip, or under its pay days less half a day at each end. 第八条.

    The pay days are known only of a leave within the month; no leave is of no days.
    """
    rows = records(leave_slips.loc[certainly(leave_slips["leave_until"] >= leave_slips["leave_from"])])
    return [
        cell_finding("Y05", row, "leave_days", places, who=person(row), start=row["leave_from"], end=row["leave_until"],
                     days=plain(row["leave_days"]), span=words)
        for row in rows
        if row["leave_days"] is not None and (words := _days_problem(row, period, pay_days))
    ]  # fmt: skip


def due_before_raised(follow_ups: pd.DataFrame, places: Places) -> list[Finding]:
    """A day to be done by that was over when the matter was raised. 督办规定."""
    wrong = records(follow_ups.loc[certainly(follow_ups["due_on"] < follow_ups["raised_on"])])
    return [cell_finding("Y07", row, "due_on", places, **_matter(row)) for row in wrong]


def followed_before_raised(follow_ups: pd.DataFrame, places: Places) -> list[Finding]:
    """A matter sent on, closed or told before it was raised. 督办规定."""
    return [
        cell_finding("Y08", row, name, places, **_matter(row))
        for name in FOLLOWED
        for row in records(follow_ups.loc[certainly(follow_ups[name] < follow_ups["raised_on"])])
    ]


def told_before_closed(follow_ups: pd.DataFrame, places: Places) -> list[Finding]:
    """A customer told before the matter was closed: a notice, since he may have been told how it stands. 督办规定."""
    told, closed, raised = follow_ups["told_on"], follow_ups["closed_on"], follow_ups["raised_on"]
    early = (certainly(told < closed) | (told.notna() & closed.isna())) & ~certainly(told < raised)
    return [
        cell_finding("Y09", row, "told_on", places, matter=row["follow_up_id"] or "（空）", closed=_closed(row))
        for row in records(follow_ups.loc[early])
    ]


def _outside(table: Table, rows: pd.DataFrame, name: str, places: Places, period: Period) -> list[Finding]:
    outside = certainly(rows[name] < period.first_day) | certainly(rows[name] > period.last_day)
    return [
        cell_finding("Y01", row, name, places, table=table.heading, who=_who(row), period=period, article=table.article)
        for row in records(rows.loc[outside])
    ]


def _who(row: Record) -> str:
    return person(row) if row.get("employee_id") else row.get("meeting_kind") or "记录"


def _days_problem(row: Record, period: Period, pay_days: tuple[dt.date, ...]) -> str:
    """Why the days of a leave cannot be those of its dates; empty if they can."""
    start, end, days = row["leave_from"], row["leave_until"], row["leave_days"]
    calendar = (end - start).days + 1
    paid = sum(1 for day in pay_days if start <= day <= end)
    is_within = period.first_day <= start and end <= period.last_day
    if 0 < days <= calendar and (not is_within or days >= paid - HALF_DAYS):
        return ""
    return f"共{calendar}天" + (f"，其中计薪日{paid}天" if is_within else "")


def _matter(row: Record) -> dict[str, object]:
    return {"matter": row["follow_up_id"] or "（空）", "raised": row["raised_on"]}


def _closed(row: Record) -> str:
    return f"而办结日期是{row['closed_on']}" if row["closed_on"] else "而没有办结日期"
