"""Opening balances that no ledger can take over."""

from decimal import Decimal

import pytest

from pipeline.checks import openings
from pipeline.period import Period

LEDGERS = ("风险金", "结欠", "已奖有效户", "本年累计收入", "本年任职月数")
NONE = frozenset()
REWARDED = {"ledger": "已奖有效户", "origin": None, "object": "C1", "balance": Decimal(1)}


def test_an_unknown_ledger(build, places, said):
    """The nearest name is offered, if any is near."""
    rows = build("openings", {"ledger": "风险准备金"}, {"ledger": "奖金"}, {"ledger": "XYZ"}, {}, {"ledger": None})
    findings = openings.unknown_ledgers(rows, places, LEDGERS)
    assert said(findings) == [
        ("X80", "阻断", "文件1.xlsx [表] 台账2", "台账“风险准备金”不存在，是否应为“风险金”？"),
        ("X80", "阻断", "文件1.xlsx [表] 台账3", "台账“奖金”不存在，是否应为“风险金”？"),
        ("X80", "阻断", "文件1.xlsx [表] 台账4", "台账“XYZ”不存在"),
    ]
    assert findings[0].expected == "风险金、结欠、已奖有效户、本年累计收入、本年任职月数之一"


def test_a_deposit_without_origin(build, places, said):
    """第十三条: the month of origin decides when it is returned; an unread one has its finding."""
    rows = build("openings", {"origin": None}, {"ledger": "结欠", "origin": None})
    assert said(openings.deposits_without_origin(rows, places, NONE)) == [
        ("X81", "阻断", "文件1.xlsx [表] 来源期间2", "工号1001的期初风险金没有来源期间")
    ]
    assert openings.deposits_without_origin(rows, places, frozenset({("文件1.xlsx", "表", "来源期间2")})) == []


def test_a_reward_without_customer(build, places, said):
    """第八条: the ledger is about customers."""
    assert said(openings.rewarded_without_customer(build("openings", {**REWARDED, "object": None}), places, NONE)) == [
        ("X82", "阻断", "文件1.xlsx [表] 对象2", "期初已奖有效户没有对象")
    ]


@pytest.mark.parametrize(
    ("origin", "problem"),
    [
        ("2026-08", None), ("2026-09", "不早于本月2026-09"), ("2026-10", "不早于本月2026-09"),
        ("2025-9", "不是“年-月”格式的月份"), ("2025-13", "不是“年-月”格式的月份"), (None, None),
    ],
)  # fmt: skip
def test_origins(build, places, period, said, origin, problem):
    """第十三条: a month before the period; on 已奖有效户 it is but a remark."""
    rewarded = {**REWARDED, "origin": "2026-09"}
    findings = openings.wrong_origins(build("openings", {"origin": origin}, rewarded), places, period)
    expected = [("X83", "阻断", "文件1.xlsx [表] 来源期间2", f"期初风险金的来源期间“{origin}”{problem}")]
    assert said(findings) == (expected if problem else [])


@pytest.mark.parametrize(("month", "told"), [(12, False), (1, True), (2, False)])
def test_figures_of_the_year_in_january(build, places, said, month, told):
    """第十五条: the tax year begins in January; a zero does no harm."""
    rows = build("openings", {"ledger": "本年累计收入"}, {"ledger": "本年累计收入", "balance": Decimal(0)}, {})
    findings = openings.year_figures_in_january(rows, places, Period(2026, month))
    message = "工号1001的期初“本年累计收入”为500.00，而一月是纳税年度的第一个月"
    assert said(findings) == ([("X84", "阻断", "文件1.xlsx [表] 余额2", message)] if told else [])


@pytest.mark.parametrize(("balance", "told"), [("0.01", False), ("0", False), ("-0.01", True)])
def test_negative_balances(build, places, said, balance, told):
    """第十三条, 第十四条: deposits and debts are never below 0; figures of the year may be."""
    rows = build("openings", {"balance": Decimal(balance)}, {"ledger": "本年累计收入", "balance": Decimal(-1)})
    expected = [("X85", "阻断", "文件1.xlsx [表] 余额2", "工号1001的期初风险金为-0.01元")]
    assert said(openings.negative_openings(rows, places)) == (expected if told else [])


def test_a_customer_rewarded_twice(build, places, said):
    """第八条: once on the ledger suffices; the same record twice is told by the schema."""
    rows = build("openings", REWARDED, REWARDED, {**REWARDED, "employee_id": "1002"}, {**REWARDED, "object": "C2"})
    assert said(openings.customers_rewarded_twice(rows, places)) == [
        ("X86", "提醒", "文件1.xlsx [表] 对象4", "客户C1已在文件1.xlsx [表] 对象2列为已奖有效户")
    ]


def test_a_balance_of_nobody(build, places, said):
    """Only 已奖有效户 needs no person."""
    rows = build("openings", {"employee_id": None}, {**REWARDED, "employee_id": None})
    assert said(openings.openings_without_person(rows, places, NONE)) == [
        ("X87", "阻断", "文件1.xlsx [表] 工号2", "期初“风险金”没有工号")
    ]


@pytest.mark.parametrize(
    ("months", "told"),
    [("-1", True), ("0", False), ("1", False), ("7.5", True), ("7", False), ("8", False), ("9", True)],
)
def test_months_employed(build, places, period, said, months, told):
    """第十五条: a whole number, in September at most 8; January has its own finding."""
    rows = build("openings", {"ledger": "本年任职月数", "balance": Decimal(months)})
    expected = [("X88", "阻断", "文件1.xlsx [表] 余额2", f"工号1001的期初本年任职月数为{months}")]
    assert said(openings.wrong_months_employed(rows, places, period)) == (expected if told else [])
    assert openings.wrong_months_employed(rows, places, Period(2026, 1)) == []


@pytest.mark.parametrize(("origin", "told"), [("2025-08", True), ("2025-09", False), ("2025-10", False)])
def test_a_deposit_past_its_return(build, places, period, said, origin, told):
    """第十三条: in September 2026 the deposit of September 2025 is returned; older ones no longer."""
    findings = openings.deposits_past_return(build("openings", {"origin": origin}), places, period)
    message = "工号1001来源期间2025-08的风险金500.00元早于本月返还的2025-09，以后不会自动返还"
    assert said(findings) == ([("X89", "提醒", "文件1.xlsx [表] 来源期间2", message)] if told else [])


PAST = {"ledger": "往期：提成", "origin": "2026-08"}


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        (PAST, "", ""),
        ({**PAST, "ledger": "往期:提成"}, "", ""),
        ({**PAST, "ledger": "往期：提层"}, "台账", "中的“提层”不是标准中人员的一个数，是否应为“提成”？"),
        ({**PAST, "object": "C1"}, "对象", "不应有对象"),
        ({**PAST, "origin": None}, "来源期间", "没有来源期间"),
        ({**PAST, "origin": "2026-09"}, "来源期间", "的来源期间2026-09不早于本月2026-09"),
        ({"ledger": "提成"}, "", ""),
    ],
)
def test_figures_of_earlier_months(build, places, period, said, row, column, problem):
    """往期：… names a figure of a person in one earlier month; it is no ledger."""
    rows = build("openings", row)
    findings = openings.wrong_history(rows, places, period, ("提成", "得分"), NONE)
    message = f"期初“{row['ledger']}”{problem}"
    assert said(findings) == ([("X19", "阻断", f"文件1.xlsx [表] {column}2", message)] if problem else [])
    told = frozenset({("文件1.xlsx", "表", f"{column}2")})
    assert openings.wrong_history(rows, places, period, ("提成", "得分"), told) == []
    assert bool(openings.unknown_ledgers(rows, places, LEDGERS)) == (row["ledger"] == "提成")


@pytest.mark.parametrize(("balance", "told"), [("0.01", False), ("0.011", True)])
def test_balances_are_whole_fen(build, places, said, balance, told):
    """A figure of an earlier month may have more decimals."""
    findings = openings.balances_finer_than_fen(
        build("openings", {"balance": Decimal(balance)}, {**PAST, "balance": Decimal("0.8567")}), places
    )
    expected = [("X98", "阻断", "文件1.xlsx [表] 余额2", "期初“风险金”的余额为0.011，多于2位小数")]
    assert said(findings) == (expected if told else [])
