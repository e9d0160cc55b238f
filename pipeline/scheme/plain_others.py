"""Functions that look beyond one row, walked row by row: the persons of a group, earlier periods, a named person."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import cast

from pipeline.scheme.expressions import Name, Node, Text, words
from pipeline.scheme.facts import Stored
from pipeline.scheme.plain_row import NoValue, Plain, Row, filled

Walk = Callable[[Node, Row], Plain]
"""The walk of any formula in a row: ``plainly.value``, which calls this module."""


def over_group(name: str, arguments: Sequence[Node], row: Row, walk: Walk) -> Fraction:
    """组内合计 and the like."""
    if name == "分摊":
        return _part(arguments, row, walk)
    asked = arguments[0]
    keys: Sequence[Node] = arguments[2:] if name == "组内名次" else arguments[1:]
    if name == "团队其他人合计":
        keys = (Name("团队"),)
    mates = members(keys, row, walk)
    if name in ("团队其他人合计", "组内其他人合计"):
        return sum((cast(Fraction, walk(asked, mate)) for mate in mates), Fraction(0))
    if name == "组内计数":
        return Fraction(sum(bool(walk(asked, mate)) for mate in (row, *mates)))
    own, others = cast(Fraction, walk(asked, row)), [cast(Fraction, walk(asked, mate)) for mate in mates]
    if name in ("组内合计", "全体合计"):
        return own + sum(others, Fraction(0))
    if name == "组内并列数":
        return Fraction(1 + others.count(own))
    above = [other for other in others if other > own]
    return Fraction(1 + len(above if cast(Text, arguments[1]).value == "并列占位" else set(above)))


def _part(arguments: Sequence[Node], row: Row, walk: Walk) -> Fraction:
    """分摊: what this person gets of the total."""
    everyone = [row, *row.others()]
    totals = {cast(Fraction, walk(arguments[0], one)) for one in everyone}
    weights = {str(one.values["工号"]): cast(Fraction, walk(arguments[1], one)) for one in everyone}
    if len(totals) > 1:
        raise NoValue(f"分摊的总额“{words(arguments[0])}”各人不是同一个数")
    if negative := [who for who in sorted(weights) if weights[who] < 0]:
        raise NoValue(f"分摊的权重“{words(arguments[1])}”在工号{negative[0]}是负的")
    own, whole = str(row.values["工号"]), sum(weights.values(), Fraction(0))
    if whole == 0:
        return Fraction(0)
    half_up = abs(totals.pop()) * 100 + Fraction(1, 2)
    sign = -1 if walk(arguments[0], row) < 0 else 1  # type: ignore[operator]
    fen = sign * math.floor(half_up)
    exact = {who: fen * weight / whole for who, weight in weights.items()}
    rest = fen - sum(math.floor(part) for part in exact.values())
    first = [who for _, who in sorted((math.floor(part) - part, who) for who, part in exact.items())][:rest]
    return Fraction(math.floor(exact[own]) + (own in first), 100)


def members(keys: Sequence[Node], row: Row, walk: Walk) -> list[Row]:
    """The rows of the other persons with the same words; a person one of whose words has no value is with no one."""
    own = [walk(key, row) for key in keys]
    return [other for other in row.others() if _words(keys, other, walk) == own]


def _words(keys: Sequence[Node], row: Row, walk: Walk) -> list[Plain] | None:
    try:
        return [walk(key, row) for key in keys]
    except NoValue:
        return None


def of_person(quantity: Name, column: Node, row: Row, walk: Walk) -> Plain:
    """取自人员."""
    employee = str(walk(column, row))
    person = row.person(employee)
    if person is None:
        why = f"没有工号{employee}的人员" if employee else f"{words(column)}没有填"
        raise NoValue(f"{why}，取不到人员的{quantity.name}")
    return walk(quantity, person)


def over_past(name: str, arguments: Sequence[Node], row: Row, walk: Walk) -> Plain:
    """上期, 累计 and the like."""
    quantity = cast(Name, arguments[0]).name
    past = row.around.past.get(quantity)
    history = dict(past.values.get(str(row.values["工号"]), ())) if past else {}
    if name in ("上期", "往期"):
        back = 1 if name == "上期" else int(cast(Fraction, walk(arguments[1], row)))
        stored = list(history.values())
        return stored[len(stored) - back] if len(stored) >= back else walk(arguments[2 if name == "往期" else 1], row)
    now = cast(Stored, walk(arguments[0], row))
    if name in ("连续", "连续期数"):
        length = 0
        for held in [now, *reversed(history.values())]:
            if not held:
                break
            length += 1
        return Fraction(length) if name == "连续期数" else length >= cast(Fraction, walk(arguments[1], row))
    return _gathered(name, _window(arguments, row, walk), now)


def _window(arguments: Sequence[Node], row: Row, walk: Walk) -> list[Stored]:
    """The stored values from the day on; NoValue where a month is missing and may not be."""
    quantity, since = cast(Name, arguments[0]).name, filled(walk(arguments[1], row))
    past = row.around.past.get(quantity)
    history = dict(past.values.get(str(row.values["工号"]), ())) if past else {}
    if cast(Text, arguments[2]).value == "缺期停算":
        hired = row.values.get("入职日期")
        month = row.period.shift(-1)
        begins = max(since, hired) if isinstance(hired, date) else since
        while month.last_day >= begins:
            if month not in history and (past is None or month.month in past.due):
                raise NoValue(f"{month}没有“{quantity}”的记录")
            month = month.shift(-1)
    return [stored for period, stored in history.items() if period.last_day >= since]


def _gathered(name: str, earlier: list[Stored], now: Stored) -> Fraction:
    if name == "期数":
        return Fraction(sum(held is not False for held in [*earlier, now]))
    figures = [cast(Fraction, found) for found in [*earlier, now]]
    if name == "期大":
        return max(figures)
    if name == "期小":
        return min(figures)
    total = sum(figures, Fraction(0))
    return total if name == "累计" else total / len(figures)
