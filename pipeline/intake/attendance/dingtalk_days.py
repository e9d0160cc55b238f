"""钉钉 每日统计: one row per person and day, a result per punch."""

from __future__ import annotations

from pipeline.intake.attendance.daily import read_daily
from pipeline.intake.attendance.heads import Head
from pipeline.intake.raw import RawSheet
from pipeline.intake.sheets import Context, Reading

NAME = "钉钉每日统计"


def knows(head: Head) -> bool:
    """A day, and the result of each punch."""
    punches = any("打卡结果" in text for text in head.texts)
    return head.has_person and head.day_place is not None and (punches or "上班缺卡次数" in head.texts)


def read(sheet: RawSheet, head: Head, context: Context) -> Reading:
    """The facts of the days and their sums."""
    return read_daily(sheet, head, context, NAME)
