"""The grades of a month put together: carried on, decided, and what the roster says beside them.

A decision (人工, 年度, 季度, 月度, in this order where two begin on one day) stands over the roster; what the roster
says without a decision behind it is believed and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from pipeline.grade_ledger import BY_HAND, ONE_DAY, Given, Grade, Row, because, closed, grades_of, in_force, people_of
from pipeline.period import Period, Span

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Said:
    """Something to be told of a person's grade: the code of the finding, the row it is about, and what fills the words.

    ``table`` and ``column`` say where that row was delivered; both are empty for what stands in our own ledger.
    """

    code: str
    employee_id: str
    facts: Mapping[str, object]
    table: str = ""
    column: str = ""
    record: Row | None = None


@dataclass(frozen=True)
class Merged:
    """The ledger as of a month, persons and days in order, and what is to be told."""

    grades: tuple[Grade, ...]
    said: tuple[Said, ...]


def without_grade(carried_grades: pd.DataFrame, roster: pd.DataFrame) -> frozenset[str]:
    """Who of the roster has no grade on the ledger from before: nobody of a new or renewed employment has."""
    held = grades_of(carried_grades)
    return frozenset(
        who for who, person in people_of(roster).items() if who not in held or _rehired(_loaded(held[who]), person)
    )


def merged(given: Given) -> Merged:
    """The ledger as of the month, out of all that was carried on, decided and delivered."""
    held, decided = _by_person(given.carried), _by_person([*_still_held(given), *_by_hand(given)])
    made: list[Grade] = []
    said: list[Said] = []
    for who in sorted({*held, *decided, *given.roster}):
        one = _OfPerson(given, who, given.roster.get(who), held.get(who, []))
        one.decide(decided.get(who, []))
        made += one.made()
        said += one.said
    return Merged(tuple(made), tuple(said))


def _by_person(grades: Iterable[Grade]) -> dict[str, list[Grade]]:
    found: dict[str, list[Grade]] = {}
    for one in grades:
        found.setdefault(one.employee_id, []).append(one)
    return found


def _still_held(given: Given) -> Iterator[Grade]:
    """What quarters and years decided; one that ended before the day of (re-)entry was of a former employment."""
    for one in given.decided:
        person, ended = given.roster.get(one.employee_id), _last_day(one.origin_period)
        if person is None or ended is None or person["hired_on"] <= ended:
            yield one


def _by_hand(given: Given) -> Iterator[Grade]:
    """The decisions delivered in the month; without a day they hold from its first, never from before the entry.

    Of two that name one day (Y10) the first is taken.
    """
    for row in {(row["employee_id"], row["effective_on"]): row for row in reversed(given.decisions)}.values():
        person = given.roster.get(row["employee_id"])
        since = row["effective_on"] or given.period.first_day
        since = max(since, person["hired_on"]) if person else since
        yield Grade(row["employee_id"], row["decided_grade"], since, BY_HAND, str(given.period), row["purpose"],
                    row["approved_by"])  # fmt: skip


def _loaded(carried: Sequence[Grade]) -> list[Grade]:
    """The entries by day; a last day only where an employment ended with it, not where the next grade begins."""
    begins = {one.since for one in carried}
    ordered = sorted(carried, key=lambda one: one.since)
    return [one if one.until and one.until + ONE_DAY not in begins else replace(one, until=None) for one in ordered]


def _rehired(entries: Sequence[Grade], person: Row) -> bool:
    """Whether the person came back after the last entry was made."""
    last = entries[-1]
    return bool(person["hired_on"] > (last.until or _last_day(last.origin_period) or last.since))


def _last_day(period: str) -> date | None:
    """The last day of a month, quarter or year as written."""
    for kind in (Period, Span):
        try:
            return kind.parse(period).last_day
        except ValueError:
            continue
    return None


class _OfPerson:
    """One person's entries by their first day while they are put together."""

    def __init__(self, given: Given, who: str, person: Row | None, carried: Sequence[Grade]) -> None:
        self.given, self.who, self.person, self.carried = given, who, person, carried
        self.said: list[Said] = []
        entries = _loaded(carried)
        self.renewed = bool(person and entries and _rehired(entries, person))
        if person and entries and not self.renewed:
            entries[-1] = replace(entries[-1], until=None)
        self.entries = {one.since: one for one in entries}
        if person and (self.renewed or not entries) and self._roster_grade:
            self._open(person)

    @property
    def _roster_grade(self) -> str | None:
        """What the roster says, of someone whose post has grades."""
        if self.person is None or self.person["post"] not in self.given.posts:
            return None
        grade: str | None = self.person["grade"]
        return grade

    def _open(self, person: Row) -> None:
        """The first entry of an employment, from the roster.

        A grade that begins after the day it is asked for stops the month (X64); a tried case takes it at once.
        """
        hired, asked = person["hired_on"], self.given.asked_on(person)
        since = min(person["grade_from"] or hired, asked)
        since = max(since, hired) if self.renewed else since
        origin = "花名册" if self.given.carried else "期初"
        self._put(self._from_roster(since, "入职" if hired >= self.given.period.first_day else origin))

    def _from_roster(self, since: date, origin: str = "花名册") -> Grade:
        assert self._roster_grade is not None
        return Grade(self.who, self._roster_grade, since, origin, str(self.given.period))

    def _put(self, one: Grade) -> None:
        self.entries[one.since] = one

    def decide(self, decisions: Sequence[Grade]) -> None:
        """Take in what was decided, then ask whether the roster agrees."""
        kept = [one for one in decisions if self._keeps(one)]
        for one in sorted((one for one in decisions if one not in kept), key=lambda one: one.rank):
            self._take(one)
        for one in kept:
            current = self._on(one.since)
            if current and current.grade == one.grade and one.since not in self.entries:
                self._put(one)
        if self.person is not None:
            self._drop_withdrawn(self.person)
            if self._roster_grade:
                self._ask_roster(self.person)
            self._tell_later(self.person)
        self._tell_earlier()
        self._tell_former()

    def _keeps(self, one: Grade) -> bool:
        """Whether a quarter's or year's decision by hand was to keep the grade it judged by: it is shown, no more."""
        ended = _last_day(one.origin_period) if one.origin == BY_HAND else None
        if ended is None or one.origin_period == str(self.given.period):
            return False
        first = ended.replace(day=1)
        judged = self._on(max(first, self.person["hired_on"]) if self.person else first)
        return judged is not None and judged.grade == one.grade

    def _take(self, one: Grade) -> None:
        if self._on(one.since) is None and any(since <= one.since for since in self.entries):
            return  # it would begin between two employments, or after the last
        there = self.entries.get(one.since)
        if there is None or there.rank < one.rank:
            self._put(one)
        elif there.rank == one.rank and there.grade != one.grade:
            self._tell(
                "G01", self._roster("grade"), {"since": one.since, "first": _worded(there), "second": _worded(one)}
            )

    def _drop_withdrawn(self, person: Row) -> None:
        """What an earlier roster announced for a later day holds only while the roster still says it."""
        announced = (person["grade"], person["grade_from"])
        asked = self.given.asked_on(person)
        self.entries = {
            since: one
            for since, one in self.entries.items()
            if one.rank or since <= asked or (one.grade, since) == announced
        }

    def _ask_roster(self, person: Row) -> None:
        """Whether the roster's grade is the one in force; if not, which of the two is paid."""
        asked, grade, begins = self.given.asked_on(person), person["grade"], person["grade_from"]
        current = self._on(asked)
        if current is None or current.grade == grade:
            return
        announced = self.entries.get(begins)
        if begins and begins > asked and announced and announced.grade == grade:
            return
        facts = {"roster": grade, **_facts(current)}
        if current.rank and self._pays(current.grade) and not (begins and begins > current.since):
            self._tell("G04", self._roster("grade"), facts)
            return
        since = begins if begins and begins > current.since else asked
        if announced and announced.rank:
            self._tell("G04", self._roster("grade"), {**facts, **_facts(announced)})
            return
        self._put(self._from_roster(since))
        if since <= asked:
            self._tell("G03", self._roster("grade"), {**facts, "begins": since})

    def _pays(self, grade: str) -> bool:
        """Whether the standard of the month knows the grade."""
        return not self.given.known or grade in self.given.known

    def _tell_later(self, person: Row) -> None:
        """Grades that begin after the day this month's is asked for: in the month, or made known in it."""
        asked = self.given.asked_on(person)
        current = self._on(asked)
        for one in self.entries.values():
            if current and one.since > asked and (self._is_new(one) or one.since <= self.given.period.last_day):
                self._tell("G05", self._roster("grade_from"), {"paid": current.grade, **_facts(one)})

    def _tell_earlier(self) -> None:
        """New entries that reach back into months already paid by another grade."""
        if not self.carried:
            return
        before = self.given.period.shift(-1)
        paid = in_force(self.carried, before.first_day)
        for one in self.entries.values():
            if self._is_new(one) and one.since <= before.first_day and paid and paid.grade != one.grade:
                month = Period(one.since.year, one.since.month).shift(0 if one.since.day == 1 else 1)
                self._tell("G06", self._roster("grade"), {"paid": paid.grade, "month": month, **_facts(one)})

    def _is_new(self, one: Grade) -> bool:
        """Whether the month before did not hold it."""
        return all((one.since, one.grade) != (other.since, other.grade) for other in self.carried)

    def _on(self, day: date) -> Grade | None:
        return in_force(closed(self.entries.values()), day)

    def _tell_former(self) -> None:
        """Decisions delivered with another grade before than the ledger's, or a quarter's or year's of the same day."""
        for row in self.given.decisions:
            if row["employee_id"] == self.who and row["former_grade"]:
                since = row["effective_on"] or self.given.period.first_day
                former = self._on(since - ONE_DAY)
                decided = {one.grade for one in self.given.decided if (one.employee_id, one.since) == (self.who, since)}
                if former and row["former_grade"] not in {former.grade, *decided}:
                    where = ("grade_decisions", "former_grade", row)
                    self._tell("G07", where, {"former": row["former_grade"], "day": since, **_facts(former)})

    def _roster(self, column: str) -> tuple[str, str, Row | None]:
        return ("roster", column, self.person) if self.person else ("", "", None)

    def _tell(self, code: str, where: tuple[str, str, Row | None], facts: Mapping[str, object]) -> None:
        self.said.append(Said(code, self.who, facts, *where))

    def made(self) -> list[Grade]:
        """The entries with their last days: the day before the next, or the last day of the employment."""
        left = self.person["left_on"] if self.person else None
        if left is None or left > self.given.period.last_day:
            return closed(self.entries.values())
        entries = closed(one for one in self.entries.values() if one.since <= left)
        return [*entries[:-1], *(replace(one, until=left) for one in entries[-1:])]


def _worded(one: Grade) -> str:
    return f"{one.grade}（{because(one)}）"


def _facts(one: Grade) -> dict[str, object]:
    return {"ledger": one.grade, "origin": because(one), "since": one.since}
