"""Each rule on a standard finds what it is for, and nothing else; what is in order gets no flag."""

from __future__ import annotations

import pytest

from pipeline.compliance.flags import Flag

from .standards import POSTS, Parts, codes, credit, flags, sound, standard

STRAIGHT: Parts = {
    "底薪": {}, "合规系数": {}, "递延": {}, "首期": {}, "二期": {}, "末期": {},
    "佣金提成": {"formula": "取大(0, 归属净佣金) × 30%"}, "应发合计": {"formula": "佣金提成", "nature": "应发"},
}  # fmt: skip
"""Nothing but a share of the commission."""
BALANCES: Parts = {"一年前": {}, "两年前": {}, "三年前": {}}


def the(code: str, found: list[Flag]) -> Flag:
    """The only flag of this rule."""
    (flag,) = (one for one in found if one.code == code)
    return flag


def test_a_sound_standard_gets_no_flag() -> None:
    """Base, commission with a coefficient of conduct, yearly thirds of what is deferred unless there is a breach."""
    assert flags(sound()) == []


def test_a_standard_that_only_grades_is_not_asked() -> None:
    """Without a pay total there is no pay to speak of."""
    grading = standard(
        items={name: {} for name in ("底薪", "合规系数", "佣金提成", "递延", "首期", "二期", "末期", "应发合计")}
        | {"达标": {"unit": "是否", "formula": "归属净佣金 > 0"}},
        measures=BALANCES,
        posts=[],
    )
    assert flags(grading) == []


# H01


def test_commission_without_a_coefficient_is_driven_by_volume_alone() -> None:
    """The releases still ask for breaches, so conduct and claw-back are in order."""
    found = flags(standard(items={"佣金提成": {"formula": "取大(0, 归属净佣金) × 30%"}}))
    flag = the("H01", found)
    assert {one.code for one in found} == {"H01"}
    assert flag.item == "佣金提成"
    assert "只看交易量" in flag.why
    assert flag.path == "应发合计 ← 佣金提成 ← 归属净佣金 ← 归属明细·归属净佣金 ← 客户·净佣金（开发关系）"


def test_where_all_pay_is_a_share_the_total_is_named() -> None:
    """Nothing stands between the rate and the total."""
    items = {**STRAIGHT, "佣金提成": {}, "应发合计": {"formula": "归属净佣金 × 30%", "nature": "应发"}}
    found = flags(standard(items=items, measures=BALANCES, posts=[]))
    assert the("H01", found).item == "应发合计"


@pytest.mark.parametrize(
    "formula",
    [
        "取大(0, 归属净佣金) × 30% × 服务得分 ÷ 100",  # a score of service
        "如果(违规次数 = 0, 取大(0, 归属净佣金) × 30%, 0)",  # a condition of conduct
        "(取大(0, 归属净佣金) × 30%) × 如果(违规次数 > 2, 0, 1)",  # a coefficient written out
    ],
)
def test_service_or_conduct_on_the_way_is_enough(formula: str) -> None:
    """As a coefficient or as a condition."""
    assert codes(standard(items={"佣金提成": {"formula": formula}})) == set()


def test_a_coefficient_above_the_item_protects_it() -> None:
    """It need not stand in the item itself: whatever lies between it and the pay counts."""
    items: Parts = {
        "佣金提成": {"formula": "取大(0, 归属净佣金) × 30%"},
        "浮动": {"formula": "佣金提成 × 合规系数"},
        "应发合计": {"formula": "底薪 + 浮动 - 递延 + 首期 + 二期 + 末期", "nature": "应发"},
    }
    assert codes(standard(items=items)) == set()


def test_a_nature_says_what_a_coefficient_is() -> None:
    """A figure nobody could tell by its name, declared 服务系数."""
    facts = [{"name": "评定", "unit": "系数", "blank": "1", "source": "第五条"}]
    items: Parts = {
        "评定系数": {"unit": "系数", "formula": "评定", "nature": "服务系数"},
        "佣金提成": {"formula": "取大(0, 归属净佣金) × 30% × 评定系数"},
    }
    assert codes(standard(items=items, facts=facts)) == set()
    items["评定系数"] = {"unit": "系数", "formula": "评定"}
    assert codes(standard(items=items, facts=facts)) == {"H01"}


def test_a_price_per_new_account_is_driven_by_new_accounts() -> None:
    """A count times a price; the count is delivered, so nothing tells new customers from old ones (H09)."""
    facts = [{"name": "新增户数", "unit": "户", "blank": "0", "source": "第五条"}]
    items: Parts = {
        "开户奖": {"formula": "新增户数 × 50"},
        "应发合计": {"formula": "底薪 + 佣金提成 + 开户奖 - 递延 + 首期 + 二期 + 末期", "nature": "应发"},
    }
    found = flags(standard(items=items, facts=facts))
    assert {flag.code for flag in found} == {"H01", "H09"}
    assert the("H01", found).item == "开户奖"
    assert the("H01", found).path == "应发合计 ← 开户奖 ← 新增户数"


def test_assets_are_not_volume() -> None:
    """A retention fee on assets hangs on neither volume nor new accounts."""
    served = {"relation": "服务", "split": "按比例不取整"}
    credits = [credit("归属净佣金", "净佣金"), credit("归属资产", "日均资产") | served]
    scheme = standard(
        items={"保有": {"formula": "归属资产 × 0.2‰"},
               "应发合计": {"formula": "底薪 + 佣金提成 + 保有 - 递延 + 首期 + 二期 + 末期", "nature": "应发"}},
        measures={"归属资产": {"over": "归属明细", "take": "合计(归属资产)", "unit": "元"}}, credits=credits,
    )  # fmt: skip
    assert codes(scheme) == set()


def test_an_override_on_others_commission_is_followed_to_theirs() -> None:
    """The commission of the team, though the leader himself has none."""
    items: Parts = {
        "个人净佣金": {"formula": "归属净佣金", "who": "客户经理"},
        "管理津贴": {"formula": "团队其他人合计(个人净佣金) × 2%", "who": "团队负责人"},
        "应发合计": {"formula": "底薪 + 佣金提成 + 管理津贴 - 递延 + 首期 + 二期 + 末期", "nature": "应发"},
    }
    found = flags(standard(items=items))
    assert {flag.code for flag in found} == {"H01"}
    assert the("H01", found).who == ("团队负责人",)


def test_only_the_posts_without_a_coefficient_are_named() -> None:
    """Brokers are paid by a case of their own."""
    cases = [
        {"who": "客户经理、团队负责人", "formula": "取大(0, 归属净佣金) × 30% × 合规系数"},
        {"who": "证券经纪人", "formula": "取大(0, 归属净佣金) × 45%"},
    ]
    found = flags(standard(items={"佣金提成": {"cases": cases}}))
    assert the("H01", found).who == ("证券经纪人",)


# H03


def test_no_conduct_anywhere() -> None:
    """Service has a say and pay can be taken back, but nothing asks for complaints or breaches."""
    items: Parts = {
        "合规系数": {"unit": "系数", "formula": "服务得分 ÷ 100"},
        "首期": {"formula": "一年前 ÷ 3"}, "二期": {"formula": "两年前 ÷ 2"}, "末期": {"formula": "三年前"},
        "收回": {"formula": "查处金额", "nature": "追索"},
        "应发合计": {"formula": "底薪 + 佣金提成 - 递延 + 首期 + 二期 + 末期 - 收回", "nature": "应发"},
    }  # fmt: skip
    facts = [{"name": "查处金额", "unit": "元", "blank": "0", "source": "第六条"}]
    assert codes(standard(items=items, facts=facts)) == {"H03"}


def test_a_deduction_per_breach_is_conduct() -> None:
    """It need not be a coefficient."""
    items: Parts = {
        "合规系数": {"unit": "系数", "formula": "服务得分 ÷ 100"},
        "扣罚": {"formula": "违规次数 × 200"},
        "应发合计": {"formula": "底薪 + 佣金提成 - 递延 + 首期 + 二期 + 末期 - 扣罚", "nature": "应发"},
    }
    assert codes(standard(items=items)) == set()


# H04


def test_a_share_of_the_commission_and_nothing_else_is_paid_straight_through() -> None:
    """With it everything else that is missing."""
    found = flags(standard(items=STRAIGHT, measures=BALANCES, posts=[]))
    assert {flag.code for flag in found} == {"H01", "H03", "H04", "H05", "H06"}


@pytest.mark.parametrize(
    "changed",
    [
        {"底薪": {"formula": "3000"}, "应发合计": {"formula": "底薪 + 佣金提成", "nature": "应发"}},  # a base
        {"应发合计": {"formula": "佣金提成 - 迟到罚款", "nature": "应发"}},  # a deduction
        {"佣金提成": {"formula": "取大(0, 归属净佣金) × 比率"}},  # a rate set for each person
    ],
)
def test_a_base_a_deduction_or_a_rate_of_ones_own_is_not_straight(changed: Parts) -> None:
    """The other flags stay."""
    facts = [
        {"name": "迟到罚款", "unit": "元", "blank": "0", "source": "第五条"},
        {"name": "比率", "unit": "比例", "blank": "0", "source": "第五条"},
    ]
    scheme = standard(items={**STRAIGHT, **changed}, measures=BALANCES, posts=[], facts=facts)
    assert codes(scheme) == {"H01", "H03", "H05", "H06"}


def test_costs_taken_from_the_base_of_the_rate_are_no_deduction() -> None:
    """They stand inside what is shared."""
    items = {**STRAIGHT, "佣金提成": {"formula": "(归属净佣金 - 成本) × 30%"}}
    facts = [{"name": "成本", "unit": "元", "blank": "0", "source": "第五条"}]
    assert "H04" in codes(standard(items=items, measures=BALANCES, posts=[], facts=facts))


# H05


def test_no_deferral_for_team_heads() -> None:
    """Account managers are not asked; brokers neither."""
    items: Parts = {
        "递延": {}, "首期": {}, "二期": {}, "末期": {}, "扣回": {"formula": "如果(违规次数 > 0, 100, 0)"},
        "应发合计": {"formula": "底薪 + 佣金提成 - 扣回", "nature": "应发"},
    }  # fmt: skip
    found = flags(standard(items=items, measures=BALANCES, posts=[]))
    assert {flag.code for flag in found} == {"H05"}
    assert the("H05", found).who == ("团队负责人",)


def test_a_deferral_that_is_not_for_team_heads_does_not_count() -> None:
    """The ledger holds the pay of account managers only; of the others nothing is left to be forfeited (H06)."""
    found = flags(standard(items={"递延": {"formula": "佣金提成 × 40%", "nature": "递延", "who": "客户经理"}}))
    assert {flag.code: flag.who for flag in found} == {
        "H05": ("团队负责人",), "H06": ("团队负责人", "证券经纪人", "兼职")
    }  # fmt: skip


def test_everything_at_once_after_a_year_is_too_fast() -> None:
    """Twelve months are less than three years."""
    items: Parts = {
        "首期": {"formula": "如果(违规次数 = 0, 一年前, 0)"}, "二期": {}, "末期": {},
        "应发合计": {"formula": "底薪 + 佣金提成 - 递延 + 首期", "nature": "应发"},
    }  # fmt: skip
    flag = the("H05", flags(standard(items=items, posts=POSTS[:2])))
    assert flag.why == "递延部分第12个月发全部；最后一期在第12个月，不足3年"


def test_half_in_the_first_of_three_years_is_faster_than_equal() -> None:
    """50 of 100 against a third."""
    found = flags(standard(items={"首期": {"formula": "如果(违规次数 = 0, 一年前 ÷ 2, 0)"}}))
    assert {flag.code for flag in found} == {"H05"}
    assert "到第1期（第12个月）已发50.00%，等分应为33.33%" in the("H05", found).why


def test_a_slower_start_is_in_order() -> None:
    """A quarter, then half of the rest, then what is left: 25, 62.5, 100 against 33, 67, 100."""
    assert codes(standard(items={"首期": {"formula": "如果(违规次数 = 0, 一年前 ÷ 4, 0)"}})) == set()


def test_shares_may_be_parameters() -> None:
    """The share of the first year is a parameter: 30% is slower, 40% faster than a third."""
    items: Parts = {"首期": {"formula": "如果(违规次数 = 0, 一年前 × 首期比例, 0)"}}
    for value, expected in (("30%", set()), ("40%", {"H05"})):
        parameters = {"首期比例": {"value": value, "unit": "比例", "source": "第三条"}}
        assert codes(standard(items=items, parameters=parameters)) == expected


def test_a_release_whose_plan_cannot_be_seen_is_for_a_person() -> None:
    """A delivered amount instead of a share of the balance."""
    facts = [{"name": "核定发放", "unit": "元", "blank": "0", "source": "第三条"}]
    flag = the("H05", flags(standard(items={"首期": {"formula": "如果(违规次数 = 0, 核定发放, 0)"}}, facts=facts)))
    assert "看不出分几期" in flag.why


# H06


def test_nothing_takes_pay_back() -> None:
    """The releases come whatever happened; the coefficient of conduct lowers this month's commission only."""
    items: Parts = {
        "首期": {"formula": "一年前 ÷ 3"}, "二期": {"formula": "两年前 ÷ 2"}, "末期": {"formula": "三年前"},
    }  # fmt: skip
    assert codes(standard(items=items)) == {"H06"}


def test_an_item_that_takes_back_is_enough() -> None:
    """By its name or by its nature."""
    items: Parts = {
        "首期": {"formula": "一年前 ÷ 3"}, "二期": {"formula": "两年前 ÷ 2"}, "末期": {"formula": "三年前"},
        "薪酬追回": {"formula": "查处金额"},
        "应发合计": {"formula": "底薪 + 佣金提成 - 递延 + 首期 + 二期 + 末期 - 薪酬追回", "nature": "应发"},
    }  # fmt: skip
    facts = [{"name": "查处金额", "unit": "元", "blank": "0", "source": "第六条"}]
    assert codes(standard(items=items, facts=facts)) == set()


# H08

TWICE: Parts = {
    "二次提成": {"formula": "归属净佣金 × 5% × 合规系数"},
    "应发合计": {"formula": "底薪 + 佣金提成 + 二次提成 - 递延 + 首期 + 二期 + 末期", "nature": "应发"},
}


def test_the_same_commission_paid_by_two_items() -> None:
    """Both ways are told."""
    found = flags(standard(items=TWICE))
    assert {flag.code for flag in found} == {"H08"}
    assert the("H08", found).item == "佣金提成、二次提成"
    assert the("H08", found).path.count("客户·净佣金（开发关系）") == 2


def test_two_credits_of_one_amount_by_one_relation() -> None:
    """Under two names."""
    credits = [credit("归属净佣金", "净佣金"), credit("归属二", "净佣金")]
    scheme = standard(
        items={**TWICE, "二次提成": {"formula": "归属二 × 5% × 合规系数"}},
        measures={"归属二": {"over": "归属明细", "take": "合计(归属二)", "unit": "元"}}, credits=credits,
    )  # fmt: skip
    assert codes(scheme) == {"H08"}


def test_ways_that_exclude_each_other_are_not_twice() -> None:
    """Before and after confirmation; negated or not, the condition is the same."""
    items: Parts = {
        **TWICE,
        "佣金提成": {"formula": "如果(月末在职, 取大(0, 归属净佣金) × 30% × 合规系数, 0)"},
        "二次提成": {"formula": "如果(非 月末在职, 归属净佣金 × 5% × 合规系数, 0)"},
    }
    assert codes(standard(items=items)) == set()


def test_a_choice_made_by_a_parameter_leaves_one_way() -> None:
    """The reading that was not chosen pays nothing."""
    parameters = {"读法": {"value": "甲", "among": ["甲", "乙"], "source": "第三条"}}
    items: Parts = {**TWICE, "二次提成": {"formula": "如果(读法 = “乙”, 归属净佣金 × 5% × 合规系数, 0)"}}
    assert codes(standard(items=items, parameters=parameters)) == set()


def test_the_team_of_others_is_not_the_same_person() -> None:
    """A leader's allowance on the commission of others stands beside his own commission."""
    items: Parts = {**TWICE, "二次提成": {"formula": "团队其他人合计(归属净佣金) × 5% × 合规系数"}}
    assert codes(standard(items=items)) == set()


# H09

AWARD: Parts = {
    "户奖": {"each": "客户", "formula": "如果(交易额 > 0, 100, 0)"},
    "应发合计": {"formula": "底薪 + 佣金提成 + 新户奖 × 合规系数 - 递延 + 首期 + 二期 + 末期", "nature": "应发"},
}
CREDITS = [credit("归属净佣金", "净佣金"), credit("新户奖", "户奖")]
AWARDED: Parts = {"新户奖": {"over": "归属明细", "take": "合计(新户奖)", "unit": "元"}}


def test_a_new_account_reward_for_whoever_trades() -> None:
    """Old customers trade, too."""
    found = flags(standard(items=AWARD, measures=AWARDED, credits=CREDITS))
    assert {flag.code for flag in found} == {"H09"}
    assert the("H09", found).item == "新户奖"


@pytest.mark.parametrize("condition", ["开户日期 ≥ 月首(-2)", "客户状态 = “正常”", "已奖 = 0"])
def test_the_day_the_state_or_a_ledger_per_customer_tells(condition: str) -> None:
    """Any of the three."""
    paid_once = {"item": "户奖", "each": "客户", "as": "1"}
    ledgers = [
        {"name": "递延奖金", "by": "人员与来源期间", "post": POSTS, "source": "第三条"},
        {"name": "已奖户", "by": "客户", "unit": "户", "post": [paid_once], "source": "第四条"},
    ]
    awarded: Parts = {**AWARDED, "已奖": {"each": "客户", "ledger": "已奖户", "take": "计数()", "unit": "次"}}
    items = {**AWARD, "户奖": {"each": "客户", "formula": f"如果(交易额 > 0 且 {condition}, 100, 0)"}}
    assert codes(standard(items=items, measures=awarded, credits=CREDITS, ledgers=ledgers)) == set()


def test_conduct_in_a_line_table_of_the_standard() -> None:
    """A figure of one's own table is known by the words in its name."""
    columns = {"序号": "文字", "工号": "工号", "合规问题": "次"}
    records = [{"name": "检查", "columns": columns, "key": ["序号"], "source": "第五条"}]
    measures: Parts = {"违规次数": {"over": "检查", "take": "合计(合规问题)", "unit": "次"}}
    assert codes(standard(measures=measures, records=records)) == set()
