"""What the words in a day's cell say: ``上班迟到12分钟,事假09-17 09:00到09-17 13:00 4小时``.

A leave over several days stands, whole, in the cell of each of them; it is counted once and spread over those days.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal

from pipeline.intake.attendance.meanings import leave
from pipeline.intake.numbers import DAYS_PER_UNIT
from pipeline.period import Period

_LEAVE = re.compile(
    r"([\u4e00-\u9fff]{1,8}?)[:(]? ?((?:\d{4}[-/.])?\d{1,2}[-/.月][^,;，；、]*?)?"
    r"(?<![\d.:/-])(\d+(?:\.\d+)?) ?(天|小时|分钟)\)?"
)
_JOURNEY = re.compile(r"(?:正常)?(?:出差|外出|公出|外勤|加班|培训).*")
_ABSENT = re.compile(r"旷工(?!迟到)(?:(\d+(?:\.\d+)?)(天|小时|分钟)|(半天))?")
_EVENTS = (
    ("days_absent", re.compile(r"(?:上班|下班)?\d?旷工迟到(?:\d+(?:\.\d+)?(?:分钟|小时))?")),
    ("times_late", re.compile(r"(?:上班|下班)?\d?(?:严重)?迟到(?:\d+(?:\.\d+)?(?:分钟|小时))*(?:\d+次)?")),
    ("times_early", re.compile(r"(?:上班|下班)?\d?早退(?:\d+(?:\.\d+)?(?:分钟|小时))*(?:\d+次)?")),
    ("times_no_clock", re.compile(r"(?:上班|下班)?\d?(?:缺卡|未打卡)(?:\d+次)?")),
)
_QUIET = re.compile(
    r"\([^)]*\)|[^,，;；、:：]*班[:：]|休息并打卡|休息|正常|外勤|外出|出差|公出|加班|打卡|补卡审批通过|补卡|请假|未排班|节假日|放假|[,，;；、。:：\s-]"
)
_SPAN = re.compile(r"(?:\d{4}[-/.])?(\d{1,2})[-/.月](\d{1,2})")
_STEP = Decimal("0.0001")


@dataclass
class DayWords:
    """What one cell says: its counts, its leaves as (fact, kind and span, days), and any words not understood."""

    counts: Counter[str] = field(default_factory=Counter)
    absent: Decimal = Decimal(0)
    leaves: list[tuple[str, str, Decimal]] = field(default_factory=list)
    is_rest: bool = False
    strange: str = ""


def read_words(text: str) -> DayWords:
    """The meaning of one cell.  Spaces part the end of a leave from its length and are kept until that is read."""
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    day = DayWords(is_rest=text.startswith(("休息", "未排班", "节假日", "放假")))
    rest = _LEAVE.sub(lambda match: _take_leave(day, match), text)
    rest = rest.replace(" ", "")
    for fact, pattern in _EVENTS:
        found = pattern.findall(rest)
        if fact == "days_absent":
            day.absent += len(found)
        elif found:
            day.counts[fact] += len(found)
        rest = pattern.sub(",", rest)
    rest = _ABSENT.sub(lambda match: _take_absence(day, match), rest)
    day.strange = _QUIET.sub("", rest)
    return day


def _take_leave(day: DayWords, match: re.Match[str]) -> str:
    """Keep a leave, whatever its name where it states its span; a journey or overtime counts nothing.

    Other words with a length (迟到12分钟) are left for those who know them.
    """
    kind = match[1].removeprefix("正常")
    if _JOURNEY.fullmatch(kind):
        return ","
    fact = leave(kind) or ("days_paid_leave" if match[2] else None)
    if fact is None:
        return match[0]
    day.leaves.append((fact, kind + (match[2] or ""), Decimal(match[3]) * DAYS_PER_UNIT[match[4]]))
    return ","


def _take_absence(day: DayWords, match: re.Match[str]) -> str:
    days = Decimal(match[1]) * DAYS_PER_UNIT[match[2]] if match[1] else Decimal("0.5") if match[3] else Decimal(1)
    day.absent += days
    return ","


def spread_leaves(days: list[DayWords]) -> list[dict[str, Decimal]]:
    """The leave of each day: a leave that stands in several cells is shared out over them, rest days last."""
    shares: list[dict[str, Decimal]] = [defaultdict(Decimal) for _ in days]
    spans: dict[tuple[str, str, Decimal], list[int]] = defaultdict(list)
    for index, day in enumerate(days):
        for item in day.leaves:
            if _SPAN.search(item[1]):
                spans[item].append(index)
            else:
                shares[index][item[0]] += item[2]
    for (fact, _, length), places in spans.items():
        chosen = [index for index in places if not days[index].is_rest] or places
        each = (length / len(chosen)).quantize(_STEP, ROUND_DOWN)
        for index in chosen:
            shares[index][fact] += each
        shares[chosen[-1]][fact] += length - each * len(chosen)
    return shares


def crosses(days: list[DayWords], period: Period) -> frozenset[str]:
    """The facts with a leave that began before the month or ends after it: its length is not this month's."""
    return frozenset(
        fact for day in days for fact, span, _ in day.leaves
        if any(int(month) != period.month for month, _ in _SPAN.findall(span))
    )  # fmt: skip
