"""What must be seen coming of each person: probation, contracts, warnings of the standard, large steps, who left.

Scheme: 指引第十九条 (contracts), 第二十三条 and G1 (probation of one year), the notices of the standard's appraisals.
Probation ends on the same day so many months on as the standard says (the last of the month where there is no such
day).  It runs from the day of entry while 转正日期 is still to come, or is blank and the entry lies in the last months
the standard names (of somebody longer here it was not kept); else from the first day in the lowest grade for who is in
it.  It concerns those who have a grade.  What the standard sets no terms for is not told before its day.
Reads: persons, roster, span_persons, figures, progress, supplements, grade_proposals.  Writes: notices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from pipeline.appraisal_facts import said_notices
from pipeline.grade_ledger import plain_rows
from pipeline.grades.judged import Row, day, words
from pipeline.period import Period, Span
from pipeline.scheme.terms import Notice, Probation, length
from pipeline.settings import Standard
from schemas.appraisal import NOTICES

LARGE_STEP = 2
_WHO = ("employee_id", "person_name", "team", "post", "grade")


def notices(
    persons: pd.DataFrame,
    roster: pd.DataFrame,
    span_persons: pd.DataFrame,
    figures: pd.DataFrame,
    progress: pd.DataFrame,
    supplements: pd.DataFrame,
    grade_proposals: pd.DataFrame,
    span: Span,
    standard: Standard,
) -> pd.DataFrame:
    """One row per notice: probation, contracts, the standard's own, large steps, then who left; each by 工号."""
    grades = standard.scheme.text.grades
    people = plain_rows(persons[persons["employed_at_end"]])
    said = said_notices(persons, figures, progress, supplements, span, standard)
    found = [
        *_ordered(_probation(people, standard, span)),
        *_ordered(_contracts(people, roster, standard.scheme.text.terms.notice, span)),
        *_own(people, said, span),
        *_ordered(_large_steps(grade_proposals, grades)),
        *_ordered(_left(span_persons, span)),
    ]
    return NOTICES.from_rows([_row(*one) for one in found])


Told = tuple[str, Row, date | None, str, str]
"""Kind, person, day, words, article."""


def _row(kind: str, person: Row, on: date | None, told: str, article: str) -> dict[str, Any]:
    who = {name: words(person[name]) or None for name in _WHO}
    return {**who, "notice_kind": kind, "notice_day": on, "conclusion": told, "article": article}


def _ordered(told: Iterator[Told]) -> list[Told]:
    return sorted(told, key=lambda one: (one[0], one[1]["employee_id"]))


def _ahead(notice: Notice | None) -> timedelta:
    return timedelta(days=notice.days if notice else 0)


def _probation(people: Sequence[Row], standard: Standard, span: Span) -> Iterator[Told]:
    term, seen = standard.scheme.text.terms.probation, span.last_day + _ahead(standard.scheme.text.terms.notice)
    if term is None:
        return
    for person in people:
        began = _on_probation_since(person, standard.scheme.text.grades, term, span)
        if began is not None and (ends := months_after(began, term.months)) <= seen:
            state = "已期满" if ends <= span.last_day else "将期满"
            unconfirmed = day(person["confirmed_on"]) is None
            blank = "，花名册没有转正日期" if unconfirmed else ""
            told = f"见习自{began}起，满{length(term.months)}为{ends}，{state}{blank}，请决定是否转正"
            yield "试用期满", person, ends, told, term.source


def _on_probation_since(person: Row, grades: Sequence[str], term: Probation, span: Span) -> date | None:
    """The first day of a probation that still runs, or is over and not acted upon."""
    grade = words(person["grade"])
    hired, confirmed = person["hired_on"], day(person["confirmed_on"])
    if not grade:
        return None
    recent = hired >= span.last_month.shift(1 - term.unconfirmed).first_day
    if recent if confirmed is None else confirmed > span.last_day:
        return day(hired)
    since = day(person["grade_from"])
    return max(since or hired, hired) if grades and grade == grades[0] else None


def months_after(began: date, months: int) -> date:
    """The same day so many months on, or the last of that month where there is none."""
    last = Period(began.year, began.month).shift(months).last_day
    return last.replace(day=min(began.day, last.day))


def _contracts(people: Sequence[Row], roster: pd.DataFrame, notice: Notice | None, span: Span) -> Iterator[Told]:
    until = {row["employee_id"]: day(row["contract_until"]) for row in plain_rows(roster)}
    for person in people:
        ends = until.get(person["employee_id"])
        if ends is not None and ends <= span.last_day + _ahead(notice):
            told = (
                f"合同已于{ends}到期，请续签或终止"
                if ends <= span.last_day
                else f"合同将于{ends}到期（期末后{(ends - span.last_day).days}天），请决定是否续签"
            )
            yield "合同到期", person, ends, told, notice.source if notice else "指引第十九条"


def _own(people: Sequence[Row], said: Sequence[tuple[str, str, str, str]], span: Span) -> Iterator[Told]:
    """The notices of the standard's appraisals, in the order written."""
    known: Mapping[str, Row] = {person["employee_id"]: person for person in people}
    for kind, number, told, article in said:
        if number in known:
            yield kind, known[number], span.last_day, told, article


def _large_steps(proposals: pd.DataFrame, grades: Sequence[str]) -> Iterator[Told]:
    for row in plain_rows(proposals):
        old, new = words(row["grade"]), words(row["final_grade"])
        if old in grades and new in grades and abs(grades.index(new) - grades.index(old)) >= LARGE_STEP:
            told = f"由{old}到{new}，不止一级，请复核：{row['conclusion']}"
            yield "跨级调整", row, day(row["effective_on"]), told, words(row["article"])


def _left(span_persons: pd.DataFrame, span: Span) -> Iterator[Told]:
    """Who was there in some month of the span and is not at its end: nobody appraises him."""
    last = {row["employee_id"]: row for row in plain_rows(span_persons.sort_values("month", kind="stable"))}
    for person in last.values():
        left = day(person["left_on"])
        if left is not None and left < span.last_day:
            yield "期内离职", person, left, f"{left}离职，不参加本期考核", "指引第十七条"
        elif left is None and person["month"] != str(span.last_month):
            told = f"{person['month']}之后不在花名册中，没有离职日期，不参加本期考核，请核对"
            yield "期内离职", person, None, told, "指引第十七条"
