"""The changes of grade a span decides, as entries of the ledger of grades.

Scheme: 指引第十七条.  Who keeps his grade has no entry.  Reads: grade_proposals.  Writes: grade_changes.
"""

from __future__ import annotations

import pandas as pd

from pipeline.grades.judged import SAME, words
from pipeline.period import Span
from schemas.appraisal import GRADE_CHANGES

BY_HAND = "人工"


def grade_changes(grade_proposals: pd.DataFrame, span: Span) -> pd.DataFrame:
    """One row per person whose grade moves, with the day it takes effect and what it came from."""
    origin = "年度" if span.is_year else "季度"
    return GRADE_CHANGES.from_rows(
        [
            {
                **{name: row[name] for name in ("employee_id", "article")},
                "approved_by": words(row["approved_by"]) or None,
                "grade": row["final_grade"],
                "grade_since": row["effective_on"],
                "grade_origin": BY_HAND if row["decided_by_hand"] else origin,
                "origin_period": str(span),
            }
            for row in grade_proposals.to_dict("records")
            if row["movement_word"] != SAME
        ]
    )
