"""Attendance facts: what each person did on each day of the month, and their sums.

The marks of a day are pairs of kind and number: day parts in days (正常, 出差, 事假, 病假, 年假, 调休, 旷工), events in
times (迟到, 早退, 缺卡). The day parts of a working day add up to one; a day off has no marks.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from .workdays import employed_days, is_workday

Row = dict[str, Any]
Mark = tuple[str, Decimal]
PRESENT = ("正常", "出差")
PAID_LEAVE = ("年假", "调休")
EVENTS = ("迟到", "早退", "缺卡")
SUMS = {
    "事假天数": ("事假",),
    "病假天数": ("病假",),
    "旷工天数": ("旷工",),
    "带薪假天数": PAID_LEAVE,
    "迟到次数": ("迟到",),
    "早退次数": ("早退",),
    "缺卡次数": ("缺卡",),
}
_ONE, _HALF = Decimal(1), Decimal("0.5")


def make_days(rng: Random, period: str, person: Row, edges: bool) -> list[Row]:
    """One row per day of employment of one person."""
    days = employed_days(period, person["入职日期"], person["离职日期"])
    working = [day for day in days if is_workday(day)]
    marks = {day: [("正常", _ONE)] for day in working}
    for day, leave in _leaves(rng, working, edges).items():
        marks[day] = leave
    _events(rng, marks, edges)
    return [{"工号": person["工号"], "姓名": person["姓名"], "日期": day, "marks": marks.get(day, [])} for day in days]


def sum_days(person: Row, days: list[Row]) -> Row:
    """The month facts of one person: the exact sum of the days."""
    total: dict[str, Decimal] = {}
    for kind, number in (mark for row in days for mark in row["marks"]):
        total[kind] = total.get(kind, Decimal(0)) + number
    working = sum(1 for row in days if row["marks"])
    facts: Row = {"工号": person["工号"], "姓名": person["姓名"], "应出勤天数": working}
    facts["出勤天数"] = _plain(sum((total.get(kind, Decimal(0)) for kind in PRESENT), Decimal(0)))
    for heading, kinds in SUMS.items():
        number = _plain(sum((total.get(kind, Decimal(0)) for kind in kinds), Decimal(0)))
        facts[heading] = int(number) if heading.endswith("次数") else number
    return facts


def number_of(row: Row, kind: str) -> Decimal:
    """How much of one kind a day holds."""
    return sum((number for name, number in row["marks"] if name == kind), Decimal(0))


def _plain(number: Decimal) -> Decimal:
    """The number without trailing zeros, as a sheet would show it (8, not 8.0)."""
    return number.quantize(_ONE) if number == number.to_integral_value() else number.normalize()


def _leaves(rng: Random, working: list[dt.date], edges: bool) -> dict[dt.date, list[Mark]]:
    """Whole and half days of leave, absence and travel on working days."""
    leaves: dict[dt.date, list[Mark]] = {}
    if not working:
        return leaves
    if edges and rng.random() < 0.06:
        kind = rng.choice(("事假", "病假", "旷工", "年假"))
        return {day: [(kind, _ONE)] for day in working}
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2) if not edges else (0, 1, 2, 3, 5))):
        day = rng.choice(working)
        kinds = ("事假", "病假", "年假", "年假", "调休", "出差") + (("旷工", "事假", "病假") if edges else ())
        kind = rng.choice(kinds)
        if rng.random() < 0.3 and kind not in ("出差", "旷工"):
            leaves[day] = [("正常", _HALF), (kind, _HALF)]
        else:
            leaves[day] = [(kind, _ONE)]
    if edges and rng.random() < 0.1:
        leaves[rng.choice(working)] = [("事假", _HALF), ("病假", _HALF)]
    return leaves


def _events(rng: Random, marks: dict[dt.date, list[Mark]], edges: bool) -> None:
    """Being late, leaving early, missing a punch, on days with presence; at most one of each kind a day."""
    present = [day for day, day_marks in marks.items() if any(kind == "正常" for kind, _ in day_marks)]
    if not present:
        return
    wanted = rng.choice((0, 0, 1, 2, 3) if not edges else (0, 2, 3, 4, 4, 7))
    missing = rng.choice((0, 0, 0, 0, 1) if not edges else (0, 0, 0, 1, 3))
    for kind in [rng.choice(("迟到", "迟到", "早退")) for _ in range(wanted)] + ["缺卡"] * missing:
        day = rng.choice(present)
        taken = {name for name, _ in marks[day]}
        is_possible = marks[day] == [("正常", _ONE)] if kind == "缺卡" else not taken & {kind, "缺卡"}
        if is_possible:
            marks[day] = [*marks[day], (kind, _ONE)]
