"""The sheet 薪酬月报表: one row a person, subtotals, 合计 in capital figures, the sign-off block, ready for A3."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_range

from pipeline.reports.capitals import capitals
from pipeline.reports.formats import CALM_MONEY, COEFFICIENT, GRID_COLOUR, Looks, set_up_page
from pipeline.reports.pay_layout import (
    BAND_ROW,
    FACTS_ROW,
    FIRST_ROW,
    HEADING_ROW,
    RESULTS,
    SHEET,
    TITLE_ROW,
    Links,
    PayLayout,
)
from pipeline.reports.pay_model import TITLE, PayReport, TeamBlock, total
from schemas.columns import Column

A3 = 8
SUBTOTAL_COLOUR = "#DDEBF7"
GRAND_COLOUR = "#FFE699"


def write_pay_sheet(book: Any, looks: Looks, report: PayReport, links: Links | None = None) -> None:
    """Adds the sheet to the workbook; with ``links`` its figures are formulas with their values cached."""
    sheet = book.add_worksheet(SHEET)
    layout = PayLayout(report, links)
    _write_head(sheet, looks, layout)
    for team, subtotal_row in zip(report.teams, layout.subtotal_rows, strict=True):
        start = subtotal_row - len(team.rows)
        for offset, row in enumerate(team.rows):
            _write_person(sheet, looks, layout, (start + offset, team.first + offset, row))
        _write_subtotal(sheet, looks, layout, (subtotal_row, team))
    _write_grand_total(sheet, looks, layout)
    _write_foot(sheet, looks, layout)
    _set_up(sheet, layout)


def _write_head(sheet: Any, looks: Looks, layout: PayLayout) -> None:
    report, last = layout.report, len(layout.report.columns) - 1
    sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, last, TITLE, looks("title", "centre", font_size=20))
    sheet.merge_range(FACTS_ROW, 0, FACTS_ROW, last, facts(report), looks("centre", font_size=11))
    for band in layout.bands:
        look = looks("heading", bg_color=band.colour, font_size=11)
        _across(sheet, BAND_ROW, (band.first, band.last), band.name, look)
    for place, column in enumerate(report.columns):
        look = looks("heading", bg_color=layout.band(place).tint, font_color="#1F1F1F")
        sheet.write_string(HEADING_ROW, place, column.heading, look)


def facts(report: PayReport) -> str:
    """Branch, month, unit, and the scheme the figures rest on with its approval."""
    scheme = f"薪酬标准：{report.scheme}（{report.version}）　批准文号：{report.approval}"
    return f"{report.branch}　　月份：{report.period}　　单位：元　　{scheme}"


def _write_person(sheet: Any, looks: Looks, layout: PayLayout, person: tuple[int, int, Mapping[str, object]]) -> None:
    place_row, number, row = person
    sheet.set_row(place_row, layout.height(row))
    for place, column in enumerate(layout.report.columns):
        value = number if column.heading == "序号" else row.get(column.heading)
        tint = {"bg_color": layout.band(place).tint, "bold": True} if column.heading in RESULTS else {}
        look = looks("box", *_alignment(column), num_format=_number_format(column), **tint)
        if layout.links is not None and isinstance(value, Decimal):
            sheet.write_formula(place_row, place, layout.links.figure(row, column.heading), look, float(value))
        else:
            _write_value(sheet, (place_row, place), value, look)


def _write_value(sheet: Any, cell: tuple[int, int], value: object, look: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(*cell, None, look)
    elif isinstance(value, Decimal | int):
        sheet.write_number(*cell, value, look)
    else:
        sheet.write_string(*cell, str(value), look)


def _alignment(column: Column) -> tuple[str, ...]:
    if column.type == "money":
        return ()
    return ("wrap", "left") if column.heading in ("备注", "姓名", "团队") else ("centre",)


def _number_format(column: Column) -> str:
    formats = {"money": CALM_MONEY, "number": COEFFICIENT, "share": COEFFICIENT, "count": "0"}
    return formats.get(column.type, "@")


def _write_subtotal(sheet: Any, looks: Looks, layout: PayLayout, subtotal: tuple[int, TeamBlock]) -> None:
    row, team = subtotal
    words = {"姓名": "小计", "团队": team.name, "岗位": f"{len(team.rows)} 人"}
    _write_sums(sheet, (row, row - len(team.rows), team.rows), layout, (words, _bold(looks, SUBTOTAL_COLOUR)))


def _write_grand_total(sheet: Any, looks: Looks, layout: PayLayout) -> None:
    report = layout.report
    words = {"姓名": "合计", "岗位": f"{len(report.rows)} 人"}
    _write_sums(sheet, (layout.total_row, FIRST_ROW, report.rows), layout, (words, _bold(looks, GRAND_COLOUR)))


def _bold(looks: Looks, colour: str) -> tuple[Any, Any]:
    """The looks of words and of figures in a row of sums."""
    return looks("box", "bold", "centre", bg_color=colour), looks("box", "bold", bg_color=colour, num_format=CALM_MONEY)


def _write_sums(
    sheet: Any,
    block: tuple[int, int, tuple[Mapping[str, object], ...]],
    layout: PayLayout,
    style: tuple[Mapping[str, str], tuple[Any, Any]],
) -> None:
    """A row of sums: SUBTOTAL leaves the subtotals above it out, so the 合计 counts every person once."""
    row, first, rows = block
    words, (as_word, as_figure) = style
    sheet.set_row(row, 22)
    for place, column in enumerate(layout.report.columns):
        if column.type == "money":
            formula = f"=SUBTOTAL(9,{xl_range(min(first, row - 1), place, row - 1, place)})"
            sheet.write_formula(row, place, formula, as_figure, float(total(rows, column.heading)))
        else:
            _write_value(sheet, (row, place), words.get(column.heading), as_word)


def _write_foot(sheet: Any, looks: Looks, layout: PayLayout) -> None:
    """The total in capital figures, what the branch keeps, and the places to sign."""
    report, row, last = layout.report, layout.total_row + 1, len(layout.report.columns) - 1
    net = total(report.rows, "实发合计")
    words = f"实发合计（大写）：人民币{capitals(net)}　　（小写）￥{net:,.2f}"
    _across(sheet, row, (0, last), words, looks("bold", "left", font_size=12, indent=1))
    sheet.set_row(row, 26)
    place = layout.place("归属净佣金", 6)
    _across(sheet, row + 1, (0, place - 1), "营业部自留（净佣金中未归属人员的部分）", looks("box", "right"))
    look = looks("box", "bold", num_format=CALM_MONEY)
    if layout.links is not None and layout.links.retained:
        sheet.write_formula(row + 1, place, layout.links.retained, look, float(report.retained))
    else:
        sheet.write_number(row + 1, place, report.retained, look)
    sheet.set_row(row + 1, 22)
    _write_sign_off(sheet, looks, layout, row + 3)


def _across(sheet: Any, row: int, places: tuple[int, int], words: str, look: Any) -> None:
    """Words across several columns, or in the one there is."""
    first, last = places
    if first == last:
        sheet.write_string(row, first, words, look)
    else:
        sheet.merge_range(row, first, row, last, words, look)


def _write_sign_off(sheet: Any, looks: Looks, layout: PayLayout, row: int) -> None:
    """One box per role across the page: who, then name and date to be filled in by hand."""
    blocks = sign_off_blocks(layout.widths, len(layout.report.sign_off))
    look = looks("left", font_size=12, indent=1)
    for role, (first, last) in zip(layout.report.sign_off, blocks, strict=True):
        for line, text in enumerate((role, "姓名：", "日期：　　　　年　　月　　日")):
            style = looks("bold", "centre", font_size=12, bg_color="#F2F2F2", border=1, border_color=GRID_COLOUR)
            look = looks("left", font_size=12, indent=1, border=1, border_color=GRID_COLOUR)
            _across(sheet, row + line, (first, last), text, look if line else style)
    for line, height in enumerate((24, 40, 26)):
        sheet.set_row(row + line, height)


def sign_off_blocks(widths: Sequence[float], count: int) -> list[tuple[int, int]]:
    """Columns cut into so many blocks of about the same width: two columns at least, or one where there are few."""
    if len(widths) <= count:
        return [(place, place) for place in range(count)]
    least = 2 if len(widths) >= 2 * count else 1
    blocks: list[tuple[int, int]] = []
    first, reached, share = 0, 0.0, sum(widths) / count
    for place, width in enumerate(widths):
        reached += width
        left, to_come = len(widths) - place - 1, count - len(blocks) - 1
        full = reached >= share * (len(blocks) + 1) - width / 2 or left <= least * to_come
        if to_come and place - first + 1 >= least and full:
            blocks.append((first, place))
            first = place + 1
    return [*blocks, (first, max(first, len(widths) - 1))]


def _set_up(sheet: Any, layout: PayLayout) -> None:
    for place, width in enumerate(layout.widths):
        sheet.set_column(place, place, width)
    for row, height in ((TITLE_ROW, 34), (FACTS_ROW, 22), (BAND_ROW, 20), (HEADING_ROW, 34)):
        sheet.set_row(row, height)
    sheet.freeze_panes(FIRST_ROW, layout.place("姓名", 2) + 1)
    sheet.hide_gridlines(2)
    sheet.set_zoom(85)
    identity = layout.place("工号", 1)
    sheet.ignore_errors({"number_stored_as_text": xl_range(FIRST_ROW, identity, layout.total_row, identity)})
    set_up_page(sheet, paper=A3, repeat=(BAND_ROW, HEADING_ROW))
    sheet.set_margins(left=0.2, right=0.2, top=0.4, bottom=0.5)
    sheet.print_area(0, 0, layout.total_row + 6, len(layout.report.columns) - 1)
    sheet.center_horizontally()
