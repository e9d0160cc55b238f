"""The items of the pay standard for every person, and of the records whose items build on them.

Scheme: 第四条 to 第十四条 as written in the configuration.
Reads: persons, person_measures, record_items, carried_history.  Writes: pay_items, record_pay.
"""

from __future__ import annotations

import pandas as pd

from pipeline.late_items import scheme_items
from pipeline.period import Period
from pipeline.settings import Standard
from pipeline.standard_tables import framed
from schemas.table import Table


def pay_items(
    persons: pd.DataFrame,
    person_measures: pd.DataFrame,
    record_items: pd.DataFrame,
    carried_history: pd.DataFrame,
    period: Period,
    standard: Standard,
    made_tables: dict[str, Table],
) -> pd.DataFrame:
    """One row per person, one column per item of the pay standard; empty where an item has no value."""
    made = scheme_items(persons, person_measures, record_items, carried_history, period, standard)
    return framed(persons, made.people, made_tables["pay_items"])


def record_pay(
    persons: pd.DataFrame,
    person_measures: pd.DataFrame,
    record_items: pd.DataFrame,
    carried_history: pd.DataFrame,
    period: Period,
    standard: Standard,
    made_tables: dict[str, Table],
) -> pd.DataFrame:
    """One row per line of a record with the items that build on items of persons."""
    table = made_tables["record_pay"]
    made = scheme_items(persons, person_measures, record_items, carried_history, period, standard)
    parts = [
        framed(record_items[record_items["record"] == name], facts, table, partly=True)
        for name, facts in made.records.items()
    ]
    return pd.concat(parts, ignore_index=True) if parts else table.from_rows([])
