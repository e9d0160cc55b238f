"""``按性质合计``: written out over the items of the pay standard before anything else looks at a formula."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.scheme.expressions import parse, words
from pipeline.scheme.natures import with_sums
from pipeline.settings import compiled
from tests.scheme.by_month import months
from tests.scheme.rule_sets import item, problems, written

FINES = (
    item("迟到扣罚", "20", round="分", nature="罚款"),
    item("缺卡扣罚", "30", round="分", nature="罚款"),
    item("损坏赔偿", "7", round="分", nature="赔偿"),
    item("客户赔偿", "1", round="分", nature="赔偿", each="客户"),
)


def law(formula: str, **more: Any) -> Any:
    """A statute with one item."""
    return written(item("合计", formula, round="分"), **more)


@pytest.mark.parametrize(
    ("formula", "out"),
    [
        ("按性质合计(\"罚款\")", "迟到扣罚 + 缺卡扣罚"),
        ("按性质合计(\"赔偿\")", "损坏赔偿"),  # the customers' item of this nature is not a person's
        ("按性质合计(\"加班\")", "0"),
        ("按性质合计(\"赔偿\", \"罚款\")", "迟到扣罚 + 缺卡扣罚 + 损坏赔偿"),
        ("100 - 按性质合计(\"罚款\") × 2", "100 - (迟到扣罚 + 缺卡扣罚) × 2"),
        ("如果(按性质合计(\"罚款\") > 20, 取大(1, 按性质合计(\"赔偿\")), 0)",
         "如果(迟到扣罚 + 缺卡扣罚 > 20, 取大(1, 损坏赔偿), 0)"),
    ],
)  # fmt: skip
def test_a_sum_is_written_out(formula: str, out: str) -> None:
    """The items of persons of these natures in the order written; 0 where there is none."""
    made = with_sums(law(formula), written(*FINES)).items[0].formula
    assert made is not None
    assert words(made) == words(parse(out))


def test_every_formula_of_a_rule_set_is_written_out() -> None:
    """Bounds, cases, criteria, remarks and guards as well as formulas."""
    asked = "按性质合计(\"赔偿\")"
    text = written(
        item("甲", floor=asked, cap=asked, cases=[{"who": "兼职", "formula": asked}]),
        criteria=[{"name": "树", "source": "一", "tree": {"all": [{"name": "叶", "when": f"{asked} > 0"}]}}],
        remarks=[{"when": f"{asked} > 0", "text": "有"}],
        guards=[{"name": "底线", "when": f"{asked} > 0", "text": "有", "advice": "看", "source": "一"}],
        measures=[{"name": "量", "over": "考勤", "where": f"{asked} > 0", "take": "计数()", "source": "一"}],
    )
    found = repr(with_sums(text, written(*FINES)))
    assert asked[:5] in repr(text)
    assert "按性质合计" not in found


def test_a_rule_set_without_a_sum_is_itself() -> None:
    """Nothing is copied where nothing is asked."""
    scheme = written(*FINES)
    assert with_sums(scheme, scheme) is scheme


@pytest.mark.parametrize("formula", ["按性质合计(罚款)", "按性质合计()", "按性质合计(\"罚款\", 甲)"])
def test_a_nature_is_a_word_in_quotes(formula: str) -> None:
    """Anything else is refused with an example."""
    words = "项目“甲”：函数“按性质合计”里应写带引号的词，如 按性质合计(“罚款”)"
    assert (("items", 0, "formula"), words) in problems(item("甲", formula))


def test_the_units_of_the_items_must_fit() -> None:
    """A coefficient of the same nature makes no sum; the line is that of the formula that asks."""
    scheme = written(item("扣罚", "20", round="分", nature="罚款"), item("系数", "0.5", unit="系数", nature="罚款"))
    _, of_scheme, of_law = compiled(scheme, law("按性质合计(\"罚款\")"), {})
    assert of_scheme == []
    assert of_law == [
        (("items", 0, "formula"), "项目“合计”：“扣罚”是元，“系数”是比例或系数，不能相加"),
    ]


def test_a_pay_standard_may_ask_for_its_own() -> None:
    """20 + 30 of fines come off 1,000."""
    made = months(*FINES[:3], item("应发", "1000 - 按性质合计(\"罚款\")", round="分")).run(
        "2026-01", [{"工号": "1", "岗位": "客户经理"}]
    )
    assert made.each("应发") == {"1": 950}


def test_a_sum_that_needs_itself_is_a_ring() -> None:
    """An item of the nature it adds up is refused like every ring."""
    _, found, _ = compiled(written(item("甲", "按性质合计(\"罚款\")", nature="罚款")), None, {})
    assert [words.partition("；")[0] for _, words in found] == ["项目互相引用成环：甲 → 甲"]
