"""Long tests end together: once their common budget is spent, those not begun yet are skipped and say so."""

from __future__ import annotations

import os
import time

import pytest

BUDGET = "XINCHOU_LONG_TOTAL"
BEGUN = time.monotonic()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a long test nobody asked for, or one that would begin after the budget of all (seconds) is spent."""
    if not item.get_closest_marker("long"):
        return
    if "long" not in item.config.option.markexpr:
        pytest.skip("runs with -m long")
    budget = os.environ.get(BUDGET)
    if budget and time.monotonic() - BEGUN > float(budget):
        pytest.skip(f"the {budget} s for all long tests are spent")
