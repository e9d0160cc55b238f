"""A pay standard in a file of its own (``schemes``, perhaps the ``branch`` it is tried for), outside any installation.

Checked like the configuration, with the line of every mistake; what the pay report asks for is not asked here, nor is
an approval, since nobody is paid by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field

from pipeline import yaml_text
from pipeline.period import Period
from pipeline.scheme.model import RuleSet
from pipeline.scheme.parts import Part
from pipeline.scheme_versions import governing, none_governing, version_problems
from pipeline.settings import ConfigurationError, Standard, compiled, validated
from pipeline.settings_text import Branch

KIND = "薪酬标准"


class SchemesText(Part):
    """The whole file."""

    branch: Branch | None = None
    schemes: list[RuleSet] = Field(min_length=1)


@dataclass(frozen=True)
class SchemeFile:
    """The checked versions of a file, as written; from them come standards, with a statute or without any."""

    text: SchemesText
    file: str
    document: yaml_text.Document = field(repr=False, compare=False)

    def branch(self, words: Mapping[str, str] | None = None) -> dict[str, str]:
        """What the branch is: the words of the file, and over them those given (营业部, 城市, 地区类别, 城市类别)."""
        own = (self.text.branch or Branch(name="")).words()
        return {**own, **(words or {})}

    def in_force(self, period: Period, words: Mapping[str, str] | None = None) -> RuleSet:
        """The version that governs such a branch in the month; ConfigurationError if none does."""
        versions, branch = self.text.schemes, self.branch(words)
        found = governing(versions, period.first_day, branch)
        if found is None:
            told = none_governing(versions, KIND, period, branch)
            raise ConfigurationError(self.file, [(self.document.line(("schemes",)), told)])
        return found

    def standard(self, scheme: RuleSet, law: RuleSet | None = None, words: Mapping[str, str] | None = None) -> Standard:
        """One version made ready, with this statute or without any; it may have been changed since it was read.

        ConfigurationError, at the lines of the version of that name, where the change or the statute does not fit.
        """
        standard, of_scheme, of_law = compiled(scheme, law, self.branch(words))
        named = [(one.name, one.version) for one in self.text.schemes]
        place = ("schemes", named.index((scheme.name, scheme.version)))
        problems = [(self.document.line((*place, *path)), told) for path, told in of_scheme]
        problems += [(self.document.line(place), f"法定标准：{told}") for _, told in of_law]
        if problems:
            raise ConfigurationError(self.file, problems)
        return standard


def load_schemes(path: Path, law: RuleSet | None = None) -> SchemeFile:
    """The pay standards in the file; ConfigurationError names every mistake with its line.

    They may look up the tables of this statute, where there is one.
    """
    document, text = validated(path, SchemesText)
    found = SchemeFile(text, document.file, document)
    problems = [(("schemes", *path), words) for path, words in version_problems(text.schemes, KIND)]
    for index, scheme in enumerate(text.schemes):
        problems += [(("schemes", index, *path), words) for path, words in compiled(scheme, law, found.branch())[1]]
    if problems:
        raise ConfigurationError(document.file, [(document.line(place), words) for place, words in problems])
    return found
