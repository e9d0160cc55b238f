"""Opening balances that no ledger can take over.

Scheme: 第八条 (已奖有效户), 第十三条 (风险金), 第十四条 (结欠), 第十五条 (figures of the tax year).
Reads: openings, ledgers (the names the installation knows), quantities (whose figures of earlier months may come).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.checks.places import Found, Places, Record, by, cell_finding, certainly, records, spot, unreported
from pipeline.checks.wording import nearest, person, plain, quoted, yuan
from pipeline.findings import Finding
from pipeline.period import Period
from schemas.intake import past_quantity

if TYPE_CHECKING:
    import pandas as pd

DEPOSIT = "风险金"
DEBT = "结欠"
REWARDED = "已奖有效户"
MONTHS = ("本年任职月数", "本年从业月数")
OF_THE_YEAR = "本年"
MONTHS_HELD = 12


def unknown_ledgers(openings: pd.DataFrame, places: Places, ledgers: tuple[str, ...]) -> list[Finding]:
    """Balances of a ledger nobody keeps: they would be lost. Figures of earlier months have a check of their own."""
    strange = records(openings.loc[openings["ledger"].notna() & ~openings["ledger"].isin(ledgers)])
    return [
        cell_finding("X80", row, "ledger", places, hint=nearest(row["ledger"], ledgers), ledgers=quoted(ledgers))
        for row in strange
        if not past_quantity(row["ledger"])
    ]


def deposits_without_origin(openings: pd.DataFrame, places: Places, found: Found) -> list[Finding]:
    """风险金 without its month of origin, which decides when it is returned. Scheme: 第十三条."""
    rows = _of(openings, DEPOSIT)
    empty = unreported(records(rows.loc[rows["origin"].isna()]), "origin", places, found)
    return [cell_finding("X81", row, "origin", places, who=person(row)) for row in empty]


def rewarded_without_customer(openings: pd.DataFrame, places: Places, found: Found) -> list[Finding]:
    """已奖有效户 without the customer it is about. Scheme: 第八条."""
    rows = _of(openings, REWARDED)
    empty = unreported(records(rows.loc[rows["object"].isna()]), "object", places, found)
    return [cell_finding("X82", row, "object", places) for row in empty]


def wrong_origins(openings: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """来源期间 that is no month, or 风险金 of this month or a later one. Scheme: 第十三条.

    Only 风险金 is returned by its month; on other ledgers the month is a remark.
    """
    rows = records(openings.loc[openings["origin"].notna()])
    return [
        cell_finding("X83", row, "origin", places, problem=problem, ledger=row["ledger"] or "", period=period)
        for row in rows
        if (problem := _origin_problem(row["origin"], period, row["ledger"]))
    ]


def year_figures_in_january(openings: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """Figures of the tax year brought into January, when the year has just begun. Scheme: 第十五条."""
    if period.month != 1:
        return []
    rows = openings.loc[certainly(openings["ledger"].str.startswith(OF_THE_YEAR)) & certainly(openings["balance"] != 0)]
    return [
        cell_finding("X84", row, "balance", places, who=person(row), ledger=row["ledger"], balance=yuan(row["balance"]))
        for row in records(rows)
    ]


def negative_openings(openings: pd.DataFrame, places: Places) -> list[Finding]:
    """Negative 风险金 or 结欠: both are amounts held or owed, never below 0. Scheme: 第十三条, 第十四条."""
    rows = openings.loc[openings["ledger"].isin((DEPOSIT, DEBT)) & certainly(openings["balance"] < 0)]
    return [
        cell_finding("X85", row, "balance", places, who=person(row), ledger=row["ledger"], balance=yuan(row["balance"]))
        for row in records(rows)
    ]


def customers_rewarded_twice(openings: pd.DataFrame, places: Places) -> list[Finding]:
    """A customer twice on 已奖有效户 under different people: a notice, once suffices. Scheme: 第八条."""
    rows = _of(openings, REWARDED)
    rows = rows.loc[rows["object"].notna() & ~rows.duplicated(["employee_id", "origin", "object"])]
    return [
        cell_finding("X86", row, "object", places, first_place=spot(places, group[0], "object"))
        for group in by(records(rows.loc[rows.duplicated("object", keep=False)]), "object")
        for row in group[1:]
    ]


def openings_without_person(openings: pd.DataFrame, places: Places, found: Found) -> list[Finding]:
    """Balances without 工号; only 已奖有效户 belongs to a customer and needs none."""
    rows = openings.loc[openings["employee_id"].isna() & certainly(openings["ledger"] != REWARDED)]
    empty = unreported(records(rows), "employee_id", places, found)
    return [cell_finding("X87", row, "employee_id", places, ledger=row["ledger"]) for row in empty]


def wrong_months_employed(openings: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """Months of the year (wages, commission) that are no whole number up to those gone by. Scheme: 第十五条.

    A stop: every month is worth a deduction. January is left to :func:`year_figures_in_january`.
    """
    if period.month == 1:
        return []
    rows = openings.loc[openings["ledger"].isin(MONTHS)]
    return [
        cell_finding("X88", row, "balance", places, who=person(row), ledger=row["ledger"], months=plain(row["balance"]),
                     most=period.month - 1)
        for row in records(rows.loc[rows["balance"].notna()])
        if not _is_whole_within(row["balance"], period.month - 1)
    ]  # fmt: skip


def deposits_past_return(openings: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """风险金 older than the month that is returned now: it would be held for ever. Scheme: 第十三条.

    A notice, since it may be held on purpose; it must then be paid by an adjustment.
    """
    returned = period.shift(-MONTHS_HELD)
    rows = _of(openings, DEPOSIT)
    rows = rows.loc[rows["origin"].notna() & certainly(rows["balance"] > 0)]
    return [
        cell_finding("X89", row, "origin", places, who=person(row), balance=yuan(row["balance"]), returned=returned)
        for row in records(rows)
        if not _origin_problem(row["origin"], period, DEPOSIT) and Period.parse(row["origin"]) < returned
    ]


def balances_finer_than_fen(openings: pd.DataFrame, places: Places) -> list[Finding]:
    """Balances of a ledger with more than two decimals; only figures of earlier months may have them."""
    rows = records(openings.loc[openings["ledger"].notna() & openings["balance"].notna()])
    return [
        cell_finding("X98", row, "balance", places, ledger=row["ledger"], balance=plain(row["balance"]))
        for row in rows
        if not past_quantity(row["ledger"]) and row["balance"] != round(row["balance"], 2)
    ]


def wrong_history(
    openings: pd.DataFrame, places: Places, period: Period, quantities: tuple[str, ...], found: Found
) -> list[Finding]:
    """Figures of earlier months (往期：…) that are none of the standard, or not of one earlier month of one person."""
    return [
        cell_finding("X19", row, column, places, problem=problem, ledger=row["ledger"], period=period)
        for row in records(openings.loc[openings["ledger"].notna()])
        if (name := past_quantity(row["ledger"]))
        for column, problem in _history_problems(name, row, period, quantities)
        if unreported([row], column, places, found)
    ]


def _history_problems(name: str, row: Record, period: Period, quantities: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The columns of a past figure that are wrong, and how; a month that is none has its own finding."""
    if name not in quantities:
        yield "ledger", f"中的“{name}”不是标准中人员的一个数{nearest(name, quantities)}"
    if row["object"] is not None:
        yield "object", "不应有对象"
    if row["origin"] is None:
        yield "origin", "没有来源期间"
    elif not _origin_problem(row["origin"], period, "") and Period.parse(row["origin"]) >= period:
        yield "origin", f"的来源期间{row['origin']}不早于本月{period}"


def _of(openings: pd.DataFrame, ledger: str) -> pd.DataFrame:
    return openings.loc[certainly(openings["ledger"] == ledger)]


def _origin_problem(origin: str, period: Period, ledger: str) -> str:
    try:
        month = Period.parse(origin)
    except ValueError:
        return "不是“年-月”格式的月份"
    return f"不早于本月{period}" if ledger == DEPOSIT and month >= period else ""


def _is_whole_within(figure: Decimal, most: int) -> bool:
    return figure == figure.to_integral_value() and 0 <= figure <= most
