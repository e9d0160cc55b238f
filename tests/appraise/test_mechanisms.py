"""The grade mechanisms of published standards as formulas of an appraisal, each worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipeline.period import Span

from .people import (
    QUARTER,
    Held,
    appraisal,
    by_month,
    by_quarter,
    held,
    indicator,
    item,
    person,
    standard,
)

Q2 = Span.parse("2026Q2")
INCOME = indicator("业绩", "净收入", "元")
BY_GRADE = {"见习": "0", "初级": "3000", "中级": "6000", "高级": "9000"}
TREE = {
    "name": "级别标准", "source": "第五条",
    "tree": {"all": [{"name": "净收入", "when": "业绩实绩 ≥ 查表(净收入标准, 标准级别)"}]},
}  # fmt: skip
TABLE = {"净收入标准": {"unit": "元", "by": "级别", "rows": BY_GRADE, "source": "第五条"}}
ITEMS = [
    item("达到本级", "是否", "达标(级别标准, 级别)"),
    item("达到上级", "是否", "级别 ≠ 级别移动(级别, 1) 且 达标(级别标准, 级别移动(级别, 1))"),
    item("考核时级别", "文字", "级别"),
    item("连升期", "期", '如果(达到上级, 如果(上期(考核时级别, "") = 级别, 上期(连升期, 0), 0) + 1, 0)'),
    item("建议级别", "文字", "如果(连升期 ≥ 2, 级别移动(级别, 1), 如果(达到本级, 级别, 级别移动(级别, -1)))"),
]
GRADING = {"proposed": "建议级别", "after": 1, "keep": "级别标准", "rise": "级别标准", "source": "第六条"}
MOVES = appraisal(ITEMS, criteria=[TREE], tables=TABLE, grading=GRADING)


def moved(income: Any, *, before: Any = (), grade: str = "中级") -> Held:
    """A quarter with this income in March, after these earlier quarters."""
    rows = [*by_month("净收入", "1", "2026-04", 0, 0, income), *before]
    return held(standard(MOVES, indicators=[INCOME]), [person("1", grade=grade)], rows, Q2)


def once(grade: str = "中级", streak: int = 1) -> list[tuple[str, str, str, Any]]:
    """The quarter before: so many times in a row the next grade's standard, in this grade."""
    return [*by_quarter("连升期", "1", "2026Q1", streak), *by_quarter("考核时级别", "1", "2026Q1", grade)]


@pytest.mark.parametrize(("income", "grade"), [(8999.99, "中级"), (9000, "高级"), (9000.01, "高级")])
def test_two_quarters_in_a_row_move_up(income: float, grade: str) -> None:
    """After one quarter that met the next grade's 9000, a second one of at least 9000 moves one step up."""
    assert moved(income, before=once()).item("1", "建议级别") == grade


@pytest.mark.parametrize(("streak", "grade"), [(0, "中级"), (1, "高级"), (2, "高级")])
def test_one_quarter_alone_moves_nobody_up(streak: int, grade: str) -> None:
    """Two in a row are asked: with none before, the grade stays."""
    assert moved(9000, before=once(streak=streak)).item("1", "建议级别") == grade


def test_after_a_promotion_the_quarters_are_counted_anew() -> None:
    """Who met the next grade's standard as 初级 and was promoted: now, as 中级, a quarter that does is his first."""
    made = moved(9000, before=once(grade="初级", streak=2))
    assert made.item("1", "连升期") == 1
    assert made.item("1", "建议级别") == "中级"


@pytest.mark.parametrize(("income", "grade"), [(5999.99, "初级"), (6000, "中级"), (6000.01, "中级")])
def test_a_missed_own_standard_moves_one_step_down(income: float, grade: str) -> None:
    """Under 6000 中级 falls one step, however little there was; with 6000 it stays."""
    assert moved(income).item("1", "建议级别") == grade


def test_one_step_only_even_from_far_above() -> None:
    """高级 with nothing at all falls to 中级, not further; 见习 cannot fall."""
    assert moved(0, grade="高级").item("1", "建议级别") == "中级"
    assert moved(0, grade="见习").item("1", "建议级别") == "见习"


TENURE = appraisal([item("任职满半年", "是否", "相差月数(加日(月末(0), 1), 级别生效日) ≥ 6")])


@pytest.mark.parametrize(
    ("since", "long_enough"), [(date(2025, 10, 2), False), (date(2025, 10, 1), True), (date(2025, 9, 30), True)]
)
def test_tenure_of_six_months_in_the_grade(since: date, long_enough: bool) -> None:
    """Six full months in the grade at the end of March: since 1 October at the latest."""
    made = held(standard(TENURE), [person("1", since=since)], [], QUARTER)
    assert made.item("1", "任职满半年") is long_enough


LEAVE = appraisal(
    [item("考核月数", "月", '期数(在岗月, 季首(0), "缺期略去")'), item("达标准", "是否", "达标(净收入标准树)")],
    criteria=[{"name": "净收入标准树", "source": "第七条",
               "tree": {"all": [{"name": "净收入", "when": "业绩实绩 ≥ 6000 × 考核月数 ÷ 3"}]}}],
)  # fmt: skip


@pytest.mark.parametrize(("days", "threshold"), [(14, "6000"), (15, "6000"), (16, "4000")])
def test_a_month_of_long_leave_is_cut_out_of_the_window(days: int, threshold: str) -> None:
    """More than 15 days of long leave in February: two months are asked of him, 6000 × 2 ÷ 3 = 4000."""
    rows = [
        *by_month("在岗月", "1", "2026-01", True, days <= 15, True), *by_month("净收入", "1", "2026-01", 2000, 0, 2000),
    ]  # fmt: skip
    made = held(standard(LEAVE, indicators=[INCOME]), [person("1")], rows)
    assert made.conditions("1", "净收入标准树")["净收入"] == ("4000", "不小于", threshold, threshold == "4000")
    months = 2 if days > 15 else 3
    told = f"第七条；标准数 = 6000 × 考核月数 {months} ÷ 3"
    assert made.tables["criteria_results"]["article"].tolist() == [told]


GRACE = appraisal([
    item("未达", "是否", "业绩实绩 < 6000"),
    item("宽限用过", "是否", "连续期数(未达) ≥ 2"),
    item("下期级别", "文字", "如果(未达 且 宽限用过, 级别移动(级别, -1), 级别)"),
])  # fmt: skip


@pytest.mark.parametrize(("missed_before", "grade"), [([False], "中级"), ([True], "初级"), ([True, False], "中级")])
def test_one_quarter_of_grace(missed_before: list[bool], grade: str) -> None:
    """A first missed quarter is forgiven; a second one in a row costs the grade; one kept in between starts anew."""
    before = by_quarter("未达", "1", str(Q2.shift(-len(missed_before))), *missed_before)
    rows = [*before, *by_month("净收入", "1", "2026-04", 0, 0, 0)]
    assert held(standard(GRACE, indicators=[INCOME]), [person("1")], rows, Q2).item("1", "下期级别") == grade


REGION = appraisal(
    [item("达标准", "是否", "达标(地区标准, 级别)")],
    parameters={"本地单位": {"value": "800", "unit": "元", "source": "第八条"}},
    tables={"单位数": {"unit": "倍", "by": ["级别", "地区类别"], "source": "第八条", "rows": {
        "见习": {"一类": 0, "二类": 0}, "初级": {"一类": 5, "二类": 4},
        "中级": {"一类": 10, "二类": 7.5}, "高级": {"一类": 20, "二类": 16}}}},
    criteria=[{"name": "地区标准", "source": "第八条", "tree": {"all": [
        {"name": "净收入", "when": "业绩实绩 ≥ 查表(单位数, 标准级别, 地区类别) × 本地单位"}]}}],
)  # fmt: skip


@pytest.mark.parametrize(("income", "holds"), [(5999.99, False), (6000, True), (6000.01, True)])
def test_multiples_of_a_local_unit_by_region_class(income: float, holds: bool) -> None:
    """中级 in a 二类 region: 7.5 times the local unit of 800 is 6000; the next grade is asked 16 × 800 = 12800."""
    rows = by_month("净收入", "1", "2026-01", 0, 0, income)
    made = held(standard(REGION, indicators=[INCOME]), [person("1")], rows)
    assert made.conditions("1", "地区标准", "中级")["净收入"][2:] == ("6000", holds)
    assert made.conditions("1", "地区标准", "高级")["净收入"][2:] == ("12800", False)
    assert made.item("1", "达标准") is holds
    articles = made.tables["criteria_results"].set_index("tested_grade")["article"].to_dict()
    assert articles == {
        "中级": "第八条；标准数 = 单位数（中级，地区类别二类）7.5 × 本地单位 800",
        "高级": "第八条；标准数 = 单位数（高级，地区类别二类）16 × 本地单位 800",
    }  # fmt: skip


LOOKED_UP = appraisal(
    [item("达标准", "是否", "达标(地区标准, 级别)")],
    parameters={"底线": {"value": "800", "unit": "元", "source": "第八条"}},
    tables={"收入标准": {"unit": "元", "by": ["级别", "地区类别"], "source": "第八条", "rows": {
        "见习": {"一类": 0, "二类": 0}, "初级": {"一类": 5000, "二类": 4000},
        "中级": {"一类": 9000, "二类": 6000}, "高级": {"一类": 20000, "二类": 16000}}}},
    criteria=[{"name": "地区标准", "source": "第八条", "tree": {"all": [
        {"name": "净收入", "when": "业绩实绩 ≥ 查表(收入标准, 标准级别, 地区类别)"},
        {"name": "底线", "when": "业绩实绩 ≥ 底线"}, {"name": "有收入", "when": "业绩实绩 > 0"}]}}],
)  # fmt: skip


def test_a_threshold_looked_up_says_by_what_class_and_one_written_down_nothing() -> None:
    """6000 is the standard of 中级 in a 二类 region and 800 a parameter; 0 needs no words."""
    made = held(standard(LOOKED_UP, indicators=[INCOME]), [person("1")], by_month("净收入", "1", "2026-01", 0, 0, 1))
    rows = made.tables["criteria_results"].set_index(["tested_grade", "condition"])["article"].to_dict()
    assert [rows["中级", name] for name in ("净收入", "底线", "有收入")] == [
        "第八条；标准数 = 收入标准（中级，地区类别二类）6000", "第八条；标准数 = 底线 800", "第八条",
    ]  # fmt: skip


def test_the_other_region_class_asks_for_more() -> None:
    """In a 一类 region the same grade is asked 10 × 800 = 8000."""
    rows = by_month("净收入", "1", "2026-01", 0, 0, 7999.99)
    made = held(standard(REGION, region="一类", indicators=[INCOME]), [person("1")], rows)
    assert made.conditions("1", "地区标准", "中级")["净收入"] == ("7999.99", "不小于", "8000", False)


QUARTERLY = appraisal([item("季度得分", "分", "有效户 × 10", round=2)])


@pytest.mark.parametrize(("rule", "places"), [("并列占位", [1, 1, 3]), ("并列不占位", [1, 1, 2])])
def test_ranking_of_the_year_with_a_tie(rule: str, places: list[int]) -> None:
    """The year ranks the mean of the quarters: 85, 85, 80; the tie rule says whether the next is third or second."""
    yearly = appraisal(
        [item("年度得分", "分", '期均(季度得分, 年首(0), "缺期停算")', round=2),
         item("名次", "名", f'组内名次(年度得分, "{rule}")')], "每年",
    )  # fmt: skip
    scores = {"1": (80, 90, 80, 90), "2": (85, 85, 85, 85), "3": (80, 80, 80, 80)}
    rows = [row for who, of_person in scores.items() for row in by_quarter("季度得分", who, "2026Q1", *of_person)]
    made = held(standard(yearly, QUARTERLY), [person(who) for who in scores], rows, Span.parse("2026"))
    assert [made.item(who, "名次") for who in scores] == places
    assert made.item("1", "年度得分") == 85


CARRY = appraisal([
    item("本期得分", "分", "有效户 × 10 - 50"),
    item("结转分", "分", "取小(0, 本期得分 + 上期(结转分, 0))"),
    item("计分", "分", "取大(0, 本期得分 + 上期(结转分, 0))"),
])  # fmt: skip


@pytest.mark.parametrize(("accounts", "left", "counted"), [(7, -10, 0), (8, 0, 0), (9, 0, 10)])
def test_a_negative_score_is_carried_over(accounts: int, left: int, counted: int) -> None:
    """−30 came from the last quarter: 20 this quarter leaves −10, 30 pays it off, of 40 ten points count."""
    rows = [*by_quarter("结转分", "1", "2026Q1", -30), *by_month("有效户", "1", "2026-04", 0, 0, accounts)]
    made = held(standard(CARRY), [person("1")], rows, Q2)
    assert (made.item("1", "结转分"), made.item("1", "计分")) == (left, counted)


def test_what_a_quarter_made_is_there_for_the_next_one() -> None:
    """Two quarters, the second from the figures the first handed on: the streak goes on and the grade moves."""
    ready = standard(MOVES, indicators=[INCOME])
    first = held(ready, [person("1")], by_month("净收入", "1", "2026-01", 3000, 3000, 3000))
    assert first.item("1", "建议级别") == "中级"
    handed = [
        (row["quantity"], row["employee_id"], row["origin"], _value(row))
        for row in first.tables["appraisal_history"].to_dict("records")
    ]
    second = held(ready, [person("1")], [*handed, *by_month("净收入", "1", "2026-04", 3000, 3000, 3000)], Q2)
    assert second.item("1", "建议级别") == "高级"


def _value(row: Any) -> Any:
    if isinstance(row["figure"], Decimal):
        return row["figure"]
    return row["word"] == "是" if row["word"] in ("是", "否") else row["word"]
