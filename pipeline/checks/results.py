"""Items that could not be computed, or may not have the value they have.

Scheme: 第十五条 (实发 may not be negative).  Reads: persons, person_measures, pay_items, statutory_items.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd

from pipeline.checks.places import Places
from pipeline.findings import Finding, finding
from pipeline.late_items import LateItems, law_items, scheme_items
from pipeline.money import yuan
from pipeline.period import Period
from pipeline.scheme.model import CUSTOMER, PERSON, SALE
from pipeline.scheme.run import Failure
from pipeline.settings import Standard
from schemas.columns import BY_NAME


def items_without_value(
    persons: pd.DataFrame,
    person_measures: pd.DataFrame,
    record_items: pd.DataFrame,
    pay_items: pd.DataFrame,
    carried_history: pd.DataFrame,
    period: Period,
    standard: Standard,
    places: Places,
    statutory_items: pd.DataFrame | None = None,
) -> list[Finding]:
    """One finding per person (or line of a record) and item at the root of the trouble; after the statute, of its items."""
    if statutory_items is None:
        made = scheme_items(persons, person_measures, record_items, carried_history, period, standard)
    else:
        made = law_items(persons, [person_measures, pay_items], carried_history, period, standard)
    return [_finding(failure, persons, record_items, made, places) for failure in made.failures]


def sales_without_value(sale_items: pd.DataFrame, standard: Standard, places: Places) -> list[Finding]:
    """Sales for which an item of the pay standard has no value, such as an amount outside every band."""
    return list(_without_value(sale_items, SALE, "sale_id", standard, places))


def customers_without_value(customer_items: pd.DataFrame, standard: Standard, places: Places) -> list[Finding]:
    """Customers for which an item of the pay standard has no value, such as a division by zero."""
    return list(_without_value(customer_items, CUSTOMER, "customer_id", standard, places))


def _without_value(frame: pd.DataFrame, each: str, key: str, standard: Standard, places: Places) -> Iterator[Finding]:
    heading = BY_NAME[key].heading
    for item in standard.scheme.items[each]:
        for record in frame[frame[item.name].isna()].to_dict("records"):
            source, row = int(record["source"]), int(record["row"])
            yield finding(
                "P03", file=places.file(source), sheet=places.sheet(source), cell=places.address(source, row, key),
                column=heading, value=record[key], heading=heading, item=item.name, article=item.source,
            )  # fmt: skip


def _finding(
    failure: Failure, persons: pd.DataFrame, record_items: pd.DataFrame, made: LateItems, places: Places
) -> Finding:
    each = failure.item.each
    of_person = each == PERSON
    lines = persons if of_person else record_items[record_items["record"] == each]
    facts = made.people if of_person else made.records[each]
    line = lines.iloc[failure.row]
    value = facts.value(failure.item.name, failure.row)
    source, row = int(line["source"]), int(line["row"])
    return finding(
        "P01" if value is None else "P02",
        file=places.file(source),
        sheet=places.sheet(source),
        cell=places.address(source, row, "employee_id"),
        column="工号" if of_person else each,
        value=line["employee_id"] if of_person else f"第{row}行",
        who=f"{line['employee_id']} {line['person_name']}" if of_person else f"{each}第{row}行",
        item=failure.item.name,
        reason=failure.reason,
        article=failure.item.source,
        amount=yuan(value) if isinstance(value, Fraction) else "",
    )
