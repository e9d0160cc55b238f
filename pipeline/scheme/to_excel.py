"""A formula as Excel reads it: made from the same tree as the computation, cell by cell.

Doubles carry about fifteen digits; what the evaluator does exactly, Excel must be helped to do: every rounding first
snaps the figure to eight decimals, so that a tie at half a fen is the tie it is on paper, and every comparison with a
bound of a band does the same.  A row without a value is an error in Excel; a side of 且 or 或 that does not matter may
be one, so it is kept apart.
"""

from __future__ import annotations

from fractions import Fraction
from typing import cast

from pipeline.scheme import excel_days as days
from pipeline.scheme import excel_others as others
from pipeline.scheme.excel_cells import SNAP, Cells, NotLive
from pipeline.scheme.excel_tables import looked_up
from pipeline.scheme.expressions import (
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
    operands,
    substituted,
    whole,
)
from pipeline.scheme.functions import EDGES, GROUP_FUNCTIONS, ROUNDINGS
from pipeline.scheme.units import DAY, FLAG, WORDS

__all__ = ["Cells", "NotLive", "excel", "filled", "kind_of", "may_fail", "rounded"]

_MOVED = ("加月", "加日", "首个考核月")
_BETWEEN = ("相差天数", "相差月数", "自然月数")


def excel(node: Node, cells: Cells) -> str:
    """The formula without its leading ``=``; NotLive where it has none."""
    match node:
        case Number(value=value):
            return _number(value)
        case Text(value=value):
            return '"' + value.replace('"', '""') + '"'
        case Name(name=name):
            return ("TRUE" if YES_NO[name] else "FALSE") if name in YES_NO else cells.cell(name)
        case Operation():
            return _operation(node, cells)
        case Call():
            return _call(node, cells)


def rounded(formula: str, digits: int, mode: str = "四舍五入") -> str:
    """A rounding that is not off by a fen where a double falls short of a tie: first to eight decimals, then on."""
    function = {"四舍五入": "ROUND", "舍去": "ROUNDDOWN", "进位": "ROUNDUP"}[mode]
    return f"{function}(ROUND({formula},{SNAP}),{digits})"


def kind_of(node: Node, cells: Cells) -> str:
    """Whether the formula yields 文字, 日期 or 是否; empty where it yields a figure."""
    match node:
        case Text():
            return WORDS
        case Number():
            return ""
        case Name(name=name):
            return FLAG if name in YES_NO else _kind(cells.kinds.get(name, ""))
        case Operation(sign=sign):
            return "" if sign in ("+", "-", "*", "/") else FLAG
        case Call(function=function, arguments=arguments):
            return _kind_of_call(function, arguments, cells)


def _kind(unit: str) -> str:
    return unit if unit in (WORDS, DAY, FLAG) else ""


def _kind_of_call(function: str, arguments: tuple[Node, ...], cells: Cells) -> str:
    if function in (*EDGES, "月内日", *_MOVED):
        return DAY
    if function in ("全部", "任一", "至少", "为空", "属于", "达标", "连续"):
        return FLAG
    if function in ("级别移动", "最高达标"):
        return WORDS
    if function == "如果":
        return kind_of(arguments[1], cells)
    if function in ("取大", "取小"):
        return kind_of(arguments[0], cells)
    if function in ("上期", "往期"):
        return kind_of(arguments[0], cells)
    first = arguments[0].name if arguments and isinstance(arguments[0], Name) else ""
    if function == "取自人员":
        return _kind(cells.person_kinds.get(first, ""))
    return WORDS if function == "查表" and first in cells.word_tables else ""


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
        return f"{'AND' if node.sign == '且' else 'OR'}({left},{_harmless(node.right, right)})"
    if node.sign in ("+", "-", "*", "/"):
        return f"({left}{node.sign}{right})"
    return _comparison(node, left, right, cells)


def _harmless(node: Node, written: str) -> str:
    """A condition that is asked only where another leaves it open: where it is an error, it did not matter."""
    return f"IFERROR({written},FALSE)" if may_fail(node) else written


def may_fail(node: Node) -> bool:
    """Whether the formula may have no value where all that it names has one."""
    if isinstance(node, Operation) and node.sign == "/":
        return True
    if isinstance(node, Call) and node.function in _MAY_FAIL:
        return True
    return any(may_fail(part) for part in operands(node))


_MAY_FAIL = (*TABLE_FUNCTIONS, *_BETWEEN, "年", "月", "日", "级别序", "级别移动", "达标", "最高达标", "取自人员")


def _comparison(node: Operation, left: str, right: str, cells: Cells) -> str:
    sign = {"==": "=", "!=": "<>"}.get(node.sign, node.sign)
    sides = (cast(Node, node.left), node.right)
    kinds = {kind_of(side, cells) for side in sides}
    if DAY in kinds:
        written = zip(sides, (left, right), strict=True)
        filled = [f'{text}<>""' for side, text in written if not _isfilled(side)]
        if node.sign == "!=":
            return f"NOT(AND({','.join([*filled, f'{left}={right}'])}))"
        return f"AND({','.join([*filled, f'{left}{sign}{right}'])})"
    if WORDS in kinds:
        return f"({left}{sign}{right})"
    return f"(ROUND({left},{SNAP}){sign}ROUND({right},{SNAP}))"


def _isfilled(node: Node) -> bool:
    return isinstance(node, Call) and node.function in (*EDGES, "月内日")


def _call(node: Call, cells: Cells) -> str:
    name, arguments = node.function, node.arguments
    if name in TABLE_FUNCTIONS:
        return looked_up(name, cells.tables[_name(arguments[0])], [excel(part, cells) for part in arguments[1:]])
    if name in GROUP_FUNCTIONS:
        ties = cast(Text, arguments[1]).value if name == "组内名次" else ""
        return others.over_group(name, arguments, ties, cells)
    if name in PAST_FUNCTIONS:
        return others.over_past(name, _name(arguments[0]), [filled(part, cells) for part in arguments[1:]], cells)
    if name == "取自人员":
        return others.of_person(_name(arguments[0]), excel(arguments[1], cells), cells)
    if name in (*EDGES, "月内日"):
        return days.fixed(name, cells.period, [cast(int, whole(part)) for part in arguments])
    if name in ("达标", "最高达标"):
        return _criterion(name, arguments, cells)
    if name == "至少":
        counted = "+".join(f"IFERROR(--({excel(part, cells)}),0)" for part in arguments[1:])
        return f"({counted}>={whole(arguments[0])})"
    if name == "如果":
        return f"IF({excel(arguments[0], cells)},{filled(arguments[1], cells)},{filled(arguments[2], cells)})"
    parts = [excel(part, cells) for part in arguments]
    if name in ("取大", "取小") and kind_of(node, cells) == DAY:
        return days.extreme(name, parts)
    if name in ROUNDINGS:
        return rounded(parts[0], cast(int, whole(arguments[1])), name)
    if name in ("全部", "任一"):
        rest = [_harmless(node, text) for node, text in zip(arguments[1:], parts[1:], strict=True)]
        return f"{'AND' if name == '全部' else 'OR'}({','.join([parts[0], *rest])})"
    return _plain_call(name, parts, cells)


def filled(node: Node, cells: Cells) -> str:
    """The formula as a choice hands it on: an empty cell must not become a 0."""
    written = excel(node, cells)
    if not isinstance(node, Name) or kind_of(node, cells) not in (WORDS, DAY):
        return written
    return f'({written}&"")' if kind_of(node, cells) == WORDS else f'IF({written}="","",{written})'


def _plain_call(name: str, parts: list[str], cells: Cells) -> str:
    if name == "为空":
        return f'({parts[0]}="")'
    if name == "属于":
        return f"OR({','.join(f'{parts[0]}={part}' for part in parts[1:])})"
    if name in ("向下取整", "向上取整"):
        return f"INT(ROUND({parts[0]},{SNAP}))" if name == "向下取整" else f"(-INT(-ROUND({parts[0]},{SNAP})))"
    if name in ("年", "月", "日"):
        return days.part(name, parts[0])
    if name in _MOVED:
        return days.moved(name, parts[0], parts[1])
    if name in _BETWEEN:
        return days.between(name, parts[0], parts[1])
    if name in ("级别序", "级别移动"):
        place = f"MATCH({parts[0]},{cells.grades},0)"
        if name == "级别序":
            return place
        return f"INDEX({cells.grades},MIN(MAX({place}+{parts[1]},1),ROWS({cells.grades})))"
    function = {"取大": "MAX", "取小": "MIN", "绝对值": "ABS"}[name]
    return f"{function}({','.join(parts)})"


def _criterion(name: str, arguments: tuple[Node, ...], cells: Cells) -> str:
    """The conditions of the criterion written out, with the grade tested in the place of 标准级别."""
    criterion = cells.criteria[_name(arguments[0])]
    if name == "达标":
        tested = substituted(criterion, STANDARD_GRADE, arguments[1]) if len(arguments) > 1 else criterion
        return excel(tested, cells)
    made = '""'
    for grade in cells.grade_words:
        asked = Call("达标", (arguments[0], Text(grade)))
        own = cells.worked.get(asked)
        test = cells.cell(own) if own else excel(substituted(criterion, STANDARD_GRADE, Text(grade)), cells)
        made = f"IF({test},{excel(Text(grade), cells)},{made})"
    return made


def _name(node: Node) -> str:
    return cast(Name, node).name
