"""What must be mended before a file for the bank may be written.

Reads: the payees of a month and ``payout.banks``.
Not covered: whether an account exists and is the person's own, which only the bank knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, cast

from pipeline.findings import Finding, Level, finding
from pipeline.payout.bank.batches import ACCOUNT, BANK, NET, bank_of, batches, no_words, paid, person_words
from pipeline.payout.bank.holder_names import odd_sign
from pipeline.payout.model import Payee, PayMonth
from pipeline.payout.placeholders import names_in
from pipeline.payout.plain_files import live, troubles
from pipeline.scheme.formula_check import nearest

_ACCOUNT = re.compile(r"[0-9]{8,32}")
"""What an account can be: digits alone, no fewer than any bank gives and no more than the largest file takes."""
_CARD = re.compile(r"62[0-9]{14,17}")
"""A bank card of this country: 16 to 19 digits that begin with 62, the last a check digit (ISO/IEC 7812) (S)."""


def bank_findings(month: PayMonth) -> list[Finding]:
    """Everything at once; what a file would look like is asked only when its layout and its people are known."""
    checks: tuple[Callable[[PayMonth], Iterator[Finding]], ...] = (
        _negative, _missing, _unlike_accounts, _wrong_cards, _shared, _odd_names, _without_bank, _unknown_words,
    )  # fmt: skip
    found = [told for check in checks for told in check(month)] if month.text.banks else []
    return found if any(told.code == "B09" for told in found) else [*found, *_unwritable(month), *_live(month)]


def _told(code: str, payee: Payee, column: str, **facts: object) -> Finding:
    place = f"，花名册第{payee.row}行" if payee.row else ""
    who = f"工号{payee.employee_id}（{payee.name}{place}）"
    place_of = {"file": payee.file, "sheet": payee.sheet, "column": column, "value": payee.word(column)}
    known: dict[str, Any] = {**place_of, **facts}
    return finding(code, who=who, **known)


def _negative(month: PayMonth) -> Iterator[Finding]:
    """Nobody can be paid less than nothing: the sum of the files could not be that of the report."""
    for payee in month.payees:
        if payee.money(NET) < 0:
            yield _told("B07", payee, NET, value=payee.money(NET))


def _missing(month: PayMonth) -> Iterator[Finding]:
    for payee in paid(month):
        for column in (BANK, ACCOUNT):
            if not payee.word(column).strip():
                yield _told("B01", payee, column, amount=f"{payee.money(NET):,.2f}")


def _unlike_accounts(month: PayMonth) -> Iterator[Finding]:
    for payee in paid(month):
        account = payee.word(ACCOUNT)
        if account.strip() and not _ACCOUNT.fullmatch(account):
            yield _told("B02", payee, ACCOUNT)


def _wrong_cards(month: PayMonth) -> Iterator[Finding]:
    from stdnum import luhn

    for payee in paid(month):
        if _CARD.fullmatch(account := payee.word(ACCOUNT)) and not luhn.is_valid(account):
            yield from _as(month.text.bank_checks.card_number, _told("B03", payee, ACCOUNT))


def _shared(month: PayMonth) -> Iterator[Finding]:
    """One account of two persons; who was two things in a month, under two 工号, is one person by the ID card."""
    first: dict[str, Payee] = {}
    for payee in paid(month):
        account = payee.word(ACCOUNT).replace(" ", "")
        other = first.setdefault(account, payee) if account else payee
        if other is not payee and not _is_same(payee, other):
            told = _told("B04", payee, ACCOUNT, other=f"工号{other.employee_id}（{other.name}）")
            yield from _as(month.text.bank_checks.same_account, told)


def _is_same(one: Payee, other: Payee) -> bool:
    return bool(one.word("身份证号")) and one.word("身份证号") == other.word("身份证号") and one.name == other.name


def _as(level: str, told: Finding) -> Iterator[Finding]:
    """The finding at the level the configuration gives it, if it asks for it at all."""
    if level != "不查":
        yield replace(told, level=cast("Level", level))


def _odd_names(month: PayMonth) -> Iterator[Finding]:
    for payee in paid(month):
        if problem := odd_sign(payee.name):
            yield _told("B05", payee, "姓名", value=payee.name, problem=problem)


def _without_bank(month: PayMonth) -> Iterator[Finding]:
    for payee in paid(month):
        if payee.word(BANK).strip() and bank_of(payee, month.text.banks) is None:
            yield _told("B08", payee, BANK)


def _unknown_words(month: PayMonth) -> Iterator[Finding]:
    """Names in the columns that are no quantity and no column of the roster."""
    if not month.payees:
        return
    known = no_words(month) | person_words(month, month.payees[0], 1)
    for bank in month.text.banks:
        for name in names_in(bank.columns.values()):
            if name not in known:
                yield finding("B09", column=name, value=name, bank=bank.name, hint=nearest(name, known))


def _unwritable(month: PayMonth) -> Iterator[Finding]:
    """Words the format or the encoding of a file has no place for; they are told of a person where they are his."""
    for batch in batches(month):
        if batch.bank.format == "xlsx":
            continue
        lines = batch.lines(month)
        start = len(lines) - len(batch.payees)
        head = [
            finding(
                "B06",
                value=cell,
                bank=batch.bank.name,
                sign=_sign(sign),
                encoding=batch.bank.encoding,
                who="文件头、表头",
            )
            for cell, sign in troubles(batch.bank, lines[:start])
        ]
        yield from head
        for payee, line in zip(batch.payees, lines[start:], strict=True):
            for cell, sign in troubles(batch.bank, [line]):
                column = next((name for name in ("姓名", BANK) if payee.word(name) == cell), "")
                yield _told("B06", payee, column, value=cell, bank=batch.bank.name, sign=_sign(sign),
                            encoding=batch.bank.encoding)  # fmt: skip


def _live(month: PayMonth) -> Iterator[Finding]:
    """Words that are a formula to whoever opens the file; the bank needs them to the letter, so that none is quoted."""
    for batch in batches(month):
        lines = batch.lines(month)
        start = len(lines) - len(batch.payees)
        for cell in live(lines[:start]):
            yield finding("B10", value=cell, bank=batch.bank.name, who="文件头、表头")
        for payee, line in zip(batch.payees, lines[start:], strict=True):
            for cell in live([line]):
                column = next((name for name in ("姓名", BANK, ACCOUNT) if payee.word(name) == cell), "")
                yield _told("B10", payee, column, value=cell, bank=batch.bank.name)


def _sign(sign: str) -> str:
    """A sign with its number, or its number alone where it cannot be shown."""
    shown = sign if sign.isprintable() else ""
    return f"“{shown}”（U+{ord(sign):04X}）" if shown else f"U+{ord(sign):04X}"
