"""The statutory part of many people at once, month after month, as the engine makes it.

Reads: what is delivered of each person in a month.  The ledgers and the quantities of earlier months are carried from
month to month as the program does, those of the year started anew in January.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from pipeline.ledgers.balances import ledger_balances, ledger_movements, ledger_openings
from pipeline.measures.person_measures import measure_people
from pipeline.past import kept_value, remembered
from pipeline.period import Period
from pipeline.settings import Standard
from pipeline.standard_tables import computed_tables, line_tables
from pipeline.statutory.statutory_items import statutory_items
from schemas.intake import OPENINGS, SUPPLEMENTS
from schemas.results import HISTORY, LEDGER_OPENINGS, PERSONS
from schemas.table import Table
from tests.reference.tax_year import EMPLOYEE, FEN, NOTHING, Delivered

People = Mapping[str, Delivered]
"""By 工号."""
Rows = list[dict[str, Any]]


@dataclass
class Books:
    """The ledgers after the last month, and what earlier months leave to look back at."""

    balances: pd.DataFrame = field(default_factory=lambda: LEDGER_OPENINGS.from_rows([]))
    past: Rows = field(default_factory=list)

    def month(self, people: People, period: Period, standard: Standard) -> dict[str, dict[str, Any]]:
        """工号 to every item of the statute; the month then belongs to the books."""
        tables = computed_tables(standard, ("工号",))
        openings = ledger_openings(self.balances, OPENINGS.from_rows([]), True, period, standard)
        records, nobody = tables["record_items"].from_rows([]), tables["customer_items"].from_rows([])
        persons = PERSONS.from_rows([_person(number, one, period) for number, one in people.items()])
        measures = measure_people(
            persons, _lines(people, standard), records, _facts(people), openings, period, standard
        )
        pay = _filled(tables["pay_items"], [{**_who(*one), "应发合计": one[1].gross} for one in people.items()])
        made = statutory_items(persons, measures, pay, HISTORY.from_rows(self.past), period, standard, tables)
        moved = ledger_movements(nobody, records, records, measures, pay, period, standard, made)
        self.balances = _carried(ledger_balances(openings, moved))
        rows: Rows = made.to_dict("records")  # type: ignore[assignment]
        self.past += [
            kept for name in remembered(standard) for row in rows if name in row for kept in _kept(name, row, period)
        ]
        return {row["employee_id"]: row for row in rows}


def _who(number: str, one: Delivered) -> dict[str, Any]:
    return {"employee_id": number, "person_name": "某人", "team": "一队", "post": one.post}


def _person(number: str, one: Delivered, period: Period) -> dict[str, Any]:
    """Employed all month."""
    return {**_who(number, one), "hired_on": date(2020, 1, 1), "days_month": 20, "days_employed": 20,
            "employed_at_end": True, "hired_in_month": False, "left_in_month": False, "month_number": period.month,
            "grade": "中级" if one.post == EMPLOYEE else None, "first_job": "首次就业" if one.first_job else None,
            "low_income": one.low_income, "source": 1, "row": 1}  # fmt: skip


def _lines(people: People, standard: Standard) -> dict[str, pd.DataFrame]:
    """Every line table, empty but for contributions and deductions, each of which comes in two columns."""
    tables = line_tables(standard)
    rows = []
    for number, one in people.items():
        fund, parents = (one.contributions / 3).quantize(FEN), (one.declared / 3).quantize(FEN)
        rows.append({"employee_id": number, "pension": one.contributions - fund, "housing_fund": fund,
                     "children_education": one.declared - parents, "elderly_care": parents})  # fmt: skip
    empty = {heading: table.from_rows([]) for heading, table in tables.items()}
    return {**empty, "社保及专项": _filled(tables["社保及专项"], rows)}


def _facts(people: People) -> pd.DataFrame:
    """The bonuses as 补充数据 deliver them; how one taxed apart is taxed is left blank now and then."""
    rows: Rows = []
    for number, one in people.items():
        told = {"employee_id": number, "purpose": "年度奖金", "granted_by": "经理", "source": 1, "row": 1}
        rows += [{**told, "fact": "年终奖", "figure": one.bonus}] if one.bonus else []
        if one.bonus and (not one.bonus_apart or one.number % 2):
            rows.append({**told, "fact": "年终奖计税", "word": "单独" if one.bonus_apart else "合并"})
    return SUPPLEMENTS.from_rows(rows)


def _filled(table: Table, rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """A frame of the table; figures that a row does not name are 0."""
    assert all(table.column(name) for row in rows for name in row)
    zeros = {column.name: NOTHING for column in table.columns if column.type in ("money", "exact")}
    return table.from_rows([{**zeros, "source": 1, "row": 1, **row} for row in rows])


def _carried(balances: pd.DataFrame) -> pd.DataFrame:
    """What the next month opens with."""
    rows: Rows = balances.drop(columns="opening").rename(columns={"closing": "opening"}).to_dict("records")  # type: ignore[assignment]
    return LEDGER_OPENINGS.from_rows(rows)


def _kept(name: str, row: Mapping[str, Any], period: Period) -> Rows:
    """What a later month finds when it looks back at a quantity; nothing of one that was not worked out."""
    value = Fraction(row[name]) if isinstance(row[name], Decimal) else row[name]
    if value is None:
        return []
    return [{"quantity": name, "employee_id": row["employee_id"], "origin": str(period), **kept_value(value)}]
