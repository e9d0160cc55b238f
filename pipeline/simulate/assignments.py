"""``--set 名称=值``: which place of the written configuration it means, and whether the value may stand there.

A parameter, an entry of a table (``表名.键=值``), the value or a bound of a band (``表名.3=30%``, ``表名.3.起点=2万``).
Items, measures and everything else of a pay standard are not set this way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pipeline.scheme.expressions import FormulaError, number
from pipeline.scheme.formula_check import nearest

Path_ = tuple[str | int, ...]
Raw = Mapping[str, Any]

BOUNDS = {"起点": 0, "终点": 1, "数值": 2}
"""What of a band may be set, and its place in ``[low, high, value]``."""
OTHERWISE = "其余"
"""The entry of a table for every word it does not list."""
WITHOUT_END = ("不限", "null")
WORDS = ("文字", "是否", "日期")
"""Units whose values are no figures."""
NAMED = {
    "items": "项目", "measures": "计量", "facts": "补充数据", "credits": "归属", "ledgers": "台账", "criteria": "条件",
}  # fmt: skip


class SetError(ValueError):
    """An assignment that means no place, or a value that may not stand there; the text is for the user."""


@dataclass(frozen=True)
class Assignment:
    """One ``--set`` as typed, taken apart."""

    text: str
    name: str
    value: str


@dataclass(frozen=True)
class Place:
    """One value of the configuration that an assignment changes, in words and as a path, before and after."""

    given: str
    path: Path_
    label: str
    kind: str
    old: str | None
    new: str | None
    source: str


def read_assignments(texts: Sequence[str]) -> tuple[list[Assignment], list[str]]:
    """The assignments taken apart, and what is wrong with the way they are written."""
    read: list[Assignment] = []
    problems = []
    for text in texts:
        name, sign, value = (part.strip() for part in text.replace("＝", "=").partition("="))
        if not (name and sign and value):
            problems.append(f"--set “{text}”：应写成 名称=值，如 提成档.1=30%")
        elif name in [other.name for other in read]:
            problems.append(f"--set “{text}”：“{name}”写了两次，请只留一个")
        else:
            read.append(Assignment(text, name, value))
    return read, problems


def places_of(assignment: Assignment, rule_sets: Mapping[Path_, Raw]) -> list[Place]:
    """Every place it changes in these rule sets (by their paths); SetError if there is none or the value may not be.

    A name both the pay standard and the statute know means the pay standard.
    """
    for part in ("schemes", "law"):
        chosen = {path: rules for path, rules in rule_sets.items() if path[0] == part}
        found = [place for path, rules in chosen.items() for place in _in_rules(assignment, path, rules)]
        if found:
            return found
    raise SetError(_unknown(assignment.name, list(rule_sets.values())))


def apply(data: Any, place: Place) -> None:
    """Put the new value in its place of the written configuration."""
    for step in place.path[:-1]:
        data = data[step]
    data[place.path[-1]] = place.new


def _in_rules(assignment: Assignment, path: Path_, rules: Raw) -> Iterator[Place]:
    parameters, tables = rules.get("parameters") or {}, rules.get("tables") or {}
    if assignment.name in parameters:
        yield _parameter(assignment, (*path, "parameters", assignment.name), parameters[assignment.name])
        return
    for name, rest in _splits(assignment.name):
        if name in tables:
            yield from _in_table(assignment, (*path, "tables", name), tables[name], rest)
            return


def _splits(name: str) -> Iterator[tuple[str, list[str]]]:
    """The name with fewer and fewer of its steps, and the steps after it: names may hold points themselves."""
    pieces = name.split(".")
    for count in range(len(pieces), 0, -1):
        yield ".".join(pieces[:count]), pieces[count:]


def _parameter(assignment: Assignment, path: Path_, parameter: Raw) -> Place:
    among = parameter.get("among")
    if among:
        if assignment.value not in among:
            raise SetError(f"“{assignment.name}”只能是：{'、'.join(among)}")
    elif parameter.get("unit", WORDS[0]) not in WORDS:
        _within(_figure(assignment.value), parameter.get("min"), parameter.get("max"))
    return Place(
        assignment.text, (*path, "value"), assignment.name, "参数", parameter.get("value"), assignment.value,
        parameter.get("source", ""),
    )  # fmt: skip


def _in_table(assignment: Assignment, path: Path_, table: Raw, rest: list[str]) -> Iterator[Place]:
    name = str(path[-1])
    if not rest:
        raise SetError(f"“{name}”是表，要写明改哪一处，如 {_example(name, table)}")
    if rest == [OTHERWISE] and table.get("otherwise") is not None:
        yield _entry(assignment, (*path, "otherwise"), (f"{name} {OTHERWISE}", table["otherwise"], []), table)
        return
    part = "rows" if table.get("rows") is not None else "bands"
    inner, label, node, left = _walk(table[part], rest, name)
    if part == "rows":
        yield _entry(assignment, (*path, part, *inner), (f"{name} {label}", node, left), table)
    else:
        limits = table.get("limits") or {}
        for place, words, old, new in _band(assignment, name, node, left):
            if place[-1] == BOUNDS["数值"]:
                _within(_figure(assignment.value), limits.get("min"), limits.get("max"))
            yield Place(
                assignment.text, (*path, part, *inner, *place), " ".join(filter(None, (name, label, words))), "表",
                old, new, table.get("source", ""),
            )  # fmt: skip


def _walk(node: Any, rest: list[str], table: str) -> tuple[Path_, str, Any, list[str]]:
    """Down the words of a table as far as they lead: the path, it in words, what stands there, and the steps left."""
    path: Path_ = ()
    while isinstance(node, dict) and rest and "range" not in node:
        found = next(((key, left) for key, left in _splits(".".join(rest)) if key in node), None)
        if found is None:
            raise SetError(f"表“{table}”没有“{rest[0]}”这一行{nearest(rest[0], node)}")
        key, rest = found
        path, node = (*path, key), node[key]
    return path, "、".join(map(str, path)), node, rest


def _entry(assignment: Assignment, path: Path_, found: tuple[str, Any, list[str]], table: Raw) -> Place:
    label, node, left = found
    name = str(label.partition(" ")[0])
    if left or (isinstance(node, dict) and "range" not in node):
        raise SetError(f"表“{name}”按{_by(table)}查，写法如 {_example(name, table)}")
    limits = table.get("limits") or {}
    if isinstance(node, dict):
        _within(_figure(assignment.value), *node["range"])
        path, node = (*path, "chosen"), node.get("chosen")
    if table.get("unit") not in WORDS:
        _within(_figure(assignment.value), limits.get("min"), limits.get("max"))
    return Place(assignment.text, path, label, "表", node, assignment.value, table.get("source", ""))


def _band(
    assignment: Assignment, table: str, bands: Any, left: list[str]
) -> Iterator[tuple[Path_, str, str | None, str | None]]:
    """The value or the bound of one band; a bound moves with the same bound of its neighbour, so that no gap opens."""
    number_, which = _which_band(table, bands, left)
    new = None if which < BOUNDS["数值"] and assignment.value in WITHOUT_END else assignment.value
    if new is not None:
        _figure(new)
    index = number_ - 1
    old = bands[index][which]
    words = "" if which == BOUNDS["数值"] else ("起点", "终点")[which]
    yield (index, which), f"第{number_}档{words}", old, new
    neighbour = index - 1 if which == BOUNDS["起点"] else index + 1
    if words and 0 <= neighbour < len(bands) and _same(bands[neighbour][1 - which], old):
        yield (neighbour, 1 - which), f"第{neighbour + 1}档{('起点', '终点')[1 - which]}", old, new


def _which_band(table: str, bands: Any, left: list[str]) -> tuple[int, int]:
    """The number of the band, from 1, and what of it is meant."""
    if isinstance(bands, dict):
        raise SetError(f"表“{table}”的档位按词分列，还要写明：{'、'.join(bands)}")
    if not left or not left[0].isdecimal() or not 1 <= int(left[0]) <= len(bands):
        raise SetError(f"表“{table}”有{len(bands)}档，没有第“{'.'.join(left)}”档；第一档写 1")
    part = left[1] if len(left) > 1 else "数值"
    if part not in BOUNDS or len(left) > len(("档", "项")):
        raise SetError(f"一档里可以改的是：{'、'.join(BOUNDS)}；没有“{'.'.join(left[1:])}”")
    return int(left[0]), BOUNDS[part]


def _figure(text: str) -> Fraction:
    try:
        return number(text)
    except FormulaError as error:
        raise SetError(str(error)) from error


def _within(figure: Fraction, low: str | None, high: str | None) -> None:
    """Raises SetError for a figure outside its guard rails, and says what they are."""
    if (low is not None and figure < number(low)) or (high is not None and figure > number(high)):
        allowed = f"不小于{low}" if high is None else f"不大于{high}" if low is None else f"{low} 至 {high}"
        raise SetError(f"超出允许的范围：{allowed}")


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and number(one) == number(other)


def _by(table: Raw) -> str:
    by = table.get("by") or []
    return by if isinstance(by, str) else "、".join(by)


def _example(name: str, table: Raw) -> str:
    """How an entry of the table is set."""
    steps, node = [name], table.get("rows") if table.get("rows") is not None else table.get("bands")
    while isinstance(node, dict) and node and "range" not in node:
        steps.append(next(iter(node)))
        node = node[steps[-1]]
    return ".".join([*steps, *(["1"] if isinstance(node, list) else [])]) + "=值"


def _unknown(name: str, rule_sets: Sequence[Raw]) -> str:
    """What to say of a name that is no parameter and no table: what it is instead, or what it is near to."""
    head = name.partition(".")[0]
    for rules in rule_sets:
        for part, kind in NAMED.items():
            if any(isinstance(one, dict) and one.get("name") in (name, head) for one in rules.get(part) or []):
                return f"“{head}”是{kind}，不能用 --set 改；要改它请另写一份标准，用 --scheme 试算"
    known = [key for rules in rule_sets for part in ("parameters", "tables") for key in rules.get(part) or {}]
    return f"没有“{head}”这个参数或表{nearest(head, known)}"
