"""Delivered facts of a pay standard as columns: what 补充数据 says of each person, each customer, or the branch.

Scheme: the articles named by each fact.  Reads: supplements, whose rows the checks have found sound.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.content import day_of, yes_or_no
from pipeline.scheme.cells import Cells, Evaluated, figures_of, flags_of, words_of
from pipeline.scheme.expressions import number
from pipeline.scheme.parts import CUSTOMER, Fact
from pipeline.scheme.units import DAY, FLAG, WORDS

if TYPE_CHECKING:
    import pandas as pd

BRANCH_WIDE = "营业部"


def delivered_fact(fact: Fact, supplements: pd.DataFrame, keys: Sequence[str]) -> Evaluated:
    """The fact of every person or customer in ``keys``; one that is missing and must not be has no value."""
    rows = supplements[supplements["fact"] == fact.name]
    named = rows["customer_id" if fact.each == CUSTOMER else "employee_id"]
    cells = zip(named, rows["figure"], rows["word"], strict=True)
    found = {_key(name): _cell(fact, figure, word) for name, figure, word in cells}
    missing = _blank(fact)
    values = [found.get("" if fact.each == BRANCH_WIDE else key, missing) for key in keys]
    return column_of(fact.unit, values)


def column_of(unit: str, values: Sequence[Any]) -> Evaluated:
    """A column of plain values of one unit; None has no value (a day: is blank)."""
    if unit == FLAG:
        return flags_of(values)
    if unit == WORDS:
        return words_of(values)
    if unit == DAY:
        return Cells(np.array(values, dtype="datetime64[D]"))
    return figures_of(values)


def _key(name: Any) -> str:
    return name if isinstance(name, str) else ""


def _cell(fact: Fact, figure: Any, word: Any) -> Any:
    if fact.unit not in (FLAG, WORDS, DAY):
        return _blank(fact) if not isinstance(figure, Decimal) else Fraction(figure)
    if not isinstance(word, str):
        return _blank(fact)
    if fact.unit == FLAG:
        return yes_or_no(word)
    return day_of(word) if fact.unit == DAY else word


def _blank(fact: Fact) -> Any:
    """What stands for a fact that was not delivered; None if it must be."""
    if fact.blank is None or fact.unit == DAY:
        return None
    if fact.unit == FLAG:
        return fact.blank == "是"
    return fact.blank if fact.unit == WORDS else number(fact.blank)
