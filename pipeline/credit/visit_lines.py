"""Visits of the month, each with whether somebody else visited the same customer without knowing of it.

Source: the rule on customer visits (V1, V2: 被走访人重叠 must show).  Reads: customer_visits, roster.
Writes: visit_lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from pipeline.grade_ledger import plain_rows
from pipeline.period import Period
from schemas.appraisal import VISIT_LINES

_BETWEEN_NAMES = re.compile(r"[、，,；;/\s]+")
_AND = re.compile(r"[和及与]")
Row = Mapping[str, Any]


def visit_lines(customer_visits: pd.DataFrame, roster: pd.DataFrame, period: Period) -> pd.DataFrame:
    """One row per visit of the month, as delivered.

    Two persons who visit one customer in the month overlap unless a visit of either to him names the other, by 工号 or
    name, as companion.
    """
    names = {row["employee_id"]: row["person_name"] for row in plain_rows(roster)}
    rows = [row for row in plain_rows(customer_visits) if period.first_day <= row["called_on"] <= period.last_day]
    by_customer: dict[str, dict[str, list[Row]]] = {}
    for row in rows:
        by_customer.setdefault(row["customer_id"], {}).setdefault(row["employee_id"], []).append(row)
    return VISIT_LINES.from_rows([{**row, **_beside(row, by_customer[row["customer_id"]], names)} for row in rows])


def _beside(row: Row, visitors: Mapping[str, list[Row]], names: Mapping[str, str]) -> dict[str, Any]:
    """Who else visited the customer, and whether any of them did not know."""
    own = row["employee_id"]
    others = sorted(who for who in visitors if who != own)
    unknown = [
        who for who in others
        if not _named(visitors[own], who, names.get(who)) and not _named(visitors[who], own, names.get(own))
    ]  # fmt: skip
    told = "、".join(f"{who}（{names[who]}）" if names.get(who) else who for who in others)
    return {"overlaps": bool(unknown), "others": told or None}


def _named(visits: Iterable[Row], who: str, name: str | None) -> bool:
    """Whether any of these visits names this person as companion."""
    words = {word for visit in visits for word in _BETWEEN_NAMES.split(visit["companions"] or "")}
    companions = {*words, *(part for word in words for part in _AND.split(word))}  # a name may hold one of these, too
    return who in companions or (name is not None and name in companions)
