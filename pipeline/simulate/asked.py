"""What a trial is asked to do, and where its result may lie: never among results, never among what was delivered."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.places import RUN_JSON, lock_file, versions_folder, workshop
from pipeline.period import Period

TRIALS = "试算"
"""The folder below the outputs that holds the results of trials."""
LONGEST_NAME = 50
_MONTH = re.compile(r"\d{4}-\d\d", re.ASCII)
_NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')


class CannotSimulate(Exception):
    """The trial cannot be run as asked; ``problems`` are words for the user, all at once."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Asked:
    """The months, where they are delivered and computed, and what the trial does otherwise."""

    first: Period
    last: Period
    config: Path
    inputs: Path
    outputs: Path
    scheme_file: Path | None
    sets: tuple[str, ...]
    to: Path | None
    top: int
    say: Callable[[str], None] = lambda words: None

    @property
    def periods(self) -> tuple[Period, ...]:
        """The months in order."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        return tuple(self.first.shift(number) for number in range(months + 1))

    @property
    def folder(self) -> Path:
        """Where the result is to appear."""
        return self.to or self.outputs / TRIALS / self._name

    @property
    def _name(self) -> str:
        """Named after the months and what was changed; what does not fit is told apart by a few signs of its hash."""
        months = str(self.first) if self.first == self.last else f"{self.first}_{self.last}"
        words = "、".join((*([self.scheme_file.stem] if self.scheme_file else []), *self.sets))
        name = _NOT_IN_A_NAME.sub("_", words)
        if len(name) > LONGEST_NAME:
            name = f"{name[:LONGEST_NAME]}…{hashlib.sha256(words.encode()).hexdigest()[:6]}"
        return f"{months}_{name.rstrip('.')}"


def verify_asked(asked: Asked) -> None:
    """Raises CannotSimulate with everything that is wrong with the months, the changes asked for, and the folder."""
    problems = []
    if asked.last < asked.first:
        problems.append(f"末月{asked.last}早于首月{asked.first}，请对调")
    if asked.scheme_file is None and not asked.sets:
        problems.append("没有写试算什么：用 --scheme 文件 换一份薪酬标准，或用 --set 名称=值 改参数与表")
    if problem := _folder_problem(asked):
        problems.append(problem)
    if problems:
        raise CannotSimulate(*problems)


def _folder_problem(asked: Asked) -> str:
    """Why nothing may be written to the folder; empty if it may."""
    folder, outputs = asked.folder.resolve(), asked.outputs.resolve()
    below = _first_step(folder, outputs)
    reserved = {place(Path(), "月").parts[0] for place in (versions_folder, workshop, lock_file)}
    if folder.exists() and not folder.is_dir():
        return f"“{asked.folder}”是文件，不是文件夹；请给 --to 换一个文件夹"
    if below == "" or below in reserved or (below and _MONTH.fullmatch(below)):
        return f"“{asked.folder}”是正式结果的文件夹，试算不写在那里；请给 --to 换一个文件夹"
    if held := next((place for place in (folder, *folder.parents) if (place / RUN_JSON).exists()), None):
        return f"“{held}”里有正式结果（{RUN_JSON}），试算不写在那里；请给 --to 换一个文件夹"
    delivered = _first_step(folder, asked.inputs.resolve())
    if delivered and _MONTH.fullmatch(delivered):
        return f"“{asked.folder}”是交来文件的文件夹，试算不写在那里；请给 --to 换一个文件夹"
    return ""


def _first_step(inner: Path, outer: Path) -> str | None:
    """The name just below ``outer`` on the way to ``inner``; empty if they are one, None if it does not lie there."""
    if not inner.is_relative_to(outer):
        return None
    return next(iter(inner.relative_to(outer).parts), "")
