"""企业微信 日报: one row per person and day, grouped headings with units, ``--`` for nothing."""

from __future__ import annotations

from pipeline.intake.attendance.daily import read_daily
from pipeline.intake.attendance.heads import Head
from pipeline.intake.raw import RawSheet
from pipeline.intake.sheets import Context, Reading

NAME = "企业微信日报"


def knows(head: Head) -> bool:
    """A day, and at least three counts or the result of the day with one."""
    enough = len(head.facts) >= 3 or (bool(head.results) and len(head.facts) >= 1)
    return head.has_person and head.day_place is not None and enough


def read(sheet: RawSheet, head: Head, context: Context) -> Reading:
    """The facts of the days and their sums."""
    return read_daily(sheet, head, context, NAME)
