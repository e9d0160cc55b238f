"""A column of 花名册 or 社保及专项 that is a fact the standard asks for, as rows of 补充数据 with their own cells.

Scheme: the article named by each fact.  Reads: the records of a sheet and one column more.  Writes: supplements.
Not covered: facts of customers and of the branch; manual facts, whose reason and approver no column can hold.
"""

from __future__ import annotations

import pyarrow as pa

from pipeline.findings import Finding
from pipeline.intake.headings import Head
from pipeline.intake.numbers import decimal_of
from pipeline.intake.places import address
from pipeline.intake.problem import is_nothing, shown
from pipeline.intake.raw import Cell, RawSheet
from pipeline.intake.sheets import SheetRecords, records_table, sheet_finding
from schemas.columns import Column
from schemas.intake import SUPPLEMENTS

ELSEWHERE = ("fact", "figure", "word", "purpose", "granted_by")
"""Columns of 补充数据 that lead to the cell of the fact; 工号 keeps its own."""


def fact_records(table: SheetRecords, fact: Column, values: pa.Array, cells: list[Cell], remark: str) -> SheetRecords:
    """One row per person whose cell is filled; a cell that could not be read keeps its row, and its finding.

    A record without 工号 is told as such, and is nobody's fact.
    """
    assert table.records is not None
    people, rows = table.records["employee_id"].to_pylist(), table.records["row"].to_pylist()
    filled = [at for at, cell in enumerate(cells) if not is_nothing(cell) and people[at] is not None]
    taken = values.take(pa.array(filled, pa.int64()))
    columns = {
        "employee_id": pa.array([people[at] for at in filled], pa.string()),
        "fact": pa.array([fact.heading] * len(filled), pa.string()),
        "figure" if fact.type == "exact" else "word": taken if fact.type == "exact" else taken.cast(pa.string()),
    }
    return SheetRecords(
        SUPPLEMENTS.name, table.layout, table.file, table.sheet,
        records_table(columns, [rows[at] - 1 for at in filled], SUPPLEMENTS.columns),
        letters={"employee_id": table.letters["employee_id"], **dict.fromkeys(ELSEWHERE, table.letters[fact.name])},
        remark="；".join([f"“{fact.heading}”一列，按补充数据读取", *([remark] if remark else [])]),
    )  # fmt: skip


def manual_fact(sheet: RawSheet, head: Head, fact: Column, rows: list[int], cells: list[Cell]) -> list[Finding]:
    """One stop for a column of figures that each need a reason; a column of blanks and zeros says nothing."""
    filled = [at for at, cell in enumerate(cells) if not is_nothing(cell) and decimal_of(cell) != 0]
    if not filled:
        return []
    place, value = address(rows[filled[0]], head.places[fact.name]), shown(cells[filled[0]])
    told = {"cell": place, "column": fact.heading, "value": value}
    return [sheet_finding("S36", sheet, kind=head.kind.heading, count=len(filled), **told)]
