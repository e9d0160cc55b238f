"""What is known of each matter followed up at the end of a span: the row of the last month that speaks of it.

Scheme: 督办规定（V2）.  What is dated after the span has not happened yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from pipeline.grade_ledger import plain_rows
from pipeline.period import Span

Row = Mapping[Any, Any]
DAYS = ("sent_on", "closed_on", "told_on")


def latest_follow_ups(follow_ups: pd.DataFrame, span: Span) -> list[dict[Any, Any]]:
    """One record per matter of the span, days that are blank or after its end as None."""
    known = {row["follow_up_id"]: row for row in plain_rows(follow_ups.sort_values("month", kind="stable"))}
    return [{**row, **{name: _until(row[name], span.last_day) for name in DAYS}} for row in known.values()]


def days_overdue(matter: Row, span: Span) -> int:
    """How many days after its term the matter was closed; if it is still open, how many have passed at the end."""
    until: date = matter["closed_on"] or span.last_day
    due: date = matter["due_on"]
    return max((until - due).days, 0)


def _until(on: Any, last: date) -> date | None:
    return on if isinstance(on, date) and on <= last else None


def latest_persons(persons: pd.DataFrame, span_persons: pd.DataFrame | None) -> dict[str, Row]:
    """Every person by 工号 as the last month that knows him has him, in the order of 工号."""
    known: dict[str, Row] = {}
    if span_persons is not None:
        known = {row["employee_id"]: row for row in plain_rows(span_persons.sort_values("month", kind="stable"))}
    known.update({row["employee_id"]: row for row in plain_rows(persons)})
    return dict(sorted(known.items()))
