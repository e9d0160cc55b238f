"""Who may sign what, as the configuration says; read without the pay standards, which nobody needs for signing.

Only what is written plainly is read here.  Whatever is not goes to the reading of the whole configuration, which takes
it or refuses it in words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from pipeline import yaml_text
from pipeline.archive.places import RUN_JSON, result_folder, versions_folder
from pipeline.archive.record import file_sha256, read_record
from pipeline.closing.errors import Refused
from pipeline.closing.keys import fingerprint

PARTS = ("sign_off", "signers")
"""The two parts of the configuration that say it."""

_TOP = re.compile(r"([A-Za-z_]\w*):(\s|$)")
_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Signer:
    """Who signs in which role, and his public key (64 hex digits)."""

    role: str
    name: str
    key: str


@dataclass(frozen=True)
class Office:
    """Who may sign what: the roles in their order, and the signers the configuration names."""

    roles: tuple[str, ...]
    signers: tuple[Signer, ...]

    def signer(self, role: str, key: str) -> Signer:
        """The person with this key in this role; Refused if the role or the key is not in the configuration."""
        if role not in self.roles:
            raise Refused(f"没有“{role}”这个签字岗位；按顺序是{'、'.join(self.roles)}")
        for_role = [one for one in self.signers if one.role == role]
        found = next((one for one in for_role if one.key == key), None)
        if found is None:
            named = "、".join(one.name for one in for_role)
            told = f"设定的 signers 里“{role}”是{named}" if named else f"设定的 signers 里没有写“{role}”是谁"
            raise Refused(
                f"这把密钥（指纹{fingerprint(key)}）不是“{role}”的：{told}。"
                "请用本人的密钥，或请维护设定的人员把公钥写进 signers"
            )
        return found


def read_office(config: Path) -> Office:
    """The roles and the signers; ConfigurationError names every mistake with its line."""
    return _read_plainly(config) or _from_the_whole(config)


class Offices:
    """Who might sign what at the time of each result, as the configuration kept beside it says; else at present."""

    def __init__(self, outputs: Path, present: Office) -> None:
        self.outputs = outputs
        self.present = present
        self._found: dict[tuple[str, str], Office] = {}

    def at(self, period: str, contents: str) -> Office:
        """The office of the result of this hash, the present one or one kept as an older version."""
        key = (period, contents)
        if key not in self._found:
            self._found[key] = self._read(period, contents) or self.present
        return self._found[key]

    def _read(self, period: str, contents: str) -> Office | None:
        name = f"设定_{period}.yaml"
        for folder in (result_folder(self.outputs, period), *versions_folder(self.outputs, period).glob("第*版*")):
            run, settings = folder / RUN_JSON, folder / name
            if run.is_file() and settings.is_file() and file_sha256(run) == contents:
                recorded = read_record(folder).get("outputs", {}).get(name)
                return office_of(settings) if recorded == file_sha256(settings) else None
        return None


def office_of(settings: Path) -> Office | None:
    """Who might sign what by the configuration kept beside a result; None where it does not say."""
    try:
        lines = settings.read_bytes().decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    if not any(line.startswith(tuple(f"{part}:" for part in PARTS)) for line in lines):
        return None
    return _read_plainly(settings) or _of_whole_if_it_reads(settings)


def _of_whole_if_it_reads(settings: Path) -> Office | None:
    from pipeline.settings import ConfigurationError

    try:
        return _from_the_whole(settings)
    except ConfigurationError:
        return None


def _from_the_whole(config: Path) -> Office:
    from pipeline.settings import load

    text = load(config).text
    return Office(tuple(text.sign_off), tuple(Signer(one.role, one.name, one.key) for one in text.signers))


def _read_plainly(config: Path) -> Office | None:
    try:
        text = _cut_out(config.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return None
    document = yaml_text.of_text(text, config.name) if text else None
    if document is None or document.problems or not isinstance(document.data, dict):
        return None
    roles, signers = document.data.get("sign_off"), document.data.get("signers", [])
    if not (_are_words(roles) and isinstance(signers, list) and all(_is_signer(one) for one in signers)):
        return None
    return Office(tuple(roles), tuple(Signer(**one) for one in signers))


def _cut_out(text: str) -> str:
    """The lines of the two parts; nothing where a line at the margin is neither a part nor the rest of one."""
    kept: dict[str, list[str]] = {}
    part = ""
    for line in text.splitlines():
        if found := _TOP.match(line):
            part = found[1]
            if part in kept:
                return ""
            kept[part] = []
        elif line.strip() and line[0] not in " -#":
            return ""
        if part:
            kept[part].append(line)
    return "\n".join(line for name in PARTS for line in kept.get(name, []))


def _are_words(value: Any) -> TypeGuard[list[str]]:
    return isinstance(value, list) and bool(value) and all(isinstance(word, str) and word for word in value)


def _is_signer(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) != {"role", "name", "key"}:
        return False
    words: Sequence[Any] = list(value.values())
    return all(isinstance(word, str) for word in words) and bool(_KEY.fullmatch(value["key"]))
