"""Why a figure is what it is: the tree from an item to its factors, the band that applied, the article, the lines.

Every zero gets its reason in words; every criterion is shown condition by condition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import cast

from pipeline.scheme.compile import Rules
from pipeline.scheme.criteria import group_words, parts_of
from pipeline.scheme.describe_parts import allowed, blank_words
from pipeline.scheme.explain_bounds import bound_notes, review_note
from pipeline.scheme.explain_others import Elsewhere, Line, lines_elsewhere, notes_elsewhere
from pipeline.scheme.explain_tables import table_notes
from pipeline.scheme.explain_values import EMPTY, is_zero, named, quantities, show, taken, used, worked
from pipeline.scheme.explain_zero import Zeros
from pipeline.scheme.expressions import CRITERION_FUNCTIONS, STANDARD_GRADE, Call, Name, Node, Text, substituted, words
from pipeline.scheme.in_words import NO_FIGURES, calendar_words, measure_place, measure_words, rounding_words
from pipeline.scheme.item_parts import Condition, Item
from pipeline.scheme.known import Known
from pipeline.scheme.model import Measure
from pipeline.scheme.parts import BRANCH_WORDS, Fact, Parameter
from pipeline.scheme.plainly import NoValue, Row, figure, value

__all__ = ["Elsewhere", "Explained", "Explainer", "Line", "measure_place", "show", "taken", "worked"]

MET, NOT_MET = "成立", "不成立"
AGAIN = "见上"


@dataclass(frozen=True)
class Explained:
    """One figure: its name, value, article, formula in words and with values, notes, parts, and lines."""

    name: str
    value: str
    unit: str = ""
    article: str = ""
    formula: str = ""
    worked: str = ""
    notes: tuple[str, ...] = ()
    parts: tuple[Explained, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass
class Explainer:
    """Explains the figures of one person.

    ``row`` holds them, ``lines`` finds the lines behind a measure or fact, ``meanings`` says what each column of
    persons is, ``where`` finds the places of figures of other persons and of earlier months.
    """

    rule_sets: Sequence[Rules]
    row: Row
    lines: Callable[[str], tuple[Line, ...]]
    meanings: Mapping[str, str] = field(default_factory=dict)
    where: Elsewhere = field(default_factory=Elsewhere)
    done: set[str] = field(default_factory=set)

    @cached_property
    def known(self) -> Known:
        """What each quantity is."""
        return Known(self.rule_sets)

    @cached_property
    def _zeros(self) -> Zeros:
        return Zeros(self.known, self.row, lambda name: bool(self.lines(name)), self.meanings)

    def zero_reason(self, name: str) -> str:
        """Why a quantity is zero, in words."""
        return self._zeros.reason(name)

    def explain(self, name: str) -> Explained:
        """The tree below one quantity; a figure already explained is only named again."""
        again = name in self.done
        self.done.add(name)
        match self.known.find(name):
            case (Item() as item, rules):
                return self._item(item, rules, again)
            case (Measure() as measure, _):
                shown = replace(self._base(name, measure.unit, measure.source), formula=measure_words(measure))
                return self._with_lines(shown, (), again)
            case (Fact() as fact, rules):
                shown = self._base(name, fact.unit, fact.source)
                return self._with_lines(shown, tuple(self._fact_notes(fact, rules)), again)
        if parameter := self.known.parameter(name):
            shown = self._base(name, parameter.unit, parameter.source)
            return replace(shown, notes=(*shown.notes, *([AGAIN] if again else _parameter_notes(parameter))))
        meaning = "设定中本营业部的（branch）" if name in BRANCH_WORDS else self.meanings.get(name, "")
        notes = (meaning,) if meaning and meaning != name and not again else ()
        return Explained(name, named(name, self.row), notes=notes, lines=() if again else self.lines(name))

    def _base(self, name: str, unit: str, article: str) -> Explained:
        """The value with its unit and article, and why it is zero."""
        if name not in self.row.values:
            return Explained(name, named(name, self.row), article=article)
        current = self.row.values[name]
        notes = (f"为0的原因：{self.zero_reason(name)}",) if is_zero(current) else ()
        return Explained(name, show(current, unit), "" if unit in NO_FIGURES else unit, article, notes=notes)

    def _with_lines(self, base: Explained, notes: tuple[str, ...], again: bool) -> Explained:
        if again:
            return replace(base, notes=(*base.notes, AGAIN))
        return replace(base, notes=(*notes, *base.notes), lines=self.lines(base.name))

    def _fact_notes(self, fact: Fact, rules: Rules) -> Iterator[str]:
        """What is to be said of a delivered fact; why it is zero says the rest."""
        if fact.note:
            yield fact.note
        if is_zero(self.row.values.get(fact.name)):
            return
        if fact.who and self.row.values["岗位"] not in rules.posts(fact.who):
            yield self._zeros.not_for(fact.who, fact.source)
        elif not self.lines(fact.name):
            yield f"补充数据没有交来，{blank_words(fact)}"

    def _item(self, item: Item, rules: Rules, again: bool) -> Explained:
        base = self._base(item.name, item.unit, item.source)
        formula = rules.formula_for(item, self.row.values["岗位"])
        if formula is None or not item.due(self.row.period.month) or item.name not in self.row.values:
            return replace(base, notes=(*self._idle_notes(item, formula), *base.notes))
        if again:
            return replace(base, notes=(AGAIN,))
        row = replace(self.row, tables=rules.tables)
        nodes = [formula, *(bound for bound in (item.floor, item.cap) if bound is not None)]
        return replace(
            base,
            formula=words(formula),
            worked=worked(formula, row),
            notes=(*self._notes(item, formula, nodes, row), *base.notes),
            parts=tuple(self.parts(nodes, row)),
            lines=tuple(line for node in nodes for line in lines_elsewhere(node, row, self.where)),
        )

    def _idle_notes(self, item: Item, formula: Node | None) -> Iterator[str]:
        """What to say of an item that was not worked out; of a zero its reason says it."""
        if item.note:
            yield item.note
        if is_zero(self.row.values.get(item.name)):
            return
        if not item.due(self.row.period.month):
            yield f"本月不计，{calendar_words(item)}"
        elif formula is None:
            who = "、".join([item.who] if item.who else [case.who for case in item.cases])
            yield self._zeros.not_for(who, item.source)

    def _notes(self, item: Item, formula: Node, nodes: Sequence[Node], row: Row) -> Iterator[str]:
        for node in nodes:
            yield from table_notes(node, row)
            yield from notes_elsewhere(node, row)
        if item.unit not in NO_FIGURES:
            yield from bound_notes(item, formula, row)
            if item.digits is not None:
                yield rounding_words(item)
            yield from review_note(item, figure(Name(item.name), row))
        if item.note:
            yield item.note

    def parts(self, nodes: Sequence[Node], row: Row) -> Iterator[Explained]:
        """The quantities that formulas name, then the criteria they asked in this row."""
        for name in dict.fromkeys(name for node in nodes for name in quantities(node)):
            yield self.explain(name)
        asked = {part: None for node in nodes for part in used(node, row) if _asks_a_criterion(part)}
        for call in asked:
            yield from self._criterion(cast(Call, call), row)

    def _criterion(self, call: Call, row: Row) -> Iterator[Explained]:
        """A criterion condition by condition; for 最高达标 grade by grade from the top, down to the one met."""
        criterion = self.known.criterion(cast(Name, call.arguments[0]).name)
        grades: list[str]
        if call.function == "最高达标":
            met = value(call, row)
            grades = [*reversed(row.around.grades)]
            grades = grades[: grades.index(str(met)) + 1] if met else grades
        else:
            grades = [str(value(part, row)) for part in call.arguments[1:]] or [""]
        for grade in grades:
            name = f"{criterion.name}（{grade}）" if grade else criterion.name
            shown = self._condition(criterion.tree, grade, row)
            notes = (criterion.note,) if criterion.note else ()
            heading = (shown.name,) if criterion.tree.when is None else ()
            yield replace(shown, name=name, article=criterion.source, notes=(*heading, *notes, *shown.notes))

    def _condition(self, tree: Condition, grade: str, row: Row) -> Explained:
        """One condition of a criterion, or a group of them, with what holds of each."""
        if tree.when is None:
            parts = tuple(self._condition(part, grade, row) for part in parts_of(tree))
            name = "，".join(filter(None, (tree.name, f"须{group_words(tree)}")))
            return Explained(name, _group_met(tree, [part.value for part in parts]), parts=parts)
        node = substituted(tree.when, STANDARD_GRADE, Text(grade)) if grade else tree.when
        base = Explained(tree.name, EMPTY, formula=words(node), worked=worked(node, row))
        try:
            return replace(
                base,
                value=MET if value(node, row) else NOT_MET,
                notes=(*table_notes(node, row), *notes_elsewhere(node, row)),
                parts=tuple(self.parts([node], row)),
                lines=tuple(lines_elsewhere(node, row, self.where)),
            )
        except NoValue as error:
            return replace(base, value="没有值", notes=(f"{error}；其余条件已能判定，不影响结果",))


def _asks_a_criterion(node: Node) -> bool:
    return isinstance(node, Call) and node.function in CRITERION_FUNCTIONS


def _group_met(tree: Condition, values: Sequence[str]) -> str:
    needed = tree.at_least if tree.at_least is not None else len(values) if tree.all is not None else 1
    return MET if values.count(MET) >= needed else NOT_MET


def _parameter_notes(parameter: Parameter) -> Iterator[str]:
    yield "参数" if not allowed(parameter) else f"参数，可取 {allowed(parameter)}"
    if parameter.note:
        yield parameter.note

