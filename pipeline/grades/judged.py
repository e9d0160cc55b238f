"""One person as an appraisal judges him: the grade he has, the one proposed, the one decided, and from which day.

Scheme: 指引第十七条.  A grade that is not among those of the pay standard moves nobody: he keeps the grade he has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from pipeline.appraisals import AppraisalRules
from pipeline.period import Period, Span
from pipeline.scheme.appraisal_parts import Grading
from pipeline.scheme.appraisal_text import MONTHS
from pipeline.scheme.item_parts import Condition
from pipeline.scheme.model import RuleSet

Row = Mapping[Any, Any]
UP, DOWN, SAME, FIRST = "晋级", "降级", "不变", "初次定级"


@dataclass(frozen=True)
class Judged:
    """A person of the last month, the appraisal that grades him (if any does) and the decision by hand (if any).

    ``items`` and ``results`` are his row of 考核项目 and his rows of 达标明细 in that appraisal, ``standard`` the pay
    standard as written, ``units`` the units of quantities by name, ``leave`` his rows of 剔除的月份.
    """

    person: Row
    appraisal: AppraisalRules | None
    items: Row
    decision: Row | None
    results: Sequence[Row]
    standard: RuleSet
    span: Span
    units: Mapping[str, str] = field(default_factory=dict)
    leave: Sequence[Row] = ()

    @property
    def grade(self) -> str:
        """The grade in force in the last month; empty where there is none."""
        return words(self.person["grade"])

    @property
    def since(self) -> date | None:
        """The first day of that grade, as far as it is known."""
        return day(self.person["grade_from"]) if self.grade else None

    @property
    def ladder(self) -> Sequence[str]:
        """The grades of the pay standard, lowest first."""
        return self.standard.grades

    @property
    def grading(self) -> Grading | None:
        """What the appraisal does to grades."""
        return self.appraisal.text.grading if self.appraisal is not None else None

    def criterion(self, name: str) -> Condition | None:
        """The tree of a criterion of the appraisal or of the pay standard."""
        own = self.appraisal.text.criteria if self.appraisal is not None else []
        return next((one.tree for one in (*own, *self.standard.criteria) if one.name == name), None)

    @property
    def proposed(self) -> str:
        """The grade the appraisal proposes; empty where it proposes none."""
        return words(self.items[self.grading.proposed]) if self.grading else ""

    @property
    def asked(self) -> str:
        """The grade decided by hand, else the proposed one; empty where nobody says one."""
        return words(self.decision["decided_grade"]) if self.decision is not None else self.proposed

    @property
    def final(self) -> str:
        """The grade after the appraisal."""
        return self.asked if self.asked in self.ladder else self.grade

    @property
    def movement(self) -> str:
        """What happens to the grade, in a word."""
        return self.movement_to(self.final)

    @property
    def effective_on(self) -> date | None:
        """The first day of a new grade: the decision's own, or so many months after the span as the appraisal says.

        One that pays the appraised months too (``after`` 0) begins with them; who came or moved within them has it from
        the month after that.
        """
        if self.movement == SAME:
            return None
        if self.decision is not None and (said := day(self.decision["effective_on"])):
            return said
        grading = self.grading
        if self.appraisal is None or grading is None or grading.after:
            return self.span.last_month.shift(grading.after if grading else 1).first_day
        first = self.span.last_month.shift(1 - MONTHS[self.appraisal.text.every])
        began = self.since or self.person["hired_on"]
        return max(first, Period(began.year, began.month).shift(1)).first_day

    @cached_property
    def months_in_grade(self) -> int | None:
        """The whole months in the grade at the end of the span, its last day included."""
        return None if self.since is None else whole_months(self.since, self.span.last_day)

    @property
    def article(self) -> str:
        """The article of the pay standard that moves grades; of a decision alone, the guideline's."""
        return self.grading.source if self.grading else "指引第十七条"

    def movement_to(self, grade: str) -> str:
        """What a change to this grade would be, in a word."""
        if grade == self.grade:
            return SAME
        steps = self.steps_to(grade)
        return FIRST if steps is None else UP if steps > 0 else DOWN

    def steps_to(self, grade: str) -> int | None:
        """How many steps up (down if negative) this grade is; None from or to one that has no place on the ladder."""
        if self.grade not in self.ladder or grade not in self.ladder:
            return None
        return self.ladder.index(grade) - self.ladder.index(self.grade)


def whole_months(since: date, until: date) -> int:
    """The whole months from a day to the end of another: 2026-01-01 to 2026-03-31 are three."""
    end = until + timedelta(days=1)
    months = (end.year - since.year) * 12 + end.month - since.month - (end.day < since.day)
    return max(months, 0)


def words(cell: Any) -> str:
    """The words of a cell; empty where it is."""
    return cell if isinstance(cell, str) else ""


def day(cell: Any) -> date | None:
    """The day of a cell, if there is one."""
    return cell if isinstance(cell, date) and cell == cell else None  # a missing day is not equal to itself
