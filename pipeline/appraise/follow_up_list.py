"""Every matter followed up and where it stands at the end of the span, what is open first.

Scheme: 督办规定（V2）: recorded, sent to the department, chased and closed, and the customer told.
Reads: follow_ups, open_before, persons, span_persons.  Writes: follow_up_list.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from pipeline.appraise.follow_ups import Row, days_overdue, is_unregistered, latest_follow_ups, latest_persons
from pipeline.period import Span
from schemas.appraisal import FOLLOW_UP_LIST

STATES = ("超期未办结", "未办结", "办结未告知", "办结已告知")
"""In the order of the list."""


def follow_up_list(
    follow_ups: pd.DataFrame,
    persons: pd.DataFrame,
    span: Span,
    span_persons: pd.DataFrame | None = None,
    open_before: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per matter: by state, then the longest overdue, then the earliest due, then by number."""
    people = latest_persons(persons, span_persons)
    rows = [_row(matter, people, span) for matter in latest_follow_ups(follow_ups, span, open_before)]
    return FOLLOW_UP_LIST.from_rows(sorted(rows, key=_place))


def _row(matter: Row, people: dict[str, Row], span: Span) -> dict[str, Any]:
    person = people.get(matter["employee_id"])
    return {
        **{column.name: matter[column.name] for column in FOLLOW_UP_LIST.columns if column.name in matter},
        **{name: None if person is None else person[name] for name in ("person_name", "team")},
        "follow_up_state": _state(matter, span),
        "days_overdue": days_overdue(matter, span),
        "registration": f"未再登记，最后登记在{matter['month']}" if is_unregistered(matter, span) else None,
    }


def _state(matter: Row, span: Span) -> str:
    if matter["closed_on"] is None:
        return STATES[0] if days_overdue(matter, span) else STATES[1]
    return STATES[2] if matter["told_on"] is None else STATES[3]


def _place(row: Row) -> tuple[Any, ...]:
    due = row["due_on"] or date.max
    return STATES.index(row["follow_up_state"]), -row["days_overdue"], due, row["follow_up_id"]
