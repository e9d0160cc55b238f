"""Registers of one row per meeting that list who did not come: a record for every person listed.

Law: 指引第九条, 第十条.  Reads: the records of 会议登记 with the columns 缺席人员, 请假人员, 迟到人员, 出席人员,
应到人数 and 实到人数, and their cells.
Writes: records whose 工号 is what is written there, a name mostly (:mod:`pipeline.intake.people_by_name` reads it).
Not covered: who came where nobody is said to be absent and nothing else tells; it is told, and stops.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from pipeline.content import half_width
from pipeline.findings import Finding
from pipeline.intake.places import place_of
from pipeline.intake.problem import is_nothing
from pipeline.intake.raw import Cell, RawSheet
from pipeline.intake.sheets import Context, Reading, SheetRecords, records_table, sheet_finding
from schemas.columns import ATTENDED
from schemas.intake import CHOICE_WORDS, MEETINGS

PRESENT, LATE, ON_LEAVE, ABSENT = ATTENDED
LISTS = {"absentees": ABSENT, "leave_takers": ON_LEAVE, "latecomers": LATE, "attendees": PRESENT}
"""The columns of names, and what it means to stand in them."""
AWAY = ("absentees", "leave_takers")
NOBODY = ("全勤", "全到", "全部到会", "全员到会", "全部到齐", "全员到齐", "全体到会")
_BETWEEN = re.compile(r"[、,;/\n]+")
_REMARKED = re.compile(r"(.+)\((.+)\)")
Row = dict[str, Any]


def by_person(records: SheetRecords, sheet: RawSheet, _context: Context) -> Reading:
    """The meetings, and one table more per column of names; a row with a 工号 of its own is about him alone."""
    lists = [name for name in LISTS if name in records.letters]
    if records.records is None or not (lists or {"due_count", "came_count"} <= records.letters.keys()):
        return Reading((records,))
    rows = [row for row in records.records.to_pylist() if row["employee_id"] is None and row["held"] is not False]
    named = {(row["row"], name): _names(sheet, row, records.letters[name]) for row in rows for name in lists}
    findings = [found for row in rows for found in _who_is_missing(records, sheet, row, named)]
    made = [_listed(records, rows, name, named) for name in lists]
    return Reading((records, *(each for each in made if each.records)), tuple(findings))


def _names(sheet: RawSheet, row: Row, letter: str) -> list[str]:
    """The names in a cell, as written."""
    cells, place = sheet.rows[row["row"] - 1], place_of(letter)
    cell: Cell = cells[place] if place < len(cells) else ""
    if is_nothing(cell) or half_width(str(cell)) in NOBODY:
        return []
    words = _BETWEEN.split(unicodedata.normalize("NFKC", str(cell)))
    return [name for word in words for name in _apart(word.split())]


def _apart(parts: list[str]) -> list[str]:
    """Names between spaces; the spaces within one, ``张  三``, leave single characters."""
    return parts if all(len(part) > 1 for part in parts) else ["".join(parts)]


def _who_is_missing(
    records: SheetRecords, sheet: RawSheet, row: Row, named: dict[tuple[int, str], list[str]]
) -> list[Finding]:
    """Numbers that say that more or fewer were away than are listed; or a list that says only who came."""
    away = sum(len(named.get((row["row"], name), [])) for name in AWAY)
    came, due = row["came_count"], row["due_count"]
    if came is None and named.get((row["row"], "attendees")):
        came = len(named[row["row"], "attendees"])
    if came is None or (due is None and records.letters.keys() & set(AWAY)):
        return []
    if due is not None and due - came == away:
        return []
    told = f"应到{due}人、到会{came}人，而缺席和请假的写了{away}人" if due is not None else "只写了到会的，没有写缺席的"
    name = next(name for name in ("came_count", "attendees") if name in records.letters)
    cell = f"{records.letters[name]}{row['row']}"
    meeting = f"{row['meeting_day'] or ''}的{row['meeting_kind'] or '会议'}"
    return [sheet_finding("S45", sheet, cell=cell, column="到会人数", meeting=meeting, problem=told)]


def _listed(
    records: SheetRecords, rows: Sequence[Row], name: str, named: dict[tuple[int, str], list[str]]
) -> SheetRecords:
    """The persons of one column of names, each at the cell he is named in."""
    people = [(row, *_attended(word, LISTS[name])) for row in rows for word in named[row["row"], name]]
    columns = {
        column.name: pa.array([row[column.name] for row, _, _ in people], MEETINGS.arrow_schema.field(column.name).type)
        for column in MEETINGS.columns
        if column.name in ("meeting_day", "meeting_kind", "team", "held")
    }
    columns["employee_id"] = pa.array([who for _, who, _ in people], pa.string())
    columns["attended"] = pa.array([how for _, _, how in people], pa.string())
    table = records_table(columns, [row["row"] - 1 for row, _, _ in people], MEETINGS.columns)
    letters = {**records.letters, **dict.fromkeys(("employee_id", "attended"), records.letters[name])}
    return SheetRecords(
        records.kind, records.layout, records.file, records.sheet, table if people else None, letters,
        remark=f"{LISTS[name]}的人员", is_by_name=True,
    )  # fmt: skip


def _attended(word: str, listed: str) -> tuple[str, str]:
    """The name and how he attended: ``汪海（病假）`` among those absent is on leave; any other remark stays."""
    match = _REMARKED.fullmatch(word)
    said = CHOICE_WORDS["attended"].get(match[2], match[2]) if match else ""
    return (match[1], said) if match and said in ATTENDED else (word, listed)
