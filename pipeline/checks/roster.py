"""Roster rows that contradict the month, themselves or the scheme.

Scheme: 第二条 (who is paid, in which grade), 第十二条 (team leader).
Source: 指引第十九条 (contracts of one year, expiry seen coming).
Reads: roster.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.checks.people import AGENT, LEADER, employed, employees
from pipeline.checks.places import Found, Places, Record, by, cell_finding, certainly, records, unreported
from pipeline.checks.wording import listing, nearest, person, quoted
from pipeline.findings import Finding
from pipeline.grade_merge import without_grade
from pipeline.period import Period

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.settings import Standard


def not_employed_in_period(roster: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """People not employed on a single day of the month. Scheme: 第二条.

    A stop: either the roster is of another month or a date is wrong; both decide who is paid.
    """
    dated = ~certainly(roster["left_on"] < roster["hired_on"])
    return [_not_employed(row, places, period) for row in records(roster.loc[dated & ~employed(roster, period)])]


def left_before_hired(roster: pd.DataFrame, places: Places) -> list[Finding]:
    """离职日期 before 入职日期. Scheme: 第二条."""
    wrong = records(roster.loc[certainly(roster["left_on"] < roster["hired_on"])])
    return [
        cell_finding("X61", row, "left_on", places, who=person(row), left=row["left_on"], hired=row["hired_on"])
        for row in wrong
    ]


def employees_without_grade(
    roster: pd.DataFrame, places: Places, period: Period, found: Found, grades: tuple[str, ...]
) -> list[Finding]:
    """Employees without a grade: base pay and coefficient depend on it. Scheme: 第二条, 第五条, 第六条.

    A pay standard without grades asks for none.
    """
    asked = employees(roster, period) if grades else roster.iloc[:0]
    empty = unreported(records(asked.loc[asked["grade"].isna()]), "grade", places, found)
    return [cell_finding("X62", row, "grade", places, who=person(row)) for row in empty]


def unknown_grades(roster: pd.DataFrame, places: Places, period: Period, grades: tuple[str, ...]) -> list[Finding]:
    """Employees in a grade that the scheme does not know. Scheme: 第二条. What an agent's grade says is not asked."""
    asked = employees(roster, period)
    strange = records(asked.loc[asked["grade"].notna() & ~asked["grade"].isin(grades)]) if grades else []
    return [
        cell_finding("X63", row, "grade", places, who=person(row), grades=quoted(grades), hint=_likely(row, grades))
        for row in strange
    ]


def grades_not_yet_in_force(
    roster: pd.DataFrame, places: Places, period: Period, carried_grades: pd.DataFrame | None = None
) -> list[Finding]:
    """级别生效日 after the day the grade is asked for: the first of the month or the entry day. Scheme: 第二条.

    A stop for those the ledger of grades knows nothing of: the roster then does not say which grade was in force.
    """
    asked = employees(roster, period)
    if carried_grades is not None:
        asked = asked.loc[asked["employee_id"].isin(without_grade(carried_grades, roster))]
    late = certainly(asked["grade_from"] > period.first_day) & ~certainly(asked["grade_from"] <= asked["hired_on"])
    return [
        cell_finding("X64", row, "grade_from", places, who=person(row), asked=_asked_on(row, period))
        for row in records(asked.loc[late & asked["grade"].notna()])
    ]


def expired_contracts(roster: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """Contracts that ended before the last day while the person stayed. Source: 指引第十九条."""
    rows = _bound_until(roster, period)
    expired = records(rows.loc[certainly(rows["contract_until"] < period.last_day)])
    return [cell_finding("X65", row, "contract_until", places, who=person(row)) for row in expired]


def expiring_contracts(roster: pd.DataFrame, places: Places, period: Period, standard: Standard) -> list[Finding]:
    """Contracts that end so many days after the last day as the standard wants it told before. Source: 指引第十九条."""
    notice = standard.scheme.text.terms.notice
    if notice is None:
        return []
    rows = _bound_until(roster, period)
    until = rows["contract_until"]
    soon = certainly(until >= period.last_day) & certainly(until <= period.last_day + timedelta(days=notice.days))
    return [cell_finding("X66", row, "contract_until", places, who=person(row)) for row in records(rows.loc[soon])]


def agents_without_certificate(roster: pd.DataFrame, places: Places, period: Period, found: Found) -> list[Finding]:
    """证券经纪人 without 执业编号, one notice per sheet: they may not canvass, but no figure depends on it."""
    agents = roster.loc[employed(roster, period) & certainly(roster["post"] == AGENT) & roster["certificate"].isna()]
    return [
        cell_finding("X67", rows[0], "certificate", places, count=len(rows), who=listing(map(person, rows)))
        for rows in by(unreported(records(agents), "certificate", places, found), "source")
    ]


def teams_with_several_leaders(roster: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """Teams with two leaders or more: each is paid the allowance on the whole team. Scheme: 第十二条.

    A notice: when leaders change within the month both stand in the roster.
    """
    leaders = roster.loc[employed(roster, period) & certainly(roster["post"] == LEADER) & roster["team"].notna()]
    once = leaders.loc[leaders["employee_id"].isna() | ~leaders.duplicated("employee_id")]
    return [
        cell_finding("X68", rows[1], "post", places, team=rows[0]["team"], who=listing(map(person, rows)))
        for rows in by(records(once), "team")
        if len(rows) > 1
    ]


def teams_without_leader(roster: pd.DataFrame, places: Places, period: Period) -> list[Finding]:
    """Teams that nobody leads: no allowance is paid, which may be meant. Scheme: 第十二条."""
    people = roster.loc[employed(roster, period) & roster["team"].notna()]
    led = people.loc[people["post"].isna() | certainly(people["post"] == LEADER), "team"]
    return [
        cell_finding("X69", rows[0], "team", places, team=rows[0]["team"], count=len(rows))
        for rows in by(records(people.loc[~people["team"].isin(led)]), "team")
    ]


def _not_employed(row: Record, places: Places, period: Period) -> Finding:
    late = row["hired_on"] is not None and row["hired_on"] > period.last_day
    column, reason = ("hired_on", f"{row['hired_on']}才入职") if late else ("left_on", f"{row['left_on']}已离职")
    return cell_finding("X60", row, column, places, who=person(row), reason=reason, period=period)


def _likely(row: Record, grades: tuple[str, ...]) -> str:
    return nearest(row["grade"], grades)


def _asked_on(row: Record, period: Period) -> object:
    return max(period.first_day, row["hired_on"]) if row["hired_on"] else period.first_day


def _bound_until(roster: pd.DataFrame, period: Period) -> pd.DataFrame:
    """People of the month who did not leave by the end of their contract: then it just ran out."""
    gone = certainly(roster["left_on"] <= roster["contract_until"]) & certainly(roster["left_on"] <= period.last_day)
    return roster.loc[employed(roster, period) & ~gone]
