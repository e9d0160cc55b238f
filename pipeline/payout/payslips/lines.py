"""The lines of a payslip: what adds up to 应发合计, what is withheld from it, 实发合计, and what is told beside.

Scheme: 指引第十五条.  Reads: a computed month.  The lines are the terms of the month's own formulas, so that any pay
standard has its payslip; those of one total add up to it to the fen, or there is no payslip (``problems``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pipeline.money import yuan
from pipeline.payout.model import NOTHING, Payee, PayMonth
from pipeline.payout.payslips.person_rows import People
from pipeline.payout.payslips.reasons import Reasons
from pipeline.payout.payslips.terms import Splitter, Term, counts
from pipeline.payout.payslips.text import PayslipText
from pipeline.scheme.item_parts import Item
from pipeline.scheme.plainly import NoValue

ADDED, TAKEN, FINES, WITHHELD, BESIDE, TOTAL, TOLD = (
    "应发项目", "应发减项", "扣罚", "代扣代缴", "应发以外", "合计", "参考",
)  # fmt: skip
GROSS_PARTS, NET_PARTS = (ADDED, TAKEN, FINES), (WITHHELD, BESIDE)
REST = "尾差"
REST_WHY = "以上各行四舍五入到分，与合计相差的零头"


@dataclass(frozen=True)
class SlipLine:
    """One line: the part of the slip it stands in, its figure (signed) with its unit, why, and its article."""

    section: str
    name: str
    figure: Decimal
    unit: str
    reason: str
    article: str


@dataclass(frozen=True)
class Slip:
    """The payslip of one person; ``problems`` are (total, sum of its lines, what the report says)."""

    payee: Payee
    lines: tuple[SlipLine, ...]
    gross: Decimal
    net: Decimal
    problems: tuple[tuple[str, Decimal | None, Decimal], ...] = ()


@dataclass(frozen=True)
class Slips:
    """Makes the payslips of a month."""

    people: People
    text: PayslipText

    @classmethod
    def of(cls, month: PayMonth) -> Slips:
        """The payslips of this month as the configuration of today lays them out."""
        return cls(People(month), month.text.payslips)

    def all(self) -> list[Slip]:
        """One for every payee, in the order of the report."""
        return [self.of_person(payee) for payee in self.people.month.payees]

    def of_person(self, payee: Payee) -> Slip:
        """The payslip of one person."""
        row = self.people.row(payee)
        reasons = Reasons(self.people.known, row)
        splitter = Splitter(self.people.known, row, frozenset({self.text.gross, self.text.net}))
        gross, net = payee.money(self.text.gross), payee.money(self.text.net)
        above = _Total(self.text.gross, gross, *_terms(splitter, self.text.gross))
        below = _Total(self.text.net, net, *_terms(splitter, self.text.net))
        lines = [*self._above(above, reasons), *self._below(below, reasons)]
        lines += self._told(payee, reasons, {line.name for line in lines})
        problems = [(one.name, one.exact, one.paid) for one in (above, below) if one.is_wrong]
        return Slip(payee, tuple(lines), gross, net, tuple(problems))

    def _above(self, total: _Total, reasons: Reasons) -> Iterator[SlipLine]:
        """What adds up to 应发合计: what is earned, what comes off, fines apart, the total."""
        lines = [self._line(self._part(term), term, reasons) for term in total.terms]
        lines += total.rest(ADDED)
        yield from sorted(lines, key=lambda line: GROSS_PARTS.index(line.section))
        yield self._total(total, reasons, "以上各行之和")

    def _below(self, total: _Total, reasons: Reasons) -> Iterator[SlipLine]:
        """What is withheld from 应发合计, and what is paid out."""
        terms = [term for term in total.terms if term.name != self.text.gross]
        for term in terms:
            yield self._line(WITHHELD if term.sign < 0 else BESIDE, term, reasons)
        yield from total.rest(WITHHELD)
        said = f"{self.text.gross}与以上{WITHHELD}各行之和" if len(terms) < len(total.terms) else "以上各行之和"
        yield self._total(total, reasons, said)

    def _part(self, term: Term) -> str:
        """The section of a term of 应发合计."""
        if term.sign > 0:
            return ADDED
        found = self.people.known.find(term.name)
        nature = found[0].nature if found and isinstance(found[0], Item) else ""
        return FINES if any(word in term.name or word in nature for word in self.text.fines) else TAKEN

    def _line(self, section: str, term: Term, reasons: Reasons) -> SlipLine:
        article = reasons.article(term.name)
        return SlipLine(section, term.name, yuan(term.amount), "元", reasons.of_term(term), article)

    def _total(self, total: _Total, reasons: Reasons, said: str) -> SlipLine:
        return SlipLine(TOTAL, total.name, total.paid, "元", said, reasons.article(total.name))

    def _told(self, payee: Payee, reasons: Reasons, already: set[str]) -> Iterator[SlipLine]:
        """The figures of the report that are no lines, and those the configuration adds; none of nothing."""
        wanted = (*self.people.month.report_columns, *self.text.told)
        for name in dict.fromkeys(wanted):
            value = payee.values.get(name)
            if name in already or not isinstance(value, Decimal) or not value or not self._is_for(payee, name):
                continue
            yield SlipLine(TOLD, name, value, self.people.known.unit(name), reasons.of(name), reasons.article(name))

    def _is_for(self, payee: Payee, name: str) -> bool:
        """Whether a name is a figure of this person's post and month."""
        found = self.people.known.find(name)
        if found is None or not self.people.is_figure(name):
            return False
        item, rules = found
        if not isinstance(item, Item):
            return True
        return item.due(self.people.month.period.month) and rules.formula_for(item, payee.post) is not None


@dataclass(frozen=True)
class _Total:
    """A total of the report with the terms of its formula; ``exact`` is what they come to, None without a value."""

    name: str
    paid: Decimal
    terms: Sequence[Term]
    exact: Decimal | None

    @property
    def is_wrong(self) -> bool:
        return self.exact != self.paid

    def rest(self, section: str) -> Iterator[SlipLine]:
        """What the rounding of the lines to the fen leaves over, if it leaves anything."""
        rest = self.paid - sum((yuan(term.amount) for term in self.terms), NOTHING)
        if rest and not self.is_wrong:
            yield SlipLine(section, REST, rest, "元", REST_WHY, "")


def _terms(splitter: Splitter, name: str) -> tuple[tuple[Term, ...], Decimal | None]:
    """The terms of a total that count something or say why not, and their exact sum."""
    try:
        terms = splitter.terms(name)
    except NoValue:
        return (), None
    exact = sum((term.amount for term in terms), Fraction(0))
    return tuple(term for term in terms if counts(term)), yuan(exact)
