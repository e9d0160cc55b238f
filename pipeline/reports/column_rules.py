"""What each column of the report means: its unit, its article, and its formula in the words of the scheme."""

from __future__ import annotations

from pipeline.reports.pay_model import Rule
from pipeline.scheme.expressions import words
from pipeline.scheme.model import Item, Measure
from pipeline.settings import Standard
from schemas.table import Table


def column_rules(standard: Standard, table: Table) -> tuple[Rule, ...]:
    """One rule per column of the report, in order."""
    items = {item.name: item for rules in standard.rule_sets for item in rules.text.items}
    measures = {measure.name: measure for rules in standard.rule_sets for measure in rules.text.measures}
    rules = []
    for column in table.columns:
        if column.heading in items:
            item = items[column.heading]
            rules.append(Rule(item.name, item.unit, item.source, formula_words(item)))
        elif column.heading in measures:
            measure = measures[column.heading]
            rules.append(Rule(measure.name, measure.unit, measure.source, measure_words(measure)))
        else:
            rules.append(Rule(column.heading, column.unit, "第二条", column.meaning))
    return tuple(rules)


def formula_words(item: Item) -> str:
    """The formula of an item as it is read aloud, with the people it is for."""
    if item.formula is not None:
        text = words(item.formula)
        if item.who:
            text = f"{item.who}：{text}"
    else:
        text = "；".join(f"{case.who}：{words(case.formula)}" for case in item.cases)
    rounding = "，四舍五入到分" if item.round == "分" else ""
    note = f"（{item.note}）" if item.note else ""
    return f"{text}{rounding}{note}"


def measure_words(measure: Measure) -> str:
    """Where a measure comes from, as it is read aloud."""
    place = f"台账“{measure.ledger}”" if measure.ledger else f"“{measure.over}”"
    origin = f"（来源期间为{-measure.origin}个月前）" if measure.origin else ""
    where = f"，其中 {words(measure.where)}" if measure.where is not None else ""
    return f"{place}{origin}的 {words(measure.take)}{where}"
