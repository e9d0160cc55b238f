"""What is wrong in one formula: unknown words with the nearest known one, wrong use of a function, kinds and units."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.scheme import functions
from pipeline.scheme.expressions import (
    CRITERION_FUNCTIONS,
    EARLIER_FUNCTIONS,
    PAST_FUNCTIONS,
    PERSON_FUNCTIONS,
    TABLE_FUNCTIONS,
    YES_NO,
    Call,
    Name,
    Node,
    Text,
    operands,
    whole,
    words,
)
from pipeline.scheme.tables import Bands, BandSets, Lookup, Table
from pipeline.scheme.units import Units

Tables = Mapping[str, Table | None]
"""The tables a formula may name; None for one that could not be built and is complained of elsewhere."""

_MONTHS = (-1200, 1200, "月数应是整数，如 0 或 -2")
_DIGITS = (-8, 8, "位数应是整数，如 2 或 0")
_BACK = (1, 1200, "期数应是1以上的整数，如 3")
WHOLE: dict[tuple[str, int], tuple[int, int, str]] = {
    ("月首", 0): _MONTHS, ("月末", 0): _MONTHS, ("月内日", 0): _MONTHS, ("加月", 1): _MONTHS,
    ("季首", 0): (-400, 400, "季数应是整数，如 0 或 -1"), ("季末", 0): (-400, 400, "季数应是整数，如 0 或 -1"),
    ("半年首", 0): (-200, 200, "半年数应是整数，如 0 或 -1"), ("半年末", 0): (-200, 200, "半年数应是整数，如 0 或 -1"),
    ("年首", 0): (-100, 100, "年数应是整数，如 0 或 -1"), ("年末", 0): (-100, 100, "年数应是整数，如 0 或 -1"),
    ("月内日", 1): (1, 31, "日应是1至31的整数，如 26"), ("加日", 1): (-36600, 36600, "天数应是整数，如 30 或 -7"),
    ("四舍五入", 1): _DIGITS, ("舍去", 1): _DIGITS, ("进位", 1): _DIGITS,
    ("往期", 1): _BACK, ("连续", 1): _BACK,
}  # fmt: skip
"""By function and place: the least and largest whole number that may be written there, and what to say otherwise."""
WORDED: dict[tuple[str, int], tuple[str, ...]] = {
    ("组内名次", 1): functions.TIES,
    **{(name, 2): functions.GAPS for name in ("累计", "期均", "期大", "期小", "期数")},
}
"""By function and place: the words of which one must be written there."""


@dataclass(frozen=True)
class Words:
    """What a formula may speak of: its quantities (``known``) and ``tables``, and what is beside them.

    ``criteria`` with whether each is about 标准级别; ``people`` the quantities of persons that other rows may ask for;
    ``past`` those kept from earlier periods; ``grades`` from low to high (None: not known here, so not checked).
    """

    known: Mapping[str, str]
    tables: Tables
    criteria: Mapping[str, bool] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    past: Mapping[str, str] = field(default_factory=dict)
    grades: Sequence[str] | None = None


def formula_problems(
    node: Node,
    known: Mapping[str, str],
    tables: Tables,
    kind: str = "",
    *,
    criteria: Mapping[str, bool] | None = None,
    people: Mapping[str, str] | None = None,
    past: Mapping[str, str] | None = None,
    grades: Sequence[str] | None = None,
) -> list[str]:
    """What is wrong in a formula: unknown words and wrong use first, and if there is none, kinds and units.

    ``criteria`` says of each whether it is about 标准级别; ``people`` are the quantities of persons with their kinds;
    ``past`` those kept from earlier periods (not given: all ``known``); ``grades`` from low to high.
    """
    asked = Words(known, tables, criteria or {}, people or {}, known if past is None else past, grades)
    found = list(_word_problems(node, asked))
    if not found:
        units = Units({**(past or {}), **known}, tables, people or {})
        units.want_unit(node, kind)
        found = units.problems
    return found


def _word_problems(node: Node, asked: Words) -> Iterator[str]:
    if isinstance(node, Name) and node.name not in asked.known and node.name not in YES_NO:
        yield f"没有“{node.name}”这个量{nearest(node.name, asked.known)}"
    if isinstance(node, Call):
        yield from _call_problems(node, asked)
    for part in operands(node):
        yield from _word_problems(part, asked)


def _call_problems(node: Call, asked: Words) -> Iterator[str]:
    name = node.function
    if name == functions.SUM_OF_NATURE:
        yield f"函数“{name}”里应写带引号的词，如 {name}(“罚款”)"
        return
    if name not in functions.ARITY:
        yield f"没有“{name}”这个函数{nearest(name, functions.ARITY)}"
        return
    least, most = functions.ARITY[name]
    if not least <= len(node.arguments) <= most:
        wanted = f"{least}" if least == most else f"{least}至{most}"
        yield f"函数“{name}”应有{wanted}项，写了{len(node.arguments)}项"
        return
    yield from _literal_problems(node)
    if name in TABLE_FUNCTIONS:
        yield from _table_problems(node, asked.tables)
    elif name in CRITERION_FUNCTIONS:
        yield from _criterion_problems(node, asked)
    elif name in PERSON_FUNCTIONS:
        yield from _quantity_problems(node, asked.people, "人员的量")
    elif name in PAST_FUNCTIONS:
        yield from _past_problems(node, asked)
    if name in ("级别序", "级别移动", "最高达标") and asked.grades is not None:
        yield from _grade_problems(node, asked.grades)


def _literal_problems(node: Call) -> Iterator[str]:
    """Numbers and words that must be written out, not computed."""
    for place, argument in enumerate(node.arguments):
        least, most, wanted = WHOLE.get((node.function, place), (0, 0, ""))
        number = whole(argument)
        if wanted and (number is None or not least <= number <= most):
            yield f"函数“{node.function}”的{wanted}"
        listed = WORDED.get((node.function, place), ())
        if listed and not (isinstance(argument, Text) and argument.value in listed):
            yield f"函数“{node.function}”的第{place + 1}项应是{'或'.join(f'“{word}”' for word in listed)}"
    if node.function == "至少":
        number, count = whole(node.arguments[0]), len(node.arguments) - 1
        if number is None or not 1 <= number <= count:
            yield f"函数“至少”的第1项应是1至{count}的整数（后面有{count}项条件）"


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
        used = "是查表，应用 查表(…)" if isinstance(table, Lookup) else "是档位，应用 超额累进(…)、档值(…) 或 档次(…)"
        yield f"表“{name}”{used}"
        return
    given = len(node.arguments) - (1 if isinstance(table, Lookup) else 2)
    by = () if isinstance(table, Bands) else table.by
    if given != len(by) and isinstance(table, Bands):
        yield f"表“{name}”不分组，应给1项，写了{given + 1}项"
    elif given != len(by):
        before = "先给一个数，再" if isinstance(table, BandSets) else ""
        yield f"表“{name}”按{'、'.join(by)}查，应{before}给{len(by)}项，写了{given}项"


def _criterion_problems(node: Call, asked: Words) -> Iterator[str]:
    first = node.arguments[0]
    name = first.name if isinstance(first, Name) else ""
    if name not in asked.criteria:
        yield f"没有“{name}”这棵条件树{nearest(name, asked.criteria)}"
        return
    by_grade = asked.criteria[name]
    if node.function == "最高达标" and not by_grade:
        yield f"条件树“{name}”没有用到标准级别，不能用 最高达标(…)"
    elif node.function == "达标" and by_grade != (len(node.arguments) == 2):
        yield (
            f"条件树“{name}”用到标准级别，应写 达标({name}, 哪一级)"
            if by_grade
            else f"条件树“{name}”没有用到标准级别，应写 达标({name})"
        )


def _past_problems(node: Call, asked: Words) -> Iterator[str]:
    name = _quantity(node)
    if name in asked.known and name not in asked.past:
        yield f"函数“{node.function}”：“{name}”不留存，往期只有取整的、是否的或文字的人员的量"
    elif node.function in EARLIER_FUNCTIONS or not name:
        yield from _quantity_problems(node, asked.past, "留存往期的量")


def _quantity_problems(node: Call, known: Mapping[str, str], what: str) -> Iterator[str]:
    name = _quantity(node)
    if not name:
        yield f"函数“{node.function}”的第1项应是一个量的名字，不是“{words(node.arguments[0])}”"
    elif name not in known:
        yield f"没有“{name}”这个{what}{nearest(name, known)}"


def _quantity(node: Call) -> str:
    first = node.arguments[0]
    return first.name if isinstance(first, Name) and first.name not in YES_NO else ""


def _grade_problems(node: Call, grades: Sequence[str]) -> Iterator[str]:
    first = node.arguments[0]
    if not grades:
        yield f"函数“{node.function}”要用级别的高低，标准里却没有写 grades"
    elif isinstance(first, Text) and first.value not in grades:
        yield f"没有“{first.value}”这个级别{nearest(first.value, grades)}"


def calls(node: Node, function: str) -> bool:
    """Whether the formula uses the function anywhere."""
    return (isinstance(node, Call) and node.function == function) or any(
        calls(part, function) for part in operands(node)
    )


def nearest(word: str, known: Iterable[str]) -> str:
    """``；最接近的是“…”`` — or nothing when no known word is near."""
    match = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.3)
    return f"；最接近的是“{match[0]}”" if match else ""
