"""Scores, conduct events and visit slips that are missing, repeated or of another month."""

from datetime import date
from decimal import Decimal

import pytest

from pipeline.checks import duties, slips

ASKED = frozenset({"scores", "attendance"})

SERVICE = {"score_item": "客户服务"}
EVERYONE = [
    {}, {"employee_id": "1002", "person_name": "李四", "post": "团队负责人"},
    {"employee_id": "1003", "post": "证券经纪人"}, {"employee_id": "1004", "post": "兼职"},
]  # fmt: skip


def test_an_employee_without_both_scores(build, places, period, said):
    """第十条: 客户经理 and 团队负责人 need both; agents and part-timers none."""
    scores = build("scores", {})
    assert said(duties.missing_scores(build("roster", *EVERYONE), scores, places, period, ASKED)) == [
        ("X45", "阻断", "文件1.xlsx [表] 工号2", "工号1001（张三）没有客户服务的得分"),
        ("X45", "阻断", "文件1.xlsx [表] 工号3", "工号1002（李四）没有日常工作、客户服务的得分"),
    ]


def test_both_scores_are_enough(build, places, period):
    """One score each will do, and an unread score counts as given: its cell has a finding."""
    roster = build("roster", {})
    assert duties.missing_scores(roster, build("scores", {}, SERVICE), places, period, ASKED) == []
    assert duties.missing_scores(roster, build("scores", {}, {**SERVICE, "score": None}), places, period, ASKED) == []


def test_an_unread_item_may_be_the_missing_one(build, places, period):
    """A row of the person whose 考核项目 was refused has its own finding."""
    rows = build("scores", {}, {"score_item": None})
    assert duties.missing_scores(build("roster", {}), rows, places, period, ASKED) == []


def test_no_scores_at_all_is_told_by_intake(build, places, period):
    """A kind without any row is one stop of intake, not one per employee."""
    assert duties.missing_scores(build("roster", *EVERYONE), build("scores"), places, period, ASKED) == []


def test_people_outside_the_month_need_no_scores(build, places, period):
    """第二条: whoever is not employed in the month has that finding and no other."""
    roster = build("roster", {"left_on": date(2026, 8, 31)}, {"hired_on": date(2026, 10, 1)})
    assert duties.missing_scores(roster, build("scores", {"employee_id": "1009"}), places, period, ASKED) == []


def test_a_rater_who_scores_twice(build, places, said):
    """Both scores would enter the mean."""
    rows = build("scores", {}, {"score": Decimal("85.5")}, {"scored_by": "赵六"}, SERVICE)
    assert said(duties.repeated_scores(rows, places)) == [
        (
            "X46", "提醒", "文件1.xlsx [表] 得分3",
            "工号1001的日常工作由李四评了两次：90分（文件1.xlsx [表] 得分2）和85.5分，两次都计入平均",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "told"),
    [(date(2026, 8, 31), True), (date(2026, 9, 1), False), (date(2026, 9, 30), False), (date(2026, 10, 1), True)],
)
def test_conduct_of_another_month(build, places, period, said, day, told):
    """第十条: the events of the month."""
    findings = duties.conduct_outside_period(build("conduct", {"day": day}), places, period)
    expected = [("X47", "阻断", "文件1.xlsx [表] 日期2", f"工号1001的投诉日期{day}不在2026-09")]
    assert said(findings) == (expected if told else [])


def test_a_slip_number_used_twice(build, places, said):
    """第十一条: a slip has its own number; slips without number are not compared."""
    rows = build("slips", {}, {"employee_id": "1002", "visited_on": None}, {"slip_id": None}, {"slip_id": None})
    assert said(slips.repeated_slip_numbers(rows, places)) == [
        (
            "X50", "阻断", "文件1.xlsx [表] 单号3",
            "单号V1用了两次：工号1001 2026-09-03（文件1.xlsx [表] 单号2）和工号1002 日期空",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "told"),
    [(date(2026, 8, 31), True), (date(2026, 9, 1), False), (date(2026, 9, 30), False), (date(2026, 10, 1), True)],
)
def test_a_slip_of_another_month(build, places, period, said, day, told):
    """第十一条: such a slip does not count, which is a notice."""
    findings = slips.slips_outside_period(build("slips", {"visited_on": day}), places, period)
    expected = [
        ("X51", "提醒", "文件1.xlsx [表] 出访日期2", f"工号1001的出访日期{day}不在2026-09，该单不计数（第十一条）")
    ]
    assert said(findings) == (expected if told else [])


def test_scores_nobody_asks_for_may_be_missing(build, places, period):
    """A pay standard that reads no scores does without them."""
    found = duties.missing_scores(build("roster", *EVERYONE), build("scores", {}), places, period, frozenset())
    assert found == []
