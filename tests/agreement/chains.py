"""Random branches over consecutive months, delivered as workbooks and run through pipeline and reference alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from pipeline.command_result import Result
from pipeline.findings import Finding
from pipeline.month import Request
from pipeline.month_end import run_month
from pipeline.period import Period
from pipeline.settings import Settings, load
from tests.agreement.figures import Figures, differences, expected_figures, written_figures
from tests.branches.layouts import write_branch
from tests.branches.model import make_branch
from tests.branches.validity import problems
from tests.branches.workdays import shift_period
from tests.reference import compute_month

Branch = dict[str, Any]
PROJECT = Path(__file__).parents[2]
CONFIG = PROJECT / "config.yaml"
VARIETIES = ("plain", "realistic", "realistic", "wild", "wild")


@dataclass(frozen=True)
class Chain:
    """What a seed asks for: how many people and customers, how the months arrive, and which months."""

    seed: int
    variety: str
    people: int
    customers: int
    edges: bool
    periods: tuple[str, ...]

    @classmethod
    def of(cls, seed: int, months: int) -> Chain:
        """The chain of a seed: small, of any variety, beginning in January or later in the year."""
        rng = Random(f"{seed}/agreement")
        begins = f"2026-{rng.choice((1, 1, rng.randint(2, 13 - months))):02d}"
        return cls(
            seed,
            rng.choice(VARIETIES),
            rng.choice((1, 4, 7, 10, 14)),
            rng.choice((8, 15, 30, 50)),
            rng.random() < 0.85,
            tuple(shift_period(begins, index) for index in range(months)),
        )

    def branches(self) -> Iterator[Branch]:
        """The branch of each month, each carrying on the one before."""
        previous = None
        for period in self.periods:
            previous = make_branch(
                self.seed, period, previous=previous, people=self.people, customers=self.customers, edges=self.edges
            )
            assert problems(previous) == []
            yield previous


def disagreements(chain: Chain, folder: Path) -> Iterator[str]:
    """Everything in which the written results of a chain's months differ from the reference."""
    settings = load(CONFIG)
    ledgers: list[dict[str, Any]] | None = None
    for branch in chain.branches():
        period = branch["period"]
        write_branch(branch, folder / "inputs" / period, seed=chain.seed, variety=chain.variety)
        expected = compute_month(branch, branch["期初"] if ledgers is None else ledgers)
        ledgers = expected.ledgers
        result = run(settings, folder, period)
        if result.status != "ok":
            yield from stops(result.findings)
            return
        found = written_figures(folder / "outputs" / period, period)
        yield from (f"{period} {words}" for words in differences(found, expected_figures(expected)))


def run(settings: Settings, folder: Path, period: str) -> Result:
    """One month end of the workbooks below ``folder/inputs`` into ``folder/outputs``."""
    return run_month(Request(Period.parse(period), settings, folder / "inputs", folder / "outputs"))


def run_figures(settings: Settings, folder: Path, period: str) -> Figures:
    """The figures of a month end that must succeed."""
    result = run(settings, folder, period)
    assert result.status == "ok", list(stops(result.findings))
    return written_figures(folder / "outputs" / period, period)


def stops(findings: list[Finding]) -> Iterator[str]:
    """The stop findings in words: none may stand in the way of a valid branch."""
    for found in findings:
        if found.stops:
            yield f"{found.code} {found.place} {found.column}“{found.value}”：{found.message}"
