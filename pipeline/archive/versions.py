"""Superseded results: kept under a number, each with a workbook of what replaced its figures.

Whatever lies in the folder of a month is kept before it goes, also what people altered or put there; the name says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive import durable
from pipeline.archive.places import RUN_JSON, result_folder, versions_folder
from pipeline.archive.record import read_record, verify_outputs

_UNFINISHED = ".临时"
_ALTERED = "_有手工改动"
_OTHERS = "_含其他文件"


@dataclass(frozen=True)
class Kept:
    """Where what was superseded is kept, and which of its files no run had left like that.

    ``altered``: not as ``run.json`` says. ``others``: not in ``run.json`` at all.
    """

    folder: Path
    altered: tuple[str, ...]
    others: tuple[str, ...]


def keep(outputs: Path, period: str, new: Path) -> Kept | None:
    """Copy the present folder to the next version, unless it is the last one already; None if nothing would be lost."""
    present = result_folder(outputs, period)
    lost = durable.lost(present, new)
    if not lost:
        return None
    record = read_record(present)
    recorded = {RUN_JSON, *record.get("outputs", {})}
    altered = tuple(name for name in verify_outputs(present) if name in lost)
    others = tuple(name for name in lost if name not in recorded)
    return Kept(_kept(present, versions_folder(outputs, period), _mark(altered, others)), altered, others)


def note_changes(outputs: Path, period: str) -> Path | None:
    """Write what changed between the last version and the present result, unless that is written already."""
    version = last(versions_folder(outputs, period))
    present = result_folder(outputs, period)
    if version is None or not read_record(version) or not read_record(present):
        return None
    note = version.parent / f"{version.name}_变更说明.xlsx"
    if note.exists() or durable.identical(version, present):
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
    versions = [path for path in folder.glob("第*版*") if path.is_dir() and _number(path)]
    return max(versions, key=_number, default=None)


def heal(folder: Path) -> None:
    """Remove what a run killed while keeping a version left behind."""
    for leftover in folder.glob(f"*{_UNFINISHED}"):
        if leftover.is_dir():
            durable.remove(leftover)
        else:
            leftover.unlink()


def _kept(present: Path, folder: Path, mark: str) -> Path:
    """The last version if it is the present folder already (its run was killed), otherwise a new one."""
    before = last(folder)
    if before is not None and durable.identical(before, present):
        return before
    version = folder / f"第{_number(before) + 1:03d}版{mark}"
    unfinished = folder / f"{version.name}{_UNFINISHED}"
    durable.remove(unfinished)
    durable.copy_result(present, unfinished)
    unfinished.rename(version)
    durable.sync(folder)
    return version


def _mark(altered: tuple[str, ...], others: tuple[str, ...]) -> str:
    if altered:
        return _ALTERED
    return _OTHERS if others else ""


def _number(version: Path | None) -> int:
    match = re.fullmatch(rf"第(\d+)版({_ALTERED}|{_OTHERS})?", version.name) if version else None
    return int(match[1]) if match else 0
