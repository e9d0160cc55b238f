"""One row of the facts, for whoever wants to walk a formula by hand: explanations, and the reason of a failure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from pipeline.scheme.facts import Facts
from pipeline.scheme.plain_row import Plain, Row
from pipeline.scheme.tables import Table


@dataclass(frozen=True)
class Values(Mapping[str, Plain]):
    """The quantities of one row by name; what has no value is not among them, a blank day is there as None."""

    facts: Facts
    row: int

    def __getitem__(self, name: str) -> Plain:
        value = self.facts.value(name, self.row)
        if value is None and self.facts.lacks(name, self.row):
            raise KeyError(name)
        return value

    def __contains__(self, name: object) -> bool:
        return name in self.facts.columns and not self.facts.lacks(str(name), self.row)

    def __iter__(self) -> Iterator[str]:
        return (name for name in self.facts.columns if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def row_of(facts: Facts, row: int, tables: Mapping[str, Table]) -> Row:
    """The row with its quantities, the tables, what is around the facts, and the rows of the other persons."""

    def others() -> list[Row]:
        return [row_of(facts, other, tables) for other in range(facts.rows) if other != row]

    def person(employee: str) -> Row | None:
        people = facts.around.people
        if people is None:
            return None
        places = np.flatnonzero(people.columns["工号"] == employee)
        return row_of(people, int(places[0]), tables) if len(places) else None

    return Row(Values(facts, row), facts.period, tables, others, facts.around, person)


def team_mates(facts: Facts, row: int) -> list[int]:
    """The rows of the other persons of the same team."""
    team = facts.value("团队", row)
    return [other for other in range(facts.rows) if other != row and facts.value("团队", other) == team]
