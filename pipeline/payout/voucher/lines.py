"""The lines of a voucher: postings added up by department or person, zero left out, ready for the columns of a program.

Reads: the payees of a month and ``payout.vouchers``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipeline.payout.model import NOTHING, Payee, PayMonth
from pipeline.payout.placeholders import Cell, filled, period_words
from pipeline.payout.voucher.amounts import Amounts, amounts
from pipeline.payout.voucher.text import EntryText, VoucherText
from pipeline.period import Period


@dataclass(frozen=True)
class Line:
    """One line: of which voucher (from 0) and which of its postings (from 0), on which row of it, how much.

    ``team`` and ``payee`` are whom it is for, where the posting is by department or person.
    """

    serial: int
    entry: int
    row: int
    debit: Decimal
    credit: Decimal
    team: str = ""
    payee: Payee | None = None


def lines_of(month: PayMonth, program: VoucherText) -> list[Line]:
    """Every line of every voucher of the program, in the order of its postings."""
    return [line for serial in range(len(program.vouchers)) for line in _of_one(month, program, serial)]


def _of_one(month: PayMonth, program: VoucherText, serial: int) -> Iterator[Line]:
    row = 0
    for place, entry in enumerate(program.vouchers[serial].entries):
        for team, payee, total in _added_up(entry, amounts(month, entry)):
            if total:
                row += 1
                debit, credit = _sides(program, entry, total)
                yield Line(serial, place, row, debit, credit, team, payee)


def _added_up(entry: EntryText, taken: Amounts) -> list[tuple[str, Payee | None, Decimal]]:
    """Sums by what the posting asks for; departments in the order their first person has in the report."""
    if entry.by == "职员":
        return [(payee.team, payee, amount) for payee, amount in taken]
    if entry.by == "合计":
        return [("", None, sum((amount for _, amount in taken), NOTHING))]
    teams: dict[str, Decimal] = {}
    for payee, amount in taken:
        teams[payee.team] = teams.get(payee.team, NOTHING) + amount
    return [(team, None, amount) for team, amount in teams.items()]


def _sides(program: VoucherText, entry: EntryText, total: Decimal) -> tuple[Decimal, Decimal]:
    """Debit and credit of an amount; a negative one in red on its own side, or turned to the other."""
    on_debit = bool(entry.debit)
    if total < 0 and program.negative == "反向":
        on_debit, total = not on_debit, -total
    return (total, NOTHING) if on_debit else (NOTHING, total)


def table_of(month: PayMonth, program: VoucherText, lines: Sequence[Line]) -> list[list[Cell]]:
    """The lines as cells by the columns of the program, below the headings if it has them."""
    columns = program.laid_out
    words = period_words(month)
    body = [
        [filled(template, {**words, **_words(month, program, line)}) for template in columns.values()] for line in lines
    ]
    headings: list[list[Cell]] = [[*columns]] if program.headings else []
    return [*headings, *body]


def day_of(day: str, period: Period) -> date:
    """The day a voucher is made on: ``本月末``, ``次月10日``; one the month does not have is its last."""
    month = period.shift(1) if day.startswith("次月") else period
    number = re.search(r"\d+", day)
    return month.last_day.replace(day=min(int(number[0]), month.last_day.day)) if number else month.last_day


def _words(month: PayMonth, program: VoucherText, line: Line) -> dict[str, Cell]:
    voucher = program.vouchers[line.serial]
    entry = voucher.entries[line.entry]
    day = day_of(voucher.day, month.period)
    code = program.departments.get(line.team, "")
    name = line.payee.name if line.payee else ""
    known = {"部门名称": line.team, "职员姓名": name, **period_words(month)}
    return {
        "会计年度": day.year, "会计期间": day.month, "凭证类别字": voucher.word, "凭证编号": voucher.number,
        "凭证序号": line.serial + 1, "行号": line.row, "分录序号": line.row - 1, "制单日期": day,
        "附单据数": voucher.attachments, "制单人": program.maker, "摘要": filled(entry.summary, known),
        "科目编码": program.accounts[entry.account], "科目名称": entry.account, "借方金额": line.debit,
        "贷方金额": line.credit, "发生额": line.debit or line.credit, "汇率": 1, "部门编码": code,
        "部门名称": line.team, "职员编码": line.payee.employee_id if line.payee else "", "职员姓名": name,
        "核算项目": ",".join(_items(line, code)),
    }  # fmt: skip


def _items(line: Line, code: str) -> Iterator[str]:
    """核算项目 of a line, category, code and name of each (I)."""
    if line.team:
        yield f"部门---{code}---{line.team}"
    if line.payee:
        yield f"职员---{line.payee.employee_id}---{line.payee.name}"
