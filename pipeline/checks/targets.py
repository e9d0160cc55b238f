"""The plan of the year (年度计划): targets without a unit, of nobody, of no indicator, below 0, or that do not add up.

Scheme: 指引第三条 (the plan of a team), 第五条 (its break-down to persons).
Reads: targets (as :func:`pipeline.intake.span.read_span` makes them), year_persons (the persons of every month of the
year so far), the indicators of the standard.
Not covered: cells that are empty or no figure, and the same row twice, which schema and intake tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.checks.places import Found, Places, Record, by, cell_finding, certainly, records, spot, unreported
from pipeline.checks.wording import nearest, plain, quoted
from pipeline.findings import Finding
from pipeline.period import Span
from pipeline.scheme.appraisal_parts import Indicator
from pipeline.target_units import unit_factor, units_for
from schemas.columns import BY_NAME, TARGET_SCOPES
from schemas.intake import MONTH_TARGETS

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.settings import Standard

BRANCH, TEAM, PERSON = TARGET_SCOPES
ZERO = Decimal(0)


def targets_without_unit(targets: pd.DataFrame, places: Places, found: Found) -> list[Finding]:
    """A figure nobody can read: 500 may be yuan, ten thousands of yuan or accounts. 第三条."""
    rows = records(targets.loc[targets["target_unit"].isna() & targets["target_total"].notna()])
    return [
        cell_finding("Y13", row, "target_unit", places, object=_object(row), indicator=row["indicator"] or "（空）",
                     total=plain(row["target_total"]))
        for row in unreported(rows, "target_unit", places, found)
    ]  # fmt: skip


def targets_in_other_units(targets: pd.DataFrame, places: Places, standard: Standard) -> list[Finding]:
    """A unit that is none of the indicator's: accounts for yuan, or a spelling nobody knows. 第三条."""
    return [
        cell_finding("Y14", row, "target_unit", places, object=_object(row), indicator=indicator.name,
                     unit=indicator.unit, units=f"{quoted(units_for(indicator.unit))}之一"
                     if len(units_for(indicator.unit)) > 1 else units_for(indicator.unit)[0])
        for indicator, row in _known(targets, standard)
        if row["target_unit"] is not None and unit_factor(row["target_unit"], indicator.unit) is None
    ]  # fmt: skip


def unknown_indicators(targets: pd.DataFrame, places: Places, standard: Standard) -> list[Finding]:
    """One finding per sheet and name of an indicator the standard does not have: its targets would be lost."""
    names = [indicator.name for indicator in standard.scheme.text.indicators]
    strange = records(targets.loc[targets["indicator"].notna() & ~targets["indicator"].isin(names)])
    asked = f"{quoted(names)}之一" if names else "薪酬标准的 indicators 中的名称（现行标准没有指标）"
    return [
        cell_finding("Y17", rows[0], "indicator", places, count=len(rows), asked=asked,
                     hint=nearest(rows[0]["indicator"], names))
        for rows in by(strange, "source", "indicator")
    ]  # fmt: skip


def unknown_target_objects(
    targets: pd.DataFrame, year_persons: pd.DataFrame, places: Places, branch: str, span: Span
) -> list[Finding]:
    """A target of a person or team the year has not known so far, of nobody, or of another branch. 第五条.

    One whose months begin after the span is of somebody yet to come, and left to his quarter.
    """
    known = (_names(year_persons), sorted(set(year_persons["team"].dropna().tolist())), branch)
    told = []
    for row in records(targets.loc[targets["target_scope"].isin(TARGET_SCOPES)]):
        problem, asked = _object_problem(row, *known)
        if problem and not (row["target_object"] and _begins_later(row, span)):
            facts = {"indicator": row["indicator"] or "（空）", "scope": row["target_scope"], "asked": asked}
            told.append(cell_finding("Y19", row, "target_object", places, problem=problem, **facts))
    return told


def targets_not_adding_up(targets: pd.DataFrame, places: Places, standard: Standard) -> list[Finding]:
    """Months that do not make the target of the year: their sum, their mean, or December's, as the indicator gathers.

    A blank month beside filled ones is nothing; all months blank are left to the break-down. 第五条.
    """
    return [
        cell_finding("Y20", row, "target_total", places, object=_object(row), indicator=indicator.name,
                     total=plain(row["target_total"]), unit=row["target_unit"] or "", expected=expected,
                     found=f"{words}{plain(made)}{row['target_unit'] or ''}",
                     difference=plain(abs(made - row["target_total"])))
        for indicator, row in _known(targets, standard)
        if row["target_total"] is not None and any(row[name] is not None for name in MONTH_TARGETS)
        for made, words, expected in [_gathered(indicator, row)]
        if made != row["target_total"]
    ]  # fmt: skip


def negative_targets(targets: pd.DataFrame, places: Places, standard: Standard) -> list[Finding]:
    """A target below 0, which anybody reaches by doing nothing; only a growth may be planned to be one. 第三条."""
    return [
        cell_finding("Q08", row, below[0], places, object=_object(row), indicator=indicator.name,
                     columns="、".join(f"“{BY_NAME[name].heading}”" for name in below))
        for indicator, row in _known(targets, standard)
        if indicator.take != "增减"
        if (below := [name for name in ("target_total", *MONTH_TARGETS) if (row[name] or ZERO) < 0])
    ]  # fmt: skip


def targets_of_another_year(targets: pd.DataFrame, places: Places, span: Span) -> list[Finding]:
    """Targets of another year in the folder of this one: they would be taken for this year's or lost."""
    other = records(targets.loc[certainly(targets["target_year"] != span.year)])
    return [
        cell_finding("Y21", row, "target_year", places, object=_object(row), indicator=row["indicator"] or "（空）",
                     year=span.year)
        for row in other
    ]  # fmt: skip


def targets_of_branch_twice(targets: pd.DataFrame, places: Places) -> list[Finding]:
    """A target of the branch written twice, once with its name and once without; other repetitions the schema tells."""
    rows = records(targets.loc[certainly(targets["target_scope"] == BRANCH) & targets["indicator"].notna()])
    return [
        _written_twice(row, group[0], places)
        for group in by(rows, "target_year", "indicator")
        for row in group[1:]
        if row["target_object"] != group[0]["target_object"]
    ]


def _known(targets: pd.DataFrame, standard: Standard) -> Iterator[tuple[Indicator, Record]]:
    """The targets of indicators the standard has, each with its indicator."""
    known = {indicator.name: indicator for indicator in standard.scheme.text.indicators}
    for row in records(targets.loc[targets["indicator"].isin(list(known))]):
        yield known[row["indicator"]], row


def _object(row: Record) -> str:
    """Whose target it is: ``营业部``, ``团队一部``, ``工号1001``."""
    scope, name = row["target_scope"] or "", row["target_object"] or ""
    return f"{'工号' if scope == PERSON else scope}{name}" or "（空）"


def _begins_later(row: Record, span: Span) -> bool:
    """Whether the first month with a target comes after the span."""
    filled = [month for month, name in enumerate(MONTH_TARGETS, start=1) if row[name]]
    return bool(filled) and filled[0] > span.last_month.month


def _names(people: pd.DataFrame) -> dict[str, str]:
    """工号 → 姓名 of everyone in any month of the year."""
    people = people[["employee_id", "person_name"]].drop_duplicates("employee_id")
    return {row["employee_id"]: row["person_name"] or "" for row in records(people) if row["employee_id"]}


def _object_problem(row: Record, names: dict[str, str], teams: list[str], branch: str) -> tuple[str, str]:
    """What is wrong with the object of a target, and what is asked; empty where nothing is."""
    scope, name = row["target_scope"], row["target_object"] or ""
    if scope == BRANCH:
        return ("不是本营业部" if name not in ("", branch) else ""), f"{branch}，或空白"
    if scope == TEAM:
        hint = "" if name in teams else f"不是本年的团队{nearest(name, teams)}" if name else "没有填写"
        return hint, f"{quoted(teams)}之一"
    hint = "" if name in names else f"不是本年人员的工号{_number_hint(name, names)}" if name else "没有填写"
    return hint, "本年人员的工号"


def _number_hint(name: str, names: dict[str, str]) -> str:
    """The 工号 that may be meant: of the person of this name, or but for leading zeros."""
    alike = [number for number, person in names.items() if person == name]
    if len(alike) == 1:
        return f"（{name}的工号是{alike[0]}）"
    likely = next((number for number in names if number.lstrip("0") == name.lstrip("0")), "")
    return f"（有{likely}，可能丢失或多出了前面的0）" if likely else ""


def _gathered(indicator: Indicator, row: Record) -> tuple[Decimal, str, str]:
    """What the months come to over the year, how that is called, and what it should be."""
    months = [row[name] or ZERO for name in MONTH_TARGETS]
    if indicator.take == "期末":
        return months[-1], "12月目标为", "12月的目标等于全年目标（期末数）"
    if indicator.take == "平均":
        filled = [row[name] for name in MONTH_TARGETS if row[name] is not None]
        return sum(filled, ZERO) / len(filled), "各月目标平均为", "有目标的各月的平均等于全年目标"
    return sum(months, ZERO), "各月目标合计为", "各月目标之和等于全年目标"


def _written_twice(row: Record, first: Record, places: Places) -> Finding:
    facts = {
        "object": BRANCH, "indicator": row["indicator"], "first_place": spot(places, first, "target_total"),
        "first": _figure(first), "first_unit": first["target_unit"] or "",
        "total": _figure(row), "unit": row["target_unit"] or "",
    }  # fmt: skip
    return cell_finding("Y22", row, "target_total", places, **facts)


def _figure(row: Record) -> str:
    return "（空）" if row["target_total"] is None else plain(row["target_total"])
