"""Records of duty delivered twice, and numbers used twice.

Scheme: 指引第五条, 第八条–第十条, 第二十条, 第二十四条; 走访规定: each would count twice.
Not covered: 督办事项, whose number is a key the schema asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.places import Places, Record, by, cell_finding, records, spot
from pipeline.checks.repeated import Identity, repeated_records
from pipeline.checks.twice import told_pairs
from pipeline.checks.wording import person
from pipeline.findings import Finding
from schemas import intake
from schemas.table import Table

if TYPE_CHECKING:
    import pandas as pd

LOG_CHECK = Identity(
    intake.LOG_CHECKS, ("employee_id", "log_day", "spot_checked_by"), "", "同一人同一天的日志，一人抽查一次只记一行"
)
MEETING = Identity(intake.MEETINGS, ("meeting_day", "meeting_kind", "team"), "", "同日同类的两次会议，请填各自的团队")
PRESENCE = Identity(
    intake.MEETINGS, ("meeting_day", "meeting_kind", "employee_id"), "", "到会情况不同的，请留正确的一行"
)
LEAVE = Identity(
    intake.LEAVE_SLIPS, ("employee_id", "leave_kind", "leave_from", "leave_until"), "leave_id",
    "确为两张的，请各填请假单号",
)  # fmt: skip
VISIT = Identity(
    intake.CUSTOMER_VISITS, ("called_on", "employee_id", "customer_id"), "visit_id", "确为两次的，请各填走访编号"
)
HONOUR = Identity(
    intake.HONOURS, ("honour_day", "employee_id", "honour_kind", "honour"), "", "确为两次的，请在“奖惩事项”中写明区别"
)
TRAINING = Identity(
    intake.TRAININGS, ("training_day", "employee_id", "training"), "", "确为两次的，请在“培训内容”中写明区别"
)


def repeated_log_checks(log_checks: pd.DataFrame, places: Places) -> list[Finding]:
    """The log of one day checked twice by one person: once passed, once not, or counted twice. 第五条."""
    return repeated_records(LOG_CHECK, log_checks, places)


def repeated_meetings(meetings: pd.DataFrame, places: Places) -> list[Finding]:
    """The same meeting twice, or the same person at it twice. 第九条, 第十条."""
    of_person = meetings["employee_id"].notna()
    return [
        *repeated_records(MEETING, meetings.loc[~of_person], places),
        *repeated_records(PRESENCE, meetings.loc[of_person], places),
    ]


def repeated_leave_slips(leave_slips: pd.DataFrame, places: Places) -> list[Finding]:
    """The same leave twice, also if 请假单号 was left out of one, and a 请假单号 used for two. 第八条."""
    return [
        *repeated_records(LEAVE, leave_slips, places),
        *_numbers_used_twice(intake.LEAVE_SLIPS, leave_slips, LEAVE, places),
    ]


def repeated_visits(customer_visits: pd.DataFrame, places: Places) -> list[Finding]:
    """The same visit twice, also if 走访编号 was left out of one, and a 走访编号 used for two. 走访规定."""
    return [
        *repeated_records(VISIT, customer_visits, places),
        *_numbers_used_twice(intake.CUSTOMER_VISITS, customer_visits, VISIT, places),
    ]


def repeated_honours(honours: pd.DataFrame, places: Places) -> list[Finding]:
    """The same reward or punishment twice. 第二十条."""
    return repeated_records(HONOUR, honours, places)


def repeated_trainings(trainings: pd.DataFrame, places: Places) -> list[Finding]:
    """The same training of a person twice. 第二十四条."""
    return repeated_records(TRAINING, trainings, places)


def _numbers_used_twice(table: Table, rows: pd.DataFrame, identity: Identity, places: Places) -> list[Finding]:
    """A number that stands over two different records; alike ones are one record delivered twice."""
    name = identity.number
    numbered = rows.loc[rows[name].notna()]
    again = records(numbered.loc[numbered.duplicated(name, keep=False)])
    pairs = [
        (row, group[0])
        for group in by(again, name)
        for row in group[1:]
        if any(row[column] != group[0][column] for column in identity.columns)
    ]
    return told_pairs(table.heading, pairs, places, lambda row, first: _used_twice(table, name, (row, first), places))


def _used_twice(table: Table, name: str, pair: tuple[Record, Record], places: Places) -> Finding:
    row, first = pair
    facts = {
        "table": table.heading, "article": table.article, "first_place": spot(places, first, name),
        "this": _said(table, row), "first": _said(table, first),
    }  # fmt: skip
    return cell_finding("Y06", row, name, places, **facts)


def _said(table: Table, row: Record) -> str:
    day = "leave_from" if table is intake.LEAVE_SLIPS else "called_on"
    return f"{person(row)} {row[day] or '日期空'}"
