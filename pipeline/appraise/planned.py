"""年度计划 as written: the target of each month in the unit of its indicator.

Law: 指引第三条.  Reads: targets.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from pipeline.grade_ledger import plain_rows
from pipeline.scheme.appraisal_parts import Indicator
from pipeline.target_units import unit_factor
from schemas.columns import TARGET_SCOPES
from schemas.intake import MONTH_TARGETS

MONTHS = 12
BRANCH = TARGET_SCOPES[0]

Plan = Mapping[tuple[str, str], Fraction]
"""The targets of one month by scope and object; the branch's under an empty name."""


def planned(targets: pd.DataFrame, indicator: Indicator, year: int) -> dict[str, dict[tuple[str, str], Fraction]]:
    """Per month of the year the targets of an indicator, exact, in its unit; a row without a year is for this one.

    Where no month is written, each has a twelfth of the year's; of a level (期末, 平均) the year's itself.  A row that
    lacks a figure, a unit, a scope or an object has no target: other checks tell it, and stop.
    """
    found: dict[str, dict[tuple[str, str], Fraction]] = {}
    for row in rows_of(targets, indicator.name, year):
        factor = unit_factor(row["target_unit"] if isinstance(row["target_unit"], str) else "", indicator.unit)
        if factor is None:
            continue
        scope = row["target_scope"]
        name = "" if scope == BRANCH else row["target_object"]
        if scope not in TARGET_SCOPES or not isinstance(name, str) or (scope != BRANCH and not name):
            continue
        for month, target in _months(row, indicator).items():
            found.setdefault(f"{year:04d}-{month:02d}", {})[scope, name] = target * factor
    return found


def rows_of(targets: pd.DataFrame, indicator: str, year: int) -> list[dict[str, Any]]:
    """The rows of an indicator and a year."""
    return [row for row in plain_rows(targets[targets["indicator"] == indicator]) if row["target_year"] in (None, year)]


def _months(row: Mapping[str, Any], indicator: Indicator) -> dict[int, Fraction]:
    """The targets of the months as written, or what the year's comes to in each."""
    written = {place: Fraction(row[name]) for place, name in enumerate(MONTH_TARGETS, 1) if _filled(row[name])}
    if written:
        return written
    if not _filled(row["target_total"]):
        return {}
    whole = Fraction(row["target_total"])
    each = whole if indicator.take in ("期末", "平均") else whole / MONTHS
    return dict.fromkeys(range(1, MONTHS + 1), each)


def _filled(cell: Any) -> bool:
    return isinstance(cell, Decimal)
