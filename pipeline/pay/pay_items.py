"""The items of the pay standard for every person.

Scheme: 第四条 to 第十四条 as written in the configuration.
Reads: persons, person_measures.  Writes: pay_items.
"""

from __future__ import annotations

import pandas as pd

from pipeline.period import Period
from pipeline.scheme.run import make_items
from pipeline.settings import Standard
from pipeline.standard_tables import framed, person_facts
from schemas.table import Table


def pay_items(
    persons: pd.DataFrame,
    person_measures: pd.DataFrame,
    period: Period,
    standard: Standard,
    made_tables: dict[str, Table],
) -> pd.DataFrame:
    """One row per person, one column per item of the pay standard; empty where an item has no value."""
    facts = person_facts(persons, [person_measures], period)
    make_items(standard.scheme, "人员", facts)
    return framed(persons, facts, made_tables["pay_items"])
