"""The ledger of grades over random careers: every entry, every day in force and every month's paid grade agree."""

from __future__ import annotations

import datetime as dt
import time
from random import Random
from typing import Any

import pandas as pd
import pytest

from pipeline.checks.grades import grades_against_ledger
from pipeline.grades.grade_history import grade_history
from pipeline.intake.places import Places
from pipeline.period import Period
from pipeline.settings import Settings, Standard
from schemas.appraisal import GRADE_CHANGES, GRADE_HISTORY
from schemas.intake import GRADE_DECISIONS, ROSTER
from tests.reference.appraisal_grades import history, in_force
from tests.reference.exact import Stop
from tests.reference.people import GRADES

Row = dict[str, Any]
MONTHS = [Period(2026, 1).shift(number) for number in range(10)]
SEEDS = range(150)
MORE_SEEDS = range(150, 1_000_000)
POSTS = ("客户经理", "客户经理", "客户经理", "团队负责人", "证券经纪人")
ENTRY = {"employee_id": "工号", "grade": "级别", "grade_since": "自", "grade_origin": "来源"}


class Career:
    """What is delivered and decided of a few persons, month by month."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(f"{seed}/career")
        self.people = [self._person(number) for number in range(self.rng.randint(1, 4))]
        self.changes: list[Row] = []

    def _person(self, number: int) -> Row:
        hired = self.rng.choice([dt.date(2020, 5, 6), dt.date(2025, 12, 15), self._day(0, 150)])
        post = self.rng.choice(POSTS)
        return {
            "工号": f"1000{number}",
            "岗位": post,
            "级别": self.rng.choice(GRADES) if post in POSTS[:4] else None,
            "级别生效日": self.rng.choice([None, hired, dt.date(2025, 7, 1)]) if hired.year < 2026 else None,
            "入职日期": hired,
            "离职日期": None,
        }

    def _day(self, first: int, last: int) -> dt.date:
        return dt.date(2026, 1, 1) + dt.timedelta(self.rng.randint(first, last))

    def roster(self, period: Period) -> list[Row]:
        """Who is employed in the month; some have left, come back, or another grade since some day."""
        for person in self.people:
            left = person["离职日期"]
            if left is None and self.rng.random() < 0.06 and person["入职日期"] <= period.last_day:
                person["离职日期"] = max(person["入职日期"], period.first_day + dt.timedelta(self.rng.randint(0, 27)))
            elif left and left < period.first_day and self.rng.random() < 0.3:
                person["入职日期"] = period.first_day + dt.timedelta(self.rng.choice((0, 1, 14)))
                person["离职日期"], person["级别生效日"] = None, None
            elif person["级别"] and self.rng.random() < 0.3:
                person["级别"] = self.rng.choice(GRADES)
                around = period.first_day + dt.timedelta(self.rng.randint(-70, 70))
                person["级别生效日"] = self.rng.choice([person["级别生效日"], None, period.first_day, around])
        there = [person for person in self.people if self._is_there(person, period)]
        self._not_later_than_asked(there, period)
        return [dict(person) for person in there]

    @staticmethod
    def _is_there(person: Row, period: Period) -> bool:
        left = person["离职日期"]
        return person["入职日期"] <= period.last_day and (left is None or left >= period.first_day)

    def _not_later_than_asked(self, there: list[Row], period: Period) -> None:
        """A first grade that begins after the day it is asked for is no valid delivery (X64)."""
        for person in there:
            asked = max(period.first_day, person["入职日期"])
            if person["级别生效日"] and person["级别生效日"] > asked and person["工号"] not in self.known:
                person["级别生效日"] = None

    known: frozenset[str] = frozenset()

    def decided(self, period: Period) -> list[Row]:
        """The changes of the last quarter and the last year that ended before the month."""
        if period.month % 3 == 1:
            kept = [one for one in self.changes if "Q" not in one["期间"] and period.month != 1]
            origins = ("季度", "年度") if period.month == 1 else ("季度",)
            there = [person for person in self.people if self._was_there(person, period.shift(-1).last_day)]
            self.changes = kept + [
                self._change(origin, person, period)
                for origin in origins
                for person in there
                if self.rng.random() < 0.4
            ]
        return list(self.changes)

    @staticmethod
    def _was_there(person: Row, day: dt.date) -> bool:
        """Only who is employed on the last day of a quarter or year is appraised."""
        return person["入职日期"] <= day and (person["离职日期"] is None or person["离职日期"] > day)

    def _change(self, origin: str, person: Row, period: Period) -> Row:
        since = period.shift(self.rng.choice((0, 0, 0, 1, 3))).first_day
        by_hand = self.rng.random() < 0.2
        return {
            "工号": person["工号"],
            "级别": self.rng.choice([person["级别"] or GRADES[0], *GRADES] if by_hand else GRADES),
            "自": since,
            "来源": "人工" if by_hand else origin,
            "期间": str(period.shift(-1))[:4] if origin == "年度" else f"2026Q{(period.month + 1) // 3 or 4}",
        }

    def by_hand(self, period: Period, roster: list[Row]) -> list[Row]:
        """Decisions delivered in the month, of people who are there, with and without a day."""
        days = [None, period.first_day, self._day(0, 300), period.shift(1).first_day]
        return [
            {"工号": person["工号"], "决定级别": self.rng.choice(GRADES), "级别生效日期": self.rng.choice(days)}
            for person in roster
            if person["级别"] and self.rng.random() < 0.12
        ]


def _roster_frame(rows: list[Row]) -> pd.DataFrame:
    return ROSTER.from_rows(
        [
            {"employee_id": row["工号"], "person_name": row["工号"], "team": "一部", "post": row["岗位"],
             "grade": row["级别"], "grade_from": row["级别生效日"], "hired_on": row["入职日期"],
             "left_on": row["离职日期"], "source": 1, "row": 2}
            for row in rows
        ]
    )  # fmt: skip


def _changes_frame(rows: list[Row]) -> pd.DataFrame:
    return GRADE_CHANGES.from_rows(
        [{name: row[heading] for name, heading in ENTRY.items()} | {"origin_period": row["期间"]} for row in rows]
    )


def _decisions_frame(rows: list[Row]) -> pd.DataFrame:
    return GRADE_DECISIONS.from_rows(
        [
            {"employee_id": row["工号"], "decided_grade": row["决定级别"], "effective_on": row["级别生效日期"],
             "purpose": "总经理办公会", "approved_by": "经理", "source": 1, "row": 2}
            for row in rows
        ]
    )  # fmt: skip


def _found(frame: pd.DataFrame) -> list[Row]:
    return [{heading: row[name] for name, heading in ENTRY.items()} for row in frame.to_dict("records")]


def _months(seed: int, standard: Standard) -> None:
    """One career, month after month, each resting on the one before; ends where both refuse."""
    career = Career(seed)
    ledger, carried = GRADE_HISTORY.from_rows([]), []
    for period in MONTHS:
        career.known = frozenset(one["工号"] for one in carried)
        decided = career.decided(period)
        roster = career.roster(period)
        by_hand = career.by_hand(period, roster)
        given = (ledger, _changes_frame(decided), _decisions_frame(by_hand), _roster_frame(roster), period, standard)
        stopped = any(found.stops for found in grades_against_ledger(*given, places=Places()))
        try:
            carried = history(carried, decided, by_hand, roster, str(period))
        except Stop:
            assert stopped, f"seed {seed} {period}: only the reference stops"
            return
        assert not stopped, f"seed {seed} {period}: only the pipeline stops"
        ledger = grade_history(*given)
        expected = [{name: one[name] for name in ENTRY.values()} for one in carried]
        assert _found(ledger) == expected, f"seed {seed} {period}"
        _same_days(ledger, carried, period)


def _same_days(ledger: pd.DataFrame, carried: list[Row], period: Period) -> None:
    """The grade of every person on every day of half a year around the month."""
    days = [period.first_day + dt.timedelta(number) for number in range(-60, 120, 3)]
    rows = ledger.to_dict("records")
    for who in {one["工号"] for one in carried}:
        own = [one for one in carried if one["工号"] == who]
        for day in days:
            there = [
                row["grade"]
                for row in rows
                if row["employee_id"] == who
                and row["grade_since"] <= day
                and not (isinstance(row["grade_until"], dt.date) and row["grade_until"] < day)
            ]
            one = in_force(own, day)
            assert there == ([one["级别"]] if one else []), (who, day)


@pytest.mark.long
def test_careers(settings: Settings) -> None:
    """Ten months of random careers: joiners, leavers, people who come back, roster against decisions."""
    standard = settings.standard(MONTHS[0])
    for seed in SEEDS:
        _months(seed, standard)


@pytest.mark.long
def test_thousands_of_careers(settings: Settings, budget: float) -> None:
    """As many as a fifth of the budget of seconds lets through."""
    standard = settings.standard(MONTHS[0])
    ends_at = time.monotonic() + budget / 5
    for seed in MORE_SEEDS:
        if time.monotonic() > ends_at:
            break
        _months(seed, standard)
    print(f"{seed - MORE_SEEDS.start} careers compared")
