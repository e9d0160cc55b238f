"""The largest customers (by the example's standard 5%) month by month, and who entered and left the list.

Scheme: 客户分级规定（V3）.  Of n customers this share is on the list, rounded half up, at least one if there is any.
The order is that of ``weights``, by the shares of the month itself; customers that are 销户 in the month are not
ranked; by a standard that sets no classes of customers there is no list.  The first list of all is held against none.
Reads: customers, top_before.  Writes: top_customers.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pandas as pd

from pipeline.customers.weights import Ranking, part_of, ranking, worded
from pipeline.period import Period, Span
from pipeline.settings import Standard
from schemas.appraisal import TOP_CUSTOMERS

ENTERED, STAYED, LEFT = "新进", "保留", "退出"


def top_customers(customers: pd.DataFrame, top_before: pd.DataFrame, span: Span, standard: Standard) -> pd.DataFrame:
    """One row per month and customer of its list, by place; then those who were on the list of the month before.

    ``top_before`` are the rows of the month before the span, empty if there are none: then nobody of the first month
    has a change.  One who left keeps the figures of the month he left in, as far as he is still a customer.
    """
    shares = standard.scheme.text.customer_classes
    if shares is None:
        return TOP_CUSTOMERS.from_rows([])
    before = set(top_before.loc[top_before["listed"] != LEFT, "customer_id"]) if len(top_before) else None
    parts = [TOP_CUSTOMERS.from_rows([])]
    for month in span.months:
        ranked = ranking(customers[customers["month"] == str(month)])
        named = set(ranked.customer_ids[: _listed(len(ranked.customer_ids), shares.top)])
        parts += _of_month(month, ranked, named, before)
        before = named
    return pd.concat(parts, ignore_index=True)


def _listed(count: int, share: Fraction) -> int:
    """How many of so many customers are on the list."""
    return max(part_of(count, share), min(count, 1))


def _of_month(month: Period, ranked: Ranking, named: set[str], earlier: set[str] | None) -> Iterator[pd.DataFrame]:
    """The list of a month by place, whoever left it after it as their places are lower, then those who are gone."""
    before = earlier or set()
    told = named | before
    shown = np.flatnonzero([name in told for name in ranked.customer_ids.tolist()])
    names = ranked.customer_ids[shown].tolist()
    changes = [None if earlier is None else _change(name, named, before) for name in names]
    made = worded(ranked.frame(shown), {"month": [str(month)] * len(names), "listed": changes})
    yield made[[column.name for column in TOP_CUSTOMERS.columns]]
    gone = sorted(before.difference(names))
    yield TOP_CUSTOMERS.from_rows([{"month": str(month), "customer_id": name, "listed": LEFT} for name in gone])


def _change(name: str, named: set[str], before: set[str]) -> str:
    if name not in named:
        return LEFT
    return STAYED if name in before else ENTERED
