"""Dates of a workbook: date cells, serial numbers, and the ways people write a day.

Not read, but told: years of two digits, day and month in doubtful order, days no calendar has.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from pipeline.intake.problem import Problem, half_width, is_nothing
from pipeline.intake.raw import Cell

EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
FIRST_SERIAL, LAST_SERIAL = 7_306, 2_958_465
"""1920-01-01 and 9999-12-31 as serial numbers; a smaller number is a slip of the pen, not a day."""
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(.*)")
_AFTER = re.compile(
    r" ?[T(]?(?:星期|周)?[一二三四五六日天]?\)? ?(?:T?\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?)?[分秒Z]?)?"
)
_DOUBTFUL = re.compile(r"\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,4}日?(?:\D.*)?")
_MONTH = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})月?|(\d{2}))")


def read_date(cell: Cell, date1904: bool = False) -> date | Problem | None:
    """The day of one cell; None for nothing."""
    if isinstance(cell, datetime):
        return (cell + timedelta(milliseconds=500)).date()
    if isinstance(cell, date):
        return cell
    if is_nothing(cell):
        return None
    if type(cell) is str:
        return _text_date(_joined(cell), date1904)
    if type(cell) is int or type(cell) is float:
        return _number_date(cell, date1904)
    return Problem("C04")


def serial_date(serial: float, date1904: bool = False) -> date | None:
    """The day of a serial number, rounded to the second; None if it is outside what a workbook can mean."""
    start = EPOCH_1904 if date1904 else EPOCH
    seconds = round(serial * 86_400) if serial == serial else -1
    if not FIRST_SERIAL * 86_400 <= seconds + (1462 * 86_400 if date1904 else 0) < (LAST_SERIAL + 1) * 86_400:
        return None
    return (start + timedelta(seconds=seconds)).date()


def _number_date(number: float, date1904: bool) -> date | Problem:
    if number == int(number) and 19_000_101 <= number <= 99_991_231:
        digits = str(int(number))
        return _day(digits[:4], digits[4:6], digits[6:])
    return serial_date(number, date1904) or Problem("C04")


def _joined(text: str) -> str:
    """The text in half width, with no space left but the one before the time of day."""
    words = " ".join(unicodedata.normalize("NFKC", text).split()).removeprefix("'")
    return re.sub(r" ?([-/.年月:]) ?(?=[^ ])", r"\1", words)


def _text_date(words: str, date1904: bool) -> date | Problem:
    match = _DAY.fullmatch(words)
    if match and _AFTER.fullmatch(match[6]):
        return _day(match[1], match[2] or match[4], match[3] or match[5])
    if re.fullmatch(r"[2-6]\d{4}(\.\d+)?", words):
        return serial_date(float(words), date1904) or Problem("C04")
    return Problem("C06") if _DOUBTFUL.fullmatch(words) else Problem("C04")


def _day(year: str, month: str, day: str) -> date | Problem:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return Problem("C05")


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
