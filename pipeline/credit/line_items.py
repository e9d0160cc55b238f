"""What the scheme computes for each customer, for each sale and for each line of a record of its own.

Scheme: 第七条 (sales, each rounded), 第八条 (effective accounts).
Reads: customers, sales, records, persons, supplements, ledger_openings.  Writes: customer_items, sale_items,
record_items.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd

from pipeline.money import Figures
from pipeline.period import Period
from pipeline.scheme.cells import figures_of
from pipeline.scheme.expressions import Call
from pipeline.scheme.facts import Facts
from pipeline.scheme.model import Measure
from pipeline.scheme.parts import CUSTOMER, SALE, Record
from pipeline.scheme.run import make_items, surround
from pipeline.settings import Standard
from pipeline.standard_tables import framed, object_names, person_facts, record_facts
from pipeline.supplement_values import delivered_fact
from schemas.intake import CUSTOMERS, SALES
from schemas.table import Table


def customer_items(
    customers: pd.DataFrame,
    supplements: pd.DataFrame,
    ledger_openings: pd.DataFrame,
    period: Period,
    standard: Standard,
    made_tables: dict[str, Table],
) -> pd.DataFrame:
    """One row per customer: what the formulas may ask about him and what the scheme makes of it."""
    scheme = standard.scheme
    facts = surround(scheme, Facts.of(customers, CUSTOMERS.columns[2:], period))
    for fact in scheme.text.facts:
        if fact.each == CUSTOMER:
            facts.columns[fact.name] = delivered_fact(fact, supplements, customers["customer_id"].tolist())
    for measure in scheme.text.measures:
        if measure.each == CUSTOMER:
            facts.columns[measure.name] = _of_customers(measure, ledger_openings, customers["customer_id"])
    make_items(scheme, scheme.items[CUSTOMER], facts)
    return framed(customers, facts, made_tables["customer_items"])


def _of_customers(measure: Measure, openings: pd.DataFrame, customers: pd.Series[Any]) -> Figures:
    """How many entries a ledger has of each customer, or their sum."""
    by_object = openings[openings["ledger"] == measure.ledger].groupby("object", dropna=False)["opening"]
    found = by_object.size() if measure.take == Call("计数", ()) else by_object.sum()
    places = {customer: row for row, customer in enumerate(customers)}
    sums = [Fraction(0)] * len(places)
    for customer, amount in zip(found.index, found, strict=True):
        if customer in places:
            sums[places[customer]] = Fraction(amount)
    return figures_of(sums)


def sale_items(
    sales: pd.DataFrame, persons: pd.DataFrame, period: Period, standard: Standard, made_tables: dict[str, Table]
) -> pd.DataFrame:
    """One row per sale confirmed in the month with what the scheme makes of it, by 流水号."""
    confirmed = sales["confirmed_on_sale"]
    inside = sales[(confirmed >= period.first_day) & (confirmed <= period.last_day)]
    people = person_facts(persons, [], period)
    facts = surround(standard.scheme, Facts.of(inside, SALES.columns, period), people=people)
    make_items(standard.scheme, standard.scheme.items[SALE], facts)
    return framed(inside, facts, made_tables["sale_items"])


def record_items(
    records: pd.DataFrame,
    persons: pd.DataFrame,
    ledger_openings: pd.DataFrame,
    period: Period,
    standard: Standard,
    made_tables: dict[str, Table],
) -> pd.DataFrame:
    """One row per line of a record with what the scheme makes of it that needs no figure of a person."""
    scheme, people = standard.scheme, person_facts(persons, [], period)
    table = made_tables["record_items"]
    parts = []
    for record in scheme.text.records:
        facts = surround(scheme, record_facts(records, scheme, period)[record.name], people=people)
        for measure in scheme.text.measures:
            if measure.each == record.name:
                facts.columns[measure.name] = _of_record(measure, record, facts, ledger_openings)
        make_items(scheme, scheme.early(record.name), facts)
        parts.append(framed(records[records["record"] == record.name], facts, table, partly=True))
    return pd.concat(parts, ignore_index=True) if parts else table.from_rows([])


def _of_record(measure: Measure, record: Record, facts: Facts, openings: pd.DataFrame) -> Figures:
    """The balance of the object each line names, of the person it names where the measure says so."""
    balances: dict[tuple[str, str], Fraction] = {}
    kept = openings[openings["ledger"] == measure.ledger]
    for person, thing, opening in zip(kept["employee_id"], kept["object"], kept["opening"], strict=True):
        key = (person if measure.person else "", thing)
        balances[key] = balances.get(key, Fraction(0)) + Fraction(opening)
    names = object_names(record, measure.object, facts)
    people = [str(facts.value(measure.person, row)) if measure.person else "" for row in range(facts.rows)]
    return figures_of([balances.get(key, Fraction(0)) for key in zip(people, names, strict=True)])
