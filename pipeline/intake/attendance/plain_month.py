"""A plain table of the month with the standard headings: 应出勤天数, 出勤天数, 事假天数, …"""

from __future__ import annotations

from pipeline.intake.attendance.heads import Head
from pipeline.intake.attendance.meanings import DAY_FACTS
from pipeline.intake.attendance.monthly import read_monthly
from pipeline.intake.raw import RawSheet
from pipeline.intake.sheets import Context, Reading

NAME = "标准"
NEEDED = frozenset(fact for fact in DAY_FACTS if fact != "days_paid_leave")


def knows(head: Head) -> bool:
    """Every fact has a column, and the person a number."""
    return head.id_place is not None and head.day_place is None and head.facts >= NEEDED


def read(sheet: RawSheet, head: Head, context: Context) -> Reading:
    """The month facts."""
    return read_monthly(sheet, head, context, NAME)
