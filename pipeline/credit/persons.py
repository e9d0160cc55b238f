"""Who is paid this month, and on how many pay days each was employed.

Scheme: 第一条 (D and d), 第二条 (persons employed on at least one day; grades are for employees only).
Reads: roster.  Writes: persons.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from pipeline.period import Period
from pipeline.settings import Standard
from schemas.columns import POSTS
from schemas.results import PERSONS

_AS_DELIVERED = ("person_name", "team", "post", "first_job", "grade_from", "confirmed_on", "contract_until")


def persons(roster: pd.DataFrame, period: Period, standard: Standard, pay_days: Sequence[date]) -> pd.DataFrame:
    """One row per person of the roster employed on at least one day of the month, by 工号."""
    graded = {post for members in standard.scheme.groups.values() for post in members} or set(POSTS)
    rows = [_person(row, period, graded, pay_days) for row in roster.to_dict("records")]
    return PERSONS.from_rows(sorted((row for row in rows if row), key=lambda row: row["employee_id"]))


def _person(row: dict[Any, Any], period: Period, graded: set[str], pay_days: Sequence[date]) -> dict[str, Any] | None:
    hired, left = row["hired_on"], None if pd.isna(row["left_on"]) else row["left_on"]
    if hired > period.last_day or (left is not None and left < period.first_day):
        return None
    return {
        **{name: None if pd.isna(row[name]) else row[name] for name in _AS_DELIVERED},
        "employee_id": row["employee_id"],
        "grade": row["grade"] if row["post"] in graded and not pd.isna(row["grade"]) else None,
        "hired_on": hired,
        "left_on": left,
        "low_income": bool(row["low_income"]) if not pd.isna(row["low_income"]) else False,
        "month_number": period.month,
        "days_month": len(pay_days),
        "days_employed": sum(1 for day in pay_days if hired <= day and (left is None or day <= left)),
        "employed_at_end": left is None or left >= period.last_day,
        "hired_in_month": hired >= period.first_day,
        "left_in_month": left is not None and left <= period.last_day,
        "source": row["source"],
        "row": row["row"],
    }
