"""Each line says in plain words how this person's figure came about; what cannot be told is not made up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pipeline.payout.payslips.lines import TOLD
from pipeline.settings import Standard
from tests.payout.payslip_made import earner, reasons, slip, small
from tests.scheme.rule_sets import item, rules

BANDS = [[0, 10000, "25%"], [10000, None, "30%"]]
TABLES: dict[str, Any] = {
    "提成档": {"unit": "比例", "edge": "左闭右开", "bands": BANDS, "source": "第六条"},
    "系数表": {"unit": "系数", "edge": "左闭右开", "bands": [[0, 80, 0.8], [80, None, 1]], "source": "第十条"},
    "级别系数": {"unit": "系数", "by": "级别", "rows": {"中级": 1.1}, "source": "第六条"},
}
TOTAL = item("应发合计", "底薪 + 甲", round="分")


def reason(formula: str, made: str, **given: Any) -> str:
    """What is said of an item 甲 of this formula that came to this figure."""
    more = {name: given.pop(name) for name in ("unit", "floor", "cap", "round", "zero", "mode") if name in given}
    paid = str(Decimal(given.get("底薪", "0")) + Decimal(made))
    items = (item("甲", formula, **{"round": "分", **more}), TOTAL)
    return reasons(slip(small(*items, tables=TABLES, people=[earner(**given, 甲=made, 应发合计=paid)])))["甲"]


@pytest.mark.parametrize(
    ("formula", "made", "given", "said"),
    [
        ("超额累进(提成档, 取大(提成, 0)) × 查表(级别系数, 级别)", "5679.22", {"提成": "18876.43"},
         "提成18,876.43按提成档分档计提（10,000.00×25% + 8,876.43×30%），乘级别系数（中级）1.1"),
        ("超额累进(提成档, 提成)", "2500", {"提成": "10000"}, "提成10,000.00按提成档分档计提（10,000.00×25%）"),
        ("提成 × 档值(系数表, 奖金)", "80", {"提成": "100", "奖金": "79.99"}, "提成100.00乘（奖金79.99按系数表取0.8）"),
        ("提成 × 档值(系数表, 奖金)", "100", {"提成": "100", "奖金": "80"}, "提成100.00乘（奖金80.00按系数表取1）"),
        ("(提成 + 奖金 + 借支) × 50%", "150", {"提成": "100", "奖金": "150", "借支": "50"},
         "提成100.00、奖金150.00、借支50.00之和，乘50%"),
        ("(提成 + 奖金 + 借支) × 50%", "125", {"提成": "100", "奖金": "150"}, "（提成100.00加奖金150.00），乘50%"),
        ("(提成 - 借支) ÷ 21.75 × 3", "6.90", {"提成": "100", "借支": "50"}, "（提成100.00减借支50.00），除以21.75乘3"),
        ("(-借支 + 提成) × 2", "100", {"提成": "100", "借支": "50"}, "（提成100.00减借支50.00），乘2"),
        ("取小(提成, 2000)", "2000", {"提成": "2000.01"}, "提成2,000.01超过2000，按2000计"),
        ("取小(提成, 2000)", "2000", {"提成": "2000"}, "提成2,000.00"),
        ("取大(提成, 100)", "100", {"提成": "99.99"}, "提成99.99不足100，按100计"),
        ("取小(提成, 奖金)", "5", {"提成": "5", "奖金": "6"}, "提成5.00与奖金6.00中较小的"),
        ("如果(提成 > 5, 提成 × 2, 1)", "12", {"提成": "6"}, "提成6.00乘2"),
        ("100", "100", {}, "定为100"),
        ("四舍五入(提成 × 3, 0)", "4", {"提成": "1.20"}, "（提成1.20乘3）四舍五入4"),
        ("团队其他人合计(提成) + 提成", "7", {"提成": "7"}, "提成7.00"),
    ],
)  # fmt: skip
def test_a_formula_in_words_with_its_figures(formula: str, made: str, given: dict[str, str], said: str) -> None:
    """Worked out by hand: every figure of the sentence leads to the figure of the line."""
    assert reason(formula, made, **given) == said


def test_bounds_and_unusual_rounding_are_told() -> None:
    """A floor that was reached, and a figure cut to yuan."""
    raised = "提成10.00乘2；公式算得 20.00，低于保底 50.00，按 50.00 计"
    assert reason("提成 × 2", "50", 提成="10", floor="50") == raised
    assert reason("提成 × 2", "21", 提成="10.60", round="元", mode="舍去") == "提成10.60乘2；舍去到元"


def test_zero_says_why() -> None:
    """The words the standard has for it, or the part of the formula that makes it so."""
    assert reason("提成 × 2", "0", zero="本月没有提成") == "本月没有提成"
    assert reason("取大(0, 提成 - 奖金)", "0", 奖金="5") == "提成0.00，没有超过奖金5.00"


@pytest.mark.parametrize(
    ("formula", "given", "said"),
    [
        ("取大(0, 提成 + 奖金 - 3) × 20", {"提成": "1"}, "提成1.00、奖金0.00，合计没有超过3"),
        ("取大(0, 提成 + 奖金 - 3) × 20", {"提成": "1", "奖金": "2"}, "提成1.00、奖金2.00，合计没有超过3"),
        ("取大(0, 提成 - 奖金 - 借支)", {"借支": "2"}, "提成0.00，没有超过奖金0.00、借支2.00之和"),
        ("取大(0, 提成 - 3) × 2 + 奖金 × 5", {}, "提成0.00，没有超过3；本月没有奖金"),
        ("提成 × 2 + 提成 × 3", {}, "本月没有提成"),
        ("取大(0, -提成)", {"提成": "2"}, "-提成算得-2，不足0，按0计"),
        ("如果(提成 > 5, 奖金, 1)", {"提成": "6"}, "本月没有奖金"),
        ("如果(提成 > 5, 1, 0)", {"提成": "5"}, "不符合“提成 > 5”（5 > 5）"),
        ("如果(提成 > 5, 0, 1)", {"提成": "6"}, "符合“提成 > 5”（6 > 5）"),
    ],
)  # fmt: skip
def test_zero_in_words_for_who_never_saw_a_formula(formula: str, given: dict[str, str], said: str) -> None:
    """What it begins with and what that does not exceed; of a condition what it led to; nothing said twice."""
    assert reason(formula, "0", **given) == said


def test_what_is_not_for_the_post_is_no_line() -> None:
    """A bonus of employees: an agent's slip does not mention it, an employee's says there is none."""
    common = {"unit": "元", "blank": "0", "source": "第三条"}
    facts = [{"name": "底薪", **common}, {"name": "年终奖", "who": "雇员", **common}]
    items = (item("应发合计", "底薪", round="分"), item("实发合计", "应发合计 + 年终奖", round="分"))
    standard = Standard(rules(*items, facts=facts, groups={"雇员": ["客户经理"]}))
    for post, words in (("客户经理", "本月没有年终奖"), ("证券经纪人", None), ("兼职", None)):
        person = earner(岗位=post, 底薪="5", 应发合计="5", 年终奖="0")
        made = slip(replace(small(TOTAL, item("甲", "0"), people=[person]), standard=standard))
        assert reasons(made).get("年终奖") == words
        assert made.problems == ()


def test_a_figure_the_formula_does_not_lead_to_is_not_explained_away() -> None:
    """What was made of earlier months cannot be followed here: the formula is named, not a wrong sum."""
    assert reason("提成 + 上期(提成, 0)", "12", 提成="5") == "按“提成 + 上期(提成, 0)”计算"
    assert reason("取小(0, 上期(提成, 0))", "0", zero="上月不为负") == "上月不为负"


def test_what_was_delivered_says_so() -> None:
    """A fact of 补充数据, given and not given."""
    said = reasons(slip(small(TOTAL, item("甲", "1", round="分"), people=[earner(甲="1", 应发合计="1")])))
    assert said["底薪"] == "本月没有底薪"
    said = reasons(slip(small(TOTAL, item("甲", "1", round="分"), people=[earner(底薪="2", 甲="1", 应发合计="3")])))
    assert said["底薪"] == "取自补充数据"


def test_figures_told_beside_are_those_of_the_report_and_of_the_configuration() -> None:
    """In that order, with their units; none twice, none that is 0 or no figure, none that is a line already."""
    items = (item("甲", "底薪 × 2", round="分"), item("得分", "80", unit="分"), item("应发合计", "甲", round="分"))
    person = earner(底薪="10", 甲="20", 得分="80", 应发合计="20")
    made = small(*items, people=[person], columns=["工号", "底薪", "甲", "提成", "应发合计"], told=["得分", "底薪"])
    told = [line for line in slip(made).lines if line.section == TOLD]
    assert [(line.name, line.figure, line.unit) for line in told] == [("底薪", 10, "元"), ("得分", 80, "分")]
    assert [line.article for line in told] == ["第三条", "第四条"]
