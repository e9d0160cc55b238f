"""Words no quantity can be and names no formula can write are refused: a slip of the pen must not pay 0."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.scheme.expressions import FormulaError, number
from tests.scheme.rule_sets import item, problems, rules

CHOICE = {"法": {"value": "甲", "among": ["甲", "乙"], "source": "第一条"}}


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("如果(岗位 = “客户经里”, 1, 0)",
         "“岗位”没有“客户经里”这个词，只有客户经理、团队负责人、证券经纪人、兼职；最接近的是“客户经理”"),
        ("如果(“中极” ≠ 级别, 1, 0)", "“级别”没有“中极”这个词，只有初级、中级；最接近的是“中级”"),
        ("如果(属于(级别, “初级”, “高级”), 1, 0)", "“级别”没有“高级”这个词，只有初级、中级；最接近的是“初级”"),
        ("如果(法 = “丙”, 1, 0)", "“法”没有“丙”这个词，只有甲、乙"),
    ],
)  # fmt: skip
def test_a_word_the_quantity_can_never_be(formula: str, words: str) -> None:
    """The message lists the words there are and offers the nearest."""
    found = problems(item("项", formula), grades=["初级", "中级"], parameters=CHOICE)
    assert found == [(("items", 0), f"项目“项”：{words}")]


def test_words_that_are_there_and_lists_that_are_open() -> None:
    """A grade of the list, a blank word, a team: nothing is said."""
    rules(
        item("项", "如果(级别 = “初级” 或 级别 = “” 或 团队 = “任意” 或 法 = “乙”, 1, 0)"),
        grades=["初级", "中级"], parameters=CHOICE,
    )  # fmt: skip


def test_a_row_that_can_never_be_looked_up() -> None:
    """出级 is no grade: its row would never pay."""
    table = {"unit": "元", "by": "级别", "rows": {"出级": "3000", "中级": "4000"}, "otherwise": "1", "source": "五"}
    found = problems(item("项", "查表(底, 级别)"), grades=["初级", "中级"], tables={"底": table})
    assert found == [
        (("tables", "底"), "表“底”：“级别”没有“出级”这个词，只有初级、中级；最接近的是“初级”")
    ]


@pytest.mark.parametrize("name", ["123", "且", "是", "返 一", "返+一", "=A1", "长" * 41])
def test_a_name_a_formula_would_read_as_something_else(name: str) -> None:
    """Refused where it is written, not where it is used."""
    assert [path for path, words in problems(item(name, "1")) if "名字" in words] == [("items", 0)]


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ({"客户经理": ["团队负责人"]}, "“客户经理”本身是岗位，不能再用作几个岗位的合称，请改名"),
        ({"雇员": []}, "“雇员”没有列出任何岗位"),
    ],
)
def test_a_group_that_hides_a_post_or_means_nobody(groups: dict[str, list[str]], words: str) -> None:
    """客户经理 stays 客户经理; a group without posts would pay nobody."""
    assert [told for _, told in problems(item("项", "1"), groups=groups)] == [words]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"formula": "5%"}, "：“5%”得出的是比例，单位写的却是元；请改公式或单位"),
        ({"formula": "1", "floor": "10", "cap": "5"}, "的 floor（10）大于 cap（5）"),
    ],
)
def test_a_figure_that_cannot_be_meant(more: dict[str, Any], words: str) -> None:
    """A ratio as yuan, a floor above its cap."""
    assert [told for _, told in problems(item("项", **more))] == [f"项目“项”{words}"]


@pytest.mark.parametrize(
    ("written", "words"),
    [("1000000000000000", "“1000000000000000”太大：一个数应小于一千万亿"), ("1" * 5000, "太长：一个数至多40位")],
)
def test_a_number_beyond_all_money(written: str, words: str) -> None:
    """Refused when it is read, in words."""
    with pytest.raises(FormulaError, match=words):
        number(written)


def test_an_origin_in_the_future() -> None:
    """12 instead of −12 would be 0 for ever."""
    ledger = {"name": "风险金", "by": "人员与来源期间", "source": "第十三条"}
    measure = {"name": "到期", "ledger": "风险金", "origin": 12, "take": "余额()", "unit": "元", "source": "第十三条"}
    found = problems(item("项", "到期"), ledgers=[ledger], measures=[measure])
    assert [told for _, told in found] == ["计量“到期”的 origin 是距本月的月数，以前的月份写负数，如 -12，写的是12"]
