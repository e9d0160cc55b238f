"""Long leave of the month: from when to when, of which kind, how many of its days fall into the month.

Source: 指引第八条; what leave is long is the pay standard's term.  Slips that follow one another without a day between
are one leave; an end that a later slip will move is told as the slips so far have it.
Reads: leave_slips, carried_leave, persons.  Writes: long_leave.
"""

from __future__ import annotations

import pandas as pd

from pipeline.leave import granted_slips, long_stretches
from pipeline.period import Period
from pipeline.settings import Standard
from schemas.appraisal import LONG_LEAVE


def long_leave(
    leave_slips: pd.DataFrame,
    persons: pd.DataFrame,
    period: Period,
    standard: Standard,
    carried_leave: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per person and stretch of long leave with a day in the month, in the order of ``persons``."""
    slips, term = granted_slips(leave_slips, carried_leave), standard.scheme.text.terms.long_leave
    return LONG_LEAVE.from_rows([
        {
            "employee_id": who, "leave_kind": one.kinds, "leave_from": one.since, "leave_until": one.until,
            "days_long_leave": days,
        }
        for who in persons["employee_id"]
        for one in long_stretches(slips.get(who, []), term)
        if (days := one.days_in(period))
    ])  # fmt: skip
