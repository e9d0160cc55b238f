"""Customer visits of a branch-month and the matters they raised, from raising to telling the customer.

Scheme: 走访规定 (V1), 督办规定 (V2).
"""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from .workdays import last_day, working_days

Row = dict[str, Any]
Branch = dict[str, Any]
WAYS = ("上门", "上门", "电话", "来访", "其他")
DEPARTMENTS = ("运营部", "财富管理部", "信息技术部", "合规风控部")
OPINIONS = ("无意见", "希望降低佣金", "希望多推送研报", "交易软件卡顿", "想了解两融开户条件", "对服务满意")
MATTERS = ("申请调整佣金费率", "交易软件登录异常", "两融账户开通咨询", "历史对账单补寄", "产品赎回到账时间")
OUTCOMES = ("已答复客户", "已调整到位", "已协调解决")
GRANTED_DAYS = 10


def make_visits(rng: Random, branch: Branch, edges: bool) -> tuple[list[Row], list[Row]]:
    """One row per visit, and the matters that could not be answered on the spot."""
    period, customers = branch["period"], branch["客户业绩"]
    visits: list[Row] = []
    matters: list[Row] = []
    pool = customers[: max(3, len(customers) // 6)] if edges else customers
    for person in branch["花名册"]:
        days = working_days(period, person["入职日期"], person["离职日期"])
        for _ in range(rng.randint(0, 6) if days else 0):
            visit = _visit(rng, period, person, rng.choice(days), rng.choice(pool), len(visits) + 1)
            if any(_same(visit, other) for other in visits):
                continue
            if rng.random() < (0.4 if edges else 0.12):
                matters.append(_matter(rng, branch, visit, len(matters) + 1, edges))
                visit |= {"督办编号": matters[-1]["督办编号"], "处理情况": "当场未能答复，转督办"}
            visits.append(visit)
            if rng.random() < 0.1:
                visits += _companion(rng, branch, visits[-1], visits)
    return visits, matters


def carried_on(rng: Random, branch: Branch, matters: list[Row], edges: bool) -> list[Row]:
    """Open matters of the month before as they stand now; who has left has handed them over."""
    roster = [row["工号"] for row in branch["花名册"]]
    start = last_day(branch["period"]).replace(day=1)
    rows = []
    for row in matters:
        keeper = row["工号"] if row["工号"] in roster else roster[0]
        rows.append(row | {"工号": keeper} | _ending(rng, branch["period"], start, edges))
    return rows


def _visit(rng: Random, period: str, person: Row, day: dt.date, customer: Row, number: int) -> Row:
    opinion = rng.choice(OPINIONS)
    return {
        "走访编号": f"ZF{period.replace('-', '')}{number:04d}", "走访日期": day, "工号": person["工号"],
        "客户号": customer["客户号"], "客户姓名": customer["客户姓名"], "走访方式": rng.choice(WAYS), "同行人": None,
        "客户意见": opinion, "处理情况": rng.choice(("当场答复", "已向客户说明")), "督办编号": None,
        "负责人意见": rng.choice((None, "处理及时", "继续跟进")),
    }  # fmt: skip


def _same(visit: Row, other: Row) -> bool:
    return all(visit[name] == other[name] for name in ("走访日期", "工号", "客户号"))


def _companion(rng: Random, branch: Branch, visit: Row, visits: list[Row]) -> list[Row]:
    """The log of a colleague who came along; each names the other."""
    colleagues = [
        row for row in branch["花名册"]
        if row["工号"] != visit["工号"]
        and visit["走访日期"] in working_days(branch["period"], row["入职日期"], row["离职日期"])
    ]  # fmt: skip
    if not colleagues:
        return []
    other = rng.choice(colleagues)
    first = next(row for row in branch["花名册"] if row["工号"] == visit["工号"])
    joined = visit | {
        "走访编号": f"ZF{branch['period'].replace('-', '')}{len(visits) + 1:04d}", "工号": other["工号"],
        "同行人": first["姓名"], "督办编号": None,
    }  # fmt: skip
    if any(_same(joined, each) for each in visits):
        return []
    visit["同行人"] = rng.choice((other["姓名"], other["工号"]))
    return [joined]


def _matter(rng: Random, branch: Branch, visit: Row, number: int, edges: bool) -> Row:
    raised = visit["走访日期"]
    period = branch["period"]
    return {
        "督办编号": f"DB{period.replace('-', '')}{number:03d}", "提出日期": raised, "工号": visit["工号"],
        "客户号": visit["客户号"], "事项": rng.choice(MATTERS), "承办部门": rng.choice(DEPARTMENTS),
        "转办日期": min(raised + dt.timedelta(days=1), last_day(period)),
        "办理期限": raised + dt.timedelta(days=rng.choice((3, 5, GRANTED_DAYS))),
    } | _ending(rng, period, raised, edges)  # fmt: skip


def _ending(rng: Random, period: str, since: dt.date, edges: bool) -> Row:
    """Closed so many days after it was raised, and the customer told; or open still at the end of the month."""
    closed = since + dt.timedelta(days=rng.randint(1, 14 if edges else 8))
    told = closed + dt.timedelta(days=rng.choice((0, 0, 1, 3)))
    if closed > last_day(period) or rng.random() < (0.3 if edges else 0.05):
        return {"办结日期": None, "告知客户日期": None, "办理结果": None}
    is_told = told <= last_day(period) and rng.random() < (0.7 if edges else 0.95)
    return {"办结日期": closed, "告知客户日期": told if is_told else None, "办理结果": rng.choice(OUTCOMES)}
