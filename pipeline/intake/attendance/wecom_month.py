"""企业微信 月报: one row per person, grouped headings with units, ``--`` for nothing."""

from __future__ import annotations

from pipeline.intake.attendance.heads import Head
from pipeline.intake.attendance.monthly import read_monthly
from pipeline.intake.raw import RawSheet
from pipeline.intake.sheets import Context, Reading

NAME = "企业微信月报"
MARKS = ("账号", "考勤概况", "异常统计", "假勤统计", "打卡次数", "标准工作时长", "实际工作时长", "异常合计", "所属规则")


def knows(head: Head) -> bool:
    """Counts per person, in columns or groups only WeCom has."""
    marks = sum(1 for text in MARKS if text in head.texts) + ("统计时间" in head.title)
    marks += "月报" in head.title
    return (
        head.has_person and head.day_place is None and len(head.facts) >= 3 and marks >= 2 and len(head.numbered) < 15
    )


def read(sheet: RawSheet, head: Head, context: Context) -> Reading:
    """The month facts; the export has no days."""
    return read_monthly(sheet, head, context, NAME)
