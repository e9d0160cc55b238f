"""People whom records of duty name and the roster does not know; meetings where it is not said who came.

Scheme: 指引第五条, 第八条–第十条, 第十七条, 第二十条, 第二十四条; 走访规定, 督办规定.
Not covered: 同行人, who may stand there by name; customers, who need not be ours yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.places import Found, Places, Record, cell_finding, certainly, records, unreported
from pipeline.checks.strangers import known_ids, strangers, unknown_employees, zeros_hint
from pipeline.findings import Finding
from pipeline.period import Period
from schemas import intake

if TYPE_CHECKING:
    import pandas as pd


def unknown_employees_in_log_checks(roster: pd.DataFrame, log_checks: pd.DataFrame, places: Places) -> list[Finding]:
    """Work logs of a 工号 that the roster does not know. 第五条."""
    return unknown_employees(roster, log_checks, intake.LOG_CHECKS.heading, places)


def unknown_employees_in_meetings(roster: pd.DataFrame, meetings: pd.DataFrame, places: Places) -> list[Finding]:
    """Attendance at meetings of a 工号 that the roster does not know. 第九条, 第十条."""
    return unknown_employees(roster, meetings, intake.MEETINGS.heading, places)


def unknown_employees_in_leave_slips(roster: pd.DataFrame, leave_slips: pd.DataFrame, places: Places) -> list[Finding]:
    """Leave of a 工号 that the roster does not know. 第八条."""
    return unknown_employees(roster, leave_slips, intake.LEAVE_SLIPS.heading, places)


def unknown_employees_in_visits(roster: pd.DataFrame, customer_visits: pd.DataFrame, places: Places) -> list[Finding]:
    """Visits of a 工号 that the roster does not know. 走访规定."""
    return unknown_employees(roster, customer_visits, intake.CUSTOMER_VISITS.heading, places)


def unknown_employees_in_honours(roster: pd.DataFrame, honours: pd.DataFrame, places: Places) -> list[Finding]:
    """Rewards and punishments of a 工号 that the roster does not know. 第二十条."""
    return unknown_employees(roster, honours, intake.HONOURS.heading, places)


def unknown_employees_in_trainings(roster: pd.DataFrame, trainings: pd.DataFrame, places: Places) -> list[Finding]:
    """Trainings of a 工号 that the roster does not know. 第二十四条."""
    return unknown_employees(roster, trainings, intake.TRAININGS.heading, places)


def unknown_employees_in_decisions(
    roster: pd.DataFrame, grade_decisions: pd.DataFrame, places: Places
) -> list[Finding]:
    """Grades decided for a 工号 that the roster does not know. 第十七条."""
    return unknown_employees(roster, grade_decisions, intake.GRADE_DECISIONS.heading, places)


def unknown_employees_in_follow_ups(
    roster: pd.DataFrame, follow_ups: pd.DataFrame, places: Places, period: Period
) -> list[Finding]:
    """Matters raised by a 工号 that the roster does not know. 督办规定.

    A notice where it was raised before the month: people leave and what they raised stays open.
    """
    known = known_ids(roster["employee_id"])
    earlier = certainly(follow_ups["raised_on"] < period.first_day)
    left = [
        cell_finding("Y12", row, "employee_id", places, matter=row["follow_up_id"] or "（空）", raised=row["raised_on"],
                     hint=zeros_hint(row, known))
        for row in strangers(roster, follow_ups.loc[earlier])
    ]  # fmt: skip
    return unknown_employees(roster, follow_ups.loc[~earlier], intake.FOLLOW_UPS.heading, places) + left


def half_said_attendance(meetings: pd.DataFrame, places: Places, found: Found) -> list[Finding]:
    """A row of a person that does not say whether he came, or an answer that is nobody's. 第九条, 第十条.

    A stop: the row would count neither as present nor as absent.
    """
    silent = meetings.loc[meetings["employee_id"].notna() & meetings["attended"].isna()]
    nobody = meetings.loc[meetings["employee_id"].isna() & meetings["attended"].notna()]
    return [
        *_half_said(unreported(records(silent), "attended", places, found), "attended", places),
        *_half_said(unreported(records(nobody), "employee_id", places, found), "employee_id", places),
    ]


def _half_said(rows: list[Record], name: str, places: Places) -> list[Finding]:
    return [
        cell_finding("Y23", row, name, places, day=row["meeting_day"] or "", kind=row["meeting_kind"] or "会议",
                     problem=_missing(row, name))
        for row in rows
    ]  # fmt: skip


def _missing(row: Record, name: str) -> str:
    return f"没有写工号{row['employee_id']}的到会情况" if name == "attended" else f"写了“{row['attended']}”，没有写工号"
