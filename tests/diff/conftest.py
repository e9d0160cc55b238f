"""Two months of the branch, run once, and a copy of them for every test that changes something."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.frame.mini import Mini

from .branch import two_months


@pytest.fixture(scope="session")
def done(tmp_path_factory: pytest.TempPathFactory) -> Mini:
    """January and February; nobody may change them."""
    return two_months(tmp_path_factory.mktemp("months"))


@pytest.fixture
def months(done: Mini, tmp_path: Path) -> Mini:
    """The same, to be changed at will."""
    shutil.copytree(done.folder, tmp_path / "branch")
    return Mini(tmp_path / "branch")
