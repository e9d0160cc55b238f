"""The one evaluator: a formula over all rows at once, exactly.

Figures are rationals (``pipeline.money``), so no digit is lost before the rounding an item states.  A row that has no
value (division by zero, no entry in a table) is marked with its reason; it becomes a finding, never a zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import numpy as np

from pipeline.money import Figures, choose
from pipeline.scheme import functions
from pipeline.scheme.expressions import TABLE_FUNCTIONS, Call, Name, Node, Number, Operation, Text
from pipeline.scheme.facts import Facts, Value
from pipeline.scheme.tables import Bands, Lookup

Tables = Mapping[str, Bands | Lookup]


def evaluate(node: Node, facts: Facts, tables: Tables) -> Value:
    """The value of a formula in every row of ``facts``; constants stay constants."""
    return _Evaluation(facts, tables).value(node)


def figures(node: Node, facts: Facts, tables: Tables) -> Figures:
    """The value of a formula that yields figures, spread over the rows."""
    return cast(Figures, evaluate(node, facts, tables)).rows(facts.rows)


def condition(node: Node, facts: Facts, tables: Tables) -> np.ndarray:
    """In which rows a condition holds."""
    return np.broadcast_to(np.asarray(evaluate(node, facts, tables), dtype=bool), facts.rows)


class _Evaluation:
    def __init__(self, facts: Facts, tables: Tables) -> None:
        self.facts = facts
        self.tables = tables

    def value(self, node: Node) -> Value:
        match node:
            case Number(value=value):
                return Figures.constant(value)
            case Text(value=value):
                return np.asarray(value, dtype=object)
            case Name(name=name):
                return self.facts.columns[name]
            case Operation(sign="且" | "或" as sign, left=left, right=right) if left is not None:
                joined = np.logical_and if sign == "且" else np.logical_or
                return np.asarray(joined(self.flags(left), self.flags(right)))
            case Operation(sign="非", right=right):
                return np.logical_not(self.flags(right))
            case Operation(sign="-", left=None, right=right):
                return -self.figures(right)
            case Operation(left=left, sign=sign, right=right) if left is not None:
                return self._operation(left, sign, right)
            case Call():
                return self._call(node)
        raise AssertionError(node)

    def figures(self, node: Node) -> Figures:
        return cast(Figures, self.value(node))

    def flags(self, node: Node) -> np.ndarray:
        return cast(np.ndarray, self.value(node))

    def _operation(self, left: Node, sign: str, right: Node) -> Value:
        if sign in functions.COMPARISONS:
            return self._comparison(self.value(left), sign, self.value(right))
        one, two = self.figures(left), self.figures(right)
        if sign == "+":
            return one + two
        if sign == "-":
            return one - two
        return one * two if sign == "*" else one / two

    def _comparison(self, left: Value, sign: str, right: Value) -> np.ndarray:
        relation = functions.COMPARISONS[sign]
        if isinstance(left, Figures) and isinstance(right, Figures):
            return np.asarray(left.compare(right, relation))
        return np.asarray(relation(left, right), dtype=bool)

    def _call(self, node: Call) -> Value:
        name, arguments = node.function, node.arguments
        if name in TABLE_FUNCTIONS:
            return self._table(name, cast(Name, arguments[0]).name, [self.value(part) for part in arguments[1:]])
        if name == "如果":
            test, yes, no = (self.value(part) for part in arguments)
            return choose(test, cast(Figures, yes), cast(Figures, no))
        if name in ("月首", "月末"):
            return self._month_edge(name, cast(Number, arguments[0]))
        return self._plain(name, [self.value(part) for part in arguments])

    def _plain(self, name: str, values: list[Value]) -> Value:
        if name == "为空":
            return functions.is_blank(values[0])
        if name == "属于":
            return np.asarray(np.logical_or.reduce([values[0] == word for word in values[1:]]))
        numbers = [cast(Figures, value) for value in values]
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

    def _table(self, function: str, name: str, values: list[Value]) -> Figures:
        table = self.tables[name]
        if isinstance(table, Lookup):
            return table.values([cast(np.ndarray, value) for value in values], self.facts.rows)
        number = cast(Figures, values[0])
        return table.slices(number) if function == "超额累进" else table.values(number)

    def _month_edge(self, name: str, months: Number | Operation) -> np.ndarray:
        offset = int(months.value) if isinstance(months, Number) else -int(cast(Number, months.right).value)
        month = self.facts.period.shift(offset)
        return np.datetime64(month.first_day if name == "月首" else month.last_day, "D")  # type: ignore[return-value]
