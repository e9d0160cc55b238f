"""Three closed months of a small branch, made once; every test gets its own copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.correct.world import World


@pytest.fixture(scope="session")
def closed(tmp_path_factory: pytest.TempPathFactory) -> World:
    """January to March run and closed, April delivered."""
    world = World(tmp_path_factory.mktemp("closed"), seed=11, people=4, customers=12)
    world.deliver(4)
    for period in list(world.branches)[:3]:
        world.run(period)
        world.close(period)
    return world


@pytest.fixture
def world(closed: World, tmp_path: Path) -> World:
    """The same in a folder of its own."""
    folder = tmp_path / "world"
    shutil.copytree(closed.folder, folder)
    return World(folder, closed.seed, closed.people, closed.customers, branches=closed.branches)
