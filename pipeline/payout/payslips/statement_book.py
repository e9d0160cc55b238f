"""The workbook of one person's year: a row a month with what was paid and withheld, then the same added up so far.

Writes: a workbook in memory; reads it back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from pipeline.payout.model import NOTHING, Payee
from pipeline.reports.exact_cells import fits_a_number, plain
from pipeline.reports.formats import (
    MADE_ON,
    MONEY,
    NUMBER_FORMATS,
    Looks,
    heading_width,
    paper_options,
    printed_figure_width,
    text_width,
)

TAB, MONTH, TOTAL, NOTE, PLACE = "年度对账单", "月份", "合计", "说明", "团队　岗位　级别"
HEAD = 4
NOTE_WIDTH, LEAST_WIDTH = 34.0, 11.0
PAID, SO_FAR = "各月发放与代扣（元；减项为负，每行相加即实发）", "本年到各月为止（元）"
BASE = "“累计”各数按个人所得税累计预扣的口径，含启用本系统以前当年各月的期初数；带“至此”的是上表各月相加。"


@dataclass(frozen=True)
class StatementRow:
    """One month of a person: his place, signed amounts and figures told by name; without any, ``note`` says why."""

    month: str
    place: str = ""
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    told: Mapping[str, Decimal] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Statement:
    """The year of one person: the amounts in the order of their columns, the figures told beside."""

    branch: str
    year: int
    payee: Payee
    rows: Sequence[StatementRow]
    names: tuple[str, ...]
    told: tuple[str, ...] = ()

    def so_far(self, name: str, number: int) -> Decimal:
        """The sum of an amount up to this row."""
        return sum((row.amounts.get(name, NOTHING) for row in self.rows[: number + 1]), NOTHING)


def statement_book(statement: Statement) -> bytes:
    """The workbook, still open."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {**paper_options(), "in_memory": True}) as book:
        book.set_properties({"title": f"{TAB} {statement.year}", "subject": statement.branch, "created": MADE_ON})
        sheet, looks = book.add_worksheet(TAB), Looks(book)
        _write_head(sheet, looks, statement)
        below = _write_months(sheet, looks, statement)
        _write_so_far(sheet, looks, statement, below + 1)
        _set_up(sheet, statement)
    return made.getvalue()


def read_statement(data: bytes, employee: str) -> list[dict[str, object]]:
    """The amounts of the months, as rows of ``statement_months``; where their 合计 is another sum, that is a row, too.

    So a statement that contradicts itself agrees with no month.
    """
    from python_calamine import load_workbook

    lines = load_workbook(BytesIO(data)).get_sheet_by_name(TAB).to_python(skip_empty_area=False)
    start = next(number for number, line in enumerate(lines) if line[0] == MONTH)
    end = next(number for number in range(start, len(lines)) if lines[number][0] == TOTAL)
    rows: list[dict[str, object]] = []
    for place, name in enumerate(map(str, lines[start])):
        if not isinstance(lines[end][place], float | int) or name in ("", NOTE):
            continue
        given = [(str(line[0]), _amount(line[place])) for line in lines[start + 1 : end] if line[place] != ""]
        stated = _amount(lines[end][place])
        if (odd := stated - sum((amount for _, amount in given), NOTHING)) != 0:
            given.append((TOTAL, odd))
        rows += [{"employee_id": employee, "month": month, "line_name": name, "amount": amount}
                 for month, amount in given]  # fmt: skip
    return rows


def _amount(cell: Any) -> Decimal:
    return Decimal(repr(cell)).quantize(NOTHING)


def _write_head(sheet: Any, looks: Looks, statement: Statement) -> None:
    payee, last = statement.payee, statement.rows[-1].month
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, f"{statement.branch}　{statement.year}年薪酬对账单", looks("title"))
    sheet.write_string(1, 0, f"工号 {payee.employee_id}　姓名 {payee.name}　截至 {last}", looks("bold"))
    lacking = [row.month for row in statement.rows if not row.amounts]
    told = f"没有发放数的月份：{'、'.join(lacking)}，原因见说明。" if lacking else "各月都有发放数。"
    sheet.write_string(2, 0, f"{told}{BASE}", looks("muted"))
    sheet.write_string(3, 0, PAID, looks("bold"))


def _headings(sheet: Any, looks: Looks, row: int, headings: Sequence[str]) -> None:
    sheet.set_row(row, 32)
    for place, heading in enumerate(headings):
        sheet.write_string(row, place, heading, looks("heading"))


def _write_months(sheet: Any, looks: Looks, statement: Statement) -> int:
    """A row a month, then the totals as live sums; returns the row below."""
    _headings(sheet, looks, HEAD, (MONTH, PLACE, *statement.names))
    _note(sheet, statement, HEAD, NOTE, looks("heading"))
    for number, row in enumerate(statement.rows, HEAD + 1):
        sheet.set_row(number, max(18.0, 14.0 * -(-text_width(row.note) // int(NOTE_WIDTH)) + 4))
        sheet.write_string(number, 0, row.month, looks("box", "text"))
        sheet.write_string(number, 1, row.place, looks("box", "text", "wrap"))
        for place, name in enumerate(statement.names, 2):
            _figure(sheet, looks, (number, place), row.amounts.get(name))
        _note(sheet, statement, number, row.note, looks("box", "wrap", "left"))
    end = HEAD + 1 + len(statement.rows)
    for place, text in enumerate((TOTAL, "")):
        sheet.write_string(end, place, text, looks("box", "total"))
    _note(sheet, statement, end, "", looks("box", "total"))
    for place, name in enumerate(statement.names, 2):
        letter = xl_col_to_name(place)
        total = statement.so_far(name, len(statement.rows))
        sheet.write_formula(end, place, f"=SUM({letter}{HEAD + 2}:{letter}{end})",
                            looks("box", "total", num_format=MONEY), float(total))  # fmt: skip
    return end + 1


def _note(sheet: Any, statement: Statement, row: int, text: str, look: Any) -> None:
    """The words beside a month, over all the columns of the figures told below them."""
    first, wide = 2 + len(statement.names), len(statement.told)
    if wide > 1:
        sheet.merge_range(row, first, row, first + wide - 1, text, look)
    else:
        sheet.write_string(row, first, text, look)


def _write_so_far(sheet: Any, looks: Looks, statement: Statement, start: int) -> None:
    """The amounts added up so far, and the cumulative figures of the tax as the month had them."""
    sheet.write_string(start, 0, SO_FAR, looks("bold"))
    _headings(sheet, looks, start + 1, (MONTH, NOTE, *(f"{name}至此" for name in statement.names), *statement.told))
    for number, row in enumerate(statement.rows):
        line = start + 2 + number
        sheet.write_string(line, 0, row.month, looks("box", "text"))
        sheet.write_string(line, 1, "" if row.amounts else row.note, looks("box", "wrap", "muted"))
        for place, name in enumerate(statement.names, 2):
            _figure(sheet, looks, (line, place), statement.so_far(name, number) if row.amounts else None)
        for place, name in enumerate(statement.told, 2 + len(statement.names)):
            _figure(sheet, looks, (line, place), row.told.get(name))


def _figure(sheet: Any, looks: Looks, cell: tuple[int, int], figure: Decimal | None) -> None:
    if figure is None:
        sheet.write_blank(*cell, None, looks("box"))
    elif fits_a_number(figure):
        form = MONEY if figure == figure.quantize(NOTHING) else NUMBER_FORMATS["amount"]
        sheet.write_number(*cell, figure, looks("box", num_format=form))
    else:
        sheet.write_string(*cell, plain(figure), looks("box", "right"))


def _set_up(sheet: Any, statement: Statement) -> None:
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 1, 26)
    count = len(statement.names)
    for place, name in enumerate((*statement.names, *statement.told), 2):
        shown = f"{statement.so_far(name, len(statement.rows)):,.2f}" if place < 2 + count else "0,000,000.00"
        sheet.set_column(place, place, max(LEAST_WIDTH, printed_figure_width(shown) + 1, heading_width(f"{name}至此")))
    if len(statement.told) < 2:
        sheet.set_column(2 + count, 2 + count, NOTE_WIDTH)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.3, right=0.3, top=0.5, bottom=0.6)
    sheet.set_footer("&C第 &P 页 共 &N 页")
