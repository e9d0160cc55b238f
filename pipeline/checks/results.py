"""Items that could not be computed, or may not have the value they have.

Scheme: 第十五条 (实发 may not be negative).  Reads: persons, person_measures, pay_items, statutory_items.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np
import pandas as pd

from pipeline.checks.places import Places
from pipeline.findings import Finding, finding
from pipeline.late_items import LateItems, law_items, scheme_items
from pipeline.money import from_arrow, plain
from pipeline.period import Period
from pipeline.scheme.item_parts import Item
from pipeline.scheme.limit_words import allowed_words, amount_words
from pipeline.scheme.parts import CUSTOMER, PERSON, SALE
from pipeline.scheme.run import Failure, beyond
from pipeline.scheme.units import DAY, FLAG, WORDS
from pipeline.settings import Standard
from schemas.columns import BY_NAME

IN_FEN = "至多两位小数"
"""What is allowed where an item has no bound: an amount of its kind."""


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
    """One finding per person (or line of a record) and item at the root of the trouble.

    After the statute, of its items.
    """
    if statutory_items is None:
        made = scheme_items(persons, person_measures, record_items, carried_history, period, standard)
    else:
        made = law_items(persons, [person_measures, pay_items], carried_history, period, standard)
    return [_finding(failure, persons, record_items, made, places) for failure in made.failures]


def sales_without_value(sale_items: pd.DataFrame, period: Period, standard: Standard, places: Places) -> list[Finding]:
    """Sales for which an item of the pay standard has no value, such as an amount outside every band, or may not."""
    heading = BY_NAME["sale_id"].heading
    return list(_of_lines(sale_items, standard.scheme.items[SALE], heading, "sale_id", period, places))


def customers_without_value(
    customer_items: pd.DataFrame, period: Period, standard: Standard, places: Places
) -> list[Finding]:
    """Customers for which an item of the pay standard has no value, such as a division by zero, or may not have it."""
    heading = BY_NAME["customer_id"].heading
    return list(_of_lines(customer_items, standard.scheme.items[CUSTOMER], heading, "customer_id", period, places))


def records_without_value(
    record_items: pd.DataFrame, period: Period, standard: Standard, places: Places
) -> list[Finding]:
    """Lines of records for which an item that needs nothing of persons has no value, or may not have it."""
    found: list[Finding] = []
    for record in standard.scheme.text.records:
        lines = record_items[record_items["record"] == record.name]
        found += _of_lines(lines, standard.scheme.early(record.name), record.name, "", period, places)
    return found


def _of_lines(
    frame: pd.DataFrame, items: Sequence[Item], heading: str, key: str, period: Period, places: Places
) -> Iterator[Finding]:
    """The findings of lines called by their key or, without one, by their row."""
    sources, rows = frame["source"].tolist(), frame["row"].tolist()
    names = frame[key].tolist() if key else [f"第{row}行" for row in rows]
    for item in items:
        column = frame[item.name]
        empty = [] if item.unit == DAY else map(int, np.flatnonzero(column.isna()))  # a blank day is a value
        told: list[tuple[str, int, dict[str, str]]] = [("P03", place, {}) for place in empty]
        if item.unit not in (WORDS, DAY, FLAG):
            figures = from_arrow(column.array.__arrow_array__()).rows(len(frame))
            for failure in beyond(item, figures, period, np.ones(len(frame), dtype=bool)):
                amount, allowed = amount_words(figures.at(failure.row), item), allowed_words(item, IN_FEN)
                facts = {"reason": failure.reason, "amount": amount, "allowed": allowed}
                told.append(("P04" if failure.review else "P02", failure.row, facts))
        for code, place, facts in told:
            source, row, name = sources[place], rows[place], names[place]
            yield finding(
                code, file=places.file(source), sheet=places.sheet(source),
                cell=places.address(source, row, key or "employee_id"), column=heading, value=name,
                heading=heading, who=f"{heading}{name}", item=item.name, article=item.source, **facts,
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
        "P04" if failure.review else "P01" if value is None else "P02",
        file=places.file(source),
        sheet=places.sheet(source),
        cell=places.address(source, row, "employee_id"),
        column="工号" if of_person else each,
        value=line["employee_id"] if of_person else f"第{row}行",
        who=f"{line['employee_id']} {line['person_name']}" if of_person else f"{each}第{row}行",
        item=failure.item.name,
        reason=failure.reason,
        article=failure.item.source,
        amount=amount_words(value, failure.item),
        allowed=allowed_words(failure.item, IN_FEN),
    )


def balances_below_zero(ledger_balances: pd.DataFrame) -> list[Finding]:
    """Balances that fell below zero this month: more was taken than there was."""
    fallen = ledger_balances[(ledger_balances["closing"] < 0) & (ledger_balances["opening"] >= 0)]
    return [
        finding(
            "P05", value=row["ledger"], ledger=row["ledger"], opening=plain(Fraction(row["opening"])),
            closing=plain(Fraction(row["closing"])),
            who="、".join(str(row[name]) for name in ("employee_id", "object", "origin") if row[name]) or "营业部",
        )
        for row in fallen.to_dict("records")
    ]  # fmt: skip
