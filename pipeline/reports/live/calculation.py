"""The sheet 计算: one row per person, one column per quantity, each measure and item a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name

from pipeline.reports.formats import Looks, heading_width, set_up_page
from pipeline.reports.live.item_formulas import Place, item_formula
from pipeline.reports.live.line_tables import (
    ROW,
    LineSheet,
    column_width,
    is_live,
    needs_mark,
    value_look,
    write_values,
)
from pipeline.reports.live.rule_tables import RulePlaces
from pipeline.reports.pay_sheet import A3
from pipeline.scheme.compile import Rules
from pipeline.scheme.excel_cells import NotLive, PastCells
from pipeline.scheme.expressions import Call, Name
from pipeline.scheme.model import Item, Measure, Origins
from pipeline.scheme.units import DAY, FLAG, WORDS, column_unit
from schemas.columns import Column

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.period import Period

SHEET = "计算"
GROUP_ROW, ARTICLE_ROW, HEADING_ROW, FIRST_ROW = range(4)
LEDGERS = "期初台账"
FIGURE = "#,##0.00####;[Red]-#,##0.00####"
FIGURE_WIDTH = 14.0
TITLE = "计算：一行是一名人员，一列是一个量；人员信息为数值，其余为公式，点开可逐格追到明细与标准表"
GROUPS = {"人员信息": "#44546A", "计量": "#1F4E79", "薪酬项目": "#375623", "法定项目": "#4B3A6B"}
"""The colour of the headings by what makes a quantity."""
PRINT_SCALE = 60
FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a workbook."""


@dataclass(frozen=True)
class Quantity:
    """One column of the sheet: what it is called, what makes it, its values person by person."""

    heading: str
    source: Column | Measure | tuple[Rules, Item, RulePlaces]
    values: pd.Series[Any]
    article: str
    group: str

    @property
    def unit(self) -> str:
        """Its unit, or what kind it is."""
        if isinstance(self.source, Column):
            return column_unit(self.source)
        return (self.source[1] if isinstance(self.source, tuple) else self.source).unit


@dataclass(frozen=True)
class Wiring:
    """Where everything stands: the quantities in their order, the line sheets by heading, how many people, 往期."""

    quantities: Sequence[Quantity]
    lines: Mapping[str, LineSheet]
    ledger_lines: LineSheet
    period: Period
    people: int
    past: PastCells | None = None

    @property
    def letters(self) -> dict[str, str]:
        """The column letter of each quantity."""
        return {quantity.heading: xl_col_to_name(place) for place, quantity in enumerate(self.quantities)}


def write_calculation(book: Any, looks: Looks, wiring: Wiring) -> None:
    """Adds the sheet."""
    sheet = book.add_worksheet(SHEET)
    sheet.write_string(GROUP_ROW, 0, TITLE, looks("bold"))
    before = ""
    for place, quantity in enumerate(wiring.quantities):
        if before and quantity.group != before:
            sheet.write_string(GROUP_ROW, place, quantity.group, looks("bold", font_color=GROUPS[quantity.group]))
        before = quantity.group
        sheet.set_column(place, place, _width(quantity))
        formula, remark = _formula(quantity, wiring)
        sheet.write_string(ARTICLE_ROW, place, quantity.article + remark, looks("muted", "wrap", "top", font_size=8))
        sheet.write_string(HEADING_ROW, place, quantity.heading, looks("heading", bg_color=GROUPS[quantity.group]))
        _write_column(sheet, looks, (quantity, place), formula)
    _set_up(sheet)


def _width(quantity: Quantity) -> float:
    if isinstance(quantity.source, Column):
        return column_width(quantity.source, quantity.values)
    return max(FIGURE_WIDTH, heading_width(quantity.heading) + 1.0)


def _set_up(sheet: Any) -> None:
    """Names and headings stay in view, and stand on every page."""
    for row, height in ((GROUP_ROW, 22), (ARTICLE_ROW, 24), (HEADING_ROW, 32)):
        sheet.set_row(row, height)
    sheet.freeze_panes(FIRST_ROW, 2)
    set_up_page(sheet, paper=A3, repeat=(ARTICLE_ROW, HEADING_ROW))
    sheet.repeat_columns(0, 1)
    sheet.set_print_scale(PRINT_SCALE)


def _write_column(sheet: Any, looks: Looks, column: tuple[Quantity, int], formula: str | None) -> None:
    """The cells of one quantity: its formula with the number of each row put in, or its plain values."""
    quantity, place = column
    source = quantity.source
    look = value_look(looks, source) if isinstance(source, Column) else _look(looks, quantity.unit)
    if formula is None:
        write_values(sheet, (FIRST_ROW, place), quantity.values, look)
        return
    before = f"={formula}"
    for row, value in enumerate(quantity.values.array.__arrow_array__().to_pylist(), FIRST_ROW):
        sheet.write_formula(row, place, before.replace(ROW, str(row + 1)), look, _cached(value))


def _look(looks: Looks, unit: str) -> Any:
    if unit == DAY:
        return looks.cell("date")
    return looks("grid") if unit == WORDS else looks("grid", num_format="General" if unit == FLAG else FIGURE)


def _cached(value: Any) -> float | str | bool:
    """What a formula shows before it is calculated again."""
    if isinstance(value, str | bool):
        return value
    if isinstance(value, date):
        return float((value - FIRST_DAY).days)
    return "" if value is None else float(value)


def _formula(quantity: Quantity, wiring: Wiring) -> tuple[str | None, str]:
    """The formula of a quantity with ``ROW`` in the place of the number of the row, or None where values stand, and
    what to say of that."""
    if isinstance(quantity.source, Column):
        return None, ""
    try:
        if isinstance(quantity.source, Measure):
            return _measure(quantity.source, wiring), ""
        rules, item, places = quantity.source
        return item_formula(rules, item, places, _place(wiring)), ""
    except NotLive as reason:
        return None, f"（数值：{reason}）"


def _place(wiring: Wiring) -> Place:
    first, last = FIRST_ROW + 1, FIRST_ROW + max(wiring.people, 1)
    cells = {name: f"{letter}{ROW}" for name, letter in wiring.letters.items()}
    columns = {name: f"${letter}${first}:${letter}${last}" for name, letter in wiring.letters.items()}
    kinds = {quantity.heading: quantity.unit for quantity in wiring.quantities}
    return Place(cells, columns, kinds, wiring.period, wiring.past)


def _measure(measure: Measure, wiring: Wiring) -> str:
    letters = wiring.letters
    person = f"${letters['工号']}{ROW}"
    if measure.ledger:
        if isinstance(measure.origin, Origins):
            raise NotLive("取自台账的几个月")
        lines = wiring.ledger_lines
        tests = f'{lines.whole(lines.letters["台账"])},"{measure.ledger}",{lines.whole(lines.letters["工号"])},{person}'
        if measure.origin is not None:
            tests += f',{lines.whole(lines.letters["来源期间"])},"{wiring.period.shift(measure.origin)}"'
        return f"ROUND(SUMIFS({lines.whole(lines.letters['期初余额'])},{tests}),2)"
    if measure.over not in wiring.lines:
        raise NotLive(f"“{measure.over}”不在本簿逐行列出")
    return _over_lines(measure, wiring.lines[measure.over], person)


def _over_lines(measure: Measure, lines: LineSheet, person: str) -> str:
    take, mark = measure.take, lines.marks.get(measure.name)
    if not is_live(measure) or (needs_mark(measure) and mark is None):
        raise NotLive("取法或条件不是一列的合计或计数")
    assert isinstance(take, Call)
    tests = f"{lines.whole(lines.letters['工号'])},{person}"
    if take.function != "合计":
        return f"SUMIFS({lines.whole(mark or '')},{tests})"
    summed = take.arguments[0]
    assert isinstance(summed, Name)
    counted = f",{lines.whole(mark)},1" if mark else ""
    return f"ROUND(SUMIFS({lines.whole(lines.letters[summed.name])},{tests}{counted}),6)"
