"""The statement of the year: per person what was paid and withheld month by month, and what it adds up to.

Scheme: 指引第十五条.  Reads: the computed months of one year, each as it stands now.  Writes: one locked workbook per
person.  Not covered: months nobody computed with this program; they are told, and only the cumulative figures of the
tax, which began from the opening balances, know of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from pipeline.findings import Finding, finding
from pipeline.money import yuan
from pipeline.payout.model import NOTHING, Control, Payee, PayMonth
from pipeline.payout.payslips.file_names import person_files
from pipeline.payout.payslips.password_rule import password
from pipeline.payout.payslips.payslips import as_many, password_findings
from pipeline.payout.payslips.person_rows import People
from pipeline.payout.payslips.statement_book import Statement, StatementRow, read_statement, statement_book
from pipeline.payout.payslips.terms import Splitter, counts
from pipeline.period import Period
from pipeline.reports.marking.encryption import lock, unlock
from pipeline.scheme.expressions import names
from pipeline.scheme.item_parts import Item
from schemas.payout_payslips import STATEMENT_MONTHS

NO_RESULT, NOT_THERE = "没有结果", "不在册"


@dataclass(frozen=True)
class Months:
    """The computed months of one year, in order; ValueError for none, or of several years: our own mistake."""

    months: Sequence[PayMonth]

    def __post_init__(self) -> None:
        if len({month.period.year for month in self.months}) != 1:
            raise ValueError("the months of one year are wanted")

    @property
    def last(self) -> PayMonth:
        """The last of them, whose configuration lays the statement out."""
        return max(self.months, key=lambda month: month.period.month)

    @property
    def year(self) -> int:
        """Their year."""
        return self.last.period.year

    @cached_property
    def by_period(self) -> dict[Period, PayMonth]:
        """The months by their period."""
        return {month.period: month for month in self.months}

    def periods(self) -> list[Period]:
        """January up to the last of them."""
        return [Period(self.year, number) for number in range(1, self.last.period.month + 1)]

    @cached_property
    def payees(self) -> dict[str, Payee]:
        """Everybody who was paid in some month, as he was last known."""
        ordered = sorted(self.months, key=lambda month: month.period.month)
        return {payee.employee_id: payee for month in ordered for payee in month.payees}

    @cached_property
    def _people(self) -> dict[Period, People]:
        return {month.period: People(month) for month in self.months}

    def amounts(self, period: Period, payee: Payee) -> dict[str, Decimal]:
        """应发合计, what its formula takes from it or adds to it, 实发合计, each with its sign."""
        people, text = self._people[period], self.last.text.payslips
        found = people.known.find(text.net)
        item = found[0] if found else None
        formulas = [item.formula, *(case.formula for case in item.cases)] if isinstance(item, Item) else []
        stop = frozenset(name for formula in formulas if formula is not None for name in names(formula))
        terms = Splitter(people.known, people.row(payee), stop).terms(text.net)
        between = {one.name: yuan(one.amount) for one in terms if one.name != text.gross and counts(one)}
        return {text.gross: payee.money(text.gross), **between, text.net: payee.money(text.net)}


def statement_findings(months: Sequence[PayMonth]) -> list[Finding]:
    """What must be mended before any statement is written, and the months that are not there."""
    year = Months(months)
    last = replace(year.last, payees=tuple(year.payees.values()))
    lacking = [period for period in year.periods() if period not in year.by_period]
    words = "、".join(map(str, lacking))
    told = [finding("W05", year=year.year, months=words, last=year.last.period)] if lacking else []
    return [*told, *password_findings(last)]


def write_statements(
    months: Sequence[PayMonth], folder: Path, say: Callable[[str], None] = lambda words: None
) -> list[Control]:
    """One locked workbook per person below ``folder``, read back when all are written: its totals against the months.

    Raises ValueError where there are not as many files as people: our own mistake, or a disk's.
    """
    year = Months(months)
    folder.mkdir(parents=True, exist_ok=True)
    statements = [_statement(year, payee) for payee in year.payees.values()]
    files = person_files(year.payees.values(), year.year)
    for number, statement in enumerate(statements, 1):
        if number % 50 == 0:
            say(f"年度对账单 {number}/{len(statements)}")
        path = folder / files[statement.payee.employee_id]
        path.write_bytes(lock(statement_book(statement), _password(year, statement.payee)))
    as_many(folder, len(statements))
    controls: list[Control] = []
    read: list[dict[str, object]] = []
    for statement in statements:
        file = files[statement.payee.employee_id]
        opened, _ = unlock((folder / file).read_bytes(), [_password(year, statement.payee)])
        rows = read_statement(opened, statement.payee.employee_id)
        read += rows
        controls += _controls(statement, file, rows)
    STATEMENT_MONTHS.schema.validate(STATEMENT_MONTHS.from_rows(read))
    return controls


def _statement(year: Months, payee: Payee) -> Statement:
    kinds = [income_kind(year.by_period[period], one) for period in year.periods() if period in year.by_period
             for one in year.by_period[period].payees if one.employee_id == payee.employee_id]  # fmt: skip
    is_apart = len(set(kinds)) > 1
    rows = tuple(_row(year, period, payee.employee_id, is_apart=is_apart) for period in year.periods())
    found = dict.fromkeys(name for row in rows for name in row.amounts)
    net = year.last.text.payslips.net
    ordered = (*(name for name in found if name != net), net)
    told = tuple(
        shown
        for kind in (dict.fromkeys(kinds) if is_apart else ("",))
        for name in year.last.text.payslips.told
        if any((shown := f"{kind}{name}") in row.told for row in rows)
    )
    return Statement(year.last.branch, year.year, payee, rows, ordered, told)


def income_kind(month: PayMonth, payee: Payee) -> str:
    """What a person of this post earns: 工资, 佣金 or 劳务, each of which the tax adds up by itself."""
    text = month.text.tax
    if payee.post in month.posts(text.wages):
        return "工资"
    labour = text.labour.get(payee.post)
    return "佣金" if labour is not None and "佣金" in labour.item else "劳务"


def _row(year: Months, period: Period, employee: str, *, is_apart: bool) -> StatementRow:
    """What a month says of a person, or why it says nothing; ``is_apart`` names the figures told by kind of income."""
    month = year.by_period.get(period)
    if month is None:
        return StatementRow(str(period), note=f"{period}{NO_RESULT}")
    payee = next((one for one in month.payees if one.employee_id == employee), None)
    if payee is None:
        return StatementRow(str(period), note=NOT_THERE)
    kind = income_kind(month, payee) if is_apart else ""
    told = {f"{kind}{name}": value for name in year.last.text.payslips.told
            if isinstance(value := payee.values.get(name), Decimal) and value}  # fmt: skip
    posted = "　".join(filter(None, (payee.team, payee.post, payee.word("级别"))))
    return StatementRow(str(period), posted, year.amounts(period, payee), told, payee.remarks)


def _password(year: Months, payee: Payee) -> str:
    return password(year.last.text.payslips.password, payee)


def _controls(statement: Statement, file: str, rows: Sequence[dict[str, object]]) -> Iterator[Control]:
    """Per amount what the file says of the year, against the months."""
    for name in statement.names:
        found = [row["amount"] for row in rows if row["line_name"] == name]
        total = sum((amount for amount in found if isinstance(amount, Decimal)), NOTHING)
        expected = sum((row.amounts.get(name, NOTHING) for row in statement.rows), NOTHING)
        yield Control(file, name, int(bool(found)), total, expected)
