"""The figures of every person in a computed month, by their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.reports.simulation_model import NO_VALUE, Value
from pipeline.standard_tables import PERSON

if TYPE_CHECKING:
    from pipeline.month import Computed

TABLES = ("person_measures", "pay_items", "statutory_items")
LEADER = "团队负责人"


@dataclass(frozen=True)
class Person:
    """Who someone is in a month, and every measure and item of his by name."""

    employee_id: str
    name: str
    team: str
    post: str
    grade: str
    values: Mapping[str, Value]

    @property
    def order(self) -> tuple[str, bool, str]:
        """As in the pay report: by team, the leader first, then 工号."""
        return self.team, self.post != LEADER, self.employee_id


def people_of(computed: Computed) -> dict[str, Person]:
    """Every person of the month by 工号, in the order of the pay report."""
    frames = [computed.outcome.tables[name] for name in TABLES]
    values: dict[str, dict[str, Value]] = {}
    for frame in frames:
        figures = [str(name) for name, kind in frame.dtypes.items() if "decimal" in str(kind)]
        for record in frame.drop(columns=[name for name in PERSON[1:] if name in frame]).to_dict("records"):
            made = {str(name): _value(value) for name, value in record.items() if name != PERSON[0]}
            made |= {name: NO_VALUE for name in figures if made[name] is None}
            values.setdefault(str(record[PERSON[0]]), {}).update(made)
    who = computed.outcome.tables["persons"][list(PERSON)].to_dict("records")
    people = [_person(record, values[str(record[PERSON[0]])]) for record in who]
    return {person.employee_id: person for person in sorted(people, key=lambda person: person.order)}


def _person(record: Mapping[Any, Any], values: Mapping[str, Value]) -> Person:
    employee_id, name, team, post, grade = (str(_value(record[name]) or "") for name in PERSON)
    return Person(employee_id, name, team, post, grade, values)


def _value(cell: Any) -> Value:
    """A cell without the signs the libraries have for an empty one."""
    import pandas as pd

    return None if pd.isna(cell) else cell
