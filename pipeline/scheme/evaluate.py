"""The one evaluator: a formula over all rows at once, exactly.

Figures are rationals (``pipeline.money``), so no digit is lost before the rounding an item states.  A row that has no
value (division by zero, no entry in a table) is marked, through conditions too; it becomes a finding, never a zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import cast

import numpy as np

from pipeline.money import Figures, Mask, choose
from pipeline.scheme import functions
from pipeline.scheme.expressions import TABLE_FUNCTIONS, Call, Name, Node, Number, Operation, Text
from pipeline.scheme.facts import Facts, Value
from pipeline.scheme.tables import Bands, Lookup

Tables = Mapping[str, Bands | Lookup]


@dataclass(frozen=True)
class Cells:
    """Words, days or yes/no of all rows (or one for all); ``invalid`` marks the rows that have no value."""

    cells: np.ndarray
    invalid: Mask = False


Evaluated = Figures | Cells


def evaluate(node: Node, facts: Facts, tables: Tables) -> Evaluated:
    """The value of a formula in every row of ``facts``; constants stay constants."""
    return _Evaluation(facts, tables).value(node)


def figures(node: Node, facts: Facts, tables: Tables) -> Figures:
    """The value of a formula that yields figures, spread over the rows."""
    return cast(Figures, evaluate(node, facts, tables)).rows(facts.rows)


def condition(node: Node, facts: Facts, tables: Tables) -> np.ndarray:
    """In which rows a condition holds; where it has no value it does not."""
    found = cast(Cells, evaluate(node, facts, tables))
    return np.broadcast_to(np.logical_and(found.cells, np.logical_not(found.invalid)), facts.rows)


class _Evaluation:
    def __init__(self, facts: Facts, tables: Tables) -> None:
        self.facts = facts
        self.tables = tables

    def value(self, node: Node) -> Evaluated:
        match node:
            case Number(value=number):
                return Figures.constant(number)
            case Text(value=word):
                return Cells(np.asarray(word, dtype=object))
            case Name(name=name):
                return _column(self.facts.columns[name])
            case Operation():
                return self._operation(node)
            case Call():
                return self._call(node)

    def figures(self, node: Node) -> Figures:
        return cast(Figures, self.value(node))

    def cells(self, node: Node) -> Cells:
        return cast(Cells, self.value(node))

    def _operation(self, node: Operation) -> Evaluated:
        if node.left is None:
            return -self.figures(node.right) if node.sign == "-" else _not(self.cells(node.right))
        if node.sign in ("且", "或"):
            return _joined(self.cells(node.left), self.cells(node.right), both=node.sign == "且")
        if node.sign in functions.COMPARISONS:
            return _compared(self.value(node.left), node.sign, self.value(node.right))
        one, two = self.figures(node.left), self.figures(node.right)
        if node.sign == "+":
            return one + two
        if node.sign == "-":
            return one - two
        return one * two if node.sign == "*" else one / two

    def _call(self, node: Call) -> Evaluated:
        name, arguments = node.function, node.arguments
        if name in TABLE_FUNCTIONS:
            return self._table(name, cast(Name, arguments[0]).name, arguments[1:])
        if name == "如果":
            return _chosen(self.cells(arguments[0]), self.value(arguments[1]), self.value(arguments[2]))
        if name in ("月首", "月末"):
            return self._month_edge(name, arguments[0])
        if name == "为空":
            asked = self.cells(arguments[0])
            return Cells(functions.is_blank(asked.cells), asked.invalid)
        if name == "属于":
            asked, *listed = (self.cells(part) for part in arguments)
            found = _any([np.equal(asked.cells, word.cells) for word in listed])
            return Cells(np.asarray(found, dtype=bool), _any([asked.invalid, *(word.invalid for word in listed)]))
        return self._figures(name, [self.figures(part) for part in arguments])

    def _figures(self, name: str, numbers: list[Figures]) -> Figures:
        if name == "取大":
            return functions.larger(*numbers)
        if name == "取小":
            return functions.smaller(*numbers)
        if name == "绝对值":
            return numbers[0].larger(-numbers[0])
        if name == "四舍五入":
            return numbers[0].rounded(int(numbers[1].num))
        if name == "向下取整":
            return functions.floor(numbers[0])
        return functions.team_others(self.facts, numbers[0])

    def _table(self, function: str, name: str, arguments: tuple[Node, ...]) -> Figures:
        table = self.tables[name]
        if isinstance(table, Lookup):
            keys = [self.cells(part) for part in arguments]
            found = table.values([key.cells for key in keys], self.facts.rows)
            return Figures(found.num, found.den, _any([found.invalid, *(key.invalid for key in keys)]))
        number = self.figures(arguments[0])
        return table.slices(number) if function == "超额累进" else table.values(number)

    def _month_edge(self, name: str, months: Node) -> Cells:
        month = self.facts.period.shift(int(self.figures(months).num))
        return Cells(np.asarray(month.first_day if name == "月首" else month.last_day, dtype="datetime64[D]"))


def _any(masks: Iterable[Mask]) -> Mask:
    return reduce(np.logical_or, masks)


def _column(value: Value) -> Evaluated:
    return value if isinstance(value, Figures) else Cells(value)


def _not(asked: Cells) -> Cells:
    return Cells(np.logical_not(asked.cells), asked.invalid)


def _joined(left: Cells, right: Cells, *, both: bool) -> Cells:
    """且 or 或; where the left side decides alone, a right side without a value does not matter."""
    joined = np.logical_and if both else np.logical_or
    open_ = left.cells if both else np.logical_not(left.cells)
    spoilt = np.logical_or(left.invalid, np.logical_and(open_, right.invalid))
    return Cells(joined(left.cells, right.cells).astype(bool), spoilt)


def _compared(left: Evaluated, sign: str, right: Evaluated) -> Cells:
    """Row by row; a blank day is unequal to every day and neither before nor after it."""
    relation = functions.COMPARISONS[sign]
    spoilt = np.logical_or(left.invalid, right.invalid)
    if isinstance(left, Figures):
        return Cells(np.asarray(left.compare(cast(Figures, right), relation), dtype=bool), spoilt)
    return Cells(np.asarray(relation(left.cells, cast(Cells, right).cells), dtype=bool), spoilt)


def _chosen(test: Cells, yes: Evaluated, no: Evaluated) -> Evaluated:
    """如果: a row has no value where the condition has none, or the side it chose."""
    if isinstance(yes, Figures):
        made = choose(test.cells, yes, cast(Figures, no))
        return Figures(made.num, made.den, np.logical_or(made.invalid, test.invalid))
    other = cast(Cells, no)
    spoilt = np.logical_or(np.where(test.cells, yes.invalid, other.invalid), test.invalid)
    return Cells(np.where(test.cells, yes.cells, other.cells), spoilt)
