"""The command killed at random moments leaves the last good result, and the next run is as if nothing had been.

The outputs folder holds a good result of slightly different inputs, so that a run has something to lose: the old
result must be kept as a version, replaced in one step, and the note of what changed written after.
"""

from __future__ import annotations

import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from pipeline.archive.record import verify_outputs
from tests.agreement.command import digests, finish, kill, start, wait_until
from tests.branches.example import FOLDER

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="process groups and SIGKILL")
PERIOD = "2026-01"
LEFT_OUT = "手工调整审批表_202601.ods"


@dataclass(frozen=True)
class Undisturbed:
    """An outputs folder with the old result, what it looks like before and after a run, and how long a run takes."""

    before: Path
    old: dict[str, str]
    new: dict[str, str]
    seconds: float


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """The month run once without one of its files, and then once with all of them, in a copy."""
    folder = tmp_path_factory.mktemp("undisturbed")
    shutil.copytree(FOLDER / PERIOD, folder / "fewer" / PERIOD, ignore=shutil.ignore_patterns(LEFT_OUT))
    assert finish(start(PERIOD, folder / "fewer", folder / "before"))[0] == 0
    shutil.copytree(folder / "before", folder / "after")
    began = time.monotonic()
    assert finish(start(PERIOD, FOLDER, folder / "after"))[0] == 0
    seconds = time.monotonic() - began
    found = Undisturbed(folder / "before", digests(folder / "before"), digests(folder / "after"), seconds)
    assert len(found.new) > len(found.old) + 5
    return found


@pytest.mark.parametrize("kills", [pytest.param(kills, marks=pytest.mark.long) for kills in (5, 50)])
def test_killed_at_random_moments(
    kills: int, undisturbed: Undisturbed, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """After every kill the old or the new result stands whole; in the end a run gives the undisturbed bytes."""
    if kills > 5:
        request.getfixturevalue("budget")
    chance = Random(20260131)
    outputs = tmp_path / "outputs"
    for turn in range(kills):
        if not outputs.exists() or _result(outputs) != _part(undisturbed.old):
            shutil.rmtree(outputs, ignore_errors=True)
            shutil.copytree(undisturbed.before, outputs)
        process = start(PERIOD, FOLDER, outputs)
        time.sleep(undisturbed.seconds * (turn + chance.random()) / kills)
        kill(process)
        _stands_whole(outputs, undisturbed)
    _ends_well(outputs, undisturbed)


@pytest.mark.long
@pytest.mark.parametrize("kills", [1, pytest.param(50, marks=pytest.mark.long)])
def test_killed_while_the_result_appears(
    kills: int, undisturbed: Undisturbed, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The same in the last moments of a run: its record is written, the exchange and the note of changes are due."""
    if kills > 5:
        request.getfixturevalue("budget")
    chance = Random(20260228)
    for turn in range(kills):
        outputs = tmp_path / str(turn)
        shutil.copytree(undisturbed.before, outputs)
        process = start(PERIOD, FOLDER, outputs)
        wait_until(process, lambda place=outputs / ".临时" / PERIOD: any(place.glob("*/结果/run.json")))
        time.sleep(chance.uniform(0, 0.3))
        kill(process)
        _stands_whole(outputs, undisturbed)
        if turn % 5 == 0:
            _ends_well(outputs, undisturbed)


def _stands_whole(outputs: Path, undisturbed: Undisturbed) -> None:
    assert verify_outputs(outputs / PERIOD) == []
    assert _result(outputs) in (_part(undisturbed.old), _part(undisturbed.new))


def _ends_well(outputs: Path, undisturbed: Undisturbed) -> None:
    """A run left alone succeeds, with the bytes of the undisturbed one, versions and notes included, and no debris."""
    code, said, complained = finish(start(PERIOD, FOLDER, outputs))
    assert (code, complained) == (0, ""), said
    assert digests(outputs) == undisturbed.new
    assert not any((outputs / ".临时").rglob("*"))


def _result(outputs: Path) -> dict[str, str]:
    """The present result alone, without versions kept."""
    return _part(digests(outputs))


def _part(seen: dict[str, str]) -> dict[str, str]:
    return {name: digest for name, digest in seen.items() if name.startswith(f"{PERIOD}/")}
