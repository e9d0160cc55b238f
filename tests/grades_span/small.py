"""A small pay standard with an appraisal a quarter and one a year, and the frames a span hands to the steps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from pipeline.appraisals import appraisal_items_table
from pipeline.period import Span
from pipeline.scheme.model import RuleSet
from pipeline.settings import Standard, compiled
from schemas.appraisal import CRITERIA_RESULTS, GRADE_PROPOSALS
from schemas.columns import BY_NAME
from schemas.intake import GRADE_DECISIONS
from schemas.results import PERSONS
from schemas.table import Table

QUARTER, YEAR = Span(2026, 2), Span(2026)
GRADES = ["见习", "初级", "中级", "高级", "资深"]
SPAN_PERSONS = Table("span_persons", "各月人员", "一行是一名人员一个月", (*PERSONS.columns, BY_NAME["month"]))
TREE = {
    "all": [
        {"name": "季净佣金", "when": "净佣金 ≥ 查表(底线, 标准级别)"},
        {"any": [{"name": "有效户", "when": "户数 ≥ 20"}, {"name": "例外", "when": "净佣金 ≥ 50000"}]},
    ]
}
_STANDARD = {
    "name": "标准", "version": "2026", "in_force": {"from": "2026-01-01"},
    "groups": {"雇员": ["客户经理", "团队负责人"]}, "grades": GRADES,
    "facts": [
        {"name": "净佣金", "unit": "元", "source": "第一条", "blank": "0"},
        {"name": "户数", "unit": "户", "source": "第一条", "blank": "0"},
    ],
    "tables": {
        "底线": {"unit": "元", "by": "级别", "source": "第十七条",
                 "rows": {"见习": 0, "初级": 9000, "中级": 9000, "高级": 9000, "资深": 9000}},
    },
    "items": [],
    "terms": {
        "probation": {"months": 12, "unconfirmed": 14, "source": "指引第二十三条"},
        "notice": {"days": 60, "source": "指引第十九条"},
    },
    "criteria": [{"name": "级别标准", "source": "第十七条", "tree": TREE}],
    "appraisals": [
        {
            "name": "年度考评", "every": "每年", "who": "雇员", "source": "第十九条",
            "items": [
                {"name": "年度得分", "unit": "分", "formula": "户数 × 1", "source": "第十九条"},
                {"name": "等次", "unit": "文字", "source": "第十九条",
                 "formula": "如果(年度得分 ≥ 80, \"称职\", \"不称职\")"},
                {"name": "年度级别", "unit": "文字", "source": "第十九条",
                 "formula": "如果(等次 = \"称职\", 级别, 级别移动(级别, -1))"},
            ],
            "score": "年度得分",
            "grading": {"proposed": "年度级别", "after": 1, "source": "第十九条"},
        },
        {
            "name": "季度考核", "every": "每季", "who": "雇员", "source": "第十七条",
            "items": [
                {"name": "达标次数", "unit": "期", "source": "第十七条",
                 "formula": "期数(净佣金, 季首(0), \"缺期略去\")"},
                {"name": "在级月数", "unit": "月", "source": "第十七条",
                 "formula": "相差月数(加日(月末(0), 1), 级别生效日)"},
                {"name": "列入考核", "unit": "是否", "source": "第十七条", "formula": "户数 ≥ 0"},
                {"name": "可以晋级", "unit": "是否", "source": "第十七条", "formula": "达标次数 ≥ 2 且 在级月数 ≥ 6"},
                {"name": "季度得分", "unit": "分", "formula": "户数 × 1", "source": "第十七条"},
                {"name": "建议级别", "unit": "文字", "source": "第十八条",
                 "formula": "如果(可以晋级, 级别移动(级别, 1), 级别)"},
            ],
            "score": "季度得分", "takes_part": "列入考核",
            "notices": [
                {"name": "劝退警示", "when": "户数 > 0 且 季度得分 < 2", "text": "季度得分{季度得分}，低于2分",
                 "source": "第二十一条"},
            ],
            "grading": {"proposed": "建议级别", "after": 1, "keep": "级别标准", "rise": "级别标准",
                        "source": "第十八条"},
        },
        {
            "name": "负责人考核", "every": "每季", "who": "团队负责人", "source": "第二十条",
            "items": [{"name": "负责人级别", "unit": "文字", "formula": "级别", "source": "第二十条"}],
            "grading": {"proposed": "负责人级别", "after": 2, "source": "第二十条"},
        },
    ],
}  # fmt: skip


@cache
def standard() -> Standard:
    """The pay standard, compiled without a problem."""
    return _compiled(_STANDARD)


@cache
def standard_with(probation: tuple[int, int] | None, days: int | None) -> Standard:
    """The same with other terms: months of probation and of a blank 转正日期, days of notice; or without them."""
    terms: dict[str, Any] = {"notice": {"days": days, "source": "第十九条"}} if days else {}
    if probation:
        terms["probation"] = {"months": probation[0], "unconfirmed": probation[1], "source": "第三条"}
    return _compiled({**_STANDARD, "terms": terms})


def _compiled(text: dict[str, Any]) -> Standard:
    made, *problems = compiled(RuleSet.model_validate(text), None, {})
    assert not any(problems), problems
    return made


def person(number: str, **more: Any) -> dict[str, Any]:
    """A row of 本月人员: an account manager of 一队, 初级 since 2025-10-01, with us since 2020."""
    ordinary = {
        "employee_id": number, "person_name": f"某{number}", "team": "一队", "post": "客户经理", "grade": "初级",
        "grade_from": date(2025, 10, 1), "hired_on": date(2020, 3, 2), "confirmed_on": date(2021, 3, 2),
        "days_month": 21, "days_employed": 21, "employed_at_end": True, "month": "2026-06",
    }  # fmt: skip
    return {**ordinary, **more}


def persons(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """The persons of the last month."""
    return PERSONS.from_rows([dict(row) for row in rows])


def span_persons(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """The persons of every month, each row with its month."""
    return SPAN_PERSONS.from_rows([dict(row) for row in rows])


def items(*rows: Mapping[str, Any], span: Span = QUARTER) -> pd.DataFrame:
    """考核项目 of these persons."""
    return appraisal_items_table(standard(), span).from_rows([dict(row) for row in rows])


def against(number: str, grade: str, passed: Mapping[str, bool], **more: Any) -> list[dict[str, Any]]:
    """The rows of 级别标准 of one person against one grade, as the appraisal of the quarter makes them."""
    compared = {
        "季净佣金": ("季净佣金", "12,000.00" if passed["季净佣金"] else "6,200.00", "不小于", "9,000.00"),
        "有效户": ("户数", "25" if passed["有效户"] else "3", "不小于", "20"),
        "例外": ("", "", "", ""),
    }
    rows = []
    for name, said in compared.items():
        row = dict(zip(("measured_words", "measured", "comparison", "threshold"), said, strict=True))
        who = {"appraisal": "季度考核", "employee_id": number, "criterion": "级别标准", "tested_grade": grade}
        rows.append({**who, "condition": name, "passed": passed[name], **row, **more})
    return rows


def results(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """达标明细."""
    return CRITERIA_RESULTS.from_rows([dict(row) for row in rows])


def decisions(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """级别决定 delivered with the span."""
    where = {"source": 1, "row": 2}
    return GRADE_DECISIONS.from_rows([{**where, **row} for row in rows])


def proposals(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """级别调整."""
    return GRADE_PROPOSALS.from_rows([dict(row) for row in rows])
