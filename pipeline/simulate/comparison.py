"""Both runs laid side by side: every person, every total, the largest movers with their causes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from pipeline.explain import CannotExplain, explain
from pipeline.month import Computed
from pipeline.period import Period
from pipeline.reports.simulation_model import (
    GROSS,
    NET,
    NO_VALUE,
    Change,
    Compared,
    Mover,
    Shift,
    Simulation,
    Totals,
    Value,
)
from pipeline.scheme.describe import changes
from pipeline.settings import Settings, Standard
from pipeline.simulate.asked import Asked
from pipeline.simulate.causes import Causes, Month
from pipeline.simulate.chain import Run
from pipeline.simulate.definitions import Definitions
from pipeline.simulate.figures import people_of
from pipeline.simulate.official import official_notices
from pipeline.simulate.trial_settings import Trial

SIDES = ("现行", "试算")
YUAN = "元"


@dataclass(frozen=True)
class Comparison:
    """Both runs over the months asked for; ``runs`` are those of the present configuration and of the trial."""

    asked: Asked
    base: Settings
    trial: Trial
    runs: tuple[tuple[Run, ...], tuple[Run, ...]]

    def simulation(self) -> Simulation:
        """Everything the result says."""
        persons = tuple(self._persons())
        return Simulation(
            branch=self.base.text.branch.name,
            periods=tuple(map(str, self.asked.periods)),
            compared=tuple(str(month.period) for month in self.months),
            now=_title(self.base.standard(self.asked.first)),
            trial=_title(self.trial.settings.standard(self.asked.first)),
            changes=tuple(dict.fromkeys(self._changes())),
            totals=self._totals(),
            persons=persons,
            rising=self._movers(persons, 1),
            falling=self._movers(persons, -1),
            notices=tuple(self._notices()),
            findings=tuple(self._findings()),
        )

    @cached_property
    def pairs(self) -> dict[Period, tuple[Computed, Computed]]:
        """The months of which both runs have figures."""
        both = zip(*self.runs, strict=False)
        return {
            now.computed.request.period: (now.computed, trial.computed)
            for now, trial in both
            if now.has_figures and trial.has_figures
        }

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The same, as persons and definitions."""
        return tuple(
            Month(period, Definitions(now.standard, trial.standard), people_of(now), people_of(trial))
            for period, (now, trial) in self.pairs.items()
        )

    @cached_property
    def _causes(self) -> Causes:
        return Causes(self.months, self._worked)

    @cached_property
    def _reported(self) -> tuple[str, ...]:
        """The columns of the report in yuan, of either run, then what only the trial makes in yuan."""
        found: dict[str, None] = {}
        for side in (0, 1):
            for pair in self.pairs.values():
                columns = pair[side].schemas["pay_report"].columns
                found |= dict.fromkeys(column.heading for column in columns if column.type == "money")
        for name in self.base.text.report.optional:
            totals = (self._total(month, name) for month in self.months)
            if not any(one.now or one.trial for one in totals):
                found.pop(name, None)
        for month in self.months:
            for name in month.definitions.names:
                now, made = month.definitions.both(name, "")
                if now is None and made is not None and made.part.unit == YUAN:
                    found.setdefault(name)
        return tuple(found)

    def _changes(self) -> Iterator[Change]:
        for place in self.trial.places:
            yield Change(place.kind, place.label, place.old or "不限", place.new or "不限", place.source)
        if self.asked.scheme_file is not None:
            for period in self.asked.periods:
                now, trial = (settings.standard(period).scheme for settings in (self.base, self.trial.settings))
                for part, name, old, new in changes(now, trial):
                    yield Change(part, name, old, new, trial.text.name)

    def _totals(self) -> dict[str, dict[str, Totals]]:
        return {
            heading: {str(month.period): self._total(month, heading) for month in self.months}
            for heading in self._reported
        }

    def _total(self, month: Month, heading: str) -> Totals:
        sums = [
            [value for person in people.values() if isinstance(value := person.values.get(heading), Decimal)]
            for people in (month.now, month.trial)
        ]
        return Totals(*(sum(values, Decimal("0.00")) if values else None for values in sums))

    def _persons(self) -> Iterator[Compared]:
        who = {one: month.person(one) for month in self.months for one in {**month.now, **month.trial}}
        for person in sorted(who.values(), key=lambda person: person.order):
            one = person.employee_id
            yield Compared(
                one, person.name, person.team, person.post, person.grade, self._remark(one),
                {str(month.period): self._pay(month, one) for month in self.months},
                {str(month.period): tuple(self._shifts(index, one)) for index, month in enumerate(self.months)},
            )  # fmt: skip

    def _pay(self, month: Month, employee_id: str) -> tuple[Value, Value, Value, Value]:
        return (*month.value(employee_id, GROSS), *month.value(employee_id, NET))

    def _shifts(self, index: int, employee_id: str) -> Iterator[Shift]:
        month = self.months[index]
        roots = self._causes.roots(index, employee_id)
        for name in month.definitions.names:
            if month.changed(employee_id, name):
                now, trial = month.value(employee_id, name)
                found = next(one for one in reversed(month.definitions.both(name, "")) if one is not None)
                yield Shift(name, found.part.unit, now, trial, name in self._reported, name in roots)

    def _remark(self, employee_id: str) -> str:
        """In which months only one of the runs has the person, and where one has no figure."""
        told = []
        for month in self.months:
            for side, here, there in ((SIDES[0], month.now, month.trial), (SIDES[1], month.trial, month.now)):
                if employee_id in here and employee_id not in there:
                    told.append(f"{month.period}只在{side}中")
                elif employee_id in here and NO_VALUE in here[employee_id].values.values():
                    told.append(f"{month.period}{side}有算不出的项目")
        return "；".join(told)

    def _movers(self, persons: Sequence[Compared], sign: int) -> tuple[Mover, ...]:
        """Those who gain (or, ``sign`` -1, lose) most in net pay, or in gross pay where net pay stays."""
        moving = [(sign * (one.change(NET) or one.change(GROSS)), one) for one in persons]
        ordered = sorted((pair for pair in moving if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].employee_id))
        return tuple(
            Mover(one, tuple(self._causes.of(one.employee_id))) for _, one in ordered[: self.asked.top]
        )

    def _worked(self, period: Period, employee_id: str, name: str) -> tuple[str, str]:
        """How a figure was worked out in each run, the bands and entries behind it included."""
        now, trial = (_worked_out(computed, employee_id, name) for computed in self.pairs[period])
        return now, trial

    def _notices(self) -> Iterator[str]:
        yield from self.trial.notices
        for run in self.runs[0]:
            if run.has_figures:
                yield from official_notices(self.asked.outputs, run.computed, people_of(run.computed))
        for period in self.asked.periods:
            if period not in self.pairs:
                yield f"{period}没有对比：{self._missing(period)}"

    def _missing(self, period: Period) -> str:
        """Why a month could not be compared."""
        for side, runs in zip(SIDES, self.runs, strict=True):
            run = next((run for run in runs if run.computed.request.period == period), None)
            if run is None:
                return f"{side}的前一个月有阻断，台账接不上"
            if not run.has_figures:
                return f"{side}有阻断，没有算出数字"
        return ""

    def _findings(self) -> Iterator[tuple[str, str, str, str]]:
        """The stop findings of either run and what only the trial finds: the run, the month, the level, the words."""
        before = [finding for run in self.runs[0] for finding in run.computed.findings]
        for side, runs in zip(SIDES, self.runs, strict=True):
            for run in runs:
                for found in run.computed.findings:
                    if found.stops or (side == SIDES[1] and found not in before):
                        yield side, str(run.computed.request.period), found.level, f"{found.title}：{found.message}"


def _title(standard: Standard) -> str:
    text = standard.scheme.text
    return f"{text.name}（{text.version}）"


def _worked_out(computed: Computed, employee_id: str, name: str) -> str:
    """The formula with its values, and what each table gave; empty where the run has no such figure."""
    whole = replace(computed, outcome=replace(computed.outcome, stopped=False))
    try:
        figure = explain(whole, employee_id, name).figures[0]
    except CannotExplain:
        return ""
    return "\n".join(filter(None, (figure.worked, *(note for note in figure.notes if "：" in note or "=" in note))))
