"""Records of duty whose dates cannot be, or belong to another month (September 2026)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from pipeline.checks import duty_dates

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)
DAY = timedelta(days=1)
WEEK = tuple(date(2026, 9, day) for day in (7, 8, 9, 10, 11))


@pytest.mark.parametrize(
    ("table", "column", "heading", "check", "who"),
    [
        ("meetings", "meeting_day", "会议登记中工号1001的“会议日期”", duty_dates.meetings_outside_period, "会议日期2"),
        ("customer_visits", "called_on", "客户走访日志中工号1001的“走访日期”", duty_dates.visits_outside_period,
         "走访日期2"),
        ("honours", "honour_day", "奖惩中工号1001的“奖惩日期”", duty_dates.honours_outside_period, "奖惩日期2"),
        ("trainings", "training_day", "培训记录中工号1001的“培训日期”", duty_dates.trainings_outside_period,
         "培训日期2"),
    ],
)  # fmt: skip
def test_another_month(build, places, period, said, table, column, heading, check, who):
    """The day before the first and the day after the last stop; the first and the last are of the month."""
    for day in (FIRST, LAST):
        assert check(build(table, {column: day}), places, period) == []
    for day in (FIRST - DAY, LAST + DAY):
        found = check(build(table, {column: day}), places, period)
        assert said(found) == [("Y01", "阻断", f"文件1.xlsx [表] {who}", f"{heading}{day}不在2026-09")]


def test_a_meeting_of_nobody_is_named_by_its_kind(build, places, period):
    """A row per meeting has no 工号."""
    row = {"meeting_day": LAST + DAY, "employee_id": None, "attended": None}
    found = duty_dates.meetings_outside_period(build("meetings", row), places, period)
    assert found[0].message == "会议登记中周例会的“会议日期”2026-10-01不在2026-09"


@pytest.mark.parametrize(
    ("log_day", "checked_on", "told"),
    [
        (FIRST, FIRST, False), (LAST, LAST + DAY, False), (FIRST - DAY, FIRST, False), (FIRST - DAY, LAST, False),
        (FIRST - DAY, FIRST - DAY, True), (FIRST - DAY, LAST + DAY, True), (FIRST - DAY, None, True),
        (LAST + DAY, LAST, True),
    ],
)  # fmt: skip
def test_a_log_counts_in_the_month_it_was_checked_in(build, places, period, log_day, checked_on, told):
    """The log of the last day is checked in the next month; a log that is not written yet cannot be."""
    rows = build("log_checks", {"log_day": log_day, "checked_on": checked_on})
    found = duty_dates.log_checks_outside_period(rows, places, period)
    assert [(item.code, item.cell) for item in found] == [("Y01", "日志日期2")] * told


def test_a_matter_raised_after_the_month(build, places, period, said):
    """An earlier one may be open still."""
    rows = build("follow_ups", {"raised_on": LAST + DAY}, {"raised_on": FIRST - DAY}, {"raised_on": LAST})
    assert said(duty_dates.follow_ups_of_later(rows, places, period)) == [
        ("Y01", "阻断", "文件1.xlsx [表] 提出日期2", "督办事项中工号1001的“提出日期”2026-10-01不在2026-09")
    ]


def test_days_after_the_end_of_the_month(build, places, period, said):
    """The list should say how things stood at its end."""
    rows = build("follow_ups", {"closed_on": LAST, "told_on": LAST + DAY}, {})
    assert said(duty_dates.follow_up_days_of_later(rows, places, period)) == [
        ("Y18", "提醒", "文件1.xlsx [表] 告知客户日期2",
         "督办事项D1的“告知客户日期”2026-10-01晚于2026-09-30，而交来的应是到本月末的情况")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (FIRST - DAY, FIRST - DAY, True), (FIRST - DAY, FIRST, False), (LAST, LAST + DAY, False),
        (LAST + DAY, LAST + DAY, True), (FIRST - DAY, LAST + DAY, False),
    ],
)  # fmt: skip
def test_leave_without_a_day_in_the_month(build, places, period, start, end, told):
    """One day in it is enough; a slip whose days are the wrong way round has that finding alone."""
    rows = build("leave_slips", {"leave_from": start, "leave_until": end})
    assert [item.code for item in duty_dates.leave_of_other_months(rows, places, period)] == ["Y02"] * told
    wrong = build("leave_slips", {"leave_from": LAST + DAY, "leave_until": FIRST - DAY})
    assert duty_dates.leave_of_other_months(wrong, places, period) == []


def test_leave_that_ends_before_it_begins(build, places, said):
    """The same day is a day of leave."""
    rows = build("leave_slips", {"leave_until": date(2026, 9, 9)}, {"leave_until": date(2026, 9, 10)})
    found = duty_dates.leave_ends_before_start(rows, places)
    message = "工号1001的请假单结束日期2026-09-09早于开始日期2026-09-10"
    assert said(found) == [("Y03", "阻断", "文件1.xlsx [表] 结束日期2", message)]
    assert found[0].remedy == "请核对并改正两个日期"


@pytest.mark.parametrize(("granted_on", "told"), [(9, False), (10, False), (11, True), (None, False)])
def test_leave_granted_after_it_began(build, places, said, granted_on, told):
    """On the first day at the latest. 第八条."""
    rows = build("leave_slips", {"granted_on": granted_on and date(2026, 9, granted_on)})
    message = "工号1001从2026-09-10起的请假2026-09-11才批准，晚于开始日期"
    expected = [("Y04", "提醒", "文件1.xlsx [表] 批准日期2", message)]
    assert said(duty_dates.leave_granted_late(rows, places)) == (expected if told else [])


@pytest.mark.parametrize(
    ("days", "until", "words"),
    [
        ("5", 13, ""), ("4", 13, ""), ("7", 13, ""), ("3.5", 13, "共7天，其中计薪日5天"),
        ("7.5", 13, "共7天，其中计薪日5天"),
        ("0.5", 7, ""), ("1", 7, ""), ("1.5", 7, "共1天，其中计薪日1天"), ("0", 7, "共1天，其中计薪日1天"),
        (None, 13, ""),
    ],
)  # fmt: skip
def test_days_that_are_not_those_of_the_dates(build, places, period, days, until, words):
    """From Monday 7th: calendar days or pay days, half a day less at each end; blank leaves it to the dates."""
    row = {"leave_from": date(2026, 9, 7), "leave_until": date(2026, 9, until), "leave_days": days and Decimal(days)}
    found = duty_dates.leave_days_against_dates(build("leave_slips", row), places, period, WEEK)
    assert [(item.code, item.level, item.cell) for item in found] == [("Y05", "提醒", "请假天数2")] * bool(words)
    assert all(item.message.endswith(f"写{days}天，而这期间{words}") for item in found)


def test_leave_over_the_end_of_the_month(build, places, period):
    """Its pay days beyond the month are not known: only the calendar is."""
    row = {"leave_from": date(2026, 9, 29), "leave_until": date(2026, 10, 9)}
    for days, codes in (("3", []), ("11", []), ("11.5", ["Y05"])):
        rows = build("leave_slips", {**row, "leave_days": Decimal(days)})
        found = duty_dates.leave_days_against_dates(rows, places, period, (date(2026, 9, 29), date(2026, 9, 30)))
        assert [item.code for item in found] == codes


def test_due_before_it_was_raised(build, places, said):
    """Due on the day it was raised is hard, but possible."""
    rows = build("follow_ups", {"due_on": date(2026, 9, 3)}, {"due_on": date(2026, 9, 4)})
    assert said(duty_dates.due_before_raised(rows, places)) == [
        ("Y07", "阻断", "文件1.xlsx [表] 办理期限2", "督办事项D1的办理期限2026-09-03早于提出日期2026-09-04")
    ]


@pytest.mark.parametrize(
    ("column", "heading"), [("sent_on", "转办日期"), ("closed_on", "办结日期"), ("told_on", "告知客户日期")]
)
def test_sent_closed_or_told_before_it_was_raised(build, places, said, column, heading):
    """Each at its cell; the same day is not before."""
    rows = build("follow_ups", {column: date(2026, 9, 3)}, {column: date(2026, 9, 4)}, {column: None})
    assert said(duty_dates.followed_before_raised(rows, places)) == [
        ("Y08", "阻断", f"文件1.xlsx [表] {heading}2", f"督办事项D1的“{heading}”2026-09-03早于提出日期2026-09-04")
    ]


def test_told_before_it_was_closed(build, places, said):
    """Also where it is not closed at all; before it was raised has its own finding."""
    rows = build(
        "follow_ups", {}, {"told_on": date(2026, 9, 9)}, {"told_on": date(2026, 9, 10)}, {"closed_on": None},
        {"told_on": date(2026, 9, 3)}, {"told_on": None},
    )  # fmt: skip
    assert said(duty_dates.told_before_closed(rows, places)) == [
        ("Y09", "提醒", "文件1.xlsx [表] 告知客户日期3", "督办事项D1在2026-09-09已告知客户，而办结日期是2026-09-10"),
        ("Y09", "提醒", "文件1.xlsx [表] 告知客户日期5", "督办事项D1在2026-09-11已告知客户，而没有办结日期"),
    ]
