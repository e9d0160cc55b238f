"""Leaves the tables of one stage as a workbook an auditor can read: what the next stage reads is what stands here.

Writes: the stage book with an index, and beside it one workbook per table of very many rows
(``03_credit_归属_明细_客户归属.xlsx``), which opens on its own and keeps the book itself light.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import xlsxwriter

from pipeline.reports.formats import BOOK_OPTIONS, MADE_ON, Looks, set_up_page
from pipeline.reports.line_sheets import write_lines
from pipeline.reports.sheet_plan import SheetPlan, StageSheet, described, plans
from pipeline.reports.table_sheets import A4, write_table

__all__ = ["LINES_FROM", "StageSheet", "write_stage_book"]

LINES_FROM = 2_000
"""From so many rows a table gets a workbook of its own, by the fast writer."""

WRITERS = 2
"""So many large files are written at once; each holds its rows in memory a second time."""

INDEX = "说明"
INDEX_HEADINGS = ("工作表", "一行是什么", "行数", "依据", "所在文件")
INDEX_WIDTHS = (24, 52, 10, 28, 44)
LEGEND = (
    (("heading",), "表头", "每列一个标准名称，括号内是单位"),
    (("total",), "合计", "该列全部行之和；本簿中是公式，点开可见"),
    (("exact_text",), "1234567890.12345678", "超过15位有效数字的数，为不丢失位数以文本保存"),
    (("red",), "-100.00", "负数"),
    (("grid",), "（空白）", "没有数据；零写作 0.00"),
)


def write_stage_book(
    path: Path, *, title: str, note: str, sheets: Sequence[StageSheet], period: str, branch: str
) -> tuple[Path, ...]:
    """Writes the stage book; returns the paths of all files written, the book itself first.

    Raises UnfaithfulSheet if a file does not hold what was handed over: our own mistake.
    """
    planned = plans(sheets, period, branch)
    files = {plan.name: lines_path(path, plan) for plan in planned if plan.cells.num_rows >= LINES_FROM}
    # The Rust writer lets go of the interpreter for most of its work: the large files are written beside the book.
    with ThreadPoolExecutor(WRITERS) as pool:
        writing = [pool.submit(write_lines, files[plan.name], plan) for plan in planned if plan.name in files]
        with xlsxwriter.Workbook(path, BOOK_OPTIONS) as book:
            book.set_properties({"title": title, "subject": f"{branch} {period}", "created": MADE_ON})
            looks = Looks(book)
            _write_index(book.add_worksheet(INDEX), looks, (title, note, f"{branch}　{period}"), (planned, files))
            for plan in planned:
                if plan.name not in files:
                    write_table(book, looks, plan)
    for lines in writing:
        lines.result()
    return (path, *files.values())


def lines_path(path: Path, plan: SheetPlan) -> Path:
    """Where a table of very many rows goes: beside its stage book, named after it."""
    return path.with_name(f"{path.stem}_明细_{plan.name.replace(' ', '')}.xlsx")


def _write_index(
    sheet: Any, looks: Looks, head: tuple[str, str, str], contents: tuple[list[SheetPlan], dict[str, Path]]
) -> None:
    planned, files = contents
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, head[0], looks("title"))
    sheet.merge_range(1, 0, 1, len(INDEX_HEADINGS) - 1, head[1], looks("wrap", "left"))
    sheet.set_row(1, 16.0 * (1 + len(head[1]) // 70 + head[1].count("\n")))
    sheet.write_string(2, 0, head[2], looks("muted"))
    for place, (heading, width) in enumerate(zip(INDEX_HEADINGS, INDEX_WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(4, place, heading, looks("heading"))
    sheet.set_row(4, 24)
    for row, plan in enumerate(planned, 5):
        _write_entry(sheet, looks, (row, plan), files.get(plan.name))
    _write_legend(sheet, looks, 5 + len(planned) + 1)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(5, 1)
    set_up_page(sheet, paper=A4, repeat=(4, 4))


def _write_entry(sheet: Any, looks: Looks, entry: tuple[int, SheetPlan], file: Path | None) -> None:
    row, plan = entry
    heading, grain, count, article = described(plan)
    target = f"external:{file.name}" if file else f"internal:'{plan.name}'!A1"
    sheet.write_url(row, 0, target, looks("box", "link"), heading)
    sheet.write_string(row, 1, grain, looks("box", "wrap"))
    sheet.write_number(row, 2, count, looks("box", "centre", num_format="#,##0"))
    sheet.write_string(row, 3, article, looks("box", "wrap"))
    sheet.write_string(row, 4, file.name if file else "本簿", looks("box", "wrap"))


def _write_legend(sheet: Any, looks: Looks, row: int) -> None:
    sheet.write_string(row, 0, "图例", looks("bold"))
    for line, (styles, example, meaning) in enumerate(LEGEND, row + 1):
        look = looks("box", font_color="#FF0000", align="right") if styles == ("red",) else looks(*styles, "box")
        sheet.write_string(line, 0, example, look)
        sheet.write_string(line, 1, meaning, looks("box", indent=1))
