"""Random formulas, tables and facts: any tree at all for the writing, and well-kinded ones for the computing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

from pipeline.money import Figures
from pipeline.period import Period
from pipeline.scheme.expressions import Call, Name, Node, Number, Operation, Text, number
from pipeline.scheme.facts import Facts
from pipeline.scheme.functions import ARITY
from pipeline.scheme.tables import Band, Bands, Lookup

PERIOD = Period(2026, 3)
FIGURES, WORDS, DAYS, FLAGS = ("甲", "乙", "丙"), ("级别", "状态"), ("入职日期", "离职日期"), ("月末在职", "是新人")
LEVELS = ("", "见习", "初级", "中级")
SPELT = ("0", "1", "2.5", "25%", "0.5‰", "3万", "0.005", "8", "21.75", "1亿")


def bare(node: Node) -> Node:
    """The tree without the spelling of its numbers."""
    if isinstance(node, Number):
        return Number(node.value, "")
    if isinstance(node, Call):
        return replace(node, arguments=tuple(bare(part) for part in node.arguments))
    if isinstance(node, Operation):
        return replace(node, left=node.left and bare(node.left), right=bare(node.right))
    return node


constants = st.sampled_from(SPELT).map(lambda text: Number(number(text), text))
_leaves = st.one_of(
    constants,
    st.sampled_from([*FIGURES, *WORDS, "累计3岁以下", "None", "in", "Ａ"]).map(Name),
    st.sampled_from(["正常", "", "资管（计划）", "说“是”", '引"号"', "‘内’", "a\\b", "且", "１％"]).map(Text),
)
_SIGNS = ("+", "-", "*", "/", "==", "!=", ">", ">=", "<", "<=", "且", "或")


def _grown(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Operation, st.sampled_from(_SIGNS), parts, parts),
        st.builds(Operation, st.sampled_from(["-", "非"]), st.none(), parts),
        st.builds(Call, st.sampled_from([*ARITY, "自定"]), st.lists(parts, max_size=3).map(tuple)),
    )


any_tree: st.SearchStrategy[Node] = st.recursive(_leaves, _grown, max_leaves=12)
"""Any tree the grammar has, sensible or not."""

figures = st.one_of(
    st.integers(-3, 3).map(Fraction),
    st.integers(-60, 60).map(lambda half_fen: Fraction(half_fen, 200)),  # ties at half a fen
    st.fractions(-1000, 1000, max_denominator=40),
    st.integers(-(2**70), 2**70).map(Fraction),
)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Up to five rows; some figures without a value, some days blank."""
    rows = draw(st.integers(0, 5))

    def many(one: st.SearchStrategy) -> list:
        return draw(st.lists(one, min_size=rows, max_size=rows))

    made = Facts(PERIOD, rows)
    for name in FIGURES:
        values, spoilt = many(figures), many(st.sampled_from([False] * 9 + [True]))
        made.columns[name] = Figures(
            np.array([value.numerator for value in values], dtype=object),
            np.array([value.denominator for value in values], dtype=object),
            np.array(spoilt, dtype=bool),
        )
    for name in WORDS:
        made.columns[name] = np.array(many(st.sampled_from(LEVELS)), dtype=object)
    made.columns["团队"] = np.array(many(st.sampled_from(["一队", "二队"])), dtype=object)
    for name in DAYS:
        days = many(st.one_of(st.none(), st.dates(date(2025, 12, 30), date(2026, 4, 2))))
        made.columns[name] = np.array(days, dtype="datetime64[D]")
    for name in FLAGS:
        made.columns[name] = np.array(many(st.booleans()), dtype=bool)
    return made


@st.composite
def bands(draw: st.DrawFn, name: str = "档") -> Bands:
    """One to four bands, open or closed at either end, of either edge rule."""
    edges: list[Fraction | None] = sorted(draw(st.lists(figures, min_size=2, max_size=5, unique=True)))  # type: ignore[assignment]
    if draw(st.booleans()):
        edges[0] = None
    if draw(st.booleans()):
        edges[-1] = None
    rates = st.sampled_from([Fraction(0), Fraction(1, 4), Fraction(-1, 2), Fraction(1), Fraction(1, 3)])
    made = tuple(Band(low, high, draw(rates)) for low, high in pairwise(edges))
    return Bands(name, made, draw(st.sampled_from(["左闭右开", "左开右闭"])), "系数", "第一条")


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Bands | Lookup]:
    """Bands and look-ups by one and by two words, in which some entries are missing."""
    ones = draw(st.dictionaries(st.sampled_from(LEVELS).map(lambda word: (word,)), figures, max_size=4))
    twos = draw(st.dictionaries(st.tuples(st.sampled_from(LEVELS), st.sampled_from(LEVELS)), figures, max_size=12))
    return {
        "档": draw(bands()),
        "单表": Lookup("单表", ("级别",), ones, "元", "第一条"),
        "双表": Lookup("双表", ("级别", "状态"), twos, "元", "第一条"),
    }


@st.composite
def formulas(draw: st.DrawFn, kind: str = "数", depth: int = 4) -> Node:
    """A formula that yields this kind: 数, 文字, 日期 or 是否."""
    return _formula(draw, kind, depth)


def _formula(draw: st.DrawFn, kind: str, depth: int) -> Node:
    if depth == 0 or draw(st.integers(0, 5)) == 0:
        return _leaf(draw, kind)
    return _GROWN[kind](draw, depth - 1)


def _leaf(draw: st.DrawFn, kind: str) -> Node:
    if kind == "数":
        return draw(st.one_of(constants, st.sampled_from(FIGURES).map(Name)))
    if kind == "文字":
        return draw(st.one_of(st.sampled_from(LEVELS).map(Text), st.sampled_from(WORDS).map(Name)))
    if kind == "日期":
        return draw(st.one_of(st.sampled_from(DAYS).map(Name), _month_edges))
    return Name(draw(st.sampled_from(FLAGS)))


_month_edges = st.builds(
    lambda name, months: Call(name, (months,)),
    st.sampled_from(["月首", "月末"]),
    st.sampled_from(["0", "1", "2"]).flatmap(
        lambda text: st.sampled_from(
            [Number(Fraction(text), text), Operation("-", None, Number(Fraction(text), text))]
        )
    ),
)


def _chosen(draw: st.DrawFn, kind: str, depth: int) -> Node:
    return Call("如果", (_formula(draw, "是否", depth), _formula(draw, kind, depth), _formula(draw, kind, depth)))


def _figure(draw: st.DrawFn, depth: int) -> Node:
    form = draw(st.sampled_from(["+", "-", "*", "/", "负", "如果", "取大", "取小", *_ONE, "四舍五入", "表"]))
    if form in "+-*/":
        return Operation(form, _formula(draw, "数", depth), _formula(draw, "数", depth))
    if form == "负":
        return Operation("-", None, _formula(draw, "数", depth))
    if form == "如果":
        return _chosen(draw, "数", depth)
    if form == "四舍五入":
        digits = draw(st.sampled_from([0, 1, 2]))
        return Call(form, (_formula(draw, "数", depth), Number(Fraction(digits), str(digits))))
    if form == "表":
        return _looked_up(draw, depth)
    count = 1 if form in _ONE else draw(st.integers(2, 3))
    return Call(form, tuple(_formula(draw, "数", depth) for _ in range(count)))


_ONE = ("绝对值", "向下取整", "团队其他人合计")


def _looked_up(draw: st.DrawFn, depth: int) -> Node:
    function, table, words = draw(
        st.sampled_from([("超额累进", "档", 0), ("档值", "档", 0), ("查表", "单表", 1), ("查表", "双表", 2)])
    )
    keys = [_formula(draw, "文字", depth) for _ in range(words)] or [_formula(draw, "数", depth)]
    return Call(function, (Name(table), *keys))


def _flag(draw: st.DrawFn, depth: int) -> Node:
    form = draw(st.sampled_from(["数", "数", "日期", "文字", "且", "或", "非", "为空", "属于", "如果"]))
    if form in ("数", "日期", "文字"):
        signs = ("==", "!=") if form == "文字" else ("==", "!=", ">", ">=", "<", "<=")
        return Operation(draw(st.sampled_from(signs)), _formula(draw, form, depth), _formula(draw, form, depth))
    if form in ("且", "或"):
        return Operation(form, _formula(draw, "是否", depth), _formula(draw, "是否", depth))
    if form == "非":
        return Operation("非", None, _formula(draw, "是否", depth))
    if form == "为空":
        return Call("为空", (_formula(draw, draw(st.sampled_from(["文字", "日期"])), depth),))
    if form == "属于":
        return Call("属于", tuple(_formula(draw, "文字", depth) for _ in range(draw(st.integers(2, 3)))))
    return _chosen(draw, "是否", depth)


_GROWN = {
    "数": _figure,
    "是否": _flag,
    "文字": lambda draw, depth: _chosen(draw, "文字", depth),
    "日期": lambda draw, depth: _chosen(draw, "日期", depth),
}
