"""Who joined, left, moved team, changed post or grade in a month, and how many there were before and after.

Scheme: 指引第二十二条 (人员变动 belongs to the monthly package), 第五条 (reassignment is recorded with its date).
Reads: the computed month and the one before it.
Not covered: the day of a move between teams or posts, which no delivered table has; orders of transfer name it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.findings import Finding, finding
from pipeline.payout.model import Payee, PayMonth
from pipeline.period import Period

JOINED, LEFT, APPEARED, VANISHED = "入职", "离职", "新出现", "不再出现"
MOVED = (("团队", "团队调动"), ("岗位", "岗位变动"), ("级别", "级别变动"))
GRADE = "级别"
MOVE_CAUSE = "本月与上月的花名册不同，日期以调动的文件为准"
Cell = tuple[str, str]
"""A team and a post."""


@dataclass(frozen=True)
class StaffChange:
    """One change of one person; ``was`` and ``became`` are the team, post or grade before and after."""

    change_kind: str
    employee_id: str
    person_name: str
    team: str
    post: str
    was: str
    became: str
    changed_on: date | None
    cause: str


@dataclass(frozen=True)
class Headcount:
    """How the number of persons of one post of a team came about."""

    team: str
    post: str
    opening: int
    joined: int
    moved_in: int
    appeared: int
    left: int
    moved_out: int
    vanished: int
    closing: int

    @property
    def gap(self) -> int:
        """What remains unexplained: opening and increases less decreases and closing."""
        more = self.opening + self.joined + self.moved_in + self.appeared
        return more - self.left - self.moved_out - self.vanished - self.closing


def staff_changes(month: PayMonth, before: PayMonth | None) -> list[StaffChange]:
    """Every change, by kind and then in the order of the report.

    Without a month before, only who joined or left by the days of the roster.
    """
    found = [*_comings(month, before), *_goings(month, before)]
    if before is not None:
        stayed = still_here(before)
        pairs = [(stayed[one.employee_id], one) for one in month.payees if one.employee_id in stayed]
        found += [change for what in MOVED for was, now in pairs for change in _moved(month, was, now, what)]
    return found


def headcounts(month: PayMonth, before: PayMonth | None) -> list[Headcount]:
    """The counts of every post of a team that had or has anybody, in the order of the report.

    Closing counts the month's own persons; the movements come from :func:`staff_changes`.
    """
    was = {who: _cell(one) for who, one in still_here(before).items()} if before else _by_days(month)
    now = {one.employee_id: _cell(one) for one in month.payees}
    changes = staff_changes(month, before)
    counts = {kind: Counter(now.get(one.employee_id) or was[one.employee_id] for one in changes
                            if one.change_kind == kind) for kind in (JOINED, LEFT, APPEARED, VANISHED)}  # fmt: skip
    moved = [who for who, cell in was.items() if now.get(who, cell) != cell]
    opening, closing = Counter(was.values()), Counter(_cell(one) for one in still_here(month).values())
    moved_in, moved_out = Counter(now[who] for who in moved), Counter(was[who] for who in moved)
    return [
        Headcount(
            *cell, opening[cell], counts[JOINED][cell], moved_in[cell], counts[APPEARED][cell], counts[LEFT][cell],
            moved_out[cell], counts[VANISHED][cell], closing[cell],
        )
        for cell in dict.fromkeys([*now.values(), *was.values()])
    ]  # fmt: skip


def still_here(month: PayMonth | None) -> Mapping[str, Payee]:
    """Who is still there when the month is over; who leaves on its last day is not."""
    people: Sequence[Payee] = month.payees if month else ()
    return {one.employee_id: one for one in people if not (month and _has_left(one, month.period))}


def changes_findings(month: PayMonth) -> list[Finding]:
    """Who is or is no more in the month without the roster saying since when or until when."""
    return [_told(month, change) for change in staff_changes(month, month.before)
            if change.change_kind in (APPEARED, VANISHED)]  # fmt: skip


def _told(month: PayMonth, change: StaffChange) -> Finding:
    """The notice, at the person's row where the month has one."""
    who = f"{change.person_name}（{change.employee_id}）"
    payee = next((one for one in month.payees if one.employee_id == change.employee_id), None)
    if payee is None:
        return finding("U01", who=who, before=month.period.shift(-1), period=month.period)
    return finding(
        "U02", file=payee.file, sheet=payee.sheet, column="入职日期", value=payee.word("入职日期"), who=who,
        before=month.period.shift(-1), row=payee.row,
    )  # fmt: skip


def _comings(month: PayMonth, before: PayMonth | None) -> Iterator[StaffChange]:
    """Who joined in the month, then who was not there the month before though hired earlier."""
    stayed = still_here(before) if before else {}
    new = [one for one in month.payees if one.employee_id not in stayed]
    for one in new:
        if _is_in(_day(one, "入职日期"), month.period):
            yield _change(JOINED, one, "", _place(one), _day(one, "入职日期"), "花名册的入职日期")
    for one in new if before else ():
        if not _is_in(_day(one, "入职日期"), month.period):
            cause = f"花名册的入职日期早于本月，{month.period.shift(-1)}没有此人"
            yield _change(APPEARED, one, "", _place(one), _day(one, "入职日期"), cause)


def _goings(month: PayMonth, before: PayMonth | None) -> Iterator[StaffChange]:
    """Who left in the month, then who is not there any more though no day of leaving is known."""
    here = {one.employee_id for one in month.payees}
    gone = [one for who, one in still_here(before).items() if who not in here] if before else []
    for one in (*month.payees, *gone):
        if _is_in(_day(one, "离职日期"), month.period):
            yield _change(LEFT, one, _place(one), "", _day(one, "离职日期"), "花名册的离职日期")
    for one in gone:
        if not _is_in(_day(one, "离职日期"), month.period):
            yield _change(VANISHED, one, _place(one), "", None, f"{month.period}的花名册没有此人，也没有离职日期")


def _moved(month: PayMonth, was: Payee, now: Payee, what: tuple[str, str]) -> Iterator[StaffChange]:
    heading, kind = what
    if was.word(heading) == now.word(heading):
        return
    is_grade = heading == GRADE
    cause = (is_grade and month.grade_reasons.get(now.employee_id)) or MOVE_CAUSE
    day = _day(now, "级别生效日") if is_grade else None
    yield _change(kind, now, was.word(heading), now.word(heading), day, cause)


def _change(kind: str, one: Payee, was: str, became: str, day: date | None, cause: str) -> StaffChange:
    return StaffChange(kind, one.employee_id, one.name, one.team, one.post, was, became, day, cause)


def _by_days(month: PayMonth) -> dict[str, Cell]:
    """Who was there when the month began, by the day of entry alone."""
    return {one.employee_id: _cell(one) for one in month.payees if not _is_in(_day(one, "入职日期"), month.period)}


def _has_left(one: Payee, period: Period) -> bool:
    day = _day(one, "离职日期")
    return day is not None and day <= period.last_day


def _is_in(day: date | None, period: Period) -> bool:
    return day is not None and period.first_day <= day <= period.last_day


def _day(one: Payee, heading: str) -> date | None:
    value = one.values.get(heading)
    return value if isinstance(value, date) else None


def _cell(one: Payee) -> Cell:
    return one.team, one.post


def _place(one: Payee) -> str:
    """Team, post and grade in one word."""
    return " ".join(word for word in (one.team, one.post, one.word(GRADE)) if word)
