"""Our tables read back from the workbooks they were left in, exactly as they were written.

Reads: stage books, closing ledgers, the ledgers of a quarter or year and the files beside them, each opened once.
A decimal stands in a cell as the double nearest to it (at most 15 digits) or as text, so its shortest spelling is it.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.archive.places import RUN_JSON
from pipeline.archive.record import read_record
from schemas.columns import Column
from schemas.table import Table, arrow_type

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from python_calamine import CalamineWorkbook

HEADINGS = 4
"""The row of the headings on every sheet of ours; the rows follow it."""

UNIT = re.compile(r"\n（.*）$")
DECIMALS = ("money", "amount", "exact", "share", "number")
TEXTS = ("id", "text", "digits", "choice")


class AlteredResult(Exception):
    """A file of a result is missing or no longer what its run left; ``name`` is its path below ``folder``."""

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__(f"{folder.name}/{name}")
        self.folder = folder
        self.name = name


class Result:
    """The files of one result, each read at most once and proved by the sha256 in its ``run.json``.

    ``used`` are the files read so far with their sha256.  AlteredResult where a file is not what the run left.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.used: dict[str, str] = {}
        self._books: dict[str, CalamineWorkbook] = {}

    @cached_property
    def record(self) -> Mapping[str, Any]:
        """What ``run.json`` says."""
        record = read_record(self.folder)
        if not record:
            raise AlteredResult(self.folder, RUN_JSON)
        return record

    @property
    def outputs(self) -> Mapping[str, str]:
        """The files of the result by name with their sha256, as recorded."""
        found: Mapping[str, str] = self.record.get("outputs", {})
        return found

    def holding(self, stem: str, table: Table) -> str:
        """The file with this table: the book of this name, or the one beside it when there are very many rows."""
        beside = f"{stem}_明细_{table.heading}.xlsx"
        return beside if beside in self.outputs else f"{stem}.xlsx"

    def table(self, stem: str, table: Table) -> pd.DataFrame:
        """The rows of a table in the book of this name; none where the book, as it was written, has no such sheet."""
        return table.frame(self.cells(stem, table))

    def cells(self, stem: str, table: Table) -> pa.Table:
        """The same as Arrow, every column in its exact type."""
        return rows_of(self.book(self.holding(stem, table)), table)

    def book(self, name: str) -> CalamineWorkbook:
        """The workbook of this name, opened once."""
        if name not in self._books:
            self._books[name] = self._opened(name)
        return self._books[name]

    def _opened(self, name: str) -> CalamineWorkbook:
        import python_calamine

        try:
            data = (self.folder / name).read_bytes()
        except OSError as error:
            raise AlteredResult(self.folder, name) from error
        if hashlib.sha256(data).hexdigest() != self.outputs.get(name):
            raise AlteredResult(self.folder, name)
        self.used[name] = self.outputs[name]
        return python_calamine.load_workbook(io.BytesIO(data))


def read_table(path: Path, table: Table) -> pd.DataFrame:
    """The rows of a table in a workbook of a result; AlteredResult unless it is what the run left.

    The columns may be fewer than the sheet has.  Empty cells are empty, but in columns that must be filled they are
    the empty text they were.
    """
    return table.frame(rows_of(Result(path.parent).book(path.name), table))


def rows_of(book: CalamineWorkbook, table: Table) -> pa.Table:
    """The rows of a table on its tab and on those it goes on in; ValueError if it is no sheet of ours."""
    import pyarrow as pa

    parts = [_tab(book.get_sheet_by_name(tab).to_python(skip_empty_area=False), table) for tab in _tabs(book, table)]
    return pa.concat_tables([table.arrow_schema.empty_table(), *parts])


def _tabs(book: CalamineWorkbook, table: Table) -> Iterator[str]:
    """考核往期, then 考核往期(2) … where one tab was not enough; other tables stand on tabs of their own."""
    goes_on = re.compile(rf"{re.escape(table.heading)}(\(\d+\))?")
    return (name for name in book.sheet_names if goes_on.fullmatch(name))


def _tab(cells: Sequence[Sequence[Any]], table: Table) -> pa.Table:
    import pyarrow as pa

    places = {UNIT.sub("", str(cell)): place for place, cell in enumerate(cells[HEADINGS])}
    if missing := [column.heading for column in table.columns if column.heading not in places]:
        raise ValueError(f"a sheet {table.heading} without {missing}")
    lines = cells[HEADINGS + 1 :]
    arrays = [
        _column(column, [line[places[column.heading]] for line in lines], is_required=column.name in table.required)
        for column in table.columns
    ]
    return pa.Table.from_arrays(arrays, schema=table.arrow_schema)


def _column(column: Column, cells: list[Any], *, is_required: bool) -> pa.Array:
    """The cells of one column in the exact type of its definition."""
    import pyarrow as pa

    kind = arrow_type(column.type)
    if column.type in DECIMALS:
        return pa.array([_spelt(cell) for cell in cells], pa.string()).cast(kind)
    if column.type == "count":
        return pa.array([None if cell == "" else int(cell) for cell in cells], kind)
    if column.type == "flag":
        return pa.array([None if cell == "" else cell == "是" for cell in cells], kind)
    if column.type in TEXTS:
        return pa.array([str(cell) if cell != "" or is_required else None for cell in cells], kind)
    return pa.array([None if cell == "" else cell for cell in cells], kind)


def _spelt(cell: Any) -> str | None:
    if cell == "":
        return None
    return cell if isinstance(cell, str) else repr(cell)
