"""Ledgers of the month: what was brought forward, what the items moved, what is carried on.

Scheme: 第八条 (accounts already awarded), 第十三条 (deposit by month of origin), 第十四条 (debt); law: cumulative withholding.
Reads: ledger_openings, pay_items, statutory_items, customer_items.  Writes: ledger_movements, ledger_balances.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pandas as pd

from pipeline.period import Period
from pipeline.scheme.compile import Rules
from pipeline.scheme.model import LedgerText, Posting
from pipeline.settings import Standard
from schemas.results import LEDGER_BALANCES, LEDGER_MOVEMENTS, LEDGER_OPENINGS

Key = tuple[str, str, str, str]  # ledger, 工号, object, month of origin


def ledger_openings(
    carried: pd.DataFrame, openings: pd.DataFrame, has_predecessor: bool, period: Period, standard: Standard
) -> pd.DataFrame:
    """The balances the month starts from: carried on by the month before, or delivered for the first month (期初).

    Ledgers of the year start anew in January; a delivered balance keeps only the names its ledger is kept by.
    """
    by = {ledger.name: ledger.by for _, ledger in ledgers_of(standard)}
    anew = {ledger.name for _, ledger in ledgers_of(standard) if ledger.reset == "每年一月清零"}
    balances: dict[Key, Decimal] = {}
    for row in (carried if has_predecessor else openings.rename(columns={"balance": "opening"})).to_dict("records"):
        if not (period.month == 1 and row["ledger"] in anew):
            key = _named_by(_key(row), by.get(row["ledger"], "人员与来源期间"))
            balances[key] = balances.get(key, Decimal(0)) + row["opening"]
    return LEDGER_OPENINGS.from_rows(
        [
            {**dict(zip(LEDGER_OPENINGS.key, key, strict=True)), "opening": opening}
            for key, opening in sorted(balances.items())
        ]
    )


def _named_by(key: Key, by: str) -> Key:
    ledger, person, customer, origin = key
    if by == "客户":
        return (ledger, "", customer, "")
    return (ledger, person, "", origin if by == "人员与来源期间" else "")


def ledgers_of(standard: Standard) -> Iterator[tuple[Rules, LedgerText]]:
    """Every ledger with the rule set that keeps it."""
    for rules in standard.rule_sets:
        for ledger in rules.text.ledgers:
            yield rules, ledger


def ledger_movements(
    customer_items: pd.DataFrame,
    person_measures: pd.DataFrame,
    pay_items: pd.DataFrame,
    statutory_items: pd.DataFrame,
    period: Period,
    standard: Standard,
) -> pd.DataFrame:
    """One row per item and person (or customer) that moves a ledger; items of 0 move nothing."""
    rows: list[dict[str, Any]] = []
    for rules, ledger in ledgers_of(standard):
        for posting in ledger.post:
            if posting.each == "客户":
                rows += _customer_rows(ledger, posting, customer_items)
            else:
                holding = (frame for frame in (statutory_items, pay_items, person_measures) if posting.item in frame)
                rows += _person_rows(rules, ledger, posting, next(holding), period)
    return LEDGER_MOVEMENTS.from_rows(sorted(rows, key=lambda row: (*_key(row), row["item"])))


def ledger_balances(ledger_openings: pd.DataFrame, ledger_movements: pd.DataFrame) -> pd.DataFrame:
    """One row per balance that existed or moved: opening + movements = closing."""
    openings: dict[Key, Decimal] = {}
    movements: dict[Key, Decimal] = {}
    for row in ledger_openings.to_dict("records"):
        openings[_key(row)] = openings.get(_key(row), Decimal(0)) + row["opening"]
    for row in ledger_movements.to_dict("records"):
        movements[_key(row)] = movements.get(_key(row), Decimal(0)) + row["movement"]
    rows = []
    for key in sorted(openings.keys() | movements.keys()):
        opening, movement = openings.get(key, Decimal(0)), movements.get(key, Decimal(0))
        if opening or movement:
            names = dict(zip(LEDGER_BALANCES.key, key, strict=True))
            rows.append({**names, "opening": opening, "movement": movement, "closing": opening + movement})
    return LEDGER_BALANCES.from_rows(rows)


def _key(row: dict[Any, Any]) -> Key:
    return tuple("" if pd.isna(row[name]) else row[name] for name in LEDGER_BALANCES.key)  # type: ignore[return-value]


def _person_rows(
    rules: Rules, ledger: LedgerText, posting: Posting, frame: pd.DataFrame, period: Period
) -> Iterator[dict[str, Any]]:
    posts = rules.posts(posting.who)
    origin = "" if posting.origin is None else str(period.shift(posting.origin))
    for person, post, amount in zip(frame["employee_id"], frame["post"], frame[posting.item], strict=True):
        if amount and (not posts or post in posts):
            moved = amount if posting.sign == "+" else -amount
            yield _row(ledger, posting, moved.quantize(Decimal("0.01")), employee_id=person, origin=origin)


def _customer_rows(ledger: LedgerText, posting: Posting, customers: pd.DataFrame) -> Iterator[dict[str, Any]]:
    moved = customers[customers[posting.item] != Decimal(0)]
    for customer, amount in zip(moved["customer_id"], moved[posting.item], strict=True):
        counted = amount if posting.as_ is None else Decimal(posting.as_.numerator) / posting.as_.denominator
        yield _row(ledger, posting, counted, object=customer)


def _row(ledger: LedgerText, posting: Posting, movement: Decimal, **names: str) -> dict[str, Any]:
    empty = {"employee_id": "", "object": "", "origin": ""}
    return {**empty, **names, "ledger": ledger.name, "item": posting.item, "movement": movement, "article": ledger.source}
