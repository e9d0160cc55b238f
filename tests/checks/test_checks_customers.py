"""Customer figures that contradict themselves."""

from datetime import date
from decimal import Decimal

import pytest

from pipeline.checks import customers


@pytest.mark.parametrize(("net", "difference"), [("99.99", "-0.01"), ("100.00", None), ("100.01", "0.01")])
def test_net_commission_agrees_to_the_fen(build, places, said, net, difference):
    """第三条: 净佣金 equals 毛佣金 − 规费 to the fen."""
    findings = customers.net_commission_differs(build("customers", {"net_commission": Decimal(net)}), places)
    message = f"客户C1净佣金{net}元，毛佣金120.00元－规费20.00元＝100.00元，相差{difference}元"
    assert said(findings) == ([("X20", "阻断", "文件1.xlsx [表] 净佣金2", message)] if difference else [])
    assert [(item.value, item.expected) for item in findings] == (
        [(net, "净佣金100.00元（第三条）")] if difference else []
    )


def test_an_unread_figure_is_not_compared(build, places):
    """A cell that could not be read has its own finding."""
    for name in ("net_commission", "gross_commission", "exchange_fees"):
        assert customers.net_commission_differs(build("customers", {name: None}), places) == []


@pytest.mark.parametrize(("day", "told"), [(29, False), (30, False), (31, True)])
def test_opened_after_the_last_day(build, places, period, said, day, told):
    """第八条: the last day of the month still belongs to it."""
    opened = date(2026, 9, day) if day < 31 else date(2026, 10, 1)
    message = "客户C1的开户日期2026-10-01晚于本月最后一天2026-09-30"
    findings = customers.opened_after_period(build("customers", {"opened_on": opened}), places, period)
    assert said(findings) == ([("X21", "阻断", "文件1.xlsx [表] 开户日期2", message)] if told else [])


@pytest.mark.parametrize(("amount", "told"), [("0.01", False), ("0", False), ("-0.01", True)])
def test_negative_assets(build, places, said, amount, told):
    """第八条, 第九条: assets below 0 are worth a look."""
    findings = customers.negative_assets(build("customers", {"mean_assets": Decimal(amount)}), places)
    expected = [("X22", "提醒", "文件1.xlsx [表] 日均资产2", "客户C1的“日均资产”为-0.01元")]
    assert said(findings) == (expected if told else [])


def test_both_assets_are_asked(build, places):
    """期末资产 and 日均资产 are two cells."""
    rows = build("customers", {"mean_assets": Decimal(-1), "closing_assets": Decimal(-1)})
    assert [item.column for item in customers.negative_assets(rows, places)] == ["期末资产", "日均资产"]


def test_negative_fees_and_turnover(build, places, said):
    """A reversal may be the cause: notices."""
    rows = build("customers", {"exchange_fees": Decimal("-1.5")}, {"turnover": Decimal(-12345)}, {})
    assert said(customers.negative_trading(rows, places)) == [
        ("X23", "提醒", "文件1.xlsx [表] 交易额3", "客户C1的“交易额”为-12,345.00元"),
        ("X23", "提醒", "文件1.xlsx [表] 规费2", "客户C1的“规费”为-1.50元"),
    ]


def test_a_closed_customer_who_trades(build, places, said):
    """销户 with turnover or commission, even when one of them could not be read."""
    closed = {"customer_state": "销户"}
    rows = build(
        "customers",
        closed,
        {**closed, "turnover": Decimal(0), "gross_commission": Decimal(0)},
        {**closed, "turnover": None},
    )
    assert said(customers.closed_customers_trading(rows, places)) == [
        ("X24", "提醒", "文件1.xlsx [表] 客户状态2", "客户C1状态为销户，本月交易额50,000.00元、毛佣金120.00元"),
        ("X24", "提醒", "文件1.xlsx [表] 客户状态4", "客户C1状态为销户，本月交易额空、毛佣金120.00元"),
    ]


def test_a_customer_without_number_is_shown_as_empty(build, places, said):
    """The number has its own finding; no message speaks of None."""
    rows = build("customers", {"customer_id": None, "customer_state": "销户"})
    assert said(customers.closed_customers_trading(rows, places)) == [
        (
            "X24", "提醒", "文件1.xlsx [表] 客户状态2",
            "客户（空）状态为销户，本月交易额50,000.00元、毛佣金120.00元",
        )
    ]  # fmt: skip
