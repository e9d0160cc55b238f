"""Spreads the attendance of a branch over files in the four layouts, by team."""

from __future__ import annotations

from collections import defaultdict
from random import Random
from typing import Any

from . import dingtalk, mark_matrix, wecom
from .grid import Book, Sheet

Row = dict[str, Any]
Branch = dict[str, Any]
LAYOUTS = ("钉钉月度汇总", "钉钉每日统计", "企业微信月报", "企业微信日报", "考勤符号表")


def attendance_files(
    rng: Random, branch: Branch, variety: str, by_team: dict[str, str] | None = None
) -> list[tuple[str, Book, str]]:
    """Name, book and style of each attendance file; `by_team` fixes the layout of a team."""
    stamp = branch["period"].replace("-", "")
    planned = []
    for layout, people in _groups(rng, branch, variety, by_team).items():
        sheet = attendance_sheet(rng, branch, layout, people, variety)
        style = (
            "xlsx"
            if variety == "plain"
            else rng.choice(("xlsx", "xlsx", "openpyxl", "xls") + (("ods", "html-xls") if variety == "wild" else ()))
        )
        planned.append((f"{layout}_{stamp}" if variety != "plain" else "考勤", Book([sheet]), style))
    return planned


def attendance_sheet(rng: Random, branch: Branch, layout: str, people: list[Row], variety: str) -> Sheet:
    """The attendance of some people in one layout; `people` are roster rows."""
    period = branch["period"]
    days: dict[str, list[Row]] = defaultdict(list)
    for row in branch["考勤明细"]:
        days[row["工号"]].append(row)
    if layout == "钉钉月度汇总":
        return dingtalk.month_summary(rng, period, people, days, with_due=variety == "plain" or rng.random() < 0.5)
    if layout == "钉钉每日统计":
        return dingtalk.daily_statistics(rng, period, people, days)
    if layout == "企业微信月报":
        return wecom.month_report(rng, period, people, days)
    if layout == "企业微信日报":
        return wecom.day_report(rng, period, people, days, variety == "wild" and rng.random() < 0.5)
    return mark_matrix.matrix(rng, period, people, days)


def _groups(rng: Random, branch: Branch, variety: str, by_team: dict[str, str] | None) -> dict[str, list[Row]]:
    """People by layout: everyone in one, or each team in its own."""
    present = {row["工号"] for row in branch["考勤"]}
    people = [row for row in branch["花名册"] if row["工号"] in present]
    if variety == "plain":
        return {"钉钉月度汇总": people} if people else {}
    chosen = by_team or {}
    common = rng.choice(LAYOUTS) if rng.random() < 0.4 else None
    groups: dict[str, list[Row]] = defaultdict(list)
    for team in sorted({row["团队"] for row in people}):
        layout = chosen.get(team) or common or rng.choice(LAYOUTS)
        groups[layout] += [row for row in people if row["团队"] == team]
    return groups
