"""Mistakes of a configuration outside its rule sets: days that make no sense, a report that asks for what is not made.

Each problem comes with the path of its place in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.scheme.formula_check import nearest
from pipeline.scheme.lint import Problem
from pipeline.scheme.model import RuleSet
from pipeline.scheme_versions import version_problems
from pipeline.settings_text import Text

KIND = {"schemes": "薪酬标准", "law": "法定标准"}
"""What the versions of each part of the configuration are called."""


def date_problems(text: Text) -> Iterator[Problem]:
    """Rule sets whose days make no sense, or that govern a day together; calendar days outside their year."""
    for part, kind in KIND.items():
        versions, side_by_side = getattr(text, part), part == "law"
        found = version_problems(versions, kind, side_by_side=side_by_side)
        yield from (((part, *path), words) for path, words in found)
    for name in ("statutory_days", "workdays"):
        for year, days in getattr(text.calendar, name).items():
            for index, day in enumerate(days):
                if str(day.year) != year:
                    yield ("calendar", name, year, index), f"{day}不在{year}年，请移到它自己的年份下"


def report_twice(text: Text) -> Iterator[Problem]:
    """Columns of the report that stand there twice."""
    for index, name in enumerate(text.report.columns):
        if name in text.report.columns[:index]:
            yield ("report", "columns", index), f"报表列“{name}”写了两次，请删去一处"
    for index, name in enumerate(text.report.optional):
        if name in (*text.report.columns, *text.report.optional[:index]):
            yield ("report", "optional", index), f"报表列“{name}”写了两次，请删去一处"


def report_problems(text: Text, scheme: RuleSet, known: Mapping[str, str]) -> Iterator[Problem]:
    """What the report and the gate ask for that nothing makes; ``known`` are the quantities of persons."""
    for index, name in enumerate(text.report.columns):
        if name not in known:
            yield ("report", "columns", index), f"报表列“{name}”不是任何项目或人员信息{nearest(name, known)}"
    for index, name in enumerate(text.report.optional):
        if name not in known:
            yield ("report", "optional", index), f"报表列“{name}”不是任何项目或人员信息{nearest(name, known)}"
    for index, name in enumerate(text.gate.items if "items" in text.gate.model_fields_set else ()):
        if name not in known:
            yield ("gate", "items", index), f"“{name}”不是任何项目或人员信息{nearest(name, known)}"
    split = [credit.name for credit in scheme.credits if credit.split == "最大余数到分"]
    retained = text.report.retained
    if retained and retained not in split:
        yield ("report", "retained"), f"营业部自留“{retained}”不是任何分到分的归属{nearest(retained, split)}"
