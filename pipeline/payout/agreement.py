"""Whether every file of the next desk says what 薪酬月报表 says: file by file, and all files of one kind together.

Scheme: 指引第十五条 (the report is the basis of payment).
Reads: what the files said when they were read back.
Not covered: that each person's own line is right; the modules that write the files check that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath

from pipeline.findings import Finding, finding
from pipeline.payout.model import Control, PayMonth
from pipeline.payout.tax.forms import INCOME

ROOT = "发放文件夹"


@dataclass(frozen=True)
class Together:
    """The files that share out one quantity of the month among them; ``place`` is their folder."""

    place: str
    quantity: str
    controls: Sequence[Control]

    @property
    def total(self) -> Decimal:
        """What they add up to."""
        return sum((one.total for one in self.controls), Decimal("0.00"))

    @property
    def persons(self) -> int:
        """How many persons they have."""
        return sum(one.persons for one in self.controls)


def agreement(month: PayMonth, controls: Sequence[Control]) -> list[Finding]:
    """Everything that does not agree; any of it stops the payout."""
    return [
        *_report(month),
        *disagreements(controls),
        *(told for one in shared_out(month, controls) for told in _whole(month, one)),
    ]


def shared_out(month: PayMonth, controls: Sequence[Control]) -> list[Together]:
    """What must add up to a quantity of the month: a file that has all of it, the other files of a folder together.

    Only gross pay, net pay and income are shared out in full by every kind of files; any other total (借方合计, the
    surcharges of some) is left to its own control.  Where one of many files happens to have all of it (one person is
    paid everything), the others with nothing belong to it.
    """
    asked = (month.text.payslips.gross, month.text.payslips.net, INCOME)
    known = [one for one in controls if one.quantity in asked]
    found = []
    for folder, quantity in dict.fromkeys((_folder(one), one.quantity) for one in known):
        here = [one for one in known if (_folder(one), one.quantity) == (folder, quantity)]
        whole = [one for one in here if one.expected == amount_of(month, quantity)]
        parts = [one for one in here if one not in whole]
        if parts and whole and not any(one.expected for one in parts):
            parts.append(fewest := min(whole, key=lambda one: one.persons))
            whole.remove(fewest)
        found += [Together(one.file, quantity, [one]) for one in whole]
        found += [Together(folder, quantity, parts)] if parts else []
    return found


def amount_of(month: PayMonth, quantity: str) -> Decimal:
    """What the report says a quantity adds up to, or its persons where the report does not show it."""
    return month.totals.get(quantity, month.total(quantity))


def _folder(control: Control) -> str:
    parent = PurePosixPath(control.file).parent
    return ROOT if parent == PurePosixPath() else str(parent)


def _report(month: PayMonth) -> Iterator[Finding]:
    """The totals of the report itself against its persons."""
    for heading, total in month.totals.items():
        if total != month.total(heading):
            yield finding("U08", value=heading, total=yuan(total), expected=yuan(month.total(heading)),
                          period=month.period)  # fmt: skip


def disagreements(controls: Sequence[Control]) -> list[Finding]:
    """The totals read back from a file that are not what the month says."""
    return [
        finding("U05", file=one.file, value=one.quantity, total=yuan(one.total), expected=yuan(one.expected),
                difference=yuan(one.total - one.expected))
        for one in controls
        if not one.agrees
    ]  # fmt: skip


def _whole(month: PayMonth, one: Together) -> Iterator[Finding]:
    """The sum and the persons of files that belong together; what a single one of them has wrong is told already."""
    expected = amount_of(month, one.quantity)
    is_told = not all(control.agrees for control in one.controls)
    if one.total != expected and not is_told:
        yield finding("U06", value=one.quantity, place=one.place, total=yuan(one.total), expected=yuan(expected),
                      difference=yuan(one.total - expected))  # fmt: skip
    least, most = sum(bool(payee.money(one.quantity)) for payee in month.payees), len(month.payees)
    if not least <= one.persons <= most:
        yield finding("U07", value=one.quantity, place=one.place, persons=one.persons, least=least, most=most)


def yuan(amount: Decimal) -> str:
    """An amount as people write it."""
    return f"{amount:,.2f}"
