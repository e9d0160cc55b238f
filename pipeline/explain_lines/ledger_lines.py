"""The balances behind a measure of a ledger, and the cells they were carried or delivered in."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.explain_lines.behind import Behind, Record, cell_words, digits, of_person
from pipeline.period import Period
from pipeline.scheme.explain import Line
from pipeline.scheme.model import Measure, Origins
from schemas.intake import past_quantity


def ledger_lines(behind: Behind, measure: Measure, employee: str) -> Iterator[Line]:
    """A line per opening balance of the person the measure adds up."""
    openings = of_person(behind.tables["ledger_openings"], "employee_id", employee)
    for record in openings[openings["ledger"] == measure.ledger].to_dict("records"):
        origin, thing = cell_words(record["origin"]), cell_words(record["object"])
        if _within(measure.origin, origin, behind.period):
            text = " ".join(filter(None, ("台账", measure.ledger, thing, origin)))
            places = tuple(_places(behind, record, employee))
            yield Line(text, f"余额 {digits(record['opening'])}", places)


def past_places(behind: Behind, quantity: str, employee: str, month: Period) -> tuple[str, ...]:
    """Where the quantity of an earlier month stands: in the ledger of the month before, or in 期初."""
    if behind.before is not None:
        return tuple(behind.before.past(quantity, employee, str(month)))
    return tuple(
        behind.place(record, "balance")
        for record in of_person(behind.tables["openings"], "employee_id", employee).to_dict("records")
        if past_quantity(cell_words(record["ledger"])) == quantity and cell_words(record["origin"]) == str(month)
    )


def _within(wanted: int | Origins | None, origin: str, period: Period) -> bool:
    """Whether a month of origin is asked for."""
    if wanted is None:
        return True
    if isinstance(wanted, int):
        return origin == str(period.shift(wanted))
    since = "" if wanted.from_ is None else str(period.shift(wanted.from_))
    return since <= origin <= str(period.shift(wanted.until))


def _places(behind: Behind, record: Record, employee: str) -> Iterator[str]:
    """The cell in the ledger of the month before; or the delivered balances, all where the ledger has no such names."""
    key = tuple(cell_words(record[name]) for name in ("ledger", "employee_id", "object", "origin"))
    if behind.before is not None:
        yield from behind.before.balance(key)
        return
    for given in of_person(behind.tables["openings"], "employee_id", employee).to_dict("records"):
        names = ((record[name], given[name]) for name in ("object", "origin"))
        fits = all(not cell_words(kept) or cell_words(kept) == cell_words(told) for kept, told in names)
        if given["ledger"] == record["ledger"] and fits:
            yield behind.place(given, "balance")
