"""Grades decided by hand: contradictions, grades and posts the standard lacks, days that cannot be, who is gone.

Scheme: 指引第十七条.
Reads: grade_decisions; roster, carried_grades, decided_grades; grades (those of the pay standard).  Of a quarter or a
year supplements, persons, span_persons, grade_history instead; of a year quarter_changes.
Not covered: 事由 and 审批人, which the schema asks of every decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline.checks.places import Places, Record, by, cell_finding, records, spot
from pipeline.checks.strangers import unknown_employees
from pipeline.checks.wording import listing, nearest, person, quoted
from pipeline.findings import Finding
from pipeline.grade_ledger import ONE_DAY, because, closed, graded_posts, grades_of, in_force
from pipeline.period import Period, Span
from pipeline.scheme.terms import length
from schemas.intake import GRADE_DECISIONS, SUPPLEMENTS

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.settings import Standard


def unknown_decided_grades(grade_decisions: pd.DataFrame, places: Places, grades: tuple[str, ...]) -> list[Finding]:
    """A decided grade that the pay standard in force does not have: nobody could be paid by it."""
    return [
        cell_finding("Y11", row, "decided_grade", places, who=person(row), grades=quoted(grades),
                     hint=nearest(row["decided_grade"], grades))
        for row in records(grade_decisions.loc[grade_decisions["decided_grade"].notna()])
        if row["decided_grade"] not in grades
    ]  # fmt: skip


def contradicting_decisions(grade_decisions: pd.DataFrame, places: Places) -> list[Finding]:
    """Two grades of one person from one day on; a decision delivered twice is one."""
    rows = records(grade_decisions.loc[grade_decisions[["employee_id", "decided_grade"]].notna().all(axis=1)])
    return [
        _contradiction(row, group[0], places)
        for group in by(rows, "employee_id", "effective_on")
        for row in group[1:]
        if row["decided_grade"] != group[0]["decided_grade"]
    ]


def decisions_before_present_grade(
    grade_decisions: pd.DataFrame,
    carried_grades: pd.DataFrame,
    decided_grades: pd.DataFrame,
    period: Period,
    places: Places,
) -> list[Finding]:
    """Another grade from before the day on which the one in force began: it would never be paid."""
    held = grades_of(carried_grades)
    for who, entries in grades_of(decided_grades).items():
        held.setdefault(who, []).extend(entries)
    told = []
    for row in _dated(grade_decisions):
        present = in_force(closed(held.get(row["employee_id"], [])), period.first_day)
        if present and row["effective_on"] < present.since and row["decided_grade"] != present.grade:
            told.append(cell_finding("Y28", row, "effective_on", places, who=person(row), ledger=present.grade,
                                     origin=because(present), since=present.since))  # fmt: skip
    return told


def decisions_on_posts_without_grades(
    grade_decisions: pd.DataFrame, roster: pd.DataFrame, places: Places, standard: Standard
) -> list[Finding]:
    """A grade for somebody whose post has none in the pay standard: no pay depends on it."""
    posts = dict(zip(roster["employee_id"], roster["post"], strict=True))
    graded = graded_posts(standard)
    return [
        cell_finding("Y29", row, "decided_grade", places, who=person(row), post=post, posts=quoted(sorted(graded)))
        for row in records(grade_decisions)
        if isinstance(post := posts.get(row["employee_id"]), str) and post not in graded
    ]  # fmt: skip


def span_decisions_on_posts_without_grades(
    grade_decisions: pd.DataFrame, span_persons: pd.DataFrame, places: Places, standard: Standard
) -> list[Finding]:
    """The same of a quarter or a year: the post each person had last."""
    last = span_persons.sort_values("month", kind="stable").drop_duplicates("employee_id", keep="last")
    return decisions_on_posts_without_grades(grade_decisions, last, places, standard)


def decisions_after_leaving(
    grade_decisions: pd.DataFrame, roster: pd.DataFrame, period: Period, places: Places
) -> list[Finding]:
    """A grade from a day on which the person is gone: nobody would ever be paid by it."""
    gone = {row["employee_id"]: row["left_on"] for row in records(roster) if row["left_on"]}
    return _after_leaving(grade_decisions, gone, period.first_day, places)


def span_decisions_after_leaving(
    grade_decisions: pd.DataFrame, span_persons: pd.DataFrame, span: Span, places: Places
) -> list[Finding]:
    """The same of a quarter or a year, and of whoever stands in no roster of its last month."""
    ordered = span_persons.loc[span_persons["month"].notna()].sort_values("month", kind="stable")
    gone = {}
    for row in records(ordered.drop_duplicates("employee_id", keep="last")):
        if row["left_on"] or row["month"] < str(span.last_month):
            gone[row["employee_id"]] = row["left_on"] or Period.parse(row["month"]).last_day
    return _after_leaving(grade_decisions, gone, span.last_day + ONE_DAY, places)


def _after_leaving(
    grade_decisions: pd.DataFrame, gone: Mapping[str, date], first: date, places: Places
) -> list[Finding]:
    """``gone`` are the last days of those who left; a decision without a day holds from the first it can."""
    return [
        cell_finding("Y31", row, "employee_id", places, who=person(row), last=gone[row["employee_id"]],
                     grade=row["decided_grade"] or "（空）", since=row["effective_on"] or first)
        for row in records(grade_decisions)
        if row["employee_id"] in gone and gone[row["employee_id"]] < (row["effective_on"] or first)
    ]  # fmt: skip


def days_of_span_decisions(
    grade_decisions: pd.DataFrame, span: Span, places: Places, standard: Standard
) -> list[Finding]:
    """A day in or before the span, whose grade was judged by and stands, or later after it than the standard lets."""
    first, limit = span.last_day + ONE_DAY, standard.scheme.text.terms.decisions
    last = span.last_month.shift(limit.months).last_day if limit else None
    late = f"比{span}末晚{length(limit.months)}以上" if limit else ""
    return [
        cell_finding("Y27", row, "effective_on", places, who=person(row), span=span, first=first, last=last or "以后",
                     problem=f"在{span}末或更早" if row["effective_on"] < first else late)
        for row in _dated(grade_decisions)
        if row["effective_on"] < first or (last and row["effective_on"] > last)
    ]  # fmt: skip


def former_grades_of_span(
    grade_decisions: pd.DataFrame,
    grade_history: pd.DataFrame,
    span: Span,
    places: Places,
    quarter_changes: pd.DataFrame | None = None,
) -> list[Finding]:
    """原级别 against the ledger of grades on the day before the decision holds; the same is asked of a month.

    A decision of the year may also name the grade that the fourth quarter decided for the same day or before.
    """
    held = grades_of(grade_history)
    changed = {} if quarter_changes is None else grades_of(quarter_changes)
    told = []
    for row in records(grade_decisions.loc[grade_decisions[["employee_id", "former_grade"]].notna().all(axis=1)]):
        since = row["effective_on"] or span.last_day + ONE_DAY
        former = in_force(held.get(row["employee_id"], []), since - ONE_DAY)
        decided = in_force(changed.get(row["employee_id"], []), since)
        if former and row["former_grade"] not in (former.grade, decided and decided.grade):
            told.append(cell_finding("G07", row, "former_grade", places, who=person(row), former=row["former_grade"],
                                     ledger=former.grade, origin=because(former), since=former.since))  # fmt: skip
    return told


def unknown_grades_of_span(grade_decisions: pd.DataFrame, places: Places, standard: Standard) -> list[Finding]:
    """The same question of the decisions of a quarter or a year."""
    return unknown_decided_grades(grade_decisions, places, tuple(standard.scheme.text.grades))


def several_decisions_in_span(grade_decisions: pd.DataFrame, places: Places) -> list[Finding]:
    """More than one decision on a person in a quarter or a year: only one can stand against the proposal."""
    rows = records(grade_decisions.loc[grade_decisions["employee_id"].notna()])
    return [
        cell_finding("Y24", group[1], "decided_grade", places, who=person(group[1]), count=len(group),
                     grades=listing(row["decided_grade"] or "（空）" for row in group))
        for group in by(rows, "employee_id")
        if len(group) > 1
    ]  # fmt: skip


def strangers_in_span_decisions(
    grade_decisions: pd.DataFrame, span_persons: pd.DataFrame, places: Places
) -> list[Finding]:
    """Decisions on a 工号 that no month of the span knows."""
    return unknown_employees(span_persons, grade_decisions, GRADE_DECISIONS.heading, places, "Y25")


def strangers_in_span_supplements(
    supplements: pd.DataFrame, span_persons: pd.DataFrame, places: Places
) -> list[Finding]:
    """Supplementary data of a 工号 that no month of the span knows."""
    return unknown_employees(span_persons, supplements, SUPPLEMENTS.heading, places, "Y25")


def _dated(grade_decisions: pd.DataFrame) -> list[dict[str, Any]]:
    """The decisions on somebody that name their day."""
    return records(grade_decisions.loc[grade_decisions[["employee_id", "effective_on"]].notna().all(axis=1)])


def _contradiction(row: Record, first: Record, places: Places) -> Finding:
    facts = {
        "who": person(row), "day": row["effective_on"] or "（空）", "first": first["decided_grade"],
        "first_place": spot(places, first, "decided_grade"),
    }  # fmt: skip
    return cell_finding("Y10", row, "decided_grade", places, **facts)
