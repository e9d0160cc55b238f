"""The configuration of the trial: the present one with another pay standard in its place, or other figures in it.

It is written to a file of its own and loaded like every configuration, so that nothing passes here that could not pass
there; what is wrong is told in the words of the user's file or ``--set``, not of that file.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import yaml_text
from pipeline.period import Period
from pipeline.scheme_file import load_schemes
from pipeline.scheme_versions import fits
from pipeline.settings import ConfigurationError, Settings, load
from pipeline.simulate.asked import Asked, CannotSimulate
from pipeline.simulate.assignments import Path_, Place, SetError, apply, places_of, read_assignments

NOT_TO_BE_PAID = "试算，不得据以发薪"
WRITTEN = "试算设定.yaml"
IN_FEN = "最大余数到分"
NOT_NAMED = "不是任何项目或人员信息"
"""What the loader says of a column of the report that nothing makes."""

Problem = tuple[Path_, str]


@dataclass(frozen=True)
class Trial:
    """The settings of the trial, what ``--set`` changes in them, and what the user should know of them."""

    settings: Settings
    places: tuple[Place, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True)
class _Other:
    """The pay standard of the trial as the user wrote it, its place in the file, and whether it is for this branch."""

    document: yaml_text.Document
    index: int
    is_for_us: bool

    @property
    def written(self) -> Mapping[str, Any]:
        """The standard as plain data."""
        written: Mapping[str, Any] = self.document.data["schemes"][self.index]
        return written


def trial_settings(base: Settings, asked: Asked, folder: Path) -> Trial:
    """The settings of the trial, written to ``folder`` on the way.

    Raises CannotSimulate for what is wrong in ``--set``, ConfigurationError for what is wrong in the pay standard.
    """
    assignments, problems = read_assignments(asked.sets)
    other = _other(asked.scheme_file, base, asked.first) if asked.scheme_file else None
    data = copy.deepcopy(base.document.data)
    notices: list[str] = []
    if other is not None:
        data["schemes"] = [_for_these_months(other.written, asked.periods)]
        found = _checked(data, folder)[1]
        notices += [*_of_the_standard(other), *_fit_report(data, found)]
        _refuse_standard(other, _checked(data, folder)[1] if found else [], problems)
    places: list[Place] = []
    for assignment in assignments:
        try:
            places += places_of(assignment, _governing(base, data, asked.periods))
        except SetError as error:
            problems.append(f"--set “{assignment.text}”：{error}")
    for place in places:
        apply(data, place)
    settings, found = _checked(data, folder)
    problems += _in_words_of_sets(found, places)
    if problems or settings is None:
        raise CannotSimulate(*problems)
    notices += [f"“{place.label}”本来就是 {place.old}，没有变化" for place in places if place.old == place.new]
    return Trial(settings, tuple(places), tuple(notices))


def _other(path: Path, base: Settings, first: Period) -> _Other:
    """The one pay standard meant by the file: its only one, or the only one for this branch, or of those in force."""
    file = load_schemes(path, base.in_force("law", first))
    words = base.text.branch.words()
    ours = [scheme for scheme in file.text.schemes if fits(scheme, words)] or file.text.schemes
    chosen = ours if len(ours) == 1 else [scheme for scheme in ours if scheme.governs(first.first_day)]
    if len(chosen) != 1:
        names = "、".join(f"{scheme.name}（{scheme.version}）" for scheme in ours)
        told = f"有{len(ours)}份薪酬标准都可以用：{names}；试算只能用一份，请删去其余的"
        raise ConfigurationError(file.file, [(file.document.line(("schemes", 1)), told)])
    return _Other(file.document, file.text.schemes.index(chosen[0]), fits(chosen[0], words))


def _for_these_months(written: Mapping[str, Any], periods: Sequence[Period]) -> dict[str, Any]:
    """The pay standard, in force in these months and for this branch whatever it says; nobody has approved it."""
    scheme = {name: copy.deepcopy(part) for name, part in written.items() if name != "applies_to"}
    first, last = periods[0].first_day, periods[-1].last_day
    scheme["in_force"] = {"from": str(first), "until": str(last)}
    # The loader lets none pay without approval; the trial pays nobody, and says so wherever it names the standard.
    scheme["approval"] = {"document": NOT_TO_BE_PAID, "date": str(first)}
    return scheme


def _of_the_standard(other: _Other) -> list[str]:
    """What of the file does not count in a trial."""
    told = []
    if "branch" in other.document.data:
        told.append(f"{other.document.file}里的 branch 没有采用：试算按本营业部计算")
    if not other.is_for_us:
        told.append(f"{other.document.file}里的标准写明不适用于本营业部（applies_to），试算仍按它计算")
    return told


def _fit_report(data: Any, problems: Iterable[Problem]) -> list[str]:
    """Leave out of the report what the trial's standard does not make; says which columns those are.

    What the branch keeps is told of its first credit in fen if it has not the present one.
    """
    if any(path == ("report", "retained") for path, _ in problems):
        split = [credit["name"] for credit in data["schemes"][0].get("credits", []) if credit["split"] == IN_FEN]
        data["report"]["retained"] = next(iter(split), "")
    missing = [
        int(path[2]) for path, words in problems if path[:2] == ("report", "columns") and len(path) == 3
        and NOT_NAMED in words
    ]  # fmt: skip
    columns = data["report"]["columns"]
    names = [columns[index] for index in missing]
    data["report"]["columns"] = [name for name in columns if name not in names]
    return [f"试算的标准没有：{'、'.join(names)}；这些报表列在试算中按没有计"] if names else []


def _checked(data: Any, folder: Path) -> tuple[Settings | None, list[Problem]]:
    """The settings the data make, or every problem with its path."""
    path = folder / WRITTEN
    # JSON, a scalar a line, is YAML too: every line belongs to one path.
    path.write_text(json.dumps(data, ensure_ascii=False, indent=0), encoding="utf-8")
    try:
        return load(path), []
    except ConfigurationError as error:
        paths = {line: place for place, line in yaml_text.read(path).lines.items()}
        return None, [(paths.get(line, ()), words) for line, words in error.problems]


def _refuse_standard(other: _Other, found: Sequence[Problem], problems: Sequence[str]) -> None:
    """Raises ConfigurationError when the pay standard of the trial cannot be used, with all else found so far."""
    if found:
        told = [(_line(other, path), words) for path, words in found]
        raise ConfigurationError(other.document.file, [*told, *((0, words) for words in problems)])


def _line(other: _Other, path: Path_) -> int:
    """The line in the user's file; 0 for what lies in the rest of the configuration."""
    return other.document.line(("schemes", other.index, *path[2:])) if path[:1] == ("schemes",) else 0


def _governing(base: Settings, data: Any, periods: Sequence[Period]) -> dict[Path_, Mapping[str, Any]]:
    """The rule sets, as written, that govern the months, by their paths: pay standards first."""
    paths: dict[Path_, Mapping[str, Any]] = {}
    for period in periods:
        # A standard of the user's own governs all months; the present one is found where it is written.
        index = 0 if len(data["schemes"]) == 1 else base.text.schemes.index(base.in_force("schemes", period))
        paths[("schemes", index)] = data["schemes"][index]
        for document in base.documents(period):
            index = base.text.law.index(document)
            paths[("law", index)] = data["law"][index]
    return dict(sorted(paths.items(), key=lambda one: (one[0][0] == "law", one[0][1])))


def _in_words_of_sets(found: Sequence[Problem], places: Sequence[Place]) -> list[str]:
    """Each problem after the ``--set`` that brought it about: those that change something near its place."""
    told = []
    for path, words in found:
        near = [place for place in places if place.path[: len(path)] == path or place.path[:4] == path[:4]]
        given = "、".join(dict.fromkeys(f"“{place.given}”" for place in near or places))
        told.append(f"--set {given}：{words.rpartition(' › ')[2].partition('：')[2] if ' › ' in words else words}")
    return told
