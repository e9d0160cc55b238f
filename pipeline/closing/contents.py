"""Whether a period still consists of what its ``run.json`` says: every input, every output, by hash."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.archive.durable import files_of
from pipeline.archive.places import FINDINGS_FOLDER, RUN_JSON, result_folder, versions_folder
from pipeline.archive.record import CARRIED_FILES, file_sha256, read_record
from pipeline.period import Period

HASHERS = 2
LEFT_BY_SYSTEM = ("desktop.ini", "thumbs.db", ".ds_store")
"""Files the system leaves in any folder, which nobody reads; beside them only the lock files of Excel and its like."""


@dataclass(frozen=True)
class Place:
    """Where a period lies: its delivered files and its result."""

    inputs: Path
    outputs: Path
    period: str

    @property
    def delivered(self) -> Path:
        """The folder of its delivered files."""
        return self.inputs / self.period

    @property
    def result(self) -> Path:
        """The folder of its result."""
        return result_folder(self.outputs, self.period)

    @property
    def contents(self) -> str:
        """The SHA-256 of its ``run.json``; empty if there is none."""
        path = self.result / RUN_JSON
        return file_sha256(path) if path.is_file() else ""

    @property
    def has_stops(self) -> bool:
        """Whether the last run was stopped by findings."""
        return (self.result / FINDINGS_FOLDER).is_dir()


def content_problems(place: Place) -> list[str]:
    """Every file altered, added, removed or renamed since the run, in words, and every result it rests on likewise."""
    record = read_record(place.result)
    if not record:
        return [f"{place.period}的{RUN_JSON}缺失或读不出"]
    outputs, inputs = record.get("outputs", {}), record.get("inputs", {})
    results = {name: digest for name, digest in _hashes(place.result, outputs).items() if name != RUN_JSON}
    return [
        *_differences("结果", outputs, results),
        *odd_entries("结果", place.result, (FINDINGS_FOLDER,), folders=True),
        *_differences("交来的文件", inputs, _hashes(place.delivered, inputs)),
        *odd_entries("交来的文件", place.delivered, inputs),
        *_basis_problems(place, record),
    ]


def is_left_by_system(name: str) -> bool:
    """Whether a file of this name was left by the system or by a program that has its neighbour open."""
    return name.startswith(("~$", ".~lock.")) or name.lower() in LEFT_BY_SYSTEM


def odd_entries(what: str, folder: Path, known: Container[str], *, folders: bool = False) -> Iterator[str]:
    """Links below a folder other than the known ones, and (``folders``) empty folders, in words."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            if name not in known:
                yield f"{what}“{name}”是链接，不是文件"
        elif folders and name not in known and path.is_dir() and not any(path.iterdir()):
            yield f"{what}“{name}”是后来添加的空文件夹"


def _basis_problems(place: Place, record: Mapping[str, Any]) -> Iterator[str]:
    """Files of the month before, and of a quarter or year, that are no longer what the month was computed from.

    A quarter that was worked out anew since then keeps the older version: that is enough.
    """
    before = result_folder(place.outputs, str(Period.parse(place.period).shift(-1)))
    for name in CARRIED_FILES:
        named = record.get(name)
        if isinstance(named, dict) and not _is(before / str(named.get("file")), str(named.get("sha256"))):
            yield f"期初所依据的{before.name}的“{named.get('file')}”缺失或后来变了"
    for name, digest in record.get("results", {}).items():
        span, _slash, file = name.partition("/")
        kept = versions_folder(place.outputs, span).glob(f"*/{file}")
        if not any(_is(path, digest) for path in (place.outputs / name, *kept)):
            yield f"所依据的“{name}”缺失或被改动"


def _is(path: Path, digest: str) -> bool:
    return path.is_file() and file_sha256(path) == digest


def _differences(what: str, recorded: Mapping[str, str], found: Mapping[str, str]) -> Iterator[str]:
    missing = [name for name in recorded if name not in found]
    added = [name for name in found if name not in recorded]
    renamed = {
        old: new
        for old in missing
        for new in added
        if recorded[old] == found[new]
    }  # fmt: skip
    for name in sorted(recorded.keys() & found.keys()):
        if recorded[name] != found[name]:
            yield f"{what}“{name}”被改动"
    for old, new in sorted(renamed.items()):
        yield f"{what}“{old}”被改名为“{new}”"
    for name in sorted(set(missing) - renamed.keys()):
        yield f"{what}“{name}”被删去"
    for name in sorted(set(added) - set(renamed.values())):
        yield f"{what}“{name}”是后来添加的"


def _hashes(folder: Path, recorded: Mapping[str, str]) -> dict[str, str]:
    """The hash of every file there, but of those the system leaves, which nobody reads, only the recorded ones."""
    if not folder.is_dir():
        return {}
    names = [
        name for name in files_of(folder)
        if name in recorded or not (is_left_by_system(name.rpartition("/")[2]) or (folder / name).is_symlink())
    ]  # fmt: skip
    with ThreadPoolExecutor(HASHERS) as pool:
        return dict(zip(names, pool.map(lambda name: file_sha256(folder / name), names), strict=True))
