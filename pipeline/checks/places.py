"""Where the row behind a finding came from, and how a check turns offending rows into findings.

Reads: the provenance columns ``source`` and ``row`` that every intake table carries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.checks.wording import shown
from pipeline.findings import Finding, finding
from schemas.columns import BY_NAME

if TYPE_CHECKING:
    import pandas as pd

Record = Mapping[str, Any]
Found = frozenset[tuple[str, str, str]]
"""The (file, sheet, cell) triples that already have a stop finding from the conversion of cells."""


class Places(Protocol):
    """Knows the workbook cell behind every row of the month."""

    def address(self, source: int, row: int, column: str) -> str:
        """The A1 address of a column of a row; empty when the sheet has no such cell."""

    def nothing(self, source: int, row: int, column: str) -> str:
        """The word of a required cell that was read as nothing; empty for a blank cell."""

    def file(self, source: int) -> str:
        """The file of a source, below the month's folder."""

    def sheet(self, source: int) -> str:
        """The sheet of a source."""


@dataclass(frozen=True)
class Spot:
    """One place in the delivered workbooks."""

    file: str
    sheet: str
    cell: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.file, self.sheet and f"[{self.sheet}]", self.cell) if part)


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain records, empty cells as None. Only for offending rows: it is slow on whole tables."""
    if rows.empty:  # as after most checks; the way through Arrow costs a millisecond for nothing, too
        return []
    import pyarrow as pa

    plain: list[dict[str, Any]] = pa.Table.from_pandas(rows, preserve_index=False).to_pylist()
    return plain


def certainly(mask: pd.Series[bool]) -> pd.Series[bool]:
    """The rows where the question has an answer and it is yes; an empty cell answers nothing."""
    return mask.fillna(False).astype(bool)


def spot(places: Places, record: Record, column: str) -> Spot:
    """The place of one column of one record."""
    source = record["source"]
    return Spot(places.file(source), places.sheet(source), places.address(source, record["row"], column))


def unreported(rows: Sequence[Record], column: str, places: Places, found: Found) -> list[Record]:
    """The records whose cell has no finding yet, so that one bad cell is told once."""
    if not found:
        return list(rows)
    return [record for record in rows if _triple(spot(places, record, column)) not in found]


def cell_finding(code: str, record: Record, column: str, places: Places, **facts: object) -> Finding:
    """The finding of this code at one column of one record; a column of the standard's own goes by its heading."""
    where = spot(places, record, column)
    return finding(
        code,
        file=where.file,
        sheet=where.sheet,
        cell=where.cell,
        column=BY_NAME[column].heading if column in BY_NAME else column,
        value=shown(column, record.get(column)),
        **facts,
    )


def by(rows: Sequence[Record], *names: str) -> list[list[Record]]:
    """The records grouped by these columns, groups and records in the order met."""
    groups: dict[tuple[Any, ...], list[Record]] = {}
    for record in rows:
        groups.setdefault(tuple(record[name] for name in names), []).append(record)
    return list(groups.values())


def _triple(where: Spot) -> tuple[str, str, str]:
    return where.file, where.sheet, where.cell
