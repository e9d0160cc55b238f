"""Workbooks are read in the process of the test; long tests end together.

Once the common budget of the long tests is spent, those not begun yet are skipped and say so.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator

import pytest

from pipeline.__main__ import SELDOM
from tests.example_months import ExampleMonths, run_example
from tests.reading import load_once, read_here

BUDGET = "XINCHOU_LONG_TOTAL"
BEGUN = time.monotonic()
FIRST = ("year", "correct", "agreement")
"""Folders whose files take longest: begun first, so that no worker is left with one of them in the end."""


def pytest_configure() -> None:
    """Rubbish is looked for as seldom as in the command itself."""
    gc.set_threshold(*SELDOM)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The files that take longest come first; of long tests last, so that many are run before the budget is spent."""
    are_last = config.option.markexpr == "long"
    items.sort(key=lambda item: (item.path.parent.name in FIRST) == are_last)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a long test nobody asked for, or one that would begin after the budget of all (seconds) is spent."""
    if not item.get_closest_marker("long"):
        return
    if "long" not in item.config.option.markexpr:
        pytest.skip("runs with -m long")
    budget = os.environ.get(BUDGET)
    if budget and time.monotonic() - BEGUN > float(budget):
        pytest.skip(f"the {budget} s for all long tests are spent")


@pytest.fixture(scope="session", autouse=True)
def _reading_here() -> Iterator[None]:
    """No child processes for workbooks, a configuration read once; before any other fixture, so that all profit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.intake.month.read_files", read_here)
        patch.setattr("pipeline.settings.load", load_once)
        yield


@pytest.fixture(scope="session")
def example_months(tmp_path_factory: pytest.TempPathFactory) -> ExampleMonths:
    """January to March of the example, run."""
    return run_example(tmp_path_factory.mktemp("example_months"))


@pytest.fixture
def reading_in_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbooks are read as users have it read, in children of their own."""
    from pipeline.intake.workers import read_files

    monkeypatch.setattr("pipeline.intake.month.read_files", read_files)
