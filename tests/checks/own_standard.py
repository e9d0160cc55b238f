"""A pay standard that asks for supplementary data and records of its own, for the checks of both."""

from __future__ import annotations

from pipeline.scheme.model import Fact, Record, RuleSet

ORDERS = Record(
    name="订单", columns={"订单号": "文字", "经办人": "工号", "接手人": "工号", "佣金": "元", "计佣日期": "日期"},
    key=["订单号"], blank=["接手人"], source="第一条",
)  # fmt: skip
VISITS = Record(
    name="走访", columns={"走访号": "文字", "经办人": "工号", "次数": "次"}, key=["走访号"], source="第二条"
)
SCHEME = RuleSet.model_validate(
    {"name": "标准", "version": "1", "in_force": {"from": "2026-01-01"}, "items": [], "records": [ORDERS, VISITS]}
)
FACTS = (
    Fact(name="客户成本", each="客户", unit="元", blank="0", source="第五条"),
    Fact(name="补贴", unit="元", source="第六条"),
)
