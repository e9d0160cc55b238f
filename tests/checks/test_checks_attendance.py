"""Employees without attendance or contributions, and attendance that does not add up."""

from datetime import date
from decimal import Decimal

import pytest

from pipeline.checks import attendance

ASKED = frozenset({"scores", "attendance"})

PAY_DAYS = tuple(date(2026, 9, day) for day in range(1, 31) if date(2026, 9, day).weekday() < 5)
EVERYONE = [{}, {"employee_id": "1002", "person_name": "李四"}, {"employee_id": "1003", "post": "证券经纪人"}]


def test_an_employee_without_attendance(build, places, period, said):
    """第十一条: no row would be read as no absence; agents need none."""
    rows = build("attendance", {})
    assert said(attendance.employees_without_attendance(build("roster", *EVERYONE), rows, places, period, ASKED)) == [
        ("X55", "阻断", "文件1.xlsx [表] 工号3", "工号1002（李四）没有本月考勤")
    ]


def test_an_employee_without_contributions(build, places, period, said):
    """第十五条: who pays nothing is entered with zeros."""
    rows = build("contributions", {})
    assert said(attendance.employees_without_contributions(build("roster", *EVERYONE), rows, places, period)) == [
        ("X56", "阻断", "文件1.xlsx [表] 工号3", "工号1002（李四）没有本月社保及专项")
    ]


def test_a_kind_without_any_row_is_told_by_intake(build, places, period):
    """One stop of intake, not one per employee."""
    roster = build("roster", *EVERYONE)
    assert attendance.employees_without_attendance(roster, build("attendance"), places, period, ASKED) == []
    assert attendance.employees_without_contributions(roster, build("contributions"), places, period) == []


@pytest.mark.parametrize(("present", "told"), [("19.5", False), ("20", False), ("20.5", True)])
def test_days_over_due(build, places, said, present, told):
    """Presence and absence together may not exceed 应出勤天数; empty days of paid leave are none."""
    rows = build(
        "attendance", {"days_due": Decimal(22), "days_present": Decimal(present), "days_personal_leave": Decimal(2)}
    )
    message = "工号1001出勤20.5天、请假和旷工2天，合计22.5天，超过应出勤22天"
    findings = attendance.days_over_due(rows, places)
    assert said(findings) == ([("X57", "提醒", "文件1.xlsx [表] 应出勤天数2", message)] if told else [])


def test_days_unknown_are_not_added(build, places):
    """A layout without 应出勤天数 or 出勤天数 says nothing."""
    rows = build("attendance", {"days_due": Decimal(1)}, {"days_present": Decimal(31)})
    assert attendance.days_over_due(rows, places) == []


@pytest.mark.parametrize(("sick", "told"), [("19.5", False), ("20", False), ("20.5", True)])
def test_absence_over_the_pay_days(build, places, said, sick, told):
    """第五条: d is 22 for the whole of September 2026 without its holidays."""
    rows = build("attendance", {"days_sick": Decimal(sick), "days_absent": Decimal(2)}, {"employee_id": "9999"})
    findings = attendance.absence_over_pay_days(build("roster", {}), rows, places, PAY_DAYS)
    message = "工号1001（张三）请假和旷工22.5天，超过其本月计薪日22天"
    assert said(findings) == ([("X58", "提醒", "文件1.xlsx [表] 病假天数2", message)] if told else [])


@pytest.mark.parametrize(("leave", "told"), [("3", False), ("4", False), ("5", True)])
def test_absence_of_a_person_who_came_and_went(build, places, leave, told):
    """第一条: d counts from the entry day to the last day, both included: 8, 9, 10 and 11 September."""
    roster = build("roster", {"hired_on": date(2026, 9, 8), "left_on": date(2026, 9, 11)})
    rows = build("attendance", {"days_personal_leave": Decimal(leave)})
    assert bool(attendance.absence_over_pay_days(roster, rows, places, PAY_DAYS)) == told


def test_attendance_of_another_month(build, places, period, said):
    """One finding per sheet, with the days that are not of the month."""
    rows = build(
        "attendance_days",
        {"day": date(2026, 8, 30)},
        {"day": date(2026, 8, 31)},
        {"day": date(2026, 9, 1)},
        {"day": date(2026, 9, 30)},
        {"day": date(2026, 10, 1), "source": 2},
    )
    assert said(attendance.attendance_outside_period(rows, places, period)) == [
        ("X59", "阻断", "文件1.xlsx [表] 日期2", "考勤中有2条记录的日期不在2026-09：2026-08-30至2026-08-31"),
        ("X59", "阻断", "文件2.xlsx [表] 日期6", "考勤中有1条记录的日期不在2026-09：2026-10-01"),
    ]


def test_attendance_nobody_asks_for_may_be_missing(build, places, period):
    """A pay standard that reads no attendance does without it."""
    rows = build("attendance", {})
    assert attendance.employees_without_attendance(build("roster", *EVERYONE), rows, places, period, frozenset()) == []
