"""The example year, run once for all tests of a worker."""

from __future__ import annotations

import os

import pytest

from tests.agreement.conftest import BUDGET

from .books import Worked, work_out


@pytest.fixture(scope="session")
def half(tmp_path_factory: pytest.TempPathFactory) -> Worked:
    """January to July with the first two quarters."""
    return work_out(tmp_path_factory.mktemp("half"), 7)


@pytest.fixture(scope="session")
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Worked:
    """All twelve months, the four quarters and the year: about a minute, so only when long tests are asked for."""
    if BUDGET not in os.environ and "long" not in str(request.config.getoption("-m")):
        pytest.skip(f"takes a minute: run it with -m long, or set {BUDGET}")
    return work_out(tmp_path_factory.mktemp("year"), 12)
