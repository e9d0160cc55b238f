"""What lies behind the figures of a month: its tables, persons and records with every quantity, where each was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.explain_lines.before import Before
from pipeline.late_items import LateItems, law_items, scheme_items
from pipeline.money import plain
from pipeline.period import Period
from pipeline.scheme.facts import Facts
from pipeline.settings import Standard
from schemas.columns import Column
from schemas.intake import SUPPLEMENTS

if TYPE_CHECKING:
    import pandas as pd

Record = dict[Any, Any]
KNOWN_TO_LAW = ("person_measures", "pay_items")


class Places(Protocol):
    """Where a record was read: its file, its sheet, the cell of each of its columns."""

    def address(self, source: int, row: int, column: str) -> str:
        """The cell; "" where the column was not delivered."""

    def file(self, source: int) -> str:
        """The file of a source."""

    def sheet(self, source: int) -> str:
        """The sheet of a source."""


@dataclass(frozen=True)
class Behind:
    """A computed month; ``before`` finds the cells of what the month before carried on, if there was one."""

    standard: Standard
    period: Period
    tables: Mapping[str, pd.DataFrame]
    places: Places
    before: Before | None = None

    @cached_property
    def _late(self) -> LateItems:
        """The persons and the records with every item of the pay standard."""
        return scheme_items(
            self.tables["persons"], self.tables["person_measures"], self.tables["record_items"],
            self.tables["carried_history"], self.period, self.standard,
        )  # fmt: skip

    @cached_property
    def people(self) -> Facts:
        """The persons with every quantity of the month; those of the pay standard exactly as they were made."""
        made = self._late.people
        if self.standard.law is None:
            return made
        known = [self.tables[name] for name in KNOWN_TO_LAW]
        whole = law_items(self.tables["persons"], known, self.tables["carried_history"], self.period, self.standard)
        return Facts(self.period, made.rows, {**whole.people.columns, **made.columns}, whole.people.around)

    @property
    def records(self) -> Mapping[str, Facts]:
        """The lines of each record with every quantity of the month."""
        return self._late.records

    def person(self, employee: str) -> Record | None:
        """The person's row of ``persons``."""
        rows = of_person(self.tables["persons"], "employee_id", employee).to_dict("records")
        return rows[0] if rows else None

    def place(self, record: Record, column: str) -> str:
        """File, sheet and cell of a column of a delivered record; its row where the column was not delivered."""
        source, row = int(record["source"]), int(record["row"])
        cell = self.places.address(source, row, column) or f"第{row}行"
        return f"{self.places.file(source)} [{self.places.sheet(source)}] {cell}"

    def has(self, record: Record, column: str) -> bool:
        """Whether this cell of a record was delivered."""
        return bool(self.places.address(int(record["source"]), int(record["row"]), column))

    def supplements(self, fact: str) -> list[Record]:
        """The rows of 补充数据 for one fact."""
        rows = self.tables[SUPPLEMENTS.name]
        found: list[Record] = rows[rows["fact"] == fact].to_dict("records")
        return found


def of_person(frame: pd.DataFrame, column: str, employee: str) -> pd.DataFrame:
    """The rows whose column holds this 工号."""
    found: pd.DataFrame = frame[(frame[column] == employee).fillna(False).astype(bool)]
    return found


def cell_words(cell: Any) -> str:
    """A cell in words; empty where it is."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, (Decimal, Fraction, int)):
        return digits(cell)
    return "" if cell is None or str(cell) in ("<NA>", "nan", "NaT") else str(cell)


def digits(figure: Decimal | Fraction | int) -> str:
    """A figure in digits, as many decimals as our tables hold."""
    return plain(Fraction(figure), 14)


def described(record: Record, columns: tuple[Column, ...]) -> str:
    """The words and days of a line, without the person and without what is only told by numbers."""
    told = (c for c in columns if c.name in record and c.type in ("id", "text", "choice", "date"))
    return " ".join(filter(None, (cell_words(record[c.name]) for c in told if c.name != "employee_id")))
