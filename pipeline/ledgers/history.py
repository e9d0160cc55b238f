"""What later months, quarters and years will ask of this month: its quantities of persons, exactly as they were made.

They are worked out once more, since the tables of the month cut a quotient after their last decimal.
Reads: persons, person_measures, record_items, pay_items, statutory_items, carried_history.
Writes: month_figures, history.
"""

from __future__ import annotations

import pandas as pd

from pipeline.late_items import law_items, scheme_items
from pipeline.past import remembered, rows_kept
from pipeline.period import Period
from pipeline.settings import Standard
from schemas.appraisal import MONTH_FIGURES
from schemas.results import HISTORY


def month_figures(
    persons: pd.DataFrame,
    person_measures: pd.DataFrame,
    pay_items: pd.DataFrame,
    record_items: pd.DataFrame,
    carried_history: pd.DataFrame,
    period: Period,
    standard: Standard,
    statutory_items: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per quantity and person of this month, by quantity and 工号."""
    people = scheme_items(persons, person_measures, record_items, carried_history, period, standard).people
    if statutory_items is not None:
        known = [person_measures, pay_items]
        of_law = law_items(persons, known, carried_history, period, standard).people
        people.columns.update({name: made for name, made in of_law.columns.items() if name not in people.columns})
    made = MONTH_FIGURES.from_rows(rows_kept(people, standard))
    return made.sort_values(list(MONTH_FIGURES.key), ignore_index=True)


def history(month_figures: pd.DataFrame, carried_history: pd.DataFrame, standard: Standard) -> pd.DataFrame:
    """One row per quantity, person and month that formulas look back at: all that was carried on, and this month."""
    asked = month_figures[month_figures["quantity"].isin(remembered(standard))]
    whole = pd.concat([carried_history, asked], ignore_index=True)
    return whole.sort_values(list(HISTORY.key), ignore_index=True)
