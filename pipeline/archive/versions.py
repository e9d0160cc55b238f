"""Superseded results: kept under a number, each with a workbook of what replaced its figures."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.archive import durable
from pipeline.archive.places import RUN_JSON, result_folder, versions_folder

_UNFINISHED = ".临时"


def keep(outputs: Path, period: str) -> Path | None:
    """Copy the present result to the next version; None if there is none, or it is the last version already."""
    present = result_folder(outputs, period)
    folder = versions_folder(outputs, period)
    if not (present / RUN_JSON).is_file() or _same_run(last(folder), present):
        return None
    version = folder / f"第{_number(last(folder)) + 1:03d}版"
    unfinished = folder / f"{version.name}{_UNFINISHED}"
    durable.remove(unfinished)
    durable.copy_result(present, unfinished)
    unfinished.rename(version)
    durable.sync(folder)
    return version


def note_changes(outputs: Path, period: str) -> Path | None:
    """Write what changed between the last version and the present result, unless that is written already."""
    version = last(versions_folder(outputs, period))
    present = result_folder(outputs, period)
    if version is None or not (present / RUN_JSON).is_file() or _same_run(version, present):
        return None
    note = version.parent / f"{version.name}_变更说明.xlsx"
    if note.exists():
        return None
    # Imported here: most runs supersede nothing and need neither reader nor writer.
    from pipeline.archive.change_note import write_change_note
    from pipeline.archive.changes import find_changes

    unfinished = note.with_name(note.name + _UNFINISHED)
    write_change_note(unfinished, find_changes(version, present))
    durable.sync(unfinished)
    unfinished.rename(note)
    return note


def last(folder: Path) -> Path | None:
    """The last kept version of a period."""
    versions = [path for path in folder.glob("第*版") if path.is_dir() and _number(path)]
    return max(versions, key=_number, default=None)


def heal(folder: Path) -> None:
    """Remove what a run killed while keeping a version left behind."""
    for leftover in folder.glob(f"*{_UNFINISHED}"):
        if leftover.is_dir():
            durable.remove(leftover)
        else:
            leftover.unlink()


def _number(version: Path | None) -> int:
    match = re.fullmatch(r"第(\d+)版", version.name) if version else None
    return int(match[1]) if match else 0


def _same_run(version: Path | None, present: Path) -> bool:
    if version is None or not (version / RUN_JSON).is_file():
        return False
    return (version / RUN_JSON).read_bytes() == (present / RUN_JSON).read_bytes()
