"""What the roster says of grades against the ledger of grades, and decisions that contradict each other.

Scheme: 第二条 (the grade in force), 指引第十七条.  Reads: carried_grades, decided_grades, grade_decisions, roster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.places import Places, cell_finding
from pipeline.checks.wording import person
from pipeline.findings import Finding, finding
from pipeline.grade_ledger import Given, given_of
from pipeline.grade_merge import Said, merged
from pipeline.period import Period
from pipeline.settings import Standard

if TYPE_CHECKING:
    import pandas as pd


def grades_against_ledger(
    carried_grades: pd.DataFrame,
    decided_grades: pd.DataFrame,
    grade_decisions: pd.DataFrame,
    roster: pd.DataFrame,
    period: Period,
    standard: Standard,
    places: Places,
) -> list[Finding]:
    """Two grades of one person from one day (a stop); the roster beside the ledger; grades that begin earlier or later.

    Everything of a grade that is told, as the ledger is put together: codes G01 and G03 to G07.
    """
    given = given_of(carried_grades, decided_grades, grade_decisions, roster, period, standard)
    return [_finding(said, given, places) for said in merged(given).said]


def _finding(said: Said, given: Given, places: Places) -> Finding:
    who = person(given.roster.get(said.employee_id, {"employee_id": said.employee_id}))
    if said.record is None:
        return finding(said.code, value=said.employee_id, **{"who": who, **said.facts})  # type: ignore[arg-type]
    return cell_finding(said.code, said.record, said.column, places, who=who, **said.facts)
