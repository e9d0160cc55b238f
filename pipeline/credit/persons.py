"""Who is paid this month, and on how many pay days each was employed.

Scheme: 第一条 (D and d), 第二条 (persons employed on at least one day; for employees the grade in force on the first
day of the month, or on the entry day).
Reads: roster, grade_history.  Writes: persons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from pipeline.grade_ledger import Grade, graded_posts, grades_of, held_since, in_force
from pipeline.period import Period
from pipeline.settings import Standard
from schemas.results import PERSONS

_AS_DELIVERED = ("person_name", "team", "post", "first_job", "grade", "grade_from", "confirmed_on", "contract_until")


def persons(
    roster: pd.DataFrame,
    period: Period,
    standard: Standard,
    pay_days: Sequence[date],
    grade_history: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per person of the roster employed on at least one day of the month, by 工号."""
    graded = graded_posts(standard)
    ledger = {} if grade_history is None else grades_of(grade_history)
    rows = [_person(row, period, pay_days) for row in roster.to_dict("records")]
    made = [{**row, **_grade(row, period, ledger, graded)} for row in rows if row]
    return PERSONS.from_rows(sorted(made, key=lambda row: row["employee_id"]))


def _grade(
    row: Mapping[str, Any], period: Period, ledger: Mapping[str, Sequence[Grade]], graded: frozenset[str]
) -> dict[str, Any]:
    """The grade the ledger has in force, and since when; as the roster has it where the ledger knows nothing."""
    if row["post"] not in graded:
        return {"grade": None}
    held = ledger.get(row["employee_id"], ())
    current = in_force(held, max(period.first_day, row["hired_on"]))
    return {} if current is None else {"grade": current.grade, "grade_from": held_since(held, current)}


def _person(row: dict[Any, Any], period: Period, pay_days: Sequence[date]) -> dict[str, Any] | None:
    hired, left = row["hired_on"], None if pd.isna(row["left_on"]) else row["left_on"]
    if hired > period.last_day or (left is not None and left < period.first_day):
        return None
    return {
        **{name: None if pd.isna(row[name]) else row[name] for name in _AS_DELIVERED},
        "employee_id": row["employee_id"],
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
