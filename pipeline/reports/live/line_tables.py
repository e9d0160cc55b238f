"""The line tables on sheets of their own, with one column per measure that says whether a line counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from pipeline.reports.formats import Looks, figure_width, heading_width, set_up_page
from pipeline.reports.live.rule_tables import RulePlaces
from pipeline.reports.sheet_plan import content_width, is_number
from pipeline.scheme.compile import Rules
from pipeline.scheme.evaluate import condition
from pipeline.scheme.excel_cells import Cells, NotLive
from pipeline.scheme.expressions import Call, Name, names
from pipeline.scheme.facts import Facts
from pipeline.scheme.model import Measure
from pipeline.scheme.run import surround
from pipeline.scheme.to_excel import excel
from pipeline.scheme.units import column_unit
from schemas.columns import Column

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.period import Period
    from schemas.table import Table

ROW, ROW_ABOVE = "\0", "\1"
"""Stand in a formula for the number of its row and of the row above."""
MARK_COLOUR = "#7F6000"
"""The headings of the columns that say whether a line counts."""
MARK_WIDTH = 11.0
NARROWEST, WIDEST = 7.0, 40.0
A4 = 9
FIRST_ROW = 2
"""Zero-based row of the first line: a title and the headings stand above."""


@dataclass
class LineSheet:
    """One line table on a sheet: its definition, its lines, and the letters of columns and of counting marks."""

    table: Table
    frame: pd.DataFrame
    letters: dict[str, str]
    marks: dict[str, str] = field(default_factory=dict)

    def whole(self, letter: str) -> str:
        """The address of a whole column of lines."""
        last = max(len(self.frame), 1) + FIRST_ROW
        return f"{self.table.heading}!${letter}${FIRST_ROW + 1}:${letter}${last}"


@dataclass(frozen=True)
class LineContext:
    """What marks are made with: the period, the pay standard, and where its tables and constants stand."""

    period: Period
    rules: Rules
    places: RulePlaces


def write_lines(
    book: Any, looks: Looks, sheet_of: tuple[Table, pd.DataFrame], measures: Sequence[Measure], context: LineContext
) -> LineSheet:
    """Adds the sheet of one line table."""
    table, frame = sheet_of
    sheet = book.add_worksheet(table.heading)
    lines = line_sheet(table, frame)
    sheet.write_string(0, 0, f"{table.heading}：{table.grain}", looks("title"))
    for place, column in enumerate(table.columns):
        sheet.write_string(FIRST_ROW - 1, place, column.heading, looks("heading"))
        write_values(sheet, (FIRST_ROW, place), frame[column.name], value_look(looks, column))
        sheet.set_column(place, place, column_width(column, frame[column.name]))
    for measure, test in _marked(lines, measures, context):
        place = len(table.columns) + len(lines.marks)
        lines.marks[measure.name] = xl_col_to_name(place)
        sheet.write_string(FIRST_ROW - 1, place, f"计入{measure.name}", looks("heading", bg_color=MARK_COLOUR))
        _write_marks(sheet, looks, (lines, place), (measure, test), context)
    _set_up(sheet, len(table.columns), len(lines.marks))
    return lines


def line_sheet(table: Table, frame: pd.DataFrame) -> LineSheet:
    """Where the columns of a line table stand, before it is written."""
    return LineSheet(table, frame, {c.heading: xl_col_to_name(i) for i, c in enumerate(table.columns)})


def column_width(column: Column, values: pd.Series[Any]) -> float:
    """A width that shows the heading on two lines and the widest cell."""
    content = content_width(column, values.array.__arrow_array__())
    room = figure_width(content) if is_number(column) else content + 2.0
    return min(max(room, heading_width(column.heading) + 1.0, NARROWEST), WIDEST)


def value_look(looks: Looks, column: Column) -> Any:
    """The format of the plain values of a column; logical values need the general one to read as such."""
    return looks("grid", "centre") if column.type == "flag" else looks.cell(column.type)


def write_values(sheet: Any, first: tuple[int, int], values: pd.Series[Any], look: Any) -> None:
    """Plain values down a column: figures as numbers, days as dates, yes/no as logical values, the rest as text."""
    row, place = first
    cells = values.array.__arrow_array__()
    write = _writer(sheet, cells.type)
    for number, value in enumerate(cells.to_pylist(), row):
        if value is None:
            sheet.write_blank(number, place, None, look)
        else:
            write(number, place, value, look)


def _writer(sheet: Any, kind: pa.DataType) -> Callable[..., Any]:
    """The method that writes values of this type."""
    import pyarrow as pa

    if pa.types.is_boolean(kind):
        return sheet.write_boolean  # type: ignore[no-any-return]
    if pa.types.is_decimal(kind) or pa.types.is_integer(kind):
        return sheet.write_number  # type: ignore[no-any-return]
    return sheet.write_datetime if pa.types.is_date(kind) else sheet.write_string  # type: ignore[no-any-return]


def _set_up(sheet: Any, columns: int, marks: int) -> None:
    if marks:
        sheet.set_column(columns, columns + marks - 1, MARK_WIDTH)
    sheet.set_row(0, 24)
    sheet.set_row(FIRST_ROW - 1, 32)
    sheet.freeze_panes(FIRST_ROW, 1)
    set_up_page(sheet, paper=A4, repeat=(FIRST_ROW - 1, FIRST_ROW - 1))


def _marked(
    lines: LineSheet, measures: Sequence[Measure], context: LineContext
) -> Iterator[tuple[Measure, str]]:
    """The measures whose lines are marked, each with its condition on a line; left out what Excel cannot say."""
    for measure in measures:
        if is_live(measure) and needs_mark(measure):
            try:
                yield measure, _test(lines, measure, context)
            except NotLive:
                continue


def is_live(measure: Measure) -> bool:
    """Whether a measure over lines stands as a formula: a sum of one column or a count, by the person's own 工号."""
    take = measure.take
    plain = isinstance(take, Call) and all(isinstance(part, Name) for part in take.arguments)
    return plain and _function(measure) in ("合计", "计数", "去重计数") and measure.person in ("", "工号")


def needs_mark(measure: Measure) -> bool:
    """Whether the lines that count are marked."""
    return measure.where is not None or _function(measure) != "合计"


def _function(measure: Measure) -> str:
    return measure.take.function if isinstance(measure.take, Call) else ""


def _write_marks(
    sheet: Any, looks: Looks, at: tuple[LineSheet, int], counted: tuple[Measure, str], context: LineContext
) -> None:
    """Per line 1 if it counts, else 0; of lines that count once only the first."""
    lines, place = at
    measure, test = counted
    once = _once(lines, measure)
    look = looks("grid", "centre", num_format="0")
    for row, value in enumerate(_counted(lines, measure, context), FIRST_ROW):
        here = f"AND({test},{once})" if once and row > FIRST_ROW else test
        text = here.replace(ROW, str(row + 1)).replace(ROW_ABOVE, str(row))
        sheet.write_formula(row, place, f"=IF({text},1,0)", look, value)


def _test(lines: LineSheet, measure: Measure, context: LineContext) -> str:
    """The condition of a measure on one line."""
    if measure.where is None:
        return "TRUE"

    def cell(name: str) -> str:
        return f"{lines.letters[name]}{ROW}" if name in lines.letters else context.places.constant(name)

    places = context.places
    kinds = {**places.kinds(), **{column.heading: column_unit(column) for column in lines.table.columns}}
    return excel(measure.where, Cells(cell, places.tables, context.period, kinds, word_tables=places.word_tables))


def _once(lines: LineSheet, measure: Measure) -> str:
    """That no line above counts for the same, where a measure counts each only once."""
    if _function(measure) != "去重计数":
        return ""
    letters = [lines.letters[key] for key in ("工号", *_counted_once_by(measure))]
    above = ",".join(f"${letter}${FIRST_ROW + 1}:${letter}${ROW_ABOVE},{letter}{ROW}" for letter in letters)
    mark = lines.marks[measure.name]
    return f"COUNTIFS({above},${mark}${FIRST_ROW + 1}:${mark}${ROW_ABOVE},1)=0"


def _counted_once_by(measure: Measure) -> list[str]:
    assert isinstance(measure.take, Call)
    return [part.name for part in measure.take.arguments if isinstance(part, Name)]


def _counted(lines: LineSheet, measure: Measure, context: LineContext) -> list[int]:
    frame, table = lines.frame, lines.table
    inside = pd.Series(True, index=frame.index)
    if measure.where is not None:
        asked = [column for column in table.columns if column.heading in names(measure.where)]
        facts = surround(context.rules, Facts.of(frame, asked, context.period))
        inside = pd.Series(condition(measure.where, facts, context.rules.tables), frame.index)
    if _function(measure) == "去重计数":
        by_heading = {column.heading: column.name for column in table.columns}
        keys = ["employee_id", *(by_heading[name] for name in _counted_once_by(measure))]
        first = ~frame[inside.to_numpy()].duplicated(keys)
        inside = inside & first.reindex(frame.index, fill_value=False)
    return [int(value) for value in inside]
