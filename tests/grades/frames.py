"""Delivered tables of a month from rows under the names of their columns, days as text of 2026."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pandas as pd

from schemas.table import Table

from .people import day

FIGURES = ("money", "amount", "exact", "share", "number")


def frame(table: Table, *rows: Mapping[str, Any]) -> pd.DataFrame:
    """The table with these rows, each with a place to be read from."""
    made = []
    for number, row in enumerate(rows, start=2):
        whole = {name: _value(table, name, value) for name, value in row.items()}
        place = {name: value for name, value in (("source", 1), ("row", number)) if _has(table, name)}
        made.append({**place, **whole})
    return table.from_rows(made)


def _has(table: Table, name: str) -> bool:
    return any(column.name == name for column in table.columns)


def _value(table: Table, name: str, value: Any) -> Any:
    kind = table.column(name).type
    if value is None or value == "":
        return None
    if kind == "date":
        return value if isinstance(value, date) else day(value)
    return Decimal(str(value)) if kind in FIGURES else value


def weekdays(first: str, last: str) -> list[date]:
    """Monday to Friday."""
    days = [day(first) + timedelta(days=place) for place in range((day(last) - day(first)).days + 1)]
    return [one for one in days if one.weekday() < 5]
