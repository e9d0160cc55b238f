"""The three committed months of the example, run in sequence, are what the reference makes of the same facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.month import Request
from pipeline.month_end import run_month
from pipeline.period import Period
from pipeline.settings import Settings
from tests.agreement.chains import stops
from tests.agreement.figures import Figures, differences, expected_figures, written_figures
from tests.branches.example import FOLDER, PERIODS, make_quarter
from tests.reference import compute_month


@pytest.fixture(scope="module")
def expected_quarter() -> dict[str, Figures]:
    """The reference's figures of every month."""
    figures, ledgers = {}, None
    for period, branch in make_quarter().items():
        result = compute_month(branch, branch["期初"] if ledgers is None else ledgers)
        figures[period], ledgers = expected_figures(result), result.ledgers
    return figures


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the months appear, each taking up the ledger of the one before."""
    return tmp_path_factory.mktemp("example")


@pytest.mark.parametrize("period", PERIODS)
def test_example_months(period: str, settings: Settings, outputs: Path, expected_quarter: dict[str, Figures]) -> None:
    """Every figure of every person, credited line, total and closing balance agrees to the fen."""
    result = run_month(Request(Period.parse(period), settings, FOLDER, outputs))
    assert result.status == "ok", list(stops(result.findings))
    found = written_figures(outputs / period, period)
    assert differences(found, expected_quarter[period]) == []
    assert len(found) > 1500
