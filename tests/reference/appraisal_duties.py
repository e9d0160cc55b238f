"""What the records of duty say of each person in a month: leave against its slips, visits that overlap.

Scheme: 指引第八条 (leave is asked for and granted beforehand); rules on customer visits V1, V2.
Reading taken:
- leave is 事假 and 病假 of the attendance; a slip counts when its answer is 同意, or when it has no answer but a day of
  granting; it was granted beforehand for a day when that day is not earlier than the day of granting;
- with attendance by the day a slip of any kind covers whole days, and only pay days are asked; with totals only, slips
  of 事假 and 病假 cover their pay days of the month, at most the days they state, those granted late first, and slips
  add up;
- long leave is 病假 or 产假 on one granted slip that reaches the same day of the next month; its calendar days count;
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
    long = [slip for slip in slips if slip["假别"] in ("病假", "产假") and is_long(slip)]
    return len([day for day in calendar.days_of(period) if any(covers(slip, day) for slip in long)])


def is_long(slip: dict) -> bool:
    """Whether the slip reaches the same day of the next month, its last day where it has no such day."""
    start = slip["开始日期"]
    year, month = (start.year, start.month + 1) if start.month < 12 else (start.year + 1, 1)
    return slip["结束日期"] >= Day(year, month, min(start.day, months.monthrange(year, month)[1]))


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
