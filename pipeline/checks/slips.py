"""Visit slips with a number used twice or a date of another month.

Scheme: 第十一条.
Reads: slips.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.places import Places, Record, by, cell_finding, certainly, records, spot
from pipeline.checks.twice import told_pairs
from pipeline.checks.wording import person
from pipeline.findings import Finding
from pipeline.period import Period
from schemas.intake import SLIPS

if TYPE_CHECKING:
    import pandas as pd


def repeated_slip_numbers(slips: pd.DataFrame, places: Places) -> list[Finding]:
    """Slips with the 单号 of an earlier one: a slip is numbered once and counts once. Scheme: 第十一条."""
    numbered = slips.loc[slips["slip_id"].notna()]
    repeated = records(numbered.loc[numbered.duplicated("slip_id", keep=False)])
    pairs = [(row, group[0]) for group in by(repeated, "slip_id") for row in group[1:]]
    return told_pairs(SLIPS.heading, pairs, places, lambda row, first: _repeated_slip(row, first, places))


def slips_outside_period(slips: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """Slips dated in another month: a notice, since by 第十一条 they just do not count."""
    days = slips["visited_on"]
    outside = certainly(days < period.first_day) | certainly(days > period.last_day)
    return [
        cell_finding("X51", row, "visited_on", places, who=person(row), period=period)
        for row in records(slips.loc[outside])
    ]


def _repeated_slip(row: Record, first: Record, places: Places) -> Finding:
    facts = {
        "slip": row["slip_id"],
        "this": f"{person(row)} {row['visited_on'] or '日期空'}",
        "first": f"{person(first)} {first['visited_on'] or '日期空'}",
        "first_place": spot(places, first, "slip_id"),
    }
    return cell_finding("X50", row, "slip_id", places, **facts)
