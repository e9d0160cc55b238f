"""代发汇总: which file pays how many people how much, who is paid through which, and who is paid nothing.

Writes: ``银行/代发汇总_<period>.xlsx``, for whoever hands the files to the banks.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from pipeline.payout.bank.batches import ACCOUNT, BANK, NET, Batch
from pipeline.payout.model import NOTHING, Control, Payee, PayMonth
from pipeline.payout.plain_files import amount
from pipeline.reports.capitals import capitals
from pipeline.reports.formats import MADE_ON, MONEY, Looks, paper_options, set_up_page

A4 = 9
FILES, PEOPLE, UNPAID = "汇总", "明细", "不付款人员"
FILE_COLUMNS = (("文件", 38), ("银行", 18), ("笔数", 9), ("金额", 18))
PEOPLE_COLUMNS = (("序号", 7), ("工号", 11), ("姓名", 12), ("团队", 16), ("开户行", 38), ("银行账号", 26),
                  ("实发合计", 16), ("文件", 38))  # fmt: skip
UNPAID_COLUMNS = (("工号", 11), ("姓名", 12), ("团队", 16), ("应发合计", 16), ("实发合计", 16), ("备注", 60))
TOP = 3
"""The row of the headings."""
Row = Sequence[str | int | Decimal]


def write_summary(month: PayMonth, planned: Sequence[Batch], place: Path, shown: str) -> Control:
    """The workbook in folder ``place`` (``shown`` in the control), and what its 合计 says when it is read back."""
    name = f"代发汇总_{month.period}.xlsx"
    with xlsxwriter.Workbook(str(place / name), paper_options()) as book:
        book.set_properties({"title": "代发汇总", "subject": f"{month.branch} {month.period}", "created": MADE_ON})
        looks = Looks(book)
        _write_files(book.add_worksheet(FILES), looks, month, planned)
        people = [(batch.file, payee) for batch in planned for payee in batch.payees]
        _write_people(book.add_worksheet(PEOPLE), looks, month, people)
        unpaid = [payee for payee in month.payees if payee.money(NET) <= 0]
        if unpaid:
            _write_unpaid(book.add_worksheet(UNPAID), looks, month, unpaid)
    persons, total = _read_back(place / name, len(planned))
    return Control(f"{shown}/{name}", NET, persons, total, month.totals.get(NET, month.total(NET)))


def _read_back(path: Path, files: int) -> tuple[int, Decimal]:
    """The sums of count and amount over the files, as they stand on the first sheet."""
    import python_calamine

    lines = python_calamine.load_workbook(str(path)).get_sheet_by_name(FILES).to_python(skip_empty_area=False)
    rows = lines[TOP + 1 : TOP + 1 + files]
    count = sum((amount(row[2]) for row in rows), NOTHING)
    return int(count), sum((amount(row[3]) for row in rows), NOTHING)


def _write_files(sheet: Any, looks: Looks, month: PayMonth, planned: Sequence[Batch]) -> None:
    unpaid = sum(payee.money(NET) <= 0 for payee in month.payees)
    net = month.total(NET)
    _head(sheet, looks, f"代发汇总　{month.period}", FILE_COLUMNS)
    sheet.write_string(1, 0, f"{month.branch}　共{len(month.payees)}人，付款{len(month.payees) - unpaid}人"
                             f"，实发为0不付款{unpaid}人　单位：元", looks("muted"))  # fmt: skip
    rows = [(batch.file, batch.bank.name, len(batch.payees), batch.total) for batch in planned]
    _body(sheet, looks, rows)
    last = TOP + 1 + len(rows)
    words, figures = looks("box", "total"), looks("box", "total", num_format=MONEY)
    sheet.write_string(last, 0, "合计", words)
    sheet.write_blank(last, 1, None, words)
    for column, look, value in ((2, looks("box", "total", "centre", num_format="0"), len(month.payees) - unpaid),
                                (3, figures, float(net))):  # fmt: skip
        letter = "CD"[column - 2]
        formula = f"=SUM({letter}{TOP + 2}:{letter}{last})" if rows else "=0"
        sheet.write_formula(last, column, formula, look, value)
    sheet.write_string(last + 1, 0, f"大写：人民币{capitals(net)}", looks("bold"))
    set_up_page(sheet, paper=A4, repeat=(TOP, TOP))


def _write_people(sheet: Any, looks: Looks, month: PayMonth, people: Sequence[tuple[str, Payee]]) -> None:
    _head(sheet, looks, f"代发明细　{month.period}", PEOPLE_COLUMNS)
    rows = [(number, payee.employee_id, payee.name, payee.team, payee.word(BANK), payee.word(ACCOUNT),
             payee.money(NET), file) for number, (file, payee) in enumerate(people, 1)]  # fmt: skip
    _body(sheet, looks, rows)
    _set_up(sheet, len(rows), PEOPLE_COLUMNS)


def _write_unpaid(sheet: Any, looks: Looks, month: PayMonth, unpaid: Sequence[Payee]) -> None:
    _head(sheet, looks, f"实发为0，不付款　{month.period}", UNPAID_COLUMNS)
    rows = [(payee.employee_id, payee.name, payee.team, payee.money("应发合计"), payee.money(NET), payee.remarks)
            for payee in unpaid]  # fmt: skip
    _body(sheet, looks, rows)
    _set_up(sheet, len(rows), UNPAID_COLUMNS)


def _head(sheet: Any, looks: Looks, title: str, columns: Sequence[tuple[str, int]]) -> None:
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, title, looks("title"))
    sheet.set_row(TOP, 22)
    for place, (heading, width) in enumerate(columns):
        sheet.set_column(place, place, width)
        sheet.write_string(TOP, place, heading, looks("heading"))
    sheet.freeze_panes(TOP + 1, 0)


def _body(sheet: Any, looks: Looks, rows: Sequence[Row]) -> None:
    for row, cells in enumerate(rows, TOP + 1):
        for place, cell in enumerate(cells):
            if isinstance(cell, Decimal):
                sheet.write_number(row, place, float(cell), looks("box", num_format=MONEY))
            elif isinstance(cell, int):
                sheet.write_number(row, place, cell, looks("box", "centre", num_format="0"))
            else:
                sheet.write_string(row, place, cell, looks("box", "wrap", "text"))


def _set_up(sheet: Any, rows: int, columns: Sequence[tuple[str, int]]) -> None:
    sheet.autofilter(TOP, 0, TOP + max(rows, 1), len(columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A{TOP + 2}:Z{TOP + 1 + max(rows, 1)}"})
    set_up_page(sheet, paper=A4, repeat=(TOP, TOP))
