"""What later months will ask of this one: the quantities whose earlier values formulas name.

They are worked out once more, since the tables of the month cut a quotient after their last decimal.
Reads: persons, person_measures, record_items, pay_items, statutory_items, carried_history.  Writes: history.
"""

from __future__ import annotations

import pandas as pd

from pipeline.late_items import law_items, scheme_items
from pipeline.past import remembered, rows_to_remember
from pipeline.period import Period
from pipeline.settings import Standard
from schemas.results import HISTORY


def history(
    persons: pd.DataFrame,
    person_measures: pd.DataFrame,
    record_items: pd.DataFrame,
    pay_items: pd.DataFrame,
    carried_history: pd.DataFrame,
    period: Period,
    standard: Standard,
    statutory_items: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per quantity, person and month: all that was carried on, and this month."""
    if not remembered(standard):
        return carried_history.sort_values(list(HISTORY.key), ignore_index=True)
    people = scheme_items(persons, person_measures, record_items, carried_history, period, standard).people
    if statutory_items is not None:
        known = [person_measures, pay_items]
        of_law = law_items(persons, known, carried_history, period, standard).people
        people.columns.update({name: made for name, made in of_law.columns.items() if name not in people.columns})
    made = HISTORY.from_rows(rows_to_remember(people, standard))
    whole = pd.concat([carried_history, made], ignore_index=True)
    return whole.sort_values(list(HISTORY.key), ignore_index=True)
