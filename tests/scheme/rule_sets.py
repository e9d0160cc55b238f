"""Small rule sets written as YAML would give them, compiled against a few known quantities."""

from __future__ import annotations

from typing import Any

from pipeline.scheme.compile import Rules, compile_rules
from pipeline.scheme.lint import Known, Problem
from pipeline.scheme.model import RuleSet
from pipeline.scheme.units import DAY, FLAG, WORDS

POSTS = ("客户经理", "团队负责人", "证券经纪人", "兼职")
PERSON = {"工号": WORDS, "团队": WORDS, "岗位": WORDS, "级别": WORDS, "入职日期": DAY, "月末在职": FLAG, "日数": "天"}
KNOWN = Known(
    facts={
        "人员": PERSON,
        "客户": {"净佣金": "元", "客户状态": WORDS},
        "产品销售": {"认购金额": "元", "产品类型": WORDS},
    },
    lines={"考勤": {"工号": WORDS, "迟到次数": "次", "日期": DAY}, "归属明细": {"工号": WORDS, "归属净佣金": "元"}},
    amounts={"净佣金": "money", "日均资产": "amount"},
    posts=POSTS,
)
LEDGERS = [
    {"name": "结欠", "source": "第十四条"},
    {"name": "风险金", "by": "人员与来源期间", "source": "第十三条"},
    {"name": "已奖有效户", "by": "客户", "unit": "户", "source": "第八条"},
]


def item(name: str, formula: str | None = None, **more: Any) -> dict[str, Any]:
    """An item as written."""
    rounding = {"round": "不取整"} if more.get("unit", "元") == "元" else {}
    return {
        "name": name,
        "unit": "元",
        "source": "第四条",
        **({"formula": formula} if formula else {}),
        **rounding,
        **more,
    }


def written(*items: dict[str, Any], **more: Any) -> RuleSet:
    """A rule set as written."""
    standard = {"name": "标准", "version": "1", "in_force": {"from": "2026-01-01"}}
    return RuleSet.model_validate({**standard, "items": list(items), **more})


def rules(*items: dict[str, Any], **more: Any) -> Rules:
    """A rule set without a problem, ready to run."""
    made, problems = compile_rules(written(*items, **more), KNOWN)
    assert problems == []
    return made


def problems(*items: dict[str, Any], base: Rules | None = None, **more: Any) -> list[Problem]:
    """Every problem of a rule set; with ``base`` it is a statute."""
    return compile_rules(written(*items, **more), KNOWN, base)[1]
