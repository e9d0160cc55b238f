"""Tiny appraisals: a standard with a few items, persons and figures from a few words, every step of the stage run."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from pipeline.appraisals import appraisal_items_table
from pipeline.appraise.appraisal_checks import (
    appraisal_items_without_value,
    months_without_indicator,
    quantities_of_no_month,
    targets_beyond_the_whole,
)
from pipeline.appraise.appraisal_history import appraisal_history
from pipeline.appraise.appraisal_items import appraisal_items
from pipeline.appraise.criteria_results import criteria_results
from pipeline.appraise.missing_targets import missing_targets
from pipeline.appraise.progress import progress
from pipeline.appraise.target_shares import target_shares
from pipeline.findings import Finding
from pipeline.past import kept_value
from pipeline.period import Period, Span
from pipeline.scheme.model import RuleSet
from pipeline.settings import Standard, compiled
from schemas import appraisal as tables
from schemas.intake import MONTH_TARGETS, SUPPLEMENTS, TARGETS
from schemas.results import PERSONS
from schemas.table import Table

BRANCH = "示例营业部"
QUARTER = Span.parse("2026Q1")
LONG_AGO = date(2020, 1, 1)


def fact(name: str, unit: str, **more: Any) -> dict[str, Any]:
    """A fact of a standard or an appraisal."""
    return {"name": name, "unit": unit, "blank": None, "source": "第一条", **more}


def item(name: str, unit: str, formula: str, **more: Any) -> dict[str, Any]:
    """An item of an appraisal; yuan are not rounded."""
    return {"name": name, "unit": unit, "formula": formula, "source": "第二条", **more}


def indicator(name: str, quantity: str, unit: str, take: str = "合计") -> dict[str, Any]:
    """An indicator."""
    return {"name": name, "quantity": quantity, "take": take, "unit": unit, "source": "第三条"}


def appraisal(items: Sequence[Mapping[str, Any]], every: str = "每季", **more: Any) -> dict[str, Any]:
    """An appraisal with these items."""
    return {"name": f"{every}考核", "every": every, "source": "第四条", "items": list(items), **more}


def scheme(*appraisals: Mapping[str, Any], **more: Any) -> RuleSet:
    """A pay standard with three facts every month knows, and these appraisals."""
    return RuleSet.model_validate({
        "name": "标准", "version": "2026", "in_force": {"from": "2026-01-01"},
        "grades": ["见习", "初级", "中级", "高级"],
        "facts": [fact("净收入", "元"), fact("有效户", "户"), fact("长假天数", "天"), fact("合格", "是否")],
        "items": [item("在岗月", "是否", "长假天数 ≤ 15")], "appraisals": list(appraisals), **more,
    })  # fmt: skip


def standard(*appraisals: Mapping[str, Any], region: str = "二类", **more: Any) -> Standard:
    """The same made ready; nothing may be wrong in it."""
    made, problems, _ = compiled(scheme(*appraisals, **more), None, {"营业部": BRANCH, "地区类别": region})
    assert problems == []
    return made


def problems(*appraisals: Mapping[str, Any], **more: Any) -> list[str]:
    """What is said of a standard, each with the path it is said at."""
    _, found, _ = compiled(scheme(*appraisals, **more), None, {"营业部": BRANCH})
    return [f"{'.'.join(map(str, path))}: {words}" for path, words in found]


def person(
    employee: str, *, team: str = "一组", grade: str = "中级", post: str = "客户经理", hired: date = LONG_AGO,
    left: date | None = None, since: date = LONG_AGO,
) -> dict[str, Any]:  # fmt: skip
    """A person as he is every month; pay days are all days of a month but the weekends."""
    return {
        "employee_id": employee, "person_name": f"姓名{employee}", "team": team, "post": post, "grade": grade,
        "grade_from": since, "hired_on": hired, "left_on": left,
    }  # fmt: skip


def weekdays(month: Period, first: date = LONG_AGO, last: date | None = None) -> int:
    """How many Mondays to Fridays of the month lie between two days."""
    days = (month.first_day + timedelta(n) for n in range(calendar.monthrange(month.year, month.month)[1]))
    return sum(day.weekday() < 5 and first <= day <= (last or day) for day in days)


def in_month(one: Mapping[str, Any], month: Period) -> dict[str, Any]:
    """His row of PERSONS of the month."""
    left = one["left_on"]
    return {
        **one, "month_number": month.month, "days_month": weekdays(month),
        "days_employed": weekdays(month, one["hired_on"], left),
        "employed_at_end": left is None or left > month.last_day,
        "hired_in_month": month.first_day <= one["hired_on"] <= month.last_day, "left_in_month": False,
        "low_income": False, "source": 1, "row": 2, "month": str(month),
    }  # fmt: skip


def there(one: Mapping[str, Any], month: Period) -> bool:
    """Whether he is employed on a day of the month."""
    return one["hired_on"] <= month.last_day and (one["left_on"] is None or one["left_on"] >= month.first_day)


def month_rows(people: Sequence[Mapping[str, Any]], months: Sequence[Period]) -> pd.DataFrame:
    """PERSONS rows of the months with column ``month``; a row may name another team per month (``teams``)."""
    from schemas.columns import columns

    table = Table("span_persons", "人员", "一行", (*PERSONS.columns, *columns("month")))
    rows = []
    for month in months:
        for one in people:
            if there(one, month):
                team = one.get("teams", {}).get(str(month), one["team"])
                rows.append({**in_month(one, month), "team": team})
    return table.from_rows(rows)


def figures(*rows: tuple[str, str, str, Any]) -> pd.DataFrame:
    """FIGURES from (quantity, 工号, months and values ``{"2026-01": 5}`` or one value for a month)."""
    made = [
        {"quantity": name, "employee_id": who, "origin": month, **kept_value(_exact(value))}
        for name, who, month, value in rows
    ]
    return tables.FIGURES.from_rows(made)


def _exact(value: Any) -> Any:
    return value if isinstance(value, bool | str | Fraction) else Fraction(str(value))


def by_month(name: str, who: str, first: str, *values: Any) -> list[tuple[str, str, str, Any]]:
    """Rows of a quantity of a person month by month from the first."""
    start = Period.parse(first)
    return [(name, who, str(start.shift(place)), value) for place, value in enumerate(values)]


def by_quarter(name: str, who: str, first: str, *values: Any) -> list[tuple[str, str, str, Any]]:
    """Rows of what an appraisal made of a person quarter by quarter from the first."""
    start = Span.parse(first)
    return [(name, who, str(start.shift(place).last_month), value) for place, value in enumerate(values)]


def target(scope: str, name: str, of: str, unit: str, total: Any, **months: Any) -> dict[str, Any]:
    """A row of 年度计划; months as ``m01=5``."""
    given = {f"target_{month[1:]}": Decimal(str(value)) for month, value in months.items()}
    return {
        "target_scope": scope, "target_object": name or None, "indicator": of, "target_unit": unit,
        "target_total": Decimal(str(total)), "target_year": 2026, "source": 1, "row": 2,
        **dict.fromkeys(MONTH_TARGETS), **given,
    }  # fmt: skip


@dataclass
class Held:
    """An appraisal held: every table the stage makes, and the findings of its checks."""

    tables: dict[str, pd.DataFrame]
    findings: list[Finding]
    standard: Standard = field(repr=False)

    def item(self, who: str, name: str) -> Any:
        """What an item is for a person: figures as plain decimals, words, yes or no; None where it is empty."""
        frame = self.tables["appraisal_items"]
        cell = frame.loc[frame["employee_id"] == who, name].tolist()[0]
        return None if pd.isna(cell) else cell.normalize() if isinstance(cell, Decimal) else cell

    def progress(self, scope: str, name: str, of: str, window: str) -> dict[str, Any]:
        """One row of progress; empty if there is none."""
        frame = self.tables["progress"]
        for row in frame.to_dict("records"):
            if (row["scope"], row["object_id"], row["indicator"], row["window"]) == (scope, name, of, window):
                return {str(key): None if pd.isna(value) else value for key, value in row.items()}
        return {}

    def conditions(self, who: str, criterion: str, grade: str = "") -> dict[str, tuple[str, str, str, bool | None]]:
        """By condition: what the person has, the comparison, the threshold, whether it holds."""
        frame = self.tables["criteria_results"].astype(object).where(lambda cells: cells.notna(), None)
        return {
            row["condition"]: (row["measured"], row["comparison"] or "", row["threshold"] or "", row["passed"])
            for row in frame.to_dict("records")
            if (row["employee_id"], row["criterion"], row["tested_grade"] or "") == (who, criterion, grade)
        }

    def codes(self) -> list[str]:
        """The codes of the findings."""
        return [one.code for one in self.findings]


def held(
    ready: Standard,
    people: Sequence[Mapping[str, Any]],
    rows: Sequence[tuple[str, str, str, Any]],
    span: Span = QUARTER,
    *,
    targets: Sequence[Mapping[str, Any]] = (),
    delivered: Sequence[Mapping[str, Any]] = (),
) -> Held:
    """The stage run as the quarter runs it: tables by name, each proved to be what its schema says."""
    year = [Period(span.year, month) for month in range(1, span.last_month.month + 1)]
    last = month_rows(people, [span.last_month])
    given: dict[str, Any] = {
        "figures": figures(*rows), "span_persons": month_rows(people, span.months),
        "persons": last[list(PERSONS.arrow_schema.names)],
        "year_persons": month_rows(people, year), "targets": TARGETS.from_rows([dict(one) for one in targets]),
        "supplements": SUPPLEMENTS.from_rows([{"source": 1, "row": 2, **one} for one in delivered]),
    }  # fmt: skip
    return _run(given, span, ready)


def _run(given: dict[str, Any], span: Span, ready: Standard) -> Held:
    from pipeline.runner import _arguments

    known = {"span": span, "standard": ready, "branch": BRANCH, "period": span.last_month}
    schemas = {
        "target_shares": tables.TARGET_SHARES, "progress": tables.PROGRESS, "criteria_results": tables.CRITERIA_RESULTS,
        "appraisal_items": appraisal_items_table(ready, span), "appraisal_history": tables.APPRAISAL_HISTORY,
    }  # fmt: skip
    for step in (target_shares, progress, appraisal_items, criteria_results, appraisal_history):
        made = step(**_arguments(step, given, known))
        given[step.__name__] = schemas[step.__name__].schema.validate(made)
    checks = (
        quantities_of_no_month, months_without_indicator, appraisal_items_without_value, missing_targets,
        targets_beyond_the_whole,
    )  # fmt: skip
    return Held(given, [one for check in checks for one in check(**_arguments(check, given, known))], ready)
