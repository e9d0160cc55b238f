"""The largest customers (by the example's standard 5%) month by month, and who entered and left the list.

Scheme: 客户分级规定（V3）.  Of n customers this share is on the list, rounded half up, at least one if there is any.
The order is that of ``weights``, by the shares of the month itself; customers that are 销户 in the month are not
ranked; by a standard that sets no classes of customers there is no list.
Reads: customers, top_before.  Writes: top_customers.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd

from pipeline.customers.weights import Ranking, part_of, ranking, worded
from pipeline.period import Period, Span
from pipeline.settings import Standard
from schemas.appraisal import TOP_CUSTOMERS

ENTERED, STAYED, LEFT = "新进", "保留", "退出"


def top_customers(
    customers: pd.DataFrame, top_before: pd.DataFrame, span: Span, standard: Standard
) -> pd.DataFrame:
    """One row per month and customer of its list, by place; then those who were on the list of the month before.

    ``top_before`` are the rows of the month before the span, empty if there are none.  One who left keeps the figures
    of the month he left in, as far as he is still a customer.
    """
    shares = standard.scheme.text.customer_classes
    if shares is None:
        return TOP_CUSTOMERS.from_rows([])
    before = set(top_before.loc[top_before["listed"] != LEFT, "customer_id"])
    parts = [TOP_CUSTOMERS.from_rows([])]
    for month in span.months:
        ranked = ranking(customers[customers["month"] == str(month)])
        named = set(ranked.customer_ids[: _listed(len(ranked.customer_ids), shares.top)])
        parts.append(_of_month(month, ranked, named, before))
        before = named
    return pd.concat(parts, ignore_index=True)


def _listed(count: int, share: Fraction) -> int:
    """How many of so many customers are on the list."""
    return max(part_of(count, share), min(count, 1))


def _of_month(month: Period, ranked: Ranking, named: set[str], before: set[str]) -> pd.DataFrame:
    """The list of a month by place, whoever left it after it as their places are lower, then those who are gone."""
    shown = np.flatnonzero([name in named or name in before for name in ranked.customer_ids])
    changes = [_change(name, named, before) for name in ranked.customer_ids[shown]]
    made = worded(ranked.frame(shown), {"month": [str(month)] * len(shown), "listed": changes})
    gone = sorted(before - set(ranked.customer_ids))
    rows = [{"month": str(month), "customer_id": name, "listed": LEFT} for name in gone]
    ordered = made[[column.name for column in TOP_CUSTOMERS.columns]]
    return pd.concat([ordered, TOP_CUSTOMERS.from_rows(rows)], ignore_index=True)


def _change(name: str, named: set[str], before: set[str]) -> str:
    if name not in named:
        return LEFT
    return STAYED if name in before else ENTERED
