"""The items of the statute for every person.

Scheme: 第十五条.  Law: the documents each item of ``law`` in the configuration cites.
Reads: persons, person_measures, pay_items, carried_history.  Writes: statutory_items.
"""

from __future__ import annotations

import pandas as pd

from pipeline.late_items import law_items
from pipeline.period import Period
from pipeline.settings import Standard
from pipeline.standard_tables import framed
from schemas.table import Table


def statutory_items(
    persons: pd.DataFrame,
    person_measures: pd.DataFrame,
    pay_items: pd.DataFrame,
    carried_history: pd.DataFrame,
    period: Period,
    standard: Standard,
    made_tables: dict[str, Table],
) -> pd.DataFrame:
    """One row per person, one column per item of the statute."""
    made = law_items(persons, [person_measures, pay_items], carried_history, period, standard)
    return framed(persons, made.people, made_tables["statutory_items"])
