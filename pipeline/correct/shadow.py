"""Closed months in the shadow: worked out again by their own configuration, grades and law, in a temporary folder.

A chain carries its ledgers from month to month as the real months do (:mod:`pipeline.carry`); it knows of no posted
corrections, only of the files they delivered.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.archive.places import result_folder, versions_folder
from pipeline.archive.record import file_sha256, read_record
from pipeline.closing.errors import Refused
from pipeline.correct.asked import Asked
from pipeline.month import Computed, Request, compute
from pipeline.period import Period
from pipeline.results import settings_name, write_carried
from pipeline.settings import Settings, load

Overlays = Mapping[Period, Sequence[Path]]
"""The folders of files that came late, in order, by the month they belong to."""

NAMED = 3


class Shadow:
    """Works months out in the shadow, below ``root``; each configuration is made ready once."""

    def __init__(self, asked: Asked, root: Path) -> None:
        self.asked = asked
        self.root = root
        self._settings: dict[str, Settings] = {}

    def chain(self, name: str, months: Sequence[Period], overlays: Overlays, after: str = "") -> dict[Period, Computed]:
        """The months in order; ``after`` is the chain whose last month they start from, instead of the real one."""
        inputs, outputs = self.root / name / "inputs", self.root / name / "outputs"
        inputs.mkdir(parents=True)
        outputs.mkdir()
        found = {}
        before = months[0].shift(-1)
        source = self.root / after / "outputs" if after else self.asked.outputs
        _lay(source / str(before), outputs / str(before))
        for month in months:
            self.asked.say(f"{month}（{name}）")
            self._deliver(month, overlays.get(month, ()), inputs / str(month))
            self._lay_grades(month, outputs)
            found[month] = self._month(month, inputs, outputs, name)
        return found

    def settings(self, month: Period) -> Settings:
        """The configuration the month was computed by, as it lies beside its result."""
        path = result_folder(self.asked.outputs, str(month)) / settings_name(str(month))
        if not path.is_file():
            raise Refused(f"{month}的结果里没有当时的设定（{path.name}），无从按当时的标准更正")
        digest = file_sha256(path)
        if digest not in self._settings:
            self._settings[digest] = load(path)
        return self._settings[digest]

    def _month(self, month: Period, inputs: Path, outputs: Path, name: str) -> Computed:
        computed = compute(Request(month, self.settings(month), inputs, outputs))
        if computed.stopped:
            raise Refused(_stopped(month, name, computed))
        target = outputs / str(month)
        target.mkdir()
        write_carried(computed, target)
        return computed

    def _deliver(self, month: Period, late: Sequence[Path], target: Path) -> None:
        """The files of the month as they were delivered, and over them what came late."""
        delivered = self.asked.inputs / str(month)
        if not late:
            _lay(delivered, target)
            return
        shutil.copytree(delivered, target)
        for folder in late:
            shutil.copytree(folder, target, dirs_exist_ok=True)

    def _lay_grades(self, month: Period, outputs: Path) -> None:
        """The quarters and years whose decided grades the month took, in the version it took, and no others."""
        taken: Mapping[str, str] = read_record(result_folder(self.asked.outputs, str(month))).get("results", {})
        for path in outputs.iterdir():
            if "-" not in path.name:
                path.unlink() if path.is_symlink() else shutil.rmtree(path)
        for file, sha256 in taken.items():
            span, _, name = file.partition("/")
            if not (outputs / span).exists():
                _lay(self._version(span, name, sha256), outputs / span)

    def _version(self, span: str, name: str, sha256: str) -> Path:
        """The result of a quarter or year that has this file, the present one or one kept."""
        kept = versions_folder(self.asked.outputs, span)
        for folder in (result_folder(self.asked.outputs, span), *sorted(kept.glob("第*版*"))):
            if (folder / name).is_file() and file_sha256(folder / name) == sha256:
                return folder
        raise Refused(f"找不到当时采用的“{span}/{name}”：{span}的结果和历史版本里都没有，无从按当时的级别更正")


def _lay(source: Path, target: Path) -> None:
    """A folder that is only read, as a link where the system has them."""
    if source.is_dir():
        try:
            target.symlink_to(source.resolve(), target_is_directory=True)
        except OSError:
            shutil.copytree(source, target)


def _stopped(month: Period, name: str, computed: Computed) -> str:
    stops = [found for found in computed.findings if found.stops]
    told = "；".join(f"{found.place}：{found.message}".lstrip("：") for found in stops[:NAMED])
    more = f" 等{len(stops)}处" if len(stops) > NAMED else ""
    return f"{month}（{name}）有阻断，不能更正：{told}{more}。请改正后再运行；任何文件都没有改动"
