"""The sheet 团队汇总: what each team earned, linked to the subtotals of the report, with a chart of 应发合计."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range, xl_rowcol_to_cell

from pipeline.reports.formats import CALM_MONEY, Looks, set_up_page
from pipeline.reports.pay_layout import SHEET, PayLayout
from pipeline.reports.pay_model import PayReport, total
from pipeline.reports.table_sheets import A4

NAME = "团队汇总"
FIGURES = ("归属净佣金", "计提基数", "浮动薪酬", "团队管理津贴", "应发合计", "三险一金", "个人所得税", "实发合计")
CHARTED = "应发合计"
HEADING_ROW, FIRST_ROW = 3, 4
BAR = "#2E75B6"


def write_teams(book: Any, looks: Looks, report: PayReport) -> None:
    """Adds the sheet; every figure is a link to the subtotal row of its team."""
    sheet = book.add_worksheet(NAME)
    layout = PayLayout(report)
    headings = [heading for heading in FIGURES if heading in report.headings]
    _write_head(sheet, looks, report, headings)
    for number, (team, row) in enumerate(zip(report.teams, layout.subtotal_rows, strict=True)):
        figures = {heading: total(team.rows, heading) for heading in headings}
        _write_row(sheet, (FIRST_ROW + number, team.name, len(team.rows)), (layout, row, figures), _looks(looks))
    last = FIRST_ROW + len(report.teams)
    figures = {heading: total(report.rows, heading) for heading in headings}
    _write_row(sheet, (last, "合计", len(report.rows)), (layout, layout.total_row, figures), _looks(looks, "total"))
    if report.teams and CHARTED in headings:
        sheet.insert_chart(last + 2, 0, _chart(book, 2 + headings.index(CHARTED), last - 1))
    set_up_page(sheet, paper=A4, repeat=(HEADING_ROW, HEADING_ROW))
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.hide_gridlines(2)


def _write_head(sheet: Any, looks: Looks, report: PayReport, headings: list[str]) -> None:
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, f"团队汇总　{report.period}", looks("title"))
    words = f"{report.branch}　单位：元　一行是一个团队；数字取自《{SHEET}》各团队小计"
    sheet.write_string(1, 0, words, looks("muted"))
    sheet.set_row(HEADING_ROW, 30)
    for place, heading in enumerate(("团队", "人数", *headings)):
        sheet.write_string(HEADING_ROW, place, heading, looks("heading"))
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 8)
    sheet.set_column(2, 1 + len(headings), 16)


def _looks(looks: Looks, *styles: str) -> tuple[Any, Any, Any]:
    """The looks of names, counts and figures."""
    return (
        looks("box", "left", *styles),
        looks("box", "centre", *styles, num_format="0"),
        looks("box", *styles, num_format=CALM_MONEY),
    )


def _write_row(
    sheet: Any,
    who: tuple[int, str, int],
    source: tuple[PayLayout, int, dict[str, Decimal]],
    looks: tuple[Any, Any, Any],
) -> None:
    row, name, persons = who
    layout, source_row, figures = source
    sheet.set_row(row, 20)
    sheet.write_string(row, 0, name, looks[0])
    sheet.write_number(row, 1, persons, looks[1])
    for place, (heading, figure) in enumerate(figures.items(), 2):
        cell = xl_rowcol_to_cell(source_row, layout.place(heading, 0))
        sheet.write_formula(row, place, f"={quote_sheetname(SHEET)}!{cell}", looks[2], float(figure))


def _chart(book: Any, place: int, last: int) -> Any:
    """Bars of 应发合计, one a team."""
    chart = book.add_chart({"type": "column"})
    tab = quote_sheetname(NAME)
    chart.add_series(
        {
            "name": f"={tab}!{xl_rowcol_to_cell(HEADING_ROW, place, True, True)}",
            "categories": f"={tab}!{xl_range(FIRST_ROW, 0, last, 0)}",
            "values": f"={tab}!{xl_range(FIRST_ROW, place, last, place)}",
            "fill": {"color": BAR},
            "gap": 80,
            "data_labels": {"value": True, "num_format": "#,##0"},
        }
    )
    chart.set_title({"name": "各团队应发合计（元）", "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#E7E6E6"}}})
    chart.set_size({"width": 760, "height": 320})
    return chart
