"""Small pay standards run month by month through the real stages, ledgers and history carried on."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from pipeline.findings import Finding
from pipeline.runner import Outcome
from pipeline.settings import compiled
from pipeline.trial.cases import MonthCase
from pipeline.trial.run import Carried, Trial, nothing_carried, people_of, run_month
from tests.scheme.rule_sets import written


@dataclass(frozen=True)
class Made:
    """What one month made."""

    outcome: Outcome
    people: dict[str, dict[str, Any]]

    @property
    def findings(self) -> list[Finding]:
        """Every finding of the month."""
        return self.outcome.findings

    def told(self) -> list[tuple[str, str]]:
        """Code and message of every finding."""
        return [(finding.code, finding.message) for finding in self.findings]

    def each(self, name: str) -> dict[str, Any]:
        """One quantity of every person."""
        return {who: found[name] for who, found in self.people.items()}

    def balances(self) -> dict[tuple[str, ...], Fraction]:
        """Closing balances by ledger, person, object and month of origin, those of 0 left out."""
        lines = self.outcome.tables["ledger_balances"].to_dict("records")
        names = ("ledger", "employee_id", "object", "origin")
        closing = {tuple(line[name] for name in names if line[name]): Fraction(line["closing"]) for line in lines}
        return {key: balance for key, balance in closing.items() if balance}

    def movements(self) -> list[tuple[str, str, str, Fraction]]:
        """Person, object, item and amount of every movement."""
        lines = self.outcome.tables["ledger_movements"].to_dict("records")
        return [(one["employee_id"], one["object"], one["item"], Fraction(one["movement"])) for one in lines]


@dataclass
class Months:
    """A standard, and what its last month carried on."""

    trial: Trial
    carried: Carried = field(default_factory=nothing_carried)

    def run(self, period: str, people: list[dict[str, Any]], **given: Any) -> Made:
        """The next month; cells may be written as plain numbers."""
        cells = {heading: _as_written(rows) for heading, rows in {"人员": people, **given}.items()}
        month = MonthCase.model_validate({"period": period, "given": cells})
        outcome, self.carried = run_month(month, self.trial, self.carried)
        return Made(outcome, {} if outcome.stopped else people_of(outcome, month.period))


def months(*items: dict[str, Any], branch: dict[str, str] | None = None, **more: Any) -> Months:
    """A standard without a problem, before its first month."""
    standard, problems, _ = compiled(written(*items, **more), None, branch or {})
    assert not problems, problems
    return Months(Trial(standard))


def _as_written(cells: Any) -> Any:
    if isinstance(cells, list):
        return [_as_written(one) for one in cells]
    if isinstance(cells, dict):
        return {name: None if one is None else str(one) for name, one in cells.items()}
    return cells
