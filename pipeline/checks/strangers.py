"""Rows of people whom the table that lists them does not know, and the number that may be meant."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any

from pipeline.checks.places import Places, Record, cell_finding, records
from pipeline.findings import Finding
from schemas.table import Table

if TYPE_CHECKING:
    import pandas as pd


def asks_the_roster(table: Table, module: str) -> Callable[..., list[Finding]]:
    """The check of this module, ``unknown_employees_in_<table>``, that asks the roster about every 工号 of a table.

    Its parameters are called as what it reads: ``roster``, the table by its own name, ``places``.
    """
    names = ("roster", table.name, "places")
    asked = [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in names]
    signature = Signature(asked, return_annotation="list[Finding]")

    def check(*given: Any, **named: Any) -> list[Finding]:
        """Rows of a 工号 that the roster does not know."""
        roster, rows, places = (signature.bind(*given, **named).arguments[name] for name in names)
        return unknown_employees(roster, rows, table.heading, places)

    check.__signature__ = signature  # type: ignore[attr-defined]
    check.__name__, check.__module__ = f"unknown_employees_in_{table.name}", module
    return check


def unknown_employees(
    roster: pd.DataFrame, rows: pd.DataFrame, heading: str, places: Places, code: str = "X10"
) -> list[Finding]:
    """A finding for every row of a 工号 that the roster (or another table of people) does not know."""
    known = known_ids(roster["employee_id"])
    return [
        cell_finding(code, row, "employee_id", places, table=heading, hint=zeros_hint(row, known))
        for row in strangers(roster, rows)
    ]


def strangers(roster: pd.DataFrame, rows: pd.DataFrame) -> list[Record]:
    """The rows of a 工号 that the roster does not know; none where there is no roster."""
    if roster.empty:
        return []
    numbers = rows["employee_id"]
    return list(records(rows.loc[numbers.notna() & ~numbers.isin(roster["employee_id"])]))


def known_ids(numbers: pd.Series[str]) -> dict[str, str]:
    """A number without its leading zeros → the number, since a workbook that took it for a figure lost them."""
    return {number.lstrip("0"): number for number in numbers.dropna().tolist()}


def counterpart(number: str, known: dict[str, str]) -> str:
    """The known number that differs only in its leading zeros; "" if there is none."""
    return known.get(number.lstrip("0"), "")


def zeros_hint(row: Record, known: dict[str, str]) -> str:
    """The known 工号 that differs only in its leading zeros, as a remark."""
    likely = counterpart(row["employee_id"], known)
    return f"（花名册中有{likely}，可能丢失或多出了前面的0）" if likely else ""
