"""Worked cases as written: ``<scheme>.cases.yaml`` beside the file of the scheme, every mistake named with its line.

A case is one or more months in order, and the appraisals at the end of their quarters or years; each gives the persons
and lines it needs and says what is expected of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError, model_validator

from pipeline import yaml_text
from pipeline.period import Period, Span
from pipeline.scheme.formula_check import nearest
from pipeline.scheme.lint import Problem
from pipeline.scheme.parts import Part
from pipeline.settings import ConfigurationError
from pipeline.settings_text import problem_words

Row = Mapping[str, str | None]
Rows = list[dict[str, Any]]
ENDING = ".cases.yaml"
BRANCH_FACTS, BALANCES = "营业部", "台账余额"
"""Under ``given`` the figures of the whole branch; under ``expect`` the balances there must be."""


class CaseError(Exception):
    """A case that cannot be run as written; the text says why, in Chinese."""


def _period(text: Any) -> Any:
    try:
        return text if isinstance(text, Period) else Period.parse(str(text))
    except ValueError:
        raise ValueError(f"“{text}”不是月份，应写成 2026-03；考核写成 2026Q1 或 2026") from None


def _given(written: Any) -> Any:
    if not isinstance(written, dict):
        raise ValueError("应是若干行“表名: 各行”")
    for heading, rows in written.items():
        of_branch = heading == BRANCH_FACTS
        if not (_is_row(rows) if of_branch else isinstance(rows, list) and all(map(_is_row, rows))):
            wanted = "{奖金池: 10000}" if of_branch else "[{工号: “1”, …}]"
            raise ValueError(f"“{heading}”应写成 {wanted}，每一项是“名称: 一个值”")
    return written


def _expected(written: Any) -> Any:
    if not isinstance(written, dict):
        raise ValueError("应是若干行“工号: {量: 数}”")
    for key, wanted in written.items():
        if key == BALANCES:
            if not (isinstance(wanted, list) and all(map(_is_row, wanted))):
                raise ValueError(f"“{key}”应写成 [{{台账: …, 工号: …, 期末余额: …}}]")
        elif not (isinstance(wanted, dict) and wanted and (_is_row(wanted) or all(map(_is_row, wanted.values())))):
            raise ValueError(f"“{key}”应写成 {{量: 数}}；记录写成 {{列=值: {{量: 数}}}}")
    return written


def _is_row(written: Any) -> bool:
    return isinstance(written, dict) and all(value is None or isinstance(value, str) for value in written.values())


class MonthCase(Part):
    """One month, or one appraisal (``span``; ``period`` is its last month): what is given, and what is expected.

    ``given`` holds rows by heading of a table (or a row per person under 人员).  ``expect`` holds per 工号 the
    quantities of that person; under the name of a record, per ``列=值`` those of its lines; under 台账余额 the balances
    there must be.  ``stops`` are words of the finding that stops the month.
    """

    period: Annotated[Period, BeforeValidator(_period)]
    span: Span | None = None
    given: Annotated[dict[str, Any], BeforeValidator(_given)]
    expect: Annotated[dict[str, Any], BeforeValidator(_expected)] = Field(default_factory=dict)
    stops: str = ""

    @model_validator(mode="before")
    @classmethod
    def _spans(cls, written: Any) -> Any:
        """``2026Q1`` and ``2026`` stand for the appraisal at the end of their last month."""
        try:
            span = Span.parse(str(written["period"]))
        except (KeyError, TypeError, ValueError):
            return written
        return {**written, "span": span, "period": span.last_month}

    @property
    def place(self) -> tuple[Period, int]:
        """Where it stands among the others: a quarter after its last month, the year after the quarter."""
        return self.period, 0 if self.span is None else 2 if self.span.is_year else 1

    @property
    def named(self) -> str:
        """The period as it is written."""
        return str(self.span or self.period)


class WorkedCase(Part):
    """A case: its name, what it shows, where that is written; parameters and branch words may be set for it."""

    case: str
    promise: str
    source: str
    branch: dict[str, str] = Field(default_factory=dict)
    set_: dict[str, str] = Field(default_factory=dict, alias="set")
    periods: list[MonthCase] = Field(min_length=1)


def beside(scheme: Path) -> Path:
    """The file of the cases that belong to the file of a scheme."""
    return scheme.with_name(f"{scheme.name.removesuffix('.yaml')}{ENDING}")


def scheme_of(path: Path) -> Path:
    """The file of the scheme, whether it was named itself or by its cases."""
    return path.with_name(f"{path.name.removesuffix(ENDING)}.yaml") if path.name.endswith(ENDING) else path


def read_cases(path: Path) -> list[WorkedCase]:
    """The cases in the file; ConfigurationError names every mistake with its line."""
    if not path.is_file():
        words = f"没有用例文件“{path}”；用例写在标准文件旁边，名为“{path.name}”"
        raise ConfigurationError(path.name, [(0, words)])
    document = yaml_text.read(path)
    if document.problems:
        raise ConfigurationError(document.file, document.problems)
    try:
        cases = TypeAdapter(Annotated[list[WorkedCase], Field(min_length=1)]).validate_python(document.data)
    except ValidationError as error:
        found = [(document.line(tuple(e["loc"])), _words(dict(e), document.data)) for e in error.errors()]
        raise ConfigurationError(document.file, found) from error
    if problems := list(_case_problems(cases)):
        raise ConfigurationError(document.file, [(document.line(place), words) for place, words in problems])
    return cases


def rows_of(given: Mapping[str, Any], heading: str) -> Rows:
    """The rows given under a heading; none if it is not given."""
    return [dict(row) for row in given.get(heading) or ()]


def _words(error: dict[str, Any], data: Any) -> str:
    """A complaint of pydantic in our words; an unknown key with the nearest one of a case."""
    if error["type"] != "extra_forbidden":
        return problem_words(error, data)
    shape = WorkedCase if len(error["loc"]) == 2 else MonthCase
    known = [field.alias or name for name, field in shape.model_fields.items()]
    name = str(error["loc"][-1])
    return f"用例不认识“{name}”{nearest(name, known)}，请改正或删去"


def _case_problems(cases: Sequence[WorkedCase]) -> Iterator[Problem]:
    """Cases of one name, months out of order, and cases that expect nothing."""
    names: set[str] = set()
    for index, case in enumerate(cases):
        if case.case in names:
            yield (index, "case"), f"用例“{case.case}”写了两次，请改名"
        names.add(case.case)
        for place, (one, next_) in enumerate(pairwise(case.periods), start=1):
            if next_.place <= one.place:
                what = "考核" if next_.span else "月份"
                words = f"用例“{case.case}”的{what}{next_.named}不在{one.named}之后，请按先后写"
                yield (index, "periods", place, "period"), words
        if not any(month.expect or month.stops for month in case.periods):
            yield (index,), f"用例“{case.case}”什么也没有期望，请写 expect 或 stops"
