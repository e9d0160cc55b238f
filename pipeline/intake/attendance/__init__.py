"""Attendance in its layouts, all ending as month facts per person and, where days are known, facts per person and day.

One module per layout; what they share is how heads are read (``heads``), what the words of a day (``words``) and the
marks of a day (``marks``) mean, and how facts become tables (``facts``).
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.intake.attendance import dingtalk_days, dingtalk_month, matrix, plain_month, wecom_days, wecom_month
from pipeline.intake.attendance.heads import Head, candidates
from pipeline.intake.raw import RawSheet
from pipeline.intake.sheets import Context, Reading

LAYOUTS: tuple[tuple[Callable[[Head], bool], Callable[[RawSheet, Head, Context], Reading]], ...] = (
    (dingtalk_days.knows, dingtalk_days.read),
    (wecom_days.knows, wecom_days.read),
    (dingtalk_month.knows, dingtalk_month.read),
    (wecom_month.knows, wecom_month.read),
    (matrix.knows, matrix.read),
    (plain_month.knows, plain_month.read),
)


def read(sheet: RawSheet, context: Context) -> Reading | None:
    """The attendance of a sheet in the first layout that knows it; None if none does."""
    heads = candidates(sheet)
    for knows, read_layout in LAYOUTS:
        for head in heads:
            if knows(head):
                return read_layout(sheet, head, context)
    return None
