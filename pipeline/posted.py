"""What late corrections post to a month: lines to be paid, ledgers put right, and what it looks back at put right.

Reads: the corrections that the register posts to the month (:mod:`pipeline.closing.corrections`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.closing.corrections import Correction, posted_to
from pipeline.findings import Finding, finding
from pipeline.period import Period
from schemas.corrections import CORRECTION_LEDGERS, CORRECTION_LINES, LEDGER_KEY

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.settings import Standard

Row = dict[str, Any]
HISTORY_KEY = ("quantity", "employee_id", "origin")
DAYS = ("grade_since", "grade_until", "leave_from", "leave_until", "granted_on")
FIGURES = ("leave_days",)
LINES_BOOK = "前期差错"
FIRST_LINE = 6
"""The row of the first line on its sheet: headings stand in the fifth."""


@dataclass(frozen=True)
class Posted:
    """The corrections one month pays, in order."""

    corrections: Sequence[Correction] = ()

    @property
    def files(self) -> dict[str, str]:
        """Each by name with the hash of its record, as ``run.json`` has them."""
        return {one.name: one.sha256 for one in self.corrections}

    def lines(self) -> pd.DataFrame:
        """Every line to be paid, as CORRECTION_LINES."""
        return CORRECTION_LINES.from_rows([row for one in self.corrections for row in _lines(one)])

    def ledgers(self, period: Period, standard: Standard) -> pd.DataFrame:
        """The differences of opening balances, as CORRECTION_LEDGERS; none of a ledger that starts anew this month."""
        from pipeline.ledgers.balances import RESET_IN, ledgers_of

        anew = {ledger.name for _, ledger in ledgers_of(standard) if period.month in RESET_IN[ledger.reset]}
        rows = [row for one in self.corrections for row in _ledger_rows(one) if row["ledger"] not in anew]
        return CORRECTION_LEDGERS.from_rows(rows)

    def history(self, carried: Sequence[Row]) -> list[Row]:
        """The quantities of earlier months, those that corrections changed put right."""
        rows = {tuple(row[name] for name in HISTORY_KEY): row for row in carried}
        for one in self.corrections:
            for row in one.record["history"]:
                key = tuple(row[name] for name in HISTORY_KEY)
                if row["figure"] is None and row["word"] is None:
                    rows.pop(key, None)
                else:
                    rows[key] = {**row, "figure": None if row["figure"] is None else Decimal(row["figure"])}
        return list(rows.values())

    def grades(self, carried: Sequence[Row]) -> list[Row]:
        """The ledger of grades, that of every person whose grades corrections changed put right."""
        return self._put_right("grades", carried)

    def leave(self, carried: Sequence[Row]) -> list[Row]:
        """The leave that was not over, that of every person whose leave corrections changed put right."""
        return self._put_right("leave", carried)

    def _put_right(self, name: str, carried: Sequence[Row]) -> list[Row]:
        """The rows of whom corrections say nothing, and theirs of the others; older records do not speak of leave."""
        rows = list(carried)
        for one in self.corrections:
            people: Mapping[str, list[Row]] = one.record.get(name, {})
            rows = [row for row in rows if row["employee_id"] not in people]
            rows += [_plainly(row) for of_person in people.values() for row in of_person]
        return rows

    def gone(self, persons: pd.DataFrame) -> list[Finding]:
        """R01 for the persons with lines who are not paid this month, and how much that is."""
        known = set(persons["employee_id"])
        owed: dict[tuple[str, str], Decimal] = {}
        for one in self.corrections:
            for line in one.record["lines"]:
                if line["employee_id"] not in known:
                    key = (one.name, line["employee_id"])
                    owed[key] = owed.get(key, Decimal(0)) + Decimal(line["amount"])
        return [
            finding("R01", employee=employee, correction=name, amount=f"{amount:,.2f}", value=employee)
            for (name, employee), amount in sorted(owed.items())
        ]  # fmt: skip


def posted_into(outputs: Path, period: Period) -> Posted:
    """What corrections post to this month; Refused where their files are not what the register says."""
    return Posted(tuple(posted_to(outputs, str(period))))


def lines_book(number: int) -> str:
    """The workbook of a correction's lines, as people read them."""
    return f"{LINES_BOOK}_{number:03d}.xlsx"


def _lines(one: Correction) -> Iterator[Row]:
    for place, line in enumerate(one.record["lines"]):
        where = f"更正/{one.name}/{lines_book(one.number)} [{LINES_BOOK}] 第{place + FIRST_LINE}行"
        yield {**line, "amount": Decimal(line["amount"]), "correction": f"{one.number:03d}", "place": where}


def _ledger_rows(one: Correction) -> Iterator[Row]:
    for row in one.record["ledgers"]:
        key = {name: row[name] for name in LEDGER_KEY}
        yield {**key, "ledger_difference": Decimal(row["difference"]), "correction": f"{one.number:03d}"}


def _plainly(row: Row) -> Row:
    return {name: _cell(name, cell) if cell else cell for name, cell in row.items()}


def _cell(name: str, cell: str) -> Any:
    return date.fromisoformat(cell) if name in DAYS else Decimal(cell) if name in FIGURES else cell
