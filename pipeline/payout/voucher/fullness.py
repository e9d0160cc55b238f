"""Whether the vouchers of a program leave nothing out: totals posted for everybody, clearing accounts back at zero.

Reads: the payees of a month, its pay standard, and one of ``payout.vouchers``.  A quantity is posted where it stands
alone in a posting or is added or subtracted in one; what is multiplied is a figure of its own and is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pipeline.payout.model import NOTHING, PayMonth
from pipeline.payout.payslips.person_rows import People
from pipeline.payout.voucher.amounts import amounts, concerned
from pipeline.payout.voucher.text import VoucherText
from pipeline.scheme.expressions import Name, Node, Operation, names
from pipeline.scheme.item_parts import Item
from pipeline.scheme.known import Known

Sums = dict[str, Decimal]
DEBIT, CREDIT = "借", "贷"
YUAN = "元"


def wanted(month: PayMonth, program: VoucherText) -> tuple[str, ...]:
    """The totals a program must post for everybody: those it names, or else both totals and all that lies between."""
    text = month.text.payslips
    headings = program.in_full if program.in_full is not None else (text.gross, text.net, *_between(month, text.net))
    return tuple(dict.fromkeys([*headings, *program.also_in_full]))


def _between(month: PayMonth, net: str) -> Iterator[str]:
    """The amounts the formulas of 实发合计 name."""
    known = People(month).known
    for formula in _formulas(known, net):
        for name in names(formula):
            found = known.find(name)
            if found is not None and found[0].unit == YUAN:
                yield name


def _formulas(known: Known, heading: str) -> list[Node]:
    """The formulas of an item, one for all posts or one for each; none of anything else."""
    found = known.find(heading)
    if found is None or not isinstance(found[0], Item):
        return []
    written = (found[0].formula, *(case.formula for case in found[0].cases))
    return [formula for formula in written if formula is not None]


def unknown(month: PayMonth, program: VoucherText) -> Iterator[str]:
    """Totals asked for that neither the pay standard nor any person of the month has."""
    known = People(month).known
    for heading in program.also_in_full + (program.in_full or ()):
        if known.find(heading) is None and not any(heading in payee.values for payee in month.payees):
            yield heading


def not_in_full(month: PayMonth, program: VoucherText) -> Iterator[tuple[str, Decimal]]:
    """Totals that neither side posts for everybody, each with the most that is posted of it.

    What is nothing but the sum of others is in full where each of them is.
    """
    known = People(month).known
    for heading in wanted(month, program) if program.vouchers else ():
        if not _is_full(month, program, heading, known):
            yield heading, max(_posted(month, program, heading, side)[1] for side in (DEBIT, CREDIT))


def _is_full(month: PayMonth, program: VoucherText, heading: str, known: Known) -> bool:
    if any(_posted(month, program, heading, side)[0] for side in (DEBIT, CREDIT)):
        return True
    formulas = _formulas(known, heading)
    summands = {name for formula in formulas for name, _ in _parts(formula, 1)}
    is_sum = bool(formulas) and all(_is_sum(formula) for formula in formulas)
    return is_sum and all(_is_full(month, program, name, known) for name in summands)


def _is_sum(node: Node) -> bool:
    """Whether a formula only adds and subtracts quantities."""
    if isinstance(node, Operation) and node.sign in ("+", "-"):
        return (node.left is None or _is_sum(node.left)) and _is_sum(node.right)
    return isinstance(node, Name)


def _posted(month: PayMonth, program: VoucherText, heading: str, side: str) -> tuple[bool, Decimal]:
    """Whether every person's figure is posted on this side, in each voucher once or not at all; and the most of it."""
    due = {payee.employee_id: paid for payee in month.payees if (paid := payee.money(heading))}
    reached: set[str] = set()
    is_single, most = True, NOTHING
    for voucher in program.vouchers:
        times: dict[str, int] = {}
        for entry in voucher.entries:
            sign = 1 if (DEBIT if entry.debit else CREDIT) == side else -1
            count = sign * sum(part for name, part in _parts(entry.quantity, 1) if name == heading)
            for payee in concerned(month, entry) if count > 0 else ():
                times[payee.employee_id] = times.get(payee.employee_id, 0) + count
        posted = {who: due[who] * count for who, count in times.items() if who in due}
        is_single &= all(times[who] == 1 for who in posted)
        most = max(most, sum(posted.values(), NOTHING))
        reached |= posted.keys()
    return is_single and reached == due.keys(), most


def _parts(node: Node, sign: int) -> Iterator[tuple[str, int]]:
    """The quantities a formula adds (1) and subtracts (-1)."""
    if isinstance(node, Name):
        yield node.name, sign
    elif isinstance(node, Operation) and node.sign in ("+", "-"):
        if node.left is not None:
            yield from _parts(node.left, sign)
        yield from _parts(node.right, sign if node.sign == "+" else -sign)


def clearing(program: VoucherText) -> list[str]:
    """The accounts that must come back to zero: those named, or else those one voucher debits and another credits.

    A payable (应付…) one voucher debits counts, too: it is one whose other side was forgotten.
    """
    if program.clearing is not None:
        return list(program.clearing)
    sides = {DEBIT: _by_account(program, DEBIT), CREDIT: _by_account(program, CREDIT)}
    both = [name for name in program.accounts if any(one != other for one in sides[DEBIT].get(name, ())
                                                     for other in sides[CREDIT].get(name, ()))]  # fmt: skip
    used = {*sides[DEBIT], *sides[CREDIT]}
    payable = [name for name in used if name.startswith("应付") and len(program.vouchers) > 1]
    return [name for name in program.accounts if name in both or name in payable]


def _by_account(program: VoucherText, side: str) -> Mapping[str, set[str]]:
    """The vouchers that post on this side of each account."""
    found: dict[str, set[str]] = {}
    for voucher in program.vouchers:
        for entry in voucher.entries:
            if account := entry.debit if side == DEBIT else entry.credit:
                found.setdefault(account, set()).add(voucher.name)
    return found


def left_over(month: PayMonth, program: VoucherText) -> Iterator[tuple[str, Sums]]:
    """Clearing accounts that do not come back to zero, each with debit less credit of the people concerned."""
    for account in clearing(program):
        sums: Sums = {}
        for voucher in program.vouchers:
            for entry in voucher.entries:
                if entry.account == account:
                    for payee, amount in amounts(month, entry):
                        who = payee.employee_id
                        sums[who] = sums.get(who, NOTHING) + (amount if entry.debit else -amount)
        if apart := {who: gap for who, gap in sums.items() if gap}:
            yield account, apart
