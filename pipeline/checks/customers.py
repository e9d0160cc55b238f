"""Customer figures that contradict themselves.

Scheme: 第三条 (净佣金 = 毛佣金 − 规费), 第八条 (开户日期, 客户状态, 期末资产, 交易额 decide the award).
Reads: customers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.places import Places, Record, cell_finding, certainly, records
from pipeline.checks.wording import named, yuan
from pipeline.findings import Finding
from pipeline.period import Period

if TYPE_CHECKING:
    import pandas as pd

CLOSED = "销户"


def net_commission_differs(customers: pd.DataFrame, places: Places) -> list[Finding]:
    """净佣金 that is not 毛佣金 − 规费 to the fen. Scheme: 第三条."""
    due = customers["gross_commission"] - customers["exchange_fees"]
    wrong = records(customers.loc[certainly(customers["net_commission"] != due)])
    return [cell_finding("X20", row, "net_commission", places, **_balance(row)) for row in wrong]


def opened_after_period(customers: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """Customers opened after the last day: the export is of another month or the date is wrong. Scheme: 第八条."""
    late = records(customers.loc[certainly(customers["opened_on"] > period.last_day)])
    return [
        cell_finding("X21", row, "opened_on", places, customer=named(row["customer_id"]), last_day=period.last_day)
        for row in late
    ]


def negative_assets(customers: pd.DataFrame, places: Places) -> list[Finding]:
    """Negative assets: possible with margin debt, else a mistake. Scheme: 第八条, 第九条."""
    return _negative("X22", ("closing_assets", "mean_assets"), customers, places)


def negative_trading(customers: pd.DataFrame, places: Places) -> list[Finding]:
    """Negative turnover or fees: possible after a reversal, else a mistake. Scheme: 第三条, 第八条."""
    return _negative("X23", ("turnover", "exchange_fees"), customers, places)


def closed_customers_trading(customers: pd.DataFrame, places: Places) -> list[Finding]:
    """Customers marked closed who traded: a notice, since one may trade and close in the same month."""
    traded = certainly(customers["turnover"] != 0) | certainly(customers["gross_commission"] != 0)
    rows = records(customers.loc[certainly(customers["customer_state"] == CLOSED) & traded])
    return [cell_finding("X24", row, "customer_state", places, **_trading(row)) for row in rows]


def _balance(row: Record) -> dict[str, object]:
    due = row["gross_commission"] - row["exchange_fees"]
    return {
        "customer": named(row["customer_id"]),
        "net": yuan(row["net_commission"]),
        "gross": yuan(row["gross_commission"]),
        "fees": yuan(row["exchange_fees"]),
        "due": yuan(due),
        "difference": yuan(row["net_commission"] - due),
    }


def _negative(code: str, names: tuple[str, ...], customers: pd.DataFrame, places: Places) -> list[Finding]:
    return [
        cell_finding(code, row, name, places, customer=named(row["customer_id"]))
        for name in names
        for row in records(customers.loc[certainly(customers[name] < 0)])
    ]


def _trading(row: Record) -> dict[str, object]:
    turnover, gross = row["turnover"], row["gross_commission"]
    return {
        "customer": named(row["customer_id"]),
        "turnover": "空" if turnover is None else f"{yuan(turnover)}元",
        "gross": "空" if gross is None else f"{yuan(gross)}元",
    }
