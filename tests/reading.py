"""How the tests read workbooks: in this process, since starting Python twice per month is most of a small month's time.

Files that kill, hang or fill their reader are read in children by the tests of them (``pipeline.intake.workers``), and
the command in a process of its own (``tests/agreement/command.py``) reads as users do.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pipeline.intake.settings import IntakeSettings
from pipeline.settings import Settings, load

T = TypeVar("T")


def read_here(
    folder: Path,
    names: list[str],
    settings: IntakeSettings,
    read: Callable[[Path, str, IntakeSettings], T],
    on_death: Callable[[str, str], T],
) -> dict[str, T]:
    """What ``read_files`` does, without child processes: well-made workbooks kill no reader."""
    return {name: read(folder / name, name, settings) for name in names}


def load_once(path: Path) -> Settings:
    """What ``load`` gives, read once per file and content: nothing changes in settings after loading."""
    return _loaded(path, path.read_bytes()) if path.is_file() else load(path)


@lru_cache(maxsize=16)
def _loaded(path: Path, content: bytes) -> Settings:
    return load(path)
