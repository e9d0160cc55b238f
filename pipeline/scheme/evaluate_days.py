"""Days in formulas, whole columns at once (numpy days; a blank day is NaT)."""

from __future__ import annotations

from datetime import date

import numpy as np

from pipeline.money import Figures, Mask
from pipeline.period import Period
from pipeline.scheme.cells import Cells

MONTHS = {"月": 1, "季": 3, "半年": 6, "年": 12}
_FIRST, _LAST = np.datetime64("0001-01-01", "D"), np.datetime64("9999-12-31", "D")


def edge(function: str, period: Period, away: int) -> date:
    """月首 … 年末: the first or last day of the month, quarter, half-year or year so many away."""
    months = MONTHS[function[:-1]]
    begins = period.shift(away * months - (period.month - 1) % months)
    return begins.first_day if function[-1] == "首" else begins.shift(months - 1).last_day


def day_of_month(period: Period, away: int, day: int) -> date:
    """月内日: that day of the month so many away, at most its last."""
    month = period.shift(away)
    return month.last_day if day > month.last_day.day else month.first_day.replace(day=day)


def constant(day: date) -> Cells:
    """The same day in every row."""
    return Cells(np.asarray(day, dtype="datetime64[D]"))


def part(function: str, days: Cells) -> Figures:
    """年, 月, 日; none of a blank day."""
    filled, blank = _filled(days.cells)
    if function == "年":
        found = filled.astype("datetime64[Y]").astype(np.int64) + 1970
    elif function == "月":
        found = _month(filled) % 12 + 1
    else:
        found = _day(filled)
    return Figures(found.astype(object), 1, np.logical_or(blank, days.invalid))


def add_months(days: Cells, months: int) -> Cells:
    """加月: the same day so many months later, at most the last of that month; a blank day stays blank."""
    filled, blank = _filled(days.cells)
    return _within(_in_month(_month(filled) + months, _day(filled)), blank, days.invalid)


def add_days(days: Cells, count: int) -> Cells:
    """加日; a blank day stays blank."""
    filled, blank = _filled(days.cells)
    return _within(filled + np.timedelta64(count, "D"), blank, days.invalid)


def days_between(later: Cells, earlier: Cells) -> Figures:
    """相差天数: negative where the first is the earlier one."""
    one, two, spoilt = _pair(later, earlier)
    return Figures((one - two).astype(np.int64).astype(object), 1, spoilt)


def months_between(later: Cells, earlier: Cells) -> Figures:
    """相差月数: how often 加月 by one fits in between; negative where the first is the earlier one."""
    one, two, spoilt = _pair(later, earlier)
    low, high = np.minimum(one, two), np.maximum(one, two)
    months = _month(high) - _month(low)
    whole = months - (_in_month(_month(low) + months, _day(low)) > high)
    return Figures(np.where(one < two, -whole, whole).astype(object), 1, spoilt)


def calendar_months(first: Cells, last: Cells) -> Figures:
    """自然月数: the months from one day to the other, both counted; none where the second lies before the first."""
    one, two, spoilt = _pair(first, last)
    return Figures(np.where(two < one, 0, _month(two) - _month(one) + 1).astype(object), 1, spoilt)


def first_assessed(hired: Cells, until: Figures) -> Cells:
    """首个考核月: the first of the month of entry if its day is not after ``until``, else of the next."""
    filled, blank = _filled(hired.cells)
    day = Figures(_day(filled).astype(object))
    late = day.compare(until, np.greater)
    begins = (_month(filled) + np.asarray(late, dtype=bool)).astype("datetime64[M]").astype("datetime64[D]")
    return _within(begins, blank, np.logical_or(hired.invalid, until.invalid))


def later(one: Cells, two: Cells) -> Cells:
    """取大 of two days: blank ones do not count."""
    return Cells(np.fmax(one.cells, two.cells), np.logical_or(one.invalid, two.invalid))


def sooner(one: Cells, two: Cells) -> Cells:
    """取小 of two days: blank ones do not count."""
    return Cells(np.fmin(one.cells, two.cells), np.logical_or(one.invalid, two.invalid))


def _filled(days: np.ndarray) -> tuple[np.ndarray, Mask]:
    """The days with some day in the place of the blank ones, and which are blank."""
    blank = np.isnat(days)
    return np.where(blank, np.datetime64("2000-01-01", "D"), days), blank


def _month(days: np.ndarray) -> np.ndarray:
    """Months since January 1970."""
    return np.asarray(days.astype("datetime64[M]").astype(np.int64))


def _day(days: np.ndarray) -> np.ndarray:
    begins = days.astype("datetime64[M]").astype("datetime64[D]")
    return np.asarray((days - begins).astype(np.int64) + 1)


def _in_month(months: np.ndarray, day: np.ndarray) -> np.ndarray:
    """That day of each month, at most its last."""
    last = (months + 1).astype("datetime64[M]").astype("datetime64[D]") - np.timedelta64(1, "D")
    begins = months.astype("datetime64[M]").astype("datetime64[D]")
    return np.asarray(np.minimum(begins + (day - 1).astype("timedelta64[D]"), last))


def _within(days: np.ndarray, blank: Mask, invalid: Mask) -> Cells:
    """Blank where it was blank; no value outside the years 1 to 9999, which no calendar here has."""
    beyond = np.logical_and(np.logical_or(days < _FIRST, days > _LAST), np.logical_not(blank))
    nothing = np.logical_or(blank, beyond)
    return Cells(np.where(nothing, np.datetime64("NaT", "D"), days), np.logical_or(invalid, beyond))


def _pair(one: Cells, two: Cells) -> tuple[np.ndarray, np.ndarray, Mask]:
    left, left_blank = _filled(one.cells)
    right, right_blank = _filled(two.cells)
    spoilt = np.logical_or(np.logical_or(left_blank, right_blank), np.logical_or(one.invalid, two.invalid))
    return left, right, spoilt
