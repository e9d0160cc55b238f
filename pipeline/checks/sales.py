"""Product sales that cannot be paid as they stand.

Scheme: 第七条.
Reads: sales.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.places import Places, Record, by, cell_finding, certainly, records, spot
from pipeline.checks.wording import named, yuan
from pipeline.findings import Finding
from pipeline.period import Period

if TYPE_CHECKING:
    import pandas as pd

ASSET_PLAN = "资管计划"
SALE = ["confirmed_on_sale", "customer_id", "employee_id", "product_code", "subscribed", "fee_income"]
"""Two sales alike in all of these are probably one."""


def sales_outside_period(sales: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """Sales confirmed in another month. Scheme: 第七条.

    A stop: the sale would go unpaid in silence, here and in the month it belongs to.
    """
    days = sales["confirmed_on_sale"]
    outside = certainly(days < period.first_day) | certainly(days > period.last_day)
    return [
        cell_finding("X40", row, "confirmed_on_sale", places, sale=named(row["sale_id"]), period=period)
        for row in records(sales.loc[outside])
    ]


def repeated_sales(sales: pd.DataFrame, places: Places) -> list[Finding]:
    """The same sale under another 流水号: a notice, since a customer may buy the same twice in a day."""
    rows = sales.loc[sales[SALE].notna().all(axis=1) & ~sales.duplicated("sale_id")]
    repeated = records(rows.loc[rows.duplicated(SALE, keep=False)])
    return [_repeated_sale(row, group[0], places) for group in by(repeated, *SALE) for row in group[1:]]


def negative_asset_plans(sales: pd.DataFrame, places: Places) -> list[Finding]:
    """资管计划 with a negative amount: no band of the scheme covers it. Scheme: 第七条."""
    wrong = certainly(sales["product_type"] == ASSET_PLAN) & certainly(sales["subscribed"] < 0)
    return [
        cell_finding("X42", row, "subscribed", places, sale=named(row["sale_id"]), amount=yuan(row["subscribed"]))
        for row in records(sales.loc[wrong])
    ]


def _repeated_sale(row: Record, first: Record, places: Places) -> Finding:
    facts = {
        "sale": named(row["sale_id"]),
        "first": named(first["sale_id"]),
        "first_place": spot(places, first, "sale_id"),
        "customer": row["customer_id"],
        "day": row["confirmed_on_sale"],
        "amount": yuan(row["subscribed"]),
    }
    return cell_finding("X41", row, "sale_id", places, **facts)
