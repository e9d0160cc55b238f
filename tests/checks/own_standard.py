"""A pay standard that asks for supplementary data and records of its own, for the checks of both."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from pipeline.scheme.appraisal_parts import Indicator
from pipeline.scheme.model import RuleSet
from pipeline.scheme.parts import Fact, Record
from pipeline.scheme.terms import Terms

ORDERS = Record(
    name="订单", columns={"订单号": "文字", "经办人": "工号", "接手人": "工号", "佣金": "元", "计佣日期": "日期"},
    key=["订单号"], blank=["接手人"], source="第一条",
)  # fmt: skip
VISITS = Record(
    name="走访", columns={"走访号": "文字", "经办人": "工号", "次数": "次"}, key=["走访号"], source="第二条"
)
INDICATORS = (
    Indicator(name="净收入", quantity="归属净佣金", take="合计", unit="元", source="第三条"),
    Indicator(name="新增户", quantity="新增户数", take="合计", unit="户", source="第三条"),
    Indicator(name="资产", quantity="日均资产", take="期末", unit="元", source="第三条"),
    Indicator(name="得分", quantity="职责得分", take="平均", unit="分", source="第三条"),
    Indicator(name="达标率", quantity="达标率", take="平均", unit="比例", source="第三条"),
)
SCHEME = RuleSet.model_validate(
    {
        "name": "标准", "version": "1", "in_force": {"from": "2026-01-01"}, "items": [], "records": [ORDERS, VISITS],
        "grades": ["初级", "中级", "高级"], "indicators": INDICATORS,
        "terms": {
            "notice": {"days": 60, "source": "指引第十九条"}, "decisions": {"months": 12, "source": "指引第十七条"},
        },
    }
)  # fmt: skip
STANDARD: Any = SimpleNamespace(scheme=SimpleNamespace(text=SCHEME, groups={}), law=None)
"""As much of a compiled standard as the checks of the plan ask for."""
WITHOUT_TERMS: Any = SimpleNamespace(
    scheme=SimpleNamespace(text=SCHEME.model_copy(update={"terms": Terms()}), groups={})
)
FACTS = (
    Fact(name="客户成本", each="客户", unit="元", blank="0", source="第五条"),
    Fact(name="补贴", unit="元", source="第六条"),
)
