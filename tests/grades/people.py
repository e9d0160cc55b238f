"""Grades of small branches: entries, rosters and decisions in a few words, and the ledger a month makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.grade_ledger import Given, Grade
from pipeline.grade_merge import Merged, merged
from pipeline.period import Period

GRADES = ("见习", "初级", "中级", "高级", "资深")
APRIL = Period(2026, 4)
Row = dict[str, Any]


def day(text: str) -> date:
    """``04-15`` of 2026, or a whole date."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def entry(
    grade: str, since: str, origin: str = "期初", period: str = "2026-01", until: str = "", who: str = "1"
) -> Grade:
    """One entry of the ledger."""
    return Grade(who, grade, day(since), origin, period, until=day(until) if until else None)


def quarter(grade: str, since: str = "04-01", who: str = "1") -> Grade:
    """A grade the first quarter decided."""
    return entry(grade, since, "季度", "2026Q1", who=who)


def person(grade: str | None, begins: str = "", hired: str = "2020-01-01", left: str = "", **more: Any) -> Row:
    """A row of the roster."""
    row = {"employee_id": "1", "person_name": "某人", "post": "客户经理", "source": 1, "row": 2, **more}
    dates = {"grade_from": begins, "hired_on": hired, "left_on": left}
    return {**row, "grade": grade, **{name: day(text) if text else None for name, text in dates.items()}}


def decision(grade: str, since: str = "", former: str = "", who: str = "1") -> Row:
    """A row of 级别决定."""
    return {
        "employee_id": who, "decided_grade": grade, "former_grade": former or None, "purpose": "破格",
        "approved_by": "经理", "effective_on": day(since) if since else None, "source": 1, "row": 2,
    }  # fmt: skip


def month(
    roster: Row | Sequence[Row] | None,
    carried: Sequence[Grade] = (),
    decided: Sequence[Grade] = (),
    decisions: Sequence[Row] = (),
    period: Period = APRIL,
) -> Merged:
    """The ledger as of the month."""
    rows = [roster] if isinstance(roster, dict) else roster or []
    people: Mapping[str, Row] = {row["employee_id"]: row for row in rows}
    return merged(Given(period, carried, decided, decisions, people, GRADES, frozenset({"客户经理", "团队负责人"})))


def lines(made: Merged) -> list[str]:
    """Each entry in words: ``高级 2026-04-01– 季度``."""
    return [f"{one.grade} {one.since}–{one.until or ''} {one.origin}" for one in made.grades]


def codes(made: Merged) -> list[str]:
    """What is told, by code."""
    return [said.code for said in made.said]
