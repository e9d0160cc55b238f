"""The quarterly report of visits and of how customers' opinions were dealt with, person by person.

Scheme: 走访规定（V1）, 督办规定（V2）.  A visit counts for who wrote it down; a matter followed up for who answers
for it.  Raised, sent, closed and told count where their day lies in the span; open and overdue as things stand at its
end; not told are those closed in the span whose customer was not told by its end.
Reads: visit_lines, follow_ups, open_before, persons, span_persons.  Writes: visit_report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pandas as pd

from pipeline.appraise.follow_ups import Row, days_overdue, latest_follow_ups, latest_persons
from pipeline.grade_ledger import plain_rows
from pipeline.period import Span
from schemas.appraisal import VISIT_REPORT

NO_OPINION = ("无", "暂无", "没有", "无意见", "暂无意见", "没有意见")
"""Ways to write that the customer said nothing."""
_WHO = ("employee_id", "person_name", "team", "post")
_COUNTED = tuple(column.name for column in VISIT_REPORT.columns[len(_WHO) :])


def visit_report(
    visit_lines: pd.DataFrame,
    follow_ups: pd.DataFrame,
    persons: pd.DataFrame,
    span: Span,
    span_persons: pd.DataFrame | None = None,
    open_before: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per person of the span, by 工号; also one nobody knows who visited or is responsible for something."""
    counts: Counter[tuple[str, str]] = Counter()
    for visit in plain_rows(visit_lines):
        counts.update((visit["employee_id"], name) for name in _of_visit(visit))
    for number, _ in set(zip(visit_lines["employee_id"], visit_lines["customer_id"], strict=True)):
        counts[number, "customers_called"] += 1
    for matter in latest_follow_ups(follow_ups, span, open_before):
        counts.update((matter["employee_id"], name) for name in _of_matter(matter, span))
    people = latest_persons(persons, span_persons)
    numbers = sorted({*people, *(number for number, _ in counts)})
    return VISIT_REPORT.from_rows([_row(number, people.get(number), counts) for number in numbers])


def _row(number: str, person: Row | None, counts: Counter[tuple[str, str]]) -> dict[str, Any]:
    who = {name: person[name] for name in _WHO} if person is not None else {"employee_id": number}
    return {**who, **{name: counts[number, name] for name in _COUNTED}}


def _of_visit(visit: Row) -> Iterator[str]:
    """The columns one visit counts in."""
    yield "visits"
    if visit["overlaps"] is True:
        yield "visits_overlapping"
    if _written(visit["opinion"]) and visit["opinion"].strip() not in NO_OPINION:
        yield "visits_with_opinion"
    if not _written(visit["leader_opinion"]):
        yield "visits_unreviewed"


def _of_matter(matter: Row, span: Span) -> Iterator[str]:
    """The columns one matter counts in."""
    for column, on in (("raised_on", "follow_ups_raised"), ("sent_on", "follow_ups_sent"), ("told_on", "told")):
        if _within(matter[column], span):
            yield on
    if matter["closed_on"] is None:
        yield "still_open"
        if days_overdue(matter, span):
            yield "open_overdue"
    elif _within(matter["closed_on"], span):
        yield "closed_late" if days_overdue(matter, span) else "closed_in_time"
        if matter["told_on"] is None:
            yield "not_told"


def _within(on: Any, span: Span) -> bool:
    return on is not None and span.first_day <= on <= span.last_day


def _written(cell: Any) -> bool:
    return isinstance(cell, str) and bool(cell.strip())
