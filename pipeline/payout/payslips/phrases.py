"""A formula of the pay standard said in plain words with the figures of one person: 计提基数18,876.43按提成档分档计提.

Reads: the tree of a formula, one row.  Writes: words for people who never saw a formula; what is zero in a sum is left
out of it, and of a condition only the branch taken is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import cast

from pipeline.money import plain
from pipeline.scheme.explain_values import EMPTY, show
from pipeline.scheme.expressions import Call, Name, Node, Number, Operation, Text, words
from pipeline.scheme.functions import ROUNDINGS
from pipeline.scheme.in_words import figure_words
from pipeline.scheme.known import Known
from pipeline.scheme.plainly import Plain, Row, bands_for, figure, slices, value
from pipeline.scheme.tables import Bands, Lookup

ATOM, PRODUCT, SUM = 3, 2, 1
DECIMALS = 6
_OVER_OTHERS = ("团队其他人合计", "组内其他人合计", "组内合计", "全体合计")


def money_words(amount: Fraction | Decimal) -> str:
    """A figure with commas: two decimals where they say it all, otherwise as many as it has, six at most."""
    exact = Fraction(amount)
    if (exact * 100).denominator == 1:
        return f"{Decimal(exact.numerator) / exact.denominator:,.2f}"
    whole, _, rest = plain(exact, DECIMALS).partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-')):,}.{rest}"


def value_words(current: Plain, unit: str) -> str:
    """A value as it stands in a reason: yuan with commas, a ratio in percent, other figures short."""
    if isinstance(current, Fraction) and unit.startswith("元"):
        return money_words(current)
    return plain(current, DECIMALS) if isinstance(current, Fraction) and unit != "比例" else show(current, unit)


@dataclass(frozen=True)
class Said:
    """Words for a part of a formula, and how closely they hang together (as the rank of an operator)."""

    text: str
    rank: int = ATOM

    def inside(self, rank: int) -> str:
        """The words where something of this rank stands around them."""
        return self.text if self.rank >= rank else f"（{self.text}）"


@dataclass(frozen=True)
class Phrases:
    """Says formulas with the figures of one row; NoValue where one of them is missing."""

    known: Known
    row: Row

    def say(self, node: Node) -> Said:
        """A formula in words."""
        match node:
            case Number(text=text):
                return Said(text)
            case Text(value=text):
                return Said(f"“{text}”")
            case Name(name=name):
                return Said(f"{name}{value_words(value(node, self.row), self.known.unit(name))}")
            case Operation():
                return self._operation(node)
            case Call():
                return self._call(node)

    def _operation(self, node: Operation) -> Said:
        if node.sign in ("+", "-"):
            return self._sum([part for part in signed(node, 1) if figure(part[1], self.row)])
        if node.left is None or node.sign not in ("*", "/"):
            return Said(words(node), SUM)
        left, right = self.say(node.left), self.say(node.right)
        joint = "乘" if node.sign == "*" else "除以"
        first = left.text if left.rank == PRODUCT or left.text.endswith("之和") else left.inside(PRODUCT)
        pause = "，" if first.endswith(("）", "之和", "较小的", "较大的")) else ""
        return Said(f"{first}{pause}{joint}{right.inside(ATOM)}", PRODUCT)

    def _sum(self, parts: list[tuple[int, Node]]) -> Said:
        """The parts that count something: all added as 甲、乙之和, otherwise one after the other."""
        if not parts:
            return Said("0")
        said = [(sign, self.say(part)) for sign, part in parts]
        if len(said) == 1 and said[0][0] > 0:
            return said[0][1]
        if len(said) > 2 and all(sign > 0 for sign, _ in said):
            return Said("、".join(one.inside(PRODUCT) for _, one in said) + "之和", SUM)
        first, *rest = sorted(said, key=lambda one: -one[0]) if said[0][0] < 0 else said
        begin = first[1].inside(SUM) if first[0] > 0 else f"负的{first[1].inside(PRODUCT)}"
        return Said(begin + "".join(f"{'加' if sign > 0 else '减'}{one.inside(PRODUCT)}" for sign, one in rest), SUM)

    def _call(self, node: Call) -> Said:
        name, arguments = node.function, node.arguments
        if name == "如果":
            return self.say(arguments[1 if value(arguments[0], self.row) else 2])
        if name in ("取大", "取小"):
            return self._extreme(node)
        if name in ("超额累进", "档值", "查表"):
            return self._table(node)
        if name in _OVER_OTHERS:
            whose = {"团队其他人合计": "团队其他人的", "组内其他人合计": "同组其他人的"}.get(name, f"{name[:2]}的")
            return Said(f"{whose}{words(arguments[0])}合计{money_words(figure(node, self.row))}")
        if name in (*ROUNDINGS, "向下取整", "向上取整"):
            return Said(f"{self.say(arguments[0]).inside(ATOM)}{name}{self._told(node)}", PRODUCT)
        return Said(f"{words(node)}{self._told(node)}")

    def _told(self, node: Node) -> str:
        """What a part comes to, in digits."""
        current = value(node, self.row)
        return plain(current, DECIMALS) if isinstance(current, Fraction) else show(current)

    def _extreme(self, node: Call) -> Said:
        made = value(node, self.row)
        if not isinstance(made, Fraction):
            return Said(f"{words(node)}{show(made) if made else EMPTY}")
        constants = [part for part in node.arguments if isinstance(part, Number)]
        others = [part for part in node.arguments if part not in constants]
        word = "较大的" if node.function == "取大" else "较小的"
        if len(others) != 1:
            told = "与".join(self.say(part).inside(PRODUCT) for part in others)
            return Said(f"{told}中{word}", SUM)
        inner = self.say(others[0])
        if figure(others[0], self.row) == made:
            return inner
        passed = "不足" if node.function == "取大" else "超过"
        bound = next(part.text for part in constants if part.value == made)
        return Said(f"{inner.inside(SUM)}{passed}{bound}，按{bound}计", SUM)

    def _table(self, node: Call) -> Said:
        table = self.row.tables[cast(Name, node.arguments[0]).name]
        if isinstance(table, Lookup):
            keys = "、".join(str(value(part, self.row)) for part in node.arguments[1:])
            return Said(f"{table.name}（{keys}）{value_words(value(node, self.row), table.unit)}")
        bands, asked = bands_for(table, node.arguments[2:], self.row), node.arguments[1]
        inner = self.say(asked).inside(PRODUCT)
        if node.function == "档值":
            return Said(f"{inner}按{bands.name}取{figure_words(figure(node, self.row), bands.unit)}", PRODUCT)
        told = " + ".join(_sliced(bands, figure(asked, self.row)))
        return Said(f"{inner}按{bands.name}分档计提{f'（{told}）' if told else ''}", PRODUCT)


def _sliced(bands: Bands, whole: Fraction) -> Iterator[str]:
    """What lies in each band, times its rate."""
    rates = {bands.interval(band): band.value for band in bands.bands}
    for interval, inside, _ in slices(bands, whole):
        yield f"{money_words(inside)}×{figure_words(rates[interval], bands.unit)}"


def signed(node: Node, sign: int) -> Iterator[tuple[int, Node]]:
    """The parts a formula adds (1) and subtracts (-1)."""
    if isinstance(node, Operation) and node.sign in ("+", "-"):
        if node.left is not None:
            yield from signed(node.left, sign)
        yield from signed(node.right, sign if node.sign == "+" else -sign)
    else:
        yield sign, node
