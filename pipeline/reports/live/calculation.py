"""The sheet 计算: one row per person, one column per quantity, each measure and item a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name

from pipeline.reports.formats import Looks, heading_width, set_up_page
from pipeline.reports.live.line_tables import ROW, LineSheet, column_width, value_look, write_values
from pipeline.reports.live.rule_tables import TableCells
from pipeline.reports.pay_sheet import A3
from pipeline.scheme.compile import Rules
from pipeline.scheme.expressions import Call, Name, Node
from pipeline.scheme.model import Item, Measure
from pipeline.scheme.to_excel import Cells, excel, rounded
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


@dataclass(frozen=True)
class Quantity:
    """One column of the sheet: what it is called, what makes it, its values person by person."""

    heading: str
    source: Column | Measure | tuple[Rules, Item, TableCells]
    values: pd.Series[Any]
    article: str
    group: str


@dataclass(frozen=True)
class Wiring:
    """Where everything stands: the letters of the quantities, the line sheets by heading, who is in which row."""

    quantities: Sequence[Quantity]
    lines: Mapping[str, LineSheet]
    ledger_lines: LineSheet
    period: Period
    people: int

    @property
    def letters(self) -> dict[str, str]:
        """The column letter of each quantity."""
        return {quantity.heading: xl_col_to_name(place) for place, quantity in enumerate(self.quantities)}


def write_calculation(book: Any, looks: Looks, wiring: Wiring) -> None:
    """Adds the sheet."""
    sheet = book.add_worksheet(SHEET)
    letters = wiring.letters
    sheet.write_string(GROUP_ROW, 0, TITLE, looks("bold"))
    before = ""
    for place, quantity in enumerate(wiring.quantities):
        if before and quantity.group != before:
            sheet.write_string(GROUP_ROW, place, quantity.group, looks("bold", font_color=GROUPS[quantity.group]))
        before = quantity.group
        sheet.set_column(place, place, _width(quantity))
        sheet.write_string(ARTICLE_ROW, place, quantity.article, looks("muted", "wrap", "top", font_size=8))
        sheet.write_string(HEADING_ROW, place, quantity.heading, looks("heading", bg_color=GROUPS[quantity.group]))
        _write_column(sheet, looks, (quantity, place), _formula(quantity, wiring, letters))
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
    look = value_look(looks, source) if isinstance(source, Column) else looks("grid", num_format=FIGURE)
    if formula is None:
        write_values(sheet, (FIRST_ROW, place), quantity.values, look)
        return
    before = f"={formula}"
    for row, value in enumerate(quantity.values, FIRST_ROW):
        sheet.write_formula(row, place, before.replace(ROW, str(row + 1)), look, float(value))


def _is_date(quantity: Quantity) -> bool:
    return getattr(quantity.source, "type", "") == "date"


def _formula(quantity: Quantity, wiring: Wiring, letters: Mapping[str, str]) -> str | None:
    """The formula of a quantity with ``ROW`` in the place of the number of the row; None where values stand."""
    if isinstance(quantity.source, Measure):
        return _measure(quantity.source, wiring, letters)
    if isinstance(quantity.source, tuple):
        return _item(quantity.source, wiring, letters)
    return None


def _measure(measure: Measure, wiring: Wiring, letters: Mapping[str, str]) -> str | None:
    person = f"${letters['工号']}{ROW}"
    if measure.ledger:
        lines = wiring.ledger_lines
        tests = f'{lines.whole(lines.letters["台账"])},"{measure.ledger}",{lines.whole(lines.letters["工号"])},{person}'
        if measure.origin is not None:
            tests += f',{lines.whole(lines.letters["来源期间"])},"{wiring.period.shift(measure.origin)}"'
        return f"ROUND(SUMIFS({lines.whole(lines.letters['期初余额'])},{tests}),2)"
    if measure.over not in wiring.lines:
        return None
    lines = wiring.lines[measure.over]
    tests = f"{lines.whole(lines.letters['工号'])},{person}"
    take = measure.take
    assert isinstance(take, Call)
    mark = lines.marks.get(measure.name)
    if take.function != "合计":
        return f"SUMIFS({lines.whole(mark or '')},{tests})"
    summed = take.arguments[0]
    assert isinstance(summed, Name)
    counted = f",{lines.whole(mark)},1" if mark else ""
    return f"ROUND(SUMIFS({lines.whole(lines.letters[summed.name])},{tests}{counted}),6)"


def _item(source: tuple[Rules, Item, TableCells], wiring: Wiring, letters: Mapping[str, str]) -> str:
    rules, item, places = source
    cells = Cells(
        lambda name: f"{letters[name]}{ROW}", places, wiring.period,
        lambda node: _team_others(node, wiring, letters),
        frozenset(q.heading for q in wiring.quantities if _is_date(q)),
    )  # fmt: skip
    cases = [(item.who, item.formula)] if item.formula is not None else [(c.who, c.formula) for c in item.cases]
    made = "0"
    for who, formula in reversed(cases):
        assert formula is not None
        text = excel(formula, cells)
        made = f"IF({_is_for(rules, who, letters)},{text},{made})" if who else text
    return rounded(made, 2, item.mode) if item.round == "分" else made


def _is_for(rules: Rules, who: str, letters: Mapping[str, str]) -> str:
    tests = [f'{letters["岗位"]}{ROW}="{post}"' for post in sorted(rules.posts(who))]
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"


def _team_others(node: Node, wiring: Wiring, letters: Mapping[str, str]) -> str:
    """The sum over the team less the person's own; the argument must be one quantity, which has a column."""
    assert isinstance(node, Name)
    first, last = FIRST_ROW + 1, FIRST_ROW + wiring.people
    column, team = letters[node.name], letters["团队"]
    whole = f"${column}${first}:${column}${last},${team}${first}:${team}${last},{team}{ROW}"
    return f"(SUMIFS({whole})-{column}{ROW})"
