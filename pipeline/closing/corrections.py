"""Late corrections as the register knows them: which there are, whether their files are whole, where they stand.

``outputs/更正/001_2026-01/`` holds the files delivered (``交来/``), the workbooks, and ``更正.json``, which names every
other file by its hash and says what is posted.  A correction counts when the register has its act (更正), whose
contents are the SHA-256 of ``更正.json``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.archive import durable
from pipeline.archive.places import result_folder
from pipeline.archive.record import file_sha256, read_record
from pipeline.closing.contents import is_left_by_system, odd_entries
from pipeline.closing.correction_books import line_problems
from pipeline.closing.errors import Refused
from pipeline.closing.register import CORRECT, PREPARED, Act, append, last_hash, read_register

RECORD = "更正.json"
DELIVERED = "交来"


@dataclass(frozen=True)
class Correction:
    """One correction that counts; ``record`` is what its ``更正.json`` says, ``sha256`` the hash of that file."""

    number: int
    period: str
    folder: Path
    sha256: str
    record: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its name in messages and in ``run.json``: 001_2026-01."""
        return correction_name(self.number, self.period)

    @property
    def posted_to(self) -> str:
        """The month that pays it."""
        return str(self.record["posted_to"])

    @property
    def overlays(self) -> Path:
        """The files it delivered for the corrected month."""
        return self.folder / DELIVERED


def corrections_folder(outputs: Path) -> Path:
    """Where all corrections stand."""
    return outputs / CORRECT


def correction_name(number: int, period: str) -> str:
    """The name of a correction and of its folder."""
    return f"{number:03d}_{period}"


def corrections(outputs: Path) -> list[Correction]:
    """Every correction that counts, in order; Refused where one is not what the register says."""
    acts = _acts(read_register(outputs)[0])
    found = []
    for number, act in enumerate(acts, 1):
        place = _place(outputs, correction_name(number, act.period))
        if problems := list(_problems(place, act)):
            raise Refused(
                f"更正{number:03d}与登记簿不符：{problems[0]}。请先运行 xinchou verify --all，找回原来的文件，再运行"
            )
        found.append(Correction(number, act.period, place, act.contents, _record(place)))
    return found


def posted_to(outputs: Path, period: str) -> list[Correction]:
    """The corrections a month pays."""
    return [one for one in corrections(outputs) if one.posted_to == period]


def pending(outputs: Path) -> list[Correction]:
    """The corrections whose month has not been run with them yet: before that it may not be signed or closed."""
    return [one for one in corrections(outputs) if _paid(outputs, one.posted_to).get(one.name) != one.sha256]


def resting_on(outputs: Path, period: str) -> list[Correction]:
    """The corrections worked out from the closed month as it is: it may not be opened again any more."""
    return [one for one in corrections(outputs) if period in one.record["sealed"]]


def correction_problems(outputs: Path, acts: Sequence[Act]) -> Iterator[tuple[str, str]]:
    """For ``verify``: period and words of everything altered, added or removed below the folder of corrections."""
    known = set()
    for number, act in enumerate(_acts(acts), 1):
        name = correction_name(number, act.period)
        place = _place(outputs, name)
        known.add(place.name)
        problems = list(_problems(place, act)) or list(line_problems(place, _record(place)))
        yield from ((act.period, f"更正{name}：{words}") for words in problems)
    folder = corrections_folder(outputs)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        is_next = path.name.startswith(f"{len(known) + 1:03d}_") and path.name.endswith(PREPARED)
        if path.name not in known and not is_next and not is_left_by_system(path.name):
            yield "", f"更正中的“{path.name}”不在登记簿中：登记簿被截短或换成了旧的，或它是添加的"


def commit(outputs: Path, prepared: Path, period: str, at: str, sign: Callable[[Act], Act] = lambda act: act) -> Act:
    """Let a prepared correction count: from the moment the register takes its act; before that it is nothing.

    The caller holds the lock of the register.  Killed in between, its folder is not named in full yet: readers take it
    as it is, and the next command names it, or clears it away.  ``sign`` puts the signature on the act, if any.
    """
    acts = read_register(outputs)[0]
    target = corrections_folder(outputs) / correction_name(len(_acts(acts)) + 1, period)
    target.parent.mkdir(parents=True, exist_ok=True)
    durable.make_durable(prepared)
    unnamed = _unnamed(target)
    os.replace(prepared, unnamed)
    durable.sync(target.parent)
    act = Act(len(acts) + 1, period, CORRECT, at, file_sha256(unnamed / RECORD), last_hash(acts))
    append(outputs, act := sign(act))
    os.replace(unnamed, target)
    durable.sync(target.parent)
    return act


def heal_corrections(outputs: Path) -> None:
    """Finish or clear away what a killed ``correct`` left."""
    acts = _acts(read_register(outputs)[0])
    counted = {correction_name(number, act.period) for number, act in enumerate(acts, 1)}
    folder = corrections_folder(outputs)
    for path in sorted(folder.glob(f"*{PREPARED}")) if folder.is_dir() else ():
        target = path.with_name(path.name.removesuffix(PREPARED))
        if target.name in counted and not target.exists():
            os.replace(path, target)
        else:
            durable.remove(path)


def _unnamed(target: Path) -> Path:
    return target.with_name(f"{target.name}{PREPARED}")


def _place(outputs: Path, name: str) -> Path:
    """The folder of a correction that counts, also while its ``correct`` was killed before naming it."""
    target = corrections_folder(outputs) / name
    return target if target.exists() or not _unnamed(target).exists() else _unnamed(target)


def _acts(acts: Sequence[Act]) -> list[Act]:
    return [act for act in acts if act.act == CORRECT]


def _paid(outputs: Path, period: str) -> Mapping[str, str]:
    """The corrections the present result of a month was computed with."""
    found: Mapping[str, str] = read_record(result_folder(outputs, period)).get("corrections", {})
    return found


def _problems(place: Path, act: Act) -> Iterator[str]:
    if not (place / RECORD).is_file():
        yield f"“{RECORD}”缺失"
        return
    if file_sha256(place / RECORD) != act.contents:
        yield f"“{RECORD}”被改动"
        return
    files: Mapping[str, str] = _record(place)["files"]
    found = {name for name in durable.files_of(place) if name != RECORD}
    found -= {name for name in found - files.keys() if is_left_by_system(Path(name).name)}
    yield from odd_entries("", place, (), folders=True)
    yield from (f"“{name}”被删去或改名" for name in sorted(files.keys() - found))
    yield from (f"“{name}”是后来添加的" for name in sorted(found - files.keys()))
    for name in sorted(files.keys() & found):
        if file_sha256(place / name) != files[name]:
            yield f"“{name}”被改动"


def _record(place: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((place / RECORD).read_bytes())
    return record
