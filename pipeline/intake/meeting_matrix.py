"""The sign-in sheet of meetings: one row per person, one column per day, √, ×, 请假 or 迟到 in the cells.

Law: 指引第九条, 第十条.  Reads: a raw sheet whose title, name or file says which meeting it is.  Writes: meetings, one
table per day.
Not covered: sheets of several kinds of meetings; a blank cell on a day others signed, which is told, and stops.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from pipeline.findings import Finding
from pipeline.intake.attendance.heads import IDS, NAMES
from pipeline.intake.attendance.heads import Head as PersonHead
from pipeline.intake.attendance.rows import person_rows
from pipeline.intake.dates import read_date
from pipeline.intake.heading_words import heading
from pipeline.intake.headings import find_head
from pipeline.intake.names import names_beside
from pipeline.intake.places import address, letters
from pipeline.intake.problem import Problem, broken, is_nothing
from pipeline.intake.raw import Cell, RawSheet
from pipeline.intake.sheets import Context, Reading, SheetRecords, cell_finding, records_table, sheet_finding
from pipeline.intake.titles import titles
from pipeline.intake.values import read_id, read_text, read_value
from pipeline.period import Period
from schemas.columns import BY_NAME, MEETING_KINDS
from schemas.intake import MEETINGS

NAME = "会议签到表"
SEARCHED_ROWS = 12
TEAMS = ("团队", "所属团队", "营销团队")
UNREAD = ("序号", "部门", "岗位", "职务")
"""Columns such sheets always have and that count nothing here."""
_KINDS = dict(zip(MEETING_KINDS, map(re.compile, ("晨会|早会", "周例?会", "月度?总结会")), strict=True))
_SOME = re.compile("会议|例会|总结会")
_ATTENDANCE = "考勤"
_DAY = re.compile(r"(?:(\d{1,2})[-/.月])?(\d{1,2})[日号]?(?:\(.*\))?")


@dataclass(frozen=True)
class _Head:
    """The heading rows: where persons stand, which sheet column is which day; rows and columns from zero."""

    first: int
    last: int
    places: dict[str, int]
    days: dict[int, date | Problem]
    others: tuple[str, ...]
    texts: frozenset[str]


def read(sheet: RawSheet, context: Context) -> Reading | None:
    """The attendance of a sheet of persons and days; None if it is none of meetings."""
    head = _find_head(sheet, context.period)
    if head is None:
        return None
    named = [text for text in reversed(titles(sheet, head.first)) if _ATTENDANCE not in text and _meets(text)]
    if not named or find_head(sheet, spelt=context.vocabulary) is not None:
        return None
    kinds = [kind for kind, words in _KINDS.items() if words.search(named[0])]
    if len(kinds) != 1:
        empty = SheetRecords("", "", sheet.file, sheet.sheet, remark="未读取：看不出是哪一种会议")
        told = sheet_finding("S46", sheet, cell=address(head.first, 0), value=named[0], kinds="、".join(MEETING_KINDS))
        return Reading((empty,), (told,))
    return _meetings(sheet, head, kinds[0], context.period)


def _meets(text: str) -> bool:
    return bool(_SOME.search(text)) or any(words.search(text) for words in _KINDS.values())


def _find_head(sheet: RawSheet, period: Period) -> _Head | None:
    """The first row that names persons and, itself or with the row below, days."""
    for first, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        if not any(heading(cell).text in (*IDS, *NAMES) for cell in row):
            continue
        for last in (first, first + 1):
            head = _head(sheet, first, last, period) if last < len(sheet.rows) else None
            if head is not None:
                return head
    return None


def _head(sheet: RawSheet, first: int, last: int, period: Period) -> _Head | None:
    """These rows as the head; a column is named by the lower row unless only the upper one says something."""
    places: dict[str, int] = {}
    days: dict[int, date | Problem] = {}
    others = []
    width = max(len(sheet.rows[first]), len(sheet.rows[last]))
    for place in range(width):
        cell = next((each for each in (_at(sheet, last, place), _at(sheet, first, place)) if not is_nothing(each)), "")
        text, day = heading(cell).text, _day(cell, period)
        column = next((name for name, words in _PERSON.items() if text in words and name not in places), "")
        if column:
            places[column] = place
        elif day is not None:
            days[place] = day
        elif text and text not in UNREAD:
            others.append(text)
    who = {"employee_id", "person_name"} & places.keys()
    # The first record of a list has one day, and somebody in the column of persons.
    is_record = last > first and (len(days) < 2 or any(not is_nothing(_at(sheet, last, places[name])) for name in who))
    if not days or not who or is_record:
        return None
    rows = sheet.rows[first : last + 1]
    texts = frozenset(heading(cell).text for row in rows for cell in row if not is_nothing(cell))
    return _Head(first, last, places, days, tuple(others), texts)


_PERSON = {"employee_id": IDS, "person_name": NAMES, "team": TEAMS}


def _at(sheet: RawSheet, row: int, place: int) -> Cell:
    return sheet.rows[row][place] if place < len(sheet.rows[row]) else ""


def _day(cell: Cell, period: Period) -> date | Problem | None:
    """The day a heading stands for: a date, ``1月5日``, ``1/5``, ``5日`` or ``5``; a problem if not of this month."""
    text = heading(cell).text.removesuffix(".0")
    match = _DAY.fullmatch(text)
    if match:
        month, day = int(match[1] or period.month), int(match[2])
        is_day = month == period.month and 1 <= day <= period.last_day.day
        return period.first_day.replace(day=day) if is_day else Problem("C19", {"period": str(period)})
    found = read_date(cell) if isinstance(cell, date | datetime) or re.match(r"\d{4}", text) else None
    if not isinstance(found, date):
        return None
    return found if period.first_day <= found <= period.last_day else Problem("C19", {"period": str(period)})


def _meetings(sheet: RawSheet, head: _Head, kind: str, period: Period) -> Reading:
    """One table per day on which anybody signed."""
    persons = PersonHead(head.first, head.last, head.places.get("employee_id"), head.places.get("person_name"))
    persons.texts = head.texts
    rows = person_rows(sheet, persons)
    findings: list[Finding] = []
    who = _people(sheet, head, rows, findings)
    made = []
    for place, day in head.days.items():
        if all(_at(sheet, row, place) == "" or is_nothing(_at(sheet, row, place)) for row in rows):
            continue
        if isinstance(day, Problem):
            findings.append(cell_finding(sheet, (head.last, place), "会议日期", day, _at(sheet, head.last, place)))
            continue
        made.append(_of_day(sheet, head, (place, day, kind), who, findings))
    if head.others:
        findings.append(sheet_finding("S04", sheet, headings="、".join(head.others)))
    if not made:
        made.append(SheetRecords(MEETINGS.name, NAME, sheet.file, sheet.sheet))
        findings.append(sheet_finding("S09", sheet, kind=MEETINGS.heading))
    return Reading(tuple(made), tuple(findings))


def _people(sheet: RawSheet, head: _Head, rows: list[int], findings: list[Finding]) -> list[tuple[int, str]]:
    """The rows with their 工号, or with the name where the sheet has no 工号."""
    is_by_name = "employee_id" not in head.places
    place = head.places["person_name" if is_by_name else "employee_id"]
    who = []
    for row in rows:
        cell = _at(sheet, row, place)
        found: Any = broken(cell) or (read_text(cell) if is_by_name else read_id(cell))
        if found is None:
            name = _at(sheet, row, head.places.get("person_name", place))
            found = Problem("C15", {"name": str(name)})
        if isinstance(found, Problem):
            findings.append(cell_finding(sheet, (row, place), "工号", found, cell))
        else:
            who.append((row, found))
    return who


def _of_day(
    sheet: RawSheet, head: _Head, meeting: tuple[int, date, str], who: list[tuple[int, str]], findings: list[Finding]
) -> SheetRecords:
    """The persons of one column; a dash says that he need not come."""
    place, day, kind = meeting
    rows: list[tuple[int, str, str]] = []
    for row, person in who:
        cell = _at(sheet, row, place)
        is_blank = cell == "" or (isinstance(cell, str) and not cell.strip())
        found = Problem("C24", {"day": str(day)}) if is_blank else read_value(cell, BY_NAME["attended"])
        if isinstance(found, Problem):
            findings.append(cell_finding(sheet, (row, place), "到会情况", found, cell))
        elif found is not None:
            rows.append((row, person, found))
    team = head.places.get("team")
    teams = [read_text(_at(sheet, row, team)) if team is not None else None for row, _, _ in rows]
    table = {
        "meeting_day": pa.array([day] * len(rows), pa.date32()),
        "meeting_kind": pa.array([kind] * len(rows), pa.string()),
        "team": pa.array([each if isinstance(each, str) else None for each in teams], pa.string()),
        "employee_id": pa.array([person for _, person, _ in rows], pa.string()),
        "attended": pa.array([attended for _, _, attended in rows], pa.string()),
    }  # fmt: skip
    is_by_name = "employee_id" not in head.places
    own = {name: letters(at) for name, at in head.places.items()}
    number = own["person_name"] if is_by_name else own["employee_id"]
    return SheetRecords(
        MEETINGS.name, NAME, sheet.file, sheet.sheet,
        records_table(table, [row for row, _, _ in rows], MEETINGS.columns),
        letters={"employee_id": number, "attended": letters(place), **({"team": own["team"]} if "team" in own else {})},
        places={(row + 1, "meeting_day"): address(head.last, place) for row, _, _ in rows}, remark=f"{day}一列",
        names=() if is_by_name else names_beside(sheet, head.places.get("person_name"), who), is_by_name=is_by_name,
    )  # fmt: skip
