"""Mistakes of a configuration outside its rule sets: days that make no sense, a report that asks for what is not made.

Each problem comes with the path of its place in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.scheme.formula_check import nearest
from pipeline.scheme.lint import Problem
from pipeline.scheme.model import RuleSet
from pipeline.scheme_versions import fits, scope_words, titled, version_problems
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
            yield ("report", "columns", index), f"报表列“{name}”{_unknown(text, name, known)}"
    for index, name in enumerate(text.report.optional):
        if name not in known:
            yield ("report", "optional", index), f"报表列“{name}”{_unknown(text, name, known)}"
    for index, name in enumerate(text.gate.items if "items" in text.gate.model_fields_set else ()):
        if name not in known:
            yield ("gate", "items", index), f"“{name}”{_unknown(text, name, known)}"
    split = [credit.name for credit in scheme.credits if credit.split == "最大余数到分"]
    retained = text.report.retained
    if retained and retained not in split:
        yield ("report", "retained"), f"营业部自留“{retained}”不是任何分到分的归属{nearest(retained, split)}"


def _unknown(text: Text, name: str, known: Mapping[str, str]) -> str:
    """What is wrong with a name nothing makes; a document of the law may make it, but for other branches only."""
    branch = text.branch.words()
    makers = [law for law in text.law if name in law.quantities("人员")]
    if not makers or any(fits(law, branch) for law in makers):
        return f"不是任何项目或人员信息{nearest(name, known)}"
    told = "；".join(f"{titled(law)}适用于{scope_words(law)}" for law in makers)
    own = "、".join(f"{part}“{word}”" for part, word in branch.items() if part in makers[0].applies_to)
    return (
        f"由法定标准算出，但没有一份适用于本营业部（{own}）：{told}。请在 law 中补上适用于本营业部的一份，或更正 branch"
    )
