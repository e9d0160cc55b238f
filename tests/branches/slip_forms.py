"""Visit slips as the paper form: values to the right of or below their labels, one or several to a file."""

from __future__ import annotations

from random import Random
from typing import Any

from .grid import Book, Sheet

Row = dict[str, Any]
Planned = tuple[str, Book, str]
TITLE = "客户经理出访登记单"
_WIDTH = 6
_BELOW = (
    ("单号", "工号", "姓名", "出访日期"),
    ("目的地", "被访人", "联系电话", "事由"),
    ("出发时间", "返回时间"),
    ("核查方式", "核查结果", "核查人"),
)
_RIGHT = (
    ("单号", "工号", "姓名"),
    ("出访日期", "出发时间", "返回时间"),
    ("目的地", "被访人", "联系电话"),
    ("事由",),
    ("核查方式", "核查结果", "核查人"),
)


def slip_files(rng: Random, rows: list[Row], branch: dict[str, Any], variety: str) -> tuple[list[Planned], list[Row]]:
    """Form files for the slips of one or two people, and the slips left for the register."""
    people = sorted({row["工号"] for row in rows})
    if not people or rng.random() < 0.4:
        return [], rows
    names = {row["工号"]: row["姓名"] for row in branch["花名册"]}
    stamp = branch["period"].replace("-", "")
    planned: list[Planned] = []
    chosen = rng.sample(people, min(len(people), rng.choice((1, 2))))
    for number, code in enumerate(chosen):
        slips = [row for row in rows if row["工号"] == code]
        style = rng.choice(("xlsx", "xls", "openpyxl"))
        if number == 0:
            planned += single_forms(rng, slips, names[code], style)
        else:
            sheet = form_sheet(slips, names, is_below=rng.random() < 0.5, has_colons=rng.random() < 0.5)
            planned.append((f"出访单/{names[code]}出访单{code}_{stamp}", Book([sheet]), style))
    return planned, [row for row in rows if row["工号"] not in chosen]


def single_forms(rng: Random, slips: list[Row], name: str, style: str) -> list[Planned]:
    """One file per slip, as people send them in."""
    return [
        (
            f"出访单/{name}{slip['出访日期']:%m%d}_{slip['单号']}",
            Book(
                [form_sheet([slip], {slip["工号"]: name}, is_below=rng.random() < 0.4, has_colons=rng.random() < 0.6)]
            ),
            style,
        )
        for slip in slips
    ]


def form_sheet(slips: list[Row], names: dict[str, str], *, is_below: bool, has_colons: bool) -> Sheet:
    """Forms one under another."""
    sheet = Sheet("出访单")
    for slip in slips:
        if sheet.rows:
            sheet.rows += [[], []]
        values = slip | {"姓名": names[slip["工号"]], "联系电话": slip["联系方式"]}
        top = len(sheet.rows)
        sheet.rows.append([TITLE] + [None] * (_WIDTH - 1))
        sheet.merge(top, 0, top, _WIDTH - 1)
        (_below if is_below else _right)(sheet, values, "：" if has_colons else "")
    return sheet


def _below(sheet: Sheet, values: Row, colon: str) -> None:
    for labels in _BELOW:
        _section(sheet, labels)
        sheet.rows.append([label + colon for label in labels])
        sheet.rows.append([values[label] for label in labels])


def _right(sheet: Sheet, values: Row, colon: str) -> None:
    for labels in _RIGHT:
        _section(sheet, labels)
        top = len(sheet.rows)
        sheet.rows.append([cell for label in labels for cell in (label + colon, values[label])])
        if len(labels) == 1:
            sheet.rows[top] += [None] * (_WIDTH - 2)
            sheet.merge(top, 1, top, _WIDTH - 1)


def _section(sheet: Sheet, labels: tuple[str, ...]) -> None:
    """The heading over the part that the head of the team fills in."""
    if labels[0] == "核查方式":
        sheet.merge(len(sheet.rows), 0, len(sheet.rows), _WIDTH - 1)
        sheet.rows.append(["负责人核查"] + [None] * (_WIDTH - 1))
