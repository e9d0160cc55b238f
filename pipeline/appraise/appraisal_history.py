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
    rows: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in (*plain_rows(figures), *_targets(target_shares)):
        rows[tuple(str(row[name]) for name in KEY)] = row
    kept = own_quantities(standard)
    for one in appraised(persons, figures, progress, supplements, span, standard):
        for row in _made(one, str(span.last_month)):
            if row["quantity"] in kept:
                rows[tuple(row[name] for name in KEY)] = row
    return APPRAISAL_HISTORY.from_rows([rows[key] for key in sorted(rows)])


def _made(one: Appraised, month: str) -> Iterator[dict[str, Any]]:
    people = one.people
    for name in made_names(one.rules):
        for row in range(people.rows):
            value = people.value(name, row)
            due = (item := one.rules.rules.item(name)) is None or item.due(people.period.month)
            if value is not None and due:
                yield {"quantity": name, "employee_id": str(people.value("工号", row)), "origin": month,
                       **kept_value(value)}  # fmt: skip


def _targets(target_shares: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for row in plain_rows(target_shares):
        value = exact_figure(row, "target")
        assert value is not None
        name = target_quantity(str(row["indicator"]), str(row["scope"]))
        yield {"quantity": name, "employee_id": row["object_id"], "origin": row["month"], **kept_value(value)}
