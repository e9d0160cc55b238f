"""The quarters of 年度计划 worked into its months, as the indicator gathers them.

Law: 指引第三条.  Reads: the records of 年度计划 with the columns 一季度目标 … 四季度目标, the
indicators of the standard.
Not covered: quarters that do not add up to the year, which is held against the months by the checks; indicators the
standard does not have, which the checks tell.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_DOWN, Decimal, localcontext
from typing import Any

import pyarrow as pa

from pipeline.findings import Finding
from pipeline.intake.raw import RawSheet
from pipeline.intake.settings import Planned
from pipeline.intake.sheets import Context, Reading, SheetRecords, sheet_finding
from schemas.columns import BY_NAME
from schemas.intake import MONTH_TARGETS, QUARTER_TARGETS

MONTHS = 3
DIGITS = 50
"""More than an exact figure has, so that three thirds and what they leave are exact."""
STEP = Decimal("1E-14")
"""The last place of an exact column."""
LEVELS = ("期末", "平均")
"""How indicators are gathered whose target holds in every month, instead of being shared out over them."""
Row = dict[str, Any]


def with_months(records: SheetRecords, sheet: RawSheet, context: Context) -> Reading:
    """The plan with the months of every quarter that is written without them; beside its months it must agree."""
    letters = {name: records.letters[name] for name in QUARTER_TARGETS if name in records.letters}
    if not letters or records.records is None:
        return Reading((records,))
    indicators = {indicator.name: indicator for indicator in context.settings.indicators}
    rows, findings, places = records.records.to_pylist(), [], dict(records.places)
    for row in rows:
        for name in letters if row["indicator"] in indicators else ():
            indicator, cell = indicators[row["indicator"]], f"{letters[name]}{row['row']}"
            if row[name] is None:
                continue
            if any(row[month] is not None for month in months_of(name)):
                findings += _held_against(sheet, cell, (row, name), indicator)
                continue
            row |= dict(zip(months_of(name), shared_out(row[name], indicator), strict=True))
            places |= {(row["row"], month): cell for month in months_of(name)}
    table = pa.Table.from_pylist(rows, schema=records.records.schema)
    return Reading((replace(records, records=table, places=places),), tuple(findings))


def months_of(quarter: str) -> tuple[str, ...]:
    """The columns of the three months of a quarter."""
    first = MONTHS * QUARTER_TARGETS.index(quarter)
    return MONTH_TARGETS[first : first + MONTHS]


def shared_out(target: Decimal, indicator: Planned) -> tuple[Decimal, ...]:
    """The targets of the three months of a quarter: itself for a level, or thirds, whose rest the last month has."""
    if indicator.take in LEVELS:
        return (target,) * MONTHS
    with localcontext(prec=DIGITS):
        third = (target / MONTHS).quantize(STEP, ROUND_DOWN)
        return (third, third, target - 2 * third)


def _held_against(sheet: RawSheet, cell: str, place: tuple[Row, str], indicator: Planned) -> list[Finding]:
    """A quarter held against its months, as the indicator gathers them."""
    row, name = place
    made, how = _gathered([row[month] for month in months_of(name)], indicator)
    if made == row[name]:
        return []
    facts = {"quarter": f"{row[name].normalize():f}", "made": f"{made.normalize():f}", "how": how}
    return [sheet_finding("S37", sheet, cell=cell, column=BY_NAME[name].heading, indicator=indicator.name, **facts)]


def _gathered(months: list[Decimal | None], indicator: Planned) -> tuple[Decimal, str]:
    """What the months of a quarter come to, and how that is called; a blank month beside filled ones is nothing."""
    with localcontext(prec=DIGITS):
        filled = [month for month in months if month is not None]
        if indicator.take == "平均":
            return sum(filled, Decimal(0)) / len(filled), "各月平均"
        if indicator.take == "期末":
            return months[-1] or Decimal(0), "季末月"
        return sum(filled, Decimal(0)), "各月合计"
