"""The line tables a pay standard adds of its own (``records``): each as intake reads it, and all of them as one.

Reads: the records of a pay standard.  A column is called by its heading, in code as on paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pipeline.scheme.lint import Problem
from pipeline.scheme.model import RuleSet
from pipeline.scheme.parts import Record
from schemas.columns import Column, Type, columns
from schemas.intake import PROVENANCE
from schemas.table import Table

if TYPE_CHECKING:
    import pyarrow as pa

PERSON_NUMBER = "工号"
KINDS: Mapping[str, Type] = {"文字": "text", "日期": "date", "是否": "flag", PERSON_NUMBER: "id", "客户号": "id"}
"""Kinds of a record's column that are no figure; any other kind is the unit of one."""

RECORD, SOURCE, ROW = columns("record", *PROVENANCE)
RESERVED = frozenset(word for column in (RECORD, SOURCE, ROW) for word in (column.name, column.heading))
FEWEST = 2
"""Fewer columns than this do not tell a sheet."""


def record_column(heading: str, kind: str) -> Column:
    """The column of a record under this heading: a figure of any unit is exact."""
    return Column(heading, heading, KINDS.get(kind, "exact"), "" if kind in KINDS else kind)


def kind_name(record: str) -> str:
    """The name of the table that intake makes of a record."""
    return f"records.{record}"


def record_kind(record: Record) -> Table:
    """One row per line of the record, as delivered: every column filled but those that may be blank."""
    own = tuple(record_column(heading, kind) for heading, kind in record.columns.items())
    return Table(
        kind_name(record.name), record.name, f"一行是一条{record.name}", (*own, SOURCE, ROW),
        required=(*(column.name for column in own if column.name not in record.blank), *PROVENANCE),
        key=tuple(record.key), article=record.source, stage="intake",
    )  # fmt: skip


def record_kinds(scheme: RuleSet) -> tuple[Table, ...]:
    """The kinds of delivered data this pay standard adds to those every installation knows."""
    return tuple(record_kind(record) for record in scheme.records)


def records_table(scheme: RuleSet) -> Table:
    """One row per line of any record: its record, and every column any record has; those of others are empty."""
    own: dict[str, Column] = {}
    for kind in record_kinds(scheme):
        own.update({column.name: column for column in kind.columns if column.name not in PROVENANCE})
    return Table(
        "records", "业务记录", "一行是薪酬标准自设的一种记录的一行", (RECORD, *own.values(), SOURCE, ROW),
        required=(RECORD.name, *PROVENANCE), stage="intake",
    )  # fmt: skip


def record_problems(scheme: RuleSet) -> Iterator[Problem]:
    """Records no delivered sheet could be told by: of one column, under a heading of ours, or too much alike."""
    kinds = record_kinds(scheme)
    for index, kind in enumerate(kinds):
        headings = _headings(kind)
        if len(headings) < FEWEST:
            yield ("records", index), f"记录“{kind.heading}”只有一列，认不出是哪张表；请至少写{FEWEST}列"
        for heading in sorted(headings & RESERVED):
            yield ("records", index), f"记录“{kind.heading}”的列不能叫“{heading}”，程序自己要用，请改名"
        for other in kinds[:index]:
            if _needed(kind) | _needed(other) <= headings & _headings(other):
                words = f"记录“{kind.heading}”与“{other.heading}”的列太像，交来的表可能是其中任何一种"
                yield ("records", index), f"{words}；请加一个对方没有的必填的列"


def _headings(kind: Table) -> frozenset[str]:
    return frozenset(column.name for column in kind.columns if column.name not in PROVENANCE)


def _needed(kind: Table) -> frozenset[str]:
    return frozenset(kind.required) - {*PROVENANCE}


def records_together(scheme: RuleSet, delivered: Mapping[str, pa.Table]) -> pa.Table:
    """The lines of all records as :func:`records_table`, records in the order written.

    ``delivered`` holds the table of each kind by its name (:func:`kind_name`).
    """
    import pyarrow as pa

    schema = records_table(scheme).arrow_schema
    parts = [schema.empty_table()]
    for record in scheme.records:
        lines = delivered[kind_name(record.name)]
        parts.append(lines.append_column(RECORD.name, pa.array([record.name] * lines.num_rows, pa.string())))
    return pa.concat_tables(parts, promote_options="default").select(schema.names).combine_chunks()
