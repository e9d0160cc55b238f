"""The standard of a month as the project ships it."""

from __future__ import annotations

import pytest

from pipeline.period import Period
from pipeline.settings import Standard, load
from tests.tax.year import CONFIG


@pytest.fixture(scope="session")
def standard() -> Standard:
    """Pay standard and statute of 2026."""
    return load(CONFIG).standard(Period(2026, 1))
