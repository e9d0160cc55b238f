"""Which grade each person is given by the appraisal of the span, or by hand, and why.

Scheme: 指引第十七条 (every three months, and at year end); the grading of the pay standard's appraisals.
Of several appraisals that grade a person, the one written last does.  A decision by hand goes before the proposal and
shows with its reason and approver; who has one is listed also where no appraisal grades him.
Reads: persons, appraisal_items, criteria_results, grade_decisions, leave_cut.  Writes: grade_proposals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from pipeline.appraisals import AppraisalRules, appraisals_due, indicator_units, months_of, units_of_own
from pipeline.grade_ledger import plain_rows
from pipeline.grades.conclusions import conclusion
from pipeline.grades.judged import Judged, Row, words
from pipeline.period import Span
from pipeline.settings import Standard
from schemas.appraisal import GRADE_PROPOSALS


def grade_proposals(
    persons: pd.DataFrame,
    appraisal_items: pd.DataFrame,
    criteria_results: pd.DataFrame,
    grade_decisions: pd.DataFrame,
    span: Span,
    standard: Standard,
    leave_cut: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per person who is graded by an appraisal or by hand, in the order of ``persons``."""
    items = {row["employee_id"]: row for row in plain_rows(appraisal_items)}
    decisions = {row["employee_id"]: row for row in plain_rows(grade_decisions)}
    results, cut = _by_person(criteria_results), _leave(leave_cut)
    scheme = standard.scheme.text
    due = sorted(appraisals_due(standard, span), key=lambda one: scheme.appraisals.index(one.text))  # as written
    grading = [one for one in due if one.text.grading is not None]
    units = {**months_of(standard), **indicator_units(standard), **units_of_own(standard)}
    rows = []
    for person in plain_rows(persons):
        number = person["employee_id"]
        appraisal = _appraisal(person, grading) if number in items else None
        if appraisal is not None or number in decisions:
            of_appraisal = results.get((number, appraisal.text.name if appraisal else ""), [])
            own = items.get(number, {})
            judged = Judged(person, appraisal, own, decisions.get(number), of_appraisal, scheme, span, units)
            rows.append(_row(replace(judged, leave=cut.get(number, ()))))
    return GRADE_PROPOSALS.from_rows(rows)


def _appraisal(person: Row, grading: Sequence[AppraisalRules]) -> AppraisalRules | None:
    """The appraisal that grades a person: the last written of those for his post."""
    own = [one for one in grading if not one.text.who or person["post"] in one.rules.posts(one.text.who)]
    return own[-1] if own else None


def _by_person(criteria_results: pd.DataFrame) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in plain_rows(criteria_results):
        found.setdefault((row["employee_id"], row["appraisal"]), []).append(row)
    return found


def _leave(leave_cut: pd.DataFrame | None) -> dict[str, list[Row]]:
    """The months left out, by person; a year has none of its own."""
    found: dict[str, list[Row]] = {}
    for row in plain_rows(leave_cut) if leave_cut is not None else ():
        found.setdefault(row["employee_id"], []).append(row)
    return found


def _row(judged: Judged) -> dict[str, Any]:
    decision = judged.decision
    return {
        **{name: judged.person[name] for name in ("employee_id", "person_name", "team", "post")},
        "grade": judged.grade or None,
        "grade_since": judged.since,
        "months_in_grade": judged.months_in_grade,
        "proposed_grade": judged.proposed or None,
        "final_grade": judged.final or None,
        "movement_word": judged.movement,
        "effective_on": judged.effective_on,
        "decided_by_hand": decision is not None,
        "purpose": None if decision is None else words(decision["purpose"]) or None,
        "approved_by": None if decision is None else words(decision["approved_by"]) or None,
        "conclusion": conclusion(judged),
        "article": judged.article,
    }
