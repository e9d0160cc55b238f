"""Who says to have earned no more than 60,000 last year: against 入职日期, and in January the ledgers of December.

Law: 国家税务总局公告2020年第19号: twelve months at this employer and wages, bonuses included, of 60,000 at most let
the whole year's deduction be taken from January; a person may decline (花名册 上年收入不超六万: 否).
Reads: roster (hired_on, low_income), carried (the closing balances of December, before the year begins anew), standard.
Not covered: the income of last year in the first month in the system, which has no December.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.people import employees
from pipeline.checks.places import Places, Record, cell_finding, certainly, records
from pipeline.checks.wording import person, plain, yuan
from pipeline.findings import Finding
from pipeline.money import yuan as to_fen
from pipeline.period import Period
from pipeline.scheme.tables import Lookup

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.settings import Standard

WAGES = ("本年累计收入", "本年单独计税年终奖")
"""The ledgers that together hold the wages of a year."""
MONTHS = "本年任职月数"
WHOLE_YEAR = 12
TABLE, ROW = "减除费用", "全年"
"""Where the law states the whole year's deduction."""


def low_income_claims(
    roster: pd.DataFrame, carried: pd.DataFrame, period: Period, standard: Standard, places: Places
) -> list[Finding]:
    """A claim that December contradicts stops; one that could be made and is left blank is a notice."""
    limit = _limit(standard)
    if period.month != 1 or carried.empty or limit is None:
        return []
    years = _Years(carried)
    return [
        cell_finding(code, row, "low_income", places, who=person(row), previous=period.shift(-1),
                     income=yuan(years.income(row)), months=plain(years.months(row)), full=WHOLE_YEAR,
                     limit=yuan(limit), article=_article(standard))
        for code, row in _doubtful(_claiming_late(employees(roster, period), period)[1], years, limit)
    ]  # fmt: skip


def low_income_newcomers(roster: pd.DataFrame, period: Period, standard: Standard, places: Places) -> list[Finding]:
    """A claim of somebody who was not yet here in January of last year: tax would be withheld too low, a stop.

    Who came within that January was withheld from here in each of the twelve months (2020年第19号 第一条).
    """
    if _limit(standard) is None:
        return []
    return [
        cell_finding("D09", row, "low_income", places, who=person(row), hired_on=row["hired_on"],
                     year=period.year - 1, full=WHOLE_YEAR, article=_article(standard))
        for row in records(_claiming_late(employees(roster, period), period)[0])
    ]  # fmt: skip


def _claiming_late(people: pd.DataFrame, period: Period) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Who claims without having been here all of last year, and the others."""
    is_late = certainly(people["low_income"]) & certainly(people["hired_on"] >= date(period.year - 1, 2, 1))
    return people.loc[is_late], people.loc[~is_late]


@dataclass(frozen=True)
class _Years:
    """The wages and the months of last year, by person."""

    carried: pd.DataFrame

    def income(self, row: Record) -> Decimal:
        """All wages of the year in yuan."""
        return sum((self._balance(name, row) for name in WAGES), Decimal(0))

    def months(self, row: Record) -> Decimal:
        """The months employed."""
        return self._balance(MONTHS, row)

    def _balance(self, ledger: str, row: Record) -> Decimal:
        asked = certainly(self.carried["ledger"] == ledger)
        asked &= certainly(self.carried["employee_id"] == row["employee_id"])
        return sum(self.carried.loc[asked]["opening"], Decimal(0))


def _doubtful(people: pd.DataFrame, years: _Years, limit: Decimal) -> Iterator[tuple[str, Record]]:
    for row in records(people.loc[certainly(people["low_income"]) | people["low_income"].isna()]):
        entitled = years.months(row) == WHOLE_YEAR and years.income(row) <= limit
        if entitled != bool(row["low_income"]):
            yield ("D05" if entitled else "D04"), row


def _limit(standard: Standard) -> Decimal | None:
    table = _table(standard)
    entry = table.entry((ROW,)) if table else None
    return to_fen(entry) if isinstance(entry, Fraction) else None


def _article(standard: Standard) -> str:
    table = _table(standard)
    return table.source if table else ""


def _table(standard: Standard) -> Lookup | None:
    table = standard.law.tables.get(TABLE) if standard.law else None
    return table if isinstance(table, Lookup) else None
