"""The line tables and records on sheets of their own: what was delivered as values, what the scheme makes as formulas,
and beside them the columns that say whether a line counts and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pipeline.reports.formats import Looks, figure_width, heading_width, set_up_page
from pipeline.reports.live.lines import Helper
from pipeline.reports.live.places import in_row
from pipeline.reports.sheet_plan import content_width, is_number
from schemas.columns import Column

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

MADE_COLOUR, HELPER_COLOUR = "#375623", "#7F6000"
"""The headings of what the scheme makes of a line, and of the columns that help a measure."""
HELPER_WIDTH = 12.0
NARROWEST, WIDEST = 7.0, 40.0
A4 = 9
TITLE_ROW, ARTICLE_ROW, HEADING_ROW, FIRST_ROW = range(4)
FIGURE = "#,##0.00####;[Red]-#,##0.00####"
FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a workbook."""


@dataclass(frozen=True)
class LineColumn:
    """One column of a line sheet: its values, the formula that makes them (empty: they stand as they are), its article.

    ``is_made`` says of a column that the scheme makes it.
    """

    column: Column
    values: pd.Series[Any]
    formula: str = ""
    article: str = ""
    is_made: bool = False


def write_lines(sheet: Any, looks: Looks, title: str, columns: Sequence[LineColumn], helpers: Sequence[Helper]) -> None:
    """Fills the sheet of one line table."""
    sheet.write_string(TITLE_ROW, 0, title, looks("title"))
    for place, one in enumerate(columns):
        heading = looks("heading", bg_color=MADE_COLOUR) if one.is_made else looks("heading")
        _write_head(sheet, looks, place, (one.column.heading, one.article, heading))
        sheet.set_column(place, place, column_width(one.column, one.values))
        look = value_look(looks, one.column)
        if one.formula:
            values = one.values.array.__arrow_array__().to_pylist()
            write_formulas(sheet, (FIRST_ROW, place), one.formula, values, look)
        else:
            write_values(sheet, (FIRST_ROW, place), one.values, look)
    for place, helper in enumerate(helpers, len(columns)):
        _write_head(sheet, looks, place, (helper.heading, "", looks("heading", bg_color=HELPER_COLOUR)))
        write_helper(sheet, looks, (FIRST_ROW, place), helper)
        sheet.set_column(place, place, max(HELPER_WIDTH, heading_width(helper.heading) + 1.0))
    _set_up(sheet, any(one.article for one in columns))


def _write_head(sheet: Any, looks: Looks, place: int, words: tuple[str, str, Any]) -> None:
    heading, article, look = words
    if article:
        sheet.write_string(ARTICLE_ROW, place, article, looks("muted", "wrap", "top", font_size=8))
    sheet.write_string(HEADING_ROW, place, heading, look)


def write_helper(sheet: Any, looks: Looks, first: tuple[int, int], helper: Helper) -> None:
    """The cells of a helper column."""
    look = looks("grid", "centre", num_format="0") if helper.is_mark else looks("grid", num_format=FIGURE)
    write_formulas(sheet, first, helper.formula, helper.values, look)


def write_formulas(sheet: Any, first: tuple[int, int], formula: str, values: Sequence[Any], look: Any) -> None:
    """A formula down a column, each with what it comes to."""
    row, place = first
    for number, value in enumerate(values, row):
        sheet.write_formula(number, place, f"={in_row(formula, number + 1)}", look, _cached(value))


def _cached(value: Any) -> float | str | bool:
    """What a formula shows before it is calculated again."""
    if isinstance(value, str | bool):
        return value
    if isinstance(value, date):
        return float((value - FIRST_DAY).days)
    return "" if value is None else float(Fraction(value))


def column_width(column: Column, values: pd.Series[Any]) -> float:
    """A width that shows the heading on two lines and the widest cell."""
    content = content_width(column, values.array.__arrow_array__())
    room = figure_width(content) if is_number(column) else content + 2.0
    return min(max(room, heading_width(column.heading) + 1.0, NARROWEST), WIDEST)


def value_look(looks: Looks, column: Column) -> Any:
    """The format of the plain values of a column; logical values need the general one to read as such."""
    return looks("grid", "centre") if column.type == "flag" else looks.cell(column.type)


def write_values(sheet: Any, first: tuple[int, int], values: pd.Series[Any], look: Any) -> None:
    """Plain values down a column: figures as numbers, days as dates, yes/no as logical values, the rest as text.

    A yes/no that was left blank is a no, as in formulas.
    """
    import pyarrow as pa

    row, place = first
    cells = values.array.__arrow_array__()
    write = _writer(sheet, cells.type)
    blank = False if pa.types.is_boolean(cells.type) else None
    for number, value in enumerate(cells.to_pylist(), row):
        if value is None and blank is None:
            sheet.write_blank(number, place, None, look)
        else:
            write(number, place, blank if value is None else value, look)


def _writer(sheet: Any, kind: pa.DataType) -> Callable[..., Any]:
    """The method that writes values of this type."""
    import pyarrow as pa

    if pa.types.is_boolean(kind):
        return sheet.write_boolean  # type: ignore[no-any-return]
    if pa.types.is_decimal(kind) or pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return sheet.write_number  # type: ignore[no-any-return]
    return sheet.write_datetime if pa.types.is_date(kind) else sheet.write_string  # type: ignore[no-any-return]


def _set_up(sheet: Any, has_articles: bool) -> None:
    sheet.set_row(TITLE_ROW, 24)
    sheet.set_row(ARTICLE_ROW, 24 if has_articles else 6)
    sheet.set_row(HEADING_ROW, 32)
    sheet.freeze_panes(FIRST_ROW, 1)
    set_up_page(sheet, paper=A4, repeat=(ARTICLE_ROW, HEADING_ROW))
