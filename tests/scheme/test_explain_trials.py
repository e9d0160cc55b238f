"""Explanations of worked cases of pay standards, run through the real stages: what a person reads, and its figures."""

from __future__ import annotations

import pytest

from pipeline.scheme.explain import Explained
from pipeline.trial.cases import read_cases

from .recompute import nodes, plainly, recomputed
from .trials import SCHEMES, explained_by, months_of

APRIL, JUNE = 3, 5
"""The place of a month in a case that begins in January."""
EXAMPLES = [path.name.removesuffix(".cases.yaml") for path in sorted(SCHEMES.glob("*.cases.yaml"))]


def node(tree: Explained, name: str) -> Explained:
    """The first node of this name."""
    return next(one for one in nodes(tree) if one.name == name)


def tree(scheme: str, case: str, month: int, employee: str, item: str) -> Explained:
    """The explanation of one item of a case."""
    return explained_by(months_of(scheme, case)[month][1], employee).explain(item)


@pytest.mark.parametrize(
    ("scheme", "case", "items"),
    [
        ("A01", "A01-2", ("应发合计", "下月级别")),
        ("A04", "A04-1", ("达到初级标准", "建议不续签")),
        ("A04", "A04-2", ("达到初级标准",)),
        ("D02", "D02-1", ("应发合计",)),
    ],
)
def test_every_formula_recomputes_from_what_is_shown(scheme: str, case: str, items: tuple[str, ...]) -> None:
    """In every month, for every person: with the values of the tree each formula gives the value beside it."""
    checked = 0
    for _, behind in months_of(scheme, case):
        for employee in behind.tables["persons"]["employee_id"]:
            for item in items:
                explainer = explained_by(behind, employee)
                checked += recomputed(explainer.explain(item), explainer)
    assert checked > 10


@pytest.mark.parametrize("scheme", [
    pytest.param(name, marks=[pytest.mark.long] if place % 3 else []) for place, name in enumerate(EXAMPLES)
])  # fmt: skip
def test_every_item_of_every_example_is_explained(scheme: str) -> None:
    """Of the first person in the first case: every formula recomputes, every zero has its reason."""
    case = next(case for case in read_cases(SCHEMES / f"{scheme}.cases.yaml") if not any(m.stops for m in case.periods))
    standard, behind = months_of(scheme, case.case)[-1]
    employee = behind.tables["persons"]["employee_id"].iloc[0]
    for item in standard.scheme.items["人员"]:
        explainer = explained_by(behind, employee)
        shown = explainer.explain(item.name)
        recomputed(shown, explainer)
        for one in nodes(shown):
            zero = plainly(one.value) == 0 and not isinstance(plainly(one.value), bool)
            assert one.notes or not zero, one


def test_a_penalty_names_its_parameter_and_what_was_carried() -> None:
    """A01 任务条: April, 1500 × 20% × 1 = 300; the one penalty comes from the ledger of March."""
    shown = tree("A01", "A01-2", 1, "1", "未完成扣罚")
    assert (shown.value, shown.worked) == ("300.00", "1500 × 0.2 × 1")
    rate = node(shown, "扣罚比例")
    assert (rate.value, rate.article) == ("20%", "A01 任务条")
    assert rate.notes == ("参数，可取 1% 至 100%", "每次未完成扣当月提成的这一比例")
    carried = node(shown, "上期待扣次数")
    assert [(line.text, line.amount) for line in carried.lines] == [("台账 待扣次数", "余额 1")]


def test_a_delivered_fact_shows_its_row_and_who_approved() -> None:
    """A01: 客户成本 100 of April stands in 补充数据 with its reason and approval."""
    cost = node(tree("A01", "A01-2", 1, "1", "未完成扣罚"), "客户成本")
    (line,) = cost.lines
    assert (line.text, line.amount) == ("补充数据，事由 见用例，批准人 经理", "客户成本 100")
    assert line.places == ("用例 [] 第2行",)


def test_a_negative_commission_says_why_nothing_is_paid() -> None:
    """A01 提成条: (300 − 400 − 50) × 60% = −90 in March; below 0 counts as 0."""
    shown = node(tree("A01", "A01-2", 0, "1", "未完成扣罚"), "佣金提成")
    assert shown.value == "0.00"
    assert shown.notes[-1].startswith("为0的原因：计算提成 = -90，小于0，按0计")


def test_a_criterion_is_shown_condition_by_condition() -> None:
    """A04-1, the lowest grade: 850万 ≥ 400万; 12户 ≥ 10户, though 850万 < 1000万; net 1.5户 < 2户, but 22万 ≥ 20万."""
    shown = node(tree("A04", "A04-1", JUNE, "1", "达到初级标准"), "保持标准（初级）")
    assert (shown.value, shown.article, shown.notes[0]) == ("成立", "A04 保持条", "须全部成立")
    assets, accounts, growth = shown.parts
    assert (assets.name, assets.value) == ("托管资产", "成立")
    assert assets.formula == "半年资产 ≥ 查表(资产标准, “初级”, 地区类别)"
    assert assets.worked == "8500000 ≥ 查表(资产标准, “初级”, 地区类别)[4000000]"
    assert (accounts.name, accounts.value) == ("须任一成立", "成立")
    assert [(one.name, one.value) for one in accounts.parts] == [("有效户", "成立"), ("须全部成立", "不成立")]
    assert [(one.name, one.value) for one in accounts.parts[1].parts] == [
        ("资产例外", "不成立"), ("有效户例外", "成立"),
    ]  # fmt: skip
    assert [(one.name, one.value) for one in growth.parts] == [("净增户", "不成立"), ("净增资产", "成立")]


def test_what_was_taken_from_earlier_months_is_listed() -> None:
    """A04: the days of the half year are 31 + 28 + 31 + 30 + 31 and June's own 30, together 181."""
    days = node(tree("A04", "A04-1", JUNE, "1", "达到初级标准"), "半年计入天数")
    assert (days.value, [part.value for part in days.parts]) == ("181", ["30"])
    assert [(line.text, line.amount) for line in days.lines] == [
        ("往期 2025-01", "计入天数 31"), ("往期 2025-02", "计入天数 28"), ("往期 2025-03", "计入天数 31"),
        ("往期 2025-04", "计入天数 30"), ("往期 2025-05", "计入天数 31"),
    ]  # fmt: skip


def test_a_month_that_is_not_worked_out_says_when_it_is() -> None:
    """D03: leaders are judged in March; in April there is no word.  A04: in January the half year's days are 0."""
    judged = explained_by(months_of("D03", "D03 延期")[APRIL][1], "1").explain("主管状态")
    assert (judged.value, judged.parts, judged.notes[-1]) == ("（空）", (), "本月不计，每季末月计")
    days = tree("A04", "A04-1", 0, "1", "半年计入天数")
    assert days.notes == ("为0的原因：本月不计，每半年末月计",)


def test_words_and_flags_are_shown_in_words() -> None:
    """A01: 下月级别 is a word without a unit, 应降级 a Yes.  A04: 地区类别 is a word of the branch."""
    shown = tree("A01", "A01-3 三个月为负", 2, "1", "下月级别")
    assert (shown.value, shown.unit, node(shown, "应降级").value) == ("高级客户经理", "", "是")
    assert node(tree("A04", "A04-1", JUNE, "1", "达到初级标准"), "地区类别").value == "一类"


def test_the_lines_of_a_record_are_worked_out() -> None:
    """D02-1: 12000 × 10% = 1200 in the 10th month, 8000 × 6% = 480 for the second generation; 1680 together."""
    bonus = node(tree("D02", "D02-1", 0, "1", "应发合计"), "育成奖合计")
    assert (bonus.value, [line.amount for line in bonus.lines]) == ("1,680.00", ["育成奖 1200", "育成奖 480"])
    first, second = (line.text for line in bonus.lines)
    assert first.startswith("1 3 一代 2025-06-15：同一部门 是（")
    assert "分立月序 10（自然月数(分立日期, 月末(0))[10] - 如果(分立当月 = “分立次月”, 1, 0)）" in first
    assert "取自人员(直辖组佣金, 被育成人)[12000] × 档值(育成奖比例, 分立月序, 代数)[0.1]" in first
    assert "育成奖比例·一代：10 落在 (0, 12]，取 10%" in first
    assert "育成奖比例·二代：5 落在 (0, ∞)，取 6%" in second
    assert bonus.lines[0].places == ("用例 [] 第2行",)


def test_the_others_of_a_group_are_listed() -> None:
    """D02-1: 直辖组 甲 has 10000 of his own and 20000 of 工号2."""
    group = node(tree("D02", "D02-1", 0, "1", "应发合计"), "直辖组佣金")
    assert group.value == "30,000.00"
    assert [(line.text, line.amount) for line in group.lines] == [("2 某人 首年佣金", "20,000.00")]
    assert node(group, "团队").value == "甲"
