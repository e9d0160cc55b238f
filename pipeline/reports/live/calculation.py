"""The sheet 计算: one row per person, one column per quantity, each measure and item a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name

from pipeline.reports.formats import Looks, heading_width, set_up_page
from pipeline.reports.live.item_formulas import Place, item_formula
from pipeline.reports.live.line_tables import (
    FIGURE,
    HELPER_COLOUR,
    column_width,
    value_look,
    write_formulas,
    write_helper,
    write_values,
)
from pipeline.reports.live.lines import Helper, Lines
from pipeline.reports.live.measure_formulas import of_person, over_lines
from pipeline.reports.live.near_ties import REASON
from pipeline.reports.live.places import ROW, column_range
from pipeline.reports.live.rule_tables import RulePlaces
from pipeline.reports.live.worked import Worked, worked_formula
from pipeline.reports.pay_sheet import A3
from pipeline.scheme.compile import Rules
from pipeline.scheme.excel_cells import NotLive, PastCells
from pipeline.scheme.item_parts import Item
from pipeline.scheme.model import Measure
from pipeline.scheme.units import DAY, FLAG, WORDS, column_unit
from schemas.columns import Column

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.period import Period

SHEET = "计算"
GROUP_ROW, ARTICLE_ROW, HEADING_ROW, FIRST_ROW = range(4)
FIGURE_WIDTH = 14.0
TITLE = "计算：一行是一名人员，一列是一个量；人员信息为数值，其余为公式，点开可逐格追到明细与标准表"
HELPERS = "中间数"
GROUPS = {
    "人员信息": "#44546A", "计量": "#1F4E79", "薪酬项目": "#375623", "法定项目": "#4B3A6B", HELPERS: HELPER_COLOUR,
}  # fmt: skip
"""The colour of the headings by what makes a quantity."""
PRINT_SCALE = 60


@dataclass(frozen=True)
class Quantity:
    """One column of the sheet: what it is called, what makes it, its values person by person."""

    heading: str
    source: Column | Measure | Worked | tuple[Rules, Item, RulePlaces]
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
class Calculation:
    """Where the quantities of persons stand, before the sheet is written."""

    quantities: Sequence[Quantity]
    period: Period
    people: int

    @property
    def letters(self) -> dict[str, str]:
        """The column letter of each quantity."""
        return {quantity.heading: xl_col_to_name(place) for place, quantity in enumerate(self.quantities)}

    def columns(self, sheet: str = "") -> dict[str, str]:
        """The whole column of each quantity, for a formula on this sheet or on another one."""
        pairs = self.letters.items()
        return {name: column_range(letter, FIRST_ROW + 1, self.people, sheet) for name, letter in pairs}

    def kinds(self) -> dict[str, str]:
        """The unit or kind of each quantity."""
        return {quantity.heading: quantity.unit for quantity in self.quantities}

    def place(self, rules: Rules, past: PastCells | None = None) -> Place:
        """The sheet as formulas of persons see it."""
        cells = {name: f"{letter}{ROW}" for name, letter in self.letters.items()}
        sources = ((quantity.heading, quantity.source) for quantity in self.quantities)
        worked = {one.node: name for name, one in sources if isinstance(one, Worked) and one.rules is rules}
        return Place(cells, self.kinds(), self.columns(), self.kinds(), self.period, past, worked)


@dataclass(frozen=True)
class Sources:
    """What the formulas of persons lead to: the lines of each measure, the ledgers, 往期, and helpers on the sheet.

    ``near_ties`` are the items whose rounding a cell cannot follow.
    """

    lines: Mapping[str, Lines] = field(default_factory=dict)
    ledger: Lines | None = None
    past: PastCells | None = None
    helpers: Sequence[Helper] = ()
    near_ties: frozenset[str] = frozenset()


def write_calculation(sheet: Any, looks: Looks, calculation: Calculation, sources: Sources) -> None:
    """Fills the sheet."""
    sheet.write_string(GROUP_ROW, 0, TITLE, looks("bold"))
    before = ""
    for place, quantity in enumerate(calculation.quantities):
        _write_group(sheet, looks, place, (before, quantity.group))
        before = quantity.group
        sheet.set_column(place, place, _width(quantity))
        formula, remark = _formula(quantity, calculation, sources)
        sheet.write_string(ARTICLE_ROW, place, quantity.article + remark, looks("muted", "wrap", "top", font_size=8))
        sheet.write_string(HEADING_ROW, place, quantity.heading, looks("heading", bg_color=GROUPS[quantity.group]))
        _write_column(sheet, looks, (quantity, place), formula)
    for place, helper in enumerate(sources.helpers, len(calculation.quantities)):
        _write_group(sheet, looks, place, (before, HELPERS))
        before = HELPERS
        sheet.set_column(place, place, max(FIGURE_WIDTH, heading_width(helper.heading) + 1.0))
        sheet.write_string(HEADING_ROW, place, helper.heading, looks("heading", bg_color=GROUPS[HELPERS]))
        write_helper(sheet, looks, (FIRST_ROW, place), helper)
    _set_up(sheet)


def _write_group(sheet: Any, looks: Looks, place: int, groups: tuple[str, str]) -> None:
    before, group = groups
    if before and group != before:
        sheet.write_string(GROUP_ROW, place, group, looks("bold", font_color=GROUPS[group]))


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
    else:
        values = quantity.values.array.__arrow_array__().to_pylist()
        write_formulas(sheet, (FIRST_ROW, place), formula, values, look)


def _look(looks: Looks, unit: str) -> Any:
    if unit == DAY:
        return looks.cell("date")
    return looks("grid") if unit == WORDS else looks("grid", num_format="General" if unit == FLAG else FIGURE)


def _formula(quantity: Quantity, calculation: Calculation, sources: Sources) -> tuple[str | None, str]:
    """The formula of a quantity, or None where values stand, and what to say of that."""
    if isinstance(quantity.source, Column):
        return None, ""
    try:
        if isinstance(quantity.source, Measure):
            return _measure(quantity.source, calculation, sources), ""
        if isinstance(quantity.source, Worked):
            return worked_formula(quantity.source, calculation.place(quantity.source.rules, sources.past)), ""
        rules, item, places = quantity.source
        if item.name in sources.near_ties:
            raise NotLive(REASON)
        return item_formula(rules, item, places, calculation.place(rules, sources.past)), ""
    except NotLive as reason:
        return None, f"（数值：{reason}）"


def _measure(measure: Measure, calculation: Calculation, sources: Sources) -> str:
    person = f"${calculation.letters['工号']}{ROW}"
    people = next(one.values for one in calculation.quantities if one.heading == "工号").tolist()
    if measure.ledger:
        if sources.ledger is None:
            raise NotLive("期初台账行数太多，不在本簿逐行列出")
        return of_person(measure, sources.ledger, person, people, calculation.period)
    if measure.name not in sources.lines:
        raise NotLive(f"“{measure.over}”不在本簿逐行列出")
    return over_lines(measure, sources.lines[measure.name], person, people)
