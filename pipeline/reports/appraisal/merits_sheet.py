"""The sheet 奖惩与培训: every reward, punishment and training of the year, person by person, in order of days.

Scheme: 指引第二十条、第二十四条.  What a month delivers of other months stands in no month's figures, so not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from pipeline.reports.appraisal.cells import BAD, FIGURE, GOOD, Field, ListSheet, write_list
from pipeline.reports.appraisal.model import Row, SpanReport
from pipeline.reports.appraisal.people import by_person, people
from pipeline.reports.formats import Looks

NAME = "奖惩与培训"
TRAINING = "培训"
MOST = 12
"""So many entries of a kind are told on the page of a person; all stand on this sheet."""


def merits(report: SpanReport) -> dict[str, list[Row]]:
    """The entries of each person by day: ``kind`` (奖励, 惩处, 培训), ``day``, ``matter``, ``figure``, ``unit``, note.

    Of what a month delivers, those dated in it, as its figures count them.
    """
    found = [*map(_honour, _own(report, "honours", "honour_day")),
             *map(_training, _own(report, "trainings", "training_day"))]  # fmt: skip
    return by_person(sorted(found, key=lambda row: (row["day"], row["kind"])))


def _own(report: SpanReport, table: str, day: str) -> Iterator[Row]:
    """The entries that each month delivered of itself."""
    return (row for row in report.rows(table) if row[day].strftime("%Y-%m") == row["month"])


def _honour(row: Row) -> Row:
    by = f"审批人{row['approved_by']}" if row["approved_by"] else ""
    points = row["honour_points"] or Decimal(0)
    return {
        "employee_id": row["employee_id"], "kind": row["honour_kind"], "day": row["honour_day"],
        "matter": row["honour"], "figure": points, "unit": "分", "note": by,
    }  # fmt: skip


def _training(row: Row) -> Row:
    score = "" if row["training_score"] is None else f"成绩{_plain(row['training_score'])}"
    passed = {True: "合格", False: "不合格"}.get(row["training_passed"], "")
    return {
        "employee_id": row["employee_id"], "kind": TRAINING, "day": row["training_day"], "matter": row["training"],
        "figure": row["training_hours"], "unit": "学时", "note": "，".join(filter(None, (score, passed))),
    }  # fmt: skip


def _plain(figure: Decimal) -> str:
    return f"{figure.normalize():f}"


def merits_words(rows: Iterable[Row]) -> str:
    """Entries in words, the first of many: 2026-03-05 奖励：客户书面表扬 +2分（审批人王经理）."""
    rows = list(rows)
    told = [_words(row) for row in rows[:MOST]]
    return "；".join(told) + (f"；等共{len(rows)}次，见《{NAME}》" if len(rows) > MOST else "")


def _words(row: Row) -> str:
    kind = "" if row["kind"] == TRAINING else f"{row['kind']}："
    sign = "+" if row["kind"] != TRAINING and (row["figure"] or 0) > 0 else ""
    figure = "" if row["figure"] is None else f" {sign}{_plain(row['figure'])}{row['unit']}"
    return f"{row['day']} {kind}{row['matter']}{figure}" + (f"（{row['note']}）" if row["note"] else "")


def write_merits(book: Any, looks: Looks, report: SpanReport) -> None:
    """Adds the sheet, persons in the order of the report, those who left after them."""
    found, known = merits(report), {row["employee_id"]: row for row in people(report)}
    known |= {row["employee_id"]: row for row in report.rows("year_persons") if row["employee_id"] not in known}
    order = [*(who for who in known if who in found), *(who for who in found if who not in known)]
    named = ("team", "person_name")
    rows = [{**row, **{name: known.get(who, {}).get(name) for name in named}} for who in order for row in found[who]]
    fields = [
        Field("团队", "team"), Field("工号", "employee_id"), Field("姓名", "person_name"), Field("日期", "day"),
        Field("类别", "kind", colour=lambda row: {"奖励": GOOD, "惩处": BAD}.get(row["kind"], "")),
        Field("事项", "matter", width=44, align="left"), Field("分值或学时", "figure", FIGURE), Field("单位", "unit"),
        Field("说明", "note", width=26),
    ]  # fmt: skip
    note = "一行是一次奖励、惩处或培训，照各月交来的记录；计几分、几学时按薪酬标准"
    sheet = ListSheet(NAME, NAME, note, fields, rows, frozen=3, empty="本年没有奖惩和培训的记录")
    write_list(book, looks, report, sheet)
