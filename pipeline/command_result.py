"""What a command says in the end of the folder it left: status, totals, files, findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pipeline.archive.versions import Kept
from pipeline.findings import Finding, finding
from pipeline.results import COPIES, Written, error_list_name

NAMED = 5
"""So many files are named in one notice."""


@dataclass(frozen=True)
class Result:
    """What a command says in the end: its status, totals in yuan, the files that lie ready, all findings.

    ``findings`` are those of the error list; ``notices`` are about the folders of results, told but not written.
    """

    status: str
    period: str
    totals: dict[str, Decimal]
    files: list[Path]
    findings: list[Finding]
    changed: bool
    error_list: str
    has_copies: bool = False
    notices: Sequence[Finding] = ()


def result_in(
    folder: Path, status: str, period: str, written: Written, *, changed: bool, notices: Sequence[Finding] = ()
) -> Result:
    """What a command says of the folder it left: the files there, the error list and marked copies among them."""
    files, has_copies = files_in(folder), (folder / COPIES).is_dir()
    return Result(
        status, period, written.totals, files, written.findings, changed, error_list_in(files, period), has_copies,
        notices,
    )  # fmt: skip


def notices_of(kept: Kept | None) -> list[Finding]:
    """What was found in the folder of the month that no run had left there like that."""
    if kept is None:
        return []
    told = (("L06", kept.altered), ("L07", kept.others))
    return [finding(code, names=_some(names), kept=kept.folder.as_posix()) for code, names in told if names]


def _some(names: Sequence[str]) -> str:
    more = f" 等{len(names)}个文件" if len(names) > NAMED else ""
    return "、".join(names[:NAMED]) + more


def files_in(folder: Path) -> list[Path]:
    """Every file below a folder, by name."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def error_list_in(files: list[Path], period: str) -> str:
    """The error list among these files; empty if there is none."""
    return next((str(path) for path in files if path.name == error_list_name(period)), "")
