"""The command as a process: what it said arrives whole, its exit code is the command's."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")


def _ended(*words: str, **streams: int) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "pipeline", *words], check=False, **streams)


def test_a_long_answer_arrives_whole() -> None:
    """More than a pipe holds at once, though the process does not wait for its interpreter to be taken apart."""
    done = _ended("stages", "--json", stdout=subprocess.PIPE)
    assert done.returncode == 0
    assert len(done.stdout) > 5_000
    assert json.loads(done.stdout)["stages"][0]["number"] == 1


def test_the_exit_code_is_the_commands() -> None:
    """Wrong usage is 2, told on the error stream."""
    done = _ended("没有", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "没有这个命令" in done.stderr.decode("utf-8", "replace")


@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
def test_an_answer_that_was_lost_is_no_success() -> None:
    """Nothing of the answer fits: whatever the command did, its caller may not read an empty file as done."""
    with FULL.open("wb") as full:
        done = _ended("stages", "--json", stdout=full.fileno(), stderr=subprocess.PIPE)
    assert done.returncode == 3
    assert "回答没有写全" in done.stderr.decode("utf-8", "replace")
