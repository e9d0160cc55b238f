"""What a posting takes of each person: its quantity worked out exactly, to the fen, for the posts it is for.

Reads: the quantities of a month by heading; formulas are written as in the pay standard, with + − × ÷ only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pipeline.money import yuan
from pipeline.payout.model import NOTHING, Payee, PayMonth
from pipeline.payout.voucher.text import EntryText, VoucherPart, VoucherText
from pipeline.scheme.expressions import Name, Node, Number, Operation

Amounts = list[tuple[Payee, Decimal]]


class NoFigure(ValueError):
    """A name in a posting that has no figure; ``name`` and in Chinese why."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(problem)
        self.name = name
        self.problem = problem


def amounts(month: PayMonth, entry: EntryText) -> Amounts:
    """The people a posting is for, each with the amount; NoFigure where a name has none."""
    return [
        (payee, _in_fen(_figure(entry.quantity, payee, optional=entry.optional))) for payee in concerned(month, entry)
    ]


def _in_fen(figure: Fraction) -> Decimal:
    """Half up to the fen; what is whole fen already, as nearly everything is, takes the short way."""
    fen = figure * 100
    return Decimal(fen.numerator).scaleb(-2) if fen.denominator == 1 else yuan(figure)


def concerned(month: PayMonth, entry: EntryText) -> list[Payee]:
    """The people of the posts a posting is for; of no ``who``, everybody."""
    posts = month.posts(entry.who)
    return [payee for payee in month.payees if not posts or payee.post in posts]


def _figure(node: Node, payee: Payee, *, optional: bool) -> Fraction:
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Name):
        return _quantity(node.name, payee, optional=optional)
    if not isinstance(node, Operation) or node.sign not in ("+", "-", "*", "/"):
        raise NoFigure("公式", "分录的公式只能用 + − × ÷")
    left = Fraction(0) if node.left is None else _figure(node.left, payee, optional=optional)
    right = _figure(node.right, payee, optional=optional)
    if node.sign == "+":
        return left + right
    if node.sign == "-":
        return left - right
    if node.sign == "*":
        return left * right
    if right == 0:
        raise NoFigure("公式", f"工号{payee.employee_id}的除数为0")
    return left / right


def _quantity(name: str, payee: Payee, *, optional: bool) -> Fraction:
    value = payee.values.get(name)
    if isinstance(value, Decimal):
        return Fraction(value)
    if value is not None:
        raise NoFigure(name, f"工号{payee.employee_id}的“{name}”不是数")
    if not optional:
        raise NoFigure(name, f"工号{payee.employee_id}没有这个数")
    return Fraction(0)


@dataclass(frozen=True)
class Posted:
    """One side of a voucher on which a heading of the report is posted by itself, and for whom how much."""

    voucher: VoucherPart
    side: str
    heading: str
    entries: tuple[int, ...]
    people: dict[str, Decimal]

    @property
    def total(self) -> Decimal:
        """The sum posted."""
        return sum(self.people.values(), NOTHING)

    def is_full(self, month: PayMonth) -> bool:
        """Whether every person's figure is posted, once."""
        return all(self.people.get(one.employee_id, NOTHING) == one.money(self.heading) for one in month.payees)


def posted(month: PayMonth, program: VoucherText) -> Iterator[Posted]:
    """Every heading that stands alone in postings, by voucher and side; what is computed from several is not asked."""
    for voucher in program.vouchers:
        found: dict[tuple[str, str], tuple[list[int], dict[str, Decimal]]] = {}
        for place, entry in enumerate(voucher.entries):
            if isinstance(entry.quantity, Name):
                key = ("借" if entry.debit else "贷", entry.quantity.name)
                places, people = found.setdefault(key, ([], {}))
                places.append(place)
                for payee, amount in amounts(month, entry):
                    people[payee.employee_id] = people.get(payee.employee_id, NOTHING) + amount
        for (side, heading), (places, people) in found.items():
            yield Posted(voucher, side, heading, tuple(places), people)
