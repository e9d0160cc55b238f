"""The facts and items of the appraisals of a quarter or a year, of every person appraised.

Scheme: the articles of each appraisal.  Law: 指引第十六条、第十七条.
Reads: persons, figures, progress, supplements.  Writes: appraisal_items.
"""

from __future__ import annotations

import pandas as pd

from pipeline.appraisal_facts import Appraised, appraised
from pipeline.appraisals import appraisal_items_table, made_names
from pipeline.period import Span
from pipeline.scheme.facts import Facts, Value
from pipeline.settings import Standard
from pipeline.standard_tables import PERSON, framed
from pipeline.supplement_values import column_of


def appraisal_items(
    persons: pd.DataFrame,
    figures: pd.DataFrame,
    progress: pd.DataFrame,
    supplements: pd.DataFrame,
    span: Span,
    standard: Standard,
) -> pd.DataFrame:
    """One row per person any appraisal of the span is of, one column per fact and item; empty where none is his."""
    made = appraised(persons, figures, progress, supplements, span, standard)
    everyone = {number for one in made for number in one.employees}
    chosen = persons[persons["employee_id"].isin(sorted(everyone))].reset_index(drop=True)
    facts = Facts(span.last_month, len(chosen))
    employees = [str(name) for name in chosen["employee_id"]]
    for one in made:
        for name, unit in made_names(one.rules).items():
            facts.columns[name] = _spread(one, name, unit, employees)
    return framed(chosen[list(PERSON)], facts, appraisal_items_table(standard, span))


def _spread(one: Appraised, name: str, unit: str, employees: list[str]) -> Value:
    """The column of one appraisal over all persons; without a value for those it is not of."""
    values = one.of_person(name)
    return column_of(unit, [values.get(who) for who in employees])
