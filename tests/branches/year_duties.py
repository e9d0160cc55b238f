"""Records of duty of the example year: ordinary ones, and what the plan adds to them.

Scheme: 指引第五条, 第八条–第十条, 第十七条; 走访规定 (V1), 督办规定 (V2).
"""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from .duties import Duties, decision, make_duties
from .workdays import first_day, last_day
from .year_plan import SICK, SICK_FROM, SICK_UNTIL, WAITS

Row = dict[str, Any]
Branch = dict[str, Any]
DECIDED_IN, DECIDED_FROM = "2026-02", dt.date(2026, 2, 1)
OVERLAP_IN, OVERLAPPING = "2026-05", ("10002", "10005")
LATE_MATTER, LATE_KEEPER = "DB202602901", "10016"
LATE_FROM, LATE_DUE, LATE_CLOSED = dt.date(2026, 2, 3), dt.date(2026, 2, 13), dt.date(2026, 4, 10)


def is_ill(code: str, day: dt.date) -> bool:
    """Whether the person is on his long sick leave that day."""
    return code == SICK and SICK_FROM <= day <= SICK_UNTIL


def year_duties(rng: Random, branch: Branch, before: Duties) -> tuple[Duties, Duties]:
    """The records made for the month, which the next month carries on; and the records as delivered."""
    made = make_duties(rng, branch, previous=before)
    shown = {kind: [dict(row) for row in rows] for kind, rows in made.items()}
    _excuse(shown)
    shown["请假单"] += _long_leave(branch["period"])
    shown["客户走访日志"] += _overlap(branch)
    shown["督办事项"] += _late_matter(branch)
    if branch["period"] == DECIDED_IN:
        person = next(row for row in branch["花名册"] if row["工号"] == WAITS)
        shown["级别决定"].append(
            decision(person | {"级别": "初级"}, "中级", DECIDED_FROM, "2025年度考评优秀，渠道管理部批准提前定级")
        )
    return made, shown


def _excuse(shown: Duties) -> None:
    """Nobody who is ill keeps a log, comes to a meeting or visits a customer; his short slips give way to the long."""
    for kind, day in (("工作日志抽查", "日志日期"), ("客户走访日志", "走访日期"), ("请假单", "开始日期")):
        shown[kind] = [row for row in shown[kind] if not is_ill(row["工号"], row[day])]
    for row in shown["会议登记"]:
        if row["工号"] and is_ill(row["工号"], row["会议日期"]):
            row["到会情况"] = "请假"


def _long_leave(period: str) -> list[Row]:
    """The one slip of the long illness, handed in with every month it touches."""
    if not f"{SICK_FROM:%Y-%m}" <= period <= f"{SICK_UNTIL:%Y-%m}":
        return []
    return [
        {
            "请假单号": "QJ2026040900", "工号": SICK, "假别": "病假", "开始日期": SICK_FROM, "结束日期": SICK_UNTIL,
            "请假天数": None, "事由": "住院手术及术后休养", "申请日期": dt.date(2026, 4, 3),
            "批准日期": dt.date(2026, 4, 3), "审批结果": "同意", "批准人": "周明德",
        }
    ]  # fmt: skip


def _overlap(branch: Branch) -> list[Row]:
    """Two people visit one customer in the same month and neither log names the other."""
    if branch["period"] != OVERLAP_IN:
        return []
    held = {row["客户号"] for row in branch["客户关系"] if row["工号"] == OVERLAPPING[0]}
    customer = next(row for row in branch["客户业绩"] if row["客户号"] in held and row["客户状态"] == "正常")
    return [
        {
            "走访编号": f"ZF20260590{number}", "走访日期": dt.date(2026, 5, 11 + 3 * number), "工号": code,
            "客户号": customer["客户号"], "客户姓名": customer["客户姓名"], "走访方式": "上门", "同行人": None,
            "客户意见": "同一件事已向另一位经理说过", "处理情况": "已向客户说明", "督办编号": None, "负责人意见": None,
        }
        for number, code in enumerate(OVERLAPPING)
    ]  # fmt: skip


def _late_matter(branch: Branch) -> list[Row]:
    """A matter due in February, closed in April: in every register from February to April, as it stood."""
    period = branch["period"]
    if not f"{LATE_FROM:%Y-%m}" <= period <= f"{LATE_CLOSED:%Y-%m}":
        return []
    held = [row for row in branch["客户关系"] if row["工号"] == LATE_KEEPER and row["生效日期"] < first_day(period)]
    closed = last_day(period) >= LATE_CLOSED
    return [
        {
            "督办编号": LATE_MATTER, "提出日期": LATE_FROM, "工号": LATE_KEEPER, "客户号": held[0]["客户号"],
            "事项": "历史对账单补寄", "承办部门": "运营部", "转办日期": LATE_FROM + dt.timedelta(days=1),
            "办理期限": LATE_DUE, "办结日期": LATE_CLOSED if closed else None,
            "告知客户日期": LATE_CLOSED + dt.timedelta(days=2) if closed else None,
            "办理结果": "已补寄并致歉" if closed else None,
        }
    ]  # fmt: skip
