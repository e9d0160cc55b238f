"""The three committed months of the example, run in sequence, are what the reference makes of the same facts."""

from __future__ import annotations

import pytest

from pipeline.period import Period
from tests.agreement.chains import stops
from tests.agreement.figures import Figures, differences, expected_figures, written_figures
from tests.branches.example import PERIODS, make_quarter
from tests.example_months import ExampleMonths
from tests.reference import compute_month


@pytest.fixture(scope="module")
def expected_quarter() -> dict[str, Figures]:
    """The reference's figures of every month."""
    figures, ledgers = {}, None
    for period, branch in make_quarter().items():
        result = compute_month(branch, branch["期初"] if ledgers is None else ledgers)
        figures[period], ledgers = expected_figures(result), result.ledgers
    return figures


@pytest.mark.parametrize("period", PERIODS)
def test_example_months(
    period: str, example_months: ExampleMonths, expected_quarter: dict[str, Figures]
) -> None:
    """Every figure of every person, credited line, total and closing balance agrees to the fen."""
    result = example_months.results[Period.parse(period)]
    assert result.status == "ok", list(stops(result.findings))
    found = written_figures(example_months.outputs / period, period)
    assert differences(found, expected_quarter[period]) == []
    assert len(found) > 1500
