"""The figures a formula took from elsewhere: of the other persons of a group, and of earlier months."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from pipeline.period import Period
from pipeline.scheme.explain_values import WITHOUT_OWN, over_others, show, used
from pipeline.scheme.expressions import EARLIER_FUNCTIONS, PAST_FUNCTIONS, Call, Name, Node, Text, words
from pipeline.scheme.facts import EVERY_MONTH, Stored
from pipeline.scheme.plain_others import members
from pipeline.scheme.plainly import Plain, Row, figure, value

Places = tuple[str, ...]
MANY = 12
"""So many missing months are named one by one."""


@dataclass(frozen=True)
class Line:
    """One line behind a figure: in words, its amount, and where it stands in the delivered files."""

    text: str
    amount: str
    places: Places


@dataclass(frozen=True)
class Elsewhere:
    """Where figures of others stand: a person's line of the roster, an earlier month's record; and units of names."""

    person: Callable[[str], Places] = lambda employee: ()
    past: Callable[[str, str, Period], Places] = lambda quantity, employee, period: ()
    unit: Callable[[str], str] = lambda name: ""


def lines_elsewhere(formula: Node, row: Row, where: Elsewhere) -> Iterator[Line]:
    """A line per figure of another person or an earlier month the formula used in this row."""
    for call in over_others(formula, row):
        yield from _of_group(call, row, where)
    for call in _over_past(formula, row):
        yield from _of_past(call, row, where)


def notes_elsewhere(formula: Node, row: Row) -> Iterator[str]:
    """What is to be said where there was no earlier month, or months were left out."""
    for call in _over_past(formula, row):
        name, found = cast(Name, call.arguments[0]).name, _stored(call, row)
        if call.function in EARLIER_FUNCTIONS and not found:
            yield f"{words(call)}：没有这一期的记录，取缺省 {show(value(call.arguments[-1], row))}"
        elif call.function not in EARLIER_FUNCTIONS and (missing := _missing(call, row)):
            months = "、".join(map(str, missing)) if len(missing) <= MANY else f"{missing[0]}起的{len(missing)}个月"
            yield f"{words(call)}：{months}没有“{name}”的记录，略去"


def _of_group(call: Call, row: Row, where: Elsewhere) -> Iterator[Line]:
    function = call.function
    asked = call.arguments[1 if function == "分摊" else 0]
    keys: Sequence[Node] = call.arguments[2:] if function in ("组内名次", "分摊") else call.arguments[1:]
    mates = members((Name("团队"),) if function == "团队其他人合计" else keys, row, value)
    unit = where.unit(asked.name) if isinstance(asked, Name) else ""
    if function == "组内名次":
        yield from _ranked(call, row, mates, where, unit)
        return
    if function == "组内计数":
        mates = [mate for mate in mates if value(asked, mate)]
    elif function == "组内并列数":
        mates = [mate for mate in mates if value(asked, mate) == value(asked, row)]
    for mate in mates:
        yield Line(f"{_who(mate)} {words(asked)}", show(value(asked, mate), unit), where.person(_employee(mate)))
    if function not in WITHOUT_OWN and not isinstance(asked, Name):
        yield Line(f"本人 {words(asked)}", show(value(asked, row), unit), ())


def _ranked(call: Call, row: Row, mates: Sequence[Row], where: Elsewhere, unit: str) -> Iterator[Line]:
    """Everyone of the group from the largest down, each with the rank."""
    asked, every = call.arguments[0], [row, *mates]
    figures = [figure(asked, one) for one in every]
    shared = cast(Text, call.arguments[1]).value == "并列占位"
    order = sorted(zip(figures, range(len(every)), every, strict=True), key=lambda one: (-one[0], one[1]))
    for amount, place, one in order:
        above = [other for other in figures if other > amount]
        rank = 1 + len(above if shared else set(above))
        own = "" if place else "（本人）"
        text = f"第{rank}名 {_who(one)}{own} {words(asked)}"
        yield Line(text, show(amount, unit), where.person(_employee(one)))


def _employee(row: Row) -> str:
    return str(row.values["工号"])


def _who(row: Row) -> str:
    return f"{_employee(row)} {row.values.get('姓名') or ''}".rstrip()


def _over_past(formula: Node, row: Row) -> Iterator[Call]:
    asked: dict[Call, None] = {}
    for node in used(formula, row):
        if isinstance(node, Call) and node.function in PAST_FUNCTIONS:
            asked.setdefault(node)
    yield from asked


def _of_past(call: Call, row: Row, where: Elsewhere) -> Iterator[Line]:
    name = cast(Name, call.arguments[0]).name
    for period, stored in _stored(call, row):
        shown = show(cast(Plain, stored), where.unit(name))
        yield Line(f"往期 {period}", f"{name} {shown}", where.past(name, _employee(row), period))


def _stored(call: Call, row: Row) -> list[tuple[Period, Stored]]:
    """The earlier months a function over them used, oldest first."""
    past = row.around.past.get(cast(Name, call.arguments[0]).name)
    history = list(past.values.get(_employee(row), ())) if past else []
    if call.function in EARLIER_FUNCTIONS:
        back = 1 if call.function == "上期" else int(figure(call.arguments[1], row))
        return history[len(history) - back :][:1] if len(history) >= back else []
    if call.function == "连续":
        asked = int(figure(call.arguments[1], row)) - 1
        return history[-asked:] if asked else []
    if call.function == "连续期数":
        return _run(history) if value(call.arguments[0], row) else []
    since = cast(date, value(call.arguments[1], row))
    return [one for one in history if one[0].last_day >= since]


def _run(history: list[tuple[Period, Stored]]) -> list[tuple[Period, Stored]]:
    """The months in a row in which it held, and the one that broke them."""
    length = next((length for length, (_, held) in enumerate(reversed(history), 1) if not held), len(history))
    return history[len(history) - length :]


def _missing(call: Call, row: Row) -> list[Period]:
    """The months of a window, since the person was hired, that have no record."""
    if call.function in ("连续", "连续期数"):
        return []
    since, hired = cast(date, value(call.arguments[1], row)), row.values.get("入职日期")
    begins = max(since, hired) if isinstance(hired, date) else since
    stored = {period for period, _ in _stored(call, row)}
    past = row.around.past.get(cast(Name, call.arguments[0]).name)
    due = EVERY_MONTH if past is None else past.due
    month, missing = row.period.shift(-1), list[Period]()
    while month.last_day >= begins:
        if month not in stored and month.month in due:
            missing.append(month)
        month = month.shift(-1)
    return missing[::-1]
