"""The register of closings: one chain of acts over all periods, each bound to the one before by its hash.

``outputs/签核/登记簿.jsonl`` holds one act a line; every act stands a second time as a file of its own below the folder
of its period, so that neither can be cut short unnoticed.  An act counts from the moment the register is replaced.

Not covered: a register and its files cut short together at the very end; only a fingerprint written down elsewhere
tells.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from pipeline.archive import durable
from pipeline.closing.contents import is_left_by_system, odd_entries

FOLDER = "签核"
REGISTER = "登记簿.jsonl"
PREPARED = ".准备"
SIGN, REFUSE, CLOSE, REOPEN, CORRECT = "签字", "拒签", "封存", "重开", "更正"
SIGNED_ACTS = (SIGN, REFUSE, REOPEN)
UNSIGNED_ACTS = (CLOSE, CORRECT)
"""These may be signed, too, by whoever gives a key."""
NOTHING_BEFORE = "0" * 64
BESIDE = ("营业部客户经理薪酬月报表_{}_签核.xlsx", "签字前异动_{}.xlsx")
"""What stands in a period's folder beside its acts: the report with the signatures, the persons whose pay moved."""

_PERIOD = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_KINDS = "|".join((*SIGNED_ACTS, *UNSIGNED_ACTS))
_ACT_FILE = re.compile(rf"[0-9]{{4}}-(?:0[1-9]|1[0-2])/[0-9]{{4,}}_({_KINDS})(_[^/]+)?\.json")


@dataclass(frozen=True)
class Act:
    """One act on one period.

    ``contents`` is the SHA-256 of the period's ``run.json``, which names every input, the configuration, the code and
    every output by its hash; ``previous`` the hash of the act before, of whatever period; ``key`` and ``signature`` are
    empty where nobody signs (封存 and 更正 without a key).
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

    @property
    def is_unsigned(self) -> bool:
        """Whether nobody signed it, as may be with 封存 and 更正."""
        return self.act in UNSIGNED_ACTS and not (self.role or self.name or self.key or self.signature)

    def sha256(self) -> str:
        """The hash the next act is bound to."""
        return hashlib.sha256(self.line()).hexdigest()

    @property
    def file(self) -> str:
        """The name of its own file, below the folder of the register."""
        words = f"{self.number:04d}_{self.act}" + (f"_{self.role}" if self.role else "")
        return f"{self.period}/{words}.json"


_FIELDS = {one.name for one in fields(Act)}


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


def append(outputs: Path, act: Act, beside: Mapping[str, bytes] | None = None) -> None:
    """Add the act: all of it or nothing, whatever kills the process.

    ``beside`` are files that appear with it, by their names below the folder of the register; one without a byte goes.
    """
    place = folder(outputs)
    (place / act.file).parent.mkdir(parents=True, exist_ok=True)
    for name, content in {**(beside or {}), act.file: act.line() + b"\n"}.items():
        _write(_prepared(place / name), content)
    register = place / REGISTER
    before = register.read_bytes() if register.is_file() else b""
    _write(_prepared(register), before + act.line() + b"\n")
    os.replace(_prepared(register), register)  # From here on it counts.
    durable.sync(place)
    for name in beside or {}:
        _appear(place / name)
    _appear(place / act.file)  # The last: while it is only prepared, the others may be, too.
    durable.sync((place / act.file).parent)


def heal(outputs: Path) -> None:
    """Finish or clear away what a killed command left: an act in the register gets its files, any other leaves none."""
    place = folder(outputs)
    acts = read_register(outputs)[0]
    _prepared(place / REGISTER).unlink(missing_ok=True)
    left = {path.with_name(path.name.removesuffix(PREPARED)) for path in place.rglob(f"*{PREPARED}")}
    if acts and is_unfinished(outputs, acts):
        own = place / acts[-1].file
        for path in sorted(left - {own}):
            _appear(path)
        _appear(own)
    else:
        for path in left:
            _prepared(path).unlink()


def is_unfinished(outputs: Path, acts: Sequence[Act]) -> bool:
    """Whether the command of the last act was killed after it counted: its own file is still only prepared."""
    own = folder(outputs) / acts[-1].file
    prepared = _prepared(own)
    return not own.exists() and prepared.is_file() and prepared.read_bytes() == acts[-1].line() + b"\n"


def chain_problems(outputs: Path) -> Iterator[tuple[str, str]]:
    """Where the register, its order or the files of the acts are not as they were: period, what in words.

    The period is empty where the register as a whole is broken: then no period stands on firm ground.
    """
    acts, broken = read_register(outputs)
    yield from (("", words) for words in broken)
    before = NOTHING_BEFORE
    for number, act in enumerate(acts, 1):
        if act.number != number:
            yield "", f"登记簿第{number}行的序号是{act.number}：有一行被删去、添加或换了位置"
        if act.previous != before:
            yield "", f"登记簿第{number}行（{act.period} {act.act}）接不上前一行：前面被改动过"
        before = act.sha256()
    yield from _file_problems(outputs, acts)


def _file_problems(outputs: Path, acts: Sequence[Act]) -> Iterator[tuple[str, str]]:
    place = folder(outputs)
    found = set(durable.files_of(place)) if place.is_dir() else set()
    by_file = {act.file: act for act in acts}
    unfinished = acts[-1].file + PREPARED if acts and is_unfinished(outputs, acts) else ""
    for name, act in by_file.items():
        if name in found and (place / name).read_bytes() != act.line() + b"\n":
            yield act.period, f"{act.act}文件“{name}”与登记簿不符"
        elif name not in found and name + PREPARED != unfinished:
            yield act.period, f"缺少{act.act}文件“{name}”"
    for name in sorted(found - by_file.keys()):
        if _ACT_FILE.fullmatch(name):
            yield name.split("/")[0], f"“{name}”不在登记簿中：登记簿被截短或换成了旧的，或该文件是添加的"
        elif not _belongs(name) and name != unfinished and not _may_be_prepared(name, len(acts) + 1):
            yield "", f"{FOLDER}中的“{name}”是后来添加的"
    yield from (("", words) for words in odd_entries(f"{FOLDER}中的", place, _periods(place), folders=True))


def _belongs(name: str) -> bool:
    """Whether a file that is no act has its place in the folder: the register, what stands beside the acts."""
    period, _slash, own = name.rpartition("/")
    return name == REGISTER or is_left_by_system(own) or own in [form.format(period) for form in BESIDE]


def _periods(place: Path) -> set[str]:
    """The folders of periods, which a killed command may leave empty."""
    found = place.iterdir() if place.is_dir() else ()
    return {path.name for path in found if not path.is_symlink() and _PERIOD.fullmatch(path.name)}


def _may_be_prepared(name: str, number: int) -> bool:
    """Whether a command killed before its act counted, the one of this number, may have left this prepared file."""
    target = name.removesuffix(PREPARED)
    if target == name:
        return False
    following = f"{number:04d}_"
    is_next = _ACT_FILE.fullmatch(target) is not None and target.split("/")[1].startswith(following)
    return is_next or (_belongs(target) and not is_left_by_system(target.rpartition("/")[2]))


def _prepared(path: Path) -> Path:
    return path.with_name(path.name + PREPARED)


def _appear(path: Path) -> None:
    """Let a prepared file take its place; one without a byte stands for a file that goes."""
    if _prepared(path).stat().st_size:
        os.replace(_prepared(path), path)
    else:
        path.unlink(missing_ok=True)
        _prepared(path).unlink()


def _act(line: bytes) -> Act | None:
    try:
        record: dict[str, Any] = json.loads(line)
        act = Act(**record)
        return act if _is_act(act) and act.line() == line and set(record) == _FIELDS else None
    except (ValueError, TypeError, RecursionError):
        return None


def _is_act(act: Act) -> bool:
    """Whether every part is of its kind, so that nothing further on stumbles over it."""
    texts = [getattr(act, name) for name in _FIELDS - {"number", "reasons"}]
    reasons = [*act.reasons.keys(), *act.reasons.values()] if isinstance(act.reasons, dict) else [None]
    words = all(isinstance(text, str) for text in (*texts, *reasons))
    return words and type(act.number) is int and act.number > 0 and bool(_ACT_FILE.fullmatch(act.file))


def _text(record: Mapping[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _write(path: Path, text: bytes) -> None:
    path.write_bytes(text)
    durable.sync(path)
