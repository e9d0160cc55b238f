"""Kills a command before one of its calls to the file system, or in the middle of a write."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

CALLS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.scandir", "os.listdir", "os.truncate"}
CAN_KILL = hasattr(os, "fork")


def is_killed_at(point: int, work: Callable[[], object], below: Path) -> bool:
    """Do the work in a child process killed before its call of this number below the folder; False if it ended first.

    Forcing a file out to the disk, and the middle of every write, count as calls, too.
    """
    child = os.fork()
    if child == 0:
        _kill_at(point, below)
        try:
            work()
        finally:
            os._exit(0)
    _child, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _kill_at(point: int, below: Path) -> None:
    reached = 0

    def step() -> None:
        nonlocal reached
        reached += 1
        if reached == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in CALLS and arguments and str(arguments[0]).startswith(str(below)):
            step()

    def write_in_two(path: Path, content: bytes) -> int:
        with path.open("wb", buffering=0) as file:
            file.write(content[: len(content) // 2])
            step()
            return file.write(content[len(content) // 2 :])

    forced = os.fsync

    def fsync(handle: int) -> None:
        step()
        forced(handle)

    Path.write_bytes = write_in_two  # type: ignore[method-assign,assignment]
    os.fsync = fsync  # type: ignore[assignment]
    sys.addaudithook(hook)
