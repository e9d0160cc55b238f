"""What a user can mend: findings, gathered all at once, each with its place, what was found and what to do.

The words of every finding stand in the catalogues of this package, one entry per code, so that the
screen, the error list, the marked copies and the tests all say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pipeline.findings import (
    catalogue_appraisal,
    catalogue_bank,
    catalogue_cells,
    catalogue_checks,
    catalogue_corrections,
    catalogue_deductions,
    catalogue_duties,
    catalogue_files,
    catalogue_grades,
    catalogue_guards,
    catalogue_intake,
    catalogue_office,
    catalogue_payout,
    catalogue_payslips,
    catalogue_results,
    catalogue_tax,
    catalogue_voucher,
)

Level = Literal["阻断", "提醒"]
STOP: Level = "阻断"
NOTICE: Level = "提醒"

CATALOGUE: dict[str, tuple[str, str, str, str, str]] = {
    **catalogue_files.ENTRIES,
    **catalogue_intake.ENTRIES,
    **catalogue_cells.ENTRIES,
    **catalogue_checks.ENTRIES,
    **catalogue_duties.ENTRIES,
    **catalogue_results.ENTRIES,
    **catalogue_grades.ENTRIES,
    **catalogue_guards.ENTRIES,
    **catalogue_deductions.ENTRIES,
    **catalogue_appraisal.ENTRIES,
    **catalogue_corrections.ENTRIES,
    **catalogue_payout.ENTRIES,
    **catalogue_payslips.ENTRIES,
    **catalogue_bank.ENTRIES,
    **catalogue_voucher.ENTRIES,
    **catalogue_tax.ENTRIES,
    **catalogue_office.ENTRIES,
}
"""Code → (level, title, message, expected, remedy); the last three are templates filled by :func:`finding`."""


@dataclass(frozen=True, order=True)
class Finding:
    """One mistake or notice.

    ``file`` is the path below the month's input folder, ``cell`` an A1 address (empty for a whole sheet or
    file), ``column`` the standard heading, ``value`` what stood there, ``expected`` what should stand there.
    """

    level: Level
    code: str
    file: str
    sheet: str
    cell: str
    column: str
    value: str
    title: str = field(compare=False)
    message: str
    expected: str
    remedy: str

    @property
    def stops(self) -> bool:
        """Whether nothing may be paid while this stands."""
        return self.level == STOP

    @property
    def place(self) -> str:
        """Where it is, as a clerk reads it: ``考勤.xlsx [9月] D17``."""
        sheet = f" [{self.sheet}]" if self.sheet else ""
        cell = f" {self.cell}" if self.cell else ""
        return f"{self.file}{sheet}{cell}"


def finding(
    code: str,
    *,
    file: str = "",
    sheet: str = "",
    cell: str = "",
    column: str = "",
    value: object = "",
    **facts: object,
) -> Finding:
    """The finding of this code at this place; ``facts`` fill the templates of the catalogue.

    Raises KeyError on an unknown code or a fact the template needs and did not get: our own mistake.
    """
    level, title, message, expected, remedy = CATALOGUE[code]
    words = {"file": file, "sheet": sheet, "cell": cell, "column": column, "value": value, **facts}
    return Finding(
        level="阻断" if level == "阻断" else "提醒",
        code=code,
        file=file,
        sheet=sheet,
        cell=cell,
        column=column,
        value=str(value),
        title=title,
        message=message.format_map(words),
        expected=expected.format_map(words),
        remedy=remedy.format_map(words),
    )
