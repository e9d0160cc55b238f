"""Gives every faulty file back as a copy of itself with the bad cells coloured and the reasons written beside them.

Reads: the delivered files and the findings. Writes: ``标注/<file>``, in the format it came in if that is xlsx or xlsm,
else as ``<file>.xlsx`` with the same cells at the same addresses.
Not covered: files that could not be read at all (their findings concern no cell) and protected files whose password
is not known; they get no copy, and the error list says so.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from lxml import etree

from pipeline.findings import Finding
from pipeline.intake.settings import IntakeSettings
from pipeline.reports.marking.encryption import lock, unlock
from pipeline.reports.marking.marks import SheetMarks, marks_by_file
from pipeline.reports.marking.package import NotMarkable
from pipeline.reports.marking.workbooks import is_large, is_workbook, mark_workbook

_UNMARKABLE = (
    NotMarkable, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, OSError, NotImplementedError,
)  # fmt: skip
"""What a file built against the rules makes our tools raise; such a file gets no copy."""


def write_marked_copies(
    inputs_folder: Path,
    findings: Sequence[Finding],
    target_folder: Path,
    passwords: Sequence[str] = (),
    heading_rows: Mapping[tuple[str, str], int] | None = None,
) -> dict[str, str]:
    """Write the copies; returns file → its copy, relative to the folder that holds ``target_folder``.

    ``heading_rows`` maps (file, sheet) to the Excel row of the headings; where it is not given the row with
    most texts above the first bad one is taken.
    """
    settings = IntakeSettings(passwords=tuple(passwords))
    copies: dict[str, str] = {}
    for file, marks in sorted(marks_by_file(findings, heading_rows or {}).items()):
        made = _marked(inputs_folder / file, file, marks, settings)
        if made is None:
            continue
        name = _free_name(file, made[1], set(copies.values()), target_folder.name)
        path = target_folder.parent / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made[0])
        copies[file] = name
    return copies


def _marked(
    path: Path, file: str, marks: Sequence[SheetMarks], settings: IntakeSettings
) -> tuple[bytes, bool] | None:
    """The copy, and whether it keeps the format of the file; None where none can be made."""
    try:
        data, password = unlock(path.read_bytes(), settings.passwords)
        keeps_format = is_workbook(data) and not is_large(data, marks)
        copy = mark_workbook(data, marks) if keeps_format else _rewritten(path, file, marks, settings)
        return (lock(copy, password) if password else copy), keeps_format
    except _UNMARKABLE:
        return None


def _rewritten(path: Path, file: str, marks: Sequence[SheetMarks], settings: IntakeSettings) -> bytes:
    # Imported here: most copies are edited in place and need no reader.
    from pipeline.intake.open import open_book
    from pipeline.reports.marking.rewritten import rewrite_workbook

    return rewrite_workbook(open_book(path, file, settings), marks)


def _free_name(file: str, keeps_format: bool, taken: set[str], folder: str) -> str:
    """The name of the copy below ``folder``; a second copy of the same name gets a number."""
    kept = (".xlsx", ".xlsm") if keeps_format else (".xlsx",)
    wanted = PurePosixPath(folder, file)
    name = wanted if wanted.suffix.lower() in kept else wanted.with_name(f"{wanted.name}.xlsx")
    number = 2
    while str(name) in taken:
        name = wanted.with_name(f"{wanted.name}（{number}）.xlsx")
        number += 1
    return str(name)
