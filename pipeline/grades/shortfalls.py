"""What a yes-or-no item of an appraisal lacks: the figures in its formula that miss a number the standard sets.

Scheme: the items of the appraisal and its parameters.  Only what is wrong by itself is told: of conditions that all
must hold each that fails, of alternatives none unless all of them fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from pipeline.grades.judged import Judged
from pipeline.grades.wording import figure_words
from pipeline.period import Span
from pipeline.scheme.expressions import Call, Name, Node, Number, Operation, children
from pipeline.scheme.facts import Around
from pipeline.scheme.functions import COMPARISONS, EDGES
from pipeline.scheme.item_parts import Item
from pipeline.scheme.plain_row import NoValue, Plain, Row
from pipeline.scheme.plainly import value
from pipeline.scheme.units import FLAG
from schemas.columns import BY_NAME

GRADE = "级别"
KNOWN = ("级别序", "级别移动", *EDGES)
"""The functions that need nothing but the grades of the standard and the span."""
ASKED = {">=": "不小于", ">": "大于", "<=": "不大于", "<": "小于", "==": "等于", "!=": "不等于"}
ASKED_OF_DAYS = {">=": "不早于", ">": "晚于", "<=": "不晚于", "<": "早于", "==": "为", "!=": "不为"}
LOOKED_AHEAD = 8
"""So many spans ahead it is asked when a day will be what it has to be."""


def shortfalls(judged: Judged, item: Item) -> list[str]:
    """The comparisons of a figure with a number that make the item 否: 达上级连季1，须不小于2."""
    formula = _formula(judged, item.name)
    return [] if formula is None else list(_failing(formula, _Look(judged)))


def barred(judged: Judged) -> Item | None:
    """The yes-or-no item that alone leaves the grade as it is, before anything else is asked; None if none does.

    It is the first condition of the proposal's formula (参加考核, 非 参加考核), whose answer gives 级别 itself while
    the other answer asks further.
    """
    formula = _formula(judged, judged.grading.proposed) if judged.grading else None
    if not isinstance(formula, Call) or formula.function != "如果" or len(formula.arguments) != 3:
        return None
    condition, then, other = formula.arguments
    if isinstance(condition, Operation) and condition.sign == "非":
        condition, then, other = condition.right, other, then
    decides = other == Name(GRADE) and any(part.function == "如果" for part in _calls(then))
    item = _flags(judged).get(condition.name) if isinstance(condition, Name) and decides else None
    return item if item is not None and judged.items[item.name] is False else None


def _formula(judged: Judged, name: str) -> Node | None:
    rules = judged.appraisal.rules if judged.appraisal is not None else None
    item = None if rules is None else rules.item(name)
    return None if rules is None or item is None else rules.formula_for(item, judged.person["post"])


def _flags(judged: Judged) -> dict[str, Item]:
    items = judged.appraisal.text.items if judged.appraisal is not None else []
    return {item.name: item for item in items if item.unit == FLAG}


def _calls(node: Node) -> Iterator[Call]:
    if isinstance(node, Call):
        yield node
    for part in children(node):
        yield from _calls(part)


def _failing(node: Node, look: _Look) -> Iterator[str]:
    if not isinstance(node, Operation) or node.left is None:
        return
    if node.sign == "且" or (node.sign == "或" and look.value(node) is False):
        yield from _failing(node.left, look)
        yield from _failing(node.right, look)
    elif node.sign in COMPARISONS and look.value(node) is False:
        yield from _compared(node, look)


def _compared(node: Operation, look: _Look) -> Iterator[str]:
    """A quantity, its figure, and what a number asks of it; a day, what is asked of it, and when it will be so."""
    if not isinstance(node.left, Name):
        return
    found, asked = look.value(node.left), look.value(node.right)
    if isinstance(found, date) and isinstance(asked, date):
        later = look.first_met(node)
        yield f"{node.left.name}{found}，须{ASKED_OF_DAYS[node.sign]}{asked}" + (f"，{later}起符合" if later else "")
    elif look.is_number(node.right):
        unit = look.judged.units.get(node.left.name, "")
        yield f"{node.left.name}{figure_words(found, unit)}，须{ASKED[node.sign]}{figure_words(asked, unit)}"


@dataclass(frozen=True)
class _Look:
    """Looks up what is known of one person: who he is, his row of 考核项目, and the parameters of the standard."""

    judged: Judged

    def value(self, node: Node) -> Plain:
        """The value of a formula; None where it needs more than is known here."""
        return self._value_in(node, self._row)

    def first_met(self, node: Node) -> Span | None:
        """The first of the spans to come in which a comparison of days will hold, if it ever does."""
        later = (self.judged.span.shift(count) for count in range(1, LOOKED_AHEAD + 1))
        return next((one for one in later if self._value_in(node, replace(self._row, period=one.last_month))), None)

    def _value_in(self, node: Node, row: Row) -> Plain:
        if any(call.function not in KNOWN for call in _calls(node)):
            return None
        try:
            return value(node, row)
        except NoValue:
            return None

    def is_number(self, node: Node) -> bool:
        """Whether it is a number as written or a parameter."""
        if isinstance(node, Name):
            return isinstance(self._constants().get(node.name), Fraction)
        return isinstance(node, Number)

    def _constants(self) -> dict[str, Fraction | str]:
        rules = self.judged.appraisal.rules if self.judged.appraisal is not None else None
        return {} if rules is None else dict(rules.constants)

    @cached_property
    def _row(self) -> Row:
        person = {BY_NAME[name].heading: cell for name, cell in self.judged.person.items() if name in BY_NAME}
        cells = {**person, **self.judged.items}
        known = {name: _plain(cell) for name, cell in cells.items() if isinstance(cell, bool | str | date | Decimal)}
        around = Around(grades=tuple(self.judged.ladder))
        return Row({**self._constants(), **known}, self.judged.span.last_month, {}, around=around)


def _plain(cell: Any) -> Plain:
    return Fraction(cell) if isinstance(cell, Decimal) else cell
