"""The common layout: one head, one row per record, one column per heading.

Reads: a raw sheet; the kinds of ``schemas.intake``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa

from pipeline.findings import Finding
from pipeline.intake import controls, shares
from pipeline.intake.controls import ColumnRead
from pipeline.intake.fact_columns import fact_records, manual_fact
from pipeline.intake.heading_words import plain
from pipeline.intake.headings import Head, Vocabulary, find_head
from pipeline.intake.names import name_place, names_beside
from pipeline.intake.numbers import DAYS_PER_UNIT, SCALES, is_money
from pipeline.intake.places import address, letters
from pipeline.intake.problem import shown
from pipeline.intake.raw import Cell, RawSheet
from pipeline.intake.sheets import Context, Named, Reading, SheetRecords, cell_finding, records_table, sheet_finding
from pipeline.intake.totals import Rows, sort_rows
from pipeline.intake.values import DAYS, Converted, Meaning, convert, words_for_nothing, zero_where_dash
from schemas.columns import Column
from schemas.intake import MONTH_TARGETS, QUARTER_TARGETS

NAME = "标准"
_TITLE_UNIT = re.compile(r"单位:?(?:人民币)?(万元|亿元|千元|百元)")
UNITS_OF_MONEY = ("", "元", *SCALES)
UNITS_BESIDE = {
    "figure": "各项目在标准中的单位",
    **dict.fromkeys(("target_total", *MONTH_TARGETS, *QUARTER_TARGETS), "各行“单位”列所写的单位"),
}  # fmt: skip
"""Columns whose rows have units of their own, and where these are stated."""
NUMBERING = ("序号", "行号", "编号", "No.", "NO", "No")


def read(sheet: RawSheet, context: Context) -> Reading | None:
    """The tables of a sheet that has a head we know, one under the other; None if it has none."""
    tables: list[SheetRecords] = []
    findings: list[Finding] = []
    spelt = context.vocabulary
    head = find_head(sheet, spelt=spelt)
    while head is not None:
        rows = sort_rows(sheet.rows, head, lambda index, now=head: _starts_other(sheet, now, index, spelt))  # type: ignore[misc]
        table, found = read_table(sheet, head, rows)
        facts, told = _read_facts(sheet, head, rows, table, context)
        tables += [table, *facts]
        findings += [*found, *told]
        head = find_head(sheet, rows.next_head, spelt) if rows.next_head is not None else None
    return Reading(tuple(tables), tuple(findings)) if tables else None


def read_records(sheet: RawSheet, context: Context) -> Reading | None:
    """The tables of a sheet that begins with the records of the pay standard, under all their headings and no other.

    Asked before the layouts that are known by a few marked words, which such records may well contain.
    """
    if not context.settings.records:
        return None
    head = find_head(sheet, spelt=context.vocabulary)
    if head is None or head.kind not in context.settings.records or head.unknown:
        return None
    return read(sheet, context)


@dataclass(frozen=True)
class _Column:
    """One column as read: its values, what there is to say, the remark of the source, the words for nothing."""

    values: pa.Array
    findings: list[Finding]
    remark: str
    nothings: dict[int, str]


def read_table(sheet: RawSheet, head: Head, rows: Rows) -> tuple[SheetRecords, list[Finding]]:
    """The records under one head."""
    records = [sheet.rows[index] for index in rows.records]
    read = {
        column.name: _read_column(sheet, head, column, rows, column_cells(records, head.places[column.name]))
        for column in head.kind.columns
        if column.name in head.places
    }
    columns = {name: each.values for name, each in read.items()}
    if head.kind.name == "relations":
        columns.setdefault("share", shares.all_whole(len(records)))
    table = records_table(columns, rows.records, head.kind.columns)
    found = [found for each in read.values() for found in each.findings]
    made = SheetRecords(
        head.kind.name, NAME, sheet.file, sheet.sheet, table,
        letters={name: letters(index) for name, index in head.places.items()},
        remark="；".join([*(each.remark for each in read.values() if each.remark), *_remarks(head)]),
        names=_names(sheet, head, rows, table),
        nothings={
            (rows.records[at] + 1, name): word for name, each in read.items() for at, word in each.nothings.items()
        },
    )  # fmt: skip
    return made, [*_head_findings(sheet, head), *found, *_row_findings(sheet, head, rows)]


def _read_facts(
    sheet: RawSheet, head: Head, rows: Rows, table: SheetRecords, context: Context
) -> tuple[list[SheetRecords], list[Finding]]:
    """The columns of a table of persons that are facts the standard asks for, each as rows of 补充数据."""
    made: list[SheetRecords] = []
    findings: list[Finding] = []
    for fact in head.facts:
        cells = column_cells([sheet.rows[index] for index in rows.records], head.places[fact.name])
        if fact.name in context.settings.manual_facts:
            findings += manual_fact(sheet, head, fact, rows.records, cells)
            continue
        read = _read_column(sheet, head, fact, rows, cells)
        made.append(fact_records(table, fact, read.values, cells, read.remark))
        findings += read.findings
    return made, findings


def _read_column(sheet: RawSheet, head: Head, column: Column, rows: Rows, cells: list[Cell]) -> _Column:
    """The cells of a column, their total held against them."""
    meaning, said, remark = _meaning(sheet, head, column, cells)
    converted = convert(cells, column, meaning)
    is_required = column.name in head.kind.required
    if is_required and is_money(column):
        converted, dashes = zero_where_dash(converted, cells)
        said = [*said, *_dash_findings(sheet, head, column, [rows.records[index] for index in dashes])]
    read = ColumnRead(sheet, head, column, meaning, converted.values)
    findings = said + _cell_findings(read, rows.records, converted) + controls.check(read, rows)
    nothings = words_for_nothing(converted, cells) if is_required else {}
    return _Column(_values(column, converted, said), findings, remark, nothings)


def _names(sheet: RawSheet, head: Head, rows: Rows, table: pa.Table) -> tuple[Named, ...]:
    """The names beside the numbers, where the table itself has none."""
    place = name_place(head)
    people = zip(rows.records, table["employee_id"].to_pylist(), strict=True) if place is not None else ()
    return names_beside(sheet, place, people)


def _values(column: Column, converted: Converted, said: list[Finding]) -> pa.Array:
    """The values of a column; of shares nobody can read none, and a blank share of the others is the whole."""
    if column.name != "share":
        return converted.values
    if shares.unread(said):
        return pa.nulls(len(converted.values), converted.values.type)
    return shares.whole_where_blank(converted)


def _dash_findings(sheet: RawSheet, head: Head, column: Column, rows: list[int]) -> list[Finding]:
    """One notice for the dashes of a column that were read as 0."""
    if not rows:
        return []
    place = head.places[column.name]
    cell = {"cell": address(rows[0], place), "value": shown(sheet.rows[rows[0]][place])}
    return [sheet_finding("S32", sheet, column=column.heading, count=len(rows), **cell)]


def column_cells(records: list[list[Cell]], place: int) -> list[Cell]:
    """The cells of one sheet column in these rows."""
    try:
        return [row[place] for row in records]
    except IndexError:  # A short row of a text file.
        return [row[place] if place < len(row) else "" for row in records]


def _starts_other(sheet: RawSheet, head: Head, index: int, spelt: Vocabulary) -> bool:
    """Whether a row of headings below a table is the head of another table, not the same headings again."""
    below = RawSheet(sheet.file, sheet.sheet, sheet.rows[index : index + 2], is_text=sheet.is_text)
    other = find_head(below, spelt=spelt)
    return other is not None and (other.kind.name, other.places) != (head.kind.name, head.places)


def _meaning(sheet: RawSheet, head: Head, column: Column, cells: list[Cell]) -> tuple[Meaning, list[Finding], str]:
    """How the figures of a column are meant: unit of the heading, epoch of the book, percent or fraction."""
    unit = head.units.get(column.name, "")
    if column.type == "share":
        return shares.meaning(sheet, head, column, cells)
    if column.type == "exact" and not is_money(column):
        return _of_unit(sheet, head, column, unit)
    if column.unit == DAYS and unit in DAYS_PER_UNIT:
        return Meaning(DAYS_PER_UNIT[unit]), [], f"{column.heading}按{unit}读取" if unit not in ("", DAYS) else ""
    if column.unit == DAYS:
        return _of_unit(sheet, head, column, unit)
    if not is_money(column):
        return Meaning(date1904=sheet.date1904), [], ""
    if unit not in UNITS_OF_MONEY:
        place = address(head.last, head.places[column.name])
        return Meaning(), [sheet_finding("S31", sheet, cell=place, column=column.heading, unit=unit)], ""
    over = "" if unit else title_unit(sheet, head)
    remark = f"{column.heading}按{over}读取（表头以上写明）" if over else ""
    return Meaning(SCALES.get(unit or over, Decimal(1))), [], remark


def _of_unit(sheet: RawSheet, head: Head, column: Column, unit: str) -> tuple[Meaning, list[Finding], str]:
    """Figures that are no yuan: the heading may state their own unit, or percent of a share."""
    if unit == "%" and column.unit == "比例":
        return Meaning(is_percent=True), [], f"{column.heading}按百分数读取（标题带%）"
    if unit in ("", column.unit) and not (column.name == "figure" and title_unit(sheet, head)):
        return Meaning(), [], ""
    place = address(head.last, head.places[column.name])
    told = {"unit": unit or title_unit(sheet, head), "own": UNITS_BESIDE.get(column.name, column.unit)}
    return Meaning(), [sheet_finding("S35", sheet, cell=place, column=column.heading, **told)], ""


def title_unit(sheet: RawSheet, head: Head) -> str:
    """The unit stated over the head for all amounts, ``单位：万元``; "" for yuan or none."""
    words = "".join(plain(cell) for row in sheet.rows[: head.first] for cell in row)
    match = _TITLE_UNIT.search(words)
    return match[1] if match else ""


def _cell_findings(read: ColumnRead, rows: list[int], converted: Converted) -> list[Finding]:
    return [
        cell_finding(read.sheet, (rows[index], read.place), read.column.heading, problem, read.cell(rows[index]))
        for index, problem in converted.problems.items()
    ]


def _head_findings(sheet: RawSheet, head: Head) -> list[Finding]:
    """Headings that stand twice, and headings we do not know."""
    found = [
        sheet_finding("S03", sheet, cell=address(head.last, second), column=head.column(name).heading,
                      first=address(head.last, first))
        for name, first, second in head.doubles
    ]  # fmt: skip
    over = title_unit(sheet, head)
    if over and any(is_money(column) for column in head.kind.columns):
        found.append(sheet_finding("S29", sheet, unit=over))
    compared = name_place(head)
    others = [text for place, text in head.unknown if text not in NUMBERING and place != compared]
    if others:
        found.append(sheet_finding("S04", sheet, headings="、".join(others)))
    return found


def _row_findings(sheet: RawSheet, head: Head, rows: Rows) -> list[Finding]:
    found = []
    for index in rows.notes:
        column, cell = next((place, cell) for place, cell in enumerate(sheet.rows[index]) if str(cell).strip())
        found.append(sheet_finding("S08", sheet, cell=address(index, column), value=shown(cell)))
    if not rows.records:
        found.append(sheet_finding("S09", sheet, kind=head.kind.heading))
    return found


def _remarks(head: Head) -> list[str]:
    return ["未读的列：" + "、".join(text for _, text in head.unknown)] if head.unknown else []
