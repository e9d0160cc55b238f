"""A row per person with its month: counting columns, and day cells of words where there are any."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from pipeline.intake.attendance.facts import Collected, Facts, check_range, column_facts, compare, finish, person_of
from pipeline.intake.attendance.heads import Head, day_number
from pipeline.intake.attendance.rows import person_rows
from pipeline.intake.attendance.words import DayWords, crosses, read_words, spread_leaves
from pipeline.intake.heading_words import plain
from pipeline.intake.places import address, letters
from pipeline.intake.problem import Problem, broken
from pipeline.intake.raw import RawSheet
from pipeline.intake.sheets import Context, Reading, sheet_finding
from schemas.columns import BY_NAME

NEEDED = ("times_late", "times_early", "times_no_clock", "days_absent")


def read_monthly(sheet: RawSheet, head: Head, context: Context, layout: str) -> Reading:
    """The month facts, from the columns where there are columns, otherwise from the days."""
    collected = Collected(sheet, head, layout)
    is_month = check_range(collected, context)
    days = day_columns(collected, context) if is_month else {}
    missing = [BY_NAME[fact].heading for fact in NEEDED if fact not in head.facts and not days]
    if missing:
        collected.findings.append(sheet_finding("S23", sheet, layout=layout, missing="、".join(missing)))
    for row in person_rows(sheet, head):
        person = person_of(collected, row)
        by_column = column_facts(collected, row)
        by_day = _day_facts(collected, context, (row, person), days, by_column)
        collected.months.append((row, person, {**by_day, **by_column}))
    return finish(collected)


def day_columns(collected: Collected, context: Context) -> dict[int, date]:
    """The day of each column under 考勤结果, by position (weekend columns are headed 六 and 日)."""
    head, sheet = collected.head, collected.sheet
    dates = head.dates() or (context.period.first_day, context.period.last_day)
    if not head.under_results:
        return {}
    length = (dates[1] - dates[0]).days + 1
    found = {place: dates[0] + timedelta(days=index) for index, place in enumerate(head.under_results)}
    for place, day in found.items():
        cell = collected.cell(head.last, place)
        number = day_number(cell, plain(cell))
        if len(found) != length or (number and number != day.day):
            facts = {"count": len(found), "length": length}
            collected.findings.append(sheet_finding("S24", sheet, cell=address(head.last, place), **facts))
            return {}
    collected.day_letters = {day.isoformat(): letters(place) for place, day in found.items()}
    return found


def _day_facts(
    collected: Collected, context: Context, who: tuple[int, str | None], days: dict[int, date], by_column: Facts
) -> Facts:
    """What the day cells of a row add up to; kept per day, held against the columns."""
    row, person = who
    cells = {place: str(collected.cell(row, place)) for place in days}
    filled = {place: read_words(text) for place, text in cells.items() if text.strip()}
    for place, words in filled.items():
        problem = broken(collected.cell(row, place)) or (
            Problem("C18", {"word": words.strange}) if words.strange else None
        )
        if problem:
            collected.tell((row, place), str(days[place]), problem, collected.cell(row, place))
    leaves = spread_leaves(list(filled.values()))
    total: Facts = defaultdict(Decimal)
    for (place, words), leave in zip(filled.items(), leaves, strict=True):
        facts = day_facts(words, leave)
        collected.days.append((row, person, days[place], " ".join(cells[place].split()), facts))
        for fact, value in facts.items():
            total[fact] += value
        away = sum((value for fact, value in facts.items() if fact.startswith("days_")), Decimal(0))
        total["days_due"] += 0 if words.is_rest else 1
        total["days_present"] += 0 if words.is_rest else max(Decimal(0), 1 - away)
    if days:
        compare(collected, row, by_column, total, crosses(list(filled.values()), context.period))
    return dict(total)


def day_facts(words: DayWords, leave: dict[str, Decimal]) -> Facts:
    """The facts of one day."""
    facts: Facts = {fact: Decimal(count) for fact, count in words.counts.items()}
    if words.absent:
        facts["days_absent"] = words.absent
    for fact, value in leave.items():
        facts[fact] = facts.get(fact, Decimal(0)) + value
    return facts
