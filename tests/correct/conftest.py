"""Three closed months of a small branch, and the same with a correction posted: made once, every test has a copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.correct.correction import Corrected
from tests.correct.changes import MONTH, commission
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
    return _copied(closed, tmp_path / "world")


@pytest.fixture(scope="session")
def posted(closed: World, tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Corrected]:
    """A corrected CRM export of January posted."""
    world = _copied(closed, tmp_path_factory.mktemp("posted") / "world")
    return world, world.correct(MONTH, commission(world))


@pytest.fixture
def corrected(posted: tuple[World, Corrected], tmp_path: Path) -> tuple[World, Corrected]:
    """The world with that correction, in a folder of its own, and the correction as it was posted."""
    return _copied(posted[0], tmp_path / "corrected"), posted[1]


def _copied(world: World, folder: Path) -> World:
    shutil.copytree(world.folder, folder)
    return World(
        folder, world.seed, world.people, world.customers, branches=world.branches, corrected=dict(world.corrected)
    )
