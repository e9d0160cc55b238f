"""Every function on figures worked out by hand, both ways of computing; the period is March 2026."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from pipeline.period import Period
from pipeline.scheme.cells import Cells
from pipeline.scheme.expressions import STANDARD_GRADE, parse
from pipeline.scheme.facts import Around, Facts, Past
from pipeline.scheme.plainly import NoValue, value
from pipeline.scheme.rows import row_of
from pipeline.scheme.tables import Band, Bands, BandSets, Edge, Lookup, Outside
from tests.scheme.both_ways import both, of

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        # 0.005 and 12.345 are ties at half a fen; −0.005 is the tie below zero.
        ("舍去(甲, 2)", [0, 0, Fraction(1234, 100), -2]),
        ("进位(甲, 2)", [Fraction(1, 100), Fraction(-1, 100), Fraction(1235, 100), -2]),
        ("四舍五入(甲, 2)", [Fraction(1, 100), Fraction(-1, 100), Fraction(1235, 100), -2]),
        ("舍去(甲, 0)", [0, 0, 12, -2]), ("进位(甲, 0)", [1, -1, 13, -2]), ("舍去(甲 × 10, -2)", [0, 0, 100, 0]),
        ("进位(甲 × 10, -2)", [100, -100, 200, -100]),
        ("向上取整(甲)", [1, 0, 13, -2]), ("向上取整(甲 - 12)", [-11, -12, 1, -14]),
    ],
)  # fmt: skip
def test_rounding_down_up_and_to_hundreds(formula: str, expected: list[Any]) -> None:
    """舍去 goes toward zero, 进位 away from it, both alike below zero; negative places round to tens and hundreds."""
    assert both(formula, of(甲=[Fraction(1, 200), Fraction(-1, 200), Fraction(12345, 1000), -2])) == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("全部(一, 二)", [True, False, False]), ("任一(一, 二)", [True, True, False]),
        ("全部(一)", [True, True, False]),
        ("至少(2, 一, 二, 三)", [True, True, False]), ("至少(1, 一, 二, 三)", [True, True, True]),
        ("至少(3, 一, 二, 三)", [False, False, False]), ("至少(3, 一, 二, 非 三)", [True, False, False]),
        ("如果(全部(一, 非 二), 是, 否)", [False, True, False]),
    ],
)  # fmt: skip
def test_conditions_are_counted(formula: str, expected: list[Any]) -> None:
    """全部 needs each, 任一 one, 至少 so many; 是 and 否 are conditions themselves."""
    assert both(formula, of(一=[True, True, False], 二=[True, False, False], 三=[False, True, True])) == expected


def test_a_count_that_is_decided_needs_no_further_value() -> None:
    """Once enough hold, or can no longer, a later condition without a value does not matter; an earlier one does."""
    facts = of(一=[True, True, False], 分母=[0, 0, 0], 二=[True, False, False])
    assert both("至少(2, 一, 二, 1 ÷ 分母 > 0)", facts) == [True, "无值", False]
    assert both("至少(1, 1 ÷ 分母 > 0, 一)", facts) == ["无值", "无值", "无值"]
    assert both("全部(一, 1 ÷ 分母 > 0)", facts) == ["无值", "无值", False]
    assert both("任一(一, 1 ÷ 分母 > 0)", facts) == [True, True, "无值"]


@pytest.mark.parametrize(
    ("formula", "day"),
    [
        ("季首(0)", (2026, 1, 1)), ("季末(0)", (2026, 3, 31)), ("季首(-1)", (2025, 10, 1)), ("季末(1)", (2026, 6, 30)),
        ("季首(4)", (2027, 1, 1)), ("年首(0)", (2026, 1, 1)), ("年末(-1)", (2025, 12, 31)), ("年首(1)", (2027, 1, 1)),
        ("半年首(0)", (2026, 1, 1)), ("半年末(0)", (2026, 6, 30)),
        ("半年首(-1)", (2025, 7, 1)), ("半年末(-1)", (2025, 12, 31)), ("半年首(1)", (2026, 7, 1)),
        ("月内日(-1, 26)", (2026, 2, 26)), ("月内日(-1, 31)", (2026, 2, 28)), ("月内日(0, 31)", (2026, 3, 31)),
        ("月内日(1, 31)", (2026, 4, 30)), ("月首(-3)", (2025, 12, 1)), ("月末(-13)", (2025, 2, 28)),
    ],
)  # fmt: skip
def test_days_of_the_calendar_around_the_period(formula: str, day: tuple[int, int, int]) -> None:
    """Months, quarters and years away from March 2026; a day the month does not have is its last."""
    assert both(formula, of(甲=[1])) == [date(*day)]


ENTRY = [date(2026, 1, 15), date(2026, 1, 16), date(2025, 12, 31), date(2024, 2, 29), None]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("年(入职日期)", [2026, 2026, 2025, 2024, "无值"]), ("月(入职日期)", [1, 1, 12, 2, "无值"]),
        ("日(入职日期)", [15, 16, 31, 29, "无值"]), ("日(月末(0))", [31, 31, 31, 31, 31]),
        ("加月(入职日期, 2)", [date(2026, 3, 15), date(2026, 3, 16), date(2026, 2, 28), date(2024, 4, 29), None]),
        ("加月(入职日期, -12)", [date(2025, 1, 15), date(2025, 1, 16), date(2024, 12, 31), date(2023, 2, 28), None]),
        ("加日(入职日期, 20)", [date(2026, 2, 4), date(2026, 2, 5), date(2026, 1, 20), date(2024, 3, 20), None]),
        ("加日(入职日期, -31)", [date(2025, 12, 15), date(2025, 12, 16), date(2025, 11, 30), date(2024, 1, 29), None]),
        ("为空(加月(入职日期, 1))", [False, False, False, False, True]),
        # To 2026-03-31: from 01-15 75 days (16 + 28 + 31), from 2025-12-31 90,
        # from 2024-02-29 761 (two years to 2026-02-28, 730 days, and 31).
        ("相差天数(月末(0), 入职日期)", [75, 74, 90, 761, "无值"]),
        ("相差天数(入职日期, 月末(0))", [-75, -74, -90, -761, "无值"]),
        # 01-15 → 03-31: 2 months and some; 12-31 → 03-31: 3; 2024-02-29 → 2026-03-31: 25.
        ("相差月数(月末(0), 入职日期)", [2, 2, 3, 25, "无值"]),
        ("相差月数(入职日期, 月末(0))", [-2, -2, -3, -25, "无值"]),
        # To 02-28: from the 15th one month and some; from 12-31 the month's end counts, 2; from 2024-02-29 again, 24.
        ("相差月数(月末(-1), 入职日期)", [1, 1, 2, 24, "无值"]),
        ("自然月数(入职日期, 月末(0))", [3, 3, 4, 26, "无值"]), ("自然月数(月末(0), 入职日期)", [0, 0, 0, 0, "无值"]),
        ("自然月数(月首(0), 月末(0))", [1, 1, 1, 1, 1]),
        ("首个考核月(入职日期, 15)", [date(2026, 1, 1), date(2026, 2, 1), date(2026, 1, 1), date(2024, 3, 1), None]),
        ("首个考核月(入职日期, 31)", [date(2026, 1, 1), date(2026, 1, 1), date(2025, 12, 1), date(2024, 2, 1), None]),
    ],
)  # fmt: skip
def test_days_of_persons(formula: str, expected: list[Any]) -> None:
    """A blank day stays blank when moved and has no parts and no distance; month ends count as full months."""
    assert both(formula, of(入职日期=ENTRY)) == expected


def test_a_month_is_full_only_on_its_day() -> None:
    """The 15th to the 14th is not a month, to the 15th it is; a day beyond the calendar is no value."""
    facts = of(前=[date(2026, 1, 15)] * 3, 后=[date(2026, 2, 14), date(2026, 2, 15), date(9999, 12, 31)])
    assert both("相差月数(后, 前)", facts)[:2] == [0, 1]
    assert both("加日(后, 1)", facts) == [date(2026, 2, 15), date(2026, 2, 16), "无值"]
    assert both("加月(后, 1)", facts) == [date(2026, 3, 14), date(2026, 3, 15), "无值"]


def banded(outside: Outside = "停算", edge: Edge = "左闭右开", name: str = "档") -> Bands:
    """[0, 100) 1, [100, 200) 2."""
    made = (Band(Fraction(0), Fraction(100), Fraction(1)), Band(Fraction(100), Fraction(200), Fraction(2)))
    return Bands(name, made, edge, "系数", "第一条", outside)


@pytest.mark.parametrize(
    ("outside", "formula", "expected"),
    [
        ("停算", "档值(档, 甲)", ["无值", 1, 2, "无值"]), ("按零", "档值(档, 甲)", [0, 1, 2, 0]),
        ("就近", "档值(档, 甲)", [1, 1, 2, 2]), ("停算", "档次(档, 甲)", ["无值", 1, 2, "无值"]),
        ("按零", "档次(档, 甲)", [0, 1, 2, 0]), ("就近", "档次(档, 甲)", [1, 1, 2, 2]),
        # 100 × 1 + 50 × 2 = 200; 250: up to 200 it is 300, with the last band going on 400.
        ("停算", "超额累进(档, 甲)", [0, 50, 200, "无值"]), ("按零", "超额累进(档, 甲)", [0, 50, 200, 300]),
        ("就近", "超额累进(档, 甲)", [0, 50, 200, 400]),
    ],
)  # fmt: skip
def test_a_figure_outside_every_band(outside: Outside, formula: str, expected: list[Any]) -> None:
    """停算 gives no value, 按零 nothing, 就近 what the nearest band gives; below the first band no slice has begun."""
    assert both(formula, of(甲=[-5, 50, 150, 250]), {"档": banded(outside)}) == expected


def test_bands_by_grade() -> None:
    """Each row is read in the bands of its own words; words without bands have no value."""
    sets = {("初级",): banded(), ("高级",): banded("按零", "左开右闭")}
    table = BandSets("级差档", ("级别",), sets, "系数", "第一条")
    facts = of(甲=[100, 100, 200, 200, 50], 级别=["初级", "高级", "初级", "高级", "特级"])
    assert both("档值(级差档, 甲, 级别)", facts, {"级差档": table}) == [2, 1, "无值", 2, "无值"]
    assert both("档次(级差档, 甲, 级别)", facts, {"级差档": table}) == [2, 1, "无值", 2, "无值"]
    assert both("超额累进(级差档, 甲, “高级”)", facts, {"级差档": table}) == [100, 100, 300, 300, 50]


def test_tables_of_words_and_entries_for_the_rest() -> None:
    """A table of the unit 文字 gives a word; ``otherwise`` serves whom the table does not list."""
    forms = Lookup("合同形式", ("级别",), {("见习",): "非全日制", ("高级",): "劳动合同"}, "文字", "第一条")
    base = Lookup("底薪表", ("级别",), {("高级",): Fraction(3000)}, "元", "第一条", Fraction(0))
    facts = of(级别=["见习", "高级", "特级"])
    assert both("查表(合同形式, 级别)", facts, {"合同形式": forms}) == ["非全日制", "劳动合同", "无值"]
    assert both("查表(合同形式, 级别) = “劳动合同”", facts, {"合同形式": forms}) == [False, True, "无值"]
    assert both("查表(底薪表, 级别)", facts, {"底薪表": base}) == [0, 3000, 0]


GRADES = ("见习", "初级", "中级", "高级")


def test_grades_in_their_order() -> None:
    """级别序 counts from 1; 级别移动 stops at either end; a word that is no grade and half a step have no value."""
    facts = of(级别=["见习", "中级", "特级", "高级"], 步=[-1, 1, 1, HALF])
    around = Around(grades=GRADES)
    assert both("级别序(级别)", facts, {}, around) == [1, 3, "无值", 4]
    assert both("级别移动(级别, 步)", facts) == ["见习", "高级", "无值", "无值"]
    assert both("级别移动(级别, -2)", facts) == ["见习", "见习", "无值", "初级"]
    assert both("级别移动(级别, 2)", facts) == ["中级", "高级", "无值", "高级"]
    assert both("级别序(级别) ≥ 级别序(“中级”)", facts) == [False, True, "无值", True]


ASSETS = {("初级",): Fraction(100), ("中级",): Fraction(300), ("高级",): Fraction(500)}
STANDARD = Lookup("资产标准", ("级别",), ASSETS, "元", "第一条")
CRITERIA = Around(grades=GRADES, criteria={
    "保持标准": parse(f"资产 ≥ 查表(资产标准, {STANDARD_GRADE}) 或 {STANDARD_GRADE} = “见习”"),
    "底线": parse("资产 ≥ 50"),
})  # fmt: skip


def test_criteria_for_a_grade_and_the_highest_met() -> None:
    """达标 tests the standard of the grade named, 最高达标 each from the highest down."""
    facts = of(级别=["高级", "中级", "初级", "初级"], 资产=[400, 300, 99, 1000])
    tables = {"资产标准": STANDARD}
    assert both("达标(保持标准, 级别)", facts, tables, CRITERIA) == [False, True, False, True]
    assert both("达标(保持标准, “初级”)", facts, tables) == [True, True, False, True]
    assert both("达标(底线)", facts, tables) == [True, True, True, True]
    # 见习 has no row in the table: asked first, the table leaves it without a value.
    assert both("最高达标(保持标准)", facts, tables) == ["中级", "中级", "无值", "高级"]


def test_no_grade_is_met() -> None:
    """An empty word, which 为空 finds."""
    around = Around(grades=GRADES, criteria={"标准": parse(f"资产 > 0 且 级别序({STANDARD_GRADE}) ≤ 2")})
    facts = of(资产=[0, 1])
    assert both("最高达标(标准)", facts, {}, around) == ["", "初级"]
    assert both("为空(最高达标(标准))", facts) == [True, False]


TEAM = {
    "工号": ["1", "2", "3", "4", "5"], "团队": ["一", "一", "二", "一", "二"], "级别": ["甲", "乙", "甲", "甲", "甲"],
    "数": [100, 200, 200, 100, 0], "在": [True, False, True, True, False],
}  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("组内合计(数)", [600] * 5), ("全体合计(数)", [600] * 5), ("组内合计(数, 团队)", [400, 400, 200, 400, 200]),
        ("组内合计(数, 团队, 级别)", [200, 200, 200, 200, 200]), ("组内其他人合计(数)", [500, 400, 400, 500, 600]),
        ("组内其他人合计(数, 团队)", [300, 200, 0, 300, 200]), ("团队其他人合计(数)", [300, 200, 0, 300, 200]),
        ("组内计数(在)", [3] * 5), ("组内计数(数 ≥ 100, 团队)", [3, 3, 1, 3, 1]),
        ("组内计数(是, 团队)", [3, 3, 2, 3, 2]),
        # 200, 200, 100, 100, 0
        ("组内名次(数, “并列占位”)", [3, 1, 1, 3, 5]), ("组内名次(数, “并列不占位”)", [2, 1, 1, 2, 3]),
        ("组内名次(数, “并列占位”, 团队)", [2, 1, 1, 2, 2]), ("组内名次(-数, “并列占位”, 团队)", [1, 3, 2, 1, 1]),
        ("组内并列数(数)", [2, 2, 2, 2, 1]), ("组内并列数(数, 团队)", [2, 1, 1, 2, 1]),
        ("数 ÷ 全体合计(数)", [Fraction(1, 6), Fraction(1, 3), Fraction(1, 3), Fraction(1, 6), 0]),
    ],
)  # fmt: skip
def test_groups_of_persons(formula: str, expected: list[Any]) -> None:
    """Sums, counts and ranks over those with the same words, or over everyone; ranks run from the largest."""
    assert both(formula, of(**TEAM)) == expected


def test_one_without_a_value_leaves_none_to_the_group() -> None:
    """100 ÷ 数 has no value for the fifth person, so none for his team, whichever function asks."""
    facts = of(**TEAM)
    for formula in ("组内合计(100 ÷ 数, 团队)", "组内名次(100 ÷ 数, “并列占位”, 团队)", "组内并列数(100 ÷ 数, 团队)"):
        assert [found == "无值" for found in both(formula, facts)] == [False, False, True, False, True]
    assert both("组内计数(100 ÷ 数 > 0.5, 团队)", facts) == [2, 2, "无值", 2, "无值"]
    # His own lack spoils the others of his team, not himself.
    assert both("组内其他人合计(100 ÷ 数, 团队)", facts) == [Fraction(3, 2), 2, "无值", Fraction(3, 2), HALF]


def test_a_person_whose_group_is_unknown_is_in_none() -> None:
    """Without a value of the grouping word there is no value, and the others are counted without him."""
    facts = of(**TEAM)
    facts.columns["团队"] = Cells(facts.columns["团队"], np.array([True, False, False, False, False]))
    assert both("组内合计(数, 团队)", facts) == ["无值", 300, 200, 300, 200]
    assert both("组内名次(数, “并列占位”, 团队)", facts) == ["无值", 1, 1, 2, 2]


def kept(**of_person: list[tuple[str, Any]]) -> Past:
    """What persons had, by the month it was kept for."""
    return Past({
        who.removeprefix("_"): tuple((Period.parse(month), _exact(found)) for month, found in months)
        for who, months in of_person.items()
    })  # fmt: skip


def _exact(found: Any) -> Any:
    return Fraction(found) if type(found) is int else found


def persons() -> Facts:
    """Three persons: one with January and February, one with January only, one new in March."""
    facts = of(
        工号=["1", "2", "3"], 佣金=[30, 30, 30], 达线=[True, True, False], 评级=["A", "B", "C"],
        入职日期=[date(2020, 5, 1), date(2026, 1, 20), date(2026, 3, 2)],
    )  # fmt: skip
    facts.around = Around(past={
        "佣金": kept(_1=[("2025-12", 5), ("2026-01", 10), ("2026-02", 20)], _2=[("2026-01", -4)]),
        "达线": kept(_1=[("2025-12", False), ("2026-01", True), ("2026-02", True)], _2=[("2026-01", True)]),
        "评级": kept(_1=[("2026-01", "D"), ("2026-02", "E")]),
    })  # fmt: skip
    return facts


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("上期(佣金, 0)", [20, -4, 0]), ("上期(佣金, 佣金 × 2)", [20, -4, 60]), ("上期(评级, “无”)", ["E", "无", "无"]),
        ("上期(达线, 否)", [True, True, False]), ("非 上期(达线, 是)", [False, False, False]),
        ("往期(佣金, 1, 0)", [20, -4, 0]), ("往期(佣金, 2, 0)", [10, 0, 0]), ("往期(佣金, 3, 0)", [5, 0, 0]),
        ("往期(佣金, 4, 0)", [0, 0, 0]), ("往期(评级, 2, “无”)", ["D", "无", "无"]),
        # From 1 January: 10 + 20 + 30, −4 + 30 (February missing), 30.
        ("累计(佣金, 年首(0), “缺期略去”)", [60, 26, 30]), ("累计(佣金, 年首(0), “缺期停算”)", [60, "无值", 30]),
        ("累计(佣金, 月首(-3), “缺期停算”)", [65, "无值", 30]),
        ("累计(佣金, 月首(-4), “缺期停算”)", ["无值", "无值", 30]),
        # The last day of January is not before the 31st.
        ("累计(佣金, 加日(月首(-1), -1), “缺期停算”)", [60, "无值", 30]),
        ("累计(佣金, 月首(-1), “缺期停算”)", [50, "无值", 30]),
        ("累计(佣金, 月首(0), “缺期停算”)", [30, 30, 30]), ("累计(佣金, 入职日期, “缺期略去”)", [65, 26, 30]),
        ("期均(佣金, 年首(0), “缺期略去”)", [20, 13, 30]), ("期均(佣金, 月首(0), “缺期停算”)", [30, 30, 30]),
        ("期大(佣金, 年首(0), “缺期略去”)", [30, 30, 30]), ("期小(佣金, 年首(0), “缺期略去”)", [10, -4, 30]),
        ("期大(佣金 , 年首(-1), “缺期停算”)", ["无值", "无值", 30]),
        ("期小(佣金, 月首(-1), “缺期停算”)", [20, "无值", 30]),
        ("期数(佣金, 年首(0), “缺期略去”)", [3, 2, 1]), ("期数(达线, 年首(-1), “缺期略去”)", [3, 2, 0]),
        ("期数(评级, 年首(0), “缺期略去”)", [3, 1, 1]), ("期数(达线, 年首(0), “缺期停算”)", [3, "无值", 0]),
        ("连续(达线, 1)", [True, True, False]), ("连续(达线, 2)", [True, True, False]),
        ("连续(达线, 3)", [True, False, False]),
        ("连续(达线, 4)", [False, False, False]), ("连续期数(达线)", [3, 2, 0]),
    ],
)  # fmt: skip
def test_earlier_periods(formula: str, expected: list[Any]) -> None:
    """What was kept, the last first; sums and the like over this period and those kept from a day on; rows of yes."""
    assert both(formula, persons()) == expected


def test_what_has_no_value_now_has_no_sum_but_has_a_past() -> None:
    """累计 needs this period, 上期 does not; a blank day from which to add leaves no value."""
    facts = persons()
    facts.columns["佣金"] = of(数=[1, None, 3]).columns["数"]
    facts.columns["起"] = np.array([None, "2026-01-01", "2026-01-01"], dtype="datetime64[D]")
    assert both("累计(佣金, 年首(0), “缺期略去”)", facts) == [31, "无值", 3]
    assert both("累计(佣金, 起, “缺期略去”)", facts) == ["无值", "无值", 3]
    assert both("上期(佣金, 0)", facts) == [20, -4, 0]
    assert both("上期(乙量, 7)", facts) == [7, 7, 7]


def test_a_row_takes_from_the_person_it_names() -> None:
    """Figures, words, days and yes/no of the person with that 工号; none where no one has it."""
    people = of(工号=["1", "2"], 佣金=[30, 40], 级别=["甲", "乙"], 入职日期=[None, date(2026, 1, 1)], 在=[True, False])
    orders = of(经办人=["2", "1", "", "9"])
    orders.around = Around(people=people)
    assert both("取自人员(佣金, 经办人) × 2", orders) == [80, 60, "无值", "无值"]
    assert both("取自人员(级别, 经办人)", orders) == ["乙", "甲", "无值", "无值"]
    assert both("取自人员(入职日期, 经办人)", orders) == [date(2026, 1, 1), None, "无值", "无值"]
    assert both("如果(为空(经办人), 否, 取自人员(在, 经办人))", orders) == [False, True, False, "无值"]


@pytest.mark.parametrize(
    ("formula", "row", "says"),
    [
        ("相差天数(月末(0), 入职日期)", 4, "日期没有填"), ("加日(加月(月末(0), 1200), 36600) > 月首(0)", 0, ""),
        ("级别序(“特级”)", 0, "“特级”不是级别（见习、初级、中级、高级）"),
        ("级别移动(“见习”, 0.5)", 0, "级别移动的级数0.5不是整数"),
        ("取自人员(佣金, “9”)", 0, "没有工号9的人员，取不到人员的佣金"),
        ("取自人员(佣金, 谁)", 0, "谁没有填，取不到人员的佣金"),
        ("累计(佣金, 年首(0), “缺期停算”)", 0, "2026-02没有“佣金”的记录"),
        ("档值(级差档, 1, “特级”)", 0, "表“级差档”没有“特级”的档位"),
        ("档次(级差档, 300, “初级”)", 0, "300不在表“级差档”的任何一档内"),
        ("超额累进(级差档, 300, “初级”)", 0, "300超出表“级差档”的最后一档"),
    ],
)  # fmt: skip
def test_why_there_is_no_value_is_said_in_words(formula: str, row: int, says: str) -> None:
    """The walk of the row names the table, the grade, the person or the month."""
    facts = of(工号=["1"] * 5, 谁=[""] * 5, 佣金=[1] * 5, 入职日期=ENTRY)
    facts.around = Around(grades=GRADES, people=of(工号=["1"], 佣金=[1]))
    tables = {"级差档": BandSets("级差档", ("级别",), {("初级",): banded(name="级差档")}, "系数", "第一条")}
    try:
        value(parse(formula), row_of(facts, row, tables))
        found = ""
    except NoValue as error:
        found = str(error)
    assert found == says


def test_the_later_and_the_sooner_of_days() -> None:
    """取大 and 取小 of days leave out the blank ones; where all are blank there is none."""
    facts = of(甲日=[date(2026, 1, 5), None, None], 乙日=[date(2026, 2, 1), date(2025, 1, 1), None])
    assert both("取大(甲日, 乙日)", facts) == [date(2026, 2, 1), date(2025, 1, 1), None]
    assert both("取小(甲日, 乙日)", facts) == [date(2026, 1, 5), date(2025, 1, 1), None]
    assert both("取小(甲日, 乙日, 月首(0))", facts) == [date(2026, 1, 5), date(2025, 1, 1), date(2026, 3, 1)]
    assert both("取大(甲日, 乙日) > 月首(-2)", facts) == [True, False, False]


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        # 100 ÷ 3 = 33.33⅓ each: one fen is left, equal remainders, so it goes to the smallest 工号 ("1").
        ("100", [1, 1, 1], ["33.33", "33.34", "33.33"]),
        # 100 × 1/7 = 14.28 rest .571…, × 2/7 = 28.57 rest .142…, × 4/7 = 57.14 rest .285…: the fen goes to the first.
        ("100", [1, 2, 4], ["14.29", "28.57", "57.14"]),
        # 0.05 over 1 : 1 : 2 is 1.25, 1.25 and 2.5 fen; the one fen left goes to the largest remainder.
        ("0.05", [1, 1, 2], ["0.01", "0.01", "0.03"]),
        ("100.005", [1, 0, 0], ["100.01", "0", "0"]), ("100", [0, 0, 0], ["0", "0", "0"]),
        ("100", [1, -1, 3], ["无值"] * 3), ("100", [1, None, 3], ["无值"] * 3),
        # Whole fen downwards: −33.34 each makes −100.02, two fen go back to the smallest numbers.
        ("-100", [1, 1, 1], ["-33.33", "-33.33", "-33.34"]),
    ],
)  # fmt: skip
def test_a_total_is_split_to_the_fen(total: str, weights: list[Any], expected: list[str]) -> None:
    """分摊: by weights, the rest to the largest remainders, of equal ones the smaller 工号 first."""
    facts = of(工号=["2", "1", "3"], 重=weights, 总=[Fraction(total)] * 3)
    wanted = [one if one == "无值" else Fraction(one) for one in expected]
    assert both("分摊(总, 重)", facts) == wanted
    if "无值" not in expected and any(weights):
        assert sum(wanted) == both("四舍五入(总, 2)", facts)[0]


def test_totals_that_differ_are_not_split() -> None:
    """There is one total for all; the walk says why there is none."""
    facts = of(工号=["1", "2"], 重=[1, 1], 总=[100, 200])
    assert both("分摊(总, 重)", facts) == ["无值", "无值"]
    with pytest.raises(NoValue, match="各人不是同一个数"):
        value(parse("分摊(总, 重)"), row_of(facts, 0, {}))


def test_months_in_which_a_quantity_is_not_due_are_not_missing() -> None:
    """Due each quarter: from July on September and December are kept, and no other month is owed; without September
    there is no value."""
    facts = of(工号=["1", "2"], 季奖=[30, 30], 入职日期=[date(2020, 1, 1)] * 2)
    whole = kept(_1=[("2025-09", 1), ("2025-12", 2)], _2=[("2025-12", 2)])
    facts.around = Around(past={"季奖": Past(whole.values, frozenset({3, 6, 9, 12}))})
    assert both("累计(季奖, 月首(-8), “缺期停算”)", facts) == [33, "无值"]
    assert both("期数(季奖, 月首(-8), “缺期停算”)", facts) == [3, "无值"]
    assert both("累计(季奖, 月首(-3), “缺期停算”)", facts) == [32, 32]
    facts.around = Around(past={"季奖": whole})
    assert both("累计(季奖, 月首(-3), “缺期停算”)", facts) == ["无值", "无值"]
