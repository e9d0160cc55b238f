"""The statutory part of some people, month after month, by the real engine; nothing is read from workbooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.late_items import law_items
from pipeline.ledgers.balances import ledger_balances, ledger_movements, ledger_openings
from pipeline.measures.person_measures import measure_people
from pipeline.past import kept_value, remembered
from pipeline.period import Period
from pipeline.settings import Standard
from pipeline.standard_tables import computed_tables, line_tables
from pipeline.statutory.statutory_items import statutory_items
from schemas.intake import OPENINGS, SUPPLEMENTS
from schemas.results import HISTORY, LEDGER_OPENINGS, PERSONS

CONFIG = Path(__file__).parents[2] / "config.yaml"
Row = Mapping[str, Any]


@dataclass
class Year:
    """Some people under one standard; ledgers and what formulas look back at carry on from month to month.

    ``refused`` are the items of the last month that may not be what they are, with the reason.
    """

    standard: Standard
    people: Sequence[Row]
    calendar_year: int = 2026
    openings: pd.DataFrame = field(default_factory=lambda: LEDGER_OPENINGS.from_rows([]))
    past: list[dict[str, Any]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def month(
        self, number: int, gross: Mapping[str, Decimal], declared: Sequence[Row] = (), facts: Sequence[Row] = ()
    ) -> dict[str, Any]:
        """工号 → every item of the statute, from 应发合计, rows of 社保及专项 and rows of 补充数据 by column name."""
        period = Period(self.calendar_year, number)
        tables = computed_tables(self.standard, ("工号",))
        opened = ledger_openings(self.openings, OPENINGS.from_rows([]), True, period, self.standard)
        persons = PERSONS.from_rows([_person(period, one) for one in self.people])
        lines = {heading: table.from_rows([]) for heading, table in line_tables(self.standard).items()}
        lines["社保及专项"] = _filled(line_tables(self.standard)["社保及专项"], declared)
        records = tables["record_items"].from_rows([])
        supplements = SUPPLEMENTS.from_rows([{"source": 1, "row": 1, **row} for row in facts])
        measures = measure_people(persons, lines, records, supplements, opened, period, self.standard)
        pay = _filled(
            tables["pay_items"], [{**_who(one), "应发合计": gross[one["employee_id"]]} for one in self.people]
        )
        history = HISTORY.from_rows(self.past)
        made = statutory_items(persons, measures, pay, history, period, self.standard, tables)
        told = law_items(persons, [measures, pay], history, period, self.standard).failures
        self.refused = [(failure.item.name, failure.reason) for failure in told]
        self._carry(opened, (tables, measures, pay, made), period)
        return {row["employee_id"]: row for row in made.to_dict("records")}

    def _carry(self, opened: pd.DataFrame, month: tuple[Any, Any, Any, Any], period: Period) -> None:
        tables, measures, pay, made = month
        nobody, nothing = tables["customer_items"].from_rows([]), tables["record_items"].from_rows([])
        moved = ledger_movements(nobody, nothing, nothing, measures, pay, period, self.standard, made)
        closing = ledger_balances(opened, moved).drop(columns="opening")
        opening = closing.rename(columns={"closing": "opening"})
        self.openings = LEDGER_OPENINGS.from_rows(
            [{str(k): v for k, v in row.items()} for row in opening.to_dict("records")]
        )
        for row in made.to_dict("records"):
            for name in remembered(self.standard):
                if (value := row.get(name)) is not None:
                    exact = Fraction(value) if isinstance(value, Decimal) else value
                    key = {"quantity": name, "employee_id": row["employee_id"], "origin": str(period)}
                    self.past.append({**key, **kept_value(exact)})

    def balance(self, ledger: str, who: str) -> Decimal:
        """What a ledger of a person closed with."""
        rows = self.openings
        return sum(rows[(rows["ledger"] == ledger) & (rows["employee_id"] == who)]["opening"], Decimal(0))


def employee(number: str = "E1", **facts: Any) -> dict[str, Any]:
    """A 客户经理."""
    return {"employee_id": number, "person_name": "某人", "team": "一队", "post": "客户经理", "grade": "中级", **facts}


def agent(post: str, number: str = "A1") -> dict[str, Any]:
    """A 证券经纪人 or 兼职."""
    return {"employee_id": number, "person_name": "某人", "team": "一队", "post": post}


def fact(who: str, name: str, value: object) -> dict[str, Any]:
    """A row of 补充数据: a figure or a word."""
    column = "figure" if isinstance(value, Decimal) else "word"
    return {"employee_id": who, "fact": name, column: value}


def brought(*balances: tuple[str, str, str]) -> pd.DataFrame:
    """Opening balances: (台账, 工号, 余额)."""
    rows = [{"ledger": name, "employee_id": who, "object": "", "origin": "", "opening": Decimal(amount)}
            for name, who, amount in balances]  # fmt: skip
    return LEDGER_OPENINGS.from_rows(rows)


def _who(one: Row) -> dict[str, Any]:
    return {name: one[name] for name in ("employee_id", "person_name", "team", "post")}


def _person(period: Period, one: Row) -> dict[str, Any]:
    """A person employed all month."""
    whole = {"days_month": 20, "days_employed": 20, "employed_at_end": True, "hired_in_month": False}
    return {"hired_on": date(2020, 1, 1), "left_in_month": False, "low_income": False, "month_number": period.month,
            "source": 1, "row": 1, **whole, **one}  # fmt: skip


def _filled(table: Any, rows: Sequence[Row]) -> pd.DataFrame:
    """A frame of the table; figures that a row does not name are 0."""
    zeros = {column.name: Decimal(0) for column in table.columns if column.type in ("money", "exact")}
    made: pd.DataFrame = table.from_rows([{**zeros, "source": 1, "row": 1, **row} for row in rows])
    return made
