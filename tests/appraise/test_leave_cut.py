"""Which months an appraisal leaves out because of long leave.  Scheme: the pay standard's own rule of leave."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from pipeline.appraise.leave_cut import leave_cut
from pipeline.past import kept_value
from pipeline.scheme.model import RuleSet
from pipeline.settings import Standard, compiled
from schemas.appraisal import FIGURES, LEAVE_CUT, SPAN_LONG_LEAVE
from schemas.results import PERSONS

from .people import QUARTER

TEXT = {
    "name": "标准", "version": "2026", "in_force": {"from": "2026-01-01"}, "grades": ["初级", "中级"],
    "facts": [{"name": "拜访数", "unit": "次", "source": "第一条", "blank": "0"}],
    "measures": [
        {"name": "长假天数", "over": "请假核对", "take": "合计(长假天数)", "unit": "天", "source": "第五条"},
    ],
    "items": [
        {"name": "计入考核月", "unit": "月", "source": "第七条", "who": "客户经理",
         "formula": "如果(长假天数 > 15, 0, 1)"},
        {"name": "有拜访", "unit": "是否", "source": "第六条", "formula": "拜访数 > 0"},
    ],
    "appraisals": [{"name": "季度考核", "every": "每季", "source": "第七条", "items": [
        {"name": "考核月数", "unit": "月", "source": "第七条", "formula": "累计(计入考核月, 季首(0), “缺期略去”)"},
        {"name": "拜访月数", "unit": "月", "source": "第七条", "formula": "期数(有拜访, 季首(0), “缺期略去”)"},
    ]}],
}  # fmt: skip


def standard() -> Standard:
    """A quarter that counts the months without long leave, and besides those with a visit."""
    made, *problems = compiled(RuleSet.model_validate(TEXT), None, {})
    assert not any(problems), problems
    return made


def persons() -> Any:
    """A manager, and an agent whom the rule is not for."""
    posts = {"1": "客户经理", "2": "证券经纪人"}
    return PERSONS.from_rows([{"employee_id": number, "post": post} for number, post in posts.items()])


def figure(quantity: str, month: str, value: Any, who: str = "1") -> dict[str, Any]:
    """What a month holds of a person."""
    return {"quantity": quantity, "employee_id": who, "origin": month, **kept_value(value)}


def test_a_month_that_leave_takes_out_is_told_with_its_days_and_article() -> None:
    """February counts 0; a month without a visit is no leave, one before the quarter none of it; an agent has 0."""
    figures = FIGURES.from_rows([
        *(figure("计入考核月", month, value) for month, value in
          (("2025-12", Fraction(0)), ("2026-01", Fraction(1)), ("2026-02", Fraction(0)), ("2026-03", Fraction(1)))),
        *(figure("计入考核月", f"2026-0{month}", Fraction(0), "2") for month in (1, 2, 3)),
        *(figure("有拜访", month, month != "2026-03") for month in ("2026-01", "2026-02", "2026-03")),
    ])  # fmt: skip
    leave = {
        "employee_id": "1", "leave_kind": "病假", "leave_from": date(2026, 1, 25), "leave_until": date(2026, 2, 28),
    }  # fmt: skip
    rows = SPAN_LONG_LEAVE.from_rows([
        {**leave, "days_long_leave": 7, "month": "2026-01"}, {**leave, "days_long_leave": 28, "month": "2026-02"},
    ])  # fmt: skip
    made = LEAVE_CUT.schema.validate(leave_cut(persons(), figures, rows, QUARTER, standard()))
    told = {"month": "2026-02", "quantity": "计入考核月", "days_long_leave": 28, "article": "第七条"}
    assert made.to_dict("records") == [{**leave, **told}]


def test_a_month_whose_leave_is_not_known_is_told_without_days() -> None:
    """A result that holds no leave yet: the month does not count all the same."""
    figures = FIGURES.from_rows([figure("计入考核月", "2026-02", Fraction(0))])
    made = leave_cut(persons(), figures, SPAN_LONG_LEAVE.from_rows([]), QUARTER, standard())
    assert made["month"].tolist() == ["2026-02"]
    assert made["leave_from"].isna().all()
