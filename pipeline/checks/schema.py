"""Whether a table is what its schema says: filled, within its choices and ranges, each record once.

pandera is the gate (fast, and it proves the types to the next stage); only when it refuses are the offending
rows looked up, because its own list of failures names neither workbook cells nor the first of two records.

Reads: any table of ``schemas.intake``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.checks.places import Found, Places, Record, by, cell_finding, certainly, records, spot, unreported
from pipeline.checks.wording import quoted, shown
from pipeline.findings import Finding, finding
from schemas.columns import Column
from schemas.table import Table

if TYPE_CHECKING:
    import pandas as pd

PROVENANCE = ("source", "row")
TWICE_DELIVERED = 10
"""From so many repeated records between two sheets on, it is one sheet delivered twice: one finding, not thousands."""


def schema_findings(table: Table, frame: pd.DataFrame, places: Places, found: Found) -> list[Finding]:
    """Every cell and record of a table that breaks its schema.

    Raises pandera's SchemaErrors when columns or types are wrong: that is our own mistake, not the user's.
    """
    if _conforms(table, frame):
        return []
    cells = [
        item
        for column in table.columns
        for item in (
            *_empty_cells(table, column, frame, places, found),
            *_other_words(table, column, frame, places, found),
            *_out_of_range(table, column, frame, places, found),
        )
    ]
    return cells + _repeated(table, frame, places)


def _conforms(table: Table, frame: pd.DataFrame) -> bool:
    from pandera.errors import SchemaErrorReason, SchemaErrors

    mendable = {
        SchemaErrorReason.SERIES_CONTAINS_NULLS, SchemaErrorReason.DATAFRAME_CHECK, SchemaErrorReason.DUPLICATES,
    }  # fmt: skip
    try:
        table.schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        if {error.reason_code for error in errors.schema_errors} <= mendable:
            return False
        raise
    return True


def _empty_cells(table: Table, column: Column, frame: pd.DataFrame, places: Places, found: Found) -> list[Finding]:
    if column.name not in table.required:
        return []
    empty = records(frame.loc[frame[column.name].isna()])
    findings = []
    for rows in by(empty, "source"):
        if spot(places, rows[0], column.name).cell:
            findings += _each_empty_cell(table, column, unreported(rows, column.name, places, found), places)
        else:
            findings.append(_column_absent(table, column, rows, places))
    return findings


def _each_empty_cell(table: Table, column: Column, rows: list[Record], places: Places) -> list[Finding]:
    return [
        cell_finding("X01", row, column.name, places, table=table.heading, row=row["row"], basis=_basis(table))
        for row in rows
    ]


def _column_absent(table: Table, column: Column, rows: list[Record], places: Places) -> Finding:
    """One finding for a sheet that lacks the column: its rows have no cell that could be filled."""
    facts = {"table": table.heading, "count": len(rows), "basis": _basis(table)}
    return cell_finding("X02", rows[0], column.name, places, **facts)


def _other_words(table: Table, column: Column, frame: pd.DataFrame, places: Places, found: Found) -> list[Finding]:
    if not column.choices:
        return []
    cells = frame[column.name]
    other = records(frame.loc[cells.notna() & ~cells.isin(column.choices)])
    return [
        cell_finding("X03", row, column.name, places, table=table.heading, choices=quoted(column.choices))
        for row in unreported(other, column.name, places, found)
    ]


def _out_of_range(table: Table, column: Column, frame: pd.DataFrame, places: Places, found: Found) -> list[Finding]:
    cells = frame[column.name]
    below = cells < column.minimum if column.minimum is not None else cells.isna() & False
    above = cells > column.maximum if column.maximum is not None else cells.isna() & False
    if column.minimum is None and column.maximum is None:
        return []
    outside = records(frame.loc[certainly(below) | certainly(above)])
    return [
        cell_finding("X04", row, column.name, places, table=table.heading, range=_range(column))
        for row in unreported(outside, column.name, places, found)
    ]


def _repeated(table: Table, frame: pd.DataFrame, places: Places) -> list[Finding]:
    """Later records with the key of an earlier one; a key with an empty required cell names no record."""
    if not table.key:
        return []
    key = list(table.key)
    named = frame.loc[frame[[name for name in key if name in table.required]].notna().all(axis=1)]
    later = named.loc[named.duplicated(key)]
    if later.empty:
        return []
    first = named.loc[~named.duplicated(key)].merge(later[key].drop_duplicates(), on=key, how="inner")
    pairs = _with_first(records(later), records(first), table.key)
    return [
        item
        for rows in by(pairs, "source", "first_source")
        for item in _repeated_between(table, rows, places)
    ]  # fmt: skip


def _with_first(later: Sequence[Record], first: Sequence[Record], key: tuple[str, ...]) -> list[Record]:
    firsts = {tuple(row[name] for name in key): row for row in first}
    return [_paired(row, firsts[tuple(row[name] for name in key)]) for row in later]


def _paired(row: Record, first: Record) -> Record:
    return {**row, "first": first, "first_source": first["source"]}


def _repeated_between(table: Table, rows: list[Record], places: Places) -> list[Finding]:
    if len(rows) >= TWICE_DELIVERED and rows[0]["source"] != rows[0]["first_source"]:
        return [_delivered_twice(table, rows, places)]
    return [_repeated_record(table, row, places) for row in rows]


def _repeated_record(table: Table, row: Record, places: Places) -> Finding:
    first = row["first"]
    filled = [column for column in table.columns if column.name in table.key and row[column.name] is not None]
    rest = [column.name for column in table.columns if column.name not in PROVENANCE]
    facts = {
        "table": table.heading,
        "key": "、".join(f"{column.heading}{shown(column.name, row[column.name])}" for column in filled),
        "first": spot(places, first, filled[0].name),
        "alike": "完全相同" if all(row[name] == first[name] for name in rest) else "内容不同",
    }
    return cell_finding("X05", row, filled[0].name, places, **facts)


def _delivered_twice(table: Table, rows: list[Record], places: Places) -> Finding:
    here, there = (spot(places, row, "") for row in (rows[0], rows[0]["first"]))
    return finding("X06", file=here.file, sheet=here.sheet, table=table.heading, count=len(rows), there=there)


def _basis(table: Table) -> str:
    return f"（{table.article}）" if table.article else ""


def _range(column: Column) -> str:
    if column.maximum is None:
        return f"不小于{column.minimum}"
    return f"{column.minimum}至{column.maximum}之间"
