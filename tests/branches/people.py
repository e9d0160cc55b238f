"""The roster: who works at the made-up branch in a month, who joined, who leaves.

Scheme: 第二条 (posts, grades, employment).
"""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from .names import BANKS, GRADES, TEAMS, person_name
from .numbers import bank_card, id_card, phone
from .workdays import first_day, last_day, month_days

Row = dict[str, Any]
EMPLOYEES = ("客户经理", "团队负责人")
CONTRACTS = {"客户经理": "劳动合同", "团队负责人": "劳动合同", "证券经纪人": "委托代理", "兼职": "兼职协议"}


def first_roster(rng: Random, period: str, count: int, edges: bool) -> list[Row]:
    """One row per person of a first month: every team has a leader, every post and grade occurs when count allows."""
    teams = TEAMS[: max(1, min(len(TEAMS), round(count / 7)))]
    base = rng.choice((1001, 2001, 10001)) if not edges or rng.random() < 0.5 else 0
    rows: list[Row] = []
    for index in range(count):
        post = _post(rng, index, len(teams), edges)
        code = str(base + index) if base else f"{101 + index:06d}"
        rows.append(_person(rng, code, post, teams[index % len(teams)], index))
    _movements(rng, rows, period, edges)
    return rows


def next_roster(rng: Random, previous: list[Row], period: str, edges: bool, next_code: int) -> list[Row]:
    """The roster of the following month: those who left before it vanish, the others stay as they are, some join."""
    start = first_day(period)
    rows = [dict(row) for row in previous if row["离职日期"] is None or row["离职日期"] >= start]
    width = len(previous[0]["工号"])
    lost = len(previous) - len(rows)
    joiners = min(lost, 2) if lost else int(rng.random() < (0.4 if edges else 0.15))
    leaderless = [team for team in sorted({row["团队"] for row in previous}) if not _has_leader(rows, team)]
    for index in range(joiners):
        post = "团队负责人" if leaderless and rng.random() < 0.7 else rng.choice(("客户经理", "客户经理", "证券经纪人"))
        team = leaderless.pop() if post == "团队负责人" else rng.choice(sorted({row["团队"] for row in previous}))
        row = _person(rng, f"{next_code + index:0{width}d}", post, team, rng.randint(0, 1))
        _joins(row, rng.choice(_edge_days(period) if edges else month_days(period)[4:20]))
        rows.append(row)
    candidates = [
        row for row in rows if row["离职日期"] is None and row["入职日期"] < start and row["岗位"] != "团队负责人"
    ]
    if candidates and rng.random() < (0.5 if edges else 0.2) and len(rows) > 3:
        rng.choice(candidates)["离职日期"] = rng.choice(_edge_days(period) if edges else month_days(period)[9:27])
    return rows


def is_employee(row: Row) -> bool:
    """Whether the person is an employee in the sense of 第二条."""
    return row["岗位"] in EMPLOYEES


def _has_leader(rows: list[Row], team: str) -> bool:
    return any(row["团队"] == team and row["岗位"] == "团队负责人" for row in rows)


def _post(rng: Random, index: int, teams: int, edges: bool) -> str:
    if index < teams:
        return "团队负责人"
    if index in ((teams + 1, teams + 6, teams + 13) if edges else (teams + 1,)):
        return "证券经纪人"
    if index in (teams + 3, teams + 9):
        return "兼职"
    return "客户经理" if not edges or rng.random() < 0.9 else rng.choice(("证券经纪人", "兼职", "客户经理"))


def _person(rng: Random, code: str, post: str, team: str, index: int) -> Row:
    """A person who has long been employed; `_movements` and `_joins` change the dates."""
    born_on = dt.date(rng.randint(1972, 2000), rng.randint(1, 12), rng.randint(1, 28))
    joined_on = dt.date(rng.randint(2016, 2024), rng.randint(1, 12), rng.randint(1, 28))
    grade = None
    if post in EMPLOYEES:
        grade = GRADES[2 + index % 3] if post == "团队负责人" else GRADES[index % 5]
    probation_until = joined_on + dt.timedelta(days=180)
    return {
        "工号": code,
        "姓名": person_name(rng),
        "身份证号": id_card(rng, born_on),
        "手机号": phone(rng),
        "团队": team,
        "岗位": post,
        "级别": grade,
        "级别生效日": dt.date(2025, rng.choice((1, 4, 7, 10)), 1) if grade else None,
        "入职日期": joined_on,
        "转正日期": probation_until if grade and grade != "见习" else None,
        "离职日期": None,
        "用工形式": CONTRACTS[post],
        "合同起始日": joined_on,
        "合同到期日": dt.date(2027 + rng.randint(0, 2), joined_on.month, joined_on.day),
        "执业编号": f"S{rng.randint(10**12, 10**13 - 1)}" if post != "兼职" else None,
        "开户行": rng.choice(BANKS),
        "银行账号": bank_card(rng),
    }


def _joins(row: Row, day: dt.date) -> None:
    """Move the entry of a person to a day; dates that follow from it move along."""
    row["入职日期"] = row["合同起始日"] = day
    row["转正日期"] = None
    if row["级别"]:
        row["级别生效日"] = day


def _edge_days(period: str) -> list[dt.date]:
    """Days of a month on which an entry or a leaving is worth testing."""
    days = month_days(period)
    return [days[0], days[1], days[9], days[14], days[15], days[-2], days[-1]]


def _movements(rng: Random, rows: list[Row], period: str, edges: bool) -> None:
    """Let some people join or leave in the first month."""
    movers = [row for row in rows if row["岗位"] != "团队负责人"]
    if edges and rng.random() < 0.15:
        movers = list(rows)
    rng.shuffle(movers)
    if not edges:
        return
    for row in movers[: max(1, len(rows) // 7)]:
        _joins(row, rng.choice(_edge_days(period)))
    for row in movers[-max(1, len(rows) // 7) :]:
        after_joining = [day for day in _edge_days(period) if day >= row["入职日期"]]
        row["离职日期"] = rng.choice(after_joining or [last_day(period)])
