"""What later quarters and years may ask of this one: every figure read, the items made, the targets as they counted.

Scheme: the articles of each appraisal.  Law: 指引第十七条 (grades follow from several periods).
Reads: persons, figures, progress, supplements, target_shares.  Writes: appraisal_history.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pipeline.appraisal_facts import Appraised, appraised
from pipeline.appraisals import made_names, own_quantities
from pipeline.grade_ledger import plain_rows
from pipeline.indicators import exact_figure, target_quantity
from pipeline.past import kept_value
from pipeline.period import Span
from pipeline.settings import Standard
from schemas.appraisal import APPRAISAL_HISTORY

KEY = list(APPRAISAL_HISTORY.key)


def appraisal_history(
    persons: pd.DataFrame,
    figures: pd.DataFrame,
    progress: pd.DataFrame,
    supplements: pd.DataFrame,
    target_shares: pd.DataFrame,
    span: Span,
    standard: Standard,
) -> pd.DataFrame:
    """One row per person, quantity and month: those read, and this span's items and facts under its last month, exact.

    Targets of the months stand there too, of persons, teams and the branch, under names no formula can say.
    """
    kept = own_quantities(standard)
    made = [*_targets(target_shares)]
    for one in appraised(persons, figures, progress, supplements, span, standard):
        made += _made(one, kept)
    rows = pd.concat([figures, APPRAISAL_HISTORY.from_rows(made)])
    made_again = rows.duplicated(KEY, keep="last")  # of two appraisals that keep one quantity the later has the word
    return rows[~made_again].sort_values(KEY, ignore_index=True)


def _made(one: Appraised, kept: frozenset[str]) -> Iterator[dict[str, Any]]:
    """The kept items and facts of an appraisal of the persons who have a value, as far as they are due."""
    employees, month = one.employees, str(one.people.period)
    for name in kept & made_names(one.rules).keys():
        item = one.rules.rules.item(name)
        if item is None or item.due(one.people.period.month):
            for employee, value in zip(employees, one.people.values(name), strict=True):
                if value is not None:
                    yield {"quantity": name, "employee_id": employee, "origin": month, **kept_value(value)}


def _targets(target_shares: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for row in plain_rows(target_shares):
        value = exact_figure(row, "target")
        assert value is not None
        name = target_quantity(str(row["indicator"]), str(row["scope"]))
        yield {"quantity": name, "employee_id": row["object_id"], "origin": row["month"], **kept_value(value)}
