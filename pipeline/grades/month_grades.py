"""Which grades the appraisals of the month (考核 每月) lead to, out of what the month worked out; the closing ledger.

Scheme: the grading of the pay standard's monthly appraisals.  A decision by hand against them comes with the month it
takes effect in, like any other, and goes before theirs there.
"""

from __future__ import annotations

import pandas as pd

from pipeline.appraisals import appraisals_due
from pipeline.grade_ledger import ledger_frame, with_changes
from pipeline.grades import grade_proposals as of_span
from pipeline.period import Span
from pipeline.settings import Standard
from schemas.appraisal import CRITERIA_RESULTS, GRADE_PROPOSALS
from schemas.intake import GRADE_DECISIONS


def grade_proposals(persons: pd.DataFrame, pay_items: pd.DataFrame, span: Span, standard: Standard) -> pd.DataFrame:
    """One row per person employed on the last day whom a monthly appraisal grades; none where there is none.

    Reads: persons, pay_items.  Writes: grade_proposals.
    """
    if not appraisals_due(standard, span):
        return GRADE_PROPOSALS.from_rows([])
    there = persons[persons["employed_at_end"]].reset_index(drop=True)
    results, decisions = CRITERIA_RESULTS.from_rows([]), GRADE_DECISIONS.from_rows([])
    return of_span.grade_proposals(there, pay_items, results, decisions, span, standard)


def closing_grades(grade_history: pd.DataFrame, grade_changes: pd.DataFrame) -> pd.DataFrame:
    """The ledger of grades as the next month takes it over: that of the month, with what the month itself decided.

    Reads: grade_history, grade_changes.  Writes: closing_grades.
    """
    return grade_history if grade_changes.empty else ledger_frame(with_changes(grade_history, grade_changes))
