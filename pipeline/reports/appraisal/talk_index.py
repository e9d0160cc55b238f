"""The sheet 面谈目录: everyone's page, one click away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.reports.appraisal.cells import A4, FIGURE, HEADINGS, WHOLE, Field, ListSheet, write_list
from pipeline.reports.appraisal.model import Row
from pipeline.reports.appraisal.year_data import YearData
from pipeline.reports.formats import Looks
from pipeline.reports.sheet_plan import NAME_LIMIT, tab_name

NAME = "面谈目录"


def page_names(rows: Iterable[Row], taken: Iterable[str]) -> dict[str, str]:
    """The name of each person's page by 工号: ``10001 张三``, at most 31 characters, none twice."""
    used, names = {name.casefold() for name in taken}, {}
    for row in rows:
        wanted = tab_name(f"{row['employee_id']} {row.get('person_name') or ''}".strip()).strip("'").strip() or "面谈表"
        name, number = wanted, 1
        while name.casefold() in used:
            number += 1
            name = f"{wanted[: NAME_LIMIT - len(str(number)) - 1]}_{number}"
        used.add(name.casefold())
        names[row["employee_id"]] = name
    return names


def write_index(book: Any, looks: Looks, data: YearData, pages: dict[str, str]) -> None:
    """Adds the sheet; a name leads to the page."""
    fields = [
        Field("序号", "number", WHOLE, align="centre"), Field("团队", "team"), Field("工号", "employee_id"),
        Field("姓名", "person_name"), Field("岗位", "post"), Field("级别", "grade"),
        Field("综合得分", data.score, FIGURE), Field("名次", "rank", WHOLE, align="centre"),
        Field("变动", "movement_word"), Field("最终级别", "final_grade"),
    ]  # fmt: skip
    note = "点姓名到本人的面谈表（A4纵向，每人一页）"
    sheet = write_list(book, looks, data.report, ListSheet(NAME, NAME, note, fields, data.rows, frozen=4, paper=A4))
    for line, row in enumerate(data.rows, HEADINGS + 1):
        look = looks("box", "centre", "link", num_format="@")
        sheet.write_url(line, 3, f"internal:'{pages[row['employee_id']]}'!A1", look, row.get("person_name") or "—")
