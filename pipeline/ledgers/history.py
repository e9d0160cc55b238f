"""What later months will ask of this one: the quantities whose earlier values formulas name.

Reads: persons, person_measures, pay_items, statutory_items, carried_history.  Writes: history.
"""

from __future__ import annotations

import pandas as pd

from pipeline.past import rows_to_remember
from pipeline.period import Period
from pipeline.settings import Standard
from pipeline.standard_tables import person_facts
from schemas.results import HISTORY


def history(
    persons: pd.DataFrame,
    person_measures: pd.DataFrame,
    pay_items: pd.DataFrame,
    carried_history: pd.DataFrame,
    period: Period,
    standard: Standard,
    statutory_items: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per quantity, person and month: all that was carried on, and this month."""
    frames = [frame for frame in (person_measures, pay_items, statutory_items) if frame is not None]
    made = HISTORY.from_rows(rows_to_remember(person_facts(persons, frames, period), standard))
    whole = pd.concat([carried_history, made], ignore_index=True)
    return whole.sort_values(list(HISTORY.key), ignore_index=True)
