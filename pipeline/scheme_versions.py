"""Which version of a standard governs which branch and month, and where two of them contradict each other.

A version governs the days of ``in_force`` and, where it says so (``applies_to``), only branches of certain words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from pipeline.period import Period
from pipeline.scheme.lint import Problem
from pipeline.scheme.model import RuleSet

Words = Mapping[str, str]
"""What a branch is: 营业部, 城市, 地区类别, 城市类别; empty or missing where that is not said."""


def fits(rules: RuleSet, branch: Words) -> bool:
    """Whether the version is for this branch."""
    return all(branch.get(dimension, "") in listed for dimension, listed in rules.applies_to.items())


def could_meet(one: RuleSet, other: RuleSet) -> bool:
    """Whether both versions could govern the same branch on the same day."""
    return share_a_branch(one, other) and one.overlaps(other)


def share_a_branch(one: RuleSet, other: RuleSet) -> bool:
    """Whether there may be a branch both versions are for."""
    return all(
        set(listed) & set(other.applies_to[dimension])
        for dimension, listed in one.applies_to.items()
        if dimension in other.applies_to
    )


def governing(versions: Sequence[RuleSet], day: date, branch: Words) -> RuleSet | None:
    """The version in force on the day for this branch; the loader has seen to it that there are not two."""
    return next((rules for rules in versions if rules.governs(day) and fits(rules, branch)), None)


def none_governing(versions: Sequence[RuleSet], kind: str, period: Period, branch: Words) -> str:
    """What to say where no version governs: none is in force, or those that are, are for other branches."""
    others = [f"{titled(rules)}适用于{scope_words(rules)}" for rules in versions if rules.governs(period.first_day)]
    if not others:
        return f"{period}没有生效的{kind}；请检查 in_force 的起止日期"
    own = "、".join(f"{dimension}“{word}”" for dimension, word in branch.items() if word)
    told = f"{period}生效的{kind}都不适用于本营业部（{own}）：{'；'.join(others)}"
    return f"{told}。请检查 branch 与各版本的 applies_to"


def version_problems(versions: Sequence[RuleSet], kind: str, *, side_by_side: bool = False) -> Iterator[Problem]:
    """Versions whose days or branches make no sense, that could govern together, or that nobody could tell apart.

    Those of different names may govern together where they stand ``side_by_side``.  The path of each problem begins
    with the place of the version.
    """
    for index, rules in enumerate(versions):
        for words in _days_problems(rules):
            yield (index, "in_force"), f"{kind}{titled(rules)}{words}"
        for dimension, listed in rules.applies_to.items():
            if not listed:
                words = f"的 applies_to 没有写是哪些{dimension}；适用于全部的请删去这一项"
                yield (index, "applies_to", dimension), f"{kind}{titled(rules)}{words}"
        for other in versions[:index]:
            if side_by_side and rules.name != other.name:
                continue
            if could_meet(rules, other):
                both = f"{titled(other)}与{titled(rules)}"
                yield (index, "in_force"), f"{kind}{both}的生效日期重叠，请给较早的写明 until"
            elif _same(rules, other):
                words = "写了两次：名称、版本和适用范围都相同，请改版本号"
                yield (index,), f"{kind}{titled(rules)}{words}"


def titled(rules: RuleSet) -> str:
    """A version as people call it: ``“标准”2026``."""
    return f"“{rules.name}”{rules.version}"


def scope_words(rules: RuleSet) -> str:
    """The branches a version is for, in words."""
    words = (f"{dimension}{'、'.join(listed)}" for dimension, listed in rules.applies_to.items())
    return "，".join(words) or "全部营业部"


def _days_problems(rules: RuleSet) -> Iterator[str]:
    begins, ends = rules.in_force.from_, rules.in_force.until
    if begins.day != 1:
        yield f"自{begins}起生效；按整月执行，from 应是某月1日"
    if ends and (ends + timedelta(days=1)).day != 1:
        yield f"至{ends}止；按整月执行，until 应是某月最后一天"
    if ends and ends < begins:
        yield f"的 until {ends} 早于 from {begins}"


def _same(one: RuleSet, other: RuleSet) -> bool:
    scopes = [{dimension: set(listed) for dimension, listed in rules.applies_to.items()} for rules in (one, other)]
    return (one.name, one.version) == (other.name, other.version) and scopes[0] == scopes[1]
