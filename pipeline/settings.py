"""The settings of an installation: one ``config.yaml``, read whole, every mistake named with its line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from pipeline import yaml_text
from pipeline.appraisals import AppraisalRules, compile_appraisals
from pipeline.period import Period
from pipeline.record_tables import record_problems
from pipeline.scheme.compile import Rules, compile_rules
from pipeline.scheme.formula_check import nearest
from pipeline.scheme.lint import Known, Path_, Problem
from pipeline.scheme.model import Part, RuleSet
from pipeline.scheme.units import column_unit
from pipeline.scheme_versions import could_meet, fits, governing, none_governing, version_problems
from pipeline.settings_text import CalendarText, Text, one_reading, problem_words
from pipeline.standard_tables import line_tables_of
from schemas.columns import POSTS
from schemas.intake import CUSTOMERS, SALES
from schemas.results import PERSONS

__all__ = ["CalendarText", "ConfigurationError", "Settings", "Standard", "compiled", "known_to", "load", "validated"]


class ConfigurationError(Exception):
    """The configuration cannot be used; ``problems`` are (line, words) in Chinese."""

    def __init__(self, file: str, problems: Sequence[tuple[int, str]]) -> None:
        super().__init__(f"{file}: {len(problems)}")
        self.file = file
        self.problems = sorted(set(problems))

    def __str__(self) -> str:
        return "\n".join(f"{self.file} 第{line}行：{words}" for line, words in self.problems)


@dataclass(frozen=True)
class Settings:
    """The checked configuration and the rule sets it holds.

    ``ready`` are the pairs made ready when it was checked, ``raw`` the bytes of the file, kept beside every result.
    """

    text: Text
    file: str
    sha256: str
    document: yaml_text.Document = field(repr=False, compare=False)
    ready: tuple[Standard, ...] = field(default=(), repr=False, compare=False)
    raw: bytes = field(default=b"", repr=False, compare=False)

    def standard(self, period: Period) -> Standard:
        """The pay standard and the statute that govern this branch on the first day of the period.

        ConfigurationError if there is none, or if it may not be paid by.
        """
        scheme = self.in_force("schemes", period)
        law = self.in_force("law", period)
        place = self._place("schemes", scheme)
        if scheme.approval is None or not scheme.approval.document.strip():
            words = f"薪酬标准“{scheme.name}”没有批准文号（approval），未经渠道管理部批准不得据以发薪（指引第二条）"
            raise self.refusal(place, words)
        if scheme.approval.date > period.last_day:
            words = (
                f"薪酬标准“{scheme.name}”的批准日期{scheme.approval.date}晚于{period}，"
                "批准之前的月份不得据以发薪（指引第二条）；请核对批准日期，或用当时有效的标准"
            )
            raise self.refusal((*place, "approval"), words)
        if law.expires and law.expires < period.first_day:
            words = f"法定标准“{law.name}”已于{law.expires}到期，请确认新的法定数字并更新 law"
            raise self.refusal((*self._place("law", law), "expires"), words)
        for made in self.ready:
            if made.scheme.text is scheme and made.law is not None and made.law.text is law:
                return made
        standard, *problems = compiled(scheme, law, self.text.branch.words())
        assert not any(problems), problems
        return standard

    def refusal(self, path: Path_, words: str) -> ConfigurationError:
        """The error that says these words at the line of this path."""
        return ConfigurationError(self.file, [(self.document.line(path), words)])

    def in_force(self, part: str, period: Period) -> RuleSet:
        """The version of ``schemes`` or ``law`` that governs this branch in the month; ConfigurationError if none."""
        versions, branch = getattr(self.text, part), self.text.branch.words()
        found = governing(versions, period.first_day, branch)
        if found is None:
            words = none_governing(versions, _KIND[part], period, branch)
            raise self.refusal((part,), words)
        return found

    def _place(self, part: str, rules: RuleSet) -> Path_:
        return (part, getattr(self.text, part).index(rules))


@dataclass(frozen=True)
class Standard:
    """What governs one month: the pay standard and the statute, ready to run; one that is only tried has no statute.

    ``appraisals`` are those of the pay standard, in the order they are worked out.
    """

    scheme: Rules
    law: Rules | None = None
    appraisals: tuple[AppraisalRules, ...] = ()

    @cached_property
    def rule_sets(self) -> tuple[Rules, ...]:
        """Pay standard first, then the statute that builds on it, if there is one."""
        return (self.scheme,) if self.law is None else (self.scheme, self.law)


P = TypeVar("P", bound=Part)
_KIND = {"schemes": "薪酬标准", "law": "法定标准"}


def load(path: Path) -> Settings:
    """The settings in the file; ConfigurationError names every mistake with its line."""
    document, text = validated(path, Text)
    problems = [*_date_problems(text), *_report_twice(text)]
    ready = []
    for scheme, law in _together(text):
        standard, found = _checked(text, scheme, law)
        ready.append(standard)
        problems += found
    if problems:
        raise ConfigurationError(document.file, [(document.line(place), words) for place, words in problems])
    raw = path.read_bytes()
    return Settings(text, document.file, hashlib.sha256(raw).hexdigest(), document, tuple(ready), raw)


def validated(path: Path, shape: type[P]) -> tuple[yaml_text.Document, P]:
    """The file as written and as this part of a configuration; ConfigurationError where it has not its shape."""
    document = yaml_text.read(path)
    if document.problems:
        raise ConfigurationError(document.file, document.problems)
    try:
        return document, shape.model_validate(document.data)
    except ValidationError as error:
        told = one_reading([dict(each) for each in error.errors()], document.data)
        found = [(document.line(tuple(each["loc"])), problem_words(each, document.data)) for each in told]
        raise ConfigurationError(document.file, found) from error


def compiled(
    scheme: RuleSet, law: RuleSet | None, branch: Mapping[str, str]
) -> tuple[Standard, list[Problem], list[Problem]]:
    """Both rule sets made ready for this branch, and the problems of each with their paths below it."""
    made, found = compile_rules(scheme, known_to(scheme), branch=branch)
    appraisals, of_appraisals = compile_appraisals(scheme, law, known_to(scheme), branch)
    found = [*found, *record_problems(scheme), *of_appraisals]
    if law is None:
        return Standard(made, appraisals=appraisals), found, []
    above, of_law = compile_rules(law, known_to(scheme, scheme), made)
    return Standard(made, above, appraisals), found, of_law


def _checked(text: Text, scheme: RuleSet, law: RuleSet | None) -> tuple[Standard, list[Problem]]:
    """Two rule sets that may govern together made ready, and every problem; of the report only for this branch."""
    branch = text.branch.words()
    standard, of_scheme, of_law = compiled(scheme, law, branch)
    found: list[Problem] = [(("schemes", text.schemes.index(scheme), *path), words) for path, words in of_scheme]
    if law is not None:
        found += [(("law", text.law.index(law), *path), words) for path, words in of_law]
        if fits(scheme, branch) and fits(law, branch):
            found += _report_problems(text, scheme, law)
    return standard, found


def _date_problems(text: Text) -> Iterator[Problem]:
    """Rule sets whose days make no sense, or that govern a day together; calendar days outside their year."""
    for part, kind in _KIND.items():
        yield from (((part, *path), words) for path, words in version_problems(getattr(text, part), kind))
    for name in ("statutory_days", "workdays"):
        for year, days in getattr(text.calendar, name).items():
            for index, day in enumerate(days):
                if str(day.year) != year:
                    yield ("calendar", name, year, index), f"{day}不在{year}年，请移到它自己的年份下"


def _report_twice(text: Text) -> Iterator[Problem]:
    for index, name in enumerate(text.report.columns):
        if name in text.report.columns[:index]:
            yield ("report", "columns", index), f"报表列“{name}”写了两次，请删去一处"


def _together(text: Text) -> Iterator[tuple[RuleSet, RuleSet | None]]:
    """Every pay standard with each statute it may govern a day with; alone if with none."""
    for scheme in text.schemes:
        laws: list[RuleSet | None] = [law for law in text.law if could_meet(law, scheme)]
        yield from ((scheme, law) for law in laws or [None])


def _report_problems(text: Text, scheme: RuleSet, law: RuleSet) -> Iterator[Problem]:
    known = {**known_to(scheme, scheme).facts["人员"], **law.quantities("人员")}
    for index, name in enumerate(text.report.columns):
        if name not in known:
            yield ("report", "columns", index), f"报表列“{name}”不是任何项目或人员信息{nearest(name, known)}"
    for index, name in enumerate(text.gate.items if "items" in text.gate.model_fields_set else ()):
        if name not in known:
            yield ("gate", "items", index), f"“{name}”不是任何项目或人员信息{nearest(name, known)}"
    split = [credit.name for credit in scheme.credits if credit.split == "最大余数到分"]
    retained = text.report.retained
    if retained and retained not in split:
        yield ("report", "retained"), f"营业部自留“{retained}”不是任何分到分的归属{nearest(retained, split)}"


def known_to(scheme: RuleSet, base: RuleSet | None = None) -> Known:
    """What formulas may name beside the rule set's own quantities; the statute also what the pay standard makes."""
    columns = {
        "客户": CUSTOMERS.columns[2:],  # not who he is: 客户号 and 客户姓名
        "产品销售": SALES.columns,
        "人员": PERSONS.columns[:-2],  # not where he was read
    }
    facts = {each: {column.heading: column_unit(column) for column in of_each} for each, of_each in columns.items()}
    return Known(
        facts={each: {**made, **(base.quantities(each) if base else {})} for each, made in facts.items()},
        lines={
            heading: {column.heading: column_unit(column) for column in table.columns}
            for heading, table in line_tables_of(scheme).items()
        },
        amounts={column.heading: column.type for column in CUSTOMERS.columns if column.type in ("money", "amount")},
        posts=POSTS,
    )
