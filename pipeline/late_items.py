"""Everything that is worked out among the items of persons, from the tables of the stages before.

The stages that pay, and the checks after them, ask here; nothing is kept between.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.past import past_of
from pipeline.period import Period
from pipeline.scheme.facts import Facts
from pipeline.scheme.run import Failure, make_late, surround
from pipeline.standard_tables import person_facts, record_facts

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.settings import Standard


@dataclass(frozen=True)
class LateItems:
    """The persons and the records with every quantity of the month, and what could not be made."""

    people: Facts
    records: Mapping[str, Facts]
    failures: list[Failure]


def scheme_items(
    persons: pd.DataFrame,
    person_measures: pd.DataFrame,
    record_items: pd.DataFrame,
    carried_history: pd.DataFrame,
    period: Period,
    standard: Standard,
) -> LateItems:
    """The items of the pay standard, and of the records whose items build on them."""
    scheme = standard.scheme
    people = surround(scheme, person_facts(persons, [person_measures], period), past_of(carried_history, standard))
    records = record_facts(record_items, scheme, period)
    for facts in records.values():
        surround(scheme, facts, people=people)
    return LateItems(people, records, make_late(scheme, people, records))


def law_items(
    persons: pd.DataFrame,
    known: list[pd.DataFrame],
    carried_history: pd.DataFrame,
    period: Period,
    standard: Standard,
) -> LateItems:
    """The items of the statute; ``known`` are the tables of persons made before, the pay items last."""
    assert standard.law is not None
    people = surround(standard.law, person_facts(persons, known, period), past_of(carried_history, standard))
    return LateItems(people, {}, make_late(standard.law, people, {}))
