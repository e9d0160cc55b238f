"""What the sheets of a trial share: the head with its warning, signed differences, rows as high as their text."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pipeline.reports.formats import CALM_MONEY, Looks, text_width
from pipeline.reports.simulation_model import NO_VALUE, WARNING, Simulation, Value, worded

A3, A4 = 8, 9
LINE_HEIGHT = 15.0
WARNING_COLOUR = "#C00000"
NOW_COLOUR, TRIAL_COLOUR, DIFFERENCE_COLOUR = "#44546A", "#1F4E79", "#7F6000"
DIFFERENCE_TINT, CAUSE_TINT = "#FDF6E3", "#FFF2CC"
SIGNED = '+#,##0.00_ ;[Red]-#,##0.00_ ;"-"??_ '
SIGNED_SHARE = '+0.00%_ ;[Red]-0.00%_ ;"-"??_ '
PRECISE = "#,##0.00####_ ;[Red]-#,##0.00####_ "
SIDES = (("现行", NOW_COLOUR), ("试算", TRIAL_COLOUR), ("差额", DIFFERENCE_COLOUR))

TITLE_ROW, WARNING_ROW, FACTS_ROW = range(3)


def write_head(sheet: Any, looks: Looks, simulation: Simulation, titled: tuple[str, str, int]) -> None:
    """Title, the warning across the sheet, and one line of facts; ``titled``: title, facts, the last column."""
    title, facts, last = titled
    first_month, last_month = simulation.periods[0], simulation.periods[-1]
    months = first_month if first_month == last_month else f"{first_month} 至 {last_month}"
    sheet.set_row(TITLE_ROW, 30)
    sheet.write_string(TITLE_ROW, 0, f"{title}　{months}", looks("title", font_size=16))
    sheet.set_row(WARNING_ROW, 22)
    look = looks("bold", "left", font_color="#FFFFFF", bg_color=WARNING_COLOUR, font_size=11, indent=1)
    sheet.merge_range(WARNING_ROW, 0, WARNING_ROW, last, f"{WARNING}：只作比较，正式结果与台账没有改动", look)
    sheet.set_row(FACTS_ROW, 20)
    sheet.write_string(FACTS_ROW, 0, f"{simulation.branch}　单位：元　{facts}", looks("muted"))


def write_headings(sheet: Any, looks: Looks, row: int, headings: Sequence[tuple[str, str]], first: int = 0) -> None:
    """A row of headings with their colours."""
    sheet.set_row(row, 24)
    for place, (heading, colour) in enumerate(headings, first):
        sheet.write_string(row, place, heading, looks("heading", bg_color=colour))


def write_value(sheet: Any, cell: tuple[int, int], value: Value, unit: str, look: dict[str, Any], looks: Looks) -> None:
    """A figure as a number in the format of its unit, anything else as words; empty for what is not there."""
    if isinstance(value, Decimal):
        form = CALM_MONEY if unit.startswith("元") else PRECISE
        sheet.write_number(*cell, float(value), looks("box", num_format=form, **look))
    elif value is None:
        sheet.write_blank(*cell, None, looks("box", **look))
    else:
        colour = {"font_color": WARNING_COLOUR} if value == NO_VALUE else {}
        sheet.write_string(*cell, worded(value), looks("box", "right", **look, **colour))


def height(texts: Sequence[tuple[str, float]], least: float = 20.0) -> float:
    """A height that shows every text on the width of its column."""
    lines = [
        sum(-(-max(text_width(line), 1) // max(int(width) - 2, 1)) for line in text.split("\n"))
        for text, width in texts
    ]
    return max(LINE_HEIGHT * max(lines, default=1) + 5, least)
