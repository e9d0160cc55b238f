"""The evaluator against the independent walk of one row, on random formulas and on the spots that break first."""

from __future__ import annotations

import time
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.money import Figures
from pipeline.scheme import functions
from pipeline.scheme.evaluate import condition, figures
from pipeline.scheme.expressions import parse
from pipeline.scheme.facts import Facts
from pipeline.scheme.tables import Band, Bands, Lookup
from tests.scheme import trees
from tests.scheme.both_ways import Tables, of, vectorised, walked

KINDS = st.sampled_from(["数", "数", "是否", "文字", "日期"])


def agrees(kind: str, facts: Facts, tables: Tables, data: st.DataObject, depth: int) -> None:
    """Both ways of computing a random formula of this kind say the same in every row."""
    node = data.draw(trees.formulas(kind, depth))
    assert vectorised(node, facts, tables) == walked(node, facts, tables)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(KINDS, trees.facts(), trees.tables(), st.data())
def test_the_evaluator_agrees_with_the_walk(
    kind: str, facts: Facts, tables: Tables, data: st.DataObject
) -> None:
    """Every row of every random formula has the value, or the lack of one, that a walk of that row alone finds."""
    agrees(kind, facts, tables, data, 3)


@pytest.mark.parametrize("function", functions.ARITY)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(facts=trees.facts(), tables=trees.tables(), data=st.data())
def test_every_function_agrees_with_the_walk(function: str, facts: Facts, tables: Tables, data: st.DataObject) -> None:
    """None is left to chance: each function stands at the head of some random formulas of its own."""
    node = data.draw(trees.formulas_of(function))
    assert vectorised(node, facts, tables) == walked(node, facts, tables)


@pytest.mark.long
def test_the_evaluator_agrees_with_the_walk_for_long(budget: float) -> None:
    """The same with deeper formulas, for as many seconds as XINCHOU_LONG_SECONDS says."""
    until = time.monotonic() + budget

    @settings(max_examples=300, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(KINDS, trees.facts(), trees.tables(), st.data())
    def once(kind: str, facts: Facts, tables: Tables, data: st.DataObject) -> None:
        agrees(kind, facts, tables, data, 5)

    while time.monotonic() < until:
        once()


PAY = Lookup("底薪表", ("级别",), {("初级",): Fraction(3000), ("中级",): Fraction(3800)}, "元", "第五条")
STEPS = Bands(
    "提成档",
    (Band(Fraction(0), Fraction(10000), Fraction(1, 4)), Band(Fraction(10000), None, Fraction(3, 10))),
    "左闭右开", "比例", "第六条",
)  # fmt: skip
TABLES: Tables = {"底薪表": PAY, "提成档": STEPS}


def both(formula: str, facts: Facts) -> list[Any]:
    """The rows of a formula, on which both ways of computing agree."""
    found = vectorised(parse(formula), facts, TABLES)
    assert found == walked(parse(formula), facts, TABLES)
    return found


def test_a_division_by_zero_in_the_branch_not_taken_does_not_matter() -> None:
    """如果(次数 = 0, 0, 得分 ÷ 次数) has a value in every row."""
    facts = of(得分=[90, 80, 70], 次数=[2, 0, 1])
    assert both("如果(次数 = 0, 0, 得分 ÷ 次数)", facts) == [45, 0, 70]
    assert both("得分 ÷ 次数", facts) == [45, "无值", 70]


def test_a_condition_without_value_gives_no_value() -> None:
    """A condition on a quotient by zero is neither met nor unmet: the row has no value, whatever stands behind it."""
    facts = of(得分=[90, 80], 次数=[2, 0])
    assert both("如果(得分 ÷ 次数 > 40, 1, 2)", facts) == [1, "无值"]
    assert both("非 得分 ÷ 次数 > 40", facts) == [False, "无值"]


def test_one_side_of_a_condition_may_decide_alone() -> None:
    """次数 = 0 或 得分 ÷ 次数 > 40 holds where 次数 is 0; the right side is not asked."""
    facts = of(得分=[90, 80, 30], 次数=[2, 0, 1])
    assert both("次数 = 0 或 得分 ÷ 次数 > 40", facts) == [True, True, False]
    assert both("次数 ≠ 0 且 得分 ÷ 次数 > 40", facts) == [True, False, False]
    assert both("得分 ÷ 次数 > 40 或 次数 = 0", facts) == [True, "无值", False]


def test_a_blank_day_is_before_and_after_nothing() -> None:
    """No order comparison and no equality holds with a blank day, not even with another; it is only unequal."""
    facts = of(离职日期=[None, date(2026, 3, 31), date(2026, 4, 1)], 入职日期=[None, date(2026, 3, 31), None])
    assert both("离职日期 > 月末(0)", facts) == [False, False, True]
    assert both("离职日期 ≥ 月末(0)", facts) == [False, True, True]
    assert both("离职日期 ≤ 月末(0)", facts) == [False, True, False]
    assert both("离职日期 = 入职日期", facts) == [False, True, False]
    assert both("离职日期 ≠ 入职日期", facts) == [True, False, True]
    assert both("为空(离职日期)", facts) == [True, False, False]


def test_month_edges_cross_the_year() -> None:
    """月首(-3) of March 2026 is 2025-12-01, 月末(-1) is 2026-02-28."""
    facts = of(日期=[date(2025, 11, 30), date(2025, 12, 1), date(2026, 2, 28), date(2026, 3, 1)])
    assert both("日期 ≥ 月首(-3) 且 日期 ≤ 月末(-1)", facts) == [False, True, True, False]


def test_a_choice_may_yield_words_days_and_conditions() -> None:
    """如果 chooses between words, days or conditions as well as figures, also between a constant and a column."""
    facts = of(级别=["见习", "初级"], 入职日期=[date(2026, 3, 1), None], 月末在职=[True, False], 甲=[1, 2])
    assert both('如果(级别 = "见习", "初级", 级别)', facts) == ["初级", "初级"]
    assert both('查表(底薪表, 如果(级别 = "见习", "初级", "中级"))', facts) == [3000, 3800]
    assert both("如果(月末在职, 入职日期, 月首(0))", facts) == [date(2026, 3, 1), date(2026, 3, 1)]
    assert both("如果(月末在职, 甲 > 1, 甲 > 1)", facts) == [False, True]
    assert both('如果(1 > 0, "初级", 级别)', facts) == ["初级", "初级"]


def test_constants_are_spread_over_the_rows() -> None:
    """A formula of constants alone has its value in every row, and in none where there is none."""
    facts = of(甲=[1, 2, 3])
    assert both("1 + 2 × 3", facts) == [7, 7, 7]
    assert both("如果(1 > 2, 1, 2)", facts) == [2, 2, 2]
    assert both("取大(0, 甲 - 2)", facts) == [0, 0, 1]
    assert both("1 > 甲 - 1", facts) == [True, False, False]
    assert vectorised(parse("1 + 2"), Facts(trees.PERIOD, 0), {}) == []


def test_an_empty_frame_has_no_rows_in_any_formula() -> None:
    """A month without a sale: figures, conditions and look-ups all give no rows."""
    facts = Facts(trees.PERIOD, 0)
    nothing = np.array([], dtype=object)
    facts.columns = {"甲": Figures(nothing, 100), "级别": nothing, "团队": nothing}
    facts.columns["日期"] = nothing.astype("datetime64[D]")
    for formula in (
        "如果(级别 = “见习”, 查表(底薪表, 级别), 档值(提成档, 甲))", "团队其他人合计(甲)", "超额累进(提成档, 甲) ÷ 0",
        "四舍五入(向下取整(甲) × 3, 2)", "取大(0, 甲)",
    ):  # fmt: skip
        assert figures(parse(formula), facts, TABLES).num.shape == (0,)
    for asked in ("日期 ≥ 月首(0) 且 为空(级别)", "属于(级别, \"见习\")", "1 > 0"):
        assert condition(parse(asked), facts, TABLES).shape == (0,)


def test_the_rest_of_the_team() -> None:
    """团队其他人合计 leaves out oneself; alone in a team it is 0; one other without a value leaves none."""
    facts = of(团队=["一", "一", "二", "一"], 甲=[100, -30, 7, Fraction(1, 2)], 乙=[1, 0, 0, 1])
    assert both("团队其他人合计(甲)", facts) == [Fraction(-59, 2), Fraction(201, 2), 0, 70]
    # 甲 ÷ 乙 has no value in the second and third row: it spoils the rest of their teams, not their own.
    assert both("团队其他人合计(甲 ÷ 乙)", facts) == ["无值", Fraction(201, 2), 0, "无值"]
    assert both("团队其他人合计(1)", facts) == [2, 2, 0, 2]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("向下取整(甲)", [-2, -2, -1, 0, 0, 1]),
        ("绝对值(甲)", [Fraction(5, 4), 2, Fraction(1, 200), 0, Fraction(1, 200), Fraction(3, 2)]),
        ("四舍五入(甲, 2)", [Fraction(-5, 4), -2, Fraction(-1, 100), 0, Fraction(1, 100), Fraction(3, 2)]),
        ("四舍五入(甲, 0)", [-1, -2, 0, 0, 0, 2]),
        ("四舍五入(甲 × 10, -1)", [-10, -20, 0, 0, 0, 20]),
        ("-甲", [Fraction(5, 4), 2, Fraction(1, 200), 0, Fraction(-1, 200), Fraction(-3, 2)]),
    ],
)  # fmt: skip
def test_functions_below_at_and_above_zero(formula: str, expected: list[Any]) -> None:
    """−1.25, −2, −0.005, 0, 0.005 and 1.5: 向下取整 goes down, rounding away from zero on half."""
    facts = of(甲=[Fraction(-5, 4), -2, Fraction(-1, 200), 0, Fraction(1, 200), Fraction(3, 2)])
    assert both(formula, facts) == expected


def test_words_are_compared_and_listed() -> None:
    """属于 and = compare whole words; an empty word is blank."""
    facts = of(级别=["见习", "", "中级"])
    assert both('属于(级别, "见习", "初级")', facts) == [True, False, False]
    assert both('级别 ≠ "见习"', facts) == [False, True, True]
    assert both("为空(级别)", facts) == [False, True, False]


def test_a_condition_without_value_does_not_hold() -> None:
    """As a filter of lines, a condition that has no value picks nothing, and so does its opposite."""
    facts = of(甲=[1, 1], 乙=[0, 1])
    assert list(condition(parse("甲 ÷ 乙 = 1"), facts, {})) == [False, True]
    assert list(condition(parse("非 甲 ÷ 乙 = 1"), facts, {})) == [False, False]


def test_a_missing_row_of_a_table_gives_no_value() -> None:
    """A grade the table does not have leaves the row without a value; it is not paid 0."""
    assert both("查表(底薪表, 级别)", of(级别=["初级", "特级", ""])) == [3000, "无值", "无值"]
