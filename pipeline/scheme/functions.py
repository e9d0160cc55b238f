"""The functions of the scheme language: what each is called, what it takes, and what it yields.

Some take the name of a table first (``expressions.TABLE_FUNCTIONS``); ``团队其他人合计`` looks beyond one row.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from typing import Any, cast

import numpy as np

from pipeline.money import Figures
from pipeline.scheme.facts import Facts

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
    return Figures(figures.num // figures.den, 1, figures.invalid)


def is_blank(cells: np.ndarray) -> np.ndarray:
    """为空: no word, no day."""
    return np.asarray(np.isnat(cells) if cells.dtype.kind == "M" else cells == "", dtype=bool)


def team_others(facts: Facts, figures: Figures) -> Figures:
    """团队其他人合计: for each person the sum over the others of the same team; one without a value spoils it."""
    teams = cast(np.ndarray, facts.columns["团队"])
    spread = figures.rows(facts.rows)
    sums: dict[str, Fraction] = {}
    spoilt: dict[str, int] = {}
    for row, team in enumerate(teams):
        sums[team] = sums.get(team, Fraction(0)) + spread.at(row)
        spoilt[team] = spoilt.get(team, 0) + bool(spread.invalid[row])
    others = [sums[team] - spread.at(row) for row, team in enumerate(teams)]
    return Figures(
        np.array([other.numerator for other in others], dtype=object),
        np.array([other.denominator for other in others], dtype=object),
        np.array([spoilt[team] - bool(spread.invalid[row]) > 0 for row, team in enumerate(teams)], dtype=bool),
    )


COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq, "!=": operator.ne, ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le,
}  # fmt: skip
