"""A small branch: a pay standard of two quantities, appraised every quarter and every year."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

SOURCE = "第十七条"
IN_FORCE = {"from": "2026-01-01"}
SCHEME: dict[str, Any] = {
    "name": "薪酬与考核标准", "version": "2026", "approval": {"document": "渠管〔2025〕31号", "date": "2025-12-20"},
    "in_force": IN_FORCE, "groups": {"雇员": ["客户经理", "团队负责人"]},
    "grades": ["见习", "初级", "中级", "高级", "资深"],
    "customer_classes": {"large": "20%", "small": "20%", "top": "5%", "source": "客户分级规定"},
    "facts": [
        {"name": "归属净佣金", "unit": "元", "source": SOURCE}, {"name": "职责得分", "unit": "分", "source": SOURCE},
    ],
    "items": [{"name": "应发", "unit": "元", "round": "分", "formula": "归属净佣金 × 10%", "source": SOURCE}],
}  # fmt: skip
LAW = {
    "name": "税", "version": "2026", "in_force": IN_FORCE,
    "items": [{"name": "实发", "unit": "元", "round": "分", "formula": "应发", "source": "税法"}],
}  # fmt: skip
YEARS = ("2026", "2027")
INDICATORS = [
    {"name": "净收入", "quantity": "归属净佣金", "take": "合计", "unit": "元", "source": SOURCE},
]
QUARTERLY = {
    "name": "季度考核", "every": "每季", "who": "雇员", "source": SOURCE,
    "facts": [{"name": "民主测评分", "unit": "分", "blank": 80, "min": 0, "max": 100, "source": SOURCE}],
    "criteria": [
        {
            "name": "级别标准", "source": SOURCE,
            "tree": {"name": "季度净收入", "when": "净收入实绩 ≥ 查表(季度标准, 标准级别)"},
        },
    ],
    "tables": {
        "季度标准": {
            "unit": "元", "by": "级别", "source": SOURCE,
            "rows": {"见习": 0, "初级": 15000, "中级": 45000, "高级": 90000, "资深": 200000},
        },
    },
    "items": [
        {"name": "达到本级", "unit": "是否", "formula": "达标(级别标准, 级别)", "source": SOURCE},
        {"name": "达到上级", "unit": "是否", "source": SOURCE,
         "formula": "级别 ≠ 级别移动(级别, 1) 且 达标(级别标准, 级别移动(级别, 1))"},
        {"name": "连续达上级", "unit": "期", "formula": "如果(达到上级, 上期(连续达上级, 0) + 1, 0)", "source": SOURCE},
        {"name": "季度得分", "unit": "分", "round": 2, "source": SOURCE,
         "formula": "期均(职责得分, 季首(0), \"缺期略去\") × 50% + 民主测评分 × 50%"},
        {"name": "建议级别", "unit": "文字", "source": SOURCE,
         "formula": "如果(连续达上级 ≥ 1, 级别移动(级别, 1), 如果(达到本级, 级别, 级别移动(级别, -1)))"},
    ],
    "performance": "季度得分", "score": "季度得分",
    "grading": {"proposed": "建议级别", "after": 1, "keep": "级别标准", "rise": "级别标准", "source": SOURCE},
    "columns": ["季度得分", "连续达上级", "建议级别"],
}  # fmt: skip
YEARLY = {
    "name": "年度考评", "every": "每年", "who": "雇员", "source": "第十八条",
    "items": [
        {"name": "年度得分", "unit": "分", "round": 2, "formula": "期均(季度得分, 年首(0), \"缺期略去\")",
         "source": "第十八条"},
        {"name": "年度名次", "unit": "名", "formula": "组内名次(年度得分, \"并列占位\")", "source": "第十八条"},
    ],
    "score": "年度得分", "columns": ["年度得分", "年度名次"],
}  # fmt: skip


def configuration(path: Path, *, appraisals: tuple[dict[str, Any], ...] = (QUARTERLY, YEARLY)) -> Path:
    """A configuration with these appraisals, as a file."""
    days = {year: [f"{year}-01-01", f"{year}-10-01"] for year in YEARS}
    text = {
        "branch": {"name": "示例营业部"}, "calendar": {"statutory_days": days, "workdays": _workdays()},
        "report": {"columns": ["工号", "姓名", "应发", "实发"]},
        "schemes": [{**SCHEME, "indicators": INDICATORS, "appraisals": list(appraisals)}], "law": [LAW],
    }  # fmt: skip
    path.write_text(json.dumps(text, ensure_ascii=False), encoding="utf-8")
    return path


def _workdays() -> dict[str, list[str]]:
    """Mondays to Fridays."""
    days = {year: [dt.date(int(year), 1, 1) + dt.timedelta(n) for n in range(365)] for year in YEARS}
    return {year: [str(day) for day in of_year if day.weekday() < 5] for year, of_year in days.items()}
