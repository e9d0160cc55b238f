"""The register of closings: one chain of acts over all periods, each bound to the one before by its hash.

``outputs/签核/登记簿.jsonl`` holds one act a line; every act stands a second time as a file of its own below the folder
of its period, so that neither can be cut short unnoticed.  An act counts from the moment the register is replaced.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from pipeline.archive import durable

FOLDER = "签核"
REGISTER = "登记簿.jsonl"
PREPARED = ".准备"
SIGN, REFUSE, CLOSE, REOPEN = "签字", "拒签", "封存", "重开"
NOTHING_BEFORE = "0" * 64


@dataclass(frozen=True)
class Act:
    """One act on one period.

    ``contents`` is the SHA-256 of the period's ``run.json``, which names every input, the configuration, the code and
    every output by its hash; ``previous`` the hash of the act before, of whatever period; ``key`` and ``signature`` are
    empty where nobody signs (封存).
    """

    number: int
    period: str
    act: str
    at: str
    contents: str
    previous: str
    role: str = ""
    name: str = ""
    reason: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    signature: str = ""

    def message(self) -> bytes:
        """What is signed: everything but the signature."""
        return _text({name: value for name, value in asdict(self).items() if name != "signature"})

    def line(self) -> bytes:
        """The act as it stands in the register."""
        return _text(asdict(self))

    def sha256(self) -> str:
        """The hash the next act is bound to."""
        return hashlib.sha256(self.line()).hexdigest()

    @property
    def file(self) -> str:
        """The name of its own file, below the folder of the register."""
        words = f"{self.number:04d}_{self.act}" + (f"_{self.role}" if self.role else "")
        return f"{self.period}/{words}.json"


def folder(outputs: Path) -> Path:
    """Where the register and the acts stand."""
    return outputs / FOLDER


def read_register(outputs: Path) -> tuple[list[Act], list[str]]:
    """The acts in order, and in words every line that is none."""
    path = folder(outputs) / REGISTER
    if not path.is_file():
        return [], []
    acts, problems = [], []
    for number, line in enumerate(path.read_bytes().split(b"\n")[:-1], 1):
        act = _act(line)
        if act is None:
            problems.append(f"登记簿第{number}行读不出，或被改动过")
        else:
            acts.append(act)
    if not path.read_bytes().endswith(b"\n") and path.stat().st_size:
        problems.append("登记簿的最后一行不完整，被截断过")
    return acts, problems


def acts_of(outputs: Path, period: str) -> list[Act]:
    """The acts on one period, as the register has them."""
    return [act for act in read_register(outputs)[0] if act.period == period]


def last_hash(acts: Sequence[Act]) -> str:
    """What the next act is bound to."""
    return acts[-1].sha256() if acts else NOTHING_BEFORE


def append(outputs: Path, act: Act) -> None:
    """Add the act: all of it or nothing, whatever kills the process."""
    place = folder(outputs)
    own = place / act.file
    own.parent.mkdir(parents=True, exist_ok=True)
    prepared = own.with_name(own.name + PREPARED)
    _write(prepared, act.line() + b"\n")
    register = place / REGISTER
    before = register.read_bytes() if register.is_file() else b""
    following = register.with_name(REGISTER + PREPARED)
    _write(following, before + act.line() + b"\n")
    os.replace(following, register)  # From here on it counts.
    durable.sync(place)
    os.replace(prepared, own)
    durable.sync(own.parent)


def heal(outputs: Path) -> None:
    """Finish or clear away what a killed command left: an act in the register gets its file, any other leaves none."""
    place = folder(outputs)
    counted = {act.file: act.line() + b"\n" for act in read_register(outputs)[0]}
    for prepared in list(place.rglob(f"*{PREPARED}")):
        name = prepared.relative_to(place).as_posix().removesuffix(PREPARED)
        if counted.get(name) == prepared.read_bytes() and not (place / name).exists():
            os.replace(prepared, place / name)
        else:
            prepared.unlink()


def chain_problems(outputs: Path) -> Iterator[tuple[str, str]]:
    """Where the register, its order or the files of the acts are not as they were: period, what in words."""
    acts, broken = read_register(outputs)
    yield from (("", words) for words in broken)
    before = NOTHING_BEFORE
    for number, act in enumerate(acts, 1):
        if act.number != number:
            yield act.period, f"登记簿第{number}行的序号是{act.number}：有一行被删去、添加或换了位置"
        if act.previous != before:
            yield act.period, f"登记簿第{number}行（{act.period} {act.act}）接不上前一行：前面被改动过"
        before = act.sha256()
    yield from _file_problems(folder(outputs), {act.file: act for act in acts})


def _file_problems(place: Path, acts: Mapping[str, Act]) -> Iterator[tuple[str, str]]:
    found = {path.relative_to(place).as_posix() for path in place.rglob("*.json") if path.is_file()}
    found |= {name.removesuffix(PREPARED) for name in _prepared(place) if name.removesuffix(PREPARED) in acts}
    for name, act in acts.items():
        path = place / name
        if name not in found:
            yield act.period, f"缺少{act.act}文件“{name}”"
        elif path.is_file() and path.read_bytes() != act.line() + b"\n":
            yield act.period, f"{act.act}文件“{name}”与登记簿不符"
    for name in sorted(found - acts.keys()):
        yield name.split("/")[0], f"“{name}”不在登记簿中：登记簿被截短或换成了旧的，或该文件是添加的"


def _prepared(place: Path) -> set[str]:
    return {path.relative_to(place).as_posix() for path in place.rglob(f"*.json{PREPARED}")}


def _act(line: bytes) -> Act | None:
    try:
        record: dict[str, Any] = json.loads(line)
        act = Act(**record)
        return act if act.line() == line and set(record) == {one.name for one in fields(Act)} else None
    except (ValueError, TypeError):
        return None


def _text(record: Mapping[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _write(path: Path, text: bytes) -> None:
    path.write_bytes(text)
    durable.sync(path)
