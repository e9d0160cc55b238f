"""Grades decided by hand that contradict each other, are none of the standard, or are of nobody.

Scheme: 指引第十七条.
Reads: grade_decisions; grades (those of the pay standard).  Of a quarter or a year also supplements, span_persons.
Not covered: 事由 and 审批人, which the schema asks of every decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.places import Places, Record, by, cell_finding, records, spot
from pipeline.checks.strangers import unknown_employees
from pipeline.checks.wording import listing, nearest, person, quoted
from pipeline.findings import Finding
from schemas.intake import GRADE_DECISIONS, SUPPLEMENTS

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.settings import Standard


def unknown_decided_grades(grade_decisions: pd.DataFrame, places: Places, grades: tuple[str, ...]) -> list[Finding]:
    """A decided grade that the pay standard in force does not have: nobody could be paid by it."""
    return [
        cell_finding("Y11", row, "decided_grade", places, who=person(row), grades=quoted(grades),
                     hint=nearest(row["decided_grade"], grades))
        for row in records(grade_decisions.loc[grade_decisions["decided_grade"].notna()])
        if row["decided_grade"] not in grades
    ]  # fmt: skip


def contradicting_decisions(grade_decisions: pd.DataFrame, places: Places) -> list[Finding]:
    """Two grades of one person from one day on; a decision delivered twice is one."""
    rows = records(grade_decisions.loc[grade_decisions[["employee_id", "decided_grade"]].notna().all(axis=1)])
    return [
        _contradiction(row, group[0], places)
        for group in by(rows, "employee_id", "effective_on")
        for row in group[1:]
        if row["decided_grade"] != group[0]["decided_grade"]
    ]


def unknown_grades_of_span(grade_decisions: pd.DataFrame, places: Places, standard: Standard) -> list[Finding]:
    """The same question of the decisions of a quarter or a year."""
    return unknown_decided_grades(grade_decisions, places, tuple(standard.scheme.text.grades))


def several_decisions_in_span(grade_decisions: pd.DataFrame, places: Places) -> list[Finding]:
    """More than one decision on a person in a quarter or a year: only one can stand against the proposal."""
    rows = records(grade_decisions.loc[grade_decisions["employee_id"].notna()])
    return [
        cell_finding("Y24", group[1], "decided_grade", places, who=person(group[1]), count=len(group),
                     grades=listing(row["decided_grade"] or "（空）" for row in group))
        for group in by(rows, "employee_id")
        if len(group) > 1
    ]  # fmt: skip


def strangers_in_span_decisions(
    grade_decisions: pd.DataFrame, span_persons: pd.DataFrame, places: Places
) -> list[Finding]:
    """Decisions on a 工号 that no month of the span knows."""
    return unknown_employees(span_persons, grade_decisions, GRADE_DECISIONS.heading, places, "Y25")


def strangers_in_span_supplements(
    supplements: pd.DataFrame, span_persons: pd.DataFrame, places: Places
) -> list[Finding]:
    """Supplementary data of a 工号 that no month of the span knows."""
    return unknown_employees(span_persons, supplements, SUPPLEMENTS.heading, places, "Y25")


def _contradiction(row: Record, first: Record, places: Places) -> Finding:
    facts = {
        "who": person(row), "day": row["effective_on"] or "（空）", "first": first["decided_grade"],
        "first_place": spot(places, first, "decided_grade"),
    }  # fmt: skip
    return cell_finding("Y10", row, "decided_grade", places, **facts)
