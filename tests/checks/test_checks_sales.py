"""Product sales that cannot be paid as they stand."""

from datetime import date
from decimal import Decimal

import pytest

from pipeline.checks import sales


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 8, 31), True), (date(2026, 9, 1), False), (date(2026, 9, 2), False),
        (date(2026, 9, 29), False), (date(2026, 9, 30), False), (date(2026, 10, 1), True),
    ],
)  # fmt: skip
def test_a_sale_of_another_month(build, places, period, said, day, told):
    """第七条: sales confirmed in the month; both its first and last day belong to it."""
    findings = sales.sales_outside_period(build("sales", {"confirmed_on_sale": day}), places, period)
    expected = [("X40", "阻断", "文件1.xlsx [表] 确认日期2", f"流水号S1的确认日期{day}不在2026-09")]
    assert said(findings) == (expected if told else [])


def test_the_same_sale_under_two_numbers(build, places, said):
    """Customer, person, product, day, amount and fee agree: a notice at the second."""
    rows = build("sales", {}, {"sale_id": "S2"}, {"sale_id": "S3", "subscribed": Decimal(1)})
    assert said(sales.repeated_sales(rows, places)) == [
        (
            "X41", "提醒", "文件1.xlsx [表] 流水号3",
            "流水号S2与流水号S1（文件1.xlsx [表] 流水号2）相同：2026-09-10客户C1同一产品10,000.00元",
        )
    ]  # fmt: skip


def test_a_repeated_number_is_told_by_the_schema_alone(build, places):
    """The same 流水号 twice is one record twice; an unread cell cannot be compared."""
    assert sales.repeated_sales(build("sales", {}, {}), places) == []
    assert (
        sales.repeated_sales(build("sales", {"fee_income": None}, {"fee_income": None, "sale_id": "S2"}), places) == []
    )


@pytest.mark.parametrize(("amount", "told"), [("0.01", False), ("0", False), ("-0.01", True)])
def test_a_negative_asset_plan(build, places, said, amount, told):
    """第七条: the bands begin at 0."""
    rows = build("sales", {"product_type": "资管计划", "subscribed": Decimal(amount)}, {"subscribed": Decimal(-5)})
    message = "流水号S1的资管计划认购金额为-0.01元，没有适用的提成档"
    expected = [("X42", "阻断", "文件1.xlsx [表] 认购金额2", message)]
    assert said(sales.negative_asset_plans(rows, places)) == (expected if told else [])
