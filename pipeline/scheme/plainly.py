"""A formula for one row, walked directly with plain fractions: what an explanation shows, and a check on the evaluator.

It shares the parsed tree with :mod:`pipeline.scheme.evaluate` and nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import cast

from pipeline.money import plain
from pipeline.period import Period
from pipeline.scheme.expressions import Call, Name, Node, Number, Operation, Text
from pipeline.scheme.functions import COMPARISONS
from pipeline.scheme.tables import Bands, Lookup

Plain = Fraction | str | bool | date | None


class NoValue(Exception):
    """The formula has no value in this row; the text says why, in Chinese."""


class Derived(NoValue):
    """It has none because a quantity it names has none: the reason lies there."""


@dataclass(frozen=True)
class Row:
    """One row to evaluate in: its quantities, the period, the tables, and the sum over the rest of the team.

    A quantity without a value is not among ``values``; None is a day that was left blank.
    """

    values: Mapping[str, Plain]
    period: Period
    tables: Mapping[str, Bands | Lookup]
    team_others: Callable[[Node], Fraction]


def value(node: Node, row: Row) -> Plain:
    """The value of the formula in this row; NoValue where it has none."""
    match node:
        case Number(value=constant):
            return constant
        case Text(value=text):
            return text
        case Name(name=name):
            return _named(name, row)
        case Operation():
            return _operation(node, row)
        case Call():
            return _call(node, row)


def figure(node: Node, row: Row) -> Fraction:
    """The same, of a formula that yields a figure."""
    return cast(Fraction, value(node, row))


def _named(name: str, row: Row) -> Plain:
    if name not in row.values:
        raise Derived(f"“{name}”没有值")
    return row.values[name]


def _operation(node: Operation, row: Row) -> Plain:
    sign = node.sign
    if node.left is None:
        return not value(node.right, row) if sign == "非" else -figure(node.right, row)
    if sign == "且":
        return bool(value(node.left, row)) and bool(value(node.right, row))
    if sign == "或":
        return bool(value(node.left, row)) or bool(value(node.right, row))
    if sign in COMPARISONS:
        left, right = value(node.left, row), value(node.right, row)
        if left is None or right is None:
            return sign == "!="
        return bool(COMPARISONS[sign](left, right))
    one, two = figure(node.left, row), figure(node.right, row)
    if sign == "/":
        if two == 0:
            raise NoValue("除数为0")
        return one / two
    return {"+": one + two, "-": one - two, "*": one * two}[sign]


def _call(node: Call, row: Row) -> Plain:
    name, arguments = node.function, node.arguments
    if name == "如果":
        return value(arguments[1] if value(arguments[0], row) else arguments[2], row)
    if name in ("超额累进", "档值", "查表"):
        return _table(name, cast(Name, arguments[0]).name, arguments[1:], row)
    if name in ("月首", "月末"):
        month = row.period.shift(int(figure(arguments[0], row)))
        return month.first_day if name == "月首" else month.last_day
    if name == "团队其他人合计":
        return row.team_others(arguments[0])
    if name == "为空":
        return value(arguments[0], row) in (None, "")
    if name == "属于":
        return value(arguments[0], row) in [value(part, row) for part in arguments[1:]]
    if name == "四舍五入":
        return rounded(figure(arguments[0], row), int(figure(arguments[1], row)))
    return _figures(name, [figure(part, row) for part in arguments])


def _figures(name: str, figures: list[Fraction]) -> Fraction:
    if name == "取大":
        return max(figures)
    if name == "取小":
        return min(figures)
    if name == "绝对值":
        return abs(figures[0])
    return Fraction(math.floor(figures[0]))


def rounded(number: Fraction, digits: int) -> Fraction:
    """Half away from zero at so many decimals (tens, hundreds where negative)."""
    scale = Fraction(10) ** digits
    whole = math.floor(abs(number) * scale + Fraction(1, 2))
    return (whole if number >= 0 else -whole) / scale


def _table(function: str, name: str, arguments: tuple[Node, ...], row: Row) -> Fraction:
    table = row.tables[name]
    if isinstance(table, Lookup):
        words = tuple(str(value(argument, row)) for argument in arguments)
        if words not in table.entries:
            raise NoValue(f"表“{name}”没有“{'、'.join(words)}”这一行")
        return table.entries[words]
    number = figure(arguments[0], row)
    if function == "超额累进":
        end = table.bands[-1].high
        if end is not None and table.band_of(number) is None and number >= end:
            raise NoValue(f"{plain(number)}超出表“{name}”的最后一档")
        return sum((part for _, _, part in slices(table, number)), Fraction(0))
    band = table.band_of(number)
    if band is None:
        raise NoValue(f"{plain(number)}不在表“{name}”的任何一档内")
    return band.value


def slices(table: Bands, number: Fraction) -> list[tuple[str, Fraction, Fraction]]:
    """The slices of a figure that earn something: the band as written, the figure inside it, what it gives."""
    found = []
    for band in table.bands:
        top = number if band.high is None else min(number, band.high)
        inside = top if band.low is None else max(top - band.low, Fraction(0))
        if inside:
            found.append((table.interval(band), inside, inside * band.value))
    return found
