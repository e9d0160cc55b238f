"""The configuration, and the budget of a long test."""

from __future__ import annotations

import os

import pytest

from pipeline.settings import Settings, load
from tests.agreement.chains import CONFIG

BUDGET = "XINCHOU_LONG_SECONDS"


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The configuration of the project."""
    return load(CONFIG)


@pytest.fixture
def budget(request: pytest.FixtureRequest) -> float:
    """Seconds a long test may take: as the environment says, a quarter of an hour when asked for by ``-m long``."""
    if BUDGET in os.environ:
        return float(os.environ[BUDGET])
    if "long" not in str(request.config.getoption("-m")):
        pytest.skip(f"takes minutes: run it with -m long, or set {BUDGET}")
    return 900.0
