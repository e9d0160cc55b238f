"""What the scheme computes for each customer and for each sale.

Scheme: 第七条 (sales, each rounded), 第八条 (effective accounts).
Reads: customers, sales, ledger_openings.  Writes: customer_items, sale_items.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.money import Figures
from pipeline.period import Period
from pipeline.scheme.facts import Facts
from pipeline.scheme.run import make_items
from pipeline.settings import Standard
from pipeline.standard_tables import framed
from schemas.intake import CUSTOMERS, SALES
from schemas.table import Table


def customer_items(
    customers: pd.DataFrame,
    ledger_openings: pd.DataFrame,
    period: Period,
    standard: Standard,
    made_tables: dict[str, Table],
) -> pd.DataFrame:
    """One row per customer: what the formulas may ask about him and what the scheme makes of it."""
    facts = Facts.of(customers, CUSTOMERS.columns[2:], period)
    for measure in standard.scheme.text.measures:
        if measure.each == "客户":
            rows = ledger_openings[ledger_openings["ledger"] == measure.ledger]
            counts = rows.groupby("object", dropna=False).size()
            found = customers["customer_id"].map(counts).fillna(0)
            facts.columns[measure.name] = Figures(found.to_numpy(dtype=np.int64).astype(object))
    make_items(standard.scheme, "客户", facts)
    return framed(customers, facts, made_tables["customer_items"])


def sale_items(sales: pd.DataFrame, period: Period, standard: Standard, made_tables: dict[str, Table]) -> pd.DataFrame:
    """One row per sale confirmed in the month with what the scheme makes of it, by 流水号."""
    confirmed = sales["confirmed_on_sale"]
    inside = sales[(confirmed >= period.first_day) & (confirmed <= period.last_day)]
    facts = Facts.of(inside, SALES.columns, period)
    make_items(standard.scheme, "产品销售", facts)
    return framed(inside, facts, made_tables["sale_items"])
