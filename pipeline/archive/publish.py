"""A run writes beside its target; the result appears in one step, or not at all.

Every temporary folder is disposable: whatever kills a run, the last good result stands, and the next
run of the period clears away what was left. The caller holds the lock of the period.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive import durable, versions
from pipeline.archive.exchange import exchange
from pipeline.archive.places import FINDINGS_FOLDER, findings_folder, result_folder, versions_folder, workshop

_RESULT = "结果"
_RETIRED = "旧"
_ALONE = "只有待更正"


class ResultInUse(Exception):
    """The result folder cannot be replaced because someone holds it open; the text is for the user."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"无法更新 {folder.name} 文件夹：其中有文件正被打开。"
            "请关闭从该文件夹打开的所有工作簿（包括预览），然后再运行；上一次的结果未受影响。"
        )


@dataclass(frozen=True)
class Published:
    """Whether the result is another than before, and where what it replaced is kept."""

    changed: bool
    kept: versions.Kept | None = None


@dataclass(frozen=True)
class Workspace:
    """The temporary folders of one run of one period: ``folder`` for the result, ``findings`` for a stop."""

    outputs: Path
    period: str
    root: Path

    @property
    def folder(self) -> Path:
        """Where the run writes its result."""
        return self.root / _RESULT

    @property
    def findings(self) -> Path:
        """Where a run that stops writes the error list and the marked copies."""
        return self.root / FINDINGS_FOLDER

    def commit(self) -> Published:
        """Let the result appear; if it is the present one byte for byte, nothing is changed.

        What it supersedes is kept as the next version first, and what changed is written down after.
        Raises ResultInUse if the present result cannot be moved.
        """
        target = result_folder(self.outputs, self.period)
        if durable.same_files(self.folder, target):
            clear_findings(self.outputs, self.period)
            return Published(False)
        durable.make_durable(self.folder)
        kept = versions.keep(self.outputs, self.period, self.folder)
        _appear(self.folder, target, self.root.parent / _RETIRED)
        versions.note_changes(self.outputs, self.period)
        return Published(True, kept)

    def commit_findings(self) -> bool:
        """Let the findings appear as ``待更正`` beside the last good result; False if they are unchanged."""
        target = findings_folder(self.outputs, self.period)
        if durable.identical(self.findings, target):
            return False
        durable.make_durable(self.findings)
        target.parent.mkdir(parents=True, exist_ok=True)
        _appear(self.findings, target, self.root / _RETIRED)
        return True

    def withdraw(self) -> bool:
        """Let the findings appear alone: the last result is out of sight and kept as a version, which comes first.

        False if nothing changed.  Raises ResultInUse if the present result cannot be moved.
        """
        target = result_folder(self.outputs, self.period)
        if not any(durable.files_of(target)):
            return self.commit_findings()
        alone = self.root / _ALONE
        alone.mkdir()
        self.findings.rename(alone / FINDINGS_FOLDER)
        durable.make_durable(alone)
        versions.keep(self.outputs, self.period, alone)
        _appear(alone, target, self.root.parent / _RETIRED)
        return True


@contextmanager
def open_workspace(outputs: Path, period: str) -> Iterator[Workspace]:
    """A fresh workspace, after healing what a killed run left; gone at the end of the block."""
    heal(outputs, period)
    workspace = Workspace(outputs, period, workshop(outputs, period) / str(os.getpid()))
    workspace.folder.mkdir(parents=True)
    workspace.findings.mkdir()
    try:
        yield workspace
    finally:
        durable.remove(workshop(outputs, period))


def clear_findings(outputs: Path, period: str) -> None:
    """Remove the findings of an earlier stopped run, in one step; raises ResultInUse if someone has them open."""
    folder = findings_folder(outputs, period)
    if not folder.exists():
        return
    workshop(outputs, period).mkdir(parents=True, exist_ok=True)
    retired = workshop(outputs, period) / f"{_RETIRED}{FINDINGS_FOLDER}"
    durable.remove(retired)
    try:
        folder.rename(retired)
    except PermissionError as error:
        raise ResultInUse(folder) from error
    durable.remove(retired)


def heal(outputs: Path, period: str) -> None:
    """Put back a result caught between two renames and remove every leftover of killed runs of the period."""
    retired = workshop(outputs, period) / _RETIRED
    target = result_folder(outputs, period)
    if retired.exists() and not target.exists():
        retired.rename(target)
    durable.remove(workshop(outputs, period))
    versions.heal(versions_folder(outputs, period))
    versions.note_changes(outputs, period)


def _appear(new: Path, target: Path, retired: Path) -> None:
    """Put the new folder in the place of the target; what was there is left in one of the temporary folders."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        if not target.exists():
            new.rename(target)
        elif not exchange(new, target):
            _two_renames(new, target, retired)
    except PermissionError as error:
        raise ResultInUse(target) from error
    durable.sync(target.parent)


def _two_renames(new: Path, target: Path, retired: Path) -> None:
    """Where nothing can exchange folders; a kill in between is healed at the next start."""
    target.rename(retired)
    try:
        new.rename(target)
    except OSError:
        retired.rename(target)
        raise
