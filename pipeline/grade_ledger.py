"""Grades as a ledger: who has which grade from which day, and why.

Scheme: 第二条 (the grade in force on the first day of the month, or on the entry day), 指引第十七条 (quarters and years
move grades).  How the entries of a month are put together: :mod:`pipeline.grade_merge`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pipeline.period import Period
from schemas.appraisal import GRADE_HISTORY
from schemas.columns import POSTS

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.settings import Standard

Row = Mapping[str, Any]
BY_HAND = "人工"
RANKS = {"期初": 0, "入职": 0, "花名册": 0, "月度": 1, "季度": 2, "年度": 3, BY_HAND: 4}
"""Of two grades that begin on one day the one of the higher rank is in force; 0 is what only a roster said."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Grade:
    """One person's grade from a day on: a row of the ledger; ``until`` its last day, None while it lasts."""

    employee_id: str
    grade: str
    since: date
    origin: str
    origin_period: str = ""
    article: str | None = None
    approved_by: str | None = None
    until: date | None = None

    @property
    def rank(self) -> int:
        """0 for what only a roster said, more for decisions."""
        return RANKS[self.origin]

    def row(self) -> dict[str, Any]:
        """The row of GRADE_HISTORY."""
        return {
            "employee_id": self.employee_id, "grade": self.grade, "grade_since": self.since,
            "grade_until": self.until, "grade_origin": self.origin, "origin_period": self.origin_period or None,
            "article": self.article, "approved_by": self.approved_by,
        }  # fmt: skip


@dataclass(frozen=True)
class Given:
    """What the grades of a month are made of: rows of the tables of these names, and the terms of the standard."""

    period: Period
    carried: Sequence[Grade]
    decided: Sequence[Grade]
    decisions: Sequence[Row]
    roster: Mapping[str, Row]
    known: tuple[str, ...]
    posts: frozenset[str]

    def asked_on(self, person: Row) -> date:
        """The day whose grade is paid: the first of the month, or the entry day if later (第二条)."""
        hired: date = person["hired_on"]
        return max(self.period.first_day, hired)


def given_of(
    carried: pd.DataFrame,
    decided: pd.DataFrame,
    decisions: pd.DataFrame,
    roster: pd.DataFrame,
    period: Period,
    standard: Standard,
) -> Given:
    """The same from the tables; rows that name nobody, or say no grade, have findings of their own and are left out."""
    return Given(
        period,
        [_of_row(row) for row in plain_rows(carried)],
        [_of_row(row) for row in plain_rows(decided)],
        [row for row in plain_rows(decisions) if row["employee_id"] and row["decided_grade"]],
        people_of(roster),
        tuple(standard.scheme.text.grades),
        graded_posts(standard),
    )


def people_of(roster: pd.DataFrame) -> dict[str, Row]:
    """The people of the roster by 工号, each once, as far as it says who they are and since when."""
    people: dict[str, Row] = {}
    for row in plain_rows(roster):
        if row["employee_id"] and row["hired_on"]:
            people.setdefault(row["employee_id"], row)
    return people


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain records, empty cells as None."""
    import pyarrow as pa

    rows: list[dict[str, Any]] = pa.Table.from_pandas(frame, preserve_index=False, nthreads=1).to_pylist()
    return rows


def graded_posts(standard: Standard) -> frozenset[str]:
    """The posts that have grades: those of any group of the scheme, or all where it has no groups."""
    return frozenset(post for members in standard.scheme.groups.values() for post in members) or frozenset(POSTS)


def _of_row(row: Row) -> Grade:
    return Grade(
        row["employee_id"], row["grade"], row["grade_since"], row["grade_origin"], row["origin_period"] or "",
        row["article"], row["approved_by"], row.get("grade_until"),
    )  # fmt: skip


def grades_of(history: pd.DataFrame) -> dict[str, list[Grade]]:
    """The entries of each person of GRADE_HISTORY, days in order."""
    found: dict[str, list[Grade]] = {}
    for one in sorted(map(_of_row, plain_rows(history)), key=lambda one: one.since):
        found.setdefault(one.employee_id, []).append(one)
    return found


def in_force(grades: Iterable[Grade], day: date) -> Grade | None:
    """The grade of one person on this day."""
    begun = [one for one in grades if one.since <= day and (one.until is None or one.until >= day)]
    return max(begun, key=lambda one: one.since, default=None)


def held_since(grades: Sequence[Grade], current: Grade) -> date:
    """The first day of one person's time in the grade in force: to decide by hand that it is kept begins none anew.

    ``grades`` are his entries, days in order.
    """
    for one in reversed(grades):
        if current.origin == BY_HAND and one.until == current.since - ONE_DAY and one.grade == current.grade:
            current = one
    return current.since


def closed(entries: Iterable[Grade]) -> list[Grade]:
    """One person's entries by day, each ending on the day before the next, or where an employment ended."""
    ordered = sorted(entries, key=lambda one: one.since)
    made = []
    for one, following in zip(ordered, [*ordered[1:], None], strict=False):
        last = following.since - ONE_DAY if following else one.until
        made.append(replace(one, until=min(last, one.until) if last and one.until else last))
    return made


def with_changes(history: pd.DataFrame, changes: pd.DataFrame) -> list[Grade]:
    """The ledger with changes taken in; of two that begin on one day the higher in rank stays, the first of equals."""
    held = {who: {one.since: one for one in entries} for who, entries in grades_of(history).items()}
    for one in map(_of_row, plain_rows(changes)):
        own = held.setdefault(one.employee_id, {})
        if one.since not in own or own[one.since].rank < one.rank:
            own[one.since] = one
    return [one for who in sorted(held) for one in closed(held[who].values())]


def because(one: Grade) -> str:
    """Why somebody has the grade: ``季度考核2026Q1``, ``花名册``."""
    words = {"月度": "月度考核", "季度": "季度考核", "年度": "年度考评", BY_HAND: "人工决定"}
    return f"{words[one.origin]}{one.origin_period}" if one.origin in words else one.origin


def ledger_frame(grades: Collection[Grade]) -> pd.DataFrame:
    """The grades as GRADE_HISTORY."""
    return GRADE_HISTORY.from_rows([one.row() for one in grades])
