"""What the records of duty say of each person in a month: leave against its slips, visits that overlap.

Scheme: 指引第八条 (leave is asked for and granted beforehand); rules on customer visits V1, V2.
Reading taken:
- leave is 事假 and 病假 of the attendance; a slip counts when its answer is 同意, or when it has no answer but a day of
  granting; it was granted beforehand for a day when that day is not earlier than the day of granting;
- with attendance by the day a slip of any kind covers whole days, and only pay days are asked; with totals only, slips
  of 事假 and 病假 cover their pay days of the month, at most the days they state, those granted late first, and slips
  add up;
- leave that a month's slips carry to its last day or beyond goes on into the next month: every slip of those unbroken
  days, and what begins later, unless the next month has the slip of that number and person itself;
- long leave is 病假 or 产假 on granted slips without a day between that reach the same day of the next month; its
  calendar days count;
- two persons overlap at a customer unless either names the other, by 工号 or name, on any visit to him in the month.
"""

from __future__ import annotations

import calendar as months
import datetime
import re
from fractions import Fraction

from . import calendar
from .exact import exact, is_blank

Day = datetime.date
LEAVE = ("事假", "病假")
NEXT = datetime.timedelta(days=1)


def leave(branch: dict, person: dict) -> dict:
    """{休假天数, 事先批准天数, 事后补批天数, 未批准天数, 长假天数} of one person in the month."""
    who, period = person["工号"], branch["period"]
    slips = [row for row in branch.get("请假单", []) if row["工号"] == who and is_granted(row)]
    by_day = [row for row in branch.get("考勤明细", []) if row["工号"] == who]
    if by_day:
        taken, before, late = day_by_day(by_day, slips, calendar.pay_days(period))
    else:
        rows = [row for row in branch["考勤"] if row["工号"] == who]
        taken = sum((exact(row.get(f"{kind}天数")) for row in rows for kind in LEAVE), Fraction(0))
        before, late = from_totals(taken, slips, calendar.pay_days(period))
    counted = {"休假天数": taken, "事先批准天数": before, "事后补批天数": late, "未批准天数": taken - before - late}
    return counted | {"长假天数": Fraction(long_days(slips, period))}


def is_granted(slip: dict) -> bool:
    """Whether the slip was granted."""
    answer = slip.get("审批结果")
    return answer == "同意" or (is_blank(answer) and not is_blank(slip.get("批准日期")))


def is_beforehand(slip: dict, day: Day) -> bool:
    """Whether it was granted by the day itself."""
    return not is_blank(slip.get("批准日期")) and slip["批准日期"] <= day


def covers(slip: dict, day: Day) -> bool:
    """Whether the day is on the slip."""
    return slip["开始日期"] <= day <= slip["结束日期"]


def day_by_day(rows: list[dict], slips: list[dict], pay_days: list[Day]) -> tuple[Fraction, Fraction, Fraction]:
    """(taken, granted beforehand, granted late), each pay day by the slips that cover it.

    A row is one day with its marks, each (kind, part of a day).
    """
    taken = before = late = Fraction(0)
    for row in rows:
        if row["日期"] in pay_days:
            part = sum((exact(number) for kind, number in row["marks"] if kind in LEAVE), Fraction(0))
            covering = [slip for slip in slips if covers(slip, row["日期"])]
            taken += part
            if any(is_beforehand(slip, row["日期"]) for slip in covering):
                before += part
            elif covering:
                late += part
    return taken, before, late


def from_totals(taken: Fraction, slips: list[dict], pay_days: list[Day]) -> tuple[Fraction, Fraction]:
    """(granted beforehand, granted late): the leave of the month filled from the slips, those in time first."""
    in_time = afterwards = Fraction(0)
    for slip in slips:
        if slip["假别"] in LEAVE:
            days = [day for day in pay_days if covers(slip, day)]
            stated = Fraction(len(days)) if is_blank(slip.get("请假天数")) else exact(slip["请假天数"])
            whole = min(stated, Fraction(len(days)))
            late = min(whole, Fraction(len([day for day in days if not is_beforehand(slip, day)])))
            in_time, afterwards = in_time + whole - late, afterwards + late
    before = min(taken, in_time)
    return before, min(taken - before, afterwards)


def long_days(slips: list[dict], period: str) -> int:
    """Calendar days of the month inside long sick or maternity leave."""
    off = days_off([slip for slip in slips if slip["假别"] in ("病假", "产假")])
    return len([day for day in calendar.days_of(period) if day in off and is_long(*unbroken(off, day))])


def is_long(start: Day, end: Day) -> bool:
    """Whether the last day is the same day of the next month or later, its last day where it has no such day."""
    year, month = (start.year, start.month + 1) if start.month < 12 else (start.year + 1, 1)
    return end >= Day(year, month, min(start.day, months.monthrange(year, month)[1]))


def days_off(slips: list[dict]) -> set[Day]:
    """Every calendar day on one of the slips."""
    return {
        slip["开始日期"] + NEXT * place for slip in slips
        for place in range((slip["结束日期"] - slip["开始日期"]).days + 1)
    }  # fmt: skip


def unbroken(off: set[Day], day: Day) -> tuple[Day, Day]:
    """(first, last) of the days off around a day, none missing between."""
    first = last = day
    while first - NEXT in off:
        first -= NEXT
    while last + NEXT in off:
        last += NEXT
    return first, last


def known_slips(branch: dict, before: list[dict]) -> list[dict]:
    """The month's slips, and those `before` left over that it does not have itself."""
    own = branch.get("请假单", [])
    again = {(row["工号"], row["请假单号"]) for row in own}
    return [row for row in before if (row["工号"], row["请假单号"]) not in again] + own


def left_over(slips: list[dict], period: str) -> list[dict]:
    """The granted slips of leave that goes on to the last day of the month or lies beyond it."""
    end, found = calendar.last_day(period), []
    for who in sorted({row["工号"] for row in slips}):
        own = [row for row in slips if row["工号"] == who and is_granted(row)]
        off = days_off(own)
        since = unbroken(off, end)[0] if end in off else end
        found += [row for row in own if row["结束日期"] >= since]
    return found


def overlaps(branch: dict) -> list[tuple]:
    """(row number, whether it overlaps, the other visitors of the month) for every visit dated in the month."""
    names = {row["工号"]: row["姓名"] for row in branch["花名册"]}
    visits = [
        (place, row) for place, row in enumerate(branch.get("客户走访日志", []))
        if calendar.in_month(row["走访日期"], branch["period"])
    ]  # fmt: skip
    found = []
    for place, visit in visits:
        own = visit["工号"]
        there = [row for _, row in visits if row["客户号"] == visit["客户号"]]
        others = sorted({row["工号"] for row in there} - {own})
        strangers = [one for one in others if not names_each_other(there, own, one, names)]
        found.append((place, bool(strangers), others))
    return found


def names_each_other(visits: list[dict], one: str, other: str, names: dict[str, str]) -> bool:
    """Whether either names the other as companion on any of these visits."""
    pairs = ((one, other), (other, one))
    return any(
        row["工号"] == writer and is_named(row.get("同行人"), named, names.get(named))
        for writer, named in pairs
        for row in visits
    )


def is_named(companions: str | None, number: str, name: str | None) -> bool:
    """Whether the companions written on a visit hold this person."""
    words = re.split(r"[、，,；;/\s]+", companions or "")
    words += [part for word in words for part in re.split("[和及与]", word)]
    return number in words or (name is not None and name in words)
