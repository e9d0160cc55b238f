"""A total of the pay standard taken apart into the signed terms its own formulas add up.

Reads: the formulas of the rule sets, the figures of one person.  A sum is opened, a product or a look-up is one term;
what a floor, a cap or a rounding adds or takes is a term of its own, so that the terms always add up exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from pipeline.money import yuan
from pipeline.scheme.compile import Rules
from pipeline.scheme.explain_values import show
from pipeline.scheme.explain_values import taken as branch_taken
from pipeline.scheme.expressions import Call, Name, Node, Number, Operation, history_names, words
from pipeline.scheme.in_words import rounding_words
from pipeline.scheme.item_parts import Item
from pipeline.scheme.known import Defined, Known
from pipeline.scheme.parts import Fact
from pipeline.scheme.plainly import Row, figure, rounded

YUAN = "元"
FEN = Fraction(1, 100)
EXTREMES = {"取大": max, "取小": min}


@dataclass(frozen=True)
class Term:
    """One part of a total, in yuan with the sign it counts with.

    ``sign`` is the one the formula gives it, whatever the amount; ``node`` the part of the formula, None for a term
    that only settles a bound or a rounding, which says ``why``.
    """

    name: str
    sign: int
    amount: Fraction
    node: Node | None = None
    why: str = ""


@dataclass(frozen=True)
class Splitter:
    """Takes the totals of one person apart; quantities in ``stop`` stay whole."""

    known: Known
    row: Row
    stop: frozenset[str] = frozenset()

    def terms(self, name: str) -> tuple[Term, ...]:
        """The terms of a total, none where it is not for the person; NoValue where a figure is missing."""
        return tuple(self._item(name, 1))

    def _item(self, name: str, sign: int) -> list[Term]:
        """The terms of an item, or the item itself as one where its formula adds nothing up."""
        item, rules = self._defined(name)
        formula = self._formula(item, rules)
        if formula is None:
            return []
        whole = [Term(name, sign, sign * figure(Name(name), self.row), Name(name))]
        if history_names(formula):
            return whole
        found = list(self._parts(formula, sign, replace(self.row, tables=rules.tables), whole=True))
        if len(found) == 1 and not isinstance(found[0].node, Name):
            return whole
        return [*found, *self._settled(item, rules, found, sign)]

    def _parts(self, node: Node, sign: int, row: Row, *, whole: bool = False) -> Iterator[Term]:
        """The terms of a formula; ``whole`` where nothing stands beside it, so that a single name is opened."""
        match node:
            case Operation(sign="+" | "-" as joint, left=left, right=right):
                if left is not None:
                    yield from self._parts(left, sign, row)
                yield from self._parts(right, sign if joint == "+" else -sign, row)
            case Call(function="如果"):
                yield from self._parts(branch_taken(node, row), sign, row, whole=whole)
            case Call(function="取大" | "取小") if (inner := _inner(node)) is not None:
                yield from self._bounded(node, inner, sign, row)
            case Name(name=name) if self._opens(name, whole=whole):
                yield from self._item(name, sign)
            case Name(name=name) if self._is_idle(name):
                return
            case _:
                yield Term(words(node), sign, sign * figure(node, row), node)

    def _bounded(self, node: Call, inner: Node, sign: int, row: Row) -> Iterator[Term]:
        """The terms of what is bounded by a constant, and what the bound adds or takes."""
        found = list(self._parts(inner, sign, row, whole=True))
        yield from found
        raw = sign * sum((term.amount for term in found), Fraction(0))
        limits = [figure(part, row) for part in node.arguments if part is not inner]
        made = EXTREMES[node.function]([raw, *limits])
        if made != raw:
            low = "不低于" if node.function == "取大" else "不高于"
            why = f"{words(inner)}{show(raw, YUAN)}，按{low}{show(made, YUAN)}计"
            name = self._carried(node, inner) or f"{words(inner)}{low}{show(made)}"
            yield Term(name, sign, sign * (made - raw), why=why)

    def _carried(self, node: Call, inner: Node) -> str:
        """The item that carries on what a bound of zero leaves out: 本期结欠 of 取大(0, 小计)."""
        for rules in self.known.rule_sets:
            for item in rules.text.items:
                match self._formula(item, rules):
                    case Call(function="取大", arguments=(Number(), Operation(sign="-", left=None, right=right))) if (
                        right == inner and node.function == "取大"
                    ):
                        return item.name
        return ""

    def _settled(self, item: Item, rules: Rules, found: list[Term], sign: int) -> Iterator[Term]:
        """What floor, cap and rounding of an item make of the sum of its terms."""
        row = replace(self.row, tables=rules.tables)
        made = sign * sum((term.amount for term in found), Fraction(0))
        for bound, word, choose in ((item.floor, "不低于", max), (item.cap, "不高于", min)):
            if bound is not None and (limited := choose(made, figure(bound, row))) != made:
                why = f"{item.name}算得{show(made, YUAN)}，按{word}{show(limited, YUAN)}计"
                yield Term(f"{item.name}{word}{show(limited)}", sign, sign * (limited - made), why=why)
                made = limited
        if item.digits is not None and (whole := rounded(made, item.digits, item.mode)) != made:
            yield Term(f"{item.name}取整", sign, sign * (whole - made), why=f"{item.name}{rounding_words(item)}")

    def _opens(self, name: str, *, whole: bool) -> bool:
        """Whether a quantity is shown by its terms: it alone is the total, or it adds up quantities kept in fen."""
        if name in self.stop or not isinstance(item := self._found(name), Item) or self._is_idle(name):
            return False
        _, rules = self._defined(name)
        formula = self._formula(item, rules)
        if formula is None or not item.unit.startswith(YUAN):
            return False
        return whole or (item.floor is None and item.cap is None and self._adds_fen(formula))

    def _adds_fen(self, formula: Node) -> bool:
        leaves = list(_leaves(formula))
        return len(leaves) > 1 and all(isinstance(leaf, Name) and self._in_fen(leaf.name) for leaf in leaves)

    def _in_fen(self, name: str) -> bool:
        found = self._found(name)
        return found is not None and found.unit.startswith(YUAN) and (not isinstance(found, Item) or found.in_fen)

    def _is_idle(self, name: str) -> bool:
        """Whether the quantity is not for the person or not for the month, and is nothing."""
        item = self._found(name)
        if isinstance(item, Fact) and item.who:
            found = self.known.find(name)
            posts = found[1].posts(item.who) if found else ()
            return self.row.values["岗位"] not in posts and not self.row.values.get(name)
        if not isinstance(item, Item):
            return False
        return self._formula(item, self._defined(name)[1]) is None and not self.row.values.get(name)

    def _formula(self, item: Item, rules: Rules) -> Node | None:
        return rules.formula_for(item, self.row.values["岗位"]) if item.due(self.row.period.month) else None

    def _found(self, name: str) -> Defined | None:
        found = self.known.find(name)
        return found[0] if found else None

    def _defined(self, name: str) -> tuple[Item, Rules]:
        found = self.known.find(name)
        assert found is not None
        assert isinstance(found[0], Item)
        return found[0], found[1]


def counts(term: Term) -> bool:
    """Whether a term is a line: a quantity even of 0, else what is a fen at least."""
    if term.node is None:
        return abs(term.amount) >= FEN
    return isinstance(term.node, Name) or bool(yuan(term.amount))


def _inner(node: Call) -> Node | None:
    """The one part of 取大 or 取小 that is no constant; None where there are several."""
    parts = [part for part in node.arguments if not isinstance(part, Number)]
    return parts[0] if len(parts) == 1 and len(node.arguments) > 1 else None


def _leaves(node: Node) -> Iterator[Node]:
    """The parts a formula adds and subtracts."""
    if isinstance(node, Operation) and node.sign in "+-":
        if node.left is not None:
            yield from _leaves(node.left)
        yield from _leaves(node.right)
    else:
        yield node
