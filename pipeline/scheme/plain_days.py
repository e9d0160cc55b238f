"""Days in formulas, one day at a time with the standard library: the counterpart of ``evaluate_days``."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from pipeline.period import Period


def edge(function: str, period: Period, away: int) -> date:
    """月首 … 年末."""
    if function[0] == "月":
        month = period.shift(away)
        return month.first_day if function[1] == "首" else month.last_day
    if function[0] == "半":
        year, second = divmod(period.year * 2 + (period.month > 6) + away, 2)
        if function[2] == "首":
            return date(year, 7 if second else 1, 1)
        return date(year, 12, 31) if second else date(year, 6, 30)
    if function[0] == "年":
        year = period.year + away
        return date(year, 1, 1) if function[1] == "首" else date(year, 12, 31)
    quarters = period.year * 4 + (period.month - 1) // 3 + away
    year, quarter = divmod(quarters, 4)
    if function[1] == "首":
        return date(year, 3 * quarter + 1, 1)
    return date(year, 3 * quarter + 3, 31 if quarter in (0, 3) else 30)


def day_of_month(period: Period, away: int, day: int) -> date:
    """月内日."""
    month = period.shift(away)
    return date(month.year, month.month, min(day, month.last_day.day))


def add_months(day: date, months: int) -> date | None:
    """加月; None beyond the year 9999 or before the year 1."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_days(day: date, count: int) -> date | None:
    """加日; None beyond the year 9999 or before the year 1."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def months_between(later: date, earlier: date) -> int:
    """相差月数."""
    if later < earlier:
        return -months_between(earlier, later)
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    reached = add_months(earlier, months)
    return months if reached is not None and reached <= later else months - 1


def calendar_months(first: date, last: date) -> int:
    """自然月数."""
    return 0 if last < first else (last.year - first.year) * 12 + last.month - first.month + 1
