"""Formulas inside other formulas that need a column of their own on 计算: what is asked of every person of a group, and
per grade whether its standard is met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pipeline.money import Figures
from pipeline.reports.live.item_formulas import Place, cells_of, fitting
from pipeline.reports.live.rule_tables import RulePlaces
from pipeline.scheme.compile import Rules
from pipeline.scheme.evaluate import evaluate
from pipeline.scheme.expressions import STANDARD_GRADE, Call, Name, Node, Text, children, names
from pipeline.scheme.facts import Facts
from pipeline.scheme.functions import GROUP_FUNCTIONS
from pipeline.scheme.order import formulas
from pipeline.scheme.parts import PERSON
from pipeline.scheme.to_excel import excel, kind_of, may_fail
from pipeline.scheme.units import DAY, FLAG, WORDS

if TYPE_CHECKING:
    from pipeline.period import Period
    from pipeline.scheme.cells import Evaluated

HARMLESS = {FLAG: "FALSE", WORDS: '""', DAY: '""'}
"""What stands for a person whose value no one asks for, because it has none; a figure is 0."""


@dataclass(frozen=True)
class Worked:
    """A formula of a rule set in a column of its own, and what it yields: 文字, 日期, 是否 or (empty) a figure."""

    rules: Rules
    node: Node
    places: RulePlaces
    unit: str


def worked(rules: Rules, places: RulePlaces, people: Facts) -> Iterator[tuple[Worked, pd.Series[Any]]]:
    """The formulas that get a column, each once, with their values person by person."""
    for node in dict.fromkeys(_needed(rules, people.period)):
        found = evaluate(node, people, rules.tables)
        yield Worked(rules, node, places, _unit(found)), _values(found, people.rows)


def worked_formula(one: Worked, here: Place) -> str:
    """The formula of such a column; a person without a value is not asked, or the month would have stopped."""
    cells = cells_of(one.rules, one.places, here)
    written = excel(one.node, cells)
    if not may_fail(one.node) or (isinstance(one.node, Call) and one.node.function == "达标"):
        return fitting(written)
    return fitting(f"IFERROR({written},{HARMLESS.get(kind_of(one.node, cells), '0')})")


def _needed(rules: Rules, period: Period) -> Iterator[Node]:
    for item in rules.items[PERSON]:
        if item.due(period.month):
            for formula in formulas(item):
                yield from _inside(formula, rules)
    for criterion in rules.criteria.values():
        yield from (node for node in _inside(criterion, rules) if STANDARD_GRADE not in names(node))


def _inside(node: Node, rules: Rules) -> Iterator[Node]:
    if isinstance(node, Call) and node.function in GROUP_FUNCTIONS and node.function != "分摊":
        yield from (part for part in node.arguments if not isinstance(part, Text) and not _has_column(part, rules))
    if isinstance(node, Call) and node.function == "最高达标":
        yield from (Call("达标", (node.arguments[0], Text(grade))) for grade in rules.grades)
    for part in children(node):
        yield from _inside(part, rules)


def _has_column(node: Node, rules: Rules) -> bool:
    """Whether it is a quantity of persons; a constant stands in one cell."""
    return isinstance(node, Name) and node.name not in rules.constants


def _unit(found: Evaluated) -> str:
    if isinstance(found, Figures):
        return ""
    return {"b": FLAG, "M": DAY}.get(found.cells.dtype.kind, WORDS)


def _values(found: Evaluated, rows: int) -> pd.Series[Any]:
    import pyarrow as pa

    spread = found.rows(rows)
    cells: list[Any] = []
    for row in range(rows):
        cell = float(spread.at(row)) if isinstance(spread, Figures) else spread.cells[row]
        blank = bool(spread.invalid[row]) or (isinstance(cell, np.datetime64) and bool(np.isnat(cell)))
        cells.append(None if blank else cell.item() if isinstance(cell, np.generic) else cell)
    array = pa.array(cells, {FLAG: pa.bool_(), DAY: pa.date32(), WORDS: pa.string()}.get(_unit(found), pa.float64()))
    return pd.Series(pd.array(array, dtype=pd.ArrowDtype(array.type)))
