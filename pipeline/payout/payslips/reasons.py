"""Why a line of a payslip is what it is, in a sentence with the person's own figures, and the article it rests on.

Reads: the rule sets, the figures of one person.  A sentence is only told where walking the formula gives the very
figure that was paid; otherwise the formula itself is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from pipeline.payout.payslips.phrases import Phrases
from pipeline.payout.payslips.terms import Term
from pipeline.payout.payslips.zero_words import PlainZeros
from pipeline.scheme.compile import Rules
from pipeline.scheme.explain_bounds import bound_notes, bounded
from pipeline.scheme.explain_values import is_zero
from pipeline.scheme.expressions import Call, Name, Node, Number, history_names, words
from pipeline.scheme.in_words import calendar_words, formula_of, measure_words, rounding_words
from pipeline.scheme.item_parts import Item
from pipeline.scheme.known import Known
from pipeline.scheme.model import Measure
from pipeline.scheme.parts import Fact
from pipeline.scheme.plainly import NoValue, Row, rounded
from schemas.results import PERSONS

ORDINARY = "四舍五入到分"
MARKS = re.compile(r"（[VSI、]+）")
SAME = Fraction(1, 10**8)
"""Figures read back from a workbook are cut at 14 decimals."""
MEANINGS = {column.heading: column.meaning for column in PERSONS.columns}


@dataclass(frozen=True)
class Reasons:
    """Tells the figures of one person."""

    known: Known
    row: Row

    def of_term(self, term: Term) -> str:
        """Why a term of a total is what it is."""
        if term.why:
            return term.why
        if isinstance(term.node, Name):
            return self.of(term.node.name)
        try:
            return self._phrases(self.row).say(term.node).text if term.node is not None else ""
        except NoValue:
            return f"按“{term.name}”计算"

    def of(self, name: str) -> str:
        """Why a quantity is what it is."""
        current = self.row.values.get(name)
        match self.known.find(name):
            case (Item() as item, rules):
                return self._zero(name) if is_zero(current) else self._item(item, rules)
            case (Measure() as measure, _):
                return self._zero(name) if is_zero(current) else _taken(measure)
            case (Fact(), _):
                return f"本月没有{name}" if is_zero(current) else "取自补充数据"
        return MEANINGS.get(name, "")

    def article(self, name: str) -> str:
        """The article a quantity rests on, without the marks that say how sure its figures are."""
        found = self.known.find(name)
        return MARKS.sub("", found[0].source) if found else ""

    def _zero(self, name: str) -> str:
        match self.known.find(name):
            case (Item() as item, rules) if (formula := self._formula(item, rules)) and history_names(formula):
                return item.zero or f"按“{words(formula)}”计算为0"
        try:
            return once(self._zeros.reason(name))
        except NoValue:
            return "为0"

    @cached_property
    def _zeros(self) -> PlainZeros:
        return PlainZeros(self.known, self.row, lambda name: False, MEANINGS)

    def _phrases(self, row: Row) -> Phrases:
        return Phrases(self.known, row)

    def _formula(self, item: Item, rules: Rules) -> Node | None:
        return rules.formula_for(item, self.row.values["岗位"]) if item.due(self.row.period.month) else None

    def _item(self, item: Item, rules: Rules) -> str:
        formula = self._formula(item, rules)
        if formula is None:
            return calendar_words(item)
        try:
            return self._worked(item, formula, replace(self.row, tables=rules.tables))
        except NoValue:
            return f"按“{words(formula)}”计算"

    def _worked(self, item: Item, formula: Node, row: Row) -> str:
        """The formula told with its figures; only named where they do not lead to the figure that was paid."""
        stored = row.values.get(item.name)
        if not isinstance(stored, Fraction):
            return formula_of(item)
        made = bounded(item, formula, row).figure
        final = made if item.digits is None else rounded(made, item.digits, item.mode)
        if abs(final - stored) > SAME:
            return f"按“{words(formula)}”计算"
        said = f"定为{formula.text}" if isinstance(formula, Number) else self._phrases(row).say(formula).text
        told = [said, *bound_notes(item, formula, row), *_rounding(item, made)]
        return once("；".join(told))


def once(reason: str) -> str:
    """A reason whose parts are each said once."""
    return "；".join(dict.fromkeys(reason.split("；")))


def _rounding(item: Item, made: Fraction) -> Iterator[str]:
    """How the figure was rounded, where it was and not as every figure is."""
    if item.digits is not None and rounded(made, item.digits, item.mode) != made:
        said = rounding_words(item)
        if said != ORDINARY:
            yield said


def _taken(measure: Measure) -> str:
    """Where a measure was taken from, in plain words."""
    take = measure.take
    if measure.ledger and isinstance(take, Call) and take.function == "余额":
        return f"台账“{measure.ledger}”转入的余额"
    if measure.over and isinstance(take, Call) and take.function == "合计":
        return f"“{measure.over}”中本人各行{words(take.arguments[0])}之和"
    if measure.over and isinstance(take, Call) and take.function in ("计数", "去重计数"):
        return f"“{measure.over}”中本人的记录数"
    return f"取自{measure_words(measure)}"
