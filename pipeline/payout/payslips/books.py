"""The workbooks of payslips: one for each person, and one of all of them for printing, with every line in a table.

Writes: workbooks made in memory, so that an open one of a single person never lies on the disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from pipeline.payout.model import Payee, PayMonth
from pipeline.payout.payslips.file_names import person_files
from pipeline.payout.payslips.lines import Slip
from pipeline.payout.payslips.page import SCALE, Page
from pipeline.reports.formats import MADE_ON, Looks, paper_options
from pipeline.reports.sheet_plan import StageSheet, plans
from pipeline.reports.table_sheets import write_table
from schemas.payout_payslips import PAYSLIP_LINES

FOLDER = "工资条"
SLIP = "工资条"
PRIVATE = 0o600
PAGE_HEIGHT = 755.0 / SCALE * 100
"""Points of A4 upright that rows may take, between the margins of a payslip."""


def slip_files(payees: Iterable[Payee], period: object) -> dict[str, str]:
    """The file of each person by 工号, below the folder of the payout."""
    return {who: f"{FOLDER}/{name}" for who, name in person_files(payees, period).items()}


def print_file(period: object) -> str:
    """The file of all payslips below the folder of the payout."""
    return f"{FOLDER}/工资条打印_{period}.xlsx"


def slip_book(month: PayMonth, slip: Slip) -> bytes:
    """The workbook of one person, still open."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {**paper_options(), "in_memory": True}) as book:
        book.set_properties({"title": f"{SLIP} {month.period}", "subject": month.branch, "created": MADE_ON})
        page = _page(book, month, SLIP)
        page.draw(slip, 0)
    return made.getvalue()


def write_print_book(path: Path, month: PayMonth, slips: Sequence[Slip], *, one_per_page: bool) -> None:
    """All payslips in the order of the report, then every line of them as a table.

    Anybody's pay stands in it unlocked: on systems that know owners, only the owner of the file may read it.
    """
    path.touch(mode=PRIVATE)
    path.chmod(PRIVATE)
    with xlsxwriter.Workbook(str(path), {**paper_options(), "in_memory": True}) as book:
        book.set_properties({"title": f"{SLIP} {month.period}", "subject": month.branch, "created": MADE_ON})
        page = _page(book, month, SLIP)
        _draw_all(page, slips, one_per_page=one_per_page)
        sheet = StageSheet(PAYSLIP_LINES, PAYSLIP_LINES.from_rows([row for slip in slips for row in slip_rows(slip)]))
        write_table(book, Looks(book), plans([sheet], str(month.period), month.branch)[0])


def slip_rows(slip: Slip) -> list[dict[str, Any]]:
    """The lines of a payslip as rows of ``payslip_lines``."""
    who = {"employee_id": slip.payee.employee_id, "person_name": slip.payee.name, "team": slip.payee.team or None,
           "post": slip.payee.post or None}  # fmt: skip
    return [
        {**who, "line": number, "section": line.section, "line_name": line.name, "figure": line.figure,
         "line_unit": line.unit or None, "why": line.reason or None, "article": line.article or None}
        for number, line in enumerate(slip.lines, 1)
    ]  # fmt: skip


def _page(book: Any, month: PayMonth, name: str) -> Page:
    page = Page(book.add_worksheet(name), Looks(book), month.branch, str(month.period))
    page.set_up()
    return page


def _draw_all(page: Page, slips: Sequence[Slip], *, one_per_page: bool) -> None:
    """One below the other: each on a page of its own, or as many on one as it holds with a line to cut between."""
    row, used, breaks = 0, 0.0, []
    for slip in slips:
        needed = page.height(slip)
        if row and (one_per_page or used + needed > PAGE_HEIGHT):
            breaks.append(row)
            used = 0.0
        elif row:
            row = page.cut(row)
        row = page.draw(slip, row)
        used += needed + 2 * 15.0
    page.sheet.set_h_pagebreaks(breaks)
