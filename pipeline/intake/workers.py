"""Reads many files in child processes, so that a file that kills or hangs its reader costs only itself.

A reader of workbooks can abort the whole process (an allocation that fails does); no ``try`` catches that.  Each child
reads one file at a time under a memory limit (where the system has one to give) and a time limit.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import pickle
import signal
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.intake.settings import IntakeSettings

T = TypeVar("T")
Read = Callable[[Path, str, IntakeSettings], T]

CHILDREN = 2
START_SECONDS = 60.0
"""Allowed once per child on top of the limit of its first file: starting Python on a slow disk is nobody's fault."""


def read_files(
    folder: Path,
    names: list[str],
    settings: IntakeSettings,
    read: Read[T],
    on_death: Callable[[str, str], T],
) -> dict[str, T]:
    """The result of ``read(folder / name, name, settings)`` for every name, in the order of ``names``.

    A file whose reading ends the child, passes the time limit or fills the memory gets ``on_death(name, cause)``; the
    cause is Chinese.  ``read`` and its results must be picklable.  An exception of ``read`` is our own mistake and is
    raised here again, with the child's traceback as a note.
    """
    pool = _Pool(folder, settings, read, deque(_largest_first(folder, names)))
    try:
        outcomes = pool.run(on_death)
    finally:
        pool.stop()
    return {name: outcomes[name] for name in names}


def _largest_first(folder: Path, names: list[str]) -> list[str]:
    """A large file begun last would keep one child busy while the other has nothing left to do."""

    def size(name: str) -> int:
        try:
            return (folder / name).stat().st_size
        except OSError:
            return 0

    return sorted(dict.fromkeys(names), key=lambda name: (-size(name), name))


@dataclass
class _Child:
    """One reading process, and the file it has in hand."""

    process: SpawnProcess
    pipe: Connection
    name: str = ""
    deadline: float = 0.0
    files_read: int = 0


class _Pool(Generic[T]):
    """Hands out the waiting files one at a time and replaces children that end."""

    def __init__(self, folder: Path, settings: IntakeSettings, read: Read[T], waiting: deque[str]) -> None:
        self.folder = folder
        self.settings = settings
        self.read = read
        self.waiting = waiting
        self.children: list[_Child] = []
        self.outcomes: dict[str, T] = {}

    def run(self, on_death: Callable[[str, str], T]) -> dict[str, T]:
        while self.waiting or self.children:
            self._staff()
            ready = wait([child.pipe for child in self.children], timeout=self._patience())
            for child in list(self.children):
                if child.pipe in ready:
                    self._receive(child, on_death)
                elif time.monotonic() > child.deadline:
                    self._replace(child, on_death, f"读取超过{self.settings.seconds_per_file:g}秒")
        return self.outcomes

    def stop(self) -> None:
        for child in list(self.children):
            self._end(child)

    def _staff(self) -> None:
        """One child more for every file that waits, up to the limit."""
        for _ in range(min(CHILDREN - len(self.children), len(self.waiting))):
            child = _start(self.folder, self.settings, self.read)
            self.children.append(child)
            self._assign(child, START_SECONDS)

    def _patience(self) -> float:
        return max(0.0, min(child.deadline for child in self.children) - time.monotonic()) + 0.01

    def _assign(self, child: _Child, allowance: float = 0.0) -> None:
        """The next file for this child, or its end if none waits."""
        if not self.waiting:
            self._end(child)
            return
        child.name = self.waiting.popleft()
        child.deadline = time.monotonic() + self.settings.seconds_per_file + allowance
        with contextlib.suppress(OSError):  # A child already dead is noticed when its answer is awaited.
            child.pipe.send(child.name)

    def _receive(self, child: _Child, on_death: Callable[[str, str], T]) -> None:
        try:
            kind, answer = child.pipe.recv()
        except (EOFError, OSError):
            self._replace(child, on_death, "")
            return
        if kind == "memory":
            self._replace(child, on_death, f"读取所需内存超过{self.settings.memory_mb}MB")
        elif kind == "mistake":
            error, trace = answer
            error.add_note(trace)
            raise error
        else:
            self.outcomes[child.name] = answer
            child.files_read += 1
            self._assign(child)

    def _replace(self, child: _Child, on_death: Callable[[str, str], T], cause: str) -> None:
        """Write the file off, unless the child died after others: then what they left behind may be to blame."""
        self._end(child)
        is_late = bool(cause) and time.monotonic() > child.deadline
        if child.files_read and not is_late:
            self.waiting.appendleft(child.name)
        else:
            self.outcomes[child.name] = on_death(child.name, cause or _cause(child.process.exitcode))

    def _end(self, child: _Child) -> None:
        self.children.remove(child)
        child.pipe.close()
        child.process.join(0.05)
        if child.process.is_alive():
            child.process.kill()
            child.process.join()


def _cause(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        with contextlib.suppress(ValueError):
            return f"读取程序被中止（{signal.Signals(-exit_code).name}）"
    return f"读取程序意外退出（代码{exit_code}）"


def _start(folder: Path, settings: IntakeSettings, read: Read[Any]) -> _Child:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, folder, settings, pickle.dumps(read)), daemon=True)
    process.start()
    there.close()
    return _Child(process, here)


def _serve(pipe: Connection, folder: Path, settings: IntakeSettings, pickled_read: bytes) -> None:
    """The life of a child: a name comes in, the result goes out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which ends its children.
    _keep_quiet()
    _limit_memory(settings.memory_mb)
    _collect_seldom()
    sys.meta_path.insert(0, _WithoutPandas())
    read: Read[Any] = pickle.loads(pickled_read)  # Here, not as an argument: this imports all the readers.
    with contextlib.suppress(EOFError, OSError):
        while True:
            name = pipe.recv()
            pipe.send(_answer(folder, name, settings, read))


def _answer(folder: Path, name: str, settings: IntakeSettings, read: Read[Any]) -> tuple[str, Any]:
    try:
        return "read", read(folder / name, name, settings)
    except MemoryError:
        return "memory", None
    except Exception as error:  # Ours; the parent raises it again.
        return "mistake", (error, traceback.format_exc())


class _WithoutPandas:
    """Lets a child find no pandas: pyarrow would import it (half a second) only to ask whether a list is a frame."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError("a reading child needs no pandas", name=name)


def _keep_quiet() -> None:
    """What a dying reader prints (a panic, a failed allocation) would only frighten: the finding says it in words."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)


def _collect_seldom() -> None:
    """A sheet is a million small objects and no rubbish: looking for it every 700 objects costs a tenth of the time."""
    gc.set_threshold(100_000, 20, 20)


def _limit_memory(megabytes: int) -> None:
    """A limit on the address space; Windows has no ``resource``, macOS does not enforce it."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, resource.getrlimit(resource.RLIMIT_AS)[1]))
