"""The settings of an installation: one ``config.yaml``, read whole, every mistake named with its line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from pipeline import yaml_text
from pipeline.appraisals import AppraisalRules, compile_appraisals
from pipeline.law_parts import (
    Documents,
    governing_documents,
    lacking,
    lacking_words,
    named_twice,
    origin,
    possible,
    together,
)
from pipeline.period import Period
from pipeline.record_tables import record_problems
from pipeline.scheme.compile import Rules, compile_rules, tables_of
from pipeline.scheme.lint import Known, Path_, Problem
from pipeline.scheme.model import RuleSet
from pipeline.scheme.natures import with_sums
from pipeline.scheme.parts import Part
from pipeline.scheme.units import column_unit
from pipeline.scheme_versions import fits, governing, none_governing
from pipeline.settings_checks import KIND, date_problems, report_problems, report_twice
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
        """The pay standard and the documents of the law that govern this branch on the first day of the period.

        ConfigurationError if there is none, or if it may not be paid by.
        """
        scheme = self.in_force("schemes", period)
        documents = self.documents(period)
        place = ("schemes", _index(self.text.schemes, scheme))
        if scheme.approval is None or not scheme.approval.document.strip():
            words = f"薪酬标准“{scheme.name}”没有批准文号（approval），未经渠道管理部批准不得据以发薪（指引第二条）"
            raise self.refusal(place, words)
        if scheme.approval.date > period.last_day:
            words = (
                f"薪酬标准“{scheme.name}”的批准日期{scheme.approval.date}晚于{period}，"
                "批准之前的月份不得据以发薪（指引第二条）；请核对批准日期，或用当时有效的标准"
            )
            raise self.refusal((*place, "approval"), words)
        self._refuse_expired(documents, period)
        for made in self.ready:
            if _are(made.written, (scheme, *documents)):
                return made
        standard, *problems = compiled(scheme, together(documents), self.text.branch.words())
        assert not any(problems), problems
        return standard

    def refusal(self, path: Path_, words: str) -> ConfigurationError:
        """The error that says these words at the line of this path."""
        return ConfigurationError(self.file, [(self.document.line(path), words)])

    def in_force(self, part: str, period: Period) -> RuleSet:
        """The version of ``schemes`` that governs this branch in the month, or all of ``law`` that does as one.

        ConfigurationError if there is none.
        """
        if part == "law":
            return together(self.documents(period))
        versions, branch = self.text.schemes, self.text.branch.words()
        found = governing(versions, period.first_day, branch)
        if found is None:
            raise self.refusal((part,), none_governing(versions, KIND[part], period, branch))
        return found

    def documents(self, period: Period) -> Documents:
        """The documents of ``law`` that govern this branch in the month, in the order written.

        ConfigurationError if there is none, or if one that there is for this branch has no version for the month.
        """
        versions, branch = self.text.law, self.text.branch.words()
        found = governing_documents(versions, period.first_day, branch)
        if not found:
            raise self.refusal(("law",), none_governing(versions, KIND["law"], period, branch))
        gone = lacking(versions, period.first_day, branch)
        self._refuse((("law", _index(versions, law)), lacking_words(law, period)) for law in gone)
        return found

    def _refuse_expired(self, documents: Documents, period: Period) -> None:
        """ConfigurationError for every document that was to be confirmed before the month ends."""
        self._refuse(
            (("law", _index(self.text.law, law), "expires"),
             f"法定标准“{law.name}”于{law.expires}到期，不能用到{period}月底，请确认新的法定数字并更新 law")
            for law in documents if law.expires and law.expires < period.last_day
        )  # fmt: skip

    def _refuse(self, problems: Iterable[Problem]) -> None:
        if found := [(self.document.line(path), words) for path, words in problems]:
            raise ConfigurationError(self.file, found)


@dataclass(frozen=True)
class Standard:
    """What governs one month: the pay standard and the statute, ready to run; one that is only tried has no statute.

    ``law`` is everything the documents in force set, as one; ``written`` are the pay standard and these documents as
    they stand in the configuration.  ``appraisals`` are those of the pay standard, in the order they are worked out.
    """

    scheme: Rules
    law: Rules | None = None
    appraisals: tuple[AppraisalRules, ...] = ()
    written: tuple[RuleSet, ...] = field(default=(), repr=False, compare=False)

    @cached_property
    def rule_sets(self) -> tuple[Rules, ...]:
        """Pay standard first, then the statute that builds on it, if there is one."""
        return (self.scheme,) if self.law is None else (self.scheme, self.law)


P = TypeVar("P", bound=Part)


def load(path: Path) -> Settings:
    """The settings in the file; ConfigurationError names every mistake with its line."""
    document, text = validated(path, Text)
    problems = [*date_problems(text), *report_twice(text)]
    ready = []
    for scheme, documents in _together(text):
        standard, found = _checked(text, scheme, documents)
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
    scheme, law = with_sums(scheme, scheme), with_sums(law, scheme) if law else None
    made, found = compile_rules(scheme, known_to(scheme), branch=branch, lent=tables_of(law) if law else None)
    appraisals, of_appraisals = compile_appraisals(scheme, law, known_to(scheme), branch)
    found = [*found, *record_problems(scheme), *of_appraisals]
    if law is None:
        return Standard(made, appraisals=appraisals), found, []
    above, of_law = compile_rules(law, known_to(scheme, scheme), made)
    return Standard(made, above, appraisals), found, of_law


def _checked(text: Text, scheme: RuleSet, documents: Documents) -> tuple[Standard, list[Problem]]:
    """Rule sets that may govern together made ready, and every problem; of the report only for this branch."""
    branch, law = text.branch.words(), together(documents) if documents else None
    standard, of_scheme, of_law = compiled(scheme, law, branch)
    found: list[Problem] = [(("schemes", _index(text.schemes, scheme), *path), words) for path, words in of_scheme]
    twice = list(named_twice(documents))
    # A name in two documents brings about more complaints, all of them for this one reason.
    told = twice or [(one, (own, words)) for path, words in of_law for one, own in (origin(documents, path),)]
    found += [(("law", _index(text.law, one), *path), words) for one, (path, words) in told]
    if law is not None and fits(scheme, branch) and fits(law, branch):
        known = {**known_to(scheme, scheme).facts["人员"], **law.quantities("人员")}
        found += report_problems(text, scheme, known)
    return replace(standard, written=(scheme, *documents)), found


def _index(versions: Sequence[RuleSet], rules: RuleSet) -> int:
    """The place of this very version, whatever others say the same."""
    return next(index for index, one in enumerate(versions) if one is rules)


def _are(some: Documents, others: Documents) -> bool:
    """Whether both are the very same rule sets."""
    return list(map(id, some)) == list(map(id, others))


def _together(text: Text) -> Iterator[tuple[RuleSet, Documents]]:
    """Every pay standard with each set of documents it may govern a day with; alone if with none."""
    for scheme in text.schemes:
        sets = possible(scheme, text.law, text.branch.words())
        yield from ((scheme, documents) for documents in sets or [()])


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
