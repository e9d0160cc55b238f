"""The grades a month itself decides, and the ledger it hands on. Scheme: 指引第十七条; primitives.md §3 no. 1."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from pipeline.grade_ledger import Grade, ledger_frame
from pipeline.grades.grade_changes import grade_changes
from pipeline.grades.grade_checks import proposals_without_grade
from pipeline.grades.month_grades import closing_grades, grade_proposals
from pipeline.period import Period, Span
from pipeline.scheme.model import RuleSet
from pipeline.settings import Standard, compiled
from pipeline.standard_tables import computed_tables
from schemas.appraisal import GRADE_CHANGES
from schemas.results import PERSONS

MARCH = Span.of_month(Period(2026, 3))
APRIL_FIRST = date(2026, 4, 1)


def standard(every: str = "每月", **grading: Any) -> Standard:
    """Who is told 降 goes down one step; an appraisal of the month of employees says so."""
    down = {"name": "下月级别", "unit": "文字", "source": "第六条",
            "formula": "如果(处理 = \"降\", 级别移动(级别, -1), 如果(处理 = \"错\", \"特级\", 级别))"}  # fmt: skip
    told = {"proposed": "下月级别", "after": 1, "source": "第六条", **grading}
    whole = {
        "name": "标准", "version": "2026", "in_force": {"from": "2026-01-01"}, "grades": ["初级", "中级", "高级"],
        "groups": {"雇员": ["客户经理"]},
        "facts": [{"name": "处理", "unit": "文字", "source": "第六条", "blank": "无"}],
        "items": [down],
        "appraisals": [{"name": "月度定级", "every": every, "who": "雇员", "source": "第六条",
                        **({"grading": told} if every == "每月" else {"items": [{**down, "name": "季末"}]})}],
    }  # fmt: skip
    made, problems, _ = compiled(RuleSet.model_validate(whole), None, {"营业部": "示例营业部"})
    assert problems == []
    return made


def person(number: str, grade: str | None, **more: Any) -> dict[str, Any]:
    """A row of PERSONS of March."""
    return {
        "employee_id": number, "person_name": f"姓名{number}", "team": "一组", "post": "客户经理", "grade": grade,
        "grade_from": date(2025, 1, 1) if grade else None, "hired_on": date(2020, 1, 1), "left_on": None,
        "month_number": 3, "days_month": 22, "days_employed": 22, "employed_at_end": True, "hired_in_month": False,
        "left_in_month": False, "low_income": False, "source": 1, "row": 2, **more,
    }  # fmt: skip


def proposed(ready: Standard, *people: tuple[dict[str, Any], str]) -> pd.DataFrame:
    """What the month proposes of persons for whom its item is this word."""
    persons = PERSONS.from_rows([one for one, _ in people])
    table = computed_tables(ready, ())["pay_items"]
    names = ("employee_id", "person_name", "team", "post", "grade")
    rows = [{**{name: one[name] for name in names}, "下月级别": word} for one, word in people]
    return grade_proposals(persons, table.from_rows(rows), MARCH, ready)


def entries(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Each entry: who, which grade, since when, until when, why."""
    columns = ["employee_id", "grade", "grade_since", "grade_until", "grade_origin", "origin_period"]
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in frame[columns].itertuples(index=False)]


def test_who_moves_has_the_new_grade_from_the_first_of_the_next_month() -> None:
    """Origin 月度; who keeps his, has none, has left, or holds a post the appraisal is not of has no entry."""
    left = person("4", "高级", left_on=date(2026, 3, 20), employed_at_end=False)
    made = proposed(
        standard(), (person("1", "高级"), "中级"), (person("2", "初级"), "初级"), (person("3", None), ""),
        (left, "中级"), (person("5", "高级", post="证券经纪人"), "中级"),
    )  # fmt: skip
    assert dict(zip(made["employee_id"], made["movement_word"], strict=True)) == {"1": "降级", "2": "不变", "3": "不变"}
    assert made["conclusion"][0] == "任现级15个月，降一级为中级，自2026-04-01起（第六条）"
    (row,) = GRADE_CHANGES.schema.validate(grade_changes(made, MARCH)).to_dict("records")
    assert (row["employee_id"], row["grade"], row["grade_since"]) == ("1", "中级", APRIL_FIRST)
    assert (row["grade_origin"], row["origin_period"], row["article"]) == ("月度", "2026-03", "第六条")


def test_a_later_month_where_the_standard_says_so() -> None:
    """``after: 2``: not the next month, the one after it."""
    made = proposed(standard(after=2), (person("1", "高级"), "中级"))
    assert made["effective_on"].tolist() == [date(2026, 5, 1)]


def test_a_word_that_is_no_grade_stops() -> None:
    """As in a quarter: Q19."""
    ready = standard()
    (told,) = proposals_without_grade(proposed(ready, (person("1", "高级"), "特级")), ready)
    assert (told.code, told.stops) == ("Q19", True)


def test_a_standard_without_appraisals_of_the_month_decides_nothing() -> None:
    """Those of quarters are not held."""
    assert proposed(standard("每季"), (person("1", "高级"), "中级")).empty


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ([], [("1", "中级", APRIL_FIRST, None, "月度", "2026-03")]),
        (
            [Grade("1", "高级", date(2025, 1, 1), "期初", "2026-01")],
            [("1", "高级", date(2025, 1, 1), date(2026, 3, 31), "期初", "2026-01"),
             ("1", "中级", APRIL_FIRST, None, "月度", "2026-03")],
        ),
        # A decision by hand made known before goes before it; what the roster announced does not.
        ([Grade("1", "初级", APRIL_FIRST, "人工", "2026-03")], [("1", "初级", APRIL_FIRST, None, "人工", "2026-03")]),
        ([Grade("1", "初级", APRIL_FIRST, "花名册", "2026-03")], [("1", "中级", APRIL_FIRST, None, "月度", "2026-03")]),
    ],
)  # fmt: skip
def test_the_ledger_handed_on_has_what_the_month_decided(held: list[Grade], expected: list[tuple[Any, ...]]) -> None:
    """The grade before ends on the day before."""
    decided = grade_changes(proposed(standard(), (person("1", "高级"), "中级")), MARCH)
    assert entries(closing_grades(ledger_frame(held), decided)) == expected


def test_the_ledger_stays_where_nobody_moves() -> None:
    """As it was at the beginning of the month."""
    held = ledger_frame([Grade("1", "高级", date(2025, 1, 1), "期初", "2026-01")])
    decided = grade_changes(proposed(standard(), (person("1", "高级"), "高级")), MARCH)
    assert entries(closing_grades(held, decided)) == entries(held)
