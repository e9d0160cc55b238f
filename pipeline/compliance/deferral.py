"""How pay is deferred: which ledgers hold it back, and in what instalments they pay it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from pipeline.compliance.choices import decided
from pipeline.compliance.drivers import Pay
from pipeline.compliance.quantities import Place
from pipeline.compliance.text import ComplianceText
from pipeline.money import yuan
from pipeline.scheme.expressions import Call, Name, Node, Number, Operation
from pipeline.scheme.model import LedgerText, Posting

WHOLE = Fraction(1)
MONTHS = 12


@dataclass(frozen=True)
class Instalment:
    """One release: so many months after the month it was earned, so much of what was deferred."""

    months: int
    share: Fraction


def deferral_ledgers(pay: Pay, text: ComplianceText) -> Iterator[LedgerText]:
    """The ledgers on which pay of this post is held back."""
    for ledger in pay.quantities.ledgers():
        named = any(word in ledger.name for word in text.deferral.words)
        held = [posting for posting in ledger.post if posting.sign == "+" and _concerns(pay, posting)]
        if held and (named or any(_nature(pay, posting) in text.deferral.natures for posting in held)):
            yield ledger


def releases(pay: Pay, ledger: LedgerText) -> list[Posting]:
    """What takes the balance down, but for what goes to a successor."""
    return [posting for posting in ledger.post if posting.sign == "-" and not posting.to and _concerns(pay, posting)]


def instalments(pay: Pay, ledger: LedgerText) -> list[Instalment] | None:
    """The releases in order, at their fastest; None where the standard does not say when, or how much."""
    found: list[Instalment] = []
    left = WHOLE
    for posting in sorted(releases(pay, ledger), key=lambda posting: -(posting.origin or 0)):
        if not posting.origin:
            return None
        share = _Shares(pay, ledger.name, left).of_item(Place(posting.each, posting.item))
        if share is None:
            return None
        found.append(Instalment(-posting.origin, share))
        left -= share
    return found or None


def too_fast(paid: list[Instalment], years: Fraction) -> str:
    """In words, how the instalments are faster than equal ones over so many years; empty if they are not."""
    last = paid[-1].months
    if last < years * MONTHS:
        return f"最后一期在第{last}个月，不足{years}年"
    so_far = Fraction(0)
    for number, instalment in enumerate(paid, 1):
        so_far += instalment.share
        equal = Fraction(number, len(paid))
        if so_far > equal:
            return f"到第{number}期（第{instalment.months}个月）已发{percent(so_far)}，等分应为{percent(equal)}"
    return ""


def percent(share: Fraction) -> str:
    """A share in words, half up to two decimals."""
    return f"{yuan(share * 100)}%"


def _concerns(pay: Pay, posting: Posting) -> bool:
    """Whether the posting is made for the post: it is for it, and so is its item."""
    posts = pay.quantities.rules.posts(posting.who)
    if posts and pay.post not in posts:
        return False
    place = Place(posting.each, posting.item)
    return place not in pay.quantities.items or bool(pay.quantities.formulas(place))


def _nature(pay: Pay, posting: Posting) -> str:
    item = pay.quantities.items.get(Place(posting.each, posting.item))
    return item.nature if item else ""


@dataclass(frozen=True)
class _Shares:
    """Works out a release when ``left`` is what remains of each yuan deferred; of two ways, the one that pays more."""

    pay: Pay
    ledger: str
    left: Fraction

    def of_item(self, place: Place, depth: int = 0) -> Fraction | None:
        known = self.pay.quantities
        if place in known.measures:
            return self.left if known.measures[place].ledger == self.ledger else None
        value = known.rules.constants.get(place.name)
        if value is not None:
            return value if isinstance(value, Fraction) else None
        if place not in known.items or depth > len(known.items):
            return None
        formulas = known.formulas(place)
        return self._of(place.scope, formulas[0], depth) if formulas else None

    def _of(self, scope: str, node: Node, depth: int) -> Fraction | None:
        if isinstance(node, Number):
            return node.value
        if isinstance(node, Name):
            return self.of_item(Place(scope, node.name), depth + 1)
        if isinstance(node, Operation):
            left = Fraction(0) if node.left is None else self._of(scope, node.left, depth)
            right = self._of(scope, node.right, depth)
            return None if left is None or right is None else _worked_out(node.sign, left, right)
        return self._of_call(scope, node, depth) if isinstance(node, Call) else None

    def _of_call(self, scope: str, node: Call, depth: int) -> Fraction | None:
        if node.function == "如果":
            condition, *ways = node.arguments
            holds = decided(condition, self.pay.quantities.rules.constants)
            chosen = ways if holds is None else [ways[0] if holds else ways[1]]
            return _largest([self._of(scope, way, depth) for way in chosen])
        if node.function == "取大":
            return _largest([self._of(scope, part, depth) for part in node.arguments])
        if node.function == "取小":
            values = [self._of(scope, part, depth) for part in node.arguments]
            known = [value for value in values if value is not None]
            return min(known) if len(known) == len(values) else None
        return self._of(scope, node.arguments[0], depth) if node.function in ("四舍五入", "舍去", "进位") else None


def _largest(values: list[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return max(known) if len(known) == len(values) else None


def _worked_out(sign: str, left: Fraction, right: Fraction) -> Fraction | None:
    if sign == "/":
        return left / right if right else None
    return {"+": left + right, "-": left - right, "*": left * right}.get(sign)
