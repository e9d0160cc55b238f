"""Dates of a workbook: date cells, serial numbers, and the ways people write a day.

Not read, but told: years of two digits, day and month in doubtful order, days no calendar has.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from pipeline.content import NoDay, calendar_day, day_of, half_width, serial_day
from pipeline.intake.problem import Problem, is_nothing
from pipeline.intake.raw import Cell

_MONTH = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})月?|(\d{2}))")


def read_date(cell: Cell, date1904: bool = False) -> date | Problem | None:
    """The day of one cell; None for nothing."""
    if isinstance(cell, datetime):
        return (cell + timedelta(milliseconds=500)).date()
    if isinstance(cell, date):
        return cell
    if is_nothing(cell):
        return None
    try:
        if type(cell) is str:
            return day_of(cell, date1904)
        if type(cell) is int or type(cell) is float:
            return _number_date(cell, date1904)
    except NoDay as wrong:
        return Problem(wrong.code)
    return Problem("C04")


def _number_date(number: float, date1904: bool) -> date:
    if number == int(number) and 19_000_101 <= number <= 99_991_231:
        digits = str(int(number))
        return calendar_day(digits[:4], digits[4:6], digits[6:])
    return serial_day(number, date1904)


def read_month(cell: Cell) -> str | Problem | None:
    """A month written ``2025-01``, ``202501``, ``2025年1月`` or as a day of it, as ``2025-01``."""
    if is_nothing(cell):
        return None
    words = half_width(format(cell, ".15g") if type(cell) is float else str(cell))
    match = _MONTH.fullmatch(words)
    if match and 1 <= int(match[2] or match[3]) <= 12:
        return f"{match[1]}-{int(match[2] or match[3]):02d}"
    day = read_date(cell)
    return f"{day.year:04d}-{day.month:02d}" if isinstance(day, date) else Problem("C20")


def clock(cell: time | datetime | timedelta) -> str:
    """A time of day as it is written: ``08:30``, with its day where it has one."""
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return cell.strftime("%Y-%m-%d %H:%M") if isinstance(cell, datetime) else cell.strftime("%H:%M")
