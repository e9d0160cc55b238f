"""What is known of each matter followed up at the end of a span: the row of the last month that speaks of it.

Scheme: 督办规定（V2）.  What is dated after the span has not happened yet.  A matter stays open until a
register closes it, of whichever span.
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
_OF_PERSON = ["employee_id", "person_name", "team", "post", "hired_on", "left_on"]


def latest_follow_ups(
    follow_ups: pd.DataFrame, span: Span, open_before: pd.DataFrame | None = None
) -> list[dict[Any, Any]]:
    """One record per matter of the span or open before it, days that are blank or after its end as None."""
    known = last_registered(follow_ups, open_before)
    return [{**row, **{name: _until(row[name], span.last_day) for name in DAYS}} for row in known]


def last_registered(follow_ups: pd.DataFrame, open_before: pd.DataFrame | None = None) -> list[dict[Any, Any]]:
    """Each matter as the last register that has it says; ``open_before`` are rows of ``open_follow_ups``."""
    earlier = [] if open_before is None else plain_rows(open_before)
    known = {row["follow_up_id"]: row for row in earlier}
    known |= {row["follow_up_id"]: row for row in plain_rows(follow_ups.sort_values("month", kind="stable"))}
    return list(known.values())


def is_open(matter: Row, span: Span) -> bool:
    """Whether a matter is not closed by the end of the span."""
    return _until(matter["closed_on"], span.last_day) is None


def is_unregistered(matter: Row, span: Span) -> bool:
    """Whether a matter is still open and missing from the register of the last month of the span."""
    return is_open(matter, span) and matter["month"] < str(span.last_month)


def days_overdue(matter: Row, span: Span) -> int:
    """How many days after its term the matter was closed; if it is still open, how many have passed at the end.

    Without a term none.
    """
    until: date = matter["closed_on"] or span.last_day
    due: date | None = matter["due_on"]
    return 0 if due is None else max((until - due).days, 0)


def _until(on: Any, last: date) -> date | None:
    return on if isinstance(on, date) and on <= last else None


def latest_persons(persons: pd.DataFrame, span_persons: pd.DataFrame | None) -> dict[str, Row]:
    """Every person by 工号 as the last month that knows him has him, in the order of 工号."""
    known: dict[str, Row] = {}
    if span_persons is not None:
        by_month = span_persons.sort_values("month", kind="stable")
        known = {row["employee_id"]: row for row in plain_rows(by_month[_OF_PERSON])}
    known.update({row["employee_id"]: row for row in plain_rows(persons[_OF_PERSON])})
    return dict(sorted(known.items()))
