"""Proposals that cannot be carried out: a word that is no grade of the pay standard.

Law: 指引第十七条.  Reads: grade_proposals.
"""

from __future__ import annotations

import pandas as pd

from pipeline.findings import Finding, finding
from pipeline.grades.judged import words
from pipeline.settings import Standard


def proposals_without_grade(grade_proposals: pd.DataFrame, standard: Standard) -> list[Finding]:
    """A stop finding for every proposal of something that is not among the grades; an empty one proposes nothing."""
    grades = standard.scheme.text.grades
    return [
        finding(
            "Q19", value=row["proposed_grade"], who=f"{row['employee_id']} {row['person_name']}",
            grade=row["proposed_grade"], grades="、".join(grades), article=row["article"],
        )
        for row in grade_proposals.to_dict("records")
        if words(row["proposed_grade"]) and row["proposed_grade"] not in grades
    ]  # fmt: skip
