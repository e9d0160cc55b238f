"""The formula of one item, of a person or of a line: its cases, bounds and rounding, as Excel reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.period import Period
from pipeline.reports.live.rule_tables import RulePlaces
from pipeline.scheme.compile import Rules
from pipeline.scheme.excel_cells import Cells, NotLive, PastCells
from pipeline.scheme.expressions import Node
from pipeline.scheme.item_parts import Item
from pipeline.scheme.order import cases
from pipeline.scheme.to_excel import excel, filled, rounded
from pipeline.scheme.units import DAY, FLAG, WORDS

LONGEST = 8000
"""Excel takes 8192 characters, and the number of the row is still to be put in."""
DEEPEST = 60
"""Excel takes 64 functions inside each other."""
NOTHING = {FLAG: "FALSE", WORDS: '""', DAY: '""'}
"""What an item is for whom it is not; a figure is 0."""


@dataclass(frozen=True)
class Place:
    """A sheet: per quantity its cell in the current row and its unit or kind; 往期 where it stands.

    ``columns`` are the whole columns of the quantities of persons, ``person_kinds`` their units or kinds; ``worked``
    names the column of a formula that has one of its own.
    """

    cells: Mapping[str, str]
    kinds: Mapping[str, str]
    columns: Mapping[str, str]
    person_kinds: Mapping[str, str]
    period: Period
    past: PastCells | None = None
    worked: Mapping[Node, str] = field(default_factory=dict)


def item_formula(rules: Rules, item: Item, places: RulePlaces, here: Place) -> str:
    """The formula without its leading ``=``; NotLive where Excel cannot say it."""
    cells = cells_of(rules, places, here)
    made = NOTHING.get(item.unit, "0")
    if not item.due(here.period.month):
        return made
    for who, formula in reversed(cases(item)):
        text = filled(formula, cells)
        if item.floor is not None:
            text = f"MAX({text},{excel(item.floor, cells)})"
        if item.cap is not None:
            text = f"MIN({text},{excel(item.cap, cells)})"
        made = f"IF({_is_for(rules, who, here)},{text},{made})" if who else text
    if item.digits is not None:
        made = rounded(made, item.digits, item.mode)
    return fitting(made)


def fitting(formula: str) -> str:
    """The formula; NotLive if it is too long or nested too deep for Excel."""
    if len(formula) > LONGEST or _depth(formula) > DEEPEST:
        raise NotLive("公式太长，电子表格装不下")
    return formula


def cells_of(rules: Rules, places: RulePlaces, here: Place) -> Cells:
    """What names mean in the formulas of a rule set on this sheet."""

    def cell(name: str) -> str:
        return here.cells[name] if name in here.cells else places.constant(name)

    def column(name: str) -> str:
        if name not in here.columns:
            raise NotLive(f"“{name}”没有自己的列")
        return here.columns[name]

    return Cells(
        cell, places.tables, here.period, {**places.kinds(), **here.kinds}, column, places.grades, rules.grades,
        rules.criteria, here.past, here.person_kinds, places.word_tables,
        here.worked,
    )  # fmt: skip


def _is_for(rules: Rules, who: str, here: Place) -> str:
    tests = [f'{here.cells["岗位"]}="{post}"' for post in sorted(rules.posts(who))]
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"


def _depth(formula: str) -> int:
    deepest = depth = 0
    for sign in formula:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    return deepest
