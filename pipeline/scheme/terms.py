"""Shares and terms a pay standard sets for what is told beside the pay: classes of customers, probation, contracts.

What a standard does not set is not told: there are no values of our own.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from pipeline.scheme.parts import Figure, Part

Count = Annotated[int, Field(ge=1)]
Share = Annotated[Figure, Field(ge=0, le=1)]


class CustomerClasses(Part):
    """Customers by their place in the branch's business: the shares of their number that are 大 and 小; the rest is 中.

    ``top`` is the share that stands on the list of the largest of a month.
    """

    large: Share
    small: Share
    top: Share
    source: str

    @model_validator(mode="after")
    def _no_customer_twice(self) -> CustomerClasses:
        if self.large + self.small > 1:
            raise ValueError("large 与 small 合计超过100%，一名客户只能在一类")
        return self


class Probation(Part):
    """How long probation lasts; for how many months after the entry a blank 转正日期 means that it still runs."""

    months: Count
    unconfirmed: Count
    source: str


class Notice(Part):
    """How many days before its day the end of a contract or of a probation is told."""

    days: Count
    source: str


class Decisions(Part):
    """How many months after a quarter or year a grade decided by hand in it may take effect at the latest."""

    months: Count
    source: str


class LongLeave(Part):
    """From how many months on a slip of these kinds of leave is long leave."""

    months: Count
    kinds: Annotated[list[str], Field(min_length=1)]
    source: str


class Terms(Part):
    """The terms of a pay standard; one that is not written is not asked."""

    probation: Probation | None = None
    notice: Notice | None = None
    decisions: Decisions | None = None
    long_leave: LongLeave | None = None


def length(months: int) -> str:
    """So many months as people say it: 一年, else 14个月."""
    return "一年" if months == 12 else f"{months}个月"
