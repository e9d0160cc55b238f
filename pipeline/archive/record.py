"""``run.json``: what a result was made from and what it consists of, by hash; no clock and no machine in it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.archive.durable import files_of
from pipeline.archive.places import RUN_JSON

if TYPE_CHECKING:
    from pipeline.findings import Finding

PROJECT = Path(__file__).resolve().parents[2]
SOURCE_FOLDERS = ("pipeline", "schemas")
CARRIED_FILES = ("previous_ledger", "previous_history", "previous_grades", "previous_leave")
"""What a month's record names of the month before: its closing ledger, and what stands in files beside it."""
_OF_TEXTS = ("inputs", "outputs", "results", "totals", "corrections")


@dataclass(frozen=True)
class RunFacts:
    """What one run knows about itself.

    ``inputs`` file → sha256; ``configuration`` the sha256 of the settings; ``previous_ledger`` (file, sha256) of
    the closing ledger of the month before, None for a first month; ``previous_history``, ``previous_grades`` and
    ``previous_leave`` the same of its quantities of earlier months, its grades and its leave that was not over, None
    where they stand in that file; ``results`` the
    files of other results that a quarter or year was made from → sha256, None for a month; ``decided`` those of the
    changes of grade that a month took; ``corrections`` the late corrections it pays → sha256; ``records`` kind →
    number of records; ``totals`` name → amount in yuan.
    """

    period: str
    inputs: Mapping[str, str]
    configuration: str
    previous_ledger: tuple[str, str] | None
    records: Mapping[str, int]
    findings: Sequence[Finding]
    totals: Mapping[str, Decimal]
    previous_history: tuple[str, str] | None = None
    results: Mapping[str, str] | None = None
    previous_grades: tuple[str, str] | None = None
    previous_leave: tuple[str, str] | None = None
    decided: Mapping[str, str] = field(default_factory=dict)
    corrections: Mapping[str, str] = field(default_factory=dict)


def run_record(facts: RunFacts) -> dict[str, object]:
    """The record of a run, without the hashes of its outputs."""
    from pipeline.findings import NOTICE, STOP

    levels = Counter(finding.level for finding in facts.findings)
    return {
        "period": facts.period,
        "inputs": dict(facts.inputs),
        "configuration": facts.configuration,
        **_rests_on(facts),
        "code": code_version(),
        "counts": {
            "records": dict(facts.records),
            "findings": {STOP: levels[STOP], NOTICE: levels[NOTICE]},
        },
        "totals": {name: format(amount, "f") for name, amount in facts.totals.items()},
    }


def write_run_json(folder: Path, record: Mapping[str, object]) -> Path:
    """Write the record with the hash of every other file of the folder; the last act before the commit."""
    outputs = {name: file_sha256(folder / name) for name in files_of(folder) if name != RUN_JSON}
    text = json.dumps({**record, "outputs": outputs}, ensure_ascii=False, indent=2, sort_keys=True)
    path = folder / RUN_JSON
    path.write_bytes((text + "\n").encode())
    return path


def read_record(folder: Path) -> dict[str, Any]:
    """What ``run.json`` says; nothing if it is missing, or was altered so that it is not one of ours."""
    path = folder / RUN_JSON
    if not path.is_file():
        return {}
    try:
        record = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return {}
    return record if _is_ours(record) else {}


def verify_outputs(folder: Path) -> list[str]:
    """The files of a result that are missing or no longer what ``run.json`` says; ``run.json`` if that is no record."""
    outputs: Mapping[str, str] | None = read_record(folder).get("outputs")
    if outputs is None:
        return [RUN_JSON]
    return [name for name, sha256 in outputs.items() if not _matches(folder / name, sha256)]


def code_version() -> dict[str, str]:
    """The version of the package and one hash over the sources that decide what comes out."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        package = version("xinchou")
    except PackageNotFoundError:
        package = "未安装"
    return {"package": package, "sha256": sources_sha256(PROJECT)}


def sources_sha256(project: Path) -> str:
    """One hash over names and texts of all our modules; line endings do not count."""
    digest = hashlib.sha256()
    paths = (path for folder in SOURCE_FOLDERS for path in (project / folder).rglob("*.py"))
    for name, path in sorted((path.relative_to(project).as_posix(), path) for path in paths):
        text = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(text)}\0".encode() + text)
    return digest.hexdigest()


def file_sha256(path: Path) -> str:
    """The sha256 of the bytes of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _rests_on(facts: RunFacts) -> dict[str, object]:
    """The results a run was made from: of a month the ledger before it, of a quarter or year every file it read."""
    if facts.results is not None:
        return {"results": dict(facts.results)}
    ledger, *apart = CARRIED_FILES
    decided = {"results": dict(facts.decided)} if facts.decided else {}
    files = {name: _file(named) for name in apart if (named := getattr(facts, name))}
    paid = {"corrections": dict(facts.corrections)} if facts.corrections else {}
    return {ledger: _file(facts.previous_ledger), **files, **decided, **paid}


def _file(named: tuple[str, str] | None) -> dict[str, str] | None:
    return {"file": named[0], "sha256": named[1]} if named else None


def _is_ours(record: object) -> bool:
    if not isinstance(record, dict):
        return False
    parts = [record.get(name, {}) for name in _OF_TEXTS]
    return all(isinstance(part, dict) and all(isinstance(text, str) for text in part.values()) for part in parts)


def _matches(path: Path, sha256: str) -> bool:
    return path.is_file() and file_sha256(path) == sha256
