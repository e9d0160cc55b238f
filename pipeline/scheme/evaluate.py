"""The one evaluator: a formula over all rows at once, exactly.

Figures are rationals (``pipeline.money``), so no digit is lost before the rounding an item states.  A row that has no
value (division by zero, no entry in a table) is marked, through conditions too; it becomes a finding, never a zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce
from typing import cast

import numpy as np

from pipeline.money import Figures, RoundingMode
from pipeline.scheme import evaluate_days as days
from pipeline.scheme import evaluate_groups as groups
from pipeline.scheme import evaluate_logic as logic
from pipeline.scheme import evaluate_past as past
from pipeline.scheme import evaluate_people as people
from pipeline.scheme.cells import Cells, Evaluated, figures_of
from pipeline.scheme.expressions import (
    CRITERION_FUNCTIONS,
    PAST_FUNCTIONS,
    STANDARD_GRADE,
    TABLE_FUNCTIONS,
    YES_NO,
    Call,
    Name,
    Node,
    Number,
    Operation,
    Text,
    whole,
)
from pipeline.scheme.facts import Facts, Value
from pipeline.scheme.functions import COMPARISONS, EDGES, GROUP_FUNCTIONS, ROUNDINGS
from pipeline.scheme.tables import Bands, BandSets, Lookup, Table

Tables = Mapping[str, Table]


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
                return Cells(np.asarray(YES_NO[name])) if name in YES_NO else _column(self.facts.columns[name])
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
            return -self.figures(node.right) if node.sign == "-" else logic.negated(self.cells(node.right))
        if node.sign in ("且", "或"):
            return logic.joined(self.cells(node.left), self.cells(node.right), both=node.sign == "且")
        if node.sign in COMPARISONS:
            return logic.compared(self.value(node.left), node.sign, self.value(node.right))
        one, two = self.figures(node.left), self.figures(node.right)
        if node.sign == "+":
            return one + two
        if node.sign == "-":
            return one - two
        return one * two if node.sign == "*" else one / two

    def _call(self, node: Call) -> Evaluated:
        name, arguments = node.function, node.arguments
        if name in TABLE_FUNCTIONS:
            return self._table(name, _name(arguments[0]), arguments[1:])
        if name in CRITERION_FUNCTIONS:
            return self._met(arguments) if name == "达标" else self._highest_met(_name(arguments[0]))
        if name in GROUP_FUNCTIONS:
            return self._group(name, arguments)
        if name in PAST_FUNCTIONS:
            return self._past(name, arguments)
        if name in _CONDITIONS:
            return self._condition(name, arguments)
        if name in _DAYS:
            return self._days(name, arguments)
        if name in ("级别序", "级别移动"):
            return self._grade(name, arguments)
        if name == "取自人员":
            return self._of_person(_name(arguments[0]), self.cells(arguments[1]))
        if name in ("取大", "取小"):
            return self._extreme(name, arguments)
        return self._figures(name, arguments)

    def _extreme(self, name: str, arguments: tuple[Node, ...]) -> Evaluated:
        """取大, 取小: of figures, or of days."""
        found = [self.value(part) for part in arguments]
        if isinstance(found[0], Cells):
            return reduce(days.later if name == "取大" else days.sooner, cast("list[Cells]", found))
        return reduce(Figures.larger if name == "取大" else Figures.smaller, cast("list[Figures]", found))

    def _figures(self, name: str, arguments: tuple[Node, ...]) -> Figures:
        if name in ROUNDINGS:
            return self.figures(arguments[0]).rounded(_whole(arguments[1]), cast(RoundingMode, name))
        numbers = [self.figures(part) for part in arguments]
        if name == "绝对值":
            return numbers[0].larger(-numbers[0])
        return _floor(numbers[0]) if name == "向下取整" else -_floor(-numbers[0])

    def _condition(self, name: str, arguments: tuple[Node, ...]) -> Evaluated:
        if name == "如果":
            return logic.chosen(self.cells(arguments[0]), self.value(arguments[1]), self.value(arguments[2]))
        if name == "至少":
            return logic.at_least(_whole(arguments[0]), [self.cells(part) for part in arguments[1:]])
        asked, *more = (self.cells(part) for part in arguments)
        if name in ("全部", "任一"):
            return reduce(lambda one, two: logic.joined(one, two, both=name == "全部"), more, asked)
        return logic.is_blank(asked) if name == "为空" else logic.listed(asked, more)

    def _table(self, function: str, name: str, arguments: tuple[Node, ...]) -> Evaluated:
        table, rows = self.tables[name], self.facts.rows
        if isinstance(table, Lookup):
            keys = [self.cells(part) for part in arguments]
            return logic.spoilt(table.values([key.cells for key in keys], rows), [key.invalid for key in keys])
        number, keys = self.figures(arguments[0]), [self.cells(part) for part in arguments[1:]]
        if isinstance(table, Bands):
            return _OF_BANDS[function](table, number)
        found = _OF_SETS[function](table, number, [key.cells for key in keys], rows)
        return logic.spoilt(found, [key.invalid for key in keys])

    def _days(self, name: str, arguments: tuple[Node, ...]) -> Evaluated:
        period = self.facts.period
        if name in EDGES:
            return days.constant(days.edge(name, period, _whole(arguments[0])))
        if name == "月内日":
            return days.constant(days.day_of_month(period, _whole(arguments[0]), _whole(arguments[1])))
        first = self.cells(arguments[0])
        if name in ("年", "月", "日"):
            return days.part(name, first)
        if name in ("加月", "加日"):
            return (days.add_months if name == "加月" else days.add_days)(first, _whole(arguments[1]))
        if name == "首个考核月":
            return days.first_assessed(first, self.figures(arguments[1]))
        between = {"相差天数": days.days_between, "相差月数": days.months_between, "自然月数": days.calendar_months}
        return between[name](first, self.cells(arguments[1]))

    def _grade(self, name: str, arguments: tuple[Node, ...]) -> Evaluated:
        grades = self.facts.around.grades
        places = people.grade_places(grades, self.cells(arguments[0]), self.facts.rows)
        if name == "级别序":
            return figures_of([None if place is None else Fraction(place) for place in places])
        return people.grades_moved(grades, places, self.figures(arguments[1]))

    def _met(self, arguments: tuple[Node, ...]) -> Cells:
        criterion = self.facts.around.criteria[_name(arguments[0])]
        if len(arguments) == 1:
            return self.cells(criterion)
        return self._tested(criterion, self.cells(arguments[1]))

    def _tested(self, criterion: Node, grade: Cells) -> Cells:
        """Whether the criterion holds with each row's grade as the standard."""
        return _Evaluation(self.facts.having(STANDARD_GRADE, grade), self.tables).cells(criterion)

    def _highest_met(self, name: str) -> Cells:
        """From the highest grade down: the first whose standard is met; one without a value ends the search."""
        criterion = self.facts.around.criteria[name]
        found = Cells(np.asarray("", dtype=object))
        for grade in self.facts.around.grades:  # the highest is wrapped around last, so it is asked first
            standard = Cells(np.asarray(grade, dtype=object))
            found = cast(Cells, logic.chosen(self._tested(criterion, standard), standard, found))
        return found

    def _group(self, name: str, arguments: tuple[Node, ...]) -> Figures:
        rows = self.facts.rows
        if name == "分摊":
            employees = self.cells(Name("工号")).rows(rows)
            return groups.split(self.figures(arguments[0]), self.figures(arguments[1]), list(employees.cells))
        ties = cast(Text, arguments[1]).value if name == "组内名次" else ""
        keys = [self.cells(part) for part in arguments[2 if ties else 1 :]]
        if name == "团队其他人合计":
            name, keys = "组内其他人合计", [self.cells(Name("团队"))]
        found = groups.groups_of(keys, rows)
        if name == "组内计数":
            return groups.count(found, self.cells(arguments[0]))
        return groups.over_group(name.replace("全体", "组内"), found, self.figures(arguments[0]), ties)

    def _past(self, name: str, arguments: tuple[Node, ...]) -> Evaluated:
        quantity = _name(arguments[0])
        if name in ("上期", "往期"):
            back = 1 if name == "上期" else _whole(arguments[1])
            return past.earlier(past.histories(self.facts, quantity), back, self.value(arguments[-1]))
        if name in ("连续", "连续期数"):
            held = past.in_a_row(self.facts, quantity, self.cells(arguments[0]))
            if name == "连续期数":
                return held
            return logic.compared(held, ">=", Figures.constant(_whole(arguments[1])))
        policy = cast(Text, arguments[2]).value
        return past.gathered(
            name, self.facts, quantity, self.value(arguments[0]), self.cells(arguments[1]), policy
        )

    def _of_person(self, quantity: str, employees: Cells) -> Evaluated:
        persons = self.facts.around.people
        assert persons is not None, "取自人员 outside the rows of a run"
        return people.of_person(persons, quantity, employees, self.facts.rows)


_CONDITIONS = ("如果", "全部", "任一", "至少", "为空", "属于")
_DAYS = (*EDGES, "月内日", "年", "月", "日", "加月", "加日", "相差天数", "相差月数", "自然月数", "首个考核月")


_OF_BANDS = {"超额累进": Bands.slices, "档值": Bands.values, "档次": Bands.numbers}
_OF_SETS = {"超额累进": BandSets.slices, "档值": BandSets.values, "档次": BandSets.numbers}


def _name(node: Node) -> str:
    return cast(Name, node).name


def _whole(node: Node) -> int:
    return cast(int, whole(node))


def _column(value: Value) -> Evaluated:
    return Cells(value) if isinstance(value, np.ndarray) else value


def _floor(figures: Figures) -> Figures:
    return Figures(figures.num // figures.den, 1, figures.invalid)
