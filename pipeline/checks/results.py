"""Items that could not be computed, or may not have the value they have.

Scheme: 第十五条 (实发 may not be negative).  Reads: persons, person_measures, pay_items, statutory_items.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd

from pipeline.checks.places import Places
from pipeline.findings import Finding, finding
from pipeline.money import yuan
from pipeline.period import Period
from pipeline.scheme.facts import Facts
from pipeline.scheme.run import Failure, make_items
from pipeline.settings import Standard
from pipeline.standard_tables import person_facts
from schemas.columns import BY_NAME


def items_without_value(
    persons: pd.DataFrame,
    person_measures: pd.DataFrame,
    period: Period,
    standard: Standard,
    places: Places,
    statutory_items: pd.DataFrame | None = None,
) -> list[Finding]:
    """One finding per person and item at the root of the trouble; after the statute, of the statute's items."""
    facts = person_facts(persons, [person_measures], period)
    failed = make_items(standard.scheme, "人员", facts)
    if statutory_items is not None:
        failed = make_items(standard.law, "人员", facts)
    return [_finding(failure, persons, facts, places) for failure in failed]


def sales_without_value(sale_items: pd.DataFrame, standard: Standard, places: Places) -> list[Finding]:
    """Sales for which an item of the pay standard has no value, such as an amount outside every band."""
    return list(_without_value(sale_items, "产品销售", "sale_id", standard, places))


def customers_without_value(customer_items: pd.DataFrame, standard: Standard, places: Places) -> list[Finding]:
    """Customers for which an item of the pay standard has no value, such as a division by zero."""
    return list(_without_value(customer_items, "客户", "customer_id", standard, places))


def _without_value(frame: pd.DataFrame, each: str, key: str, standard: Standard, places: Places) -> Iterator[Finding]:
    heading = BY_NAME[key].heading
    for item in standard.scheme.items[each]:
        for record in frame[frame[item.name].isna()].to_dict("records"):
            source, row = int(record["source"]), int(record["row"])
            yield finding(
                "P03", file=places.file(source), sheet=places.sheet(source), cell=places.address(source, row, key),
                column=heading, value=record[key], heading=heading, item=item.name, article=item.source,
            )  # fmt: skip


def _finding(failure: Failure, persons: pd.DataFrame, facts: Facts, places: Places) -> Finding:
    person = persons.iloc[failure.row]
    value = facts.value(failure.item.name, failure.row)
    source, row = int(person["source"]), int(person["row"])
    return finding(
        "P01" if value is None else "P02",
        file=places.file(source),
        sheet=places.sheet(source),
        cell=places.address(source, row, "employee_id"),
        column="工号",
        value=person["employee_id"],
        who=f"{person['employee_id']} {person['person_name']}",
        item=failure.item.name,
        reason=failure.reason,
        article=failure.item.source,
        amount=yuan(value) if isinstance(value, Fraction) else "",
    )
