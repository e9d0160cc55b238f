"""Earlier months as formulas ask for them, and what of this month later ones will ask for.

A row of 往期 is one quantity of one person in one month: a figure in 数值, a word (or 是, 否) in 内容; a quotient
without a finite decimal keeps its exact fraction in 内容 beside the figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pipeline.money import Figures
from pipeline.period import Period
from pipeline.scheme.facts import EVERY_MONTH, Facts, Past, Stored
from pipeline.scheme.model import PERSON
from pipeline.scheme.units import FLAG, WORDS, column_unit
from schemas.intake import past_quantity
from schemas.results import PERSONS

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.settings import Standard

DIGITS = 14
"""Decimals a stored figure has room for."""


def past_of(history: pd.DataFrame, standard: Standard) -> dict[str, Past]:
    """Every remembered quantity in earlier months, by its name: per 工号 oldest first, and the months it is due."""
    units = _units(standard)
    found: dict[str, dict[str, list[tuple[Period, Stored]]]] = {name: {} for name in remembered(standard)}
    for row in history.sort_values("origin").to_dict("records"):
        if row["quantity"] in found:
            value = _stored(row, units.get(row["quantity"], ""))
            found[row["quantity"]].setdefault(row["employee_id"], []).append((Period.parse(row["origin"]), value))
    return {
        name: Past({who: tuple(values) for who, values in of_all.items()}, _months(name, standard))
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


def rows_to_remember(people: Facts, standard: Standard) -> list[dict[str, Any]]:
    """One row per remembered quantity and person with what it is this month; none where it is not worked out."""
    rows = []
    for name in remembered(standard):
        if name in people.columns and people.period.month in _months(name, standard):
            for row in range(people.rows):
                value = people.value(name, row)
                if value is not None and not people.lacks(name, row):
                    kept = {"quantity": name, "employee_id": people.value("工号", row), "origin": str(people.period)}
                    rows.append({**kept, **_kept(value)})
    return rows


def _months(name: str, standard: Standard) -> frozenset[int]:
    """The calendar months in which a quantity is worked out."""
    items = [item for rules in standard.rule_sets for item in rules.items[PERSON] if item.name == name]
    return frozenset(month for month in EVERY_MONTH if all(item.due(month) for item in items))


def _units(standard: Standard) -> Mapping[str, str]:
    persons = {column.heading: column_unit(column) for column in PERSONS.columns}
    made = {name: unit for rules in standard.rule_sets for name, unit in rules.text.quantities(PERSON).items()}
    return {**persons, **made}


def _kept(value: Any) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"word": "是" if value else "否"}
    if not isinstance(value, Fraction):
        return {"word": str(value)}
    figure = Figures(value.numerator, value.denominator).rounded(DIGITS)
    short = Decimal(int(figure.num)).scaleb(-DIGITS)
    return {"figure": short} if Fraction(short) == value else {"figure": short, "word": str(value)}


def _stored(row: Mapping[Any, Any], unit: str) -> Stored:
    word = row["word"] if isinstance(row["word"], str) else ""
    if unit == FLAG:
        return word == "是"
    if unit == WORDS:
        return word
    return Fraction(word) if word else Fraction(row["figure"])
