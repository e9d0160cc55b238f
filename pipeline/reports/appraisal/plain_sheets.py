"""The sheets that show one table as it is: 团队业绩, 人员提示, 走访督办季报, 督办事项, 级别履历.

Scheme: 指引第十六条、第十九条、第二十三条; 走访与督办规定.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.reports.appraisal.cells import (
    BAD,
    BODY,
    FIGURE,
    OPEN,
    PERCENT,
    TOTAL_TINT,
    WHOLE,
    Field,
    ListSheet,
    Live,
    unit_form,
    write_list,
    write_value,
)
from pipeline.reports.appraisal.model import Row, SpanReport
from pipeline.reports.appraisal.people import place_in_team
from pipeline.reports.appraisal.progress_sheet import is_plain_rate, rate_formula, rate_of
from pipeline.reports.formats import Looks
from schemas.columns import Column
from schemas.table import Table

PLACEMENT = ("source", "row")
RATE = ("actual", "target", "rate")
LONG = 30
"""A text of so many columns is shown over several lines."""


@dataclass(frozen=True)
class Shown:
    """A table and the sheet it is shown on; ``order`` sorts its rows, ``tint`` colours them."""

    table: str
    name: str
    note: str
    order: Callable[[Row], Any] | None = None
    tint: Callable[[Row], str] = lambda row: ""
    frozen: int = 0


def write_table_sheet(book: Any, looks: Looks, report: SpanReport, shown: Shown) -> None:
    """Adds the sheet, if its table is known; a rate beside its two figures and the totals are formulas."""
    table = report.schemas.get(shown.table)
    if table is None:
        return
    rows = sorted(report.rows(shown.table), key=shown.order) if shown.order else list(report.rows(shown.table))
    columns = [column for column in table.columns if column.name not in PLACEMENT]
    fields = [field_of(column, columns, rows) for column in columns]
    note = shown.note + (f"　依据：{table.article}" if table.article else "")
    what = ListSheet(shown.name, shown.name, note, fields, rows, shown.tint, frozen=shown.frozen)
    sheet = write_list(book, looks, report, what)
    if rows and table.totals:
        _write_totals(sheet, looks, table, (columns, rows))


def field_of(column: Column, columns: Sequence[Column], rows: Sequence[Row]) -> Field:
    """The column of a sheet that shows this column of a table."""
    heading = f"{column.heading}\n（{column.unit}）" if column.unit and column.unit != "比例" else column.heading
    if column.name == "rate" and {one.name for one in columns} >= set(RATE):
        places = [place for place, one in enumerate(columns) if one.name in RATE[:2]]
        return Field(heading, rate_of, PERCENT, _live_rate(*places))
    if column.name in RATE[:2] and any(one.name == "unit_word" for one in columns):
        return Field(heading, column.name, lambda row: unit_form(row["unit_word"] or "", [row[column.name]]))
    form = {"count": WHOLE, "share": PERCENT}.get(column.type) or unit_form(
        column.unit, (row[column.name] for row in rows)
    )
    long = any(isinstance(value := row[column.name], str) and len(value) > LONG for row in rows)
    return Field(heading, column.name, form or FIGURE, width=44.0 if long else 0.0)


def _live_rate(actual: int, target: int) -> Callable[[int, Row], str]:
    def formula(line: int, row: Row) -> str:
        cells = xl_rowcol_to_cell(line, actual), xl_rowcol_to_cell(line, target)
        return rate_formula(*cells) if is_plain_rate(row) else ""

    return formula


def _write_totals(sheet: Any, looks: Looks, table: Table, cells: tuple[Sequence[Column], Sequence[Row]]) -> None:
    columns, rows = cells
    line = BODY + len(rows)
    sheet.set_row(line, 22)
    for place, column in enumerate(columns):
        look = looks(
            "box", "bold", bg_color=TOTAL_TINT, num_format=unit_form(column.unit, [r[column.name] for r in rows])
        )
        if column.name in table.totals:
            total = sum((row[column.name] for row in rows if row[column.name] is not None), Decimal(0))
            span = f"{xl_rowcol_to_cell(BODY, place)}:{xl_rowcol_to_cell(line - 1, place)}"
            write_value(sheet, (line, place), Live(f"=SUM({span})", float(total)), look)
        else:
            words = "合计" if place == 0 else ""
            write_value(sheet, (line, place), words, looks("box", "bold", "centre", bg_color=TOTAL_TINT))


def write_team_results(book: Any, looks: Looks, report: SpanReport) -> None:
    """Adds 团队业绩."""
    write_table_sheet(
        book, looks, report, Shown("team_results", "团队业绩", "一行是一个团队（或营业部）的一项结果", frozen=1)
    )


def write_notices(book: Any, looks: Looks, report: SpanReport) -> None:
    """Adds 人员提示, by kind, then by team."""
    note = "一行是一名人员的一个提示，请逐条处理"
    order = lambda row: (row["notice_kind"] or "", place_in_team(row))  # noqa: E731
    write_table_sheet(book, looks, report, Shown("notices", "人员提示", note, order, frozen=3))


def write_visit_report(book: Any, looks: Looks, report: SpanReport) -> None:
    """Adds 走访督办季报."""
    write_table_sheet(book, looks, report, Shown("visit_report", "走访督办季报", "本季走访与督办的情况", frozen=2))


def write_follow_ups(book: Any, looks: Looks, report: SpanReport) -> None:
    """Adds 督办事项: open ones first, those overdue at the end of the span stand out."""
    end = report.span.last_day

    def is_overdue(row: Row) -> bool:
        return row.get("due_on") is not None and row["due_on"] <= end

    def order(row: Row) -> tuple[bool, date, str]:
        return row.get("closed_on") is not None, row.get("due_on") or date.max, row.get("follow_up_id") or ""

    def tint(row: Row) -> str:
        return "" if row.get("closed_on") is not None else BAD if is_overdue(row) else OPEN

    note = "一行是一件督办事项，未办结的在前；红底：到期未办结；黄底：未到期"
    write_table_sheet(book, looks, report, Shown("follow_up_list", "督办事项", note, order, tint, frozen=1))


def write_grade_history(book: Any, looks: Looks, report: SpanReport) -> None:
    """Adds 级别履历, if the grade history was handed over."""
    known = {row["employee_id"]: row for row in report.rows("persons")}
    rows = [{**row, **_who(known.get(row["employee_id"], {}))} for row in report.rows("grade_history")]
    if rows:
        rows.sort(key=lambda row: (place_in_team(row), row["grade_since"]))
        columns = [one for one in report.schemas["grade_history"].columns if one.name not in PLACEMENT]
        fields = [
            Field("团队", "team"),
            Field("姓名", "person_name"),
            *(field_of(one, columns, rows) for one in columns),
        ]
        note = "一行是一名人员一段时间的级别；“至”空白为现在仍是"
        write_list(book, looks, report, ListSheet("级别履历", "级别履历", note, fields, rows, frozen=3))


def _who(person: Row) -> dict[str, Any]:
    return {name: person.get(name) for name in ("team", "person_name", "post")}
