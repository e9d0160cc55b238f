"""Who stands in which form of the tax office, and which quantities of the month fill its columns.

Law: 国家税务总局公告2018年第61号 第六条（工资薪金）、第八条（劳务报酬）; 财税〔2018〕164号 第三条（证券经纪人）.
Employees and brokers have a row in a month of 0 too, since the month still counts; part-timers only with an income.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.checks.identity import ID_CARDS
from pipeline.payout.model import NOTHING, Payee, PayMonth
from schemas.columns import Column
from schemas.payout_tax import BONUS, FORMS, LABOUR, OCCASIONAL, WAGES
from schemas.table import Table

Row = dict[str, Any]
Sources = Mapping[str, tuple[str, ...]]

INCOME, CONTRIBUTIONS, SURCHARGES = "本期收入", "三险一金", "附加税费"
PAPER, PAPER_NUMBER = "证件类型", "身份证号"
RESIDENT = ID_CARDS[0]
TEXT_COLUMNS = ("其他",)
"""Columns too vague to be filled by a quantity that merely has the same name."""


@dataclass(frozen=True)
class Form:
    """One form of a month: its people, in the order of 薪酬月报表, and a row of each."""

    table: Table
    payees: tuple[Payee, ...]
    rows: tuple[Row, ...]


def forms_of(month: PayMonth) -> list[Form]:
    """Every form somebody stands in."""
    made = [_form(month, table) for table in FORMS]
    return [form for form in made if form.rows]


def belongs_to(month: PayMonth, payee: Payee) -> Table | None:
    """The form of a person's income by post, whether or not there is any; None if the configuration has none."""
    tax = month.text.tax
    if payee.post in month.posts(tax.wages):
        return WAGES
    labour = tax.labour.get(payee.post)
    return next((table for table in (LABOUR, OCCASIONAL) if labour and labour.form == table.heading), None)


def has_bonus(month: PayMonth, payee: Payee) -> bool:
    """Whether a bonus of the year is taxed apart this month; one merged into the wages is part of 本期收入."""
    bonus = month.text.tax.bonus
    return payee.money(bonus.amount) != 0 and (payee.word(bonus.way) or bonus.apart) == bonus.apart


def paper_of(month: PayMonth, payee: Payee) -> str:
    """证件类型: of the roster, or the usual one."""
    written = payee.word(PAPER)
    return RESIDENT if written in ID_CARDS else written or month.text.tax.document


def paper_number(payee: Payee) -> str:
    """证件号码 with capital letters, as the client keeps it."""
    return payee.word(PAPER_NUMBER).upper()


def plain_heading(column: Column) -> str:
    """The heading without the mark of what is needed."""
    return column.heading.removeprefix("*")


def amounts(table: Table) -> list[Column]:
    """The columns of a form that hold yuan."""
    return [column for column in table.columns if column.type == "money"]


def sources(month: PayMonth, table: Table) -> Sources:
    """Which quantities are added up in each column: as configured, else as every installation has them."""
    asked = month.text.tax.columns.get(table.heading, {})
    return {**_usual(month, table), **{column: several(named) for column, named in asked.items()}}


def several(named: str | tuple[str, ...]) -> tuple[str, ...]:
    """The quantities the configuration names: one, or a list to be added up."""
    return (named,) if isinstance(named, str) else named


def _usual(month: PayMonth, table: Table) -> dict[str, tuple[str, ...]]:
    """Wages: the quantity called like the column.  Brokers deduct surcharges only (I), part-timers nothing (I)."""
    if table is WAGES:
        headings = [column.heading for column in amounts(table)]
        return {heading: (heading,) for heading in headings if heading not in TEXT_COLUMNS}
    if table is LABOUR:
        return {INCOME: (INCOME,), "允许扣除的税费": (SURCHARGES,)}
    return {"收入": (INCOME,)} if table is OCCASIONAL else {"全年一次性奖金额": (month.text.tax.bonus.amount,)}


def _form(month: PayMonth, table: Table) -> Form:
    payees = tuple(payee for payee in month.payees if _stands_in(month, payee, table))
    filled = sources(month, table)
    return Form(table, payees, tuple(_row(month, payee, table, filled) for payee in payees))


def _stands_in(month: PayMonth, payee: Payee, table: Table) -> bool:
    if table is BONUS:
        return has_bonus(month, payee)
    if belongs_to(month, payee) is not table:
        return False
    labour = month.text.tax.labour.get(payee.post)
    return table is WAGES or labour is None or labour.zero or payee.money(INCOME) != 0


def _row(month: PayMonth, payee: Payee, table: Table, filled: Sources) -> Row:
    row: Row = {
        "employee_id": payee.employee_id, "person_name": payee.name,
        "paper": paper_of(month, payee), "paper_number": paper_number(payee) or None,
    }  # fmt: skip
    if table in (LABOUR, OCCASIONAL):
        row["income_item"] = month.text.tax.labour[payee.post].item
    row |= {column.name: _sum(payee, filled.get(plain_heading(column), ())) for column in amounts(table)}
    return {**row, "note": None}


def _sum(payee: Payee, quantities: tuple[str, ...]) -> Decimal:
    return sum((payee.money(name) for name in quantities), NOTHING)


def contributions_of(month: PayMonth, form: Form) -> Iterator[Decimal]:
    """What each row of 正常工资薪金所得 deducts as 三险一金."""
    named = set(month.text.tax.contributions)
    columns = [column.name for column in amounts(form.table) if plain_heading(column) in named]
    return (sum((row[name] for name in columns), NOTHING) for row in form.rows)
