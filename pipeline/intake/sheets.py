"""What intake hands on of a sheet and of a file: typed records, where they stood, and what there is to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from pipeline.findings import Finding, finding
from pipeline.intake.headings import Vocabulary, vocabulary
from pipeline.intake.places import letters
from pipeline.intake.problem import Problem, shown
from pipeline.intake.raw import Cell, RawSheet
from pipeline.intake.settings import IntakeSettings
from pipeline.period import Period
from schemas.columns import Column


@dataclass(frozen=True)
class Named:
    """A person and the name a sheet writes beside the number, with the cell of the name."""

    employee_id: str
    name: str
    cell: str


@dataclass(frozen=True)
class SheetRecords:
    """The records of one table of one sheet.

    ``kind`` is the name of a table of ``schemas.intake``, "" for a sheet of no kind; ``records`` has its columns except
    ``source``; ``letters`` the column letters by column name; ``places`` the cells that stand elsewhere;
    ``names`` what people are called where the table itself has no names; ``nothings``
    the words such as ``无`` that were read as nothing in required columns, by row and column.  ``is_by_name`` says that
    ``employee_id`` holds what is written there, a name mostly, which only the roster makes a number.
    """

    kind: str
    layout: str
    file: str
    sheet: str
    records: pa.Table | None = None
    letters: dict[str, str] = field(default_factory=dict)
    places: dict[tuple[int, str], str] = field(default_factory=dict)
    remark: str = ""
    names: tuple[Named, ...] = ()
    nothings: dict[tuple[int, str], str] = field(default_factory=dict)
    is_by_name: bool = False


@dataclass(frozen=True)
class FileTables:
    """Everything one file held."""

    file: str
    sheets: tuple[SheetRecords, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Context:
    """What a reader of sheets may know besides the sheet."""

    period: Period
    settings: IntakeSettings

    @property
    def vocabulary(self) -> Vocabulary:
        """The kinds a sheet may be of, as spelt."""
        return vocabulary(self.settings.records, self.settings.fact_columns)


@dataclass(frozen=True)
class Reading:
    """What a reader made of one sheet."""

    sheets: tuple[SheetRecords, ...]
    findings: tuple[Finding, ...] = ()


def cell_finding(sheet: RawSheet, place: tuple[int, int], column: str, problem: Problem, value: Cell) -> Finding:
    """The finding of a problem at a cell (row and column from zero)."""
    return finding(
        problem.code,
        file=sheet.file,
        sheet=sheet.sheet,
        cell=f"{letters(place[1])}{place[0] + 1}",
        column=column,
        value=shown(value),
        **dict(problem.facts),
    )


def sheet_finding(code: str, sheet: RawSheet, **facts: object) -> Finding:
    """A finding about a sheet, or about a cell of it if ``cell`` is among the facts."""
    cell, column, value = str(facts.pop("cell", "")), str(facts.pop("column", "")), facts.pop("value", "")
    return finding(code, file=sheet.file, sheet=sheet.sheet, cell=cell, column=column, value=value, **facts)


def records_table(columns: Mapping[str, pa.Array], rows: list[int], kind: tuple[Column, ...]) -> pa.Table:
    """The records as a table: the columns of the kind without ``source``, empty where the sheet has none."""
    from schemas.table import arrow_type

    arrays, names = [], []
    for column in kind:
        if column.name == "source":
            continue
        names.append(column.name)
        if column.name == "row":
            arrays.append(pa.array([row + 1 for row in rows], pa.int64()))
        else:
            arrays.append(columns.get(column.name, pa.nulls(len(rows), arrow_type(column.type))))
    return pa.table(arrays, names)
