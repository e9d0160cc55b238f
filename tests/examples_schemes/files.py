"""The files of the example pay standards and their worked cases, each read once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pipeline.scheme_file import load_schemes
from pipeline.trial.cases import ENDING, WorkedCase, beside, read_cases
from pipeline.trial.compare import Trials

FOLDER = Path(__file__).parents[2] / "examples" / "schemes"
FILES = sorted(path for path in FOLDER.glob("*.yaml") if not path.name.endswith(ENDING))
_CASE = re.compile(r"^- case: (.+)$", re.MULTILINE)


def names_in(path: Path) -> list[str]:
    """The names of the cases beside a standard, as they stand in the text: quick enough for collecting tests."""
    return _CASE.findall(beside(path).read_text(encoding="utf-8")) if beside(path).is_file() else []


@cache
def cases_of(path: Path) -> dict[str, WorkedCase]:
    """The cases beside a standard by name."""
    return {case.case: case for case in read_cases(beside(path))}


@cache
def trials_of(path: Path) -> Trials:
    """The versions in a file, made ready once for all its cases."""
    return Trials(load_schemes(path))
