"""The only loop: runs the steps of a job in order, proves every table to be what its schema says, gathers findings.

The wiring is verified before any file is opened; a mistake in it is ours and raises WiringError.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.findings import Finding
from pipeline.stages import Head
from schemas.table import Table

if TYPE_CHECKING:
    import pandas as pd

Step = Callable[..., "pd.DataFrame"]
Check = Callable[..., list[Finding]]
Progress = Callable[["Stage"], None]


@dataclass(frozen=True)
class Stage:
    """One stage of a job: its place, the package that does it, its name for people, its steps and checks."""

    number: int
    package: str
    heading: str
    note: str
    steps: tuple[Step, ...] = ()
    checks: tuple[Check, ...] = ()
    shows: tuple[str, ...] = ()

    @property
    def head(self) -> Head:
        """The stage as people meet it."""
        return Head(self.number, self.package, self.heading, self.note)

    @property
    def makes(self) -> tuple[str, ...]:
        """The tables the stage hands on."""
        return self.shows or tuple(step.__name__ for step in self.steps)


class WiringError(Exception):
    """A job that cannot run as written: a table nobody makes, made twice, or without a schema."""


@dataclass
class Outcome:
    """What a job has made so far: its tables and findings; ``stopped`` when a finding forbade going on."""

    tables: dict[str, pd.DataFrame]
    findings: list[Finding] = field(default_factory=list)
    stopped: bool = False


def verify_wiring(job: Sequence[Stage], available: Sequence[str], schemas: Mapping[str, Table]) -> None:
    """Raises WiringError when a step or check asks for something that no earlier step makes."""
    known = set(available)
    for stage in job:
        for step in stage.steps:
            _ask(step, known)
            if step.__name__ in known:
                raise WiringError(f"{step.__name__} is made twice")
            if step.__name__ not in schemas:
                raise WiringError(f"{step.__name__} has no schema")
            known.add(step.__name__)
        for check in stage.checks:
            _ask(check, known)


def run(
    job: Sequence[Stage],
    tables: Mapping[str, pd.DataFrame],
    given: Mapping[str, Any],
    schemas: Mapping[str, Table],
    findings: Sequence[Finding] = (),
    progress: Progress = lambda stage: None,
) -> Outcome:
    """Run the job until its end or until stop findings stand after the checks of a stage.

    ``tables`` are the tables at the start, ``given`` what else steps may ask for, ``schemas`` what each made table is,
    ``findings`` what is wrong already.
    """
    outcome = Outcome(dict(tables), list(findings))
    for stage in job:
        progress(stage)
        for step in stage.steps:
            made = step(**_arguments(step, outcome.tables, given))
            outcome.tables[step.__name__] = schemas[step.__name__].schema.validate(made)
        for check in stage.checks:
            outcome.findings += check(**_arguments(check, outcome.tables, given))
        outcome.stopped = any(finding.stops for finding in outcome.findings)
        if outcome.stopped and stage.checks:
            break
    return outcome


def _arguments(function: Callable[..., Any], tables: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: tables[name] if name in tables else given[name]
        for name, parameter in inspect.signature(function).parameters.items()
        if name in tables or name in given or parameter.default is parameter.empty
    }


def _ask(function: Callable[..., Any], known: set[str]) -> None:
    for name, parameter in inspect.signature(function).parameters.items():
        if name not in known and parameter.default is parameter.empty:
            raise WiringError(f"{function.__name__} reads {name}, which nothing makes before it")
