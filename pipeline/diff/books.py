"""The tables in the workbooks of a result, read back by their headings, each file proved by ``run.json`` first.

Reads: stage books and closing ledgers.  Loads only the reader of workbooks, as signing must answer at once.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.archive.record import read_record
from pipeline.closing.errors import Refused

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Value = Decimal | str | bool | date | None
Row = Mapping[str, Value]

HEADINGS = 4
"""The row of the headings on every sheet of a stage book; the rows follow it."""

INTAKE, CREDIT, MEASURES, PAY, STATUTORY, LEDGER = "01_intake_", "03_credit_", "04_", "05_", "06_", "结转台账_"
"""How the names of the books begin."""

_HEADING = re.compile(r"([^\n]*)(?:\n（(.*)）)?")
_LINES = "_明细_"
_FIGURE = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True)
class Sheet:
    """One table: the units of its columns by heading (empty for words), and its rows."""

    units: Mapping[str, str]
    rows: Sequence[Row]


@dataclass(frozen=True)
class Books:
    """The workbooks of one result; Refused where a file is missing or was altered since its run."""

    folder: Path
    label: str
    record: Mapping[str, Any] = field(default_factory=dict)
    _opened: dict[str, CalamineWorkbook] = field(default_factory=dict, repr=False, compare=False)
    _read: dict[tuple[str, str], Sheet] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, folder: Path, label: str) -> Books:
        """The books of the result in the folder; Refused if there is none."""
        record = read_record(folder)
        if not record.get("outputs"):
            raise Refused(f"{label}没有结果（“{folder}”中没有可读的run.json）；请先运行 xinchou run，或核对写法")
        return cls(folder, label, record)

    def sheet(self, book: str, tab: str) -> Sheet:
        """The table of this heading in the book whose name begins so; no rows where the book has no such sheet."""
        if (book, tab) not in self._read:
            self._read[(book, tab)] = self._sheet(book, tab)
        return self._read[(book, tab)]

    def _sheet(self, book: str, tab: str) -> Sheet:
        name = self._holding(book, tab)
        opened = self._book(name) if name else None
        if opened is None or tab not in opened.sheet_names:
            return Sheet({}, ())
        cells = opened.get_sheet_by_name(tab).to_python(skip_empty_area=False)
        units = dict(_heading(str(cell)) for cell in cells[HEADINGS])
        return Sheet(units, tuple(_rows(units, cells[HEADINGS + 1 :])))

    def tabs(self, book: str) -> list[str]:
        """The headings of the tables of a book, those of very many rows, which have files of their own, included."""
        name = self._name(book)
        apart = [one.rpartition(_LINES)[2].removesuffix(".xlsx") for one in self.outputs if self._is_beside(one, book)]
        return [*(self._book(name).sheet_names[1:] if name else ()), *sorted(apart)]

    def same(self, other: Books, book: str, tab: str) -> bool:
        """Whether both results hold this table in files of the same bytes."""
        names = self._holding(book, tab), other._holding(book, tab)
        return bool(names[0]) and self.outputs.get(names[0]) == other.outputs.get(names[1])

    def read(self, name: str) -> bytes:
        """The bytes of a file, as its run left them."""
        path = self.folder / name
        data = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(data).hexdigest() != self.outputs.get(name):
            raise Refused(
                f"{self.label}的“{name}”与运行时不同（被改动或删去），不能再用它比较、发放或汇总；请找回原来的文件，或重新运行该月"
            )
        return data

    @property
    def outputs(self) -> Mapping[str, str]:
        """The files of the result by name with their sha256, as recorded."""
        found: Mapping[str, str] = self.record["outputs"]
        return found

    def _name(self, book: str) -> str:
        return next((one for one in sorted(self.outputs) if one.startswith(book) and _LINES not in one), "")

    def _is_beside(self, name: str, book: str) -> bool:
        return name.startswith(book) and _LINES in name

    def _holding(self, book: str, tab: str) -> str:
        ending = f"{_LINES}{tab.replace(' ', '')}.xlsx"
        beside = (one for one in self.outputs if self._is_beside(one, book) and one.endswith(ending))
        return next(beside, self._name(book))

    def _book(self, name: str) -> CalamineWorkbook:
        if name not in self._opened:
            from python_calamine import CalamineError, CalamineWorkbook

            try:
                self._opened[name] = CalamineWorkbook.from_filelike(io.BytesIO(self.read(name)))
            except CalamineError as error:
                raise Refused(f"{self.label}的“{name}”不是能读的工作簿；请重新运行该月") from error
        return self._opened[name]


def _heading(cell: str) -> tuple[str, str]:
    found = _HEADING.fullmatch(cell)
    return (found[1], found[2] or "") if found else (cell, "")


def _rows(units: Mapping[str, str], lines: Sequence[Sequence[Any]]) -> Iterator[Row]:
    for line in lines:
        yield {heading: _value(cell, unit) for (heading, unit), cell in zip(units.items(), line, strict=False)}


def _value(cell: Any, unit: str) -> Value:
    """A number as the decimal it was (the shortest that is the same float); long ones stand in the cell as text."""
    if cell == "" or cell is None:
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Decimal(repr(cell)).normalize() + 0
    if unit and isinstance(cell, str) and _FIGURE.fullmatch(cell):
        return Decimal(cell).normalize() + 0
    found: Value = cell
    return found


def words(value: Value, unit: str = "") -> str:
    """A value as a person reads it: yuan with fen and commas, other figures short, nothing as （空）."""
    if value is None:
        return "（空）"
    if not isinstance(value, Decimal):
        return {True: "是", False: "否"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    if unit.startswith("元") and -value.as_tuple().exponent <= 2:  # type: ignore[operator]
        return f"{value:,.2f}"
    return f"{value:,f}"
