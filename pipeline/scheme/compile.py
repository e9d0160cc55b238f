"""From the written rule set to one that can run: tables built, names known, items in the order they need each other.

Every mistake is gathered with the path of the place it was written at, so the loader can name the line; a rule set
with a problem never pays.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any

from pipeline.scheme import functions
from pipeline.scheme.expressions import (
    TABLE_FUNCTIONS,
    Call,
    FormulaError,
    Name,
    Node,
    Number,
    Operation,
    names,
    number,
    operands,
)
from pipeline.scheme.model import Item, RuleSet, TableText
from pipeline.scheme.tables import Band, Bands, Lookup, TableError

Path_ = tuple[str | int, ...]
Problem = tuple[Path_, str]
EACH = ("客户", "产品销售", "人员")


@dataclass(frozen=True)
class Rules:
    """A rule set ready to run: ``items`` per scope in dependency order, ``groups`` of posts, built tables."""

    text: RuleSet
    tables: Mapping[str, Bands | Lookup]
    groups: Mapping[str, tuple[str, ...]]
    items: Mapping[str, tuple[Item, ...]]

    def item(self, name: str) -> Item | None:
        """The item of this name, of whatever scope."""
        return next((item for item in self.text.items if item.name == name), None)

    def posts(self, who: str) -> frozenset[str]:
        """The posts meant by ``雇员`` or ``客户经理、兼职``; empty means everyone."""
        return frozenset(post for part in who.split("、") if part for post in self.groups.get(part, (part,)))


@dataclass
class _Compilation:
    text: RuleSet
    known: Mapping[str, frozenset[str]]
    groups: Mapping[str, tuple[str, ...]]
    posts: frozenset[str]
    problems: list[Problem] = field(default_factory=list)
    tables: dict[str, Bands | Lookup] = field(default_factory=dict)


def compile_rules(
    text: RuleSet, known: Mapping[str, frozenset[str]], posts: Iterable[str], base: Rules | None = None
) -> tuple[Rules, list[Problem]]:
    """The rule set made ready, and every problem in it.

    ``known`` are the quantities formulas of each scope may name beside the set's own; ``base`` is the rule set this one
    builds on (the statute reads the items and groups of the pay standard).
    """
    groups = dict(base.groups) if base else {}
    groups.update({name: tuple(members) for name, members in text.groups.items()})
    work = _Compilation(text, known, groups, frozenset(posts) | set(groups))
    for name, table in text.tables.items():
        _build_table(work, name, table)
    _check_groups(work)
    _check_measures(work)
    items = {each: _ordered(work, each) for each in EACH}
    _check_postings(work)
    return Rules(text, work.tables, groups, items), work.problems


def _build_table(work: _Compilation, name: str, table: TableText) -> None:
    path: Path_ = ("tables", name)
    if (table.bands is None) == (table.rows is None):
        work.problems.append((path, f"表“{name}”应有 by 与 rows（查表），或有 edge 与 bands（档位），二者取一"))
    elif table.bands is not None and table.edge is None:
        work.problems.append((path, f"表“{name}”没有写明边界归属 edge：左闭右开（含起点）或 左开右闭（含终点）"))
    elif table.rows is not None and table.by is None:
        work.problems.append((path, f"表“{name}”没有写明按什么查 by，例如 by: 级别"))
    else:
        try:
            work.tables[name] = _table(name, table)
        except (TableError, FormulaError) as error:
            work.problems.append((path, str(error)))


def _table(name: str, table: TableText) -> Bands | Lookup:
    if table.bands is not None:
        assert table.edge is not None
        bands = tuple(Band(low, high, value) for low, high, value in table.bands)
        return Bands(name, bands, table.edge, table.unit, table.source)
    by = (table.by,) if isinstance(table.by, str) else tuple(table.by or ())
    entries = {tuple(key): number(value) for key, value in _leaves(table.rows, len(by), name)}
    return Lookup(name, by, entries, table.unit, table.source)


def _leaves(rows: Any, depth: int, name: str) -> Iterable[tuple[list[str], str]]:
    if not isinstance(rows, dict):
        raise TableError(f"表“{name}”的层数与 by 所列的不一致")
    for key, value in rows.items():
        if depth == 1:
            yield [key], value
        else:
            for rest, leaf in _leaves(value, depth - 1, name):
                yield [key, *rest], leaf


def _check_groups(work: _Compilation) -> None:
    for name, members in work.text.groups.items():
        for member in set(members) - work.posts:
            work.problems.append((("groups", name), f"没有岗位“{member}”{nearest(member, work.posts)}"))


def _check_measures(work: _Compilation) -> None:
    for index, measure in enumerate(work.text.measures):
        path: Path_ = ("measures", index)
        take = measure.take
        if not isinstance(take, Call) or take.function not in functions.AGGREGATES:
            work.problems.append((path, f"计量“{measure.name}”的 take 应是 {'、'.join(functions.AGGREGATES)} 之一"))
        if bool(measure.over) == bool(measure.ledger):
            work.problems.append((path, f"计量“{measure.name}”应写明取自哪张表 over，或哪个台账 ledger，二者取一"))


def _ordered(work: _Compilation, each: str) -> tuple[Item, ...]:
    places = {item.name: index for index, item in enumerate(work.text.items) if item.each == each}
    items = {name: work.text.items[index] for name, index in places.items()}
    known = set(work.known[each]) | set(items)
    for index, item in enumerate(work.text.items):
        if item.each == each:
            _check_item(work, item, index, known, places)
    graph = {name: {part for part in _needs(item) if part in items} for name, item in items.items()}
    try:
        return tuple(items[name] for name in TopologicalSorter(_sorted(graph)).static_order())
    except CycleError as error:
        ring = " → ".join(error.args[1])
        work.problems.append((("items", places[error.args[1][0]]), f"项目互相引用成环：{ring}；请改去其中一处引用"))
        return tuple(items.values())


def _sorted(graph: dict[str, set[str]]) -> dict[str, list[str]]:
    return {name: sorted(parts) for name, parts in graph.items()}


def formulas(item: Item) -> tuple[Node, ...]:
    """Every formula of an item, in the order written."""
    return tuple(part for part in (item.formula, *(case.formula for case in item.cases)) if part is not None)


def _needs(item: Item) -> frozenset[str]:
    return frozenset().union(*(names(formula) for formula in formulas(item)))


def _check_item(work: _Compilation, item: Item, index: int, known: set[str], places: dict[str, int]) -> None:
    path: Path_ = ("items", index)
    if places[item.name] != index:
        work.problems.append((path, f"项目“{item.name}”写了两次，请删去一处或改名"))
    if (item.formula is None) == (not item.cases):
        work.problems.append((path, f"项目“{item.name}”应有一条 formula，或按岗位写 cases，二者取一"))
    for who in [item.who, *(case.who for case in item.cases)]:
        for part in who.split("、"):
            if part and part not in work.posts:
                work.problems.append((path, f"项目“{item.name}”的适用人员“{part}”不存在{nearest(part, work.posts)}"))
    for formula in formulas(item):
        for problem in _formula_problems(formula, known, work):
            work.problems.append((path, f"项目“{item.name}”：{problem}"))


def _formula_problems(node: Node, known: set[str], work: _Compilation) -> Iterable[str]:
    if isinstance(node, Name):
        if node.name not in known:
            yield f"没有“{node.name}”这个量{nearest(node.name, known)}"
        return
    if isinstance(node, Call):
        yield from _call_problems(node, work)
    for part in operands(node):
        yield from _formula_problems(part, known, work)


def _call_problems(node: Call, work: _Compilation) -> Iterable[str]:
    if node.function not in functions.ARITY:
        yield f"没有“{node.function}”这个函数{nearest(node.function, functions.ARITY)}"
        return
    least, most = functions.ARITY[node.function]
    if not least <= len(node.arguments) <= most:
        yield f"函数“{node.function}”应有{least if least == most else f'{least}至{most}'}项，写了{len(node.arguments)}项"
        return
    if node.function in TABLE_FUNCTIONS:
        yield from _table_problems(node, work)
    if node.function in ("月首", "月末") and not _is_whole(node.arguments[0]):
        yield f"函数“{node.function}”的月数应是整数，如 0 或 -2"


def _table_problems(node: Call, work: _Compilation) -> Iterable[str]:
    first = node.arguments[0]
    name = first.name if isinstance(first, Name) else ""
    if name not in work.text.tables:
        yield f"没有“{name}”这张表{nearest(name, work.text.tables)}"
        return
    table = work.tables.get(name)
    if table is not None and isinstance(table, Lookup) != (node.function == "查表"):
        yield f"表“{name}”{'是查表，应用 查表(…)' if isinstance(table, Lookup) else '是档位，应用 超额累进(…) 或 档值(…)'}"


def _is_whole(node: Node) -> bool:
    inner = node.right if isinstance(node, Operation) and node.sign == "-" and node.left is None else node
    return isinstance(inner, Number) and inner.value.denominator == 1


def _check_postings(work: _Compilation) -> None:
    items = {item.name: item for item in work.text.items}
    for index, ledger in enumerate(work.text.ledgers):
        for posting in ledger.post:
            if posting.item not in items and posting.item not in work.known["人员"]:
                hint = nearest(posting.item, items)
                work.problems.append((("ledgers", index), f"台账“{ledger.name}”记入的项目“{posting.item}”不存在{hint}"))


def nearest(word: str, known: Iterable[str]) -> str:
    """``；最接近的是“…”`` — or nothing when no known word is near."""
    match = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.3)
    return f"；最接近的是“{match[0]}”" if match else ""
