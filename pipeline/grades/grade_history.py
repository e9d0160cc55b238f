"""The ledger of grades as of a month: what the month before carried on, what was decided since, what the roster says.

Scheme: 第二条 (the grade in force), 指引第十七条 (a quarter's and a year's appraisal move grades).
Reads: carried_grades, decided_grades, grade_decisions, roster.  Writes: grade_history.
"""

from __future__ import annotations

import pandas as pd

from pipeline.grade_ledger import given_of, ledger_frame
from pipeline.grade_merge import merged
from pipeline.period import Period
from pipeline.settings import Standard


def grade_history(
    carried_grades: pd.DataFrame,
    decided_grades: pd.DataFrame,
    grade_decisions: pd.DataFrame,
    roster: pd.DataFrame,
    period: Period,
    standard: Standard,
) -> pd.DataFrame:
    """One row per person and grade with its first and last day, persons and days in order."""
    given = given_of(carried_grades, decided_grades, grade_decisions, roster, period, standard)
    return ledger_frame(merged(given).grades)
