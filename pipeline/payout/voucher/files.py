"""The vouchers of a month: written for each bookkeeping program, read back, debit held against credit.

Writes: ``凭证/`` with a file per program.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.payout.model import NOTHING, Control, PayMonth
from pipeline.payout.placeholders import filled, is_only, period_words
from pipeline.payout.plain_files import amount, read_lines, write_lines
from pipeline.payout.voucher.amounts import Posted, amounts, concerned, posted
from pipeline.payout.voucher.fullness import clearing, wanted
from pipeline.payout.voucher.lines import Line, lines_of, table_of
from pipeline.payout.voucher.text import VoucherText
from schemas.payout_voucher import VOUCHER_LINES

FOLDER = "凭证"
Record = dict[str, Any]


def write_vouchers(month: PayMonth, folder: Path) -> list[Control]:
    """The file of every program below ``folder``; per voucher a control of debit and credit, and of every
    quantity of the report it posts; then one of every account that clears.

    Raises ValueError where a file does not say what was handed over: our own mistake, or a disk's.
    """
    controls: list[Control] = []
    for program in month.text.vouchers:
        place = folder / FOLDER
        place.mkdir(parents=True, exist_ok=True)
        name = f"{filled(program.file, {'名称': program.title, **period_words(month)})}.{program.format}"
        lines = lines_of(month, program)
        write_lines(place / name, program, table_of(month, program, lines), 0 if program.headings else -1)
        records = _read_back(place / name, program, lines)
        controls += _controls(month, program, (f"{FOLDER}/{name}", lines, records))
    return controls


def _read_back(path: Path, program: VoucherText, lines: Sequence[Line]) -> list[Record]:
    """The lines of one file by the columns of ``VOUCHER_LINES``."""
    templates = list(program.laid_out.values())
    found = {
        name: place
        for place, template in enumerate(templates)
        for name in ("科目编码", "借方金额", "贷方金额", "部门编码", "职员编码")
        if is_only(template, name)
    }
    read = read_lines(path, program)[1 if program.headings else 0 :]
    records = [
        {"voucher_file": path.name, "file_row": number, "account_code": row[found["科目编码"]],
         "debit": amount(row[found["借方金额"]]), "credit": amount(row[found["贷方金额"]]),
         "department_code": _word(row, found.get("部门编码")), "employee_id": _word(row, found.get("职员编码"))}
        for number, row in enumerate(read, 1)
    ]  # fmt: skip
    VOUCHER_LINES.schema.validate(VOUCHER_LINES.from_rows(records))
    said = [(record["account_code"], record["debit"], record["credit"]) for record in records]
    entries = [program.vouchers[line.serial].entries[line.entry] for line in lines]
    meant = [
        (program.accounts[entry.account], line.debit, line.credit) for entry, line in zip(entries, lines, strict=True)
    ]
    if said != meant:
        raise ValueError(f"{path.name} does not hold the lines it was written from")
    return records


def _word(row: Sequence[Any], place: int | None) -> str | None:
    return (row[place] if place is not None and place < len(row) else "") or None


def _controls(
    month: PayMonth, program: VoucherText, written: tuple[str, Sequence[Line], Sequence[Record]]
) -> Iterator[Control]:
    """Per voucher: 借方合计 against 贷方合计 as read back, then what it posts against 薪酬月报表; last what clears."""
    file, lines, records = written
    every = list(posted(month, program))
    always = {month.text.payslips.gross, month.text.payslips.net}
    asked = {one for one in wanted(month, program) if one in always or month.totals.get(one)}
    for serial, voucher in enumerate(program.vouchers):
        own = [(line, record) for line, record in zip(lines, records, strict=True) if line.serial == serial]
        debit, credit = (sum((record[side] for _, record in own), NOTHING) for side in ("debit", "credit"))
        mine = [one for one in every if one.voucher is voucher]
        people = {who for one in mine for who, paid in one.people.items() if paid}
        yield Control(file, f"{voucher.name}：借方＝贷方", len(people), debit, credit)
        for one in mine:
            if one.total or one.heading in asked:
                yield _of_total(month, file, one, own)
    yield from _cleared(month, program, (file, lines, records))


def _of_total(month: PayMonth, file: str, one: Posted, own: Sequence[tuple[Line, Record]]) -> Control:
    """What the lines of these postings add up to, whichever side a negative amount was put on.

    It is held against the report; where not everybody is posted, against the people who are.
    """
    mine = [record for line, record in own if line.entry in one.entries]
    balance: Decimal = sum((record["debit"] - record["credit"] for record in mine), NOTHING)
    people = sum(bool(paid) for paid in one.people.values())
    total = balance if one.side == "借" else -balance
    if one.is_full(month):
        expected = month.totals.get(one.heading, month.total(one.heading))
    else:
        entries = [one.voucher.entries[place] for place in one.entries]
        expected = sum((who.money(one.heading) for entry in entries for who in concerned(month, entry)), NOTHING)
    return Control(file, f"{one.voucher.name}：{one.heading}（{one.side}）", people, total, expected)


def _cleared(
    month: PayMonth, program: VoucherText, written: tuple[str, Sequence[Line], Sequence[Record]]
) -> Iterator[Control]:
    """Per clearing account what all vouchers debit, against what they credit."""
    file, lines, records = written
    for account in clearing(program):
        entries = [entry for voucher in program.vouchers for entry in voucher.entries if entry.account == account]
        people = {payee.employee_id for entry in entries for payee, amount in amounts(month, entry) if amount}
        mine = [record for line, record in zip(lines, records, strict=True)
                if program.vouchers[line.serial].entries[line.entry].account == account]  # fmt: skip
        debit, credit = (sum((record[side] for record in mine), NOTHING) for side in ("debit", "credit"))
        if mine:
            yield Control(file, f"{account}：借方＝贷方", len(people), debit, credit)
