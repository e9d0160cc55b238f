"""The months a person's appraisal leaves out because of long leave: which, how many days, from when to when.

Scheme: a quantity of the month that the appraisal asks for, of unit 月 or 是否, whose formula names a measure of
请假核对; the month is left out where it is 0 or 否.
Reads: persons, figures, long_leave.  Writes: leave_cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pipeline.appraisals import appraisals_due
from pipeline.grade_ledger import plain_rows
from pipeline.past import of_quantities, stored_value
from pipeline.period import Span
from pipeline.scheme.item_parts import Item
from pipeline.scheme.order import needs
from pipeline.scheme.units import FLAG
from pipeline.settings import Standard
from schemas.appraisal import LEAVE_CUT, LEAVE_REVIEW

COUNTED = ("月", FLAG)
"""The units of what says whether a month counts: 0 or 1 months, yes or no."""


def leave_cut(
    persons: pd.DataFrame, figures: pd.DataFrame, long_leave: pd.DataFrame, span: Span, standard: Standard
) -> pd.DataFrame:
    """One row per person, month of the span left out and stretch of long leave in it (none known: without days).

    Of persons of the last month whom the rule that counts the months is for.
    """
    items = {item.name: item for item in _counting(span, standard)}
    leave: dict[tuple[str, str], list[dict[Any, Any]]] = {}
    for row in plain_rows(long_leave):
        leave.setdefault((row["employee_id"], row["month"]), []).append(row)
    posts = dict(zip(persons["employee_id"], persons["post"], strict=True))
    months, rows = {str(month) for month in span.months}, list[dict[str, Any]]()
    for name, values in of_quantities(figures, items.keys()).items():
        for row in values:
            who, month = row["employee_id"], row["origin"]
            concerned = who in posts and standard.scheme.formula_for(items[name], posts[who]) is not None
            if month in months and concerned and not stored_value(row, items[name].unit):
                said = {"employee_id": who, "month": month, "quantity": name, "article": items[name].source}
                rows += [{**stretch, **said} for stretch in leave.get((who, month), [{}])]
    return LEAVE_CUT.from_rows(sorted(rows, key=lambda row: (row["employee_id"], row["month"])))


def _counting(span: Span, standard: Standard) -> Iterator[Item]:
    """The items of the month that say whether it counts, as far as leave decides it and an appraisal asks for them."""
    text = standard.scheme.text
    asked = {name for rules in appraisals_due(standard, span) for name in rules.asked()}
    of_leave = {measure.name for measure in text.measures if measure.over == LEAVE_REVIEW.heading}
    for item in text.items:
        if item.name in asked and item.unit in COUNTED and needs(item) & of_leave:
            yield item
