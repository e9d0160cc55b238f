"""A small pay standard with which nothing is wrong, and changes to it that provoke one rule each."""

from __future__ import annotations

from functools import cache
from typing import Any

from pipeline.compliance.flags import Flag
from pipeline.compliance.standard_check import asked, flags_of, pays
from pipeline.compliance.text import ComplianceText
from pipeline.scheme.model import RuleSet
from pipeline.settings import compiled
from tests.frame.tables import settings

CONDUCT = {"over": "违规投诉", "where": "是否有效", "take": "计数()", "unit": "次"}
Parts = dict[str, dict[str, Any]]

MEASURES: Parts = {
    "归属净佣金": {"over": "归属明细", "take": "合计(归属净佣金)", "unit": "元"},
    "违规次数": CONDUCT,
    "服务得分": {"over": "职责考核", "take": "合计(得分)", "unit": "分"},
    "一年前": {"ledger": "递延奖金", "origin": "-12", "take": "余额()", "unit": "元"},
    "两年前": {"ledger": "递延奖金", "origin": "-24", "take": "余额()", "unit": "元"},
    "三年前": {"ledger": "递延奖金", "origin": "-36", "take": "余额()", "unit": "元"},
}
ITEMS: Parts = {
    "底薪": {"formula": "3000", "nature": "底薪"},
    "合规系数": {"unit": "系数", "formula": "取大(0, 1 - 违规次数 × 10%)"},
    "佣金提成": {"formula": "取大(0, 归属净佣金) × 30% × 合规系数"},
    "递延": {"formula": "佣金提成 × 40%", "nature": "递延"},
    "首期": {"formula": "如果(违规次数 = 0, 一年前 ÷ 3, 0)"},
    "二期": {"formula": "如果(违规次数 = 0, 两年前 ÷ 2, 0)"},
    "末期": {"formula": "如果(违规次数 = 0, 三年前, 0)"},
    "应发合计": {"formula": "底薪 + 佣金提成 - 递延 + 首期 + 二期 + 末期", "nature": "应发"},
}
POSTS: list[dict[str, Any]] = [
    {"item": "递延", "origin": "0"},
    {"item": "首期", "sign": "-", "origin": "-12"},
    {"item": "二期", "sign": "-", "origin": "-24"},
    {"item": "末期", "sign": "-", "origin": "-36"},
]
"""A third after each of three years."""


def standard(
    items: Parts | None = None, measures: Parts | None = None, posts: list[dict[str, Any]] | None = None, **more: Any
) -> RuleSet:
    """The sound standard with parts changed or added; a part that is an empty dict is left out."""
    ledger = {"name": "递延奖金", "by": "人员与来源期间", "post": POSTS if posts is None else posts, "source": "第三条"}
    given = {
        "name": "试验标准", "version": "1", "in_force": {"from": "2026-01-01"},
        "credits": [credit("归属净佣金", "净佣金")],
        "measures": _named({**MEASURES, **(measures or {})}),
        "items": [_in_yuan(one) for one in _named({**ITEMS, **(items or {})})],
        "ledgers": [ledger] if ledger["post"] else [],
    }  # fmt: skip
    return RuleSet.model_validate({**given, **more})


def credit(name: str, amount: str) -> dict[str, str]:
    """An amount of customers credited to whoever developed them."""
    return {"name": name, "amount": amount, "relation": "开发", "split": "最大余数到分", "source": "第一条"}


def rules() -> ComplianceText:
    """The shipped rules."""
    text = settings().text.compliance
    assert text is not None
    return text


def flags(scheme: RuleSet, text: ComplianceText | None = None) -> list[Flag]:
    """What the rules find in a standard that loads without a problem."""
    made, problems, _ = compiled(scheme, None, {})
    assert problems == []
    chosen = text or rules()
    return flags_of(pays(made.scheme, chosen), chosen, asked(chosen, None))


def codes(scheme: RuleSet) -> set[str]:
    """The rules that find something."""
    return {flag.code for flag in flags(scheme)}


@cache
def sound() -> RuleSet:
    """The standard with which nothing is wrong."""
    return standard()


def _in_yuan(item: dict[str, Any]) -> dict[str, Any]:
    return item if "unit" in item else {"unit": "元", "round": "分", **item}


def _named(parts: Parts) -> list[dict[str, Any]]:
    return [{"name": name, "source": "第二条", **part} for name, part in parts.items() if part]
