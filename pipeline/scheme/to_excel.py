"""A formula as Excel reads it: made from the same tree as the computation, cell by cell.

Doubles carry about fifteen digits; what the evaluator does exactly, Excel must be helped to do: every rounding first
snaps the figure to eight decimals, so that a tie at half a fen is the tie it is on paper, and every comparison with a
bound of a band does the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import cast

from pipeline.period import Period
from pipeline.scheme.expressions import Call, Name, Node, Number, Operation, Text

SNAP = 8
"""Decimals a double is trusted for before it is rounded or compared."""


@dataclass(frozen=True)
class BandCells:
    """Where a table of bands stands: the ranges of its lower bounds, values and steps (value less the value before)."""

    lows: str
    values: str
    steps: str
    closed_left: bool
    open_ended_below: bool


@dataclass(frozen=True)
class LookupCells:
    """Where a look-up table stands: the ranges of its keys and of its values."""

    keys: tuple[str, ...]
    values: str


@dataclass(frozen=True)
class Cells:
    """What names mean on the sheet: ``cell`` gives the address of a quantity in the current row."""

    cell: Callable[[str], str]
    tables: Mapping[str, BandCells | LookupCells]
    period: Period
    team_others: Callable[[Node], str]
    dates: frozenset[str] = frozenset()


def excel(node: Node, cells: Cells) -> str:
    """The formula without its leading ``=``."""
    match node:
        case Number(value=value):
            return _number(value)
        case Text(value=value):
            return '"' + value.replace('"', '""') + '"'
        case Name(name=name):
            return cells.cell(name)
        case Operation():
            return _operation(node, cells)
        case Call():
            return _call(node, cells)


def rounded(formula: str, digits: int, mode: str = "四舍五入") -> str:
    """The formula rounded as an item rounds, after the snap."""
    function = {"四舍五入": "ROUND", "舍去": "ROUNDDOWN", "进位": "ROUNDUP"}[mode]
    return f"{function}(ROUND({formula},{SNAP}),{digits})"


def _number(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value.numerator)
    text = f"{value.numerator}/{value.denominator}"
    decimal = f"{float(value):.15g}"
    return decimal if Fraction(decimal) == value else f"({text})"


def _operation(node: Operation, cells: Cells) -> str:
    right = excel(node.right, cells)
    if node.left is None:
        return f"NOT({right})" if node.sign == "非" else f"(-{right})"
    left = excel(node.left, cells)
    if node.sign in ("且", "或"):
        return f"{'AND' if node.sign == '且' else 'OR'}({left},{right})"
    if node.sign in ("+", "-", "*", "/"):
        return f"({left}{node.sign}{right})"
    return _comparison(node, left, right, cells)


def _comparison(node: Operation, left: str, right: str, cells: Cells) -> str:
    sign = {"==": "=", "!=": "<>"}.get(node.sign, node.sign)
    sides = (cast(Node, node.left), node.right)
    if any(isinstance(side, Text) for side in sides):
        return f"({left}{sign}{right})"
    if any(isinstance(side, Name) and side.name in cells.dates for side in sides):
        blank = [excel(side, cells) for side in sides if isinstance(side, Name)]
        filled = ",".join(f'{cell}<>""' for cell in blank)
        return f"AND({filled},{left}{sign}{right})"
    return f"(ROUND({left},{SNAP}){sign}ROUND({right},{SNAP}))"


def _call(node: Call, cells: Cells) -> str:
    name, arguments = node.function, node.arguments
    if name in ("超额累进", "档值", "查表"):
        return _table(name, cells.tables[cast(Name, arguments[0]).name], [excel(part, cells) for part in arguments[1:]])
    if name in ("月首", "月末"):
        return _date(_month_edge(node, cells.period))
    if name == "团队其他人合计":
        return cells.team_others(arguments[0])
    parts = [excel(part, cells) for part in arguments]
    if name == "为空":
        return f'({parts[0]}="")'
    if name == "属于":
        return f"OR({','.join(f'{parts[0]}={part}' for part in parts[1:])})"
    if name == "四舍五入":
        return rounded(parts[0], int(cast(Number, arguments[1]).value))
    if name == "向下取整":
        return f"INT(ROUND({parts[0]},{SNAP}))"
    function = {"取大": "MAX", "取小": "MIN", "如果": "IF", "绝对值": "ABS"}[name]
    return f"{function}({','.join(parts)})"


def _table(function: str, table: BandCells | LookupCells, parts: list[str]) -> str:
    if isinstance(table, LookupCells):
        if len(parts) == 1:
            return f"INDEX({table.values},MATCH({parts[0]},{table.keys[0]},0))"
        tests = "*".join(f"({keys}={part})" for keys, part in zip(table.keys, parts, strict=True))
        return f"SUMPRODUCT({tests}*{table.values})"
    figure = parts[0]
    if function == "档值":
        relation = ">=" if table.closed_left else ">"
        return f"INDEX({table.values},SUMPRODUCT(--(ROUND({figure},{SNAP}){relation}{table.lows})))"
    if table.open_ended_below:
        first_step, later_steps, later_lows = f"INDEX({table.steps},1)", table.steps, table.lows
        return (
            f"({figure}*{first_step}+SUMPRODUCT((ROW({later_lows})>MIN(ROW({later_lows})))*({figure}>{later_lows})"
            f"*({figure}-{later_lows})*{later_steps}))"
        )
    return f"SUMPRODUCT(({figure}>{table.lows})*({figure}-{table.lows})*{table.steps})"


def _month_edge(node: Call, period: Period) -> date:
    part = node.arguments[0]
    months = int(part.value) if isinstance(part, Number) else -int(cast(Number, cast(Operation, part).right).value)
    month = period.shift(months)
    return month.first_day if node.function == "月首" else month.last_day


def _date(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"
