"""The sheet 总览: what the trial does otherwise, the totals of every column of the report, what has to be known."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.reports.formats import CALM_MONEY, Looks, set_up_page
from pipeline.reports.simulation_cells import (
    A3,
    A4,
    DIFFERENCE_COLOUR,
    DIFFERENCE_TINT,
    SIDES,
    SIGNED,
    SIGNED_SHARE,
    TITLE_ROW,
    TRIAL_COLOUR,
    WARNING_COLOUR,
    WARNING_ROW,
    height,
    write_head,
    write_headings,
)
from pipeline.reports.simulation_model import GROSS, NET, Simulation, Totals

NAME = "总览"
FIRST_WIDTH, WIDTH = 24, 16.5
LAST = 6
KEY_ROW, CHANGES_ROW = 3, 5
CHANGE_COLUMNS = (("改了什么", 0, 0), ("现行", 1, 2), ("试算", 3, 4), ("依据", 5, 6))
WHOLE, PER_MONTH = 4, 3
"""Columns for all months together (with the share), and for each month."""
KEY_FIGURES = (GROSS, NET)
ONE_PAGE = 60
"""So many rows still read well on one page."""


def write_overview(book: Any, looks: Looks, simulation: Simulation) -> None:
    """Adds the sheet; sums over months, differences and shares are live formulas."""
    sheet = book.add_worksheet(NAME)
    sheet.set_column(0, 0, FIRST_WIDTH)
    sheet.set_column(1, max(LAST, WHOLE + PER_MONTH * len(simulation.compared)), WIDTH)
    facts = f"现行：{simulation.now}　试算：{simulation.trial}"
    write_head(sheet, looks, simulation, ("试算对比", facts, LAST))
    sheet.set_row(KEY_ROW, 26)
    sheet.merge_range(KEY_ROW, 0, KEY_ROW, LAST, key_sentence(simulation), looks("bold", "left", font_size=11))
    row = _write_changes(sheet, looks, simulation)
    row = _write_totals(sheet, looks, simulation, row + 1)
    row = _write_told(sheet, looks, simulation, row + 1)
    sheet.hide_gridlines(2)
    set_up_page(sheet, paper=A3 if len(simulation.compared) > 1 else A4, repeat=(TITLE_ROW, WARNING_ROW))
    if len(simulation.compared) <= 1:
        sheet.set_portrait()
    if row <= ONE_PAGE:
        sheet.fit_to_pages(1, 1)


def key_sentence(simulation: Simulation) -> str:
    """How many persons move, which way, and what gross and net pay come to."""
    changes = [person.change(NET) or person.change(GROSS) for person in simulation.persons]
    more, less = sum(change > 0 for change in changes), sum(change < 0 for change in changes)
    said = [f"{len(simulation.persons)} 人中 {more} 人增加、{less} 人减少"]
    for heading in KEY_FIGURES:
        if heading in simulation.totals:
            total = sum((person.change(heading) for person in simulation.persons), Decimal("0.00"))
            said.append(f"{heading} {total:+,.2f} 元")
    return "；".join(said)


def _write_changes(sheet: Any, looks: Looks, simulation: Simulation) -> int:
    """The block 改了什么; returns the row after it."""
    _section(sheet, looks, CHANGES_ROW - 1, "一、改了什么")
    sheet.set_row(CHANGES_ROW, 22)
    for heading, first, last in CHANGE_COLUMNS:
        _wide(sheet, (CHANGES_ROW, first, last), heading, looks("heading"))
    row = CHANGES_ROW
    for row, change in enumerate(simulation.changes, CHANGES_ROW + 1):
        texts = (f"{change.kind}　{change.name}", change.now, change.trial, change.source)
        widths = [FIRST_WIDTH if first == 0 else WIDTH * 2 for _, first, _ in CHANGE_COLUMNS]
        sheet.set_row(row, height(list(zip(texts, widths, strict=True))))
        for (heading, first, last), text in zip(CHANGE_COLUMNS, texts, strict=True):
            tint = {"bg_color": DIFFERENCE_TINT, "bold": True} if heading == "试算" else {}
            _wide(sheet, (row, first, last), text, looks("box", "wrap", "left", indent=1, **tint))
    return row + 1


def _write_totals(sheet: Any, looks: Looks, simulation: Simulation, row: int) -> int:
    """The block of totals: all months together, then each month; returns the row after it."""
    months = simulation.compared if len(simulation.compared) > 1 else ()
    _section(sheet, looks, row, "二、合计对比（报表各列）")
    head = row + 1
    if months:
        _write_bands(sheet, looks, head, ("各月合计", *months))
        head += 1
    sides = list(SIDES)
    headings = [("栏目", TRIAL_COLOUR), *sides, ("增减", DIFFERENCE_COLOUR), *sides * len(months)]
    write_headings(sheet, looks, head, headings)
    for row, (heading, totals) in enumerate(simulation.totals.items(), head + 1):
        bold = {"bold": True} if heading in KEY_FIGURES else {}
        sheet.set_row(row, 20)
        sheet.write_string(row, 0, heading, looks("box", "left", indent=1, **bold))
        _write_line(sheet, looks, row, [totals[month] for month in simulation.compared], bold)
    return head + 1 + len(simulation.totals)


def _write_bands(sheet: Any, looks: Looks, row: int, names: Sequence[str]) -> None:
    first = 1
    for number, name in enumerate(names):
        last = first + (WHOLE if number == 0 else PER_MONTH) - 1
        sheet.merge_range(row, first, row, last, name, looks("heading", bg_color="#595959"))
        first = last + 1


def _write_line(sheet: Any, looks: Looks, row: int, totals: Sequence[Totals], bold: dict[str, Any]) -> None:
    """One column of the report: now, trial, difference and share for all months, then the months."""
    starts = [1 + WHOLE + PER_MONTH * number for number in range(len(totals))] if len(totals) > 1 else []
    whole = [sum((figure for figure in side if figure is not None), Decimal(0)) for side in _sides(totals)]
    for start, total in zip(starts, totals, strict=False):
        _write_sides(sheet, looks, (row, start), [total.now, total.trial], bold)
    if starts:
        for side in (0, 1):
            cells = "+".join(xl_rowcol_to_cell(row, start + side) for start in starts)
            look = looks("box", num_format=CALM_MONEY, **bold)
            sheet.write_formula(row, 1 + side, f"={cells}", look, float(whole[side]))
        _write_difference(sheet, looks, (row, 1), whole, bold)
    else:
        _write_sides(sheet, looks, (row, 1), [totals[0].now, totals[0].trial] if totals else [None, None], bold)
    now, changed = xl_rowcol_to_cell(row, 1), xl_rowcol_to_cell(row, PER_MONTH)
    share = float((whole[1] - whole[0]) / abs(whole[0])) if whole[0] else ""
    look = looks("box", num_format=SIGNED_SHARE, bg_color=DIFFERENCE_TINT, **bold)
    sheet.write_formula(row, WHOLE, f'=IF({now}=0,"",{changed}/ABS({now}))', look, share)


def _sides(totals: Sequence[Totals]) -> tuple[list[Decimal | None], list[Decimal | None]]:
    return [total.now for total in totals], [total.trial for total in totals]


def _write_sides(
    sheet: Any, looks: Looks, cell: tuple[int, int], figures: Sequence[Decimal | None], bold: dict[str, Any]
) -> None:
    """Now, trial and their difference; empty for a column one run does not have."""
    row, first = cell
    for place, figure in enumerate(figures, first):
        look = looks("box", num_format=CALM_MONEY, **bold)
        if figure is None:
            sheet.write_blank(row, place, None, look)
        else:
            sheet.write_number(row, place, float(figure), look)
    _write_difference(sheet, looks, cell, [figure or Decimal(0) for figure in figures], bold)


def _write_difference(
    sheet: Any, looks: Looks, cell: tuple[int, int], figures: Sequence[Decimal], bold: dict[str, Any]
) -> None:
    row, first = cell
    formula = f"={xl_rowcol_to_cell(row, first + 1)}-{xl_rowcol_to_cell(row, first)}"
    look = looks("box", num_format=SIGNED, bg_color=DIFFERENCE_TINT, **bold)
    sheet.write_formula(row, first + 2, formula, look, float(figures[1] - figures[0]))


def _write_told(sheet: Any, looks: Looks, simulation: Simulation, row: int) -> int:
    """Findings of either run and what else has to be known, if anything; returns the row after it."""
    told = [(f"{level}（{side} {month}）", words) for side, month, level, words in simulation.findings]
    told += [("提醒", words) for words in simulation.notices]
    if told:
        _section(sheet, looks, row, "三、阻断与提醒")
    for place, (label, words) in enumerate(told, row + 1):
        colour = {"font_color": WARNING_COLOUR, "bold": True} if label.startswith("阻断") else {}
        sheet.set_row(place, height([(words, WIDTH * LAST)]))
        sheet.write_string(place, 0, label, looks("box", "left", "wrap", indent=1, **colour))
        _wide(sheet, (place, 1, LAST), words, looks("box", "wrap", "left", indent=1))
    return row + 1 + len(told)


def _section(sheet: Any, looks: Looks, row: int, title: str) -> None:
    sheet.set_row(row, 26)
    sheet.write_string(row, 0, title, looks("title", font_size=12))


def _wide(sheet: Any, span: tuple[int, int, int], text: str, look: Any) -> None:
    row, first, last = span
    if first == last:
        sheet.write_string(row, first, text, look)
    else:
        sheet.merge_range(row, first, row, last, text, look)
