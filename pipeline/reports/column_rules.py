"""What each column of the report means: its unit, its article, and its formula in the words of the scheme."""

from __future__ import annotations

from pipeline.reports.pay_model import Rule
from pipeline.scheme.describe_parts import allowed
from pipeline.scheme.in_words import bounds_words, calendar_words, formula_of, measure_words, rounding_words
from pipeline.scheme.item_parts import Item
from pipeline.scheme.parts import PERSON, Fact, Parameter
from pipeline.settings import Standard
from schemas.columns import Column
from schemas.table import Table


def column_rules(standard: Standard, table: Table) -> tuple[Rule, ...]:
    """One rule per column of the report, in order."""
    known = _quantities(standard)
    return tuple(known.get(column.heading) or _given(column) for column in table.columns)


def _quantities(standard: Standard) -> dict[str, Rule]:
    """The rule of every quantity of persons by its name."""
    rules: list[Rule] = []
    for text in (one.text for one in standard.rule_sets):
        rules += (_parameter(*one) for one in text.parameters.items())
        rules += (_fact(fact) for fact in text.facts)
        rules += (Rule(m.name, m.unit, m.source, measure_words(m)) for m in text.measures if m.each == PERSON)
        rules += (Rule(i.name, i.unit, i.source, formula_words(i)) for i in text.items if i.each == PERSON)
    return {rule.heading: rule for rule in rules}


def _given(column: Column) -> Rule:
    return Rule(column.heading, column.unit, "第二条", column.meaning)


def _parameter(name: str, parameter: Parameter) -> Rule:
    may_be = allowed(parameter)
    range_ = f"（可取 {may_be}）" if may_be else ""
    return Rule(name, parameter.unit, parameter.source, f"参数，{parameter.value}{range_}")


def _fact(fact: Fact) -> Rule:
    note = f"（{fact.note}）" if fact.note else ""
    return Rule(fact.name, fact.unit, fact.source, f"每月在补充数据中交来{note}")


def formula_words(item: Item) -> str:
    """The formula of an item as it is read aloud, with the people it is for, its bounds and its rounding."""
    text = formula_of(item).replace("\n", "；")
    if item.formula is not None and item.who:
        text = f"{item.who}：{text}"
    told = "，".join(filter(None, (text, bounds_words(item), rounding_words(item), calendar_words(item))))
    note = f"（{item.note}）" if item.note else ""
    return f"{told}{note}"
