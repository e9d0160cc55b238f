"""The sheet 说明: what each column of the report means, under which article, by which formula."""

from __future__ import annotations

from typing import Any

from pipeline.reports.formats import Looks, set_up_page, text_width
from pipeline.reports.pay_layout import PayLayout
from pipeline.reports.pay_model import PayReport, Rule
from pipeline.reports.table_sheets import A4

NAME = "说明"
HEADINGS = ("列", "单位", "依据", "含义与算法")
WIDTHS = (18, 10, 22, 92)
HEADING_ROW = 3
LINE_HEIGHT = 16.0


def write_rules(book: Any, looks: Looks, report: PayReport) -> None:
    """Adds the sheet, one line a column of the report."""
    sheet = book.add_worksheet(NAME)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, "各列说明", looks("title"))
    words = f"{report.scheme}（{report.version}）　批准文号：{report.approval}　条款号为该标准的条款号"
    sheet.write_string(1, 0, words, looks("muted"))
    sheet.set_row(HEADING_ROW, 24)
    for place, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(HEADING_ROW, place, heading, looks("heading"))
    layout = PayLayout(report)
    for row, rule in enumerate(report.rules, HEADING_ROW + 1):
        _write_rule(sheet, looks, row, (rule, _tint(layout, rule)))
    sheet.freeze_panes(HEADING_ROW + 1, 1)
    sheet.hide_gridlines(2)
    set_up_page(sheet, paper=A4, repeat=(HEADING_ROW, HEADING_ROW))


def _tint(layout: PayLayout, rule: Rule) -> str:
    """The tint the column's heading has on the report."""
    headings = layout.report.headings
    return layout.band(headings.index(rule.heading)).tint if rule.heading in headings else "#FFFFFF"


def _write_rule(sheet: Any, looks: Looks, row: int, entry: tuple[Rule, str]) -> None:
    rule, tint = entry
    lines = sum(-(-max(text_width(line), 1) // WIDTHS[-1]) for line in rule.text.split("\n"))
    sheet.set_row(row, LINE_HEIGHT * max(lines, -(-text_width(rule.article) // (WIDTHS[2] - 2)), 1) + 4)
    sheet.write_string(row, 0, rule.heading, looks("box", "bold", bg_color=tint))
    for place, text in enumerate((rule.unit, rule.article, rule.text), 1):
        sheet.write_string(row, place, text, looks("box", "wrap"))
