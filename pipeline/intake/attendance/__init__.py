"""Attendance in its layouts, all ending as month facts per person and, where days are known, facts per person and day.

One module per layout; what they share is how heads are read (``heads``), what the words of a day (``words``) and the
marks of a day (``marks``) mean, and how facts become tables (``facts``).
"""

from __future__ import annotations

from pipeline.intake.attendance import dingtalk_days, dingtalk_month, matrix, plain_month, wecom_days, wecom_month
from pipeline.intake.attendance.heads import candidates
from pipeline.intake.raw import RawSheet
from pipeline.intake.sheets import Context, Reading

LAYOUTS = (dingtalk_days, wecom_days, dingtalk_month, wecom_month, matrix, plain_month)


def read(sheet: RawSheet, context: Context) -> Reading | None:
    """The attendance of a sheet in the first layout that knows it; None if none does."""
    heads = candidates(sheet)
    for layout in LAYOUTS:
        for head in heads:
            if layout.knows(head):
                return layout.read(sheet, head, context)
    return None
