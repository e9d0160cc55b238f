"""The changes of grade a span decides, as entries of the ledger of grades.

Scheme: 指引第十七条.  Reads: grade_proposals.  Writes: grade_changes.
Who keeps his grade has no entry, unless it was decided by hand: then the ledger shows the reason and the approver from
the month after, and neither his grade nor his time in it changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pipeline.grade_ledger import ONE_DAY
from pipeline.grades.judged import SAME, words
from pipeline.period import Span
from schemas.appraisal import GRADE_CHANGES

BY_HAND = "人工"


def grade_changes(grade_proposals: pd.DataFrame, span: Span) -> pd.DataFrame:
    """One row per person whose grade moves or is kept by hand, with its first day and what it came from."""
    origin = "月度" if span.month else "年度" if span.is_year else "季度"
    return GRADE_CHANGES.from_rows(
        [
            {
                "employee_id": row["employee_id"],
                "article": _article(row),
                "approved_by": words(row["approved_by"]) or None,
                "grade": row["final_grade"],
                "grade_since": span.last_day + ONE_DAY if row["movement_word"] == SAME else row["effective_on"],
                "grade_origin": BY_HAND if row["decided_by_hand"] else origin,
                "origin_period": str(span),
            }
            for row in grade_proposals.to_dict("records")
            if row["movement_word"] != SAME or (row["decided_by_hand"] and words(row["final_grade"]))
        ]
    )


def _article(row: Mapping[Any, Any]) -> str:
    """The article a change rests on; of a decision by hand with its reason."""
    reason = words(row["purpose"]) if row["decided_by_hand"] else ""
    return f"{row['article']}：{reason}" if reason else str(row["article"])
