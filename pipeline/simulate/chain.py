"""One run over the months in a row: every month starts from the ledgers the run itself carried on.

The first month starts from what the real month starts from.  Nothing is written but into the temporary folder given.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import flow, runner
from pipeline.closing.register import CORRECT, FOLDER
from pipeline.findings import Finding
from pipeline.month import Computed, Request, compute
from pipeline.period import Period
from pipeline.results import write_carried
from pipeline.settings import Settings
from pipeline.simulate.asked import Asked

NOT_ALLOWED = "P02"
"""The stop finding of a value that is there but may not be paid; with every other one figures are missing."""
FIRST_FIGURES = "pay_items"
CORRECTIONS = (CORRECT, FOLDER)
"""Folders that say what late corrections post to a month."""
_PERIOD = re.compile(r"\d{4}(-\d\d|Q[1-4])?", re.ASCII)


@dataclass(frozen=True)
class Run:
    """One month of one run, as far as there are figures; ``stops`` are the findings that forbid paying them."""

    computed: Computed
    stops: tuple[Finding, ...]

    @property
    def has_figures(self) -> bool:
        """Whether pay and statutory items are there."""
        return "statutory_items" in self.computed.outcome.tables

    @property
    def carries_on(self) -> bool:
        """Whether the next month can start from its ledgers."""
        return "ledger_balances" in self.computed.outcome.tables


def run_chain(asked: Asked, settings: Settings, folder: Path) -> Iterator[Run]:
    """The months in order, up to the first whose ledgers cannot be carried on."""
    for period in asked.periods:
        outputs = asked.outputs if period == asked.first else folder
        run = _run(Request(period, settings, asked.inputs, outputs, asked.say))
        yield run
        if not run.carries_on:
            return
        if period != asked.last:
            _carry_on(asked, run, folder)


def _run(request: Request) -> Run:
    computed = compute(request)
    stops = tuple(found for found in computed.findings if found.stops)
    return Run(_to_the_end(computed, stops) if stops else computed, stops)


def _to_the_end(computed: Computed, stops: tuple[Finding, ...]) -> Computed:
    """A month whose figures were stopped, computed on as far as they reach: nobody is paid by it.

    Where a figure is missing nothing can be carried on: the ledgers are left out.
    """
    made = computed.outcome.tables
    if FIRST_FIGURES not in made:
        return computed
    whole = all(found.code == NOT_ALLOWED for found in stops)
    rest = [
        replace(stage, checks=())
        for stage in flow.MONTH
        if stage.package in ("statutory", *(["ledgers"] if whole else [])) and not set(stage.makes) <= made.keys()
    ]
    outcome = runner.run(rest, made, computed.given, computed.schemas)
    outcome.findings += computed.findings
    return replace(computed, outcome=outcome)


def _carry_on(asked: Asked, run: Run, folder: Path) -> None:
    """Lay the month down where the next one looks for it; the real months before the first lie there, too."""
    period = run.computed.request.period
    if period == asked.first:
        _lay_earlier(asked.outputs, folder, period)
    target = folder / str(period)
    target.mkdir()
    write_carried(run.computed, target)


def _lay_earlier(outputs: Path, folder: Path, first: Period) -> None:
    """The real months before the first, and quarters and years, as links where the system has them: only read."""
    if not outputs.is_dir():
        return
    for earlier in outputs.iterdir():
        if not earlier.is_dir() or not (_PERIOD.fullmatch(earlier.name) or earlier.name in CORRECTIONS):
            continue
        if "-" not in earlier.name or earlier.name < str(first):
            try:
                (folder / earlier.name).symlink_to(earlier.resolve(), target_is_directory=True)
            except OSError:
                shutil.copytree(earlier, folder / earlier.name)
