"""The plan of a year: targets of the branch, its teams and its persons that add up from month to year.

Scheme: 指引第三条, 第五条.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import Any

from .people import is_employee

Row = dict[str, Any]
Branch = dict[str, Any]
MONTHS = range(1, 13)
TEN_THOUSAND = Decimal(10_000)


def make_targets(
    rng: Random, branch: Branch, indicators: Mapping[str, tuple[str, str, int]], *, by_month: bool = True
) -> list[Row]:
    """A row per indicator of every employee, every team and the branch.

    ``indicators``: name → (unit, how months are gathered, about a person's figure of a month).  Those of the branch in
    元 are written in 万元.  ``by_month``: with months, which make the year's figure as the indicator gathers them.
    """
    staff = [row for row in branch["花名册"] if is_employee(row) and row["离职日期"] is None]
    rows: list[Row] = []
    for name, (unit, take, about) in indicators.items():
        months = {row["工号"]: _months(rng, take, about) for row in staff}
        teams = {row["团队"]: [months[each["工号"]] for each in staff if each["团队"] == row["团队"]] for row in staff}
        about_it = (int(branch["period"][:4]), name, take, by_month)
        rows.append(_row(about_it, ("营业部", None), unit, _added(list(months.values()))))
        rows += [_row(about_it, ("团队", team), unit, _added(parts)) for team, parts in sorted(teams.items())]
        rows += [_row(about_it, ("人员", code), unit, each) for code, each in months.items()]
    return rows


def _months(rng: Random, take: str, about: int) -> list[Decimal]:
    """A person's twelve figures: rising where the last counts, about the same otherwise."""
    if take == "期末":
        return [Decimal(about + about * month // 50 * 10) for month in MONTHS]
    return [Decimal(max(1, about + rng.randint(-about // 4, about // 4))) for _ in MONTHS]


def _added(parts: list[list[Decimal]]) -> list[Decimal]:
    return [sum(figures, Decimal(0)) for figures in zip(*parts, strict=True)]


def _row(about: tuple[int, str, str, bool], whose: tuple[str, str | None], unit: str, months: list[Decimal]) -> Row:
    year, name, take, by_month = about
    scale, written = (TEN_THOUSAND, "万元") if unit == "元" and whose[0] == "营业部" else (Decimal(1), unit)
    if take == "平均":  # The mean of twelve equal months is exact.
        months = [months[0]] * len(MONTHS)
    total = {"期末": months[-1], "平均": months[0]}.get(take, sum(months, Decimal(0)))
    shown = [figure / scale for figure in months] if by_month else [None] * len(MONTHS)
    return {
        "计划年度": year, "对象类别": whose[0], "对象名称": whose[1], "指标": name, "单位": written,
        "全年目标": total / scale, **{f"{month}月目标": figure for month, figure in zip(MONTHS, shown, strict=True)},
    }  # fmt: skip
