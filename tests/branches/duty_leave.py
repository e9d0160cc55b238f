"""Leave slips that go with the attendance of a branch-month: granted beforehand, late, or not at all.

Scheme: 指引第八条.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from . import names
from .attendance import number_of

Row = dict[str, Any]
Branch = dict[str, Any]
LEAVE = {"事假": ("家中有事", "子女家长会", "办理证件"), "病假": ("感冒发热", "复诊"), "年假": ("休年假",),
         "调休": ("周末值班调休",)}  # fmt: skip
ZERO = Decimal(0)


def make_leave_slips(rng: Random, branch: Branch, edges: bool) -> list[Row]:
    """A slip for most runs of days of one kind of leave of one person; the others were never asked for."""
    rows: list[Row] = []
    for person in branch["花名册"]:
        days = [row for row in branch["考勤明细"] if row["工号"] == person["工号"]]
        for kind, run in _runs(days):
            if rng.random() < (0.25 if edges else 0.04):
                continue
            rows.append(_slip(rng, branch["period"], len(rows) + 1, (person["工号"], kind), run) | _answer(
                rng, run[0]["日期"], edges
            ))  # fmt: skip
    return rows


def make_sick_notes(rng: Random, branch: Branch) -> list[Row]:
    """Up to three notes of one person, one after the other, as the doctor renews them; now and then a day between."""
    staff = [person for person in branch["花名册"] if person["离职日期"] is None]
    start = dt.date.fromisoformat(f"{branch['period']}-{rng.randint(1, 28):02d}")
    person, rows = rng.choice(staff), []
    for number in range(1, rng.randint(2, 4)):
        end = start + dt.timedelta(days=rng.choice((9, 14, 19, 24, 29, 40)))
        rows.append({
            "请假单号": f"BJ{branch['period'].replace('-', '')}{number:02d}", "工号": person["工号"],
            "假别": rng.choice(("病假", "病假", "产假")), "开始日期": start, "结束日期": end, "请假天数": None,
            "事由": "住院", "申请日期": start, "批准日期": start, "批准人": names.CHECKERS[0],
            "审批结果": rng.choice(("同意", "同意", "同意", "不同意")),
        })  # fmt: skip
        start = end + dt.timedelta(days=rng.choice((1, 1, 1, 2)))
    return rows


def _runs(days: list[Row]) -> list[tuple[str, list[Row]]]:
    """Days of leave of one kind that follow each other on the calendar."""
    found: list[tuple[str, list[Row]]] = []
    for kind in LEAVE:
        for row in (row for row in days if number_of(row, kind)):
            last = found[-1] if found and found[-1][0] == kind else None
            if last and row["日期"] - last[1][-1]["日期"] == dt.timedelta(days=1):
                last[1].append(row)
            else:
                found.append((kind, [row]))
    return found


def _slip(rng: Random, period: str, number: int, who: tuple[str, str], run: list[Row]) -> Row:
    code, kind = who
    days = sum((number_of(row, kind) for row in run), ZERO)
    return {
        "请假单号": f"QJ{period.replace('-', '')}{number:04d}", "工号": code, "假别": kind,
        "开始日期": run[0]["日期"], "结束日期": run[-1]["日期"], "请假天数": days, "事由": rng.choice(LEAVE[kind]),
    }  # fmt: skip


def _answer(rng: Random, start: dt.date, edges: bool) -> Row:
    """Asked for some days before and granted; now and then afterwards, refused, or left without an answer."""
    asked = start - dt.timedelta(days=rng.randint(1, 5))
    after = rng.choice((1, 2, 3)) if rng.random() < (0.3 if edges else 0.04) else 0
    granted = start + dt.timedelta(days=after) if after else asked + dt.timedelta(days=rng.choice((0, 1)))
    refused = rng.random() < (0.15 if edges else 0.01)
    return {
        "申请日期": asked, "批准日期": granted, "审批结果": "不同意" if refused else "同意",
        "批准人": rng.choice(names.CHECKERS[:2]),
    }  # fmt: skip
