"""The functions of the scheme language: what each is called, what it takes, and what it yields.

Some take the name of a table first (``expressions.TABLE_FUNCTIONS``); ``团队其他人合计`` looks beyond one row.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np

from pipeline.money import Figures
from pipeline.scheme.facts import Facts, Value

ARITY: dict[str, tuple[int, int]] = {
    "取大": (2, 9), "取小": (2, 9), "绝对值": (1, 1), "四舍五入": (2, 2), "向下取整": (1, 1), "如果": (3, 3),
    "为空": (1, 1), "属于": (2, 20), "月首": (1, 1), "月末": (1, 1), "团队其他人合计": (1, 1),
    "超额累进": (2, 2), "档值": (2, 2), "查表": (2, 4),
}  # fmt: skip
AGGREGATES = ("合计", "计数", "去重计数", "余额")

MEANING: dict[str, str] = {
    "取大": "几个数中最大的一个",
    "取小": "几个数中最小的一个",
    "绝对值": "去掉正负号",
    "四舍五入": "四舍五入到几位小数",
    "向下取整": "不大于该数的最大整数",
    "如果": "条件成立取第二项，否则取第三项",
    "为空": "该格没有填",
    "属于": "是后面所列词语之一",
    "月首": "本月（加减若干月）的第一天",
    "月末": "本月（加减若干月）的最后一天",
    "团队其他人合计": "同一团队其他人员该项之和",
    "超额累进": "按档分段，每段乘以本档的比例后相加",
    "档值": "该数所在档的数值（全额）",
    "查表": "表中对应的数值",
}


def larger(*figures: Figures) -> Figures:
    """取大."""
    return reduce(Figures.larger, figures)


def smaller(*figures: Figures) -> Figures:
    """取小."""
    return reduce(Figures.smaller, figures)


def floor(figures: Figures) -> Figures:
    """向下取整: the largest whole number not above the figure."""
    return Figures(figures.num // figures.den, 1, figures.invalid, figures.reason)


def is_blank(value: Value) -> np.ndarray:
    """为空: no word, no day; figures are never blank."""
    if isinstance(value, Figures):
        return np.asarray(value.invalid)
    if value.dtype.kind == "M":
        return np.isnat(value)
    return np.asarray(value == "")


def team_others(facts: Facts, figures: Figures) -> Figures:
    """团队其他人合计: for each person the sum over the other persons of the same team."""
    teams = facts.columns["团队"]
    spread = figures.rows(facts.rows)
    sums: dict[Any, Any] = {}
    fractions = [spread.at(row) for row in range(facts.rows)]
    for team, fraction in zip(teams, fractions, strict=True):  # type: ignore[arg-type]
        sums[team] = sums.get(team, 0) + fraction
    others = [sums[team] - own for team, own in zip(teams, fractions, strict=True)]  # type: ignore[arg-type]
    return Figures(
        np.array([other.numerator for other in others], dtype=object),
        np.array([other.denominator for other in others], dtype=object),
        figures.invalid,
        figures.reason,
    )


COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq, "!=": operator.ne, ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le,
}  # fmt: skip
