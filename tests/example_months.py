"""The three committed months of the example, run once per worker for all tests that look at them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.command_result import Result
from pipeline.month import Computed, Request, compute
from pipeline.month_end import run_month
from pipeline.period import Period
from pipeline.settings import load

PROJECT = Path(__file__).parents[1]
INPUTS = PROJECT / "inputs" / "示例"
MONTHS = tuple(Period(2026, month) for month in (1, 2, 3))


@dataclass(frozen=True)
class ExampleMonths:
    """The folder of the results (nobody may change it), what the month ends answered, what they computed."""

    outputs: Path
    results: Mapping[Period, Result]
    computed: Mapping[Period, Computed]


def run_example(outputs: Path) -> ExampleMonths:
    """One month end after the other, each taking up the ledger of the one before."""
    settings = load(PROJECT / "config.yaml")
    computed: dict[Period, Computed] = {}

    def kept(request: Request, *, only_checks: bool = False) -> Computed:
        computed[request.period] = compute(request, only_checks=only_checks)
        return computed[request.period]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.month_end.compute", kept)
        results = {period: run_month(Request(period, settings, INPUTS, outputs)) for period in MONTHS}
    return ExampleMonths(outputs, results, computed)
