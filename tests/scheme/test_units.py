"""Kinds and units: what a formula yields, and which mixtures are refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pipeline.scheme.expressions import parse
from pipeline.scheme.formula_check import formula_problems
from pipeline.scheme.tables import Band, Bands, Lookup
from pipeline.scheme.units import ANY, DAY, FLAG, WORDS, Units, column_unit
from schemas.columns import BY_NAME

KNOWN = {
    "佣金": "元", "底薪": "元/月", "系数": "系数", "比率": "比例", "次数": "次", "日数": "天", "得分": "分",
    "级别": WORDS, "岗位": WORDS, "入职日期": DAY, "离职日期": DAY, "在职": FLAG, "新人": FLAG,
}  # fmt: skip
TABLES = {
    "底薪表": Lookup("底薪表", ("级别",), {}, "元/月", "第五条"),
    "双表": Lookup("双表", ("级别", "岗位"), {}, "元", "第五条"),
    "提成档": Bands("提成档", (Band(None, None, Fraction(1, 4)),), "左闭右开", "比例", "第六条"),
    "定额档": Bands("定额档", (Band(None, None, Fraction(100)),), "左闭右开", "元", "第六条"),
    "坏表": None,
}


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("佣金 + 底薪", "元"), ("佣金 - 100", "元"), ("100 - 佣金", "元"), ("-佣金", "元"), ("3万", ANY),
        ("佣金 × 6.72%", "元"), ("6% × 佣金", ANY), ("佣金 × 系数 × 比率", "元"), ("系数 × 佣金", "元"),
        ("佣金 ÷ 12", "元"), ("佣金 ÷ 系数", "元"), ("佣金 ÷ 佣金", ANY), ("得分 ÷ 次数 × 60%", ANY),
        ("20 × 次数 + 佣金", "元"), ("底薪 ÷ 21.75 × 日数 + 佣金", "元"), ("1 - 比率", "比例"), ("系数 + 比率", "比例"),
        ("取大(0, 佣金, 底薪)", "元"), ("绝对值(佣金)", "元"), ("四舍五入(佣金, 2)", "元"), ("向下取整(次数)", "次"),
        ("团队其他人合计(佣金)", "元"), ("如果(在职, 佣金, 0)", "元"), ("如果(在职, 级别, “甲”)", WORDS),
        ("超额累进(提成档, 佣金)", "元"), ("超额累进(定额档, 佣金)", ANY), ("档值(提成档, 次数)", "比例"),
        ("查表(底薪表, 级别) + 佣金", "元"), ("查表(双表, 级别, 岗位)", "元"), ("查表(坏表, 级别) + 佣金", None),
        ("佣金 > 100 且 非 在职", FLAG), ("级别 = “甲”", FLAG), ("离职日期 ≥ 月首(-1)", FLAG), ("为空(离职日期)", FLAG),
        ("属于(级别, “甲”, “乙”)", FLAG), ("比率 > 系数", FLAG), ("月末(0)", DAY), ("1 ≤ 次数 < 3", FLAG),
    ],
)  # fmt: skip
def test_what_a_formula_yields(formula: str, unit: str | None) -> None:
    """元 stays 元 under + − and rates; products of units are free; conditions, words and days are known apart."""
    units = Units(KNOWN, TABLES)
    assert units.of(parse(formula)) == unit
    assert units.problems == []


@pytest.mark.parametrize(
    ("formula", "problems"),
    [
        ("佣金 + 比率", ["“佣金”是元，“比率”是比例或系数，不能相加"]),
        ("佣金 - 系数", ["“佣金”是元，“系数”是比例或系数，不能相减"]),
        ("1 + 佣金 + 次数", ["“1 + 佣金”是元，“次数”是次，不能相加"]),
        ("佣金 > 日数", ["“佣金”是元，“日数”是天，不能比较"]),
        ("取大(0, 佣金, 次数)", ["“佣金”是元，“次数”是次，不能比较大小"]),
        ("如果(在职, 佣金, 系数)", ["“佣金”是元，“系数”是比例或系数，不能作同一个“如果”的两项"]),
        ("如果(在职, 0, 级别)", ["“0”是数，“级别”是文字，不能作同一个“如果”的两项"]),
        ("如果(佣金, 1, 2)", ["“佣金”应为条件（是或否），实为元"]),
        ("级别 × 2", ["“级别”应为数，实为文字"]),
        ("入职日期 + 30", ["“入职日期”应为数，实为日期"]),
        ("佣金 且 在职", ["“佣金”应为条件（是或否），实为元"]),
        ("非 级别", ["“级别”应为条件（是或否），实为文字"]),
        ("级别 > “甲”", ["“级别”是文字，只能用 = 或 ≠ 比较"]),
        ("级别 = 1", ["“级别”是文字，“1”是数，不能比较"]),
        ("入职日期 = “2026-01-01”", ["“入职日期”是日期，““2026-01-01””是文字，不能比较"]),
        ("在职 = “是”", ["“在职”本身就是是或否，直接写它或 非 它，不用比较"]),
        ("(佣金 > 1) = 新人", ["“佣金 > 1”本身就是是或否，直接写它或 非 它，不用比较"]),
        ("为空(佣金)", ["“佣金”应为文字、日期，实为元"]),
        ("属于(级别, 1)", ["“1”应为文字，实为数"]),
        ("查表(底薪表, 次数)", ["“次数”应为文字，实为次"]),
        ("档值(提成档, 级别)", ["“级别”应为数，实为文字"]),
        ("取大(佣金 = 1, 2)", ["“佣金 = 1”应为数，实为条件（是或否）"]),
        ("佣金 + 次数 > 级别 × 2", ["“佣金”是元，“次数”是次，不能相加", "“级别”应为数，实为文字"]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named_with_both_sides(formula: str, problems: list[str]) -> None:
    """Each mixture is one sentence that quotes both parts of the formula and what they are."""
    units = Units(KNOWN, TABLES)
    units.of(parse(formula))
    assert units.problems == problems


@pytest.mark.parametrize(
    ("formula", "kind", "problems"),
    [
        ("级别", "", ["“级别”应为数，实为文字"]),
        ("佣金 > 1", "", ["“佣金 > 1”应为数，实为条件（是或否）"]),
        ("佣金", FLAG, ["“佣金”应为条件（是或否），实为元"]),
        ("拥金 + 级别", "", ["没有“拥金”这个量；最接近的是“佣金”"]),
        ("取大数(1, 2)", "", ["没有“取大数”这个函数；最接近的是“取大”"]),
        ("合计(佣金)", "", ["没有“合计”这个函数；最接近的是“团队其他人合计”"]),
        ("取大(1)", "", ["函数“取大”应有2至9项，写了1项"]),
        ("绝对值()", "", ["函数“绝对值”应有1项，写了0项"]),
        ("如果(在职, 1)", "", ["函数“如果”应有3项，写了2项"]),
        ("查表(底薪, 级别)", "", ["没有“底薪”这张表；最接近的是“底薪表”"]),
        ("查表(1, 级别)", "", ["没有“”这张表"]),
        ("查表(提成档, 级别)", "", ["表“提成档”是档位，应用 超额累进(…) 或 档值(…)"]),
        ("档值(底薪表, 佣金)", "", ["表“底薪表”是查表，应用 查表(…)"]),
        ("查表(双表, 级别)", "", ["表“双表”按级别、岗位查，应给2项，写了1项"]),
        ("月首(0.5) < 入职日期", FLAG, ["函数“月首”的月数应是整数，如 0 或 -2"]),
        ("月末(次数) < 入职日期", FLAG, ["函数“月末”的月数应是整数，如 0 或 -2"]),
        ("月末(99999) < 入职日期", FLAG, ["函数“月末”的月数应是整数，如 0 或 -2"]),
        ("四舍五入(佣金, 次数)", "", ["函数“四舍五入”的位数应是整数，如 2 或 0"]),
        ("四舍五入(佣金, 9)", "", ["函数“四舍五入”的位数应是整数，如 2 或 0"]),
        ("甲 + 乙", "", ["没有“甲”这个量", "没有“乙”这个量"]),
        ("四舍五入(佣金, -2)", "", []),
    ],
)  # fmt: skip
def test_words_are_checked_before_units(formula: str, kind: str, problems: list[str]) -> None:
    """Unknown names, functions and tables come with the nearest known one; units are asked only when all is known."""
    assert formula_problems(parse(formula), KNOWN, TABLES, kind) == problems


@pytest.mark.parametrize(
    ("name", "unit"),
    [("net_commission", "元"), ("share", "比例"), ("hired_on", DAY), ("low_income", FLAG), ("post", WORDS),
     ("employee_id", WORDS), ("bank_account", WORDS), ("note", WORDS), ("times_late", "次")],
)  # fmt: skip
def test_columns_say_their_own_unit_or_kind(name: str, unit: str) -> None:
    """What a column is follows from the catalogue; account numbers are words, not figures."""
    assert column_unit(BY_NAME[name]) == unit
