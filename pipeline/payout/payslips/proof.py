"""Payslips read back from the disk: their lines, proved by the schema, and what they add up to.

Reads: workbooks of :mod:`pipeline.payout.payslips.books`, those of one person unlocked in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from itertools import groupby
from typing import Any

from pipeline.payout.model import NOTHING, Control, Payee
from pipeline.payout.payslips.lines import GROSS_PARTS, NET_PARTS, TOTAL
from pipeline.payout.payslips.page import HEADINGS, WHO
from pipeline.reports.table_sheets import BODY
from schemas.payout_payslips import PAYSLIP_LINES

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Totals:
    """Which quantities payslips lead to, and whether the second starts from the first."""

    gross: str
    net: str
    net_from_gross: bool

    def controls(self, file: str, rows: Rows, payees: Sequence[Payee]) -> Iterator[Control]:
        """What a file says of both totals, against what these people are paid."""
        made: dict[str, list[Decimal]] = {self.gross: [], self.net: []}
        paid = {payee.employee_id: payee for payee in payees}
        for employee, lines in groupby(rows, key=lambda row: str(row["employee_id"])):
            for name, (added, stated) in self._of_person(list(lines)).items():
                expected = paid[employee].money(name)
                made[name].append(added if added != expected else stated)  # Whichever of both is wrong.
        for name, figures in made.items():
            expected = sum((payee.money(name) for payee in payees), NOTHING)
            yield Control(file, name, len(figures), sum(figures, NOTHING).quantize(NOTHING), expected)

    def _of_person(self, rows: Rows) -> dict[str, tuple[Decimal, Decimal]]:
        """Both totals of one payslip, as its lines add up and as it states them."""
        above = sum((row["figure"] for row in rows if row["section"] in GROSS_PARTS), NOTHING)
        below = sum((row["figure"] for row in rows if row["section"] in NET_PARTS), NOTHING)
        added = {self.gross: above, self.net: above + below if self.net_from_gross else below}
        stated = {row["line_name"]: row["figure"] for row in rows if row["section"] == TOTAL}
        return {name: (made, stated.get(name, NOTHING)) for name, made in added.items()}


def read_pages(data: bytes, tab: str) -> Rows:
    """The lines of the payslips drawn on a tab, as rows of ``payslip_lines``."""
    rows: Rows = []
    who: dict[str, Any] = {}
    section, number, is_body = "", 0, False
    for cells in _tab(data, tab):
        if cells[0] == WHO:
            who, section, number, is_body = {"employee_id": cells[1], "person_name": cells[2]}, "", 0, False
        elif list(cells[:5]) == list(HEADINGS):
            is_body = True
        elif is_body and cells[1] != "" and cells[2] != "":
            section = str(cells[0]) or section
            number += 1
            rows.append({**who, "line": number, "section": section, "line_name": cells[1], "figure": _figure(cells[2]),
                         "why": cells[3] or None, "article": cells[4] or None})  # fmt: skip
        else:
            is_body = False
    return rows


def read_table(data: bytes, tab: str) -> Rows:
    """The lines of all payslips in the table of the workbook for printing."""
    rows = []
    for cells in _tab(data, tab)[BODY:]:
        values = dict(zip((column.name for column in PAYSLIP_LINES.columns), cells, strict=False))
        named = {name: None if value == "" else value for name, value in values.items()}
        rows.append({**named, "line": int(values["line"]), "figure": _figure(values["figure"])})
    return rows


def prove(rows: Rows) -> None:
    """Hold rows that were read against the schema; SchemaError where a file is not as it was meant: our own mistake."""
    PAYSLIP_LINES.schema.validate(PAYSLIP_LINES.from_rows(rows))


def _tab(data: bytes, tab: str) -> list[list[Any]]:
    from python_calamine import load_workbook

    return load_workbook(BytesIO(data)).get_sheet_by_name(tab).to_python(skip_empty_area=False)


def _figure(cell: Any) -> Decimal:
    return Decimal(repr(cell)) if isinstance(cell, float | int) else Decimal(str(cell))
