"""Making items: in the order they need each other, rounded once where they say so, failing at the root only."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from typing import Any

import numpy as np
import pytest

from pipeline.money import Figures
from pipeline.period import Period
from pipeline.scheme.compile import Rules
from pipeline.scheme.facts import Facts
from pipeline.scheme.run import Failure, surround
from pipeline.scheme.run import make_items as make
from tests.scheme.rule_sets import item, rules

GROUPS = {"雇员": ["客户经理", "团队负责人"]}


def make_items(rules: Rules, each: str, facts: Facts) -> list[Failure]:
    """The items of one scope made where formulas know the grades and criteria of the rule set."""
    return make(rules, rules.items[each], surround(rules, facts))


def people(*posts: str, **more: list[Any]) -> Facts:
    """Facts of persons of these posts, one team, with figures or words beside."""
    facts = Facts(Period(2026, 1), len(posts))
    facts.columns["岗位"] = np.array(posts, dtype=object)
    facts.columns["团队"] = np.array(["一队"] * len(posts), dtype=object)
    for name, cells in more.items():
        column = np.array(cells, dtype=object)
        facts.columns[name] = column if isinstance(cells[0], str) else Figures(column)
    return facts


def made(facts: Facts, name: str) -> list[Any]:
    """An item in every row; None where it has no value."""
    return [facts.value(name, row) for row in range(facts.rows)]


ITEMS = (item("丙", "甲 + 乙", unit=""), item("甲", "日数 × 2", unit=""), item("乙", "甲 × 甲 - 1", unit=""))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_written_does_not_matter(order: tuple[int, ...]) -> None:
    """Every item is made after those it names: with 日数 3, 甲 = 6, 乙 = 35, 丙 = 41, in whatever order written."""
    shuffled = [ITEMS[index] for index in order]
    facts = people("兼职", 日数=[3])
    assert make_items(rules(*shuffled), "人员", facts) == []
    assert [made(facts, name)[0] for name in "甲乙丙"] == [6, 35, 41]


def test_each_item_is_rounded_once_when_it_is_made() -> None:
    """1/3 of a yuan in fen is 0.33; three of them are 0.99, while an item that is not rounded stays a third."""
    rounded = rules(item("一份", "日数 ÷ 3", round="分"), item("三份", "一份 × 3", round="分"))
    exact = rules(item("一份", "日数 ÷ 3"), item("三份", "一份 × 3", round="分"))
    first, second = people("兼职", 日数=[1]), people("兼职", 日数=[1])
    make_items(rounded, "人员", first)
    make_items(exact, "人员", second)
    assert (made(first, "一份"), made(first, "三份")) == ([Fraction(33, 100)], [Fraction(99, 100)])
    assert (made(second, "一份"), made(second, "三份")) == ([Fraction(1, 3)], [1])


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("四舍五入", [Fraction(-1, 100), 0, Fraction(1, 100)]), ("舍去", [0, 0, 0]),
     ("进位", [Fraction(-1, 100), 0, Fraction(1, 100)])],
)  # fmt: skip
def test_half_a_fen_below_at_and_above_zero(mode: str, expected: list[Any]) -> None:
    """−0.005, 0 and 0.005 yuan under each rounding a scheme may state."""
    facts = people("兼职", "兼职", "兼职", 日数=[-1, 0, 1])
    make_items(rules(item("半分", "日数 ÷ 200", round="分", mode=mode)), "人员", facts)
    assert made(facts, "半分") == expected


def test_an_item_not_for_a_post_is_zero_there() -> None:
    """An item for 雇员 is 0 for others; cases pay each post by its own formula and the rest nothing."""
    standard = rules(
        item("底薪", "3000", who="雇员"),
        item("提成", cases=[{"who": "雇员", "formula": "日数"}, {"who": "证券经纪人", "formula": "日数 × 2"}]),
        groups=GROUPS,
    )
    facts = people("团队负责人", "证券经纪人", "兼职", 日数=[5, 6, 7])
    assert make_items(standard, "人员", facts) == []
    assert (made(facts, "底薪"), made(facts, "提成")) == ([3000, 0, 0], [5, 12, 0])


def test_a_failure_matters_only_where_the_item_applies() -> None:
    """A grade missing in the table stops the employee it is for, not the part-timer who has none."""
    pay = {"底薪表": {"unit": "元", "by": "级别", "rows": {"初级": "3000"}, "source": "第五条"}}
    facts = people("客户经理", "兼职", "客户经理", 级别=["初级", "", "特级"])
    standard = rules(item("底薪", "查表(底薪表, 级别)", who="雇员"), tables=pay, groups=GROUPS)
    failures = make_items(standard, "人员", facts)
    assert [(failure.item.name, failure.row, failure.reason) for failure in failures] == [
        ("底薪", 2, "表“底薪表”没有“特级”这一行")
    ]
    assert made(facts, "底薪") == [3000, 0, None]


def test_only_the_root_of_a_failure_is_reported() -> None:
    """得分 without 次数 fails; what builds on it stays without value and is not reported again."""
    standard = rules(
        item("均分", "日数 ÷ (日数 - 1)", unit=""),
        item("系数", "均分 × 2", unit=""),
        item("薪酬", "取大(0, 系数)", unit=""),
    )
    facts = people("兼职", "兼职", 日数=[1, 3])
    failures = make_items(standard, "人员", facts)
    assert [(failure.item.name, failure.row, failure.reason) for failure in failures] == [("均分", 0, "除数为0")]
    assert (made(facts, "薪酬"), made(facts, "系数")) == ([None, 3], [None, 3])


def test_an_item_with_a_reason_of_its_own_is_reported_beside_the_other() -> None:
    """乙 fails by itself in the branch it takes, though it also names 甲, which fails too: both are told at once."""
    facts = people("兼职", 日数=[1])
    standard = rules(item("甲", "1 ÷ (日数 - 1)", unit=""), item("乙", "如果(日数 = 1, 日数 ÷ 0, 甲)", unit=""))
    assert [failure.item.name for failure in make_items(standard, "人员", facts)] == ["甲", "乙"]


def test_each_row_fails_for_its_own_reason() -> None:
    """Two rows of one item may fail for two reasons; each is told its own."""
    table = {"表": {"unit": "", "edge": "左闭右开", "bands": [["0", "10", "1"]], "source": "第六条"}}
    facts = people("兼职", "兼职", "兼职", "兼职", 日数=[0, 4, 20, 10])
    standard = rules(item("甲", "档值(表, 20 ÷ 日数) + 档值(表, 日数)", unit=""), tables=table)
    failures = make_items(standard, "人员", facts)
    assert [(failure.row, failure.reason) for failure in failures] == [
        (0, "除数为0"), (2, "20不在表“表”的任何一档内"), (3, "10不在表“表”的任何一档内"),
    ]  # fmt: skip


def test_a_leader_is_not_blamed_for_the_team() -> None:
    """A member without value leaves the leader's allowance without value; only the member's item is reported."""
    standard = rules(
        item("基数", "100 ÷ 日数", unit="元"), item("津贴", "团队其他人合计(基数) × 3%", who="团队负责人"),
    )  # fmt: skip
    facts = people("团队负责人", "兼职", "兼职", 日数=[1, 0, 2])
    failures = make_items(standard, "人员", facts)
    assert [(failure.item.name, failure.row) for failure in failures] == [("基数", 1)]
    assert made(facts, "津贴") == [None, 0, 0]


def test_a_leader_s_own_failure_does_not_touch_the_sum_of_the_others() -> None:
    """团队其他人合计 asks the others only."""
    facts = people("团队负责人", "兼职", 日数=[0, 2])
    make_items(rules(item("基数", "100 ÷ 日数"), item("津贴", "团队其他人合计(基数)", who="团队负责人")), "人员", facts)
    assert (made(facts, "基数"), made(facts, "津贴")) == ([None, 50], [50, 0])


def test_what_may_not_be_negative_is_reported_where_it_is() -> None:
    """−0.01, 0 and 0.01 yuan: the first is reported with the scheme's words, and keeps its value."""
    facts = people("兼职", "兼职", "兼职", 日数=[-1, 0, 1])
    standard = rules(item("实发", "日数 ÷ 100", round="分", not_negative="实发为负"), item("合计", "实发 + 1"))
    failures = make_items(standard, "人员", facts)
    assert [(failure.item.name, failure.row, failure.reason) for failure in failures] == [("实发", 0, "实发为负")]
    assert made(facts, "实发") == [Fraction(-1, 100), 0, Fraction(1, 100)]


def test_scopes_are_made_apart() -> None:
    """Items of customers, of sales and of persons are made from their own quantities."""
    standard = rules(
        item("奖励", "如果(客户状态 = “正常”, 100, 0)", each="客户"), item("费用", "认购金额 × 1%", each="产品销售"),
        item("薪酬", "日数"),
    )  # fmt: skip
    customers = Facts(Period(2026, 1), 2)
    customers.columns["客户状态"] = np.array(["正常", "销户"], dtype=object)
    assert make_items(standard, "客户", customers) == []
    assert made(customers, "奖励") == [100, 0]
    assert set(customers.columns) == {"客户状态", "奖励"}


def test_a_customer_s_failure_has_its_reason_without_posts() -> None:
    """Customers have no post; a failure there is explained all the same."""
    customers = Facts(Period(2026, 1), 1)
    customers.columns["净佣金"] = Figures(np.array([0], dtype=object))
    failures = make_items(rules(item("奖励", "100 ÷ 净佣金", each="客户")), "客户", customers)
    assert [failure.reason for failure in failures] == ["除数为0"]


@pytest.mark.parametrize("each", ["人员", "客户", "产品销售"])
def test_no_rows_make_no_trouble(each: str) -> None:
    """A month without persons, customers or sales makes empty columns and no failures."""
    table = {"表": {"unit": "元", "by": "产品类型", "rows": {"股票型": "1"}, "source": "第七条"}}
    standard = rules(
        item("人", "团队其他人合计(日数) ÷ 日数", unit="", round="分"),
        item("客", "净佣金 ÷ 3", each="客户", round="分"),
        item("销", "查表(表, 产品类型) ÷ 认购金额", each="产品销售", unit="", round="分"), tables=table,
    )  # fmt: skip
    facts, nothing = Facts(Period(2026, 1), 0), np.array([], dtype=object)
    facts.columns |= dict.fromkeys(("日数", "净佣金", "认购金额"), Figures(nothing))
    facts.columns |= dict.fromkeys(("岗位", "团队", "产品类型"), nothing)
    assert make_items(standard, each, facts) == []


def test_a_measure_whose_lines_ask_for_a_delivered_fact_of_persons_comes_late() -> None:
    """The facts of persons are not there yet when the first measures are taken."""
    made = rules(
        item("额", "单和"),
        facts=[{"name": "基数", "unit": "元", "blank": "0", "source": "一"}],
        records=[{"name": "订单", "columns": {"单号": "文字", "经办人": "工号", "金额": "元"}, "key": ["单号"],
                  "source": "一"}],
        measures=[
            {"name": name, "over": "订单", "person": "经办人", "take": f"合计({take})", "unit": "元", "source": "一"}
            for name, take in (("单和", "金额 × 取自人员(基数, 经办人)"), ("早和", "金额"))
        ],
    )  # fmt: skip
    assert [measure.name for measure in made.first_measures()] == ["早和"]
    assert [step.name for step in made.late] == ["单和", "额"]
