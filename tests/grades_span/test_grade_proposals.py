"""Which grade each person gets, and the sentence that says why. Scheme: 指引第十七条."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from pipeline.grades.grade_checks import proposals_without_grade
from pipeline.grades.grade_proposals import grade_proposals
from pipeline.grades.judged import whole_months
from pipeline.period import Span
from schemas.appraisal import GRADE_PROPOSALS

from .small import QUARTER, YEAR, against, decisions, items, person, persons, proposals, results, standard

MET = {"季净佣金": True, "有效户": True, "例外": False}
MISSED = {"季净佣金": False, "有效户": True, "例外": False}


def judged(
    people: list[dict[str, Any]],
    of_items: list[dict[str, Any]],
    found: list[dict[str, Any]] | None = None,
    by_hand: list[dict[str, Any]] | None = None,
    span: Span = QUARTER,
) -> dict[str, dict[str, Any]]:
    """The proposals of the span by 工号, proved to be the table they should be."""
    frame = grade_proposals(
        persons(*people), items(*of_items, span=span), results(*(found or [])), decisions(*(by_hand or [])), span,
        standard(),
    )  # fmt: skip
    GRADE_PROPOSALS.schema.validate(frame)
    return {row["employee_id"]: row for row in frame.to_dict("records")}


def made(proposed: str, **more: Any) -> dict[str, Any]:
    """What the appraisal made of person 1: two quarters met, nine months in the grade, and what it proposes."""
    return {"employee_id": "1", "达标次数": 2, "在级月数": 9, "可以晋级": True, "建议级别": proposed, **more}


def one(proposed: str, found: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """The proposal of one person of grade 初级 (unless said) whose appraisal says ``proposed``."""
    return judged([person("1", **more)], [made(proposed)], found)["1"]


def by_hand(number: str = "1", grade: str = "初级", **more: Any) -> dict[str, Any]:
    """A decision by hand."""
    return {
        "employee_id": number, "decided_grade": grade, "purpose": "客户投诉未结", "approved_by": "王经理", **more
    }  # fmt: skip


def test_up_by_one_names_what_was_met() -> None:
    """初级 since October, 中级's standard met: nine months in the grade, up one step from the first of July."""
    row = one("中级", [*against("1", "初级", MET), *against("1", "中级", MET)])
    assert (row["grade"], row["proposed_grade"], row["final_grade"]) == ("初级", "中级", "中级")
    assert (row["movement_word"], row["effective_on"]) == ("晋级", date(2026, 7, 1))
    assert (row["grade_since"], row["months_in_grade"], row["decided_by_hand"]) == (date(2025, 10, 1), 9, False)
    assert row["article"] == "第十八条"
    assert row["conclusion"] == (
        "达到中级标准（季净佣金12,000.00达到9,000.00；户数25达到20），达标次数2期，任现级9个月，晋一级为中级，"
        "自2026-07-01起（第十八条）"
    )


def test_down_by_one_names_what_was_missed() -> None:
    """The condition that failed stands in the sentence; the exception failed too, beside an alternative that held."""
    row = one("见习", against("1", "初级", MISSED))
    assert (row["final_grade"], row["movement_word"], row["effective_on"]) == ("见习", "降级", date(2026, 7, 1))
    assert row["conclusion"] == (
        "未达到初级标准（季净佣金6,200.00低于9,000.00），达标次数2期，任现级9个月，降一级为见习，"
        "自2026-07-01起（第十八条）"
    )


def test_who_stays_is_told_what_is_missing_for_the_next_grade() -> None:
    """No day of effect where nothing changes."""
    row = one("初级", [*against("1", "初级", MET), *against("1", "中级", MISSED)])
    assert (row["final_grade"], row["movement_word"]) == ("初级", "不变")
    assert pd.isna(row["effective_on"])
    assert row["conclusion"] == (
        "达到初级标准，未达到中级标准（季净佣金6,200.00低于9,000.00），达标次数2期，任现级9个月，"
        "保持初级（第十八条）"
    )


def test_an_alternative_that_holds_is_enough_for_the_standard() -> None:
    """Of 任一 the exception holds: the standard is met although a condition failed."""
    row = one("中级", against("1", "中级", {"季净佣金": True, "有效户": False, "例外": True}))
    assert row["conclusion"].startswith("达到中级标准（季净佣金12,000.00达到9,000.00；例外成立），")
    row = one("见习", against("1", "初级", {"季净佣金": True, "有效户": False, "例外": False}))
    assert row["conclusion"].startswith("未达到初级标准（户数3低于20；例外不成立），")


def test_who_meets_the_next_standard_and_stays_is_told_what_he_lacks() -> None:
    """The figures behind 可以晋级 and that it is not given; where the standards alone explain it, nothing more."""
    lacking = made("初级", 达标次数=1, 可以晋级=False)
    both = [*against("1", "初级", MET), *against("1", "中级", MET)]
    assert judged([person("1")], [lacking], both)["1"]["conclusion"] == (
        "达到初级标准，达到中级标准（季净佣金12,000.00达到9,000.00；户数25达到20），达标次数1期，可以晋级：否，"
        "任现级9个月，保持初级（第十八条）"
    )
    plainly = judged([person("1")], [lacking], [*against("1", "初级", MET), *against("1", "中级", MISSED)])["1"]
    assert "可以晋级" not in plainly["conclusion"]


def test_months_the_appraisal_counts_otherwise_are_shown() -> None:
    """在级月数 is left out where it is the tenure the sentence says anyhow, and stands where it is not."""
    assert "在级月数" not in judged([person("1")], [made("中级")])["1"]["conclusion"]
    assert "在级月数8月，" in judged([person("1")], [made("中级", 在级月数=8)])["1"]["conclusion"]


@pytest.mark.parametrize(
    ("measured", "shown"),
    [("900", "900"), ("62129.63", "62,129.63"), ("-1000", "-1,000"), ("1234.5…", "1,234.5…"), ("甲1234", "甲1234")],
)
def test_figures_are_set_apart_by_thousands(measured: str, shown: str) -> None:
    """Only figures are; other words stay as they are."""
    rows = [{**row, "measured": measured} for row in against("1", "初级", MISSED)]
    assert f"（季净佣金{shown}低于9,000.00）" in one("见习", rows)["conclusion"]


def test_a_condition_without_a_value_says_so() -> None:
    """Neither met nor missed: it cannot be worked out, and the standard is not met."""
    rows = [{**row, "passed": None} for row in against("1", "初级", MISSED)[:1]]
    rest = against("1", "初级", MET)[1:]
    assert one("见习", [*rows, *rest])["conclusion"].startswith("未达到初级标准（季净佣金算不出），")


@pytest.mark.parametrize(
    ("grade", "proposed", "movement", "told"),
    [
        ("见习", "中级", "晋级", "晋两级为中级"),
        ("资深", "见习", "降级", "降四级为见习"),
        ("高级", "中级", "降级", "降一级为中级"),
        (None, "初级", "初次定级", "定为初级"),
        ("一级", "初级", "初次定级", "定为初级"),
        (None, "", "不变", "没有级别"),
        ("初级", "", "不变", "保持初级"),
    ],
)
def test_every_movement_is_shown_as_what_it_is(grade: str | None, proposed: str, movement: str, told: str) -> None:
    """Steps are counted on the ladder of the standard; a grade that is not on it is no place to count from."""
    row = one(proposed, [], grade=grade)
    assert row["movement_word"] == movement
    assert told in row["conclusion"]


def test_a_word_that_is_no_grade_moves_nobody() -> None:
    """The appraisal says something the standard does not know: he keeps his grade, and it is said."""
    row = one("特级", [])
    assert (row["proposed_grade"], row["final_grade"], row["movement_word"]) == ("特级", "初级", "不变")
    assert "“特级”不是薪酬标准中的级别，保持初级" in row["conclusion"]


def test_such_a_word_stops_the_span() -> None:
    """Q19 names the person, the word and the grades there are; a grade, or no proposal at all, is no finding."""
    rows = [("1", "特级"), ("2", "中级"), ("3", None)]
    named = [
        {"employee_id": number, "person_name": f"某{number}", "proposed_grade": word, "article": "第十八条"}
        for number, word in rows
    ]
    [found] = proposals_without_grade(proposals(*named), standard())
    assert (found.code, found.stops, found.value) == ("Q19", True, "特级")
    assert found.message == "1 某1的考核算出的建议级别是“特级”，不是薪酬标准中的级别（第十八条）"
    assert found.expected == "下列级别之一：见习、初级、中级、高级、资深"


def test_a_decision_against_the_proposal_shows_both() -> None:
    """The appraisal proposes 中级, by hand he stays 初级: reason and approver are in the sentence, nothing changes."""
    row = judged([person("1")], [made("中级")], against("1", "中级", MET), [by_hand()])["1"]
    assert (row["proposed_grade"], row["final_grade"], row["movement_word"]) == ("中级", "初级", "不变")
    assert (row["decided_by_hand"], row["purpose"], row["approved_by"]) == (True, "客户投诉未结", "王经理")
    assert row["conclusion"] == (
        "达到中级标准（季净佣金12,000.00达到9,000.00；户数25达到20），达标次数2期，任现级9个月，建议晋一级为中级，"
        "人工决定保持初级：客户投诉未结（审批人王经理）（第十八条）"
    )


def test_a_decision_may_name_its_own_day() -> None:
    """With 级别生效日期 from that day, without it from the day the appraisal would have."""
    people, proposed = [person("1")], [made("初级")]
    own = judged(people, proposed, [], [by_hand(grade="高级", effective_on=date(2026, 8, 1))])["1"]
    assert (own["final_grade"], own["effective_on"], own["movement_word"]) == ("高级", date(2026, 8, 1), "晋级")
    assert "人工决定晋两级为高级" in own["conclusion"]
    assert judged(people, proposed, [], [by_hand(grade="高级")])["1"]["effective_on"] == date(2026, 7, 1)


def test_a_decision_where_no_appraisal_grades() -> None:
    """An agent has no appraisal; the decision is listed all the same and takes effect the month after."""
    row = judged([person("9", post="证券经纪人", grade=None)], [], [], [by_hand("9")])["9"]
    assert pd.isna(row["proposed_grade"])
    assert (row["final_grade"], row["movement_word"], row["effective_on"]) == ("初级", "初次定级", date(2026, 7, 1))
    assert row["conclusion"] == "人工决定定为初级：客户投诉未结（审批人王经理），自2026-07-01起（指引第十七条）"


def test_of_several_appraisals_the_last_written_grades() -> None:
    """A leader is graded by the appraisal for leaders, whose grades begin two months after the quarter."""
    row = judged([person("1", post="团队负责人")], [made("见习", 负责人级别="中级")])["1"]
    assert (row["final_grade"], row["effective_on"], row["article"]) == ("中级", date(2026, 8, 1), "第二十条")


def test_the_year_grades_by_the_appraisal_of_the_year() -> None:
    """Its grade takes effect in January; the mark in words and the score behind it stand in the sentence."""
    of_year = {"employee_id": "1", "年度得分": 70, "等次": "不称职", "年度级别": "见习"}
    row = judged([person("1")], [of_year], span=YEAR)["1"]
    assert (row["final_grade"], row["effective_on"], row["article"]) == ("见习", date(2027, 1, 1), "第十九条")
    assert row["conclusion"] == (
        "年度得分70分，等次：不称职，任现级15个月，降一级为见习，自2027-01-01起（第十九条）"
    )


def test_only_who_was_appraised_is_listed_in_the_order_of_persons() -> None:
    """A person without a row in 考核项目 has no proposal."""
    people = [person("3"), person("1"), person("2")]
    found = judged(people, [{"employee_id": "1", "建议级别": "初级"}, {"employee_id": "3", "建议级别": "初级"}])
    assert list(found) == ["3", "1"]


@pytest.mark.parametrize(
    ("since", "months"),
    [
        (date(2025, 10, 1), 9),
        (date(2026, 6, 1), 1),
        (date(2026, 6, 2), 0),
        (date(2026, 4, 2), 2),
        (date(2026, 7, 1), 0),
        (date(2026, 8, 1), 0),
    ],
)
def test_whole_months_to_the_end_of_the_last_day(since: date, months: int) -> None:
    """The last day of the quarter counts; a month begun is no whole month; a grade still to come has none."""
    assert whole_months(since, date(2026, 6, 30)) == months
