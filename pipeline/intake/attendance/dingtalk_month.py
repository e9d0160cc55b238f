"""钉钉 月度汇总: a title with the days covered, two heading rows, one row per person, a cell of words per day."""

from __future__ import annotations

from pipeline.intake.attendance.heads import Head
from pipeline.intake.attendance.monthly import read_monthly
from pipeline.intake.raw import RawSheet
from pipeline.intake.sheets import Context, Reading

NAME = "钉钉月度汇总"
MARKS = ("考勤组", "UserId", "严重迟到次数", "旷工迟到天数", "上班缺卡次数", "下班缺卡次数")


def knows(head: Head) -> bool:
    """Counts per person, in columns only DingTalk has, or day cells under 考勤结果."""
    marks = sum(1 for text in MARKS if text in head.texts) + (2 if head.under_results else 0)
    return head.has_person and head.day_place is None and len(head.facts) >= 2 and marks >= 2


def read(sheet: RawSheet, head: Head, context: Context) -> Reading:
    """The month facts and the days."""
    return read_monthly(sheet, head, context, NAME)
