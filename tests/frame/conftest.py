"""The two-person branch, fresh for each test, or run once for tests that only look."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .mini import Mini


@pytest.fixture
def mini(tmp_path: Path) -> Mini:
    """A branch that has delivered January and has no result yet."""
    return Mini(tmp_path).deliver("2026-01")


@pytest.fixture(scope="session")
def done(tmp_path_factory: pytest.TempPathFactory) -> Mini:
    """A branch whose January has been run; nobody may change it."""
    branch = Mini(tmp_path_factory.mktemp("done")).deliver("2026-01")
    assert branch.command("run", "2026-01").exit_code == 0
    return branch


@pytest.fixture
def january(done: Mini, tmp_path: Path) -> Mini:
    """A copy of the branch whose January has been run, to be changed at will."""
    shutil.copytree(done.folder, tmp_path / "branch")
    return Mini(tmp_path / "branch")
