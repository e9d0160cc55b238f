"""Who was moved by the fourth quarter stands in the year's workbook with the grade he has from then on.

Source: 指引第十七条 (each quarter moves grades; the year leaves alone what the last quarter decided).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.reports.appraisal.model import SpanReport
from pipeline.reports.appraisal.year_data import YearData
from schemas.appraisal import GRADE_CHANGES, GRADE_PROPOSALS
from tests.reports_appraisal.made_up import number_of, year_report

NEW_YEAR = date(2027, 1, 1)
CHANGE = {
    "employee_id": number_of(0), "grade": "高级", "grade_since": NEW_YEAR, "grade_origin": "季度",
    "origin_period": "2026Q4", "article": "第二十条",
}  # fmt: skip


def year(movement: str, final: str, effective: date | None = None, change: dict[str, Any] | None = None) -> SpanReport:
    """Two persons of 中级; the year proposes this for the first, the fourth quarter decided this change."""
    rows = [
        {
            "employee_id": number_of(place), "grade": "中级", "proposed_grade": final if place == 0 else "中级",
            "final_grade": final if place == 0 else "中级", "movement_word": movement if place == 0 else "不变",
            "effective_on": effective if place == 0 else None, "decided_by_hand": False, "conclusion": "保持中级",
            "article": "第二十四条",
        }
        for place in range(2)
    ]  # fmt: skip
    made = year_report(2)
    changes = GRADE_CHANGES.from_rows([change] if change else [])
    tables = {"grade_proposals": GRADE_PROPOSALS.from_rows(rows), "quarter_changes": changes}
    return replace(made, tables={**made.tables, **tables})


def shown(report: SpanReport, place: int = 0) -> tuple[Any, ...]:
    """What the sheets of the year show of a person's grade."""
    row = next(row for row in YearData(report).rows if row["employee_id"] == number_of(place))
    return tuple(row[name] for name in ("grade", "final_grade", "movement_word", "effective_on", "conclusion"))


def test_the_grade_the_fourth_quarter_decided_is_the_final_one() -> None:
    """With its first day and the words; the year's own conclusion stays below, the other person as he is."""
    report = year("不变", "中级", change=CHANGE)
    told = "第四季度已定：高级，自2027-01-01起，年度考评不再变动\n保持中级"
    assert shown(report) == ("中级", "高级", "第四季度已定", NEW_YEAR, told)
    assert shown(report, 1) == ("中级", "中级", "不变", None, "保持中级")


@pytest.mark.parametrize(("movement", "final"), [("晋级", "资深"), ("降级", "初级")])
def test_a_grade_the_year_moves_is_the_years(movement: str, final: str) -> None:
    """On one day the year goes before the quarter."""
    assert shown(year(movement, final, NEW_YEAR, CHANGE)) == ("中级", final, movement, NEW_YEAR, "保持中级")


def test_without_a_change_nothing_is_settled() -> None:
    """The old grade is the final one."""
    assert shown(year("不变", "中级")) == ("中级", "中级", "不变", None, "保持中级")
