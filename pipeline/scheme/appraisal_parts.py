"""Appraisals as written down: indicators of business, notices about persons, what an appraisal does to grades."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.scheme.item_parts import Criterion, Item
from pipeline.scheme.parts import Fact, Formula, Parameter, Part, TableText


class Indicator(Part):
    """A figure of business that has targets (业绩指标): a quantity of persons, gathered over the months of a window.

    合计 adds the months up, 期末 takes the last, 平均 their mean, 增减 the last less that of the month before the
    window.
    """

    name: str
    quantity: str
    take: Literal["合计", "期末", "平均", "增减"]
    unit: str
    source: str


class Notice(Part):
    """Words about a person that stand among 人员提示 when a condition holds; ``{…}`` names a quantity."""

    name: str
    when: Formula
    text: str
    source: str


class Grading(Part):
    """What an appraisal does to grades.

    ``proposed`` is the item with the grade it leads to; ``after`` the months from its last month to the one the grade
    takes effect in, 0 for the first of the months it looks at, whose pay is then put right by corrections; ``keep`` and
    ``rise`` the criteria of the own grade and of the next one.
    """

    proposed: str
    after: int = 1
    keep: str = ""
    rise: str = ""
    source: str


class Appraisal(Part):
    """An appraisal of persons at the end of a month, quarter, half-year or year (指引第十六条、第十七条).

    A month works out its quantities and items when it pays: its appraisal only says whose grade they move (``who``,
    ``grading``) and has no formulas of its own.  What follows is of the others.

    Its formulas name the quantities of the last month, look back over the earlier ones (累计, 期均, 连续 …), and have
    for each indicator ``X实绩``, ``X目标`` and ``X有目标`` of its own window.  ``duty``, ``performance`` and ``score``
    are the items with these marks; ``takes_part`` the yes/no item that is no for who is not appraised this time;
    ``columns`` what 级别调整表 or 年度考评表 shows of it.
    """

    name: str
    every: Literal["每月", "每季", "每半年", "每年"]
    who: str = ""
    source: str
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    facts: list[Fact] = Field(default_factory=list)
    tables: dict[str, TableText] = Field(default_factory=dict)
    criteria: list[Criterion] = Field(default_factory=list)
    items: list[Item] = Field(default_factory=list)
    duty: str = ""
    performance: str = ""
    score: str = ""
    takes_part: str = ""
    grading: Grading | None = None
    notices: list[Notice] = Field(default_factory=list)
    columns: list[str] = Field(default_factory=list)
