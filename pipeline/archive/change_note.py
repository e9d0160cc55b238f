"""The workbook that says what replaced the figures of a superseded version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.archive.changes import Changes, Row

CAUSES = (("类别", 18), ("名称", 44), ("原", 24), ("现", 24))
FIGURES = (("工号", 14), ("姓名", 12), ("栏目", 18), ("原值", 18), ("新值", 18), ("差额（新－原）", 18))


def write_change_note(path: Path, changes: Changes) -> None:
    """Sheets 变更原因 and 人员数字变更; the same changes give the same bytes."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"title": f"{changes.version}变更说明", "created": datetime(2000, 1, 1)})
        title = f"{changes.period} {changes.version}与取代它的结果相比"
        persons = len({row[0] for row in changes.figures})
        remark = " ".join(changes.remarks) or f"涉及 {persons} 人、{len(changes.figures)} 个数字。"
        _sheet(workbook, "变更原因", (title, "输入文件、配置、程序按文件指纹（前12位）比较。"), CAUSES, changes.causes)
        _sheet(workbook, "人员数字变更", (title, remark), FIGURES, changes.figures)


def _sheet(
    workbook: Workbook, name: str, head: tuple[str, str], columns: Sequence[tuple[str, int]], rows: Sequence[Row]
) -> None:
    sheet = workbook.add_worksheet(name)
    sheet.write_string(0, 0, head[0], workbook.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(1, 0, head[1], workbook.add_format({"font_color": "#595959"}))
    heading = workbook.add_format({"bold": True, "bg_color": "#D9E1F2", "border": 1, "border_color": "#BFBFBF"})
    for index, (words, width) in enumerate(columns):
        sheet.set_column(index, index, width)
        sheet.write_string(2, index, words, heading)
    formats = _formats(workbook)
    for offset, row in enumerate(rows or [("无变化",)]):
        for index, value in enumerate(row):
            _write(sheet, (3 + offset, index), value, formats)
    sheet.freeze_panes(3, 0)
    sheet.autofilter(2, 0, 2 + max(1, len(rows)), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)


def _formats(workbook: Workbook) -> tuple[Format, Format]:
    shared = {"border": 1, "border_color": "#BFBFBF", "valign": "top"}
    return (
        workbook.add_format({**shared, "text_wrap": True}),
        workbook.add_format({**shared, "num_format": "#,##0.00##;[Red]-#,##0.00##"}),
    )


def _write(sheet: Worksheet, place: tuple[int, int], value: str | Decimal, formats: tuple[Format, Format]) -> None:
    text, number = formats
    if isinstance(value, Decimal):
        sheet.write_number(*place, float(value), number)
    else:
        sheet.write_string(*place, value, text)
