"""Customers of a quarter classed 大, 中 and 小 (by the example's standard 20%, 60%, 20% of their number); who moved.

Scheme: 客户分级规定（V3）.  Of n customers the numbers of 大 and of 小 are their shares of n, rounded half up; the rest
are 中.  The order is that of ``weights``: the mean of the shares in volume and revenue of the whole quarter.  Customers
that were 销户 when last seen are not classed; by a standard that sets no classes nobody is.
Reads: customers, classes_before.  Writes: customer_classes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from pipeline.customers.weights import part_of, ranking, worded
from pipeline.period import Span
from pipeline.scheme.terms import CustomerClasses
from pipeline.settings import Standard
from schemas.appraisal import CUSTOMER_CLASSES

LARGE, MEDIUM, SMALL = "大", "中", "小"
STEPS = (SMALL, MEDIUM, LARGE)
MOVES: Mapping[tuple[str | None, str], str] = {
    **{(None, now): "新列入" for now in STEPS},
    **{(old, now): "不变" if old == now else "上升" if STEPS.index(now) > STEPS.index(old) else "下降"
       for old in STEPS for now in STEPS},
}  # fmt: skip
"""What became of a customer, by the class before (none: he was not classed) and now."""


def customer_classes(
    customers: pd.DataFrame, classes_before: pd.DataFrame, span: Span, standard: Standard
) -> pd.DataFrame:
    """One row per customer of the quarter, the heaviest first; then those classed before and not any more.

    ``classes_before`` is this table of the quarter before, empty if there is none.
    """
    shares = standard.scheme.text.customer_classes
    if shares is None:
        return CUSTOMER_CLASSES.from_rows([])
    ranked = ranking(customers[customers["month"].isin([str(month) for month in span.months])])
    count = len(ranked.customer_ids)
    before = _classes(classes_before)
    classes = _class_of_places(count, shares)
    former = [before.pop(name, None) for name in ranked.customer_ids.tolist()]
    words: dict[str, Sequence[str | None]] = {
        "customer_class": classes,
        "class_before": former,
        "class_moved": [MOVES[pair] for pair in zip(former, classes, strict=True)],
    }
    made = worded(ranked.frame(np.arange(count)), words)
    gone = [{"customer_id": name, "class_before": before[name], "class_moved": "退出"} for name in sorted(before)]
    return pd.concat([made, CUSTOMER_CLASSES.from_rows(gone)], ignore_index=True)


def _class_of_places(count: int, shares: CustomerClasses) -> list[str]:
    """The class of each place; where rounding leaves fewer than both need, 小 has what 大 leaves."""
    large = part_of(count, shares.large)
    small = min(part_of(count, shares.small), count - large)
    return [LARGE] * large + [MEDIUM] * (count - large - small) + [SMALL] * small


def _classes(classes: pd.DataFrame) -> dict[str, str]:
    """The class of every customer who was classed, by his number."""
    named = classes[classes["customer_class"].notna()]
    columns = (named[name].to_numpy(dtype=object) for name in ("customer_id", "customer_class"))
    return dict(zip(*columns, strict=True))
