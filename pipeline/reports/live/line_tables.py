"""The line tables on sheets of their own, with one column per measure that says whether a line counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from pipeline.reports.formats import Looks, number_format
from pipeline.reports.live.rule_tables import TableCells
from pipeline.scheme.evaluate import Tables, condition
from pipeline.scheme.expressions import Call, Name, names
from pipeline.scheme.facts import Facts
from pipeline.scheme.model import Measure
from pipeline.scheme.to_excel import Cells, excel

if TYPE_CHECKING:
    from pipeline.period import Period
    from schemas.table import Table

ROW, ROW_ABOVE = "\0", "\1"
"""Stand in a formula for the number of its row and of the row above."""
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
    """What marks are made with: the period, the tables as computed and as they stand on the sheet."""

    period: Period
    tables: Tables
    places: TableCells


def write_lines(
    book: Any, looks: Looks, sheet_of: tuple[Table, pd.DataFrame], measures: Sequence[Measure], context: LineContext
) -> LineSheet:
    """Adds the sheet of one line table."""
    table, frame = sheet_of
    sheet = book.add_worksheet(table.heading)
    lines = LineSheet(table, frame, {c.heading: xl_col_to_name(i) for i, c in enumerate(table.columns)})
    sheet.write_string(0, 0, f"{table.heading}：{table.grain}", looks("bold"))
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, 14)
        sheet.write_string(FIRST_ROW - 1, place, column.heading, looks("heading"))
        look = looks("grid", num_format=number_format(column.type))
        for row, value in enumerate(frame[column.name], FIRST_ROW):
            write_value(sheet, (row, place), value, look)
    for place, measure in enumerate((m for m in measures if _needs_mark(m)), len(table.columns)):
        lines.marks[measure.name] = xl_col_to_name(place)
        sheet.write_string(FIRST_ROW - 1, place, f"计入{measure.name}", looks("heading"))
        _write_marks(sheet, looks, (lines, place), measure, context)
    sheet.freeze_panes(FIRST_ROW, 1)
    return lines


def write_value(sheet: Any, cell: tuple[int, int], value: Any, look: Any) -> None:
    """A plain value in a cell: figures as numbers, days as dates, yes/no as logical values, the rest as text."""
    if value is None or value is pd.NA:
        sheet.write_blank(*cell, None, look)
    elif isinstance(value, bool):
        sheet.write_boolean(*cell, value, look)
    elif isinstance(value, Decimal | int):
        sheet.write_number(*cell, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(*cell, datetime(value.year, value.month, value.day), look)
    else:
        sheet.write_string(*cell, str(value), look)


def _needs_mark(measure: Measure) -> bool:
    return measure.where is not None or _function(measure) != "合计"


def _function(measure: Measure) -> str:
    return measure.take.function if isinstance(measure.take, Call) else ""


def _write_marks(
    sheet: Any, looks: Looks, at: tuple[LineSheet, int], measure: Measure, context: LineContext
) -> None:
    """Per line 1 if it counts, else 0; of lines that count once only the first."""
    lines, place = at
    test, once = _test(lines, measure, context), _once(lines, measure)
    for row, value in enumerate(_counted(lines, measure, context), FIRST_ROW):
        here = f"AND({test},{once})" if once and row > FIRST_ROW else test
        text = here.replace(ROW, str(row + 1)).replace(ROW_ABOVE, str(row))
        sheet.write_formula(row, place, f"=IF({text},1,0)", looks("grid", num_format="0"), value)


def _test(lines: LineSheet, measure: Measure, context: LineContext) -> str:
    """The condition of a measure on one line."""
    dates = frozenset(column.heading for column in lines.table.columns if column.type == "date")
    cells = Cells(lambda name: f"{lines.letters[name]}{ROW}", context.places, context.period, lambda _: "0", dates)
    return excel(measure.where, cells) if measure.where is not None else "TRUE"


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
        facts = Facts.of(frame, asked, context.period)
        inside = pd.Series(condition(measure.where, facts, context.tables), frame.index)
    if _function(measure) == "去重计数":
        by_heading = {column.heading: column.name for column in table.columns}
        keys = ["employee_id", *(by_heading[name] for name in _counted_once_by(measure))]
        first = ~frame[inside.to_numpy()].duplicated(keys)
        inside = inside & first.reindex(frame.index, fill_value=False)
    return [int(value) for value in inside]
