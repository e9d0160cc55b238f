"""What two standards say of one quantity, where they differ, and what the quantity is made from.

A quantity is a measure or an item of persons; behind a measure stand the items of its lines: customers, sales, records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from pipeline.money import plain
from pipeline.scheme.compile import Rules
from pipeline.scheme.describe import formula_of
from pipeline.scheme.explain import measure_place
from pipeline.scheme.expressions import Call, Name, Node, Number, Operation, Text, children, words
from pipeline.scheme.item_parts import Item
from pipeline.scheme.model import Measure

if TYPE_CHECKING:
    from pipeline.settings import Standard

PERSONS = "人员"
LINES_OF_CREDITS = "归属明细"
OTHERS = ("团队其他人合计", "组内合计", "组内其他人合计", "组内计数", "组内名次", "组内并列数", "全体合计", "分摊")
"""Functions that look at other persons."""
WITHOUT_OWN = ("团队其他人合计", "组内其他人合计")
"""Those that leave out the person himself."""
EARLIER = ("上期", "往期")
PAST = (*EARLIER, "累计", "期均", "期大", "期小", "期数", "连续", "连续期数")
"""Functions that look at earlier months, the first two at nothing else."""
ONLY_WORDS = {"name", "source", "note", "zero", "not_negative"}
"""What of a definition is told but decides nothing."""
NOT_FOR = "不适用"
MENTIONED = {"tables": "表", "parameters": "参数", "criteria": "条件"}
FEW = 4

Part = Item | Measure


@dataclass(frozen=True)
class Needs:
    """What a quantity is made from: quantities of the same row and month, of other persons, of earlier months."""

    own: frozenset[str]
    others: frozenset[str]
    earlier: frozenset[str]


@dataclass(frozen=True)
class Definition:
    """A quantity as one rule set defines it for the persons of one post (any post, for the items of lines)."""

    part: Part
    rules: Rules
    post: str | None = None

    @property
    def formula(self) -> str:
        """How it is worked out, in the words of the scheme; empty for a post it is not for."""
        if isinstance(self.part, Measure):
            where = f"，其中 {words(self.part.where)}" if self.part.where is not None else ""
            return f"{measure_place(self.part)}的 {words(self.part.take)}{where}"
        if self.post is None:
            return formula_of(self.part).replace("\n", "；")
        formula = self.rules.formula_for(self.part, self.post)
        return "" if formula is None else words(formula)

    @cached_property
    def decisive(self) -> dict[str, Any]:
        """Everything in it that decides the value, by the name of the part."""
        found = {name: getattr(self.part, name) for name in type(self.part).model_fields if name not in ONLY_WORDS}
        if isinstance(self.part, Item) and self.post is not None:
            # What it says of other posts decides nothing here.
            found = {name: value for name, value in found.items() if name not in ("who", "cases")}
            found["formula"] = self.rules.formula_for(self.part, self.post)
        return found

    @cached_property
    def mentioned(self) -> dict[tuple[str, str], Any]:
        """Tables, parameters and criteria it rests on, by kind and name."""
        found: dict[tuple[str, str], Any] = {}
        waiting = set(_names(self.decisive))
        while waiting:
            name = waiting.pop()
            for kind in MENTIONED:
                member = _members(self.rules, kind).get(name)
                if member is not None and (kind, name) not in found:
                    found[(kind, name)] = member
                    waiting |= set(_names(member))
        return dict(sorted(found.items()))

    @cached_property
    def needs(self) -> Needs:
        """The quantities its value rests on."""
        if isinstance(self.part, Measure):
            return self._needs_of_measure(self.part)
        criteria = [member for (kind, _), member in self.mentioned.items() if kind == "criteria"]
        nodes = [node for part in (self.decisive, *criteria) for node in _nodes(part)]
        others, earlier, only_earlier = (
            frozenset(name for node in nodes for name in _inside(node, functions))
            for functions in (OTHERS, PAST, EARLIER)
        )
        own = frozenset(_names(nodes, WITHOUT_OWN)) - only_earlier - {self.part.name}
        return Needs(own, others, earlier)

    def _needs_of_measure(self, measure: Measure) -> Needs:
        """What moves its ledger; what it takes of its members; what its lines ask of persons (取自人员)."""
        ledger = self.rules.ledgers.get(measure.ledger)
        posted = frozenset(posting.item for posting in ledger.post) if ledger else frozenset[str]()
        taken = frozenset(_names([measure.take, measure.where])) if measure.over == PERSONS else frozenset[str]()
        lines = [line.decisive for line in _line_items(measure, self.rules)]
        return Needs(frozenset(_names(lines)) - {measure.name}, taken, posted)


Both = tuple[Definition | None, Definition | None]


@dataclass(frozen=True)
class Definitions:
    """The quantities of two standards side by side: the present one and that of the trial."""

    now: Standard
    trial: Standard

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every quantity of persons, in the order of the trial's standard, then those it no longer has."""
        now, trial = self._made
        return tuple(dict.fromkeys((*trial, *now)))

    def both(self, name: str, post: str) -> Both:
        """What each standard says of the quantity for this post; None where it does not know it."""
        if (name, post) not in self._known:
            now, trial = (made.get(name) for made in self._made)
            self._known[(name, post)] = (
                replace(now, post=post) if now else None, replace(trial, post=post) if trial else None,
            )  # fmt: skip
        return self._known[(name, post)]

    def why(self, name: str, post: str) -> tuple[str, ...]:
        """What of its definition differs, in words; nothing if all of it is the same."""
        if (name, post) not in self._told:
            self._told[(name, post)] = tuple(_differences(*self.both(name, post)))
        return self._told[(name, post)]

    def lines_behind(self, name: str) -> list[tuple[Definition, tuple[str, ...]]]:
        """The items of customers, sales or records behind a measure whose definition differs, and how."""
        trial = self._made[1].get(name)
        if trial is None or not isinstance(trial.part, Measure) or not trial.part.over:
            return []
        found = []
        for item in _line_items(trial.part, self.trial.scheme):
            before = next((one for one in _items_of_lines(self.now.scheme) if one.part.name == item.part.name), None)
            if told := tuple(_differences(before, item)):
                found.append((item, told))
        return found

    @cached_property
    def _made(self) -> tuple[dict[str, Definition], dict[str, Definition]]:
        return _of_persons(self.now), _of_persons(self.trial)

    @cached_property
    def _known(self) -> dict[tuple[str, str], Both]:
        return {}

    @cached_property
    def _told(self) -> dict[tuple[str, str], tuple[str, ...]]:
        return {}


def _of_persons(standard: Standard) -> dict[str, Definition]:
    found: dict[str, Definition] = {}
    for rules in standard.rule_sets:
        parts: list[Part] = [*rules.text.measures, *rules.text.items]
        found |= {part.name: Definition(part, rules) for part in parts if part.each == PERSONS}
    return found


def _items_of_lines(rules: Rules) -> list[Definition]:
    return [Definition(item, rules) for item in rules.text.items if item.each != PERSONS]


def _line_items(measure: Measure, rules: Rules) -> list[Definition]:
    """The items of lines a measure rests on, those they rest on included."""
    items = {one.part.name: one for one in _items_of_lines(rules)}
    amounts = {credit.name: credit.amount for credit in rules.text.credits}
    waiting = set(_names({"take": measure.take, "where": measure.where}))
    if measure.over == LINES_OF_CREDITS:
        waiting |= {amounts[name] for name in waiting if name in amounts}
    found: dict[str, Definition] = {}
    while waiting:
        name = waiting.pop()
        if name in items and name not in found:
            found[name] = items[name]
            waiting |= set(_names(items[name].decisive))
    return [found[name] for name in items if name in found]


def _differences(now: Definition | None, trial: Definition | None) -> Iterator[str]:
    """How two definitions of one quantity differ, in words."""
    if now is None or trial is None:
        yield "试算的标准新增了它" if now is None else "试算的标准没有它"
        return
    if now.formula != trial.formula:
        yield f"公式由“{now.formula or NOT_FOR}”改为“{trial.formula or NOT_FOR}”"
    elif now.decisive != trial.decisive:
        yield "适用、取整或上下限等写法有改动"
    for kind, name in dict.fromkeys((*trial.mentioned, *now.mentioned)):
        before, after = now.mentioned.get((kind, name)), trial.mentioned.get((kind, name))
        if before is not None and after is not None and before != after:
            yield f"{MENTIONED[kind]}“{name}”{_changed(before, after)}"


def _changed(before: Any, after: Any) -> str:
    """What differs inside a table or a parameter; only that it does for anything else."""
    if not isinstance(after, BaseModel):
        return "有改动"
    old, new = dict(_leaves(before)), dict(_leaves(after))
    told = [f"{' '.join(filter(None, (place, f'{old.get(place, _NONE)} → {new.get(place, _NONE)}')))}"
            for place in dict.fromkeys((*old, *new)) if old.get(place) != new.get(place)]  # fmt: skip
    more = f" 等{len(told)}处" if len(told) > FEW else ""
    return f" {'，'.join(told[:FEW])}{more}" if told else "有改动"


_NONE = "（无）"


def _leaves(model: Any) -> Iterator[tuple[str, str]]:
    """Every figure of a table, or the value of a parameter, with its place in words."""
    ratio = getattr(model, "unit", "") == "比例"
    if hasattr(model, "value"):
        yield "", str(model.value)
    for name, value in (("", getattr(model, "rows", None)), ("", getattr(model, "bands", None))):
        yield from _below(value, name, ratio)
    if getattr(model, "otherwise", None) is not None:
        yield "其余", str(model.otherwise)


def _below(value: Any, place: str, ratio: bool) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _below(inner, f"{place}、{key}" if place else str(key), ratio)
    elif isinstance(value, list):
        for number, band in enumerate(value, 1):
            for words_, bound in zip(("起点", "终点", ""), band, strict=False):
                step = f"第{number}档{words_}"
                yield f"{place} {step}" if place else step, _figure(bound, ratio and not words_)
    elif value is not None:
        yield place, str(value)


def _figure(value: Any, ratio: bool) -> str:
    if value is None:
        return "不限"
    if isinstance(value, Fraction):
        return f"{plain(value * 100)}%" if ratio else plain(value)
    return str(value)


def _members(rules: Rules, kind: str) -> Mapping[str, Any]:
    """The named members of one part of a rule set."""
    part = getattr(rules.text, kind, {})
    return part if isinstance(part, Mapping) else {member.name: member for member in part}


def _nodes(value: Any) -> Iterator[Node]:
    """Every formula inside a part of a rule set."""
    if isinstance(value, Number | Text | Name | Call | Operation):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _nodes(getattr(value, name))
    elif is_dataclass(value):
        for field in fields(value):
            yield from _nodes(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _nodes(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _nodes(inner)


def _names(value: Any, but: tuple[str, ...] = ()) -> Iterator[str]:
    """Every name in every formula inside, tables and criteria included; not what stands in these functions."""
    for node in _nodes(value):
        if isinstance(node, Name):
            yield node.name
        if not (isinstance(node, Call) and node.function in but):
            yield from _names(list(children(node)), but)


def _inside(node: Node, functions: tuple[str, ...]) -> Iterator[str]:
    """The names that stand in the first place of one of these functions."""
    if isinstance(node, Call) and node.function in functions and node.arguments:
        yield from _names(node.arguments[0])
    for part in children(node):
        yield from _inside(part, functions)
