"""Speeds up what is run hundreds of times, and gives the long tests their budget."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from pipeline.intake.settings import IntakeSettings
from pipeline.settings import Settings, load
from tests.agreement.chains import CONFIG

T = TypeVar("T")
BUDGET = "XINCHOU_LONG_SECONDS"


def read_here(
    folder: Path,
    names: list[str],
    settings: IntakeSettings,
    read: Callable[[Path, str, IntakeSettings], T],
    on_death: Callable[[str, str], T],
) -> dict[str, T]:
    """What ``read_files`` does, without child processes: well-made workbooks kill no reader."""
    return {name: read(folder / name, name, settings) for name in names}


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read workbooks in this process: starting Python twice per month is most of a small branch's time."""
    monkeypatch.setattr("pipeline.intake.month.read_files", read_here)


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
