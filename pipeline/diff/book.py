"""The workbook of a comparison: what went in differently, totals, persons, every item with its cause, delivered rows.

Writes: ``差异_<first>_<second>.xlsx``; the same comparison gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from pipeline.diff.books import Value, words
from pipeline.diff.model import GROSS, NET, Cause, Difference, Moved
from pipeline.reports.formats import BOOK_OPTIONS, MADE_ON, MONEY, Looks, set_up_page

A4 = 9
HEAD = 2
"""The row of the headings; the rows follow it."""

MOST_CAUSES = 12
OTHER_FIGURES = "#,##0.00########;[Red]-#,##0.00########"
YUAN = "元"
LONGEST = 32_000
"""A cell holds 32,767 characters."""

Columns = Sequence[tuple[str, int]]
Cells = Iterable[Value]
FACTS: Columns = (("类别", 14), ("名称", 44), ("前者", 46), ("后者", 46))
TOTALS: Columns = (("报表列", 20), ("前者", 18), ("后者", 18), ("差额（后－前）", 18))
PERSONS: Columns = (
    ("工号", 10), ("姓名", 10), ("团队", 14), ("情况", 12), (f"{GROSS}差额", 16), (f"{NET}差额", 16), ("原因", 110),
)  # fmt: skip
ITEMS: Columns = (
    ("工号", 10), ("姓名", 10), ("团队", 14), ("项目", 20), ("单位", 8), ("报表列", 8), ("前者", 18), ("后者", 18),
    ("差额（后－前）", 18), ("原因", 90),
)  # fmt: skip
INPUTS: Columns = (("表", 14), ("哪一行", 34), ("列", 18), ("前者", 40), ("后者", 40), ("在哪里", 50))


def write_difference(path: Path, found: Difference) -> None:
    """Write the workbook."""
    with xlsxwriter.Workbook(str(path), BOOK_OPTIONS) as book:
        book.set_properties({"title": f"差异 {found.first} {found.second}", "created": MADE_ON})
        looks = Looks(book)
        title = f"{found.first} 与 {found.second} 相比"
        note = "　".join(found.remarks) or f"前者 {found.first}，后者 {found.second}；读自已有结果，没有重算。"
        totals = found.totals.items()
        tabs: list[tuple[str, str, Columns, Iterable[Cells]]] = [
            ("总览", note, FACTS, found.facts),
            ("合计", "报表各列的合计，单位：元", TOTALS, ((name, *both, both[1] - both[0]) for name, both in totals)),
            ("人员", f"有差异的{len(found.persons)}人；差额单位：元", PERSONS, map(_person, found.persons)),
            ("逐项", "每人每个有差异的数；报表列与中间各项", ITEMS, _items(found.persons)),
        ]
        if found.inputs:
            cells = ((one.table, one.key, one.column, one.was, one.now, one.place) for one in found.inputs)
            tabs.append(("交来的行", "同一个月两次交来的数据逐行比较；证号、账号只显示首尾", INPUTS, cells))
        for tab, grain, columns, rows in tabs:
            _sheet(book.add_worksheet(tab), looks, (title, grain), columns, [tuple(row) for row in rows])


def cause_words(cause: Cause) -> str:
    """One cause: kind, quantity, both values, what more is known."""
    change = "" if cause.was is cause.now else f" {words(cause.was, cause.unit)} → {words(cause.now, cause.unit)}"
    return f"{cause.kind}：{cause.name}{change}{f'（{cause.words}）' if cause.words else ''}"


def causes_words(causes: Sequence[Cause]) -> str:
    """Several causes, the first ones in full."""
    told = "\n".join(cause_words(cause) for cause in causes[:MOST_CAUSES])
    more = f"\n…… 另有{len(causes) - MOST_CAUSES}项，见“逐项”" if len(causes) > MOST_CAUSES else ""
    return (told + more)[:LONGEST]


def _person(one: Moved) -> Cells:
    return (
        one.employee_id, one.name, one.team, one.presence or "都有", one.change(GROSS), one.change(NET),
        causes_words(one.causes()),
    )  # fmt: skip


def _items(persons: Iterable[Moved]) -> Iterable[Cells]:
    for one in persons:
        for shift in one.shifts:
            yield (
                one.employee_id, one.name, one.team, shift.name, shift.unit, "是" if shift.is_reported else "",
                shift.was, shift.now, shift.difference, causes_words(shift.causes),
            )  # fmt: skip


def _sheet(
    sheet: Any, looks: Looks, head: tuple[str, str], columns: Columns, rows: Sequence[tuple[Value, ...]]
) -> None:
    sheet.write_string(0, 0, head[0], looks("title"))
    sheet.write_string(1, 0, head[1], looks("muted"))
    for place, (heading, width) in enumerate(columns):
        sheet.set_column(place, place, width)
        sheet.write_string(HEAD, place, heading, looks("heading"))
    sheet.set_row(HEAD, 24)
    for number, row in enumerate(rows or [("没有差异",)], HEAD + 1):
        for place, value in enumerate(row):
            _cell(sheet, (number, place), value, looks)
    sheet.freeze_panes(HEAD + 1, 0)
    sheet.autofilter(HEAD, 0, HEAD + max(len(rows), 1), len(columns) - 1)
    set_up_page(sheet, paper=A4, repeat=(HEAD, HEAD))


def _cell(sheet: Any, cell: tuple[int, int], value: Value, looks: Looks) -> None:
    if value is None or value == "":
        sheet.write_blank(*cell, None, looks("box"))
    elif isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        form = MONEY if isinstance(exponent, int) and exponent >= -2 else OTHER_FIGURES
        sheet.write_number(*cell, float(value), looks("box", "top", num_format=form))
    else:
        sheet.write_string(*cell, words(value)[:LONGEST], looks("box", "wrap", "top", "text"))
