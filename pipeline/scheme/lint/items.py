"""Mistakes in items: their scope, whom they are for, their formulas, how they round, when they are due."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.scheme.expressions import Node, Number
from pipeline.scheme.formula_check import nearest
from pipeline.scheme.item_parts import Item
from pipeline.scheme.lint.context import Lint, Path_, Problem, written_twice
from pipeline.scheme.parts import CUSTOMER, PERSON, SALE, Limits
from pipeline.scheme.table_text import bounds_problem
from pipeline.scheme.units import DAY, FLAG, WORDS

MONTHS = 12
FEWEST_DIGITS, MOST_DIGITS = -8, 14
"""How coarsely an item may round, and how many decimals a stored figure has room for."""


def item_problems(lint: Lint) -> Iterator[Problem]:
    """Problems of every item."""
    for index, words in written_twice("项目", (item.name for item in lint.text.items)):
        yield ("items", index), words
    for index, item in enumerate(lint.text.items):
        path: Path_ = ("items", index)
        for words in _of_item(lint, item):
            yield path, f"项目“{item.name}”{words}"
        known = lint.quantities(item.each)
        for place, formula in _written(item):
            for words in lint.formula(formula, item.each, known, item.unit):
                yield (*path, *place), f"项目“{item.name}”：{words}"


def _written(item: Item) -> Iterator[tuple[Path_, Node]]:
    """Each formula of an item with the path below it."""
    figure = item.unit not in (WORDS, DAY, FLAG)
    for name in ("formula", "floor", "cap") if figure else ("formula",):
        if (formula := getattr(item, name)) is not None:
            yield (name,), formula
    for index, case in enumerate(item.cases):
        yield ("cases", index, "formula"), case.formula


def _of_item(lint: Lint, item: Item) -> Iterator[str]:
    scopes = [PERSON, CUSTOMER, SALE, *(record.name for record in lint.text.records)]
    if item.each not in scopes:
        yield f"的 each“{item.each}”不是{'、'.join(scopes)}之一{nearest(item.each, scopes)}"
        return
    measures = (measure.name for measure in lint.text.measures if measure.each == item.each)
    facts = (fact.name for fact in lint.text.facts if item.each in (fact.each, PERSON))
    if item.name in {*lint.given(item.each), *lint.text.parameters, *measures, *facts}:
        yield "与已有的量同名，请改名"
    if lint.is_law and item.each != PERSON:
        yield "写在法定标准里，只能是人员的项目"
    if (item.formula is None) == (not item.cases):
        yield "应有一条 formula，或按岗位写 cases，二者取一"
    if item.who and (item.cases or item.each != PERSON):
        yield "的 who 只用于人员的、有一条 formula 的项目，请删去"
    if item.cases and item.each != PERSON:
        yield "按岗位写 cases，只能是人员的项目"
    yield from _shape(item)
    yield from _cases(lint, item)


def _shape(item: Item) -> Iterator[str]:
    """What does not fit between the unit of an item, its bounds, its rounding and its calendar."""
    if item.unit in (WORDS, DAY, FLAG):
        for name in ("floor", "cap", "round"):
            if getattr(item, name) is not None:
                yield f"是{item.unit}，不是数，请删去 {name}"
    elif item.unit == "元" and item.round is None:
        yield "单位是元，没有写怎样取整 round：分、角、元、百元 或 不取整"
    if isinstance(item.round, int) and not FEWEST_DIGITS <= item.round <= MOST_DIGITS:
        yield f"的 round 应在{FEWEST_DIGITS}与{MOST_DIGITS}之间（几位小数，负数到十、百），写的是{item.round}"
    if isinstance(item.floor, Number) and isinstance(item.cap, Number) and item.floor.value > item.cap.value:
        yield f"的 floor（{item.floor.text}）大于 cap（{item.cap.text}）"
    if isinstance(item.calendar, list) and not (item.calendar and all(1 <= month <= MONTHS for month in item.calendar)):
        yield "的 calendar 应列出1至12的月份，如 [6, 12]"
    if item.not_negative and item.unit in (WORDS, DAY, FLAG):
        yield f"是{item.unit}，不是数，请删去 not_negative"
    yield from _limits(item)


def _limits(item: Item) -> Iterator[str]:
    """Guard rails that make no sense."""
    limits = item.limits
    if item.unit in (WORDS, DAY, FLAG) and limits != Limits():
        yield f"是{item.unit}，不是数，请删去 limits"
    elif problem := bounds_problem(limits):
        yield f"的 limits：{problem}"


def _cases(lint: Lint, item: Item) -> Iterator[str]:
    taken: set[str] = set()
    for who in [item.who] if item.formula is not None else [case.who for case in item.cases]:
        yield from lint.unknown_people(who)
        if item.formula is None and not who:
            yield "有一种情形没有写适用人员 who"
        twice = sorted(taken & lint.posts(who))
        if twice and item.formula is None:
            yield f"的情形重叠：{'、'.join(twice)}有两条公式，请只留一条"
        taken |= lint.posts(who)
