"""A formula for one row, walked directly with plain fractions: what an explanation shows, and a check on the evaluator.

It shares the parsed tree with :mod:`pipeline.scheme.evaluate` and nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import cast

from pipeline.money import plain
from pipeline.scheme import plain_days, plain_others
from pipeline.scheme.expressions import (
    PAST_FUNCTIONS,
    STANDARD_GRADE,
    YES_NO,
    Call,
    Name,
    Node,
    Number,
    Operation,
    Text,
    substituted,
)
from pipeline.scheme.functions import COMPARISONS, EDGES, GROUP_FUNCTIONS, ROUNDINGS
from pipeline.scheme.plain_row import Derived, NoValue, Plain, Row, filled
from pipeline.scheme.tables import Bands, Lookup, Table

__all__ = ["Derived", "NoValue", "Plain", "Row", "bands_for", "figure", "rounded", "slices", "value"]


def value(node: Node, row: Row) -> Plain:
    """The value of the formula in this row; NoValue where it has none."""
    match node:
        case Number(value=constant):
            return constant
        case Text(value=text):
            return text
        case Name(name=name):
            return YES_NO[name] if name in YES_NO else _named(name, row)
        case Operation():
            return _operation(node, row)
        case Call():
            return _call(node, row)


def figure(node: Node, row: Row) -> Fraction:
    """The value of a formula that yields a figure."""
    return cast(Fraction, value(node, row))


def _named(name: str, row: Row) -> Plain:
    try:
        return row.values[name]
    except KeyError:
        raise Derived(f"“{name}”没有值") from None


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
    if name in ("超额累进", "档值", "档次", "查表"):
        return _table(name, cast(Name, arguments[0]).name, arguments[1:], row)
    if name in GROUP_FUNCTIONS:
        return plain_others.over_group(name, arguments, row, value)
    if name in PAST_FUNCTIONS:
        return plain_others.over_past(name, arguments, row, value)
    if name == "取自人员":
        return plain_others.of_person(cast(Name, arguments[0]), arguments[1], row, value)
    if name in ("达标", "最高达标", "级别序", "级别移动"):
        return _grade(name, arguments, row)
    if name in ("全部", "任一", "至少", "为空", "属于"):
        return _condition(name, arguments, row)
    if name in _DAYS:
        return _day(name, arguments, row)
    if name in ROUNDINGS:
        return rounded(figure(arguments[0], row), int(figure(arguments[1], row)), name)
    if name in ("取大", "取小"):
        return _extreme(name, [value(part, row) for part in arguments])
    return _figures(name, [figure(part, row) for part in arguments])


def _condition(name: str, arguments: tuple[Node, ...], row: Row) -> bool:
    if name == "全部":
        return all(value(part, row) for part in arguments)
    if name == "任一":
        return any(value(part, row) for part in arguments)
    if name == "为空":
        return value(arguments[0], row) in (None, "")
    if name == "属于":
        return value(arguments[0], row) in [value(part, row) for part in arguments[1:]]
    missing, asked = int(figure(arguments[0], row)), list(arguments[1:])
    while 0 < missing <= len(asked):
        missing -= bool(value(asked.pop(0), row))
    return missing <= 0


_DAYS = (*EDGES, "月内日", "年", "月", "日", "加月", "加日", "相差天数", "相差月数", "自然月数", "首个考核月")


def _day(name: str, arguments: tuple[Node, ...], row: Row) -> Plain:
    if name in EDGES:
        return plain_days.edge(name, row.period, int(figure(arguments[0], row)))
    if name == "月内日":
        return plain_days.day_of_month(row.period, *(int(figure(part, row)) for part in arguments))
    if name in ("加月", "加日"):
        day = value(arguments[0], row)
        add = plain_days.add_months if name == "加月" else plain_days.add_days
        return None if day is None else _known(add(cast(date, day), int(figure(arguments[1], row))))
    if name == "首个考核月":
        hired = value(arguments[0], row)
        late = figure(arguments[1], row) < (hired.day if isinstance(hired, date) else 0)
        return _known(plain_days.add_months(hired.replace(day=1), int(late))) if isinstance(hired, date) else None
    first = filled(value(arguments[0], row))
    if name in ("年", "月", "日"):
        return Fraction({"年": first.year, "月": first.month, "日": first.day}[name])
    second = filled(value(arguments[1], row))
    if name == "相差天数":
        return Fraction((first - second).days)
    between = plain_days.months_between if name == "相差月数" else plain_days.calendar_months
    return Fraction(between(first, second))


def _known(day: date | None) -> date:
    if day is None:
        raise NoValue("算出的日期不在公元1年至9999年之间")
    return day


def _grade(name: str, arguments: tuple[Node, ...], row: Row) -> Plain:
    grades = row.around.grades
    if name == "达标":
        criterion = row.around.criteria[cast(Name, arguments[0]).name]
        return value(substituted(criterion, STANDARD_GRADE, arguments[1]) if len(arguments) > 1 else criterion, row)
    if name == "最高达标":
        criterion = row.around.criteria[cast(Name, arguments[0]).name]
        met = (grade for grade in reversed(grades) if value(substituted(criterion, STANDARD_GRADE, Text(grade)), row))
        return next(met, "")
    word = str(value(arguments[0], row))
    if word not in grades:
        raise NoValue(f"“{word}”不是级别（{'、'.join(grades)}）")
    place = grades.index(word)
    if name == "级别序":
        return Fraction(place + 1)
    steps = figure(arguments[1], row)
    if steps.denominator != 1:
        raise NoValue(f"级别移动的级数{plain(steps)}不是整数")
    return grades[max(0, min(place + int(steps), len(grades) - 1))]


def _extreme(name: str, found: list[Plain]) -> Plain:
    """取大, 取小: of figures; or of days, the blank ones left out."""
    filled_in = [one for one in found if one is not None]
    extreme = max if name == "取大" else min
    return extreme(filled_in, default=None)


def _figures(name: str, figures: list[Fraction]) -> Fraction:
    if name == "绝对值":
        return abs(figures[0])
    return Fraction(math.floor(figures[0]) if name == "向下取整" else math.ceil(figures[0]))


def rounded(number: Fraction, digits: int, mode: str = "四舍五入") -> Fraction:
    """At so many decimals (tens, hundreds where negative): half away from zero, toward zero, or away from it."""
    scale = Fraction(10) ** digits
    size = abs(number) * scale
    if mode == "四舍五入":
        whole = math.floor(size + Fraction(1, 2))
    else:
        whole = math.floor(size) if mode == "舍去" else math.ceil(size)
    return (whole if number >= 0 else -whole) / scale


def _table(function: str, name: str, arguments: tuple[Node, ...], row: Row) -> Plain:
    table = row.tables[name]
    if isinstance(table, Lookup):
        words = tuple(str(value(argument, row)) for argument in arguments)
        found = table.entries.get(words, table.otherwise)
        if found is None:
            raise NoValue(f"表“{name}”没有“{'、'.join(words)}”这一行")
        return found
    number = figure(arguments[0], row)
    bands = bands_for(table, arguments[1:], row)
    if function == "超额累进":
        if bands.outside == "停算" and _is_beyond(bands, number):
            raise NoValue(f"{plain(number)}超出表“{name}”的最后一档")
        return sum((part for _, _, part in slices(bands, number)), Fraction(0))
    band = bands.band_of(number)
    if band is None and bands.outside == "停算":
        raise NoValue(f"{plain(number)}不在表“{name}”的任何一档内")
    if band is None:
        return Fraction(0)
    return band.value if function == "档值" else Fraction(bands.bands.index(band) + 1)


def bands_for(table: Table, arguments: Sequence[Node], row: Row) -> Bands:
    """The bands a formula asks: the table itself, or those of the words given; NoValue where these have none."""
    if isinstance(table, Bands):
        return table
    assert not isinstance(table, Lookup)
    words = tuple(str(value(argument, row)) for argument in arguments)
    if words not in table.sets:
        raise NoValue(f"表“{table.name}”没有“{'、'.join(words)}”的档位")
    return table.sets[words]


def _is_beyond(table: Bands, number: Fraction) -> bool:
    end = table.bands[-1].high
    return end is not None and (number > end or (number == end and table.edge == "左闭右开"))


def slices(table: Bands, number: Fraction) -> list[tuple[str, Fraction, Fraction]]:
    """The slices of a figure that earn something: the band as written, the figure inside it, what it gives.

    With 就近 the last band has no end.
    """
    found = []
    for place, band in enumerate(table.bands, 1):
        endless = band.high is None or (table.outside == "就近" and place == len(table.bands))
        top = number if endless or band.high is None else min(number, band.high)
        inside = top if band.low is None else max(top - band.low, Fraction(0))
        if inside:
            found.append((table.interval(band), inside, inside * band.value))
    return found
