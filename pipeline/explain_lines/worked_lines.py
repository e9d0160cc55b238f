"""What the formulas of one line (a sale, a line of a record) made of it: step by step, with the cells they asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.scheme.compile import Rules
from pipeline.scheme.explain import show, taken, worked
from pipeline.scheme.explain_tables import table_notes
from pipeline.scheme.explain_values import quantities
from pipeline.scheme.expressions import Name, Node
from pipeline.scheme.facts import Facts
from pipeline.scheme.item_parts import Item
from pipeline.scheme.plainly import Row
from pipeline.scheme.rows import row_of


@dataclass(frozen=True)
class WorkedLine:
    """One row of the lines of one scope, with every quantity the scheme made of it."""

    rules: Rules
    each: str
    facts: Facts
    place: int

    def steps(self, formula: Node) -> Iterator[str]:
        """Each item of the line a formula builds on, worked out, then the formula itself with its bands."""
        for item, own in self._behind(formula):
            chosen = taken(own, self._row)
            current = self.facts.value(item.name, self.place)
            yield f"{item.name} {show(current, item.unit)}（{worked(chosen, self._row)}）"
        chosen = taken(formula, self._row)
        if not isinstance(chosen, Name):
            yield worked(chosen, self._row)
            yield from table_notes(chosen, self._row)

    def of_item(self, name: str) -> Node:
        """The formula of an item of the line; its name where it is none, or none for this line."""
        item = next((item for item in self._items.values() if item.name == name), None)
        return (self._formula(item) if item is not None else None) or Name(name)

    def asked(self, formula: Node) -> frozenset[str]:
        """Every quantity the formula names, also through items of the line."""
        nodes = [formula, *(own for _, own in self._behind(formula))]
        return frozenset(name for node in nodes for name in quantities(taken(node, self._row)))

    @property
    def _row(self) -> Row:
        return row_of(self.facts, self.place, self.rules.tables)

    @property
    def _items(self) -> Mapping[str, Item]:
        return {item.name: item for item in self.rules.text.items if item.each == self.each}

    def _formula(self, item: Item) -> Node | None:
        post = self.facts.value("岗位", self.place) if "岗位" in self.facts.columns else None
        return self.rules.formula_for(item, post) if item.due(self.facts.period.month) else None

    def _behind(self, formula: Node) -> list[tuple[Item, Node]]:
        """The items of the line the formula builds on, those they need before them."""
        found: dict[str, tuple[Item, Node]] = {}

        def walk(node: Node) -> None:
            for name in quantities(node):
                item = self._items.get(name)
                if item is not None and name not in found and (own := self._formula(item)) is not None:
                    walk(taken(own, self._row))
                    found[name] = (item, own)

        walk(formula)
        return list(found.values())
