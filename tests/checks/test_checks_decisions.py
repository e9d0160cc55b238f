"""Grades decided by hand that contradict each other, are none of the standard, or are of nobody."""

from datetime import date

import pytest

from pipeline.checks import decisions
from pipeline.checks.schema import schema_findings
from schemas import intake
from schemas.results import PERSONS
from tests.checks.own_standard import STANDARD

GRADES = ("初级", "中级", "高级")


def persons(*numbers):
    """Persons of a span."""
    return PERSONS.from_rows([{"employee_id": number} for number in numbers])


def test_a_grade_the_standard_does_not_have(build, places, said):
    """A stop, with the nearest; the same for a month and for a span."""
    rows = build("grade_decisions", {"decided_grade": "中级级"}, {})
    expected = [
        ("Y11", "阻断", "文件1.xlsx [表] 决定级别2",
         "工号1001的“决定级别”为“中级级”，不在薪酬标准内，是否应为“中级”？")
    ]  # fmt: skip
    assert said(decisions.unknown_decided_grades(rows, places, GRADES)) == expected
    assert said(decisions.unknown_grades_of_span(rows, places, STANDARD)) == expected


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"decided_grade": "高级"}, True), ({}, False), ({"decided_grade": "高级", "employee_id": "1002"}, False),
        ({"decided_grade": "高级", "effective_on": date(2026, 10, 2)}, False),
    ],
)  # fmt: skip
def test_two_grades_from_one_day(build, places, said, other, told):
    """Of one person from one day; another day is a second decision."""
    found = decisions.contradicting_decisions(build("grade_decisions", {}, other), places)
    message = "工号1001自2026-10-01起的决定级别有两个：中级（文件1.xlsx [表] 决定级别2）和高级"
    assert said(found) == ([("Y10", "阻断", "文件1.xlsx [表] 决定级别3", message)] if told else [])


def test_two_grades_without_a_day(build, places):
    """Both would hold from the same day."""
    rows = build("grade_decisions", {"effective_on": None}, {"effective_on": None, "decided_grade": "高级"})
    assert [item.code for item in decisions.contradicting_decisions(rows, places)] == ["Y10"]


def test_a_decision_needs_reason_and_approval(build, places, said):
    """Like an adjustment: each empty cell stops."""
    rows = build("grade_decisions", {"purpose": None}, {"approved_by": None, "employee_id": "1002"})
    assert said(schema_findings(intake.GRADE_DECISIONS, rows, places, frozenset())) == [
        ("X01", "阻断", "文件1.xlsx [表] 事由2", "级别决定第2行的“事由”为空"),
        ("X01", "阻断", "文件1.xlsx [表] 审批人3", "级别决定第3行的“审批人”为空"),
    ]


def test_several_decisions_on_one_person_in_a_span(build, places, said):
    """Only one can stand against the proposal."""
    rows = build("grade_decisions", {}, {"decided_grade": "高级"}, {"employee_id": "1002"})
    assert said(decisions.several_decisions_in_span(rows, places)) == [
        ("Y24", "阻断", "文件1.xlsx [表] 决定级别3", "工号1001在本期有2个人工定级：中级、高级")
    ]


def test_nobody_of_the_span(build, places, said):
    """A 工号 no month of it knows, in decisions and in supplementary data."""
    rows = build("grade_decisions", {"employee_id": "9"}, {})
    assert said(decisions.strangers_in_span_decisions(rows, persons("1001"), places)) == [
        ("Y25", "阻断", "文件1.xlsx [表] 工号2", "级别决定中的工号9不是本期人员")
    ]
    rows = build("supplements", {"employee_id": "9"}, {}, {"employee_id": None})
    assert said(decisions.strangers_in_span_supplements(rows, persons("1001"), places)) == [
        ("Y25", "阻断", "文件1.xlsx [表] 工号2", "补充数据中的工号9不是本期人员")
    ]
