"""Employees without attendance or contributions, and attendance that does not add up.

Scheme: 第五条, 第十一条 (attendance), 第十五条 (contributions).
Reads: roster, attendance, attendance_days, contributions, pay_days (the pay days of the month).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pipeline.checks.people import absent_from, employees
from pipeline.checks.places import Places, Record, by, cell_finding, certainly, records
from pipeline.checks.wording import person, plain
from pipeline.findings import Finding
from pipeline.period import Period

if TYPE_CHECKING:
    import pandas as pd

AWAY = ("days_personal_leave", "days_sick", "days_absent", "days_paid_leave")


def employees_without_attendance(
    roster: pd.DataFrame, attendance: pd.DataFrame, places: Places, period: Period, asked: frozenset[str]
) -> list[Finding]:
    """Employees without an attendance row, where the pay standard reads attendance. Scheme: 第五条, 第十一条.

    A stop: no row would be read as no absence, and full base pay be paid unseen.
    """
    return _without("X55", attendance, employees(roster, period), places) if "attendance" in asked else []


def employees_without_contributions(
    roster: pd.DataFrame, contributions: pd.DataFrame, places: Places, period: Period
) -> list[Finding]:
    """Employees without a contributions row. Scheme: 第十五条.

    A stop: the tax withheld would be wrong; who pays nothing is entered with zeros.
    """
    return _without("X56", contributions, employees(roster, period), places)


def days_over_due(attendance: pd.DataFrame, places: Places) -> list[Finding]:
    """Presence and absence together more than 应出勤天数.

    A notice: clock systems count a day with a half-day's leave as a day present, and 出勤天数 pays nobody.
    """
    over = certainly(attendance["days_present"] + _away(attendance) > attendance["days_due"])
    return [cell_finding("X57", row, "days_due", places, **_over_due(row)) for row in records(attendance.loc[over])]


def absence_over_pay_days(
    roster: pd.DataFrame, attendance: pd.DataFrame, places: Places, pay_days: tuple[date, ...]
) -> list[Finding]:
    """More days of leave and absence than the person's pay days (d). Scheme: 第一条, 第五条.

    A notice: long sick leave is often recorded in calendar days, and 第五条 caps what it can cost.
    """
    known = _employed_days(roster, pay_days)
    rows = attendance.assign(away=_away(attendance)).merge(known, on="employee_id", how="inner", validate="many_to_one")
    over = records(rows.loc[certainly(rows["away"] > rows["days_employed"])])
    return [cell_finding("X58", row, _largest(row), places, **_over_pay_days(row)) for row in over]


def attendance_outside_period(attendance_days: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """One finding per sheet with days of another month: the wrong month was delivered. Scheme: 第一条, 第十一条."""
    days = attendance_days["day"]
    outside = certainly(days < period.first_day) | certainly(days > period.last_day)
    return [
        cell_finding("X59", rows[0], "day", places, count=len(rows), period=period, days=_range(rows))
        for rows in by(records(attendance_days.loc[outside]), "source")
    ]


def _without(code: str, rows: pd.DataFrame, asked: pd.DataFrame, places: Places) -> list[Finding]:
    """One finding per employee, at the roster; a table without any row is intake's finding."""
    people = [] if rows.empty else absent_from(rows, asked)
    return [cell_finding(code, row, "employee_id", places, who=person(row)) for row in people]


def _away(attendance: pd.DataFrame) -> pd.Series[Any]:
    """Days of leave and absence; an empty cell adds none here (a required one has its own finding)."""
    personal, sick, absent, paid = (attendance[name].fillna(0) for name in AWAY)
    return personal + sick + absent + paid


def _largest(row: Record) -> str:
    """The column to look at first."""
    return max(AWAY, key=lambda name: row[name] or Decimal(0))


def _over_due(row: Record) -> dict[str, object]:
    away = sum((row[name] or Decimal(0) for name in AWAY), Decimal(0))
    return {
        "who": person(row),
        "present": plain(row["days_present"]),
        "away": plain(away),
        "total": plain(row["days_present"] + away),
        "due": plain(row["days_due"]),
    }


def _over_pay_days(row: Record) -> dict[str, object]:
    return {"who": person(row), "away": plain(row["away"]), "days": row["days_employed"]}


def _employed_days(roster: pd.DataFrame, pay_days: tuple[date, ...]) -> pd.DataFrame:
    """One row per person: d, the pay days on which he is employed; an empty date bounds nothing. Scheme: 第一条."""
    people = roster.loc[roster["employee_id"].notna()].drop_duplicates("employee_id")
    days = people["hired_on"].isna().astype("int64") * 0
    for day in pay_days:
        days = days + (~(certainly(people["hired_on"] > day) | certainly(people["left_on"] < day))).astype("int64")
    return people[["employee_id", "person_name"]].assign(days_employed=days)


def _range(rows: list[Record]) -> str:
    first, last = min(row["day"] for row in rows), max(row["day"] for row in rows)
    return f"{first}" if first == last else f"{first}至{last}"
