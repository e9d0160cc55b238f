"""All files of a month as one table per kind, whatever the files are called and in whatever order they come.

Reads: the folder of the month and its sub-folders.  Writes: :class:`Month`.
A quarter and a year are read by the same functions (:mod:`pipeline.intake.span`).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa

from pipeline.findings import Finding, finding
from pipeline.intake.headings import KNOWN_KINDS, recognised_by
from pipeline.intake.names import contradictions
from pipeline.intake.people_by_name import numbered
from pipeline.intake.places import Place, Places
from pipeline.intake.settings import IntakeSettings
from pipeline.intake.sheets import FileTables, SheetRecords
from pipeline.intake.workers import read_files
from pipeline.period import Period
from schemas.intake import (
    ATTENDANCE_DAYS,
    DUTY_NAMES,
    KINDS,
    MAY_BE_ABSENT,
    OPENINGS,
    PROVENANCE,
    SOURCES,
    SUPPLEMENTS,
)
from schemas.table import Table

TYPICAL = 5
UNRECOGNISED = "未识别"
"""The kind of a sheet of no known kind, in the list of sources."""
NOT_INPUT = ("thumbs.db", "desktop.ini")
_HEADINGS = {kind.name: kind.heading for kind in KNOWN_KINDS}


@dataclass(frozen=True)
class Month:
    """What was delivered for a month, a quarter or a year.

    ``tables`` has every kind of such a folder (of a month also the attendance days and the records of the pay standard)
    and the sources, in the exact Arrow schema of its Table; ``files`` the sha256 of every file by its name; ``sheets``,
    of a quarter or a year, where names beside 工号 stand, to be held against people known only later.
    """

    tables: dict[str, pa.Table]
    places: Places
    findings: list[Finding]
    files: dict[str, str]
    sheets: Sequence[SheetRecords] = ()


@dataclass(frozen=True)
class Folder:
    """What the files of a folder held: every table of every sheet, what there is to say, the sha256 of every file."""

    sheets: list[SheetRecords]
    findings: list[Finding]
    files: dict[str, str]


def read_month(folder: Path, period: Period, settings: IntakeSettings) -> Month:
    """Read every file of the folder in child processes and put the pieces together per kind."""
    names, findings = list_files(folder)
    read = read_files_of(folder, names, period, settings)
    sheets, unnamed = numbered(read.sheets)
    tables, places = put_together(sheets, (*KINDS, ATTENDANCE_DAYS, *settings.records))
    findings += [*read.findings, *unnamed]
    findings += contradictions(read.sheets, tables["roster"])
    findings += misplaced(read.sheets, tables, f"年度计划放在年度的文件夹，如 inputs/{period.year:04d}")
    findings += _absent(tables, {sheet.kind for sheet in read.sheets}, settings) if read.files else []
    return Month(tables, places, in_order(findings), read.files)


def read_files_of(folder: Path, names: list[str], period: Period, settings: IntakeSettings) -> Folder:
    """These files of a folder, each read once in a child process."""
    files, findings = _hashes(folder, names)
    wanted, twice = _once(files)
    pieces = read_files(folder, wanted, settings, partial(read_file, period), died) if wanted else {}
    findings += twice
    findings += [found for name in wanted for found in pieces[name].findings]
    return Folder([sheet for name in wanted for sheet in pieces[name].sheets], findings, files)


def in_order(findings: list[Finding]) -> list[Finding]:
    """The stops first, each as findings are sorted."""
    return sorted(findings, key=lambda found: (not found.stops, found))


def read_file(period: Period, path: Path, name: str, settings: IntakeSettings) -> FileTables:
    """One file, in a child: its book opened, its sheets converted."""
    # Imported here: the parent starts the children sooner without the readers, which it never needs itself.
    from pipeline.intake.convert import read_sheets
    from pipeline.intake.open import open_book

    return read_sheets(open_book(path, name, settings), period, settings)


def list_files(folder: Path) -> tuple[list[str], list[Finding]]:
    """The files below a folder, by name; links are not followed, what the system itself leaves there is not input."""
    if not folder.is_dir():
        return [], [finding("S14", folder=folder.absolute())]
    names: list[str] = []
    findings: list[Finding] = []
    refused: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=refused.append):
        for name in [*folders, *files]:
            path = Path(place, name)
            shown = path.relative_to(folder).as_posix()
            if told := _not_read(path, shown):
                findings.append(told)
            elif name in files and not _is_left_by_system(name):
                names.append(shown)
    findings += [_not_listed(folder, error) for error in refused]
    return sorted(names), findings if names else [*findings, finding("S15")]


def _not_read(path: Path, shown: str) -> Finding | None:
    """Why something in the folder is not read; None for folders and for files like any other."""
    if path.is_symlink():
        return finding("S18", file=shown, value=shown)
    if path.name.startswith("~$"):
        return finding("S17", file=shown, value=path.name, other=path.name[2:])
    if path.is_dir() or path.is_file() or _is_left_by_system(path.name):
        return None
    return finding("S34", file=shown, value=shown)


def _is_left_by_system(name: str) -> bool:
    return name.startswith(".") or name.lower() in NOT_INPUT


def _not_listed(folder: Path, error: OSError) -> Finding:
    """A folder the system does not let us look into."""
    name = Path(error.filename).relative_to(folder).as_posix()
    return finding("S19", file=name, cause=error.strerror or type(error).__name__)


def hash_of(path: Path) -> str:
    """The sha256 of the bytes of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hashes(folder: Path, names: list[str]) -> tuple[dict[str, str], list[Finding]]:
    """The sha256 of every file, and those the system does not let us read."""
    files: dict[str, str] = {}
    findings = []
    for name in names:
        try:
            files[name] = hash_of(folder / name)
        except OSError as error:
            findings.append(finding("S19", file=name, cause=error.strerror or type(error).__name__))
    return files, findings


def put_together(sheets: list[SheetRecords], kinds: Sequence[Table]) -> tuple[dict[str, pa.Table], Places]:
    """The tables of these kinds and the places of all sources, numbered as given."""
    pieces: dict[str, list[pa.Table]] = {}
    places: dict[int, Place] = {}
    for source, sheet in enumerate(sheets, start=1):
        places[source] = Place(sheet.file, sheet.sheet, sheet.letters, sheet.places, sheet.nothings)
        if sheet.records is not None and sheet.kind:
            numbers = pa.array([source] * sheet.records.num_rows, pa.int64())
            pieces.setdefault(sheet.kind, []).append(sheet.records.append_column("source", numbers))
    tables = {kind.name: _merged(kind, pieces.get(kind.name, [])) for kind in kinds}
    return {**tables, "sources": _sources(sheets, kinds)}, Places(places)


def misplaced(sheets: list[SheetRecords], kinds: Collection[str], where: str) -> list[Finding]:
    """Sheets of a kind this folder is not for: known for what they are, and not read."""
    return [
        finding("Y16", file=sheet.file, sheet=sheet.sheet, kind=_HEADINGS[sheet.kind], where=where)
        for sheet in sheets
        if sheet.kind in _HEADINGS and sheet.kind not in kinds
    ]


def _merged(kind: Table, pieces: list[pa.Table]) -> pa.Table:
    """The pieces of one kind, in an order that no file name and no order of files can change."""
    schema = kind.arrow_schema
    if not pieces:
        return schema.empty_table()
    whole = pa.concat_tables([piece.select(schema.names).cast(schema) for piece in pieces])
    # Where no key tells two records apart, everything they say does; their file comes last.
    names = kind.key or tuple(name for name in schema.names if name not in PROVENANCE)
    return whole.sort_by([(name, "ascending") for name in (*names, *PROVENANCE)]).combine_chunks()


def _sources(sheets: list[SheetRecords], kinds: Sequence[Table]) -> pa.Table:
    headings = {**_HEADINGS, **{kind.name: kind.heading for kind in kinds}}
    return pa.Table.from_pylist(
        [
            {
                "source": number, "file": sheet.file, "sheet": sheet.sheet,
                "kind": headings.get(sheet.kind, UNRECOGNISED),
                "layout": sheet.layout, "records": sheet.records.num_rows if sheet.records is not None else 0,
                "remark": sheet.remark,
            }
            for number, sheet in enumerate(sheets, start=1)
        ],
        schema=SOURCES.arrow_schema,
    )  # fmt: skip


def _once(files: dict[str, str]) -> tuple[list[str], list[Finding]]:
    """The files to read: of identical ones only the first, and the others told."""
    first: dict[str, str] = {}
    findings = []
    for name, digest in files.items():
        if first.setdefault(digest, name) != name:
            findings.append(finding("S16", file=name, other=first[digest]))
    return list(first.values()), findings


def _absent(tables: dict[str, pa.Table], seen: set[str], settings: IntakeSettings) -> list[Finding]:
    """What is missing: a stop for what a month needs, a notice for what may not have happened.

    An empty sheet says of the latter that nothing happened, and was told; of the former it is as good as none.
    """
    found = []
    unasked = {OPENINGS.name, *(name for name in DUTY_NAMES if name not in settings.asks_duties)}
    unasked |= set() if settings.asks_supplements else {SUPPLEMENTS.name}
    for kind in (*KINDS, *settings.records):
        is_optional = kind.name in MAY_BE_ABSENT or kind.name in settings.not_asked or kind in settings.records
        if tables[kind.name].num_rows or kind.name in unasked or (is_optional and kind.name in seen):
            continue
        needed = "、".join(kind.column(name).heading for name in _typical(kind))
        found.append(finding("S13" if is_optional else "S12", kind=kind.heading, needed=needed))
    return found


def _typical(kind: Table) -> tuple[str, ...]:
    """The columns a kind is known by; where that is one alone, the first that come with it."""
    needed = recognised_by(kind)
    return needed if len(needed) > 1 else tuple(column.name for column in kind.columns[:TYPICAL])


def died(name: str, cause: str) -> FileTables:
    """What is left of a file whose reader died: the finding that says so."""
    return FileTables(name, (), (finding("S19", file=name, cause=cause),))
