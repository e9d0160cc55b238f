"""Roster rows that contradict the month, themselves or the scheme."""

from datetime import date

import pytest

from pipeline.checks import roster
from tests.checks.own_standard import STANDARD, WITHOUT_TERMS

GRADES = ("见习", "初级", "中级", "高级", "资深")
NONE = frozenset()
AGENT = {"post": "证券经纪人", "grade": None}


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        ({"left_on": date(2026, 8, 31)}, "工号1001（张三）2026-08-31已离职，2026-09没有一天在职"),
        ({"left_on": date(2026, 9, 1)}, None),
        ({"left_on": date(2026, 9, 2)}, None),
        ({"hired_on": date(2026, 9, 29)}, None),
        ({"hired_on": date(2026, 9, 30)}, None),
        ({"hired_on": date(2026, 10, 1)}, "工号1001（张三）2026-10-01才入职，2026-09没有一天在职"),
    ],
)
def test_not_employed_in_the_month(build, places, period, said, dates, message):
    """第二条: employed on at least one day; the entry day and the last day are included."""
    cell = "离职日期2" if "left_on" in dates else "入职日期2"
    findings = roster.not_employed_in_period(build("roster", dates), places, period)
    assert said(findings) == ([("X60", "阻断", f"文件1.xlsx [表] {cell}", message)] if message else [])


@pytest.mark.parametrize(("day", "told"), [(11, False), (10, False), (9, True)])
def test_left_before_hired(build, places, period, said, day, told):
    """第二条: whoever leaves on the entry day was employed one day; contradicting dates are told once."""
    rows = build("roster", {"hired_on": date(2026, 9, 10), "left_on": date(2026, 9, day)})
    message = "工号1001（张三）离职日期2026-09-09早于入职日期2026-09-10"
    expected = [("X61", "阻断", "文件1.xlsx [表] 离职日期2", message)]
    assert said(roster.left_before_hired(rows, places)) == (expected if told else [])
    assert roster.not_employed_in_period(rows, places, period) == []


def test_an_employee_without_grade(build, places, period, said):
    """第五条, 第六条: base pay and coefficient depend on the grade; an agent has none."""
    rows = build("roster", {"grade": None}, {"employee_id": "1002", **AGENT})
    assert said(roster.employees_without_grade(rows, places, period, NONE, ("中级",))) == [
        ("X62", "阻断", "文件1.xlsx [表] 级别2", "工号1001（张三）没有级别")
    ]
    told = frozenset({("文件1.xlsx", "表", "级别2")})
    assert roster.employees_without_grade(rows, places, period, told, ("中级",)) == []


def test_a_grade_the_scheme_does_not_know(build, places, period, said):
    """第二条: the nearest grade is offered; what an agent's grade says is not asked."""
    rows = build(
        "roster",
        {"grade": "高级别"},
        {"employee_id": "1002", "grade": "A9"},
        {"employee_id": "1003", **AGENT, "grade": "A9"},
    )
    findings = roster.unknown_grades(rows, places, period, GRADES)
    assert said(findings) == [
        ("X63", "阻断", "文件1.xlsx [表] 级别2", "工号1001（张三）的级别“高级别”不在薪酬标准内，是否应为“高级”？"),
        ("X63", "阻断", "文件1.xlsx [表] 级别3", "工号1002（张三）的级别“A9”不在薪酬标准内"),
    ]
    assert findings[0].expected == "见习、初级、中级、高级、资深之一（第二条）"


@pytest.mark.parametrize(
    ("day", "told"), [(date(2026, 8, 31), False), (date(2026, 9, 1), False), (date(2026, 9, 2), True)]
)
def test_a_grade_not_yet_in_force(build, places, period, said, day, told):
    """第二条: the grade in force on the first day of the month."""
    findings = roster.grades_not_yet_in_force(build("roster", {"grade_from": day}), places, period)
    message = "工号1001（张三）的级别自2026-09-02起生效，2026-09-01适用的级别不明"
    assert said(findings) == ([("X64", "阻断", "文件1.xlsx [表] 级别生效日2", message)] if told else [])


@pytest.mark.parametrize(("day", "told"), [(9, False), (10, False), (11, True)])
def test_a_grade_of_a_newcomer(build, places, period, day, told):
    """第二条: on the entry day, if that is later."""
    rows = build("roster", {"hired_on": date(2026, 9, 10), "grade_from": date(2026, 9, day)})
    findings = roster.grades_not_yet_in_force(rows, places, period)
    assert [item.expected for item in findings] == (["级别生效日不晚于2026-09-10（第二条）"] if told else [])


@pytest.mark.parametrize(
    ("until", "code"),
    [
        (date(2026, 9, 29), "X65"), (date(2026, 9, 30), "X66"), (date(2026, 10, 1), "X66"),
        (date(2026, 11, 28), "X66"), (date(2026, 11, 29), "X66"), (date(2026, 11, 30), None),
    ],
)  # fmt: skip
def test_contracts_that_end(build, places, period, said, until, code):
    """指引第十九条: expired before the last day, or expiring within 60 days of it."""
    rows = build("roster", {"contract_until": until})
    findings = roster.expired_contracts(rows, places, period)
    findings += roster.expiring_contracts(rows, places, period, STANDARD)
    words = {"X65": f"工号1001（张三）的合同{until}已到期", "X66": f"工号1001（张三）的合同{until}到期"}
    assert said(findings) == ([(code, "提醒", "文件1.xlsx [表] 合同到期日2", words[code])] if code else [])


def test_a_contract_that_ran_out_with_the_leaving(build, places, period):
    """指引第十九条: nothing is to be renewed for a person who left in the month."""
    left = {"left_on": date(2026, 9, 20)}
    rows = build("roster", {**left, "contract_until": date(2026, 9, 20)}, {**left, "contract_until": date(2026, 10, 5)})
    assert roster.expired_contracts(rows, places, period) == []
    assert roster.expiring_contracts(rows, places, period, STANDARD) == []


def test_a_standard_without_a_term_sees_no_contract_end(build, places, period):
    """That one has ended is told all the same."""
    ends, ended = ({"contract_until": date(2026, month, 1)} for month in (10, 9))
    assert roster.expiring_contracts(build("roster", ends), places, period, WITHOUT_TERMS) == []
    assert len(roster.expired_contracts(build("roster", ended), places, period)) == 1


def test_agents_without_certificate(build, places, period, said):
    """One notice per sheet; a part-timer or an employee is not asked."""
    rows = build(
        "roster", {}, AGENT, {**AGENT, "employee_id": "1002"}, {**AGENT, "certificate": "S1"}, {"post": "兼职"}
    )
    assert said(roster.agents_without_certificate(rows, places, period, NONE)) == [
        ("X67", "提醒", "文件1.xlsx [表] 执业编号3", "2名证券经纪人没有执业编号：工号1001（张三）、工号1002（张三）")
    ]


def test_teams_and_their_leaders(build, places, period, said):
    """第十二条: one leader per team; a leader who left before the month does not lead."""
    leader = {"post": "团队负责人"}
    rows = build(
        "roster",
        {**leader, "employee_id": "1"}, {**leader, "employee_id": "2"}, {},
        {"team": "二队"}, {"team": "二队"}, {"team": "二队", **leader, "left_on": date(2026, 8, 31)},
        {"team": "三队", **leader}, {"team": None},
    )  # fmt: skip
    assert said(roster.teams_with_several_leaders(rows, places, period)) == [
        (
            "X68", "提醒", "文件1.xlsx [表] 岗位3",
            "团队“一队”有多名团队负责人：工号1（张三）、工号2（张三），各按全队计团队管理津贴（第十二条）",
        )
    ]  # fmt: skip
    assert said(roster.teams_without_leader(rows, places, period)) == [
        ("X69", "提醒", "文件1.xlsx [表] 团队5", "团队“二队”2人，没有团队负责人，本月不发团队管理津贴（第十二条）")
    ]


def test_an_unread_post_may_be_the_leader(build, places, period):
    """The refused post has its own finding."""
    assert roster.teams_without_leader(build("roster", {"post": None}, {}), places, period) == []


def test_a_leader_twice_in_the_roster_is_one_leader(build, places, period):
    """That he stands there twice is a finding of its own."""
    leader = {"post": "团队负责人"}
    assert roster.teams_with_several_leaders(build("roster", leader, leader), places, period) == []


def test_a_standard_without_grades_asks_for_none(build, places, period):
    """Where the pay standard lists no grades, none is missing and none is unknown."""
    rows = build("roster", {"grade": None}, {"employee_id": "1002", "grade": "A9"})
    assert roster.employees_without_grade(rows, places, period, NONE, ()) == []
    assert roster.unknown_grades(rows, places, period, ()) == []
