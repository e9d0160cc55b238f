"""Single items worked by hand: criteria, calendars, bounds, rounding, guard rails, tables, delivered facts."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from tests.scheme.by_month import Made, months
from tests.scheme.rule_sets import item

MARCH = "2026-03"
ONE = [{"工号": "1"}]
GIVEN = [{"name": "数", "unit": "元", "blank": "0", "source": "第三条"}]


def one_item(formula: str, figure: object = 0, **more: Any) -> Made:
    """A month of one person with one item over one delivered figure."""
    return months(item("甲", formula, **more), facts=GIVEN).run(MARCH, [{"工号": "1", "数": figure}])


@pytest.mark.parametrize("held", list(product((False, True), repeat=5)))
def test_a_tree_of_conditions(held: tuple[bool, ...]) -> None:
    """一 and (二 or 三) and at least two of 三, 四, 五, for each of the 32 ways the five may be."""
    names = ("一", "二", "三", "四", "五")
    ends = {name: {"name": f"条件{name}", "when": name} for name in names}
    again = {"name": "条件三再", "when": "三"}
    tree = {
        "all": [ends["一"], {"any": [ends["二"], ends["三"]]}, {"at_least": "2", "of": [again, ends["四"], ends["五"]]}]
    }
    branch = months(
        item("达", "达标(保持)", unit="是否"), criteria=[{"name": "保持", "tree": tree, "source": "第九条"}],
        facts=[{"name": name, "unit": "是否", "blank": "否", "source": "第九条"} for name in names],
    )  # fmt: skip
    made = branch.run(
        MARCH, [{"工号": "1", **{name: "是" if yes else "否" for name, yes in zip(names, held, strict=True)}}]
    )
    one, two, three, four, five = held
    assert made.each("达") == {"1": one and (two or three) and three + four + five >= 2}


def test_the_standard_of_each_grade() -> None:
    """业绩 of 100 for 初级, 200 for 中级, 300 for 高级, and 中级 also needs a certificate."""
    standards = {
        "标准表": {"unit": "元", "by": "级别", "rows": {"初级": "100", "中级": "200", "高级": "300"}, "source": "九"}
    }
    tree = {"all": [
        {"name": "业绩", "when": "业绩 ≥ 查表(标准表, 标准级别)"},
        {"any": [{"name": "证书", "when": "证书"}, {"name": "不需证书", "when": "标准级别 ≠ “中级”"}]},
    ]}  # fmt: skip
    branch = months(
        item("本级", "达标(保持, 级别)", unit="是否"), item("最高", "最高达标(保持)", unit="文字"),
        item("晋升", "级别移动(级别, 如果(级别序(最高) > 级别序(级别), 1, 0))", unit="文字", who="客户经理"),
        grades=["初级", "中级", "高级"], tables=standards,
        criteria=[{"name": "保持", "tree": tree, "source": "第九条"}],
        facts=[{"name": "业绩", "unit": "元", "source": "九"}, {"name": "证书", "unit": "是否", "blank": "否",
                                                            "source": "九"}],
    )  # fmt: skip
    made = branch.run(MARCH, [
        {"工号": "1", "级别": "初级", "业绩": 100}, {"工号": "2", "级别": "中级", "业绩": 200},
        {"工号": "3", "级别": "中级", "业绩": "299.99", "证书": "是"}, {"工号": "4", "级别": "初级", "业绩": 300},
    ])  # fmt: skip
    assert made.each("本级") == {"1": True, "2": False, "3": True, "4": True}
    assert made.each("最高") == {"1": "初级", "2": "初级", "3": "中级", "4": "高级"}
    assert made.each("晋升") == {"1": "初级", "2": "中级", "3": "中级", "4": "中级"}


@pytest.mark.parametrize(
    ("calendar", "due"),
    [("每月", range(1, 13)), ("每季", (3, 6, 9, 12)), ("每半年", (6, 12)), ("每年", (12,)), (["2", "11"], (2, 11))],
)
def test_an_item_is_worked_out_in_its_months_only(calendar: Any, due: Any) -> None:
    """In other months it is 0, no, no word — also below a lower guard rail, which nobody asks then."""
    branch = months(
        item("数额", "5", calendar=calendar, limits={"min": "1"}, round="分"),
        item("标记", "是", unit="是否", calendar=calendar), item("词", "“有”", unit="文字", calendar=calendar),
    )  # fmt: skip
    for month in range(1, 13):
        made = branch.run(f"2026-{month:02d}", ONE)
        assert made.findings == []
        expected = (5, True, "有") if month in due else (0, False, "")
        assert tuple(made.people["1"][name] for name in ("数额", "标记", "词")) == expected


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({"floor": "0"}, [0, 0, "0.01", 2500]),
        ({"cap": "2000"}, ["-0.01", 0, "0.01", 2000]),
        ({"floor": "0", "cap": "2000"}, [0, 0, "0.01", 2000]),
        ({"floor": "10", "cap": "数 + 5"}, ["4.99", 5, "5.01", 2500]),
        ({"floor": "0.004"}, [0, 0, "0.01", 2500]),  # bounded before it is rounded
        ({"cap": "1999.995"}, ["-0.01", 0, "0.01", 2000]),
    ],
)
def test_floor_and_cap_come_before_rounding(bounds: dict[str, str], expected: list[Any]) -> None:
    """−0.01, 0, 0.01 and 2500, bounded, then rounded to the fen; where both bounds apply the cap is last."""
    for figure, wanted in zip(("-0.01", "0", "0.01", "2500"), expected, strict=True):
        assert one_item("数", figure, round="分", **bounds).each("甲") == {"1": Fraction(wanted)}


@pytest.mark.parametrize(
    ("digits", "figure", "near", "down", "up"),
    [
        ("分", "1.005", "1.01", "1", "1.01"), ("分", "-1.005", "-1.01", "-1", "-1.01"), ("分", "1.004", "1", "1",
                                                                                       "1.01"),
        ("角", "1.05", "1.1", "1", "1.1"), ("角", "1.0499", "1", "1", "1.1"),
        ("元", "0.5", "1", "0", "1"), ("元", "-0.5", "-1", "0", "-1"), ("元", "7", "7", "7", "7"),
        ("百元", "50", "100", "0", "100"), ("百元", "149.99", "100", "100", "200"), ("百元", "-250", "-300", "-200",
                                                                                 "-300"),
        ("3", "0.0005", "0.001", "0", "0.001"), ("0", "2.5", "3", "2", "3"), ("-1", "25", "30", "20", "30"),
    ],
)  # fmt: skip
def test_rounding(digits: str, figure: str, near: str, down: str, up: str) -> None:
    """Ties at half go away from zero, below zero alike; 舍去 goes toward zero, 进位 away from it."""
    for mode, wanted in (("四舍五入", near), ("舍去", down), ("进位", up)):
        assert one_item("数", figure, round=digits, mode=mode).each("甲") == {"1": Fraction(wanted)}, mode


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ("-0.01", [("P02", "1 某人的“甲”为-0.01元：-0.01小于下限0（第四条）")]),
        ("0", []), ("50", []),
        ("50.01", [("P04", "1 某人的“甲”为50.01元：50.01大于须复核的50（第四条）")]),
        ("100", [("P04", "1 某人的“甲”为100.00元：100大于须复核的50（第四条）")]),
        ("100.01", [("P02", "1 某人的“甲”为100.01元：100.01大于上限100（第四条）")]),
    ],
)  # fmt: skip
def test_guard_rails_of_a_result(figure: str, told: list[tuple[str, str]]) -> None:
    """Below 0 and above 100 nothing is paid; above 50 it is, with a notice that a person looks again."""
    made = one_item("数", figure, round="分", limits={"min": "0", "max": "100", "review": "50"})
    assert made.told() == told
    assert made.outcome.stopped == any(code == "P02" for code, _ in told)
    assert [finding.expected for finding in made.findings if finding.code == "P02"] == ["不小于0，不大于100"] * (
        made.outcome.stopped
    )


def test_guard_rails_ask_only_those_the_item_is_for() -> None:
    """At least 1 for 客户经理; a part-timer has 0, and a score is told in its own unit."""
    branch = months(item("分数", "数 ÷ 100", unit="分", who="客户经理", limits={"min": "1"}), facts=GIVEN)
    people = [{"工号": "1", "数": 100}, {"工号": "2", "岗位": "兼职"}]
    assert branch.run(MARCH, people).told() == []
    assert branch.run(MARCH, [{"工号": "1", "数": 50}]).told() == [
        ("P02", "1 某人的“分数”为0.5分：0.5小于下限1（第四条）")
    ]


TABLES = {
    "合同": {"unit": "文字", "by": "级别", "rows": {"见习": "非全日制", "高级": "劳动合同"}, "otherwise": "派遣",
           "source": "五"},
    "级差": {"unit": "比例", "edge": "左闭右开", "by": "级别", "source": "第六条", "outside": "按零",
           "bands": {"见习": [["0", "1万", "20%"], ["1万", None, "25%"]], "高级": [["0", "2万", "30%"]]}},
    "就近": {"unit": "比例", "edge": "左开右闭", "bands": [["0", "10", "1%"], ["10", "20", "2%"]], "outside": "就近",
           "source": "第六条"},
    "停算": {"unit": "比例", "edge": "左开右闭", "bands": [["0", "10", "1%"], ["10", "20", "2%"]], "source": "第六条"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("grade", "word", "rate", "number", "slices"),
    [
        # 10000: 见习 is in its second band: 25%; slices 10000 × 20% = 2000.  高级: one band to 20000: 30%, 3000.
        ("见习", "非全日制", "25%", 2, 2000), ("高级", "劳动合同", "30%", 1, 3000),
    ],
)  # fmt: skip
def test_tables_of_words_and_bands_by_grade(grade: str, word: str, rate: str, number: int, slices: int) -> None:
    """The bands each grade has of its own, and a word out of a table."""
    branch = months(
        item("合同形式", "查表(合同, 级别)", unit="文字"), item("率", "档值(级差, 数, 级别)", unit="比例"),
        item("档", "档次(级差, 数, 级别)", unit=""), item("累进", "超额累进(级差, 数, 级别)", round="分"),
        tables=TABLES, facts=GIVEN,
    )  # fmt: skip
    made = branch.run(MARCH, [{"工号": "1", "级别": grade, "数": 10000}]).people["1"]
    rated = Fraction(rate[:-1]) / 100
    assert (made["合同形式"], made["率"], made["档"], made["累进"]) == (word, rated, number, slices)


@pytest.mark.parametrize(
    ("table", "figure", "expected"),
    [
        ("就近", "0", "0.01"), ("就近", "0.01", "0.01"), ("就近", "10", "0.01"), ("就近", "10.01", "0.02"),
        ("就近", "20", "0.02"), ("就近", "20.01", "0.02"), ("就近", "-5", "0.01"),
        ("停算", "0", None), ("停算", "20", "0.02"), ("停算", "20.01", None),
    ],
)  # fmt: skip
def test_outside_every_band(table: str, figure: str, expected: str | None) -> None:
    """The nearest band, or no value: then the month stops with the figure."""
    made = months(item("率", f"档值({table}, 数)", unit="比例"), tables=TABLES, facts=GIVEN).run(
        MARCH, [{"工号": "1", "数": figure}]
    )
    if expected is None:
        assert made.told() == [("P01", f"1 某人的“率”算不出：{figure}不在表“停算”的任何一档内（第四条）")]
    else:
        assert made.each("率") == {"1": Fraction(expected)}


def test_bands_by_a_word_they_do_not_know() -> None:
    """中级 has a word (otherwise) but no bands; 高级 above its last band has nothing, as the table says (按零)."""
    branch = months(item("率", "档值(级差, 数, 级别)", unit="比例"), tables=TABLES, facts=GIVEN)
    assert branch.run(MARCH, [{"工号": "1", "级别": "高级", "数": "2万"}]).each("率") == {"1": 0}
    assert [code for code, _ in branch.run(MARCH, [{"工号": "1", "级别": "中级", "数": 1}]).told()] == ["P01"]


FACTS = [
    {"name": "成本", "unit": "元", "blank": "5", "source": "三"},
    {"name": "证书", "unit": "是否", "blank": "否", "source": "三"},
    {"name": "证号", "unit": "文字", "blank": "无", "source": "三"},
    {"name": "离岗日", "unit": "日期", "blank": "", "source": "三"},
    {"name": "奖金池", "each": "营业部", "unit": "元", "source": "三"},
    {"name": "营销费", "each": "客户", "unit": "元", "blank": "0", "source": "三"},
    {"name": "兼职费", "unit": "元", "blank": "7", "who": "兼职", "source": "三"},
]  # fmt: skip


def test_delivered_facts() -> None:
    """What is delivered, what stands for what is not, and nothing for posts it is not asked of."""
    branch = months(
        item("总", "成本 + 奖金池 + 兼职费", round="分"),
        item("净额", "净佣金 - 营销费", each="客户", round="分"),
        item("在岗", "为空(离岗日) 或 离岗日 > 月末(0)", unit="是否"),
        facts=FACTS,
        credits=[{"name": "归属净额", "amount": "净额", "relation": "开发", "split": "最大余数到分", "source": "三"}],
        measures=[{"name": "归属净额", "over": "归属明细", "take": "合计(归属净额)", "unit": "元", "source": "三"}],
    )  # fmt: skip
    made = branch.run(
        MARCH, [{"工号": "1", "成本": 1, "证书": "是", "证号": "A7", "离岗日": "2026-03-31"},
                {"工号": "2", "岗位": "兼职"}],
        营业部={"奖金池": 100}, 客户业绩=[{"客户号": "C1", "净佣金": 50}, {"客户号": "C2", "净佣金": 8}],
        客户关系=[{"客户号": "C1", "工号": "1"}, {"客户号": "C2", "工号": "2"}],
        补充数据=[{"客户号": "C1", "项目": "营销费", "数值": "20.5"}],
    )  # fmt: skip
    assert made.told() == []
    one, two = made.people["1"], made.people["2"]
    assert (one["成本"], one["证书"], one["证号"], one["在岗"], one["兼职费"], one["总"]) == (
        1,
        True,
        "A7",
        False,
        0,
        101,
    )
    assert (two["成本"], two["证书"], two["证号"], two["在岗"], two["兼职费"], two["总"]) == (
        5,
        False,
        "无",
        True,
        7,
        112,
    )
    assert made.each("归属净额") == {"1": Fraction("29.5"), "2": 8}


def test_a_fact_that_must_be_there_and_is_not() -> None:
    """Without blank nothing stands for the 奖金池: whoever needs it has no value."""
    branch = months(item("份", "奖金池 ÷ 2", round="分"), facts=FACTS)
    assert branch.run(MARCH, ONE).told() == [("P01", "1 某人的“份”算不出：“奖金池”没有值（第四条）")]


def test_words_of_the_branch_and_parameters_in_every_scope() -> None:
    """地区类别 and a parameter in items of persons, customers and sales alike."""
    formula = "如果(地区类别 = “一类” 且 处理 = “按零”, 起点, 0)"
    branch = months(
        item("甲", formula, round="分"), item("乙", formula, each="客户", round="分"),
        item("丙", formula, each="产品销售", round="分"), branch={"地区类别": "一类"},
        parameters={"起点": {"value": "3.5", "unit": "元", "source": "二"},
                    "处理": {"value": "按零", "among": ["按零", "结转"], "source": "二"}},
    )  # fmt: skip
    made = branch.run(MARCH, ONE, 客户业绩=[{"客户号": "C1"}], 产品销售=[{"流水号": "S1", "工号": "1"}])
    tables = made.outcome.tables
    assert made.each("甲") == {"1": Fraction("3.5")}
    assert [str(tables[name][of].iloc[0]) for name, of in (("customer_items", "乙"), ("sale_items", "丙"))] == [
        "3.50"
    ] * 2


@pytest.mark.parametrize(("figure", "told"), [("1.25", False), ("1.255", True)])
def test_a_ledger_never_cuts_a_figure(figure: str, told: bool) -> None:
    """A score of two decimals is kept as it is; one of three stops the month and asks for a rounding."""
    ledger = {"name": "积分", "unit": "分", "post": [{"item": "得分"}], "source": "第四条"}
    branch = months(item("得分", "数", unit="分"), facts=GIVEN, ledgers=[ledger])
    made = branch.run(MARCH, [{"工号": "1", "数": figure}])
    assert [code for code, _ in made.told()] == (["P02"] if told else [])
    if told:
        assert "1.255要记入台账，多于两位小数；请给该项目写明取整 round" in made.told()[0][1]
        assert made.findings[0].expected == "至多两位小数"
    else:
        assert made.balances() == {("积分", "1"): Fraction(5, 4)}


def test_a_figure_beyond_all_money_stops_with_its_item() -> None:
    """A product nobody meant: the item and the person are named, nothing breaks."""
    branch = months(item("甲", "数 × 数", round="分"), item("乙", "甲 + 1", round="分"), facts=GIVEN)
    made = branch.run(MARCH, [{"工号": "1", "数": 100000000}])
    assert [code for code, _ in made.told()] == ["P01"]
    assert "“甲”算不出：算出的数达到一千万亿" in made.told()[0][1]


def test_a_ledger_that_falls_below_zero_is_told() -> None:
    """30 taken from nothing: paid, but somebody looks."""
    ledger = {"name": "押金", "post": [{"item": "取", "sign": "-"}], "source": "第四条"}
    branch = months(item("取", "数", round="分"), facts=GIVEN, ledgers=[ledger])
    assert branch.run(MARCH, [{"工号": "1", "数": 30}]).told() == [
        ("P05", "1的台账“押金”由0变为-30：减的比有的多")
    ]
