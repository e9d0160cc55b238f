"""Customers of a few months from a few words: 客户号, volume, revenue and, where it matters, the state."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pandas as pd

from pipeline.scheme.terms import CustomerClasses
from schemas.columns import columns
from schemas.table import Table

CUSTOMERS = Table(
    "customers", "客户业绩", "一行是一名客户一个月的业绩",
    columns("month", "customer_id", "customer_state", "turnover", "net_commission"),
)  # fmt: skip


def customers(*rows: tuple[str, str, str, str] | tuple[str, str, str, str, str]) -> pd.DataFrame:
    """One row per customer and month: month, 客户号, 交易额, 净佣金, and 客户状态 where it is not 正常."""
    made = []
    for month, number, volume, revenue, *state in rows:
        money = {"turnover": Decimal(volume), "net_commission": Decimal(revenue)}
        made.append({"month": month, "customer_id": number, "customer_state": state[0] if state else "正常", **money})
    return CUSTOMERS.from_rows(made)


def none_of(table: Table) -> pd.DataFrame:
    """The table without a row."""
    return table.from_rows([])


def standard(large: str = "20%", small: str = "20%", top: str = "5%") -> Any:
    """As much of a pay standard as the classes ask for; by default with the shares of the rule (V3)."""
    classes = CustomerClasses.model_validate({"large": large, "small": small, "top": top, "source": "客户分级规定"})
    return SimpleNamespace(scheme=SimpleNamespace(text=SimpleNamespace(customer_classes=classes)))


WITHOUT_CLASSES: Any = SimpleNamespace(scheme=SimpleNamespace(text=SimpleNamespace(customer_classes=None)))
