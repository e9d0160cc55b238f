"""Whether a table is what its schema says: filled, within its choices and ranges, each record once.

pandera is the gate for columns, types and cells; only when it refuses are the offending rows looked up, because
its own list of failures names neither workbook cells nor the first of two records.

Reads: any table of ``schemas.intake``.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.checks.places import Found, Places, Record, by, cell_finding, certainly, records, spot, unreported
from pipeline.checks.twice import TWICE_DELIVERED, delivered_twice
from pipeline.checks.wording import quoted, shown
from pipeline.findings import Finding
from schemas.columns import Column
from schemas.table import Table

if TYPE_CHECKING:
    import pandas as pd

PROVENANCE = ("source", "row")
DIGITS = "0123456789"


def schema_findings(table: Table, frame: pd.DataFrame, places: Places, found: Found) -> list[Finding]:
    """Every cell and record of a table that breaks its schema.

    Raises pandera's SchemaErrors when columns or types are wrong: that is our own mistake, not the user's.
    """
    if _cells_conform(table, frame):
        return _repeated(table, frame, places)
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


def _cells_conform(table: Table, frame: pd.DataFrame) -> bool:
    """Whether pandera accepts columns, types and cells; the key is asked apart, as its report takes seconds."""
    from pandera.errors import SchemaErrorReason, SchemaErrors

    mendable = {SchemaErrorReason.SERIES_CONTAINS_NULLS, SchemaErrorReason.DATAFRAME_CHECK}
    without_key = copy(table.schema)
    without_key.unique = None
    try:
        without_key.validate(frame, lazy=True)
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
        if _column_told(column, rows, frame, places, found):
            continue
        if spot(places, rows[0], column.name).cell:
            findings += _each_empty_cell(table, column, unreported(rows, column.name, places, found), places)
        else:
            findings.append(_column_absent(table, column, rows, places))
    return findings


def _column_told(column: Column, rows: list[Record], frame: pd.DataFrame, places: Places, found: Found) -> bool:
    """Whether the column has a finding over its records and no cell of it was read: its cells are not told as well."""
    whole = frame.loc[frame["source"] == rows[0]["source"], "row"]
    if not found or len(rows) < len(whole):
        return False
    told = spot(places, rows[0], column.name)
    letters = told.cell.rstrip(DIGITS)
    over = {f"{letters}{row}" for row in range(1, int(whole.min()))} if letters else set()
    return any((told.file, told.sheet, cell) in found for cell in over)


def _each_empty_cell(table: Table, column: Column, rows: list[Record], places: Places) -> list[Finding]:
    return [_empty_cell(table, column, row, places) for row in rows]


def _empty_cell(table: Table, column: Column, row: Record, places: Places) -> Finding:
    word = places.nothing(row["source"], row["row"], column.name)
    facts = {"row": row["row"], "basis": _basis(table), "was": f"（单元格为“{word}”，按空处理）" if word else ""}
    return replace(cell_finding("X01", row, column.name, places, table=table.heading, **facts), value=word)


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
    again = named.duplicated(key)
    if not again.any():
        return []
    first = named.loc[~again]
    sources = first[[*key, "source"]].rename(columns={"source": "first_source"})
    later = named.loc[again].merge(sources, on=key, how="left", validate="many_to_one")
    groups = later.groupby(["source", "first_source"], sort=False)
    return [item for _, rows in groups for item in _repeated_between(table, rows, first, places)]


def _repeated_between(table: Table, rows: pd.DataFrame, first: pd.DataFrame, places: Places) -> list[Finding]:
    """The repetitions in one sheet of records that stand in another, or in the same one."""
    count = len(rows)
    here, there = (int(rows[name].iloc[0]) for name in ("source", "first_source"))
    if count >= TWICE_DELIVERED and here != there:
        return [delivered_twice(table.heading, count, places, here, there)]
    key = list(table.key)
    firsts = records(first.merge(rows[key].drop_duplicates(), on=key, how="inner", validate="many_to_one"))
    by_key = {tuple(row[name] for name in key): row for row in firsts}
    return [_repeated_record(table, row, by_key[tuple(row[name] for name in key)], places) for row in records(rows)]


def _repeated_record(table: Table, row: Record, first: Record, places: Places) -> Finding:
    filled = [column for column in table.columns if column.name in table.key and row[column.name] is not None]
    rest = [column.name for column in table.columns if column.name not in PROVENANCE]
    facts = {
        "table": table.heading,
        "key": "、".join(f"{column.heading}{shown(column.name, row[column.name])}" for column in filled),
        "first": spot(places, first, filled[0].name),
        "alike": "完全相同" if all(row[name] == first[name] for name in rest) else "内容不同",
    }
    return cell_finding("X05", row, filled[0].name, places, **facts)


def _basis(table: Table) -> str:
    return f"（{table.article}）" if table.article else ""


def _range(column: Column) -> str:
    if column.maximum is None:
        return f"不小于{column.minimum}"
    return f"{column.minimum}至{column.maximum}之间"
