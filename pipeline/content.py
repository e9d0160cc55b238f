"""What the words of a cell mean where they are no plain text: a day, yes or no.

Intake reads its columns by these rules; 内容 of 补充数据, whose meaning only its 项目 tells, is read by them later.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
FIRST_SERIAL, LAST_SERIAL = 7_306, 2_958_465
"""1920-01-01 and 9999-12-31 as serial numbers; a smaller number is a slip of the pen, not a day."""
YES = frozenset({"是", "Y", "YES", "TRUE", "T", "1", "√", "✓", "✔", "有效", "属实", "成立"})
NO = frozenset({"否", "N", "NO", "FALSE", "F", "0", "×", "✗", "✘", "X", "无效", "不属实", "不成立"})
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(.*)")
_AFTER = re.compile(
    r" ?[T(]?(?:星期|周)?[一二三四五六日天]?\)? ?(?:上午|下午)? ?"
    r"(?:T?\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?)?[分秒Z]?(?:[-~至—–]\d{1,2}[:时]\d{1,2}分?)?)?"
)
_DOUBTFUL = re.compile(r"\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,4}日?(?:\D.*)?")


class NoDay(ValueError):
    """Words that name no day; ``code`` is the finding that says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def half_width(text: str) -> str:
    """The text in half width without any white space."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("\u200b", "").replace("\ufeff", "")


def day_of(text: str, date1904: bool = False) -> date:
    """The day the words name, by date or serial number; NoDay where years are short or the calendar has no such day."""
    words = _joined(text)
    match = _DAY.fullmatch(words)
    if match and _AFTER.fullmatch(match[6]):
        return calendar_day(match[1], match[2] or match[4], match[3] or match[5])
    if re.fullmatch(r"[2-6]\d{4}(\.\d+)?", words):
        return serial_day(float(words), date1904)
    raise NoDay("C06" if _DOUBTFUL.fullmatch(words) else "C04")


def calendar_day(year: str, month: str, day: str) -> date:
    """The day of the calendar; NoDay if it has none."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise NoDay("C05") from None


def serial_day(serial: float, date1904: bool = False) -> date:
    """The day of a serial number, rounded to the second; NoDay if it is outside what a workbook can mean."""
    start = EPOCH_1904 if date1904 else EPOCH
    seconds = round(serial * 86_400) if serial == serial else -1
    if not FIRST_SERIAL * 86_400 <= seconds + (1462 * 86_400 if date1904 else 0) < (LAST_SERIAL + 1) * 86_400:
        raise NoDay("C04")
    return (start + timedelta(seconds=seconds)).date()


def yes_or_no(text: str) -> bool | None:
    """Whether the words say yes; None if they say neither yes nor no."""
    words = half_width(text).upper()
    return words in YES if words in YES or words in NO else None


def _joined(text: str) -> str:
    """The text in half width, with no space left but the one before the time of day."""
    words = " ".join(unicodedata.normalize("NFKC", text).split()).removeprefix("'")
    return re.sub(r" ?([-/.年月:]) ?(?=[^ ])", r"\1", words)
