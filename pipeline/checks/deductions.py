"""Special additional deductions beyond what the law allows, by its tables of the month.

Law: 国发〔2018〕41号, 国发〔2022〕8号, 国发〔2023〕13号; 财政部 税务总局公告2022年第34号 (personal pension).
Reads: roster, contributions, supplements, standard.
The tables of ``law`` are asked by the headings of 社保及专项; one that is not there allows everything.  What passes a
ceiling stops: tax would be withheld too low.  Months count from January, of who came this year from the month of entry
(国家税务总局公告2018年第61号 第六条: what is deducted accrues within the employment here).
Not covered: how many children a person has, and for how many months of the year a condition held.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pipeline.checks.places import Places, Record, cell_finding, certainly, records
from pipeline.checks.wording import person, yuan
from pipeline.content import yes_or_no
from pipeline.findings import Finding
from pipeline.money import yuan as to_fen
from pipeline.period import Period
from pipeline.scheme.tables import Lookup
from schemas.intake import CONTRIBUTION_ROWS, CUMULATIVE_DEDUCTIONS

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.settings import Standard

MONTHLY, YEARLY, SHARED = "专项附加扣除每月上限", "专项附加扣除全年另加", "专项附加扣除分摊上限"
PORTIONS, RENTS = "专项附加扣除份额", "住房租金扣除标准"
"""Tables of the law: by the heading of the deduction; rents by a word about the branch."""
LOAN, RENT = "housing_loan", "housing_rent"
SHARE_OF = "分摊"
"""累计赡养老人 is shared where the fact 赡养老人分摊 says 是."""


def loans_beside_rents(contributions: pd.DataFrame, places: Places) -> list[Finding]:
    """Housing loan and rent of one person in one year: only one of them is deducted. Law: 国发〔2018〕41号."""
    both = contributions.loc[certainly(contributions[LOAN] > 0) & certainly(contributions[RENT] > 0)]
    return [
        cell_finding("D01", row, RENT, places, who=person(row), loan=yuan(row[LOAN]), rent=yuan(row[RENT]))
        for row in records(both)
    ]


def deductions_over_ceiling(
    roster: pd.DataFrame,
    contributions: pd.DataFrame,
    supplements: pd.DataFrame,
    period: Period,
    standard: Standard,
    places: Places,
) -> list[Finding]:
    """Cumulative deductions above what the months of the year so far in this employment allow."""
    ceilings, months = _Ceilings(standard), _Months.of(roster, period)
    return [
        cell_finding("D02", row, name, places, who=person(row), heading=heading, amount=yuan(row[name]),
                     period=period, ceiling=yuan(to_fen(most.by(months.here(row)))),
                     computation=most.words(months.here(row)) + months.since(row), article=most.source)
        for name, heading in _columns()
        for row, most in _over(contributions, name, heading, ceilings, supplements, months)
    ]  # fmt: skip


def deductions_in_odd_portions(contributions: pd.DataFrame, standard: Standard, places: Places) -> list[Finding]:
    """Deductions for children that are no whole number of halves: a notice, months may have been declared apart."""
    table = _lookup(standard, PORTIONS)
    if table is None:
        return []
    return [
        cell_finding("D03", row, name, places, who=person(row), heading=heading, amount=yuan(row[name]),
                     step=yuan(to_fen(step)), article=table.source)
        for name, heading in _columns()
        if isinstance(step := table.entry((heading,)), Fraction)
        for row in records(contributions.loc[_odd(contributions[name], step)])
    ]  # fmt: skip


@dataclass(frozen=True)
class _Most:
    """A ceiling: so much a month, and once a year; in yuan."""

    monthly: Fraction
    yearly: Fraction
    source: str

    def by(self, months: int) -> Fraction:
        """What these months allow."""
        return self.monthly * months + self.yearly

    def words(self, months: int) -> str:
        """How that is reckoned: ``每月400.00元×3个月，加全年3,600.00元``."""
        monthly = f"每月{yuan(to_fen(self.monthly))}元×{months}个月" if self.monthly else ""
        return "，加".join(filter(None, (monthly, f"全年{yuan(to_fen(self.yearly))}元" if self.yearly else "")))


@dataclass(frozen=True)
class _Months:
    """How many months of the year a person has been here; ``entry`` is the month of who came this year, by 工号."""

    period: Period
    entry: Mapping[str, int]

    @classmethod
    def of(cls, roster: pd.DataFrame, period: Period) -> _Months:
        """By 入职日期; an empty one has its own finding."""
        came = roster.loc[certainly(roster["hired_on"] >= date(period.year, 1, 1))]
        return cls(period, {row["employee_id"]: row["hired_on"].month for row in records(came)})

    def here(self, row: Record) -> int:
        """Those of a person, the month of entry included."""
        return self.period.month - self.entry.get(row["employee_id"], 1) + 1

    @property
    def fewest(self) -> int:
        """Those of the last who came."""
        return max(0, self.period.month - max(self.entry.values(), default=1) + 1)

    def since(self, row: Record) -> str:
        """Why there are fewer than the year has: ``，3月入职``."""
        entry = self.entry.get(row["employee_id"], 1)
        return f"，{entry}月入职" if entry > 1 else ""


class _Ceilings:
    """The ceilings of the law of the month for this branch."""

    def __init__(self, standard: Standard) -> None:
        self.standard = standard
        self.tables = {name: _lookup(standard, name) for name in (MONTHLY, YEARLY, SHARED)}

    def of(self, heading: str, is_shared: bool) -> _Most | None:
        """The ceiling of a deduction; None if the law has none."""
        shared = self._entry(SHARED, heading) if is_shared else None
        monthly, yearly = shared or self._entry(MONTHLY, heading), self._entry(YEARLY, heading)
        if heading == CONTRIBUTION_ROWS.column(RENT).heading:
            monthly = self._rent()
        found = [one for one in (monthly, yearly) if one]
        nothing = Fraction(0)
        if not found:
            return None
        return _Most(
            monthly[0] if monthly else nothing, yearly[0] if yearly else nothing,
            "；".join(dict.fromkeys(source for _, source in found)),
        )  # fmt: skip

    def _entry(self, name: str, heading: str) -> tuple[Fraction, str] | None:
        table = self.tables[name]
        entry = table.entry((heading,)) if table else None
        return (entry, table.source) if table and isinstance(entry, Fraction) else None

    def _rent(self) -> tuple[Fraction, str] | None:
        """By what the table asks about the branch; the highest where the configuration does not say."""
        table = _lookup(self.standard, RENTS)
        if table is None:
            return None
        entry = table.entry((str(self.standard.scheme.constants.get(table.by[0], "")),))
        highest = max(figure for figure in table.entries.values() if isinstance(figure, Fraction))
        return (entry if isinstance(entry, Fraction) else highest), table.source


def _lookup(standard: Standard, name: str) -> Lookup | None:
    table = standard.law.tables.get(name) if standard.law else None
    return table if isinstance(table, Lookup) and len(table.by) == 1 else None


def _columns() -> Iterator[tuple[str, str]]:
    """Every deduction by its name and its heading."""
    return ((name, CONTRIBUTION_ROWS.column(name).heading) for name in CUMULATIVE_DEDUCTIONS)


def _over(
    contributions: pd.DataFrame,
    name: str,
    heading: str,
    ceilings: _Ceilings,
    supplements: pd.DataFrame,
    months: _Months,
) -> Iterator[tuple[Record, _Most]]:
    """The rows above the ceiling of one deduction, with that ceiling: the lower one of those who share it."""
    alone, shared = (ceilings.of(heading, is_shared) for is_shared in (False, True))
    if alone is None or shared is None:
        return
    lowest = to_fen(min(alone.by(months.fewest), shared.by(months.fewest)))
    for row in records(contributions.loc[certainly(contributions[name] > lowest)]):
        most = shared if _shares(supplements, row, heading) else alone
        if Fraction(row[name]) > most.by(months.here(row)):
            yield row, most


def _odd(amounts: pd.Series[Any], step: Fraction) -> list[bool]:
    """Which amounts are no whole number of portions."""
    return [isinstance(one, Decimal) and (Fraction(one) / step).denominator != 1 for one in amounts]


def _shares(supplements: pd.DataFrame, row: Record, heading: str) -> bool:
    """Whether the person says that this deduction is shared with others."""
    fact = f"{heading.removeprefix('累计')}{SHARE_OF}"
    asked = certainly(supplements["fact"] == fact) & certainly(supplements["employee_id"] == row["employee_id"])
    words = supplements.loc[asked]["word"].dropna().tolist()
    return any(yes_or_no(word) for word in words)
