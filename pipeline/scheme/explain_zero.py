"""Why a figure is zero, in words: the part of its formula, or the rule, that makes it so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.scheme.compile import Rules
from pipeline.scheme.describe_parts import blank_words
from pipeline.scheme.explain_bounds import Bounded, bounded
from pipeline.scheme.explain_others import notes_elsewhere
from pipeline.scheme.explain_tables import table_notes
from pipeline.scheme.explain_values import is_zero, show, worked
from pipeline.scheme.expressions import PAST_FUNCTIONS, Call, Name, Node, Number, Operation, words
from pipeline.scheme.functions import GROUP_FUNCTIONS
from pipeline.scheme.in_words import calendar_words, measure_place, rounding_words
from pipeline.scheme.item_parts import Item
from pipeline.scheme.known import Known
from pipeline.scheme.model import Measure
from pipeline.scheme.parts import Fact
from pipeline.scheme.plainly import Row, figure, value


@dataclass(frozen=True)
class Zeros:
    """Finds the reason of a zero of one person.

    ``delivered`` says whether a fact came in 补充数据; ``meanings`` what each column of persons is.
    """

    known: Known
    row: Row
    delivered: Callable[[str], bool]
    meanings: Mapping[str, str]

    def reason(self, name: str) -> str:
        """Why a quantity is zero."""
        match self.known.find(name):
            case (Item() as item, rules):
                return self._of_item(item, rules)
            case (Measure() as measure, _):
                return measure.zero or f"{measure_place(measure)}没有本人的数，或合计为0"
            case (Fact() as fact, rules):
                return self._of_fact(fact, rules)
        if parameter := self.known.parameter(name):
            return f"参数“{name}”定为0（{parameter.source}）"
        meaning = self.meanings.get(name, "")
        return f"{name}为0（{meaning}）" if meaning else f"{name}为0"

    def not_for(self, who: str, source: str) -> str:
        """What to say of a quantity that is not for the person's post."""
        return f"{source}只适用于{who}，本人岗位为{self.row.values['岗位']}"

    def _of_fact(self, fact: Fact, rules: Rules) -> str:
        if fact.who and self.row.values["岗位"] not in rules.posts(fact.who):
            return self.not_for(fact.who, fact.source)
        return "交来的就是0" if self.delivered(fact.name) else f"补充数据没有交来，{blank_words(fact)}"

    def _of_item(self, item: Item, rules: Rules) -> str:
        formula = rules.formula_for(item, self.row.values["岗位"])
        if not item.due(self.row.period.month):
            return f"本月不计，{calendar_words(item)}"
        if formula is None:
            return self.not_for("、".join([item.who] if item.who else [case.who for case in item.cases]), item.source)
        row = replace(self.row, tables=rules.tables)
        made = bounded(item, formula, row)
        if made.figure != 0:
            return f"公式算得 {show(made.figure)}，{rounding_words(item)}后为0"
        if made.raw != 0:
            return self._of_bound(made, row)
        return item.zero or self._why(formula, row)

    def _of_bound(self, made: Bounded, row: Row) -> str:
        """A figure that a floor or a cap made zero."""
        bound, said = (made.cap, "高于封顶") if made.cap is not None else (made.floor, "低于保底")
        assert bound is not None
        why = "" if isinstance(bound, Number) else f"（{self._why(bound, row)}）"
        return f"公式算得 {show(made.raw)}，{said}0，按0计{why}"

    def _why(self, node: Node, row: Row) -> str:
        """The part of a formula that makes it zero."""
        if isinstance(node, Name):
            return self.reason(node.name)
        if isinstance(node, Operation):
            return self._why_operation(node, row)
        if isinstance(node, Call):
            return self._why_call(node, row)
        return "公式规定为0"

    def _why_operation(self, node: Operation, row: Row) -> str:
        parts = [part for part in (node.left, node.right) if part is not None]
        zero = [part for part in parts if _is_zero(part, row)]
        if node.sign in "*/" and zero:
            reason = self._why(zero[0], row)
            return f"{zero[0].name}为0：{reason}" if isinstance(zero[0], Name) else reason
        if len(zero) == len(parts):
            return "；".join(dict.fromkeys(self._why(part, row) for part in parts))
        return f"{words(node)}：{worked(node, row)}，相抵后为0"

    def _why_call(self, node: Call, row: Row) -> str:
        if node.function == "如果":
            met = bool(value(node.arguments[0], row))
            chosen = node.arguments[1 if met else 2]
            state = "条件成立" if met else "条件不成立"
            inner = "" if isinstance(chosen, Number) else f"，{self._why(chosen, row)}"
            return f"{state}：{words(node.arguments[0])}（{worked(node.arguments[0], row)}）{inner}"
        if node.function == "取大":
            low = [part for part in node.arguments if not isinstance(part, Number)]
            return "；".join(self._below(part, row) for part in low)
        if node.function == "取小":
            return "；".join(self._why(part, row) for part in node.arguments if _is_zero(part, row))
        if node.function == "超额累进" and _is_zero(node.arguments[1], row):
            return self._why(node.arguments[1], row)
        if node.function == "团队其他人合计":
            return f"团队其他人员的{words(node.arguments[0])}合计为0"
        told = "；".join(_elsewhere(node, row)) or worked(node, row)
        return f"{words(node)}为0（{told}）"

    def _below(self, part: Node, row: Row) -> str:
        amount = figure(part, row)
        if amount == 0:
            return self._why(part, row)
        return f"{words(part)} = {show(amount)}，小于0，按0计"


def _elsewhere(node: Call, row: Row) -> Iterator[str]:
    """What a look-up found, or why a function over others or earlier months found nothing."""
    yield from table_notes(node, row)
    if node.function in PAST_FUNCTIONS:
        yield from notes_elsewhere(node, row)
    elif node.function in GROUP_FUNCTIONS:
        yield "分得的份额为0" if node.function == "分摊" else "同组人员的合计、计数为0"


def _is_zero(part: Node, row: Row) -> bool:
    return is_zero(value(part, row))
