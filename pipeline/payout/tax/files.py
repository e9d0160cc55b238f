"""报税: the forms of the month for the client of the tax office, each written, read back and counted.

Writes: 报税/<form>_<period>.xlsx for every form somebody stands in; nothing for a form without people.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from pipeline.payout.model import NOTHING, Control, Payee, PayMonth
from pipeline.payout.tax.books import write_form
from pipeline.payout.tax.checks import tax_findings
from pipeline.payout.tax.deducted import PENSION, SPECIAL, SPECIAL_COLUMNS
from pipeline.payout.tax.forms import (
    CONTRIBUTIONS,
    INCOME,
    SURCHARGES,
    Form,
    Row,
    amounts,
    belongs_to,
    forms_of,
    has_bonus,
    plain_heading,
)
from pipeline.payout.tax.people import people_rows
from schemas.payout_tax import BONUS, LABOUR, PEOPLE, WAGES

__all__ = ["FOLDER", "tax_findings", "write_tax"]

FOLDER = "报税"
DEDUCTIBLE = "允许扣除的税费"


def write_tax(month: PayMonth, folder: Path) -> list[Control]:
    """Every form below ``folder``; what each says, against what the month says without asking the forms."""
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    controls: list[Control] = []
    for form in forms_of(month):
        name = f"{FOLDER}/{form.table.heading}_{month.period}.xlsx"
        controls += _controls(month, name, form, write_form(folder / name, form.table, form.rows))
    people = people_rows(month)
    if people:
        name = f"{FOLDER}/{PEOPLE.heading}_{month.period}.xlsx"
        found = write_form(folder / name, PEOPLE, people)
        controls.append(Control(name, "人数", len(found), Decimal(len(found)), Decimal(len(people))))
    return controls


def _controls(month: PayMonth, file: str, form: Form, found: list[Row]) -> Iterator[Control]:
    """The income of every form; of wages also all they deduct, of brokers the surcharges."""
    quantity = month.text.tax.bonus.amount if form.table is BONUS else INCOME
    expected = _expected(month, form, quantity)
    yield Control(file, quantity, len(found), _total(found, "income"), expected)
    if form.table is WAGES:
        named = [c.name for c in amounts(WAGES) if plain_heading(c) in month.text.tax.contributions]
        deducted = sum((_total(found, name) for name in named), NOTHING)
        withheld = month.totals.get(CONTRIBUTIONS, month.total(CONTRIBUTIONS))
        yield Control(file, CONTRIBUTIONS, len(found), deducted, withheld)
        yield from _deductions(month, file, form, found)
    if form.table is LABOUR and DEDUCTIBLE not in month.text.tax.columns.get(LABOUR.heading, {}):
        total = _total(found, "deductible_taxes")
        yield Control(file, SURCHARGES, len(found), total, _expected(month, form, SURCHARGES))


def _deductions(month: PayMonth, file: str, form: Form, found: list[Row]) -> Iterator[Control]:
    """Special additional deductions and the personal pension, where the month reckons with them."""
    for quantity, headings in ((SPECIAL, SPECIAL_COLUMNS), (PENSION, (PENSION,))):
        if any(quantity in payee.values for payee in form.payees):
            named = [column.name for column in amounts(WAGES) if column.heading in headings]
            deducted = sum((_total(found, name) for name in named), NOTHING)
            yield Control(file, quantity, len(found), deducted, _expected(month, form, quantity))


def _expected(month: PayMonth, form: Form, quantity: str) -> Decimal:
    """The total of the month, that of its report where it has one, less what does not belong into the form.

    Nothing is rounded here and nobody of the form is asked: whom it forgot, or half a fen, makes a difference.
    """
    is_of = has_bonus if form.table is BONUS else lambda month, payee: belongs_to(month, payee) is form.table
    others = sum((_exact(payee, quantity) for payee in month.payees if not is_of(month, payee)), NOTHING)
    whole = sum((_exact(payee, quantity) for payee in month.payees), NOTHING)
    return month.totals.get(quantity, whole) - others


def _exact(payee: Payee, quantity: str) -> Decimal:
    value = payee.values.get(quantity)
    return value if isinstance(value, Decimal) else NOTHING


def _total(rows: list[Row], name: str) -> Decimal:
    return sum((row[name] for row in rows), NOTHING)
