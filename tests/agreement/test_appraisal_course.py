"""Random branches through months and quarters by the real jobs: pay, grades, marks, progress and classes agree.

And what those jobs read: each file of a month once, and no month that an earlier quarter has read.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.opens import CAN_COUNT, counted_opens
from pipeline.settings import Settings
from tests.agreement.chains import CONFIG, PROJECT
from tests.agreement.courses import Setting, disagreements
from tests.branches.example import FOLDER
from tests.example_months import ExampleMonths

SEED = 2
MORE_SEEDS = range(100, 10_000)
FIRST_QUARTER = ("2026-01", "2026-02", "2026-03")
SECOND_QUARTER = ("2026-04", "2026-05", "2026-06")


@dataclass(frozen=True)
class Done:
    """Half a year of a branch, delivered and run, and where it differs from the reference."""

    folder: Path
    different: list[str]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Done:
    """Half a year with edges, small."""
    folder = tmp_path_factory.mktemp("course")
    return Done(folder, list(disagreements(Setting.of(SEED, 6), settings, folder)))


def test_half_a_year_by_both(done: Done) -> None:
    """Six months and two quarters, one on the other: every figure, entry, condition and change of grade is the same."""
    assert done.different == []
    assert (done.folder / "outputs" / "2026Q2" / "run.json").exists()


@pytest.mark.skipif(not CAN_COUNT, reason="opens are counted by the kernel of Linux")
def test_a_later_quarter_reads_no_earlier_month(done: Done) -> None:
    """The second quarter opens files of its own months once each, and of the first quarter's at most their run.json."""
    opens = _opens(done.folder / "inputs", done.folder / "outputs", "2026Q2")
    assert {name for name in opens if name.split("/")[0] in FIRST_QUARTER and not name.endswith("/run.json")} == set()
    assert _of(opens, SECOND_QUARTER)
    assert max(_of(opens, FIRST_QUARTER + SECOND_QUARTER).values()) == 1


@pytest.mark.skipif(not CAN_COUNT, reason="opens are counted by the kernel of Linux")
def test_the_example_is_read_once(tmp_path: Path, example_months: ExampleMonths) -> None:
    """The quarter of the example, as a process, opens a ledger of each of its months, and no file of them twice."""
    (tmp_path / "inputs").symlink_to(FOLDER)
    shutil.copytree(example_months.outputs, tmp_path / "outputs")
    opens = _of(_opens(tmp_path / "inputs", tmp_path / "outputs", "2026Q1"), FIRST_QUARTER)
    assert {name.split("_")[0] for name in opens} >= {f"{period}/结转台账" for period in FIRST_QUARTER}
    assert set(opens.values()) == {1}


@pytest.mark.long
def test_years_of_random_branches(tmp_path: Path, settings: Settings, budget: float) -> None:
    """Twelve months, four quarters and the year, as many seeds as the budget of seconds lets through."""
    ends_at = time.monotonic() + budget
    failed: dict[int, list[str]] = {}
    for seed in MORE_SEEDS:
        if time.monotonic() > ends_at:
            break
        if found := list(disagreements(Setting.of(seed, 12), settings, tmp_path / str(seed))):
            failed[seed] = found[:5]
        shutil.rmtree(tmp_path / str(seed))
    print(f"{seed - MORE_SEEDS.start} years compared")
    assert failed == {}


def _opens(inputs: Path, outputs: Path, span: str) -> Counter[str]:
    """How often ``quarter``, as a process of its own, opens each file below the outputs."""
    command = [sys.executable, "-m", "pipeline", "quarter", span, "--config", str(CONFIG), "--inputs", str(inputs),
               "--outputs", str(outputs), "--json"]  # fmt: skip
    with counted_opens(outputs) as found:
        done = subprocess.run(
            command, cwd=PROJECT, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": str(PROJECT)}
        )
    assert done.returncode == 0, done.stdout
    return found


def _of(opens: Counter[str], periods: tuple[str, ...]) -> Counter[str]:
    return Counter({name: count for name, count in opens.items() if name.split("/")[0] in periods})
