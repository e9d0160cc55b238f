"""年度计划 as the wide break-down sheet: one row per person or team, one column per indicator, its unit in the heading.

Law: 指引第五条.  Reads: a raw sheet in the folder of a quarter or a year, the indicators of the standard.
Writes: targets, one table per column.
Not covered: months or quarters below an indicator; such columns are told, and stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.findings import Finding
from pipeline.intake import standard
from pipeline.intake.heading_words import plain
from pipeline.intake.headings import EVERYWHERE, Head, Vocabulary, find_head
from pipeline.intake.names import names_beside
from pipeline.intake.numbers import decimal_of, is_money
from pipeline.intake.places import address
from pipeline.intake.raw import RawSheet
from pipeline.intake.settings import Planned
from pipeline.intake.sheets import Context, Reading, SheetRecords, records_table, sheet_finding
from pipeline.intake.titles import titles
from pipeline.intake.totals import Rows, sort_rows
from schemas.columns import Column, columns
from schemas.intake import PROVENANCE, ROSTER, TARGETS
from schemas.table import Table

NAME = "计划分解表"
PERSONS = "break_down_to_persons"
TEAMS = "break_down_to_teams"
SCOPES = {PERSONS: ("人员", "employee_id"), TEAMS: ("团队", "team")}
"""What the rows of each layout are about: the scope of their targets, and the column that names their object."""
BESIDE = ("序号", "部门", "职务", "备注", "说明", "签字", "本人签字", "确认签字")
_PLAN = re.compile("计划|目标|任务|分解")
_YEAR = re.compile(r"(20\d\d)年")


def read(sheet: RawSheet, context: Context) -> Reading | None:
    """The targets of a sheet of persons or teams and indicators; None if it is none."""
    if TARGETS not in context.settings.guessed:
        return None
    indicators = context.settings.indicators
    head = find_head(sheet, spelt=_vocabulary(indicators))
    if head is None:
        return None
    rows = sort_rows(sheet.rows, head)
    strange = list(_strange_figures(sheet, head, rows))
    said = "".join(titles(sheet, head.first)) + "".join(head.texts)
    if not _PLAN.search(said) or not (strange or _planned(head, indicators)):
        return _if_any(sheet, head, indicators)
    empty = SheetRecords("", "", sheet.file, sheet.sheet, remark="未读取：计划分解表有读不准的列")
    unclear = [*_no_indicators(sheet, head, strange, indicators), *_without_unit(sheet, head, indicators)]
    return Reading((empty,), tuple(unclear)) if unclear else _targets(sheet, head, rows, indicators)


@cache
def _vocabulary(indicators: tuple[Planned, ...]) -> Vocabulary:
    """The two layouts, with a column for every indicator."""
    figures = tuple(_column(place, indicator) for place, indicator in enumerate(indicators))
    row = columns(*PROVENANCE)
    people = Table(
        PERSONS, NAME, "", (*columns("employee_id", "person_name", "team"), *figures, *row), ("employee_id",)
    )
    teams = Table(TEAMS, NAME, "", (*columns("team"), *figures, *row), ("team",))
    return Vocabulary((people, teams))


def _column(place: int, indicator: Planned) -> Column:
    name = indicator.name
    spelt = (f"{name}目标", f"{name}计划", f"{name}任务", f"全年{name}", f"{name}全年目标", f"{name}年度目标")
    return Column(_name(place), name, "exact", indicator.unit, aliases=spelt)


def _name(place: int) -> str:
    return f"target_of_{place}"


def _planned(head: Head, indicators: tuple[Planned, ...]) -> list[tuple[str, Planned]]:
    """The columns of targets, with their indicators."""
    return [(_name(place), each) for place, each in enumerate(indicators) if _name(place) in head.places]


def _if_any(sheet: RawSheet, head: Head, indicators: tuple[Planned, ...]) -> Reading | None:
    """Figures of indicators under a title that does not say whether they are targets or what was reached."""
    if not _planned(head, indicators):
        return None
    empty = SheetRecords("", "", sheet.file, sheet.sheet, remark="未读取：没有写明是计划")
    return Reading((empty,), (sheet_finding("S40", sheet, head=head.last + 1),))


def _strange_figures(sheet: RawSheet, head: Head, rows: Rows) -> Iterator[tuple[int, str]]:
    """Columns of figures that are neither an indicator's nor a person's."""
    known = {*EVERYWHERE.of_kind[ROSTER.name], *BESIDE}
    for place, text in head.unknown:
        cells = standard.column_cells([sheet.rows[index] for index in rows.records], place)
        if text not in known and any(decimal_of(cell) is not None for cell in cells):
            yield place, text


def _no_indicators(
    sheet: RawSheet, head: Head, strange: list[tuple[int, str]], indicators: tuple[Planned, ...]
) -> list[Finding]:
    names = "、".join(f"{each.name}（{each.unit}）" for each in indicators) or "现行标准没有指标"
    return [
        sheet_finding("S38", sheet, cell=address(head.last, place), column=text, names=names) for place, text in strange
    ]


def _without_unit(sheet: RawSheet, head: Head, indicators: tuple[Planned, ...]) -> list[Finding]:
    """Headings that do not say in what unit their figures are, where no title says it of all amounts."""
    found = []
    for name, indicator in _planned(head, indicators):
        over = standard.title_unit(sheet, head) if is_money(head.column(name)) else ""
        place = head.places[name]
        written = plain(sheet.rows[head.last][place])
        if not (head.units[name] or over or written.endswith(f"({indicator.unit})")):
            facts = {"unit": indicator.unit, "column": indicator.name}
            found.append(sheet_finding("S39", sheet, cell=address(head.last, place), **facts))
    return found


def _targets(sheet: RawSheet, head: Head, rows: Rows, indicators: tuple[Planned, ...]) -> Reading:
    """One table of targets per column, each in the unit of its indicator."""
    read, findings = standard.read_table(sheet, head, rows)
    years = set(chain.from_iterable(map(_YEAR.findall, titles(sheet, head.first)[1:])))
    year = int(years.pop()) if len(years) == 1 else None
    made = [_of_indicator(read, head, place, year) for place in _planned(head, indicators)]
    if head.kind.name == PERSONS and read.records is not None:
        people = zip(rows.records, read.records["employee_id"].to_pylist(), strict=True)
        made[0] = replace(made[0], names=names_beside(sheet, head.places.get("person_name"), people))
    return Reading(tuple(made), tuple(findings))


def _of_indicator(read: SheetRecords, head: Head, place: tuple[str, Planned], year: int | None) -> SheetRecords:
    """The targets of one column; a blank cell is none, and one that could not be read has its finding."""
    assert read.records is not None
    name, indicator = place
    scope, whose = SCOPES[head.kind.name]
    filled = read.records.filter(pc.is_valid(read.records[name]))
    count = filled.num_rows
    table = {
        "target_year": pa.array([year] * count, pa.int64()), "target_scope": pa.array([scope] * count, pa.string()),
        "target_object": filled[whose], "indicator": pa.array([indicator.name] * count, pa.string()),
        "target_unit": pa.array([indicator.unit.partition("/")[0]] * count, pa.string()), "target_total": filled[name],
    }  # fmt: skip
    return SheetRecords(
        TARGETS.name, NAME, read.file, read.sheet,
        records_table(table, [row - 1 for row in filled["row"].to_pylist()], TARGETS.columns),
        letters={"target_object": read.letters[whose], "target_total": read.letters[name]},
        remark=f"“{indicator.name}”一列",
    )  # fmt: skip
