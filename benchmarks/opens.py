"""Counts how often each file below a folder is opened, by whichever process and library: the kernel is asked (inotify).

Linux only.  Opens by libraries that are not Python are counted too, which an audit hook would miss.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CAN_COUNT = sys.platform.startswith("linux")
OPENED, CLOSED_WRITTEN, CLOSED, OVERFLOWED, IS_FOLDER = 0x20, 0x8, 0x10, 0x4000, 0x40000000
"""Closings are asked for too: two equal events in a row would be told as one."""
HEAD = struct.Struct("iIII")


class Overflow(Exception):
    """So much happened that the kernel dropped events: nothing can be said."""


@contextmanager
def counted_opens(root: Path) -> Iterator[Counter[str]]:
    """Opens of every file in the folders that stand below ``root`` now, by its place; complete when the block ends."""
    found: Counter[str] = Counter()
    watch = _Watch(root, found)
    try:
        yield found
    finally:
        watch.stop()
    if watch.overflowed:
        raise Overflow(str(root))


class _Watch:
    def __init__(self, root: Path, found: Counter[str]) -> None:
        kernel = ctypes.CDLL(None, use_errno=True)
        self.overflowed = False
        self._found = found
        self._descriptor = kernel.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        self._folders: dict[int, str] = {}
        for folder in (root, *(path for path in root.rglob("*") if path.is_dir())):
            number = kernel.inotify_add_watch(self._descriptor, os.fsencode(folder), OPENED | CLOSED_WRITTEN | CLOSED)
            if number < 0:
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
            self._folders[number] = "" if folder == root else f"{folder.relative_to(root).as_posix()}/"
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self) -> None:
        while not self._done.wait(0.002):
            self._drain()

    def _drain(self) -> None:
        while events := self._read():
            place = 0
            while place < len(events):
                folder, mask, _, length = HEAD.unpack_from(events, place)
                name = events[place + HEAD.size : place + HEAD.size + length].rstrip(b"\0")
                place += HEAD.size + length
                self.overflowed |= bool(mask & OVERFLOWED)
                if mask & OPENED and name and not mask & IS_FOLDER:
                    self._found[self._folders[folder] + os.fsdecode(name)] += 1

    def _read(self) -> bytes:
        try:
            return os.read(self._descriptor, 1 << 20)
        except BlockingIOError:
            return b""

    def stop(self) -> None:
        """Take in what has happened, then forget the watches."""
        self._done.set()
        self._thread.join()
        self._drain()
        os.close(self._descriptor)
