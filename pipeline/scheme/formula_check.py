"""What is wrong in one formula: unknown words with the nearest known one, wrong use of a function, kinds and units."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from pipeline.scheme import functions
from pipeline.scheme.expressions import TABLE_FUNCTIONS, Call, Name, Node, Number, Operation, operands
from pipeline.scheme.tables import Bands, Lookup
from pipeline.scheme.units import Units

FURTHEST_MONTH = 1200
FINEST_PLACE = 8

Tables = Mapping[str, Bands | Lookup | None]
"""The tables a formula may name; None for one that could not be built and is complained of elsewhere."""


def formula_problems(
    node: Node, known: Mapping[str, str], tables: Tables, kind: str = ""
) -> list[str]:
    """What is wrong in a formula: unknown words and wrong use first, and if there is none, kinds and units."""
    found = list(_word_problems(node, known, tables))
    if not found:
        units = Units(known, tables)
        units.want(node, *([kind] if kind else []))
        found = units.problems
    return found


def _word_problems(node: Node, known: Mapping[str, str], tables: Tables) -> Iterator[str]:
    if isinstance(node, Name) and node.name not in known:
        yield f"没有“{node.name}”这个量{nearest(node.name, known)}"
    if isinstance(node, Call):
        yield from _call_problems(node, tables)
    for part in operands(node):
        yield from _word_problems(part, known, tables)


def _call_problems(node: Call, tables: Tables) -> Iterator[str]:
    if node.function not in functions.ARITY:
        yield f"没有“{node.function}”这个函数{nearest(node.function, functions.ARITY)}"
        return
    least, most = functions.ARITY[node.function]
    if not least <= len(node.arguments) <= most:
        wanted = f"{least}" if least == most else f"{least}至{most}"
        yield f"函数“{node.function}”应有{wanted}项，写了{len(node.arguments)}项"
    elif node.function in TABLE_FUNCTIONS:
        yield from _table_problems(node, tables)
    elif node.function in ("月首", "月末") and not _is_whole(node.arguments[0], FURTHEST_MONTH):
        yield f"函数“{node.function}”的月数应是整数，如 0 或 -2"
    elif node.function == "四舍五入" and not _is_whole(node.arguments[1], FINEST_PLACE):
        yield "函数“四舍五入”的位数应是整数，如 2 或 0"


def _table_problems(node: Call, tables: Tables) -> Iterator[str]:
    first = node.arguments[0]
    name = first.name if isinstance(first, Name) else ""
    if name not in tables:
        yield f"没有“{name}”这张表{nearest(name, tables)}"
        return
    table = tables[name]
    if table is None:
        return
    if isinstance(table, Lookup) != (node.function == "查表"):
        used = "是查表，应用 查表(…)" if isinstance(table, Lookup) else "是档位，应用 超额累进(…) 或 档值(…)"
        yield f"表“{name}”{used}"
    elif isinstance(table, Lookup) and len(table.by) != len(node.arguments) - 1:
        yield f"表“{name}”按{'、'.join(table.by)}查，应给{len(table.by)}项，写了{len(node.arguments) - 1}项"


def _is_whole(node: Node, most: int) -> bool:
    inner = node.right if isinstance(node, Operation) and node.sign == "-" and node.left is None else node
    return isinstance(inner, Number) and inner.value.denominator == 1 and inner.value <= most


def calls(node: Node, function: str) -> bool:
    """Whether the formula uses the function anywhere."""
    return (isinstance(node, Call) and node.function == function) or any(
        calls(part, function) for part in operands(node)
    )


def nearest(word: str, known: Iterable[str]) -> str:
    """``；最接近的是“…”`` — or nothing when no known word is near."""
    match = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.3)
    return f"；最接近的是“{match[0]}”" if match else ""
