"""Why a figure is what it is: the tree from an item to its factors, the band that applied, the article, the lines.

Every zero gets its reason in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import cast

from pipeline.money import plain
from pipeline.scheme.compile import Rules
from pipeline.scheme.expressions import Call, Name, Node, Number, Operation, operands, words
from pipeline.scheme.model import Item, Measure
from pipeline.scheme.plainly import NoValue, Plain, Row, figure, slices, value
from pipeline.scheme.tables import Bands, Lookup


@dataclass(frozen=True)
class Line:
    """One line behind a measure: in words, its amount, and where it stands in the delivered files."""

    text: str
    amount: str
    places: tuple[str, ...]


TEAM = "团队其他人合计"


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

    ``row`` holds them, ``lines`` finds the lines behind a measure or fact, ``meanings`` says what each fact is,
    ``team`` lists what the other persons of the team have of a figure.
    """

    rule_sets: Sequence[Rules]
    row: Row
    lines: Callable[[str], tuple[Line, ...]]
    meanings: Mapping[str, str] = field(default_factory=dict)
    team: Callable[[Node], tuple[Line, ...]] = lambda node: ()
    done: set[str] = field(default_factory=set)

    def explain(self, name: str) -> Explained:
        """The tree below one item, measure or fact; a figure already explained is only named again."""
        item, rules = self._item(name)
        again = name in self.done
        self.done.add(name)
        if item is not None and rules is not None:
            return self._explain_item(item, rules, again)
        measure = self._measure(name)
        if measure is not None:
            shown = show(self.row.values[name], measure.unit)
            notes = (f"为0的原因：{self.zero_reason(name)}",) if self.row.values[name] == 0 else ()
            base = Explained(name, shown, measure.unit, measure.source, _measured(measure), notes=notes)
            return replace(base, notes=(*notes, "见上")) if again else replace(base, lines=self.lines(name))
        meaning = self.meanings.get(name, "")
        notes = (meaning,) if meaning and meaning != name and not again else ()
        return Explained(name, show(self.row.values[name]), notes=notes, lines=() if again else self.lines(name))

    def zero_reason(self, name: str) -> str:
        """Why a quantity is zero, in words."""
        item, rules = self._item(name)
        if item is None or rules is None:
            measure = self._measure(name)
            if measure is None:
                return f"{name}为0（{self.meanings[name]}）" if self.meanings.get(name) else f"{name}为0"
            return measure.zero or f"{measure_place(measure)}没有本人的数，或合计为0"
        formula = rules.formula_for(item, self.row.values["岗位"])
        if formula is None:
            return f"{item.source}只适用于{'、'.join(self._for_whom(item))}，本人岗位为{self.row.values['岗位']}"
        return item.zero or self._why(formula, rules) or "四舍五入到分后为0"

    def _explain_item(self, item: Item, rules: Rules, again: bool) -> Explained:
        current = self.row.values[item.name]
        formula = rules.formula_for(item, self.row.values["岗位"])
        base = Explained(item.name, show(current, item.unit), item.unit, item.source)
        notes = tuple(self._notes(item, rules, formula, current))
        if formula is None or again:
            return replace(base, notes=notes if formula is None else ("见上",))
        row = replace(self.row, tables=rules.tables)
        parts = tuple(self.explain(name) for name in _in_order(formula))
        lines = tuple(line for node in _over_the_team(formula) for line in self.team(node))
        return replace(
            base, formula=words(formula), worked=worked(formula, row), notes=notes, parts=parts, lines=lines
        )

    def _notes(self, item: Item, rules: Rules, formula: Node | None, current: Plain) -> Iterator[str]:
        if formula is not None:
            yield from self._bands(formula, replace(self.row, tables=rules.tables))
            if item.round == "分":
                yield f"{item.mode}到分"
        if item.note:
            yield item.note
        if current == 0:
            yield f"为0的原因：{self.zero_reason(item.name)}"

    def _bands(self, node: Node, row: Row) -> Iterator[str]:
        if isinstance(node, Call) and isinstance(node.arguments[0] if node.arguments else None, Name):
            table = row.tables.get(cast(Name, node.arguments[0]).name)
            if isinstance(table, Bands) and node.function in ("超额累进", "档值"):
                yield from _applied(table, node, row)
            elif isinstance(table, Lookup) and node.function == "查表":
                yield _entry(table, node, row)
        for child in operands(node):
            yield from self._bands(child, row)

    def _why(self, node: Node, rules: Rules) -> str:
        """The part of a formula that makes it zero."""
        row = replace(self.row, tables=rules.tables)
        if isinstance(node, Name):
            return self.zero_reason(node.name)
        if isinstance(node, Operation):
            return self._why_operation(node, rules, row)
        if isinstance(node, Call):
            return self._why_call(node, rules, row)
        return "公式规定为0"

    def _why_operation(self, node: Operation, rules: Rules, row: Row) -> str:
        parts = [part for part in (node.left, node.right) if part is not None]
        zero = [part for part in parts if _is_zero(part, row)]
        if node.sign in "*/" and zero:
            reason = self._why(zero[0], rules)
            return f"{zero[0].name}为0：{reason}" if isinstance(zero[0], Name) else reason
        if len(zero) == len(parts):
            return "；".join(dict.fromkeys(self._why(part, rules) for part in parts))
        return f"{words(node)}：{worked(node, row)}，相抵后为0"

    def _why_call(self, node: Call, rules: Rules, row: Row) -> str:
        if node.function == "如果":
            met = bool(value(node.arguments[0], row))
            chosen = node.arguments[1 if met else 2]
            state = "条件成立" if met else "条件不成立"
            inner = "" if isinstance(chosen, Number) else f"，{self._why(chosen, rules)}"
            return f"{state}：{words(node.arguments[0])}（{worked(node.arguments[0], row)}）{inner}"
        if node.function == "取大":
            low = [part for part in node.arguments if not isinstance(part, Number)]
            return "；".join(self._below(part, rules, row) for part in low)
        if node.function == "取小":
            return "；".join(self._why(part, rules) for part in node.arguments if _is_zero(part, row))
        if node.function == "超额累进" and _is_zero(node.arguments[-1], row):
            return self._why(node.arguments[-1], rules)
        if node.function == "团队其他人合计":
            return f"团队其他人员的{words(node.arguments[0])}合计为0"
        return f"{words(node)}为0（{'；'.join(self._bands(node, row)) or worked(node, row)}）"

    def _below(self, part: Node, rules: Rules, row: Row) -> str:
        amount = figure(part, row)
        if amount == 0:
            return self._why(part, rules)
        return f"{words(part)} = {show(amount)}，小于0，按0计"

    def _item(self, name: str) -> tuple[Item | None, Rules | None]:
        for rules in self.rule_sets:
            item = rules.item(name)
            if item is not None and item.each == "人员":
                return item, rules
        return None, None

    def _measure(self, name: str) -> Measure | None:
        found = (m for rules in self.rule_sets for m in rules.text.measures if m.name == name and m.each == "人员")
        return next(found, None)

    def _for_whom(self, item: Item) -> list[str]:
        return [item.who] if item.who else [case.who for case in item.cases]


def show(current: Plain, unit: str = "") -> str:
    """A value as it stands in an explanation; yuan in whole fen with two decimals."""
    if unit == "元" and isinstance(current, Fraction) and (current * 100).denominator == 1:
        return f"{Decimal(current.numerator) / current.denominator:,.2f}"
    if isinstance(current, bool):
        return "是" if current else "否"
    if isinstance(current, Fraction):
        return plain(current, 8)
    return "（空）" if current in (None, "") else str(current)


def worked(node: Node, row: Row) -> str:
    """The formula with every quantity replaced by its value, and the value of every look-up behind it."""
    if isinstance(node, Name):
        return show(row.values[node.name])
    if isinstance(node, Call) and node.function in ("超额累进", "档值", "查表", "团队其他人合计"):
        return f"{words(node)}[{_shown(node, row)}]"
    if isinstance(node, Call):
        return f"{node.function}({', '.join(worked(part, row) for part in node.arguments)})"
    if isinstance(node, Operation):
        plainly = replace(node, left=node.left and _stand_in(node.left, row), right=_stand_in(node.right, row))
        return words(plainly)
    return words(node)


def taken(node: Node, row: Row) -> Node:
    """The branch a formula takes in this row, down to the first that is no 如果."""
    while isinstance(node, Call) and node.function == "如果":
        node = node.arguments[1 if value(node.arguments[0], row) else 2]
    return node


def _stand_in(node: Node, row: Row) -> Node:
    """The node with values in the place of names, so that brackets are still set by the grammar."""
    if isinstance(node, Operation):
        return replace(node, left=node.left and _stand_in(node.left, row), right=_stand_in(node.right, row))
    return node if isinstance(node, Number) else Name(worked(node, row))


def _shown(node: Node, row: Row) -> str:
    try:
        return show(value(node, row))
    except NoValue as error:
        return f"无值：{error}"


def _applied(table: Bands, node: Call, row: Row) -> Iterator[str]:
    number = figure(node.arguments[1], row)
    if node.function == "超额累进":
        rates = {table.interval(band): band.value for band in table.bands}
        for interval, inside, gives in slices(table, number):
            rate = _rate(rates[interval], table)
            yield f"{table.name} {interval}：{show(inside)} × {rate} = {show(gives)}（{table.source}）"
    else:
        band = table.band_of(number)
        if band is not None:
            value_ = _rate(band.value, table)
            yield f"{table.name}：{show(number)} 落在 {table.interval(band)}，取 {value_}（{table.source}）"


def _entry(table: Lookup, node: Call, row: Row) -> str:
    keys = "、".join(str(value(argument, row)) for argument in node.arguments[1:])
    found = _rate(figure(node, row), table) if table.unit == "比例" else _shown(node, row)
    return f"{table.name}[{keys}] = {found}（{table.source}）"


def _rate(rate: Fraction, table: Bands | Lookup) -> str:
    return f"{plain(rate * 100)}%" if table.unit == "比例" else plain(rate)


def _is_zero(node: Node, row: Row) -> bool:
    return value(node, row) == 0


def _in_order(formula: Node) -> list[str]:
    """The quantities of a formula in reading order, each once."""
    found: dict[str, None] = {}

    def walk(node: Node) -> None:
        if isinstance(node, Name):
            found.setdefault(node.name)
        if not (isinstance(node, Call) and node.function == TEAM):
            for part in operands(node):
                walk(part)

    walk(formula)
    return list(found)


def _over_the_team(formula: Node) -> Iterator[Node]:
    """What a formula adds up over the other persons of the team."""
    if isinstance(formula, Call) and formula.function == TEAM:
        yield formula.arguments[0]
    for part in operands(formula):
        yield from _over_the_team(part)


def measure_place(measure: Measure) -> str:
    """The table or ledger a measure is taken from."""
    return f"台账“{measure.ledger}”" if measure.ledger else f"“{measure.over}”"


def _measured(measure: Measure) -> str:
    place = measure_place(measure)
    where = f"，其中 {words(measure.where)}" if measure.where is not None else ""
    return f"{place}的 {words(measure.take)}{where}"

