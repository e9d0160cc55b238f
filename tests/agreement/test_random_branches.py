"""Random branches, in every layout and with every noise, are paid as the reference pays them."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from tests.agreement.chains import Chain, disagreements

SEEDS = (1, 6, *(pytest.param(seed, marks=pytest.mark.long) for seed in (3, 4, 8)))
"""One person alone and many, with edges and without, plain, realistic and wild files, from January and later."""
MORE_SEEDS = range(2000)


@pytest.mark.parametrize("seed", SEEDS)
def test_random_branches(seed: int, tmp_path: Path) -> None:
    """Two months of a small branch, one on the other: no stop finding, and every figure agrees to the fen."""
    assert list(disagreements(Chain.of(seed, months=2), tmp_path)) == []


@pytest.mark.long
def test_hundreds_of_random_branches(tmp_path: Path, budget: float) -> None:
    """Over three months, as many seeds as the budget of seconds lets through; every failing seed is told."""
    ends_at = time.monotonic() + budget
    failed: dict[int, list[str]] = {}
    for seed in MORE_SEEDS:
        if time.monotonic() > ends_at:
            break
        if found := list(disagreements(Chain.of(seed, months=3), tmp_path / str(seed))):
            failed[seed] = found[:5]
        shutil.rmtree(tmp_path / str(seed))
    print(f"{seed - MORE_SEEDS.start} branches compared")
    assert failed == {}
