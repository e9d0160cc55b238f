"""The cells of the closing ledger of the month before: balances, and quantities of earlier months."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.intake.places import address
from schemas.results import HISTORY, LEDGER_BALANCES
from schemas.table import Table

Key = tuple[str, ...]


@dataclass(frozen=True)
class Before:
    """The month before: its folder of results, its name, the files of its balances and of its past quantities."""

    folder: Path
    month: str
    ledger: str
    history: str

    def balance(self, key: Key) -> list[str]:
        """Where the closing balance of a ledger, 工号, object and month of origin stands."""
        return self._balances.get(key, [])

    def past(self, quantity: str, employee: str, month: str) -> list[str]:
        """Where the quantity of an earlier month stands."""
        return self._history.get((quantity, employee, month), [])

    @cached_property
    def _balances(self) -> dict[Key, list[str]]:
        return self._cells(self.ledger, LEDGER_BALANCES, ("closing",))

    @cached_property
    def _history(self) -> dict[Key, list[str]]:
        return self._cells(self.history, HISTORY, ("figure", "word"))

    def _cells(self, file: str, table: Table, wanted: Sequence[str]) -> dict[Key, list[str]]:
        return places_in(self.folder / file, f"{self.month}/{file}", table, wanted)


def places_in(path: Path, told: str, table: Table, wanted: Sequence[str]) -> dict[Key, list[str]]:
    """Per key of a table in a workbook of ours the first of these columns that is filled, as a place in ``told``."""
    found: dict[Key, list[str]] = {}
    for sheet, cells, row, heads in _rows(path, table):
        column = next((name for name in wanted if cells[heads.index(name)] not in ("", None)), wanted[0])
        key = tuple(str(cells[heads.index(name)]) for name in table.key)
        found.setdefault(key, []).append(f"{told} [{sheet}] {address(row, heads.index(column))}")
    return found


def _rows(path: Path, table: Table) -> Iterator[tuple[str, list[Any], int, list[str | None]]]:
    """Sheet, cells, number and headings of every row of a table in a workbook of ours."""
    import python_calamine

    headings = {column.heading: column.name for column in table.columns}
    book = python_calamine.load_workbook(str(path))
    for sheet in book.sheet_names:
        heads: list[str | None] = []
        for row, cells in enumerate(book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)):
            named = [headings.get(re.sub(r"\s|（.*）", "", str(cell))) for cell in cells]
            if set(headings.values()) <= set(named):
                heads = named
            elif heads:
                yield sheet, cells, row, heads
