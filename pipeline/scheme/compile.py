"""From the written rule set to one that can run: tables built, items in the order they need each other.

Every mistake is gathered with the path of the place it was written at, so the loader can name the line; a rule set
with a problem never pays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any

from pipeline.scheme.expressions import FormulaError, Node, names, number
from pipeline.scheme.lint import Known, Lint, Path_, Problem
from pipeline.scheme.model import Item, LedgerText, RuleSet, TableText
from pipeline.scheme.tables import Band, Bands, Lookup, TableError

EACH = ("客户", "产品销售", "人员")


@dataclass(frozen=True)
class Rules:
    """A rule set ready to run: ``items`` per scope in dependency order, ``groups`` of posts, built tables, ledgers.

    ``groups`` and ``ledgers`` include those of the rule set it builds on.
    """

    text: RuleSet
    tables: Mapping[str, Bands | Lookup]
    groups: Mapping[str, tuple[str, ...]]
    items: Mapping[str, tuple[Item, ...]]
    ledgers: Mapping[str, LedgerText] = field(default_factory=dict)

    def item(self, name: str) -> Item | None:
        """The item of this name, of whatever scope."""
        return next((item for item in self.text.items if item.name == name), None)

    def posts(self, who: str) -> frozenset[str]:
        """The posts meant by ``雇员`` or ``客户经理、兼职``; empty means everyone."""
        return frozenset(post for part in who.split("、") if part for post in self.groups.get(part, (part,)))

    def formula_for(self, item: Item, post: object) -> Node | None:
        """The formula of an item for this post; None when the item is not for it."""
        return next((formula for who, formula in cases(item) if not who or post in self.posts(who)), None)


def compile_rules(text: RuleSet, known: Known, base: Rules | None = None) -> tuple[Rules, list[Problem]]:
    """The rule set made ready, and every problem in it.

    ``base`` is the rule set this one builds on: the statute reads the quantities and groups of the pay standard, and
    ``known.facts`` holds them.
    """
    groups = {**(base.groups if base else {}), **{name: tuple(members) for name, members in text.groups.items()}}
    ledgers = {**(base.ledgers if base else {}), **{ledger.name: ledger for ledger in text.ledgers}}
    tables: dict[str, Bands | Lookup] = {}
    problems: list[Problem] = []
    for name, table in text.tables.items():
        try:
            tables[name] = _table(name, table)
        except (TableError, FormulaError) as error:
            problems.append((("tables", name), str(error)))
    named = {name: tables.get(name) for name in text.tables}
    problems += Lint(text, known, named, base.tables if base else named, groups, ledgers, base is not None).all()
    items = {each: _ordered(text, each, problems) for each in EACH}
    return Rules(text, tables, groups, items, ledgers), problems


def _table(name: str, table: TableText) -> Bands | Lookup:
    if (table.bands is None) == (table.rows is None):
        raise TableError(f"表“{name}”应有 by 与 rows（查表），或有 edge 与 bands（档位），二者取一")
    if table.bands is not None:
        if table.edge is None:
            raise TableError(f"表“{name}”没有写明边界归属 edge：左闭右开（含起点）或 左开右闭（含终点）")
        bands = tuple(Band(low, high, value) for low, high, value in table.bands)
        return Bands(name, bands, table.edge, table.unit, table.source)
    by = (table.by,) if isinstance(table.by, str) else tuple(table.by or ())
    if not 1 <= len(by) <= 3:
        raise TableError(f"表“{name}”没有写明按什么查 by，例如 by: 级别（至多三项）")
    entries = {key: _entry(name, key, value) for key, value in _leaves(table.rows, len(by), name)}
    return Lookup(name, by, entries, table.unit, table.source)


def _entry(name: str, key: tuple[str, ...], value: Any) -> Any:
    try:
        return number(value)
    except FormulaError as error:
        raise TableError(f"表“{name}”的“{'、'.join(key)}”：{error}") from error


def _leaves(rows: Any, depth: int, name: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every entry with its words; all must lie ``depth`` deep."""
    if not isinstance(rows, dict):
        raise TableError(f"表“{name}”的层数与 by 所列的不一致")
    for key, value in rows.items():
        if depth > 1:
            yield from (((key, *rest), leaf) for rest, leaf in _leaves(value, depth - 1, name))
        elif isinstance(value, dict):
            raise TableError(f"表“{name}”的层数与 by 所列的不一致")
        else:
            yield (key,), value


def _ordered(text: RuleSet, each: str, problems: list[Problem]) -> tuple[Item, ...]:
    """The items of one scope, each after those it names."""
    items = {item.name: item for item in text.items if item.each == each}
    graph = {name: sorted(needs(item) & items.keys()) for name, item in items.items()}
    try:
        return tuple(items[name] for name in TopologicalSorter(graph).static_order())
    except CycleError as error:
        ring: list[str] = error.args[1]
        path: Path_ = ("items", text.items.index(items[ring[0]]))
        problems.append((path, f"项目互相引用成环：{' → '.join(ring)}；请改去其中一处引用"))
        return tuple(items.values())


def cases(item: Item) -> list[tuple[str, Node]]:
    """Each formula of an item with the people it is for, in the order written; an empty word means everyone."""
    if item.formula is not None:
        return [(item.who, item.formula)]
    return [(case.who, case.formula) for case in item.cases]


def needs(item: Item) -> frozenset[str]:
    """Every quantity the formulas of an item name."""
    return frozenset().union(*(names(formula) for _, formula in cases(item)))
