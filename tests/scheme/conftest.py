"""The budget of the long tests."""

from __future__ import annotations

import os

import pytest

BUDGET = "XINCHOU_LONG_SECONDS"


@pytest.fixture
def budget(request: pytest.FixtureRequest) -> float:
    """Seconds a long test may take: as the environment says, a minute when asked for by ``-m long``."""
    if BUDGET not in os.environ and "long" not in str(request.config.getoption("-m")):
        pytest.skip(f"takes a minute or more: run it with -m long, or set {BUDGET}")
    return float(os.environ.get(BUDGET, "60"))
