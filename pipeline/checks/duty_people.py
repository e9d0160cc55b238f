"""People whom records of duty name and the roster does not know; meetings where it is not said who came.

Scheme: 指引第五条, 第八条–第十条, 第十七条, 第二十条, 第二十四条; 走访规定, 督办规定.
Not covered: 同行人, who may stand there by name; customers, who need not be ours yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.places import Found, Places, Record, cell_finding, certainly, records, unreported
from pipeline.checks.strangers import asks_the_roster, known_ids, strangers, unknown_employees, zeros_hint
from pipeline.findings import Finding
from pipeline.period import Period
from schemas import intake

if TYPE_CHECKING:
    import pandas as pd


unknown_employees_in_log_checks = asks_the_roster(intake.LOG_CHECKS, __name__)  # 第五条
unknown_employees_in_meetings = asks_the_roster(intake.MEETINGS, __name__)  # 第九条、第十条
unknown_employees_in_leave_slips = asks_the_roster(intake.LEAVE_SLIPS, __name__)  # 第八条
unknown_employees_in_customer_visits = asks_the_roster(intake.CUSTOMER_VISITS, __name__)  # 走访规定
unknown_employees_in_honours = asks_the_roster(intake.HONOURS, __name__)  # 第二十条
unknown_employees_in_trainings = asks_the_roster(intake.TRAININGS, __name__)  # 第二十四条
unknown_employees_in_grade_decisions = asks_the_roster(intake.GRADE_DECISIONS, __name__)  # 第十七条


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
