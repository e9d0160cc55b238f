"""The branch's own matrix: one row per person, one column per day, marks in the cells, a legend under the table."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from pipeline.content import half_width
from pipeline.intake.attendance.facts import Collected, Facts, column_facts, compare, finish, person_of
from pipeline.intake.attendance.heads import Head
from pipeline.intake.attendance.marks import fact_of, legend_of, read_marks
from pipeline.intake.attendance.rows import person_rows
from pipeline.intake.places import address, letters
from pipeline.intake.problem import Problem, broken, is_nothing
from pipeline.intake.raw import RawSheet
from pipeline.intake.sheets import Context, Reading, sheet_finding

NAME = "考勤符号表"
LEAST_DAYS = 15


def knows(head: Head) -> bool:
    """Persons, and columns that count the days."""
    return head.has_person and head.day_place is None and len(head.numbered) >= LEAST_DAYS


def read(sheet: RawSheet, head: Head, context: Context) -> Reading:
    """The days from the marks, the month from the days; a column of its own counts what has no mark (缺卡)."""
    collected = Collected(sheet, head, NAME)
    days = _days(collected, context)
    check_legend(collected, context)
    if head.stray:
        place, number = head.stray[0]
        collected.findings.append(sheet_finding("S30", sheet, cell=address(head.first, place), value=number))
    halved: list[str] = []
    for row in person_rows(sheet, head):
        person = person_of(collected, row)
        by_column = column_facts(collected, row)
        by_day = _row(collected, context, (row, person), days, halved)
        marked = {fact_of(word) for word in context.settings.legend.values()}
        unmarked = frozenset(fact for fact in by_column if fact not in marked)
        compare(collected, row, by_column, by_day, unmarked)
        collected.months.append((row, person, {**by_day, **{fact: by_column[fact] for fact in unmarked}}))
    if halved:
        collected.findings.append(sheet_finding("S25", sheet, cell=halved[0], count=len(halved)))
    return finish(collected)


def _days(collected: Collected, context: Context) -> dict[int, date]:
    """The day of each column; a column for a day this month does not have must be empty."""
    last = context.period.last_day.day
    found = {
        place: context.period.first_day.replace(day=number)
        for place, number in collected.head.numbered
        if number <= last
    }
    for place, number in collected.head.numbered:
        for row in person_rows(collected.sheet, collected.head) if number > last else []:
            cell = collected.cell(row, place)
            if not is_nothing(cell):
                collected.tell((row, place), f"{number}日", Problem("C19", {"period": str(context.period)}), cell)
    collected.day_letters = {day.isoformat(): letters(place) for place, day in found.items()}
    return found


def _row(
    collected: Collected, context: Context, who: tuple[int, str | None], days: dict[int, date], halved: list[str]
) -> Facts:
    """The sum of the marks of one person; each day is kept."""
    row, person = who
    total: Facts = defaultdict(Decimal)
    for place, day in days.items():
        cell = collected.cell(row, place)
        if cell == "" or (isinstance(cell, str) and not cell.strip()):
            continue
        marks = read_marks(str(cell), context.settings.legend)
        problem = broken(cell) or (Problem("C16", {"mark": marks.strange}) if marks.strange else None)
        if problem:
            collected.tell((row, place), str(day), problem, cell)
            continue
        halved += [address(row, place)] if marks.is_halved else []
        collected.days.append((row, person, day, half_width(str(cell)), marks.facts))
        for fact, value in marks.facts.items():
            total[fact] += value
        total["days_due"] += 0 if marks.is_rest else 1
        total["days_present"] += marks.present
    return dict(total)


def check_legend(collected: Collected, context: Context) -> None:
    """The legend under the table must say what the settings say."""
    for index in range(collected.head.last + 1, len(collected.sheet.rows)):
        for place, cell in enumerate(collected.sheet.rows[index]):
            for mark, word in legend_of(str(cell)).items() if type(cell) is str else ():
                known = context.settings.legend.get(mark, "没有这个符号")
                if known != word and fact_of(known) != fact_of(word):
                    where = {
                        "cell": address(index, place),
                        "value": mark + word,
                        "mark": mark,
                        "word": word,
                        "known": known,
                    }
                    collected.findings.append(sheet_finding("S26", collected.sheet, **where))
