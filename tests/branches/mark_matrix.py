"""The branch's own attendance matrix: one row per person, one column per day, marks, and a legend under the table."""

from __future__ import annotations

from random import Random
from typing import Any

from .attendance import number_of
from .grid import Sheet
from .spelling import full_width
from .workdays import month_days

Row = dict[str, Any]
MARKS = {
    "正常": "√",
    "迟到": "△",
    "早退": "▽",
    "旷工": "×",
    "事假": "○",
    "病假": "☆",
    "年假": "◇",
    "调休": "◇",
    "出差": "□",
}
LEGEND = "√出勤 △迟到 ▽早退 ×旷工 ○事假 ☆病假 ◇年休 □出差 ■休息"


def matrix(rng: Random, period: str, people: list[Row], days: dict[str, list[Row]]) -> Sheet:
    """The matrix of some people; 缺卡 has no mark and stands in a column of its own."""
    year, month = period.split("-")
    dates = month_days(period)
    sheet = Sheet(f"{int(month)}月考勤")
    basics = ["序号", "工号", "姓名", "团队"] if rng.random() < 0.5 else ["工号", "姓名"]
    width = len(basics) + len(dates) + 1
    sheet.rows.append([f"示例营业部{year}年{int(month)}月考勤表"] + [None] * (width - 1))
    sheet.merge(0, 0, 0, width - 1)
    wide = rng.random() < 0.2
    sheet.rows.append([*basics, *[full_width(str(day.day)) if wide else day.day for day in dates], "缺卡次数"])
    if rng.random() < 0.5:
        sheet.rows.append([*[None] * len(basics), *["一二三四五六日"[day.weekday()] for day in dates], None])
        for left in [*range(len(basics)), width - 1]:
            sheet.merge(1, left, 2, left)
    for number, person in enumerate(people, start=1):
        by_day = {row["日期"]: row for row in days[person["工号"]]}
        facts = {"序号": number, "工号": person["工号"], "姓名": person["姓名"], "团队": person["团队"]}
        missing = int(sum(number_of(row, "缺卡") for row in by_day.values()))
        sheet.rows.append(
            [
                *[facts[name] for name in basics],
                *[mark(by_day[day]) if day in by_day else None for day in dates],
                missing or None,
            ]
        )
    sheet.rows += [[], [f"图例：{LEGEND}"], ["考勤员：何晓雯", None, "负责人签字："]]
    return sheet


def mark(row: Row) -> str:
    """The marks of one day: events first; attendance is ticked only when nothing else tells of it."""
    if not row["marks"]:
        return "■"
    events = "".join(MARKS[kind] for kind, _ in row["marks"] if kind in ("迟到", "早退"))
    parts = "".join(
        MARKS[kind] + (f"{number:f}" if number != 1 else "")
        for kind, number in row["marks"]
        if kind not in ("正常", "迟到", "早退", "缺卡")
    )
    return events + parts or "√"
