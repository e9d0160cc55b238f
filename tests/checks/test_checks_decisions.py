"""Grades decided by hand that contradict each other, are none of the standard, or are of nobody."""

from datetime import date
from types import SimpleNamespace

import pytest

from pipeline.checks import decisions
from pipeline.checks.schema import schema_findings
from pipeline.period import Period, Span
from schemas import intake
from schemas.appraisal import GRADE_CHANGES, GRADE_HISTORY, SPAN_PERSONS
from schemas.results import PERSONS
from tests.checks.own_standard import STANDARD, WITHOUT_TERMS

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


def grade(name, since, until=None, origin="期初", table=GRADE_HISTORY):
    """The ledger with one entry of 1001."""
    row = {
        "employee_id": "1001",
        "grade": name,
        "grade_since": since,
        "grade_origin": origin,
        "origin_period": "2026-07",
    }
    return table.from_rows([{**row, "grade_until": until} if table is GRADE_HISTORY else row])


NOTHING = GRADE_HISTORY.from_rows([]), GRADE_CHANGES.from_rows([])


@pytest.mark.parametrize(
    ("effective", "problem"),
    [
        (date(2019, 1, 1), "在2026Q3末或更早"), (date(2026, 8, 1), "在2026Q3末或更早"),
        (date(2026, 9, 30), "在2026Q3末或更早"), (date(2026, 10, 1), ""), (date(2027, 9, 30), ""),
        (date(2027, 10, 1), "比2026Q3末晚一年以上"), (None, ""),
    ],
)  # fmt: skip
def test_a_day_that_a_span_cannot_decide_for(build, places, effective, problem):
    """The quarter ends on 30 September: from the next day on, for a year; blank is the standard's day."""
    rows = build("grade_decisions", {"effective_on": effective})
    found = decisions.days_of_span_decisions(rows, Span(2026, 3), places, STANDARD)
    assert [(item.code, item.stops, item.cell) for item in found] == [("Y27", True, "级别生效日期2")] * bool(problem)
    if problem:
        assert found[0].message == f"工号1001的“级别生效日期”为{effective}，{problem}"
        assert found[0].expected.startswith("2026-10-01至2027-09-30，或不填")


def test_without_a_term_a_decision_may_begin_whenever_after_the_span(build, places):
    """Still not in it."""
    for day, told in ((date(2026, 9, 30), 1), (date(2026, 10, 1), 0), (date(2030, 1, 1), 0)):
        rows = build("grade_decisions", {"effective_on": day})
        assert len(decisions.days_of_span_decisions(rows, Span(2026, 3), places, WITHOUT_TERMS)) == told


@pytest.mark.parametrize(
    ("effective", "decided", "stops"),
    [
        (date(2026, 6, 30), "中级", True), (date(2026, 7, 1), "中级", False), (date(2026, 10, 1), "中级", False),
        (date(2026, 6, 30), "高级", False), (None, "中级", False),
    ],
)  # fmt: skip
def test_a_day_before_the_grade_in_force_began(build, places, said, effective, decided, stops):
    """高级 since 1 July is paid in September: 中级 from June on never would be; 高级 itself may have begun earlier."""
    rows = build("grade_decisions", {"effective_on": effective, "decided_grade": decided})
    carried = grade("高级", date(2026, 7, 1), origin="季度")
    found = decisions.decisions_before_present_grade(rows, carried, NOTHING[1], Period(2026, 9), places)
    message = (
        "工号1001的“级别生效日期”为2026-06-30，而现级别高级（季度考核2026-07）自2026-07-01起，决定的级别没有生效的日子"
    )
    assert said(found) == ([("Y28", "阻断", "文件1.xlsx [表] 级别生效日期2", message)] if stops else [])


def test_a_grade_decided_by_the_last_span_is_in_force_too(build, places):
    """The quarter's 高级 holds from 1 July: July's own decision of a day in June comes too late; of nobody, nothing."""
    rows = build("grade_decisions", {"effective_on": date(2026, 6, 15)}, {"employee_id": "9"})
    changes = grade("高级", date(2026, 7, 1), origin="季度", table=GRADE_CHANGES)
    carried = grade("初级", date(2026, 1, 1))
    found = decisions.decisions_before_present_grade(rows, carried, changes, Period(2026, 7), places)
    assert [item.code for item in found] == ["Y28"]
    assert decisions.decisions_before_present_grade(rows, carried, NOTHING[1], Period(2026, 7), places) == []


@pytest.mark.parametrize(
    ("former", "effective", "told"),
    [
        ("初级", None, False), ("中级", None, True), (None, None, False), ("初级", date(2026, 10, 1), False),
        ("中级", date(2026, 10, 2), False), ("初级", date(2026, 10, 2), True),
    ],
)  # fmt: skip
def test_the_former_grade_of_a_span_decision(build, places, former, effective, told):
    """初级 until 30 September, 中级 from 1 October: asked for the day before the decision holds."""
    rows = build("grade_decisions", {"former_grade": former, "effective_on": effective})
    history = GRADE_HISTORY.from_rows(
        [
            *grade("初级", date(2026, 1, 1), date(2026, 9, 30)).to_dict("records"),
            {**grade("中级", date(2026, 10, 1)).to_dict("records")[0], "grade_until": None},
        ]
    )
    found = decisions.former_grades_of_span(rows, history, Span(2026, 3), places)
    assert [(item.code, item.stops, item.cell) for item in found] == [("G07", False, "原级别2")] * told


def test_the_former_grade_may_be_the_one_the_fourth_quarter_decided(build, places):
    """初级 to the end of the year, 中级 from 1 January by the quarter: the year's decision may name either."""
    history = grade("初级", date(2026, 1, 1))
    changes = grade("中级", date(2027, 1, 1), origin="季度", table=GRADE_CHANGES)
    for former, codes in (("初级", []), ("中级", []), ("高级", ["G07"])):
        rows = build("grade_decisions", {"former_grade": former, "effective_on": date(2027, 1, 1)})
        found = decisions.former_grades_of_span(rows, history, Span(2026), places, changes)
        assert [item.code for item in found] == codes
    rows = build("grade_decisions", {"former_grade": "中级", "effective_on": date(2027, 1, 1)})
    assert [item.code for item in decisions.former_grades_of_span(rows, history, Span(2026), places)] == ["G07"]


@pytest.mark.parametrize(
    ("left", "effective", "stops"),
    [
        (date(2026, 9, 30), date(2026, 10, 1), True), (date(2026, 10, 1), date(2026, 10, 1), False),
        (date(2026, 9, 30), None, True), (date(2026, 10, 1), None, False), (None, date(2026, 10, 1), False),
        (date(2026, 11, 10), date(2026, 12, 1), True),
    ],
)  # fmt: skip
def test_a_decision_on_who_is_gone_before_it_holds(build, places, said, left, effective, stops):
    """The third quarter's decision holds from 1 October at the earliest: who left before never has the grade."""
    rows = build("grade_decisions", {"effective_on": effective})
    people = SPAN_PERSONS.from_rows([{"employee_id": "1001", "month": "2026-09", "left_on": left}])
    found = decisions.span_decisions_after_leaving(rows, people, Span(2026, 3), places)
    message = f"工号1001在职到{left}为止，而决定的级别中级自{effective or '2026-10-01'}起，没有生效的日子"
    assert said(found) == ([("Y31", "阻断", "文件1.xlsx [表] 工号2", message)] if stops else [])


def test_a_decision_on_who_stands_in_no_roster_any_more(build, places, said):
    """Last seen in July without a day of leaving; the other came back in September."""
    rows = build("grade_decisions", {}, {"employee_id": "1002"})
    seen = [("1001", "2026-07", None), ("1002", "2026-07", date(2026, 7, 31)), ("1002", "2026-09", None)]
    people = SPAN_PERSONS.from_rows([dict(zip(("employee_id", "month", "left_on"), one, strict=True)) for one in seen])
    (found,) = said(decisions.span_decisions_after_leaving(rows, people, Span(2026, 3), places))
    assert found[3].startswith("工号1001在职到2026-07-31为止")


@pytest.mark.parametrize(("effective", "told"), [(None, []), (date(2026, 10, 15), []), (date(2026, 10, 16), ["Y31"])])
def test_a_decision_of_a_month_on_who_leaves_in_it(build, places, effective, told):
    """He leaves on 15 October; without a day the decision holds from the first."""
    rows = build("grade_decisions", {"effective_on": effective})
    roster = build("roster", {"left_on": date(2026, 10, 15)}, {"employee_id": "1002"})
    found = decisions.decisions_after_leaving(rows, roster, Period(2026, 10), places)
    assert [item.code for item in found] == told


def test_a_post_without_grades(build, places, said):
    """A broker's pay knows no grade; in a span the post he had last counts, and strangers have their own."""
    graded = SimpleNamespace(scheme=SimpleNamespace(groups={"雇员": ("客户经理", "团队负责人")}))
    rows = build("grade_decisions", {}, {"employee_id": "1002"}, {"employee_id": "9"})
    roster = build("roster", {"post": "证券经纪人"}, {"employee_id": "1002"})
    message = "工号1001的岗位是证券经纪人，薪酬标准不给这个岗位定级，却有级别决定“中级”"
    expected = [("Y29", "阻断", "文件1.xlsx [表] 决定级别2", message)]
    assert said(decisions.decisions_on_posts_without_grades(rows, roster, places, graded)) == expected
    months = [("1001", "客户经理", "2026-07"), ("1001", "证券经纪人", "2026-08"), ("1002", "客户经理", "2026-08")]
    of_span = SPAN_PERSONS.from_rows([dict(zip(("employee_id", "post", "month"), one, strict=True)) for one in months])
    assert said(decisions.span_decisions_on_posts_without_grades(rows, of_span, places, graded)) == expected
