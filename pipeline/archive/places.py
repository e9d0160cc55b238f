"""Where things of the archive lie below the outputs folder."""

from __future__ import annotations

from pathlib import Path

FINDINGS_FOLDER = "待更正"
RUN_JSON = "run.json"


def result_folder(outputs: Path, period: str) -> Path:
    """The current result of the period."""
    return outputs / period


def findings_folder(outputs: Path, period: str) -> Path:
    """The findings of the last stopped run, beside the last good result."""
    return outputs / period / FINDINGS_FOLDER


def versions_folder(outputs: Path, period: str) -> Path:
    """The superseded results of the period."""
    return outputs / "历史版本" / period


def workshop(outputs: Path, period: str) -> Path:
    """The temporary folders of the period, on the same file system as the results."""
    return outputs / ".临时" / period


def lock_file(outputs: Path, period: str) -> Path:
    """The file whose lock says that a run of the period is under way."""
    return outputs / ".锁" / f"{period}.lock"
