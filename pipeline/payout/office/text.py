"""What the summary filed with 经纪业务综合室 shows: the part ``payout.summary`` of ``config.yaml``."""

from __future__ import annotations

from pydantic import Field

from pipeline.scheme.parts import Part


class SummaryText(Part):
    """Which quantities of the month the summary shows.

    ``headings`` are amounts of yuan, summed up by team and post; none given, all amounts of 薪酬月报表.
    ``business`` are further quantities of persons whose sums stand beside those of the month before.  The first
    ``leading`` persons by ``ranked`` are named; nobody where ``ranked`` is empty.
    """

    headings: tuple[str, ...] = ()
    business: tuple[str, ...] = ()
    ranked: str = ""
    leading: int = Field(default=5, ge=1, le=100)
