"""Workbooks computed from nothing by LibreOffice: every cached value is taken out before."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None and not os.environ.get("XINCHOU_NEEDS_LIBREOFFICE"), reason="LibreOffice is not installed"
)
CHUNK = 40
"""So many workbooks in one call of LibreOffice keep well within its memory."""
SECONDS = 240
_KEPT: list[tempfile.TemporaryDirectory[str]] = []


@cache
def _profile() -> str:
    """A profile of its own for this process, since making one takes longer than computing a workbook."""
    _KEPT.append(tempfile.TemporaryDirectory(prefix="libreoffice-"))
    return f"-env:UserInstallation={Path(_KEPT[0].name).as_uri()}"


def bare(path: Path, folder: Path) -> Path:
    """The workbook without a single cached value, under its name in the folder."""
    made = folder / path.name
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"(<f>[^<]*</f>)<v>[^<]*</v>", rb"\1", content)
            target.writestr(entry, content)
    return made


def all_recalculated(paths: Sequence[Path], folder: Path) -> list[Path]:
    """Each workbook computed from nothing, below the folder."""
    (folder / "bare").mkdir(exist_ok=True)
    emptied = [str(bare(path, folder / "bare")) for path in paths]
    command = [SOFFICE or "soffice", _profile(), "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out")]
    for first in range(0, len(emptied), CHUNK):
        chunk = emptied[first : first + CHUNK]
        subprocess.run([*command, *chunk], check=True, capture_output=True, timeout=SECONDS)
    return [folder / "out" / path.name for path in paths]


def recalculated(path: Path, folder: Path) -> Path:
    """One workbook computed from nothing."""
    return all_recalculated([path], folder)[0]
