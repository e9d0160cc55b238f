"""The records of duty of a branch-month: log checks, meetings, leave, customer visits, follow-up, honours, training.

Scheme: 指引第五条, 第八条–第十条, 第二十条, 第二十四条; 走访规定 (V1), 督办规定 (V2).
A branch has them only when its caller wishes: ``branch |= make_duties(rng, branch)``.  Rows carry canonical headings,
as those of :mod:`tests.branches.model`.
"""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from . import duty_leave, duty_visits, names
from .people import is_employee
from .workdays import first_day, last_day, working_days

Row = dict[str, Any]
Branch = dict[str, Any]
Duties = dict[str, list[Row]]
LOG_RESULTS = ("合格", "合格", "合格", "合格", "不合格", "未写")
PRESENCE = ("出席",) * 12 + ("迟到", "请假", "缺席")
HONOURS = (
    ("奖励", "季度营销竞赛获奖", 3), ("奖励", "客户书面表扬", 2), ("奖励", "合规知识竞赛第一名", 2),
    ("惩处", "晨会多次迟到，通报批评", -2), ("惩处", "客户资料保管不当", -3),
)  # fmt: skip
TRAININGS = ("反洗钱与客户身份识别", "融资融券业务", "投资者适当性管理", "新产品推介", "营销话术与客户服务")
PASS_MARK = 60
MONDAY = 0


def make_duties(rng: Random, branch: Branch, *, previous: Duties | None = None, edges: bool = False) -> Duties:
    """The duty records of one branch-month, by kind; the same arguments give the same rows.

    ``previous``, the records of the month before, leaves its open matters to this month.  ``edges`` makes what is rare
    frequent: logs not written, absence, leave granted late or not at all, visits that overlap, matters overdue.
    No row breaks a rule of the checks; 级别决定 is empty (see :func:`decision`).
    """
    period, staff = branch["period"], [row for row in branch["花名册"] if is_employee(row)]
    visits, matters = duty_visits.make_visits(rng, branch, edges)
    open_before = [row for row in (previous or {}).get("督办事项", []) if row["办结日期"] is None]
    return {
        "工作日志抽查": _log_checks(rng, period, staff, edges),
        "会议登记": [*_mornings(rng, branch, edges), *_meetings(rng, branch, staff, edges)],
        "请假单": duty_leave.make_leave_slips(rng, branch, edges),
        "客户走访日志": visits,
        "督办事项": [*duty_visits.carried_on(rng, branch, open_before, edges), *matters],
        "奖惩": _honours(rng, period, branch["花名册"], edges),
        "培训记录": _trainings(rng, period, staff, edges),
        "级别决定": [],
    }


def decision(person: Row, grade: str, since: dt.date | None, reason: str = "年度评优后破格晋级") -> Row:
    """A grade decided by hand for a person of the roster."""
    return {
        "工号": person["工号"], "原级别": person["级别"], "决定级别": grade, "级别生效日期": since, "事由": reason,
        "审批人": names.APPROVERS[0],
    }  # fmt: skip


def _log_checks(rng: Random, period: str, staff: list[Row], edges: bool) -> list[Row]:
    """Two or three logs of each employee, checked within three days."""
    rows = []
    for person in staff:
        days = working_days(period, person["入职日期"], person["离职日期"])
        for day in sorted(rng.sample(days, min(len(days), rng.choice((2, 3))))):
            result = rng.choice(LOG_RESULTS[3:] if edges else LOG_RESULTS)
            rows.append(
                {
                    "工号": person["工号"], "日志日期": day,
                    "抽查日期": min(day + dt.timedelta(days=rng.randint(0, 3)), last_day(period)),
                    "抽查结果": result, "抽查人": rng.choice(names.CHECKERS[:2]),
                    "说明": None if result == "合格" else "已提醒本人补写",
                }
            )  # fmt: skip
    return rows


def _mornings(rng: Random, branch: Branch, edges: bool) -> list[Row]:
    """A row per team and working day: whether the morning meeting was held."""
    teams = sorted({row["团队"] for row in branch["花名册"]})
    days = working_days(branch["period"], first_day(branch["period"]), None)
    return [
        _meeting(day, "晨会", team, held="否" if rng.random() < (0.2 if edges else 0.03) else "是")
        for day in days
        for team in teams
    ]


def _meetings(rng: Random, branch: Branch, staff: list[Row], edges: bool) -> list[Row]:
    """A row per employee of the team meeting of each Monday and of the summary meeting: who came."""
    period = branch["period"]
    days = working_days(period, first_day(period), None)
    held = [(day, "周例会") for day in days if day.weekday() == MONDAY]
    held.append((days[-1], "月度总结会"))
    presence = PRESENCE[10:] if edges else PRESENCE
    return [
        _meeting(day, kind, person["团队"], person=person["工号"], attended=rng.choice(presence))
        for day, kind in held
        for person in staff
        if day in working_days(period, person["入职日期"], person["离职日期"])
    ]


def _meeting(day: dt.date, kind: str, team: str, *, held: str = "是", person: str | None = None,
             attended: str | None = None) -> Row:  # fmt: skip
    return {
        "会议日期": day, "会议类别": kind, "团队": team, "是否召开": held, "工号": person, "到会情况": attended,
        "说明": "停电未开" if held == "否" else None,
    }  # fmt: skip


def _honours(rng: Random, period: str, roster: list[Row], edges: bool) -> list[Row]:
    rows = []
    for person in roster:
        if rng.random() > (0.3 if edges else 0.06):
            continue
        kind, matter, points = rng.choice(HONOURS)
        day = _workday(rng, period, person)
        if day:
            rows.append(
                {
                    "奖惩日期": day, "工号": person["工号"], "奖惩类别": kind, "奖惩事项": matter,
                    "奖惩分值": points if rng.random() < 0.9 else None, "审批人": rng.choice(names.APPROVERS),
                }
            )  # fmt: skip
    return rows


def _trainings(rng: Random, period: str, staff: list[Row], edges: bool) -> list[Row]:
    """One training of everybody employed that day, with or without a test."""
    days = working_days(period, first_day(period), None)
    day, subject, tested = rng.choice(days), rng.choice(TRAININGS), rng.random() < 0.8
    rows = []
    for person in staff:
        if day not in working_days(period, person["入职日期"], person["离职日期"]) or rng.random() < 0.1:
            continue
        score = rng.choice((59, 60, 61)) if edges else rng.randint(55, 100)
        rows.append(
            {
                "培训日期": day, "工号": person["工号"], "培训内容": subject, "学时": 2,
                "测试成绩": score if tested else None,
                "是否合格": ("是" if score >= PASS_MARK else "否") if tested else None, "登记人": names.CHECKERS[1],
            }
        )  # fmt: skip
    return rows


def _workday(rng: Random, period: str, person: Row) -> dt.date | None:
    days = working_days(period, person["入职日期"], person["离职日期"])
    return rng.choice(days) if days else None
