"""One row of the facts, for whoever wants to walk a formula by hand: explanations, and the reason of a failure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pipeline.money import Figures
from pipeline.scheme.expressions import Node
from pipeline.scheme.facts import Facts
from pipeline.scheme.plainly import Plain, Row, figure
from pipeline.scheme.tables import Bands, Lookup


@dataclass(frozen=True)
class Values(Mapping[str, Plain]):
    """The quantities of one row by name; a figure without a value is not among them."""

    facts: Facts
    row: int

    def __getitem__(self, name: str) -> Plain:
        found = self.facts.value(name, self.row)
        if found is None and isinstance(self.facts.columns[name], Figures):
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return (name for name in self.facts.columns if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def row_of(facts: Facts, row: int, tables: Mapping[str, Bands | Lookup]) -> Row:
    """The row with its quantities, the tables, and what the other persons of the team add up to."""

    def others(node: Node) -> Fraction:
        return sum((figure(node, row_of(facts, other, tables)) for other in team_mates(facts, row)), Fraction(0))

    return Row(Values(facts, row), facts.period, tables, others)


def team_mates(facts: Facts, row: int) -> list[int]:
    """The rows of the other persons of the same team."""
    team = facts.value("团队", row)
    return [other for other in range(facts.rows) if other != row and facts.value("团队", other) == team]
