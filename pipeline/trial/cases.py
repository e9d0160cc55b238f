"""Worked cases as written: ``<scheme>.cases.yaml`` beside the file of the scheme, every mistake named with its line.

A case is one or more months in order; each gives the persons and lines it needs and says what is expected of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, TypeAdapter, ValidationError

from pipeline import yaml_text
from pipeline.scheme.model import Part
from pipeline.settings import ConfigurationError
from pipeline.settings_text import problem_words

Rows = list[dict[str, str]]
ENDING = ".cases.yaml"


class MonthCase(Part):
    """One month: what is given by heading of a table (or a row per person under 人员), and what is expected.

    ``expect`` holds per 工号 the quantities of that person; under the name of a record, per ``列=值`` those of its lines;
    under 台账余额 the balances there must be.  ``stops`` are words of the finding that stops the month.
    """

    period: str
    given: dict[str, Any]
    expect: dict[str, Any] = {}
    stops: str = ""


class WorkedCase(Part):
    """A case: its name, what it shows, where that is written; parameters and branch words may be set for it."""

    case: str
    promise: str
    source: str
    branch: dict[str, str] = {}
    set_: dict[str, str] = Field(default={}, alias="set")
    periods: list[MonthCase]


def beside(scheme: Path) -> Path:
    """The file of the cases that belong to the file of a scheme."""
    return scheme.with_name(f"{scheme.name.removesuffix('.yaml')}{ENDING}")


def read_cases(path: Path) -> list[WorkedCase]:
    """The cases in the file; ConfigurationError names every mistake with its line."""
    document = yaml_text.read(path)
    if document.problems:
        raise ConfigurationError(document.file, document.problems)
    try:
        return TypeAdapter(list[WorkedCase]).validate_python(document.data)
    except ValidationError as error:
        found = [(document.line(tuple(e["loc"])), problem_words(dict(e), document.data)) for e in error.errors()]
        raise ConfigurationError(document.file, found) from error


def rows_of(given: Mapping[str, Any], heading: str) -> Rows:
    """The rows given under a heading; none if it is not given."""
    return [dict(row) for row in given.get(heading) or ()]
