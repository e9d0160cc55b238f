"""Customers of a quarter classed: the first 20% 大, the middle 60% 中, the last 20% 小; and who moved.

Scheme: 客户分级规定（V3）.  Of n customers the numbers of 大 and of 小 are 20% of n, rounded half up; the rest are 中.
The order is that of ``weights``: the mean of the shares in volume and revenue of the whole quarter.  Customers that
were 销户 when last seen are not classed.
Reads: customers, classes_before.  Writes: customer_classes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from pipeline.customers.weights import ranking, worded
from pipeline.period import Span
from schemas.appraisal import CUSTOMER_CLASSES

LARGE, MEDIUM, SMALL = "大", "中", "小"
STEPS = {SMALL: 0, MEDIUM: 1, LARGE: 2}


def customer_classes(customers: pd.DataFrame, classes_before: pd.DataFrame, span: Span) -> pd.DataFrame:
    """One row per customer of the quarter, the heaviest first; then those classed before and not any more.

    ``classes_before`` is this table of the quarter before, empty if there is none.
    """
    ranked = ranking(customers[customers["month"].isin([str(month) for month in span.months])])
    count = len(ranked.customer_ids)
    before = _classes(classes_before)
    classes = _class_of_places(count)
    former = [before.pop(name, None) for name in ranked.customer_ids]
    words: dict[str, Sequence[str | None]] = {
        "customer_class": classes,
        "class_before": former,
        "class_moved": [_moved(old, new) for old, new in zip(former, classes, strict=True)],
    }
    made = worded(ranked.frame(np.arange(count)), words)
    gone = [{"customer_id": name, "class_before": before[name], "class_moved": "退出"} for name in sorted(before)]
    return pd.concat([made, CUSTOMER_CLASSES.from_rows(gone)], ignore_index=True)


def _class_of_places(count: int) -> list[str]:
    """The class of each place; 20% rounded half up is ``(2n + 5) // 10``."""
    outer = (2 * count + 5) // 10
    return [LARGE] * outer + [MEDIUM] * (count - 2 * outer) + [SMALL] * outer


def _classes(classes: pd.DataFrame) -> dict[str, str]:
    """The class of every customer who was classed, by his number."""
    named = classes[classes["customer_class"].notna()]
    columns = (named[name].to_numpy(dtype=object) for name in ("customer_id", "customer_class"))
    return dict(zip(*columns, strict=True))


def _moved(before: str | None, now: str, steps: Mapping[str, int] = STEPS) -> str:
    if before is None:
        return "新列入"
    if steps[before] == steps[now]:
        return "不变"
    return "上升" if steps[now] > steps[before] else "下降"
