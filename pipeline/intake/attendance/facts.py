"""Facts of persons and days as the two tables of attendance, and what does not fit told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pyarrow as pa

from pipeline.findings import Finding
from pipeline.intake.attendance.heads import Counting, Head
from pipeline.intake.attendance.meanings import DAY_FACTS, MONTH_FACTS, OF_THE_EXPORT
from pipeline.intake.names import names_beside
from pipeline.intake.numbers import DAYS_PER_UNIT, PLACES, decimal_of, fitted
from pipeline.intake.places import address, letters
from pipeline.intake.problem import Problem, broken, is_nothing
from pipeline.intake.raw import Cell, RawSheet
from pipeline.intake.sheets import Context, Named, Reading, SheetRecords, cell_finding, records_table, sheet_finding
from pipeline.intake.values import read_id
from schemas.columns import BY_NAME
from schemas.intake import ATTENDANCE, ATTENDANCE_DAYS
from schemas.table import Table, arrow_type

Facts = dict[str, Decimal]


@dataclass
class Collected:
    """Everything read from one attendance sheet while it is being read (rows from zero)."""

    sheet: RawSheet
    head: Head
    layout: str
    findings: list[Finding] = field(default_factory=list)
    months: list[tuple[int, str | None, Facts]] = field(default_factory=list)
    days: list[tuple[int, str | None, date, str, Facts]] = field(default_factory=list)
    day_letters: dict[str, str] = field(default_factory=dict)

    def tell(self, place: tuple[int, int], column: str, problem: Problem, value: Cell) -> None:
        """Keep the finding of one cell."""
        self.findings.append(cell_finding(self.sheet, place, column, problem, value))

    def cell(self, row: int, place: int | None) -> Cell:
        """A cell of the sheet, empty beyond the end of a row."""
        cells = self.sheet.rows[row]
        return cells[place] if place is not None and place < len(cells) else ""


def person_of(collected: Collected, row: int) -> str | None:
    """The number of the person of a row; a person with only a name is told."""
    head = collected.head
    place = head.id_place if head.id_place is not None else head.account_place
    cell = collected.cell(row, place)
    found = broken(cell) or read_id(cell)
    if isinstance(found, Problem):
        collected.tell((row, place or 0), "工号", found, cell)
        return None
    if found is None and head.id_place is not None:
        name = collected.cell(row, head.name_place)
        collected.tell((row, head.id_place), "工号", Problem("C15", {"name": str(name)}), "")
    return found


def column_facts(collected: Collected, row: int) -> Facts:
    """The counting columns of a row, columns of one fact added up; a fact with nothing in its columns is 0."""
    facts: Facts = dict.fromkeys(collected.head.facts, Decimal(0))
    for column in collected.head.counting:
        cell = collected.cell(row, column.place)
        if is_nothing(cell):
            continue
        value = _figure(cell, column)
        if isinstance(value, Problem):
            collected.tell((row, column.place), column.text, value, cell)
        else:
            facts[column.fact] += value
    return facts


def _figure(cell: Cell, column: Counting) -> Decimal | Problem:
    """The days or times of a cell, hours turned into days."""
    problem = broken(cell)
    if problem:
        return problem
    number = decimal_of(cell)
    if number is None:
        return Problem("C01")
    scale = DAYS_PER_UNIT.get(column.unit, Decimal(1)) if column.fact.startswith("days_") else Decimal(1)
    value = fitted(number * scale, BY_NAME[column.fact])
    return value if isinstance(value, Problem) else Decimal(value)


def compare(collected: Collected, row: int, by_column: Facts, by_day: Facts, skipped: frozenset[str]) -> None:
    """The figures of the month held against the sum of its days; both are shown where they differ."""
    for fact in DAY_FACTS:
        if fact not in by_column or fact in skipped or by_column[fact] == by_day.get(fact, Decimal(0)):
            continue
        columns = [column for column in collected.head.counting if column.fact == fact]
        place = next(
            (each.place for each in columns if not is_nothing(collected.cell(row, each.place))), columns[0].place
        )
        facts = {"month": _show(by_column[fact]), "days": _show(by_day.get(fact, Decimal(0)))}
        heading = "＋".join(column.text for column in columns)
        collected.tell((row, place), heading, Problem("C17", facts), collected.cell(row, place))


def _show(value: Decimal) -> str:
    return format(value.normalize(), "f")


def check_range(collected: Collected, context: Context) -> bool:
    """Whether the days the title speaks of are this month's; told if not."""
    dates = collected.head.dates()
    first, last = context.period.first_day, context.period.last_day
    if dates is None or dates == (first, last):
        return True
    facts = {"from_day": str(dates[0]), "until_day": str(dates[1]), "period": str(context.period)}
    outside = dates[0] < first or dates[1] > last
    collected.findings.append(sheet_finding("S21" if outside else "S22", collected.sheet, **facts))
    return not outside


def finish(collected: Collected) -> Reading:
    """The two tables and the findings."""
    sheet, head = collected.sheet, collected.head
    if head.id_place is None and head.account_place is None:
        collected.findings.append(sheet_finding("S20", sheet, cell=address(head.last, head.name_place or 0)))
    elif not collected.months:
        collected.findings.append(sheet_finding("S09", sheet, kind=ATTENDANCE.heading))
    for text, first, second in head.doubles:
        place = {"cell": address(head.last, second), "first": address(head.last, first)}
        collected.findings.append(sheet_finding("S03", sheet, column=text, **place))
    others = [text for text in head.unknown if not OF_THE_EXPORT.fullmatch(text)]
    if others:
        collected.findings.append(sheet_finding("S04", sheet, headings="、".join(others)))
    remark = "未读的列：" + "、".join(head.unknown) if head.unknown else ""
    tables = [_records(collected, ATTENDANCE, _month_letters(collected), remark)]
    if collected.days:
        tables.append(_records(collected, ATTENDANCE_DAYS, _day_letters(collected), ""))
    return Reading(tuple(tables), tuple(collected.findings))


def _records(collected: Collected, table: Table, columns: dict[str, str], remark: str) -> SheetRecords:
    rows = [item[0] for item in (collected.months if table is ATTENDANCE else collected.days)]
    people = [item[1] for item in (collected.months if table is ATTENDANCE else collected.days)]
    facts = [item[-1] for item in (collected.months if table is ATTENDANCE else collected.days)]
    arrays = {"employee_id": pa.array(people, pa.string())}
    if table is ATTENDANCE_DAYS:
        arrays["day"] = pa.array([item[2] for item in collected.days], pa.date32())
        arrays["marks"] = pa.array([item[3] for item in collected.days], pa.string())
    for name in MONTH_FACTS if table is ATTENDANCE else DAY_FACTS:
        arrays[name] = _array(name, facts)
    records = records_table(arrays, rows, table.columns)
    sheet, names = collected.sheet, _names(collected) if table is ATTENDANCE else ()
    return SheetRecords(table.name, collected.layout, sheet.file, sheet.sheet, records, columns, {}, remark, names)


def _names(collected: Collected) -> tuple[Named, ...]:
    """The names beside the numbers."""
    people = [(row, person) for row, person, _ in collected.months]
    return names_beside(collected.sheet, collected.head.name_place, people)


def _array(name: str, facts: list[Facts]) -> pa.Array:
    """One fact of all rows; 应出勤 and 出勤 stay empty where the layout does not say."""
    missing = None if name in ("days_due", "days_present") else Decimal(0)
    kind = BY_NAME[name].type
    values = [each.get(name, missing) for each in facts]
    if PLACES[kind] == 0:
        values = [value if value is None else int(value) for value in values]  # type: ignore[misc]
    return pa.array(values, arrow_type(kind))


def _month_letters(collected: Collected) -> dict[str, str]:
    """Where the month's figures stand; nowhere in a sheet with a row per day, except the person."""
    found = _person_letters(collected.head)
    if collected.head.day_place is None:
        for column in collected.head.counting:
            found.setdefault(column.fact, letters(column.place))
    return {**found, **collected.day_letters}


def _day_letters(collected: Collected) -> dict[str, str]:
    found = _person_letters(collected.head)
    if collected.head.day_place is not None:
        found["day"] = letters(collected.head.day_place)
        for column in collected.head.counting:
            found.setdefault(column.fact, letters(column.place))
    return {**found, **collected.day_letters}


def _person_letters(head: Head) -> dict[str, str]:
    place = head.id_place if head.id_place is not None else head.account_place
    return {} if place is None else {"employee_id": letters(place)}
