"""Records of duty delivered twice, and numbers used twice."""

from datetime import date

import pytest

from pipeline.checks import duty_repeats
from pipeline.checks.schema import schema_findings
from schemas import intake

ELSEWHERE = {"source": 2}


@pytest.mark.parametrize(
    ("table", "check", "apart"),
    [
        ("log_checks", duty_repeats.repeated_log_checks, {"log_day": date(2026, 9, 9)}),
        ("log_checks", duty_repeats.repeated_log_checks, {"spot_checked_by": "王五"}),
        ("meetings", duty_repeats.repeated_meetings, {"employee_id": "1002"}),
        ("meetings", duty_repeats.repeated_meetings, {"meeting_kind": "晨会"}),
        ("leave_slips", duty_repeats.repeated_leave_slips, {"leave_kind": "病假", "leave_id": "L2"}),
        ("customer_visits", duty_repeats.repeated_visits, {"customer_id": "C2", "visit_id": "Z2"}),
        ("customer_visits", duty_repeats.repeated_visits, {"visit_id": "Z2"}),
        ("honours", duty_repeats.repeated_honours, {"honour": "竞赛获奖"}),
        ("trainings", duty_repeats.repeated_trainings, {"training": "两融"}),
    ],
)
def test_the_same_record_twice(build, places, table, check, apart):
    """Alike in what names it: a stop at the later one; one thing other makes two records."""
    found = check(build(table, {}, ELSEWHERE), places)
    assert [(item.code, item.level, item.file) for item in found] == [("X07", "阻断", "文件2.xlsx")]
    assert "两行完全相同" in found[0].message
    assert check(build(table, {}, apart), places) == []


def test_one_person_at_one_meeting_in_two_ways(build, places):
    """Present and absent cannot both be; the team beside it does not make two."""
    rows = build("meetings", {}, {"attended": "缺席", "team": None})
    found = duty_repeats.repeated_meetings(rows, places)
    assert [item.message for item in found] == [
        "会议登记中会议日期2026-09-07、会议类别周例会、工号1001已在文件1.xlsx [表] 会议日期2出现，"
        "两行只有团队、到会情况不同"
    ]


def test_the_same_meeting_of_a_team(build, places):
    """Held and not held cannot both be; another team has its own."""
    nobody = {"employee_id": None, "attended": None, "held": True}
    assert len(duty_repeats.repeated_meetings(build("meetings", nobody, {**nobody, "held": False}), places)) == 1
    assert duty_repeats.repeated_meetings(build("meetings", nobody, {**nobody, "team": "二队"}, {}), places) == []


@pytest.mark.parametrize(
    ("table", "check", "other", "message"),
    [
        (
            "leave_slips", duty_repeats.repeated_leave_slips, {"employee_id": "1002"},
            "请假单的“请假单号”L1用了两次：工号1001 2026-09-10（文件1.xlsx [表] 请假单号2）和工号1002 2026-09-10",
        ),
        (
            "customer_visits", duty_repeats.repeated_visits, {"customer_id": "C2"},
            "客户走访日志的“走访编号”Z1用了两次：工号1001 2026-09-04（文件1.xlsx [表] 走访编号2）和工号1001 2026-09-04",
        ),
    ],
)  # fmt: skip
def test_one_number_over_two_records(build, places, said, table, check, other, message):
    """What they say differs: a stop at the later; without numbers nothing is used twice."""
    found = check(build(table, {}, other), places)
    assert [(item.code, item.level, item.message) for item in found] == [("Y06", "阻断", message)]
    number = {"leave_slips": "leave_id", "customer_visits": "visit_id"}[table]
    assert check(build(table, {number: None}, {**other, number: None}), places) == []


def test_a_number_of_a_matter_stands_once(build, places):
    """同一督办编号: the schema stops, and says whether the rows are alike."""
    rows = build("follow_ups", {}, {"matter": "佣金"})
    found = schema_findings(intake.FOLLOW_UPS, rows, places, frozenset())
    message = "督办事项中督办编号D1已在文件1.xlsx [表] 督办编号2出现，两行内容不同"
    assert [(item.code, item.message) for item in found] == [("X05", message)]
