"""What must be mended before a voucher may be written: every name known, every person balanced, nothing left over.

Reads: the payees of a month and ``payout.vouchers``.
Not covered: whether an account exists in the books, which only the program knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.findings import Finding, finding
from pipeline.payout.model import NOTHING, PayMonth
from pipeline.payout.placeholders import names_in
from pipeline.payout.plain_files import live, troubles
from pipeline.payout.voucher.amounts import NoFigure, amounts, concerned
from pipeline.payout.voucher.fullness import left_over, not_in_full, unknown
from pipeline.payout.voucher.lines import lines_of, table_of
from pipeline.payout.voucher.text import EntryText, VoucherPart, VoucherText
from pipeline.scheme.formula_check import nearest
from schemas.columns import POSTS

SHOWN = 5
"""So many persons stand in a message."""


def voucher_findings(month: PayMonth) -> list[Finding]:
    """Everything at once; sums are asked only of a program whose every name is known."""
    found: list[Finding] = []
    for program in month.text.vouchers:
        told = [*_unknown(month, program), *_without_code(month, program)]
        if not any(one.code in ("V03", "V04") for one in told):
            told += [*_unbalanced(month, program), *_not_in_full(month, program), *_left_over(month, program),
                     *_unwritable(month, program)]  # fmt: skip
        found += told
    return found


def _unknown(month: PayMonth, program: VoucherText) -> Iterator[Finding]:
    for voucher in program.vouchers:
        for entry in voucher.entries:
            told = {"program": program.title, "voucher": voucher.name, "entry": entry.summary}
            for post in sorted(month.posts(entry.who) - set(POSTS)):
                known = (*POSTS, *month.standard.scheme.groups)
                yield finding("V04", value=post, hint=nearest(post, known), **told)
            try:
                amounts(month, entry)
            except NoFigure as error:
                yield finding("V03", value=error.name, problem=error.problem, **told)


def _without_code(month: PayMonth, program: VoucherText) -> Iterator[Finding]:
    """Teams that would be posted under no department, where the columns of the program ask for one."""
    if not {"部门编码", "核算项目"} & set(names_in(program.laid_out.values())):
        return
    apart = [entry for voucher in program.vouchers for entry in voucher.entries if entry.by != "合计"]
    people = {payee.employee_id: payee.team for entry in apart for payee in concerned(month, entry)}
    teams = list(people.values())
    for team in dict.fromkeys(teams):
        if team not in program.departments:
            yield finding("V02", value=team, count=teams.count(team), program=program.title)


def _unbalanced(month: PayMonth, program: VoucherText) -> Iterator[Finding]:
    """Vouchers in which some person's debit is not his credit: then no department and no sum can be relied on."""
    for voucher in program.vouchers:
        debit, credit = (_by_person(month, voucher, side) for side in ("借", "贷"))
        apart = {who: gap for who in {**debit, **credit} if (gap := debit.get(who, NOTHING) - credit.get(who, NOTHING))}
        if apart:
            total = sum(debit.values(), NOTHING), sum(credit.values(), NOTHING)
            yield finding("V01", value=f"{total[0] - total[1]:,.2f}", program=program.title, voucher=voucher.name,
                          debit=f"{total[0]:,.2f}", credit=f"{total[1]:,.2f}",
                          people=_people(month, apart))  # fmt: skip


def _people(month: PayMonth, apart: dict[str, Decimal]) -> str:
    """The first of these persons, each with his difference."""
    names = {payee.employee_id: payee.name for payee in month.payees}
    words = [f"工号{who}（{names[who]}）{gap:,.2f}" for who, gap in apart.items()]
    return "、".join(words[:SHOWN]) + (f"等{len(words)}人" if len(words) > SHOWN else "")


def _by_person(month: PayMonth, voucher: VoucherPart, side: str) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for entry in voucher.entries:
        if _side(entry) == side:
            for payee, amount in amounts(month, entry):
                sums[payee.employee_id] = sums.get(payee.employee_id, NOTHING) + amount
    return sums


def _side(entry: EntryText) -> str:
    return "借" if entry.debit else "贷"


def _not_in_full(month: PayMonth, program: VoucherText) -> Iterator[Finding]:
    """Totals of the report that no side of the vouchers posts for everybody, and such as nobody knows."""
    for heading, most in not_in_full(month, program):
        yield finding("V05", column=heading, value=f"{most:,.2f}", program=program.title,
                      expected_total=f"{month.totals.get(heading, month.total(heading)):,.2f}")  # fmt: skip
    for heading in unknown(month, program):
        yield finding("V08", value=heading, program=program.title, hint=nearest(heading, month.totals))


def _left_over(month: PayMonth, program: VoucherText) -> Iterator[Finding]:
    """Accounts of which something was accrued and not paid, or paid and never accrued."""
    for account, apart in left_over(month, program):
        yield finding("V07", value=f"{sum(apart.values(), NOTHING):,.2f}", account=account, program=program.title,
                      people=_people(month, apart))  # fmt: skip


def _unwritable(month: PayMonth, program: VoucherText) -> Iterator[Finding]:
    """Words the format or the encoding has no place for, or that are a formula to whoever opens the file."""
    table = table_of(month, program, lines_of(month, program))
    for cell in live(table):
        yield finding("V09", value=cell, program=program.title)
    for cell, sign in troubles(program, table):
        yield finding("V06", value=cell, sign=f"“{sign}”（U+{ord(sign):04X}）" if sign.isprintable() else
                      f"U+{ord(sign):04X}", program=program.title, encoding=program.encoding)  # fmt: skip
