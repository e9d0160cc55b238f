"""What the client of the tax office says it computed: its export 税款计算, read with the reader of delivered sheets.

Reads: one or several exports (xls, xlsx, csv), the heads of ``schemas.payout_tax.TAX_EXPORT`` and their aliases; a
sheet may hold wages, labour income or both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from pipeline.findings import Finding, finding
from pipeline.intake.headings import Vocabulary, find_head
from pipeline.intake.open import open_book
from pipeline.intake.raw import RawSheet
from pipeline.intake.settings import IntakeSettings
from pipeline.intake.sheets import SheetRecords
from pipeline.intake.standard import read_table
from pipeline.intake.totals import sort_rows
from pipeline.period import Period
from schemas.payout_tax import TAX_EXPORT

SPELT = Vocabulary((TAX_EXPORT,))
PASSED_OVER = ("S04", "S08", "S09")
"""Columns we do not compare, notes and empty tables: nothing a clerk must look at."""
FIGURES = tuple(column.name for column in TAX_EXPORT.columns if column.type == "amount")
_MONTH = re.compile(r"(\d{4})\D{0,3}(\d{1,2})")


@dataclass(frozen=True)
class Stated:
    """One row of an export: whom it is about, of which 所得项目, its amounts by column, and where each stands."""

    employee_id: str
    name: str
    paper_number: str
    item: str
    taxed_from: str
    figures: Mapping[str, Decimal | None]
    file: str
    sheet: str
    row: int
    letters: Mapping[str, str] = field(default_factory=dict)

    def cell(self, column: str) -> str:
        """The A1 address of a column of this row; empty if the sheet does not have it."""
        return f"{self.letters[column]}{self.row}" if column in self.letters else ""

    def place(self, column: str) -> str:
        """Where a figure stands, as a clerk reads it."""
        return f"{self.file} [{self.sheet}] {self.cell(column)}".rstrip()


@dataclass(frozen=True)
class Export:
    """Everything the exports state, in their order, and what could not be read."""

    rows: tuple[Stated, ...]
    findings: tuple[Finding, ...]


def read_exports(paths: tuple[Path, ...], period: Period, passwords: tuple[str, ...] = ()) -> Export:
    """All rows of all exports; a file without any, or of another month, is a finding."""
    rows: list[Stated] = []
    findings: list[Finding] = []
    for path in paths:
        book = open_book(path, path.name, IntakeSettings(passwords=passwords))
        found, told = _read(book.sheets)
        if not found and not any(one.stops for one in (*book.findings, *told)):
            told.append(finding("T20", file=path.name))
        rows += found
        findings += [*book.findings, *told, *_of_another_month(found, period)]
    return Export(tuple(rows), tuple(findings))


def _read(sheets: tuple[RawSheet, ...]) -> tuple[list[Stated], list[Finding]]:
    rows: list[Stated] = []
    findings: list[Finding] = []
    for sheet in sheets:
        head = find_head(sheet, spelt=SPELT)
        if head is not None:
            table, told = read_table(sheet, head, sort_rows(sheet.rows, head))
            rows += _rows(table)
            findings += [one for one in told if one.code not in PASSED_OVER]
    return rows, findings


def _rows(table: SheetRecords) -> Iterator[Stated]:
    for record in table.records.to_pylist() if table.records is not None else ():
        words = {name: str(record[name] or "") for name in ("employee_id", "person_name", "paper_number")}
        yield Stated(
            words["employee_id"], words["person_name"], words["paper_number"].upper(),
            str(record["income_item"] or ""), str(record["taxed_from"] or ""),
            {name: record[name] for name in FIGURES}, table.file, table.sheet, int(record["row"]), table.letters,
        )  # fmt: skip


def _of_another_month(rows: list[Stated], period: Period) -> Iterator[Finding]:
    """The first row whose 税款所属期 is another month; one is enough, since a file is of one month."""
    for row in rows:
        match = _MONTH.match(row.taxed_from)
        if match and (int(match[1]), int(match[2])) != (period.year, period.month):
            place = {"file": row.file, "sheet": row.sheet, "cell": row.cell("taxed_from")}
            yield finding("T28", **place, column="税款所属期起", value=row.taxed_from, period=period)
            return
