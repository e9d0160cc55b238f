"""Leave that goes on past the end of the month: what the next month takes up where it does not deliver the slip again.

Source: 指引第八条.  Every slip of an unbroken leave is kept, since only together they may be long; one that ends on the
last day of the month too, since another may follow the day after.
Reads: leave_slips, carried_leave.  Writes: open_leave.
"""

from __future__ import annotations

import pandas as pd

from pipeline.leave import granted_slips, stretches
from pipeline.period import Period
from schemas.appraisal import OPEN_LEAVE


def open_leave(leave_slips: pd.DataFrame, period: Period, carried_leave: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row per granted slip of a leave that reaches the end of the month, with the month that delivered it last."""
    rows = [
        {"month": str(period), **slip}  # as it is carried on, a slip names its month itself
        for _, slips in sorted(granted_slips(leave_slips, carried_leave).items())
        for one in stretches(slips)
        if one.until >= period.last_day
        for slip in one.slips
    ]
    return OPEN_LEAVE.from_rows(rows)
