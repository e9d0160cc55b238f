"""A random month with all its files, written once for the tests that only look."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.payout.model import PayMonth

from .random_months import random_month
from .written import paid_out


@pytest.fixture(scope="package")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[PayMonth, Path]:
    """A random month of three persons, an employee among them, with all its files; nobody may change them."""
    month, folder = random_month(3), tmp_path_factory.mktemp("payout")
    assert [told for told in paid_out(month, folder) if told.stops] == []
    return month, folder
