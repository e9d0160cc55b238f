"""Folders on disk: forced out to the disk, copied, compared, removed."""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipeline.archive.places import FINDINGS_FOLDER


def files_of(folder: Path) -> Iterator[str]:
    """The files below a folder as sorted posix paths, without the findings of a stopped run."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return iter(sorted(path.as_posix() for path in paths if path.parts[0] != FINDINGS_FOLDER))


def same_files(new: Path, present: Path) -> bool:
    """Whether every file of the new folder lies in the present one with the same bytes."""
    names = list(files_of(new))
    _match, differing, missing = filecmp.cmpfiles(new, present, names, shallow=False)
    return bool(names) and not differing and not missing


def identical(one: Path, other: Path) -> bool:
    """Whether both folders have the same files with the same bytes."""
    return same_files(one, other) and same_files(other, one)


def lost(present: Path, new: Path) -> list[str]:
    """The files of the present folder that the new one does not have with the same bytes."""
    _match, differing, missing = filecmp.cmpfiles(present, new, list(files_of(present)), shallow=False)
    return sorted([*differing, *missing])


def make_durable(folder: Path) -> None:
    """Force every file and folder below, and the folder itself, out to the disk."""
    for path in sorted(folder.rglob("*"), reverse=True):
        sync(path)
    sync(folder)


def sync(path: Path) -> None:
    """Force one file or folder out to the disk; folders cannot be forced on Windows."""
    if os.name == "nt":
        if path.is_dir():
            return
        flags = os.O_RDWR
    else:
        flags = os.O_RDONLY
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def copy_result(source: Path, target: Path) -> None:
    """Copy the files of a result, without the findings of a stopped run, and force them out to the disk."""
    target.mkdir(parents=True)
    for name in files_of(source):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / name, target / name)  # with its mode: what others may not read, they may not read here
    make_durable(target)


def remove(folder: Path) -> None:
    """Remove a folder and all below it, if it is there; a file someone else holds open stays until next time."""
    shutil.rmtree(folder, ignore_errors=True)
