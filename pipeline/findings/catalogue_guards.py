"""Findings of the floors and ceilings of pay that a standard or the law states (guards)."""

from __future__ import annotations

ENTRIES: dict[str, tuple[str, str, str, str, str]] = {
    # code: (level, title, message, expected, remedy)
    "N01": (
        "提醒", "不符合底线", "{who}不符合“{guard}”（{article}）：{text}。{causes}算法：{computation}",
        "不出现：{condition}", "{advice}；各项怎么来的，看 xinchou explain {period} {employee}",
    ),
    "N02": (
        "阻断", "不符合底线，不得发放", "{who}不符合“{guard}”（{article}）：{text}。{causes}算法：{computation}",
        "不出现：{condition}", "{advice}；各项怎么来的，看 xinchou explain {period} {employee}",
    ),
    "N03": (
        "阻断", "底线算不出", "{who}的底线“{guard}”算不出：{reason}（{article}）",
        "条件中的每个量都有值，所查的表有对应的行",
        "补齐该人员的数据，或请维护设定的人员补充表中的行（如本市的最低工资标准）",
    ),
}
