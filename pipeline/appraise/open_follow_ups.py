"""What is followed up and still open when a quarter ends: kept for the next, and told where no register speaks of it.

Scheme: 督办规定（V2）: chased until it is closed.
Reads: follow_ups, open_before.  Writes: open_follow_ups.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.appraise.follow_ups import is_open, is_unregistered, last_registered
from pipeline.findings import Finding, finding
from pipeline.period import Span
from schemas.appraisal import OPEN_FOLLOW_UPS


def open_follow_ups(follow_ups: pd.DataFrame, span: Span, open_before: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row per matter open at the end of the span, by number, as it was registered last: days after it stay."""
    kept = [row for row in _by_number(follow_ups, open_before) if is_open(row, span)]
    return OPEN_FOLLOW_UPS.from_rows(kept)


def unregistered_follow_ups(
    follow_ups: pd.DataFrame, span: Span, open_before: pd.DataFrame | None = None
) -> list[Finding]:
    """Q30 for every matter still open that the register of the last month leaves out, by number."""
    return [
        finding("Q30", number=row["follow_up_id"], matter=row["matter"], month=row["month"], last=span.last_month)
        for row in _by_number(follow_ups, open_before)
        if is_unregistered(row, span)
    ]


def _by_number(follow_ups: pd.DataFrame, open_before: pd.DataFrame | None) -> list[dict[Any, Any]]:
    return sorted(last_registered(follow_ups, open_before), key=lambda row: row["follow_up_id"])
