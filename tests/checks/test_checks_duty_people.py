"""People of duty records whom the roster does not know, and meetings where it is not said who came."""

from datetime import date

import pytest

from pipeline.checks import duty_people

NONE = frozenset()
NAMED = {
    "log_checks": (duty_people.unknown_employees_in_log_checks, "工作日志抽查"),
    "meetings": (duty_people.unknown_employees_in_meetings, "会议登记"),
    "leave_slips": (duty_people.unknown_employees_in_leave_slips, "请假单"),
    "customer_visits": (duty_people.unknown_employees_in_customer_visits, "客户走访日志"),
    "honours": (duty_people.unknown_employees_in_honours, "奖惩"),
    "trainings": (duty_people.unknown_employees_in_trainings, "培训记录"),
    "grade_decisions": (duty_people.unknown_employees_in_grade_decisions, "级别决定"),
}


@pytest.mark.parametrize("table", NAMED)
def test_somebody_the_roster_does_not_know(build, places, said, table):
    """A stop in every kind, with the number that may be meant; without a roster nothing is said."""
    check, heading = NAMED[table]
    rows = build(table, {}, {"employee_id": "01001"})
    assert said(check(build("roster", {}), rows, places)) == [
        (
            "X10", "阻断", "文件1.xlsx [表] 工号3",
            f"{heading}中的工号01001不在本月花名册（花名册中有1001，可能丢失或多出了前面的0）",
        )
    ]  # fmt: skip
    assert check(build("roster"), rows, places) == []


def test_a_meeting_without_persons(build, places):
    """A row per meeting names nobody."""
    rows = build("meetings", {"employee_id": None, "attended": None})
    assert duty_people.unknown_employees_in_meetings(build("roster", {}), rows, places) == []


def test_who_raised_a_matter_may_have_left(build, places, period, said):
    """Raised in the month it stops, raised before it is a notice: the first day decides."""
    stranger = {"employee_id": "9"}
    rows = build(
        "follow_ups", {**stranger, "raised_on": date(2026, 8, 31)}, {**stranger, "raised_on": date(2026, 9, 1)}, {}
    )
    found = duty_people.unknown_employees_in_follow_ups(build("roster", {}), rows, places, period)
    assert said(found) == [
        ("X10", "阻断", "文件1.xlsx [表] 工号3", "督办事项中的工号9不在本月花名册"),
        ("Y12", "提醒", "文件1.xlsx [表] 工号2", "督办事项D1于2026-08-31提出，其工号9不在本月花名册"),
    ]


def test_a_person_without_an_answer_and_an_answer_of_nobody(build, places, said):
    """Both stop; a whole row and a row of the meeting itself do not."""
    rows = build("meetings", {}, {"attended": None}, {"employee_id": None}, {"employee_id": None, "attended": None})
    assert said(duty_people.half_said_attendance(rows, places, NONE)) == [
        ("Y23", "阻断", "文件1.xlsx [表] 到会情况3", "2026-09-07的周例会没有写工号1001的到会情况"),
        ("Y23", "阻断", "文件1.xlsx [表] 工号4", "2026-09-07的周例会写了“出席”，没有写工号"),
    ]
    told = frozenset({("文件1.xlsx", "表", "到会情况3")})
    assert [item.cell for item in duty_people.half_said_attendance(rows, places, told)] == ["工号4"]
