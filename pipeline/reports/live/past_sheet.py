"""The sheet 往期: what formulas ask of earlier months, one row per quantity, person and month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.period import Period
from pipeline.reports.formats import Looks, set_up_page
from pipeline.scheme.excel_cells import PastCells

if TYPE_CHECKING:
    import pandas as pd

SHEET = "往期"
HEADINGS = ("量", "工号", "期末日", "数值", "内容")
WIDTHS = (24, 12, 14, 16, 16)
TITLE = "往期：一行是一个量在一名人员、一个月的数（或文字、是与否），取自以前各月的结果"
FIRST_ROW = 2
A4 = 9


def write_past(book: Any, looks: Looks, history: pd.DataFrame) -> PastCells:
    """Adds the sheet from rows of ``history``; returns where its columns stand."""
    sheet = book.add_worksheet(SHEET)
    sheet.write_string(0, 0, TITLE, looks("title"))
    for place, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
        sheet.write_string(FIRST_ROW - 1, place, heading, looks("heading"))
        sheet.set_column(place, place, width)
    for number, row in enumerate(history.to_dict("records"), FIRST_ROW):
        sheet.write_string(number, 0, row["quantity"], looks("grid"))
        sheet.write_string(number, 1, row["employee_id"], looks("grid"))
        sheet.write_datetime(number, 2, Period.parse(row["origin"]).last_day, looks.cell("date"))
        if row["figure"] is not None and row["figure"] == row["figure"]:
            sheet.write_number(number, 3, float(row["figure"]), looks("grid", num_format="0.00####"))
        if isinstance(row["word"], str):
            sheet.write_string(number, 4, row["word"], looks("grid"))
    sheet.freeze_panes(FIRST_ROW, 0)
    set_up_page(sheet, paper=A4, repeat=(FIRST_ROW - 1, FIRST_ROW - 1))
    last = FIRST_ROW + max(len(history), 1)
    return PastCells(*(f"{SHEET}!${letter}${FIRST_ROW + 1}:${letter}${last}" for letter in "ABCDE"))
