"""What an appraisal cannot be held on is told, with the months and what to do; nothing is taken for nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pipeline.period import Span

from .people import appraisal, by_month, fact, held, indicator, item, person, standard

Q2 = Span.parse("2026Q2")
INCOME = indicator("业绩", "净收入", "元")


def test_a_criterion_on_a_measure_no_month_holds() -> None:
    """The standard asks for 有效户; the three months were computed without it."""
    tree = {"name": "标准树", "source": "第五条", "tree": {"all": [{"name": "户数", "when": "有效户 ≥ 5"}]}}
    ready = standard(appraisal([item("达到", "是否", "达标(标准树)")], criteria=[tree]))
    made = held(ready, [person("1")], [])
    assert made.codes() == ["Q01", "Q04"]
    months = "2026-01、2026-02、2026-03"
    assert made.findings[0].message == f"考核要用“有效户”，而本期{months}的考核底数里都没有这个量（第四条）"
    assert made.conditions("1", "标准树")["户数"] == ("算不出", "不小于", "5", None)


def test_a_month_of_the_span_without_the_quantity_of_an_indicator() -> None:
    """Nobody has it in February: the sum of the quarter would be short, so nothing is appraised."""
    ready = standard(appraisal([item("合计数", "元", "业绩实绩", round="分")]), indicators=[INCOME])
    rows = [row for row in by_month("净收入", "1", "2026-01", 1, 2, 3) if row[2] != "2026-02"]
    made = held(ready, [person("1")], rows)
    assert made.codes() == ["Q02"]
    assert "2026-02没有一个人有这个数" in made.findings[0].message


def test_months_before_the_system_are_told_but_do_not_stop() -> None:
    """The first quarter in the system is the second of the year: the year so far holds three months."""
    ready = standard(appraisal([item("合计数", "元", "业绩实绩", round="分")]), indicators=[INCOME])
    made = held(ready, [person("1")], by_month("净收入", "1", "2026-04", 1, 2, 3), Q2)
    assert made.codes() == ["Q03"]
    assert not made.findings[0].stops
    assert "2026-01、2026-02、2026-03" in made.findings[0].message


@pytest.mark.parametrize(("hired", "codes"), [(date(2020, 1, 1), ["Q04"]), (date(2026, 2, 1), [])])
def test_a_month_missing_in_the_window_a_formula_needs(hired: date, codes: list[str]) -> None:
    """January of one person is missing: 缺期停算 gives no figure, unless he was not there yet."""
    ready = standard(appraisal([item("累计数", "户", '累计(有效户, 季首(0), "缺期停算")')]))
    made = held(ready, [person("1", hired=hired)], by_month("有效户", "1", "2026-02", 2, 3))
    assert made.codes() == codes
    assert made.item("1", "累计数") == (None if codes else 5)
    assert all("2026-01没有“有效户”的记录" in one.message for one in made.findings)


@pytest.mark.parametrize(("accounts", "codes"), [(9, []), (10, []), (11, ["Q05"])])
def test_a_result_beyond_its_guard_rails_stops(accounts: int, codes: list[str]) -> None:
    """At most 100 points."""
    ready = standard(appraisal([item("得分", "分", "有效户 × 10", limits={"max": "100"})]))
    assert held(ready, [person("1")], by_month("有效户", "1", "2026-01", 0, 0, accounts)).codes() == codes


@pytest.mark.parametrize(("accounts", "codes"), [(9, []), (10, []), (11, ["Q06"])])
def test_a_result_above_review_is_looked_at_again(accounts: int, codes: list[str]) -> None:
    """More than 100 points: somebody looks, nothing stops."""
    ready = standard(appraisal([item("得分", "分", "有效户 × 10", limits={"review": "100"})]))
    assert held(ready, [person("1")], by_month("有效户", "1", "2026-01", 0, 0, accounts)).codes() == codes


def test_delivered_facts_of_the_span() -> None:
    """A mark that is delivered counts, one left out is the blank value; asked of whom it is not, it is nothing."""
    asked = fact("测评分", "分", blank="60", who="客户经理")
    ready = standard(appraisal([item("得分", "分", "测评分")], facts=[asked]))
    people = [person("1"), person("2"), person("3", post="团队负责人")]
    made = held(ready, people, [], delivered=[{"employee_id": "1", "fact": "测评分", "figure": Decimal("88")}])
    assert [made.item(who, "得分") for who in "123"] == [88, 60, 0]


def test_only_those_of_the_appraisal_who_are_there_at_the_end() -> None:
    """Who left in the span, or is of another post, is not appraised."""
    ready = standard(appraisal([item("一", "分", "1")], who="客户经理"))
    people = [person("1"), person("2", left=date(2026, 3, 30)), person("3", post="兼职")]
    assert held(ready, people, []).tables["appraisal_items"]["employee_id"].tolist() == ["1"]


def test_half_years_build_on_the_quarter_of_the_same_span() -> None:
    """In the second quarter both are held, the quarter first; in the first only the quarter."""
    half = appraisal([item("半年得分", "分", '期均(季度得分, 半年首(0), "缺期停算")')], "每半年")
    ready = standard(half, appraisal([item("季度得分", "分", "有效户 × 10")]))
    first = held(ready, [person("1")], by_month("有效户", "1", "2026-01", 0, 0, 6))
    assert "半年得分" not in first.tables["appraisal_items"]
    rows = [("季度得分", "1", "2026-03", 60), *by_month("有效户", "1", "2026-04", 0, 0, 8)]
    assert held(ready, [person("1")], rows, Q2).item("1", "半年得分") == 70
