"""Why a person's figures move: the quantities that changed first, each with its formula and what of it was changed.

A changed quantity is a cause when its own definition differs, or when nothing it is made from has changed.  A balance
moved by an earlier month of the trial is none: the cause stands in that month.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pipeline.period import Period
from pipeline.reports.simulation_model import Cause, Value
from pipeline.scheme.model import Measure
from pipeline.simulate.definitions import Definition, Definitions
from pipeline.simulate.figures import Person


@dataclass(frozen=True)
class Month:
    """One month of both runs: its definitions, and every person of either run by 工号."""

    period: Period
    definitions: Definitions
    now: Mapping[str, Person]
    trial: Mapping[str, Person]

    def value(self, employee_id: str, name: str) -> tuple[Value, Value]:
        """What the person has of the quantity, now and in the trial."""
        now, trial = self.now.get(employee_id), self.trial.get(employee_id)
        return now.values.get(name) if now else None, trial.values.get(name) if trial else None

    def changed(self, employee_id: str, name: str) -> bool:
        """Whether both runs differ in it; what one run does not have at all is nothing, as 0 is."""
        now, trial = self.value(employee_id, name)
        return now != trial and not (None in (now, trial) and not (now or trial))

    def person(self, employee_id: str) -> Person:
        """Who it is."""
        return self.trial.get(employee_id) or self.now[employee_id]


Worked = Callable[[Period, str, str], tuple[str, str]]
"""How a quantity of a person was worked out in a month, now and in the trial; empty where nothing can be said."""


@dataclass
class Causes:
    """Finds the causes of one person's changes over the months."""

    months: Sequence[Month]
    worked: Worked

    @cached_property
    def _known(self) -> dict[tuple[int, str], list[str]]:
        return {}

    def of(self, employee_id: str) -> list[Cause]:
        """The causes, months in order, each in the order of the standard."""
        found: list[Cause] = []
        for index, month in enumerate(self.months):
            if employee_id in month.now or employee_id in month.trial:
                for name in self.roots(index, employee_id):
                    found += self._told(index, employee_id, name)
        return found

    def roots(self, index: int, employee_id: str) -> list[str]:
        """The quantities of a month that changed first."""
        if (index, employee_id) not in self._known:
            month = self.months[index]
            self._known[(index, employee_id)] = [
                name
                for name in month.definitions.names
                if month.changed(employee_id, name) and not self._follows(index, employee_id, name)
            ]
        return self._known[(index, employee_id)]

    def _follows(self, index: int, employee_id: str, name: str) -> bool:
        """Whether it changed only because something it is made from did."""
        month = self.months[index]
        if month.definitions.why(name, month.person(employee_id).post):
            return False
        own, _, earlier = _needs(month, employee_id, name)
        if any(month.changed(employee_id, other) for other in own):
            return True
        return any(before.changed(employee_id, other) for before in self.months[:index] for other in earlier)

    def _told(self, index: int, employee_id: str, name: str) -> Iterator[Cause]:
        month = self.months[index]
        now, trial = month.value(employee_id, name)
        post = month.person(employee_id).post
        why = month.definitions.why(name, post)
        lines = [] if why else month.definitions.lines_behind(name)
        for behind, changed in lines:
            label, unit = f"{behind.part.name}（{behind.part.each}）", behind.part.unit
            yield Cause(month.period, label, unit, now, trial, behind.formula, changed, behind.part.source)
        if lines:
            return
        definition = _definition(month, name, post)
        if not why:
            others = _needs(month, employee_id, name)[1]
            why = (*self._beside(month, employee_id, others), *_carried(definition))
        worked = self.worked(month.period, employee_id, name)
        unit, source = definition.part.unit, definition.part.source
        yield Cause(month.period, name, unit, now, trial, definition.formula, why, source, *worked)

    def _beside(self, month: Month, employee_id: str, names: frozenset[str]) -> list[str]:
        """What of other persons changed, in words with its sum."""
        told = []
        for name in sorted(names):
            people = [one for one in {**month.now, **month.trial} if one != employee_id and month.changed(one, name)]
            if people:
                now, trial = (_sum([month.value(one, name)[side] for one in people]) for side in (0, 1))
                told.append(f"其他{len(people)}人的“{name}”合计 {now} → {trial}")
        return told


def _needs(month: Month, employee_id: str, name: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """What the quantity is made from in either run: of the person himself, of others, of earlier months."""
    post = month.person(employee_id).post
    needs = [one.needs for one in month.definitions.both(name, post) if one is not None]
    own = frozenset().union(*(one.own for one in needs))
    return own, frozenset().union(*(one.others for one in needs)), frozenset().union(*(one.earlier for one in needs))


def _definition(month: Month, name: str, post: str) -> Definition:
    now, trial = month.definitions.both(name, post)
    found = trial or now
    assert found is not None
    return found


def _carried(definition: Definition) -> tuple[str, ...]:
    part = definition.part
    return (f"台账“{part.ledger}”的期初不同",) if isinstance(part, Measure) and part.ledger else ()


def _sum(values: Sequence[Value]) -> str:
    return f"{sum((value for value in values if isinstance(value, Decimal)), Decimal(0)):,f}"
