"""Months and working days of the State calendar, for making attendance and dates.

Law: 国务院办公厅 holiday notices as shipped by ``chinese_calendar``.
"""

from __future__ import annotations

import calendar
import datetime as dt
from functools import cache

import chinese_calendar


def month_days(period: str) -> list[dt.date]:
    """All days of a period such as ``2026-01``, in order."""
    year, month = (int(part) for part in period.split("-"))
    return [dt.date(year, month, day) for day in range(1, calendar.monthrange(year, month)[1] + 1)]


def first_day(period: str) -> dt.date:
    """The first day of the period."""
    return month_days(period)[0]


def last_day(period: str) -> dt.date:
    """The last day of the period."""
    return month_days(period)[-1]


def shift_period(period: str, months: int) -> str:
    """The period that lies ``months`` later (negative: earlier)."""
    year, month = (int(part) for part in period.split("-"))
    index = year * 12 + month - 1 + months
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


@cache
def is_workday(day: dt.date) -> bool:
    """Whether the day is a working day, make-up days included."""
    return chinese_calendar.is_workday(day)


def working_days(period: str, joined_on: dt.date, left_on: dt.date | None) -> list[dt.date]:
    """Working days of the period on which the person is employed, both ends included."""
    return [day for day in employed_days(period, joined_on, left_on) if is_workday(day)]


def employed_days(period: str, joined_on: dt.date, left_on: dt.date | None) -> list[dt.date]:
    """Days of the period on which the person is employed, both ends included."""
    return [day for day in month_days(period) if joined_on <= day and (left_on is None or day <= left_on)]
