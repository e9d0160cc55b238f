"""Who is paid through which bank, and the lines of every batch file: the payments of one bank, cut at its row limit.

Scheme: 第十五条 (实发合计).  Reads: the payees of a month and ``payout.banks``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.payout.bank.text import BankText
from pipeline.payout.model import NOTHING, Payee, PayMonth
from pipeline.payout.placeholders import Cell, filled, period_words

NET, BANK, ACCOUNT = "实发合计", "开户行", "银行账号"
FEN = Decimal("0.01")


@dataclass(frozen=True)
class Batch:
    """One batch file: its name, the bank it is laid out for, and the payees in the order of 薪酬月报表."""

    file: str
    bank: BankText
    payees: Sequence[Payee]

    @property
    def total(self) -> Decimal:
        """The sum of its payments."""
        return sum((payee.money(NET) for payee in self.payees), NOTHING)

    @property
    def headings_at(self) -> int:
        """The line of the headings, from 0; -1 if there are none."""
        return len(self.bank.head) if self.bank.headings else -1

    def lines(self, month: PayMonth) -> list[list[Cell]]:
        """Head, headings, and a line per payment."""
        nothing = no_words(month)
        every = (nothing | person_words(month, payee, number) for number, payee in enumerate(self.payees, 1))
        body = [[filled(template, known) for template in self.bank.columns.values()] for known in every]
        head = head_lines(month, self.bank, len(self.payees), self.total)
        headings: list[list[Cell]] = [[*self.bank.columns]] if self.bank.headings else []
        return [*head, *headings, *body]


def paid(month: PayMonth) -> list[Payee]:
    """The people something is paid to."""
    return [payee for payee in month.payees if payee.money(NET) > 0]


def bank_of(payee: Payee, banks: Sequence[BankText]) -> BankText | None:
    """The bank whose words stand in the person's 开户行, else the one that takes the rest; None without such a one.

    Of several that fit, the one with the longest word is meant: 中国邮政储蓄银行 before 中国.
    """
    name = payee.word(BANK)
    found = [(len(word), bank) for bank in banks for word in bank.when if word in name]
    if found:
        return max(found, key=lambda one: one[0])[1]
    return next((bank for bank in banks if not bank.when), None)


def batches(month: PayMonth) -> list[Batch]:
    """Every file in the order of the banks; one bank with more payments than its limit has files ``…_01``, ``…_02``."""
    banks = month.text.banks
    people = paid(month)
    return [
        batch
        for bank in banks
        for batch in _cut(month, bank, [payee for payee in people if bank_of(payee, banks) == bank])
    ]


def _cut(month: PayMonth, bank: BankText, payees: Sequence[Payee]) -> Iterator[Batch]:
    stem = str(filled(bank.file, {"银行": bank.name, **period_words(month)}))
    limit = bank.limit or len(payees) or 1
    parts = [payees[start : start + limit] for start in range(0, len(payees), limit)]
    for number, part in enumerate(parts, 1):
        suffix = f"_{number:02d}" if len(parts) > 1 else ""
        yield Batch(f"{stem}{suffix}.{bank.format}", bank, part)


def head_lines(month: PayMonth, bank: BankText, count: int, total: Decimal) -> list[list[Cell]]:
    """The lines above the headings of a file with so many payments of this sum."""
    known = {"银行": bank.name, "笔数": count, "总金额": total, **period_words(month)}
    return [[filled(cell, known) for cell in line] for line in bank.head]


def person_words(month: PayMonth, payee: Payee, number: int) -> dict[str, Cell]:
    """What is known of one payment, by the names a column may ask; amounts in whole fen have two decimals."""
    values = {heading: _cell(value) for heading, value in payee.values.items()}
    money = {
        heading: payee.money(heading)
        for heading, unit in month.units.items()
        if unit == "元" and _is_in_fen(payee.values.get(heading))
    }
    own: Mapping[str, Cell] = {
        "序号": number, "户名": payee.name, "账号": payee.word(ACCOUNT), "金额": payee.money(NET),
    }  # fmt: skip
    return {**values, **money, **period_words(month), **own}


def no_words(month: PayMonth) -> dict[str, Cell]:
    """Every name anybody of the month has something under, with nothing."""
    return {heading: "" for payee in month.payees for heading in payee.values}


def _cell(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if isinstance(value, Decimal) else str(value)


def _is_in_fen(value: object) -> bool:
    return isinstance(value, Decimal) and value == value.quantize(FEN)
