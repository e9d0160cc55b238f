"""The rows of the pay report: their order, and the words that explain what is unusual."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest

from pipeline.reports.column_rules import column_rules
from pipeline.reports.pay_rows import shown
from pipeline.results import _worded

from .tables import Rows, made_tables, people_of, run_month, settings, standard

NO_SLIPS = re.compile(r"出访扣罚\d+元（应交\d张，合格0张）；?")


def remark(*, closing_before: Rows | None = None, period: str = "2026-01", **given: Rows) -> str:
    """What stands in 备注 of person 1, but for the slips nobody hands in here (their own test is below)."""
    return NO_SLIPS.sub("", whole_remark(closing_before=closing_before, **given)).removesuffix("；")


def whole_remark(*, closing_before: Rows | None = None, **given: Rows) -> str:
    """All that stands in 备注 of person 1."""
    people = people_of(run_month({"花名册": [{"工号": "1"}], **given}, closing_before=closing_before))
    return str(people["1"]["备注"])


PAID = {
    "客户业绩": [{"客户号": "A", "净佣金": "10778.18"}],
    "客户关系": [{"客户号": "A", "工号": "1"}],
    "手工调整": [],
}
QUIET = "累计收入未超过扣除，本月不扣税"
NO_CUSTOMERS = "无归属净佣金，无佣金提成"


def test_by_team_then_the_leader_then_by_number() -> None:
    """A leader stands first in his team whatever his number; numbers compare as text."""
    people = [
        {"工号": "12", "团队": "一队"},
        {"工号": "9", "团队": "二队"},
        {"工号": "30", "团队": "一队", "岗位": "团队负责人"},
        {"工号": "11", "团队": "一队", "岗位": "兼职"},
        {"工号": "02", "团队": "二队", "岗位": "证券经纪人"},
        {"工号": "10", "团队": "二队", "岗位": "团队负责人"},
    ]
    report = run_month({"花名册": people}).tables["pay_report"]
    assert list(report["employee_id"]) == ["30", "11", "12", "10", "02", "9"]


def test_the_columns_are_those_of_the_scheme_in_its_order() -> None:
    """备注 comes last, 序号 is added when it is written."""
    headings = [column.heading for column in made_tables()["pay_report"].columns]
    assert headings == [*settings().text.report.columns, "备注"]
    assert len(headings) == 34


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, f"{NO_CUSTOMERS}；{QUIET}"),
        (PAID, ""),
        ({"客户业绩": [{"客户号": "A", "净佣金": "-1"}], "客户关系": [{"客户号": "A", "工号": "1"}]},
         f"归属净佣金为负，无佣金提成；{QUIET}"),
        ({"花名册": [{"工号": "1", "入职日期": "2026-01-01"}]}, f"本月入职（2026-01-01）；{NO_CUSTOMERS}；{QUIET}"),
        ({"花名册": [{"工号": "1", "离职日期": "2026-01-31"}]}, f"本月离职（2026-01-31）；{NO_CUSTOMERS}；{QUIET}"),
        ({**PAID, "职责考核": [{"工号": "1", "考核项目": "日常工作", "得分": "85.5"},
                             {"工号": "1", "考核项目": "客户服务", "得分": "80"}]}, "职责得分83.3，考核系数0.9"),
        ({**PAID, "违规投诉": [{"工号": "1"}, {"工号": "1"}]}, "有效投诉违规2次，合规系数0.7"),
        ({**PAID, "违规投诉": [{"工号": "1"}, {"工号": "1"}, {"工号": "1"}]},
         f"有效投诉违规3次，合规系数0，无浮动薪酬；{QUIET}"),
        ({**PAID, "考勤": [{"工号": "1", "事假天数": "0.5", "旷工天数": "1", "病假天数": "2"}]},
         "事假0.5天；旷工1天；病假2天"),
        ({**PAID, "出访单": [{"工号": "1", "出访日期": "2026-01-05", "核查结果": "不属实"}]}, "出访单不属实1张"),
        ({**PAID, "手工调整": [{"工号": "1", "金额": "-20.5"}]}, "手工调整-20.5元"),
        ({"花名册": [{"工号": "1", "岗位": "兼职"}]}, f"{NO_CUSTOMERS}；本月无应发项目"),
        ({"花名册": [{"工号": "1", "岗位": "兼职"}], "手工调整": [{"工号": "1", "金额": "2020"}]},
         f"{NO_CUSTOMERS}；手工调整2020元；达到增值税起征点，含税2020元"),
        ({"手工调整": [{"工号": "1", "金额": "-4000"}]},
         f"{NO_CUSTOMERS}；手工调整-4000元；小计为负，应发为0，360元结转下期"),
    ],
)  # fmt: skip
def test_what_is_unusual_is_said_in_words(given: dict[str, Rows], words: str) -> None:
    """Why a figure is zero, lower, or there at all; nothing is said of what is ordinary."""
    assert remark(**given) == words


@pytest.mark.parametrize(
    ("left", "words"),
    [("", "返还50元风险金"), ("2026-01-31", "本月离职（2026-01-31）；返还50元风险金"),
     ("2026-01-30", f"本月离职（2026-01-30）；{NO_CUSTOMERS}；月末不在职，到期风险金不返还；{QUIET}")],
)  # fmt: skip
def test_a_deposit_that_is_due(left: str, words: str) -> None:
    """Returned, or not, and why; who left before the last day is credited with nothing any more."""
    before = [{"台账": "风险金", "工号": "1", "来源期间": "2025-01", "期初余额": "50"}]
    assert remark(**{**PAID, "花名册": [{"工号": "1", "离职日期": left}]}, closing_before=before) == words


@pytest.mark.parametrize(
    ("hired", "words"),
    # January has 22 pay days: all of them ask for 8 slips; from the 2nd on 21 days, ⌊8 × 21 ÷ 22⌋ = 7.
    [("2025-01-01", "出访扣罚160元（应交8张，合格0张）"), ("2026-01-02", "出访扣罚140元（应交7张，合格0张）")],
)
def test_slips_that_were_not_handed_in(hired: str, words: str) -> None:
    """How many were due, how many count, and what it costs."""
    assert words in whole_remark(**{**PAID, "花名册": [{"工号": "1", "入职日期": hired}]}).split("；")


def test_a_debt_that_is_taken() -> None:
    """What was owed from the month before."""
    before = [{"台账": "结欠", "工号": "1", "期初余额": "12.30"}]
    assert remark(**PAID, closing_before=before) == "扣回上期结欠12.3元"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "空"), (True, "是"), (False, "否"), ("甲", "甲"), (date(2026, 1, 2), "2026-01-02"),
        (Fraction(1, 2), "0.5"), (Fraction(100), "100"), (Fraction(-3, 4), "-0.75"), (Fraction(1, 3), "0.3333…"),
    ],
)  # fmt: skip
def test_values_in_words(value: object, words: str) -> None:
    """As short as they are exact; what does not end is marked."""
    assert shown(value) == words  # type: ignore[arg-type]


def test_every_column_of_the_report_states_its_rule() -> None:
    """Formula or origin, article and unit, in the words of the scheme."""
    rules = {rule.heading: rule for rule in column_rules(standard(), made_tables()["pay_report"])}
    assert list(rules) == [column.heading for column in made_tables()["pay_report"].columns]
    assert rules["税金及附加"].article == "第四条"
    assert "6.72%" in rules["税金及附加"].text
    assert "四舍五入到分" in rules["税金及附加"].text
    assert "证券经纪人" in rules["佣金提成"].text
    assert "归属明细" in rules["归属净佣金"].text
    assert "台账“结欠”" in rules["上期结欠"].text


def test_coefficients_are_shown_without_trailing_zeros() -> None:
    """0.90000000000000 is written 0.90; money is left alone; what needs more places keeps them."""
    from decimal import Decimal

    assert str(_worded(Decimal("0.90000000000000"))) == "0.90"
    assert str(_worded(Decimal("1.00000000000000"))) == "1.00"
    assert str(_worded(Decimal("0.12500000000000"))) == "0.125"
    assert str(_worded(Decimal("100.00000000000000"))) == "100.00"
    assert str(_worded(Decimal("10.10"))) == "10.10"
    assert _worded(None) is None
    assert (_worded(True), _worded(False)) == ("是", "否")
