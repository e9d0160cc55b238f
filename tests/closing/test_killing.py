"""Whatever kills a closing command, the state is the one before or the one after, and the next command works."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.closing.acts import close, refuse, reopen, sign
from pipeline.closing.contents import Place
from pipeline.closing.errors import Refused
from pipeline.closing.register import PREPARED, Act, read_register
from pipeline.closing.signed import copy_beside
from pipeline.closing.states import state_of
from tests.closing.killing import CAN_KILL, is_killed_at
from tests.closing.months import AT, Year, close_month, hand, office, run, sign_all

Command = Callable[[Place], Act]
COMMANDS: dict[str, tuple[int, Command]] = {
    "the first signature": (0, lambda place: sign(place, office(), hand(0))),
    "the last signature": (3, lambda place: sign(place, office(), hand(3))),
    "a refusal": (2, lambda place: refuse(place, office(), hand(2), "底薪有误")),
    "the seal": (4, lambda place: close(place, office(), AT)),
    "a reopening": (5, lambda place: reopen(place, office(), hand(3), "漏了一张出访单")),
}
STRIDE = 4
"""Each so-many-th point is looked at whenever the tests run; all of them in the long test."""
LEAST = 20
"""So many points at least at which a command can be killed: otherwise the test would not see its calls."""


@pytest.mark.skipif(not CAN_KILL, reason="needs fork")
@pytest.mark.parametrize("every", [STRIDE, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_every_call_to_the_file_system(tmp_path: Path, name: str, every: int) -> None:
    """Before each call (of some), and in the middle of each write: one state or the other, told, and work goes on."""
    acts_before, command = COMMANDS[name]
    start = _start(tmp_path / "start", acts_before)
    point, both = 1, set()
    while True:
        year = Year(tmp_path / str(point))
        shutil.copytree(start.root, year.root)
        place = year.month("2026-01")
        if not is_killed_at(point, lambda place=place: command(place), year.root):
            break
        counted = len(read_register(year.outputs)[0])
        both.add(counted)
        assert counted in (acts_before, acts_before + 1)
        assert _wrong(year, counted) == "", point
        _go_on(place, command, done=counted > acts_before)
        _whole(year, place, acts_before + 1)
        shutil.rmtree(year.root)
        point += every
    assert point > LEAST
    assert both == {acts_before, acts_before + 1}
    _whole(year, place, acts_before + 1)


def _start(folder: Path, acts: int) -> Year:
    year = Year(folder)
    place = year.month("2026-01")
    run(place)
    if acts == 5:
        close_month(place)
    else:
        sign_all(place, acts)
    return year


def _wrong(year: Year, acts: int) -> str:
    """What ``verify`` says, without the remark that nothing is signed where nothing is."""
    return year.words() if acts else year.words().replace("：没有任何签字，无从核验", "")


def _go_on(place: Place, command: Command, *, done: bool) -> None:
    """The command once more: it does its work, or says that it is done; where it cannot say so, another goes on."""
    if not done:
        command(place)
        return
    try:
        again = command(place)
    except Refused:
        return
    # A refusal may be said twice; the second is taken back out of the count below.
    assert again.act == "拒签"


def _whole(year: Year, place: Place, least: int) -> None:
    """Nothing half-done lies about, everything is proved, and the report shows the signatures that count."""
    acts = read_register(year.outputs)[0]
    assert len(acts) >= least
    assert not list(year.acts.rglob(f"*{PREPARED}"))
    assert year.words() == ""
    state = state_of(place.period, acts, place.contents)
    [(name, content)] = copy_beside(place, state.signatures).items()
    copy = year.acts / name
    assert (copy.read_bytes() if copy.exists() else b"") == content
