"""A row per person and day: counting columns where there are any, otherwise the words of the punches."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from pipeline.content import half_width
from pipeline.intake.attendance.facts import Collected, Facts, check_range, column_facts, finish, person_of
from pipeline.intake.attendance.heads import Head
from pipeline.intake.attendance.monthly import day_facts
from pipeline.intake.attendance.rows import person_rows
from pipeline.intake.attendance.words import read_words, spread_leaves
from pipeline.intake.dates import read_date
from pipeline.intake.problem import Problem, broken, is_nothing
from pipeline.intake.raw import Cell, RawSheet
from pipeline.intake.sheets import Context, Reading
from pipeline.intake.values import read_text

NO_PUNCH = ("未打卡", "缺卡")


def read_daily(sheet: RawSheet, head: Head, context: Context, layout: str) -> Reading:
    """The facts of every day, and of every person their sum; the month's row is the person's first."""
    collected = Collected(sheet, head, layout)
    check_range(collected, context)
    totals: dict[str | None, Facts] = {}
    first: dict[str | None, int] = {}
    for row in person_rows(sheet, head):
        person = person_of(collected, row)
        day = _day(collected, row, context)
        if day is None or person is None:
            continue
        words = _words(collected, row)
        facts = {**_word_facts(collected, row), **column_facts(collected, row)}
        is_rest = words.startswith(("休息", "未排班")) or _shift(collected, row) in ("休息", "未排班")
        kept = {fact: value for fact, value in facts.items() if fact not in ("days_due", "days_present")}
        collected.days.append((row, person, day, words or _shift(collected, row), kept))
        first.setdefault(person, row)
        _add(totals.setdefault(person, defaultdict(Decimal)), facts, is_rest)
    collected.months += [(first[person], person, dict(facts)) for person, facts in totals.items()]
    return finish(collected)


def _add(total: Facts, facts: Facts, is_rest: bool) -> None:
    """One day more."""
    away = sum((value for fact, value in facts.items() if fact.startswith("days_") and _is_away(fact)), Decimal(0))
    worked = Decimal(0) if is_rest else Decimal(1)
    for fact, value in {"days_due": worked, "days_present": max(Decimal(0), worked - away), **facts}.items():
        total[fact] += value


def _is_away(fact: str) -> bool:
    return fact not in ("days_due", "days_present")


def _day(collected: Collected, row: int, context: Context) -> date | None:
    """The day of a row, which must be of this month."""
    place = collected.head.day_place or 0
    cell = collected.cell(row, place)
    found = broken(cell) or read_date(_full_year(cell), collected.sheet.date1904)
    if found is None:
        found = Problem("C04")
    if not isinstance(found, Problem) and not context.period.first_day <= found <= context.period.last_day:
        found = Problem("C19", {"period": str(context.period)})
    if isinstance(found, Problem):
        collected.tell((row, place), "日期", found, cell)
        return None
    return found


def _full_year(cell: Cell) -> Cell:
    """DingTalk writes ``26-09-01 星期二``: its years have two digits, and it is known to be the year first."""
    words = half_width(cell) if type(cell) is str else ""
    return "20" + words if len(words) >= 8 and words[2:3] == "-" and words[5:6] == "-" and "星期" in words else cell


def _shift(collected: Collected, row: int) -> str:
    place = collected.head.shift_place
    return half_width(str(collected.cell(row, place))) if place is not None else ""


def _words(collected: Collected, row: int) -> str:
    """The results and approvals of a day as one text."""
    places = [*collected.head.results, *collected.head.approvals]
    texts = (read_text(collected.cell(row, place)) for place in places if not is_nothing(collected.cell(row, place)))
    return "，".join(text for text in texts if isinstance(text, str))


def _word_facts(collected: Collected, row: int) -> Facts:
    """What the words of a day count; a day with a result for every punch and none made is a day of absence."""
    results = [half_width(str(collected.cell(row, place))) for place in collected.head.results]
    texts = [text for text in results if text]
    approvals = [str(collected.cell(row, place)).replace("\n", ",") for place in collected.head.approvals]
    if len(texts) >= 2 and all(text in NO_PUNCH for text in texts) and not any(approvals):
        return {"days_absent": Decimal(1)}
    words = read_words(",".join([*texts, *approvals]))
    return day_facts(words, spread_leaves([words])[0])
