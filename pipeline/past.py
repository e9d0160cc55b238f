"""Earlier months as formulas ask for them, and what of this month later ones will ask for.

A row of 往期 is one quantity of one person in one month: a figure in 数值, a word (or 是, 否) in 内容; a quotient
without a finite decimal keeps its exact fraction in 内容 beside the figure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from pipeline.grade_ledger import plain_rows
from pipeline.money import Figures
from pipeline.period import Period
from pipeline.scheme.facts import EVERY_MONTH, Facts, Past, Stored
from pipeline.scheme.parts import PERSON
from pipeline.scheme.units import DAY, FLAG, WORDS, column_unit
from schemas.intake import past_quantity
from schemas.results import PERSONS

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.settings import Standard

DIGITS = 14
"""Decimals a stored figure has room for."""
UNITS = 10**DIGITS
WHOLE = Context(prec=38)
"""As many digits as a stored figure may have; the usual 28 would cut a large one."""


def past_of(history: pd.DataFrame, standard: Standard) -> dict[str, Past]:
    """Every remembered quantity in earlier months, by its name: per 工号 oldest first, and the months it is due."""
    units = _units(standard)
    found: dict[str, dict[str, list[tuple[Period, Stored]]]] = {name: {} for name in remembered(standard)}
    for row in history.sort_values("origin").to_dict("records"):
        if row["quantity"] in found:
            value = stored_value(row, units.get(row["quantity"], ""))
            found[row["quantity"]].setdefault(row["employee_id"], []).append((Period.parse(row["origin"]), value))
    return {
        name: Past({who: tuple(values) for who, values in of_all.items()}, months_due(name, standard))
        for name, of_all in found.items()
    }


def delivered_history(openings: pd.DataFrame) -> list[dict[str, Any]]:
    """The figures of earlier months among the opening balances (期初), as rows of ``history``."""
    return [
        {"quantity": name, "employee_id": row["employee_id"], "origin": row["origin"], "figure": row["balance"]}
        for row in openings.to_dict("records")
        if (name := past_quantity(row["ledger"] if isinstance(row["ledger"], str) else ""))
    ]


def remembered(standard: Standard) -> tuple[str, ...]:
    """The quantities whose earlier values any formula of the standard asks for."""
    return tuple(dict.fromkeys(name for rules in standard.rule_sets for name in rules.remembered))


def quantities_kept(standard: Standard) -> tuple[str, ...]:
    """What a month keeps of each person: every fact, measure and item but days, and all that formulas look back at."""
    texts = [rules.text for rules in standard.rule_sets]
    units = {name: unit for text in texts for name, unit in text.quantities(PERSON).items()}
    constants = {name for text in texts for name in text.parameters}
    made = (name for name, unit in units.items() if unit != DAY and name not in constants)
    return tuple(dict.fromkeys((*made, *remembered(standard))))


def rows_kept(people: Facts, standard: Standard) -> list[dict[str, Any]]:
    """One row per quantity and person with what it is this month; none where it is not worked out."""
    rows: list[dict[str, Any]] = []
    for name in quantities_kept(standard):
        if name in people.columns and people.period.month in months_due(name, standard):
            rows += _rows_of(name, people)
    return rows


def _rows_of(name: str, people: Facts) -> Iterator[dict[str, Any]]:
    """The rows of one quantity, of every person who has a value."""
    month = str(people.period)
    for who, value in zip(cast(np.ndarray, people.columns["工号"]), people.values(name), strict=True):
        if value is not None:
            yield {"quantity": name, "employee_id": who, "origin": month, **kept_value(value)}


def months_due(name: str, standard: Standard) -> frozenset[int]:
    """The calendar months in which a quantity is worked out."""
    items = [item for rules in standard.rule_sets for item in rules.items[PERSON] if item.name == name]
    return frozenset(month for month in EVERY_MONTH if all(item.due(month) for item in items))


def _units(standard: Standard) -> Mapping[str, str]:
    persons = {column.heading: column_unit(column) for column in PERSONS.columns}
    made = {name: unit for rules in standard.rule_sets for name, unit in rules.text.quantities(PERSON).items()}
    return {**persons, **made}


def kept_value(value: Any) -> dict[str, Any]:
    """How a value is stored: a figure, a word, or beside the figure its exact fraction."""
    if isinstance(value, bool):
        return {"word": "是" if value else "否"}
    if not isinstance(value, Fraction):
        return {"word": str(value)}
    scaled, rest = divmod(value.numerator * UNITS, value.denominator)
    if not rest:
        return {"figure": Decimal(scaled).scaleb(-DIGITS, WHOLE)}
    figure = Figures(value.numerator, value.denominator).rounded(DIGITS)
    return {"figure": Decimal(int(figure.num)).scaleb(-DIGITS, WHOLE), "word": str(value)}


def of_quantities(figures: pd.DataFrame, names: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """The rows of each of these quantities."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for row in plain_rows(figures[figures["quantity"].isin(list(names))]):
        found[row["quantity"]].append(row)
    return found


def stored_value(row: Mapping[Any, Any], unit: str) -> Stored:
    """What a row holds of a quantity of this unit."""
    word = row["word"] if isinstance(row["word"], str) else ""
    if unit == FLAG:
        return word == "是"
    if unit == WORDS:
        return word
    return Fraction(word) if word else Fraction(row["figure"])
