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
from pipeline.scheme.cells import Cells
from pipeline.scheme.expressions import (
    STANDARD_GRADE,
    Call,
    Name,
    Node,
    Number,
    Operation,
    Text,
    criterion_names,
    number,
    substituted,
)
from pipeline.scheme.facts import Around, Facts, Past
from pipeline.scheme.functions import ARITY, EDGES, GAPS, TIES
from pipeline.scheme.tables import Band, Bands, BandSets, Edge, Lookup, Table

PERIOD = Period(2026, 3)
FIGURES, WORDS, DAYS, FLAGS = ("甲", "乙", "丙"), ("级别", "状态"), ("入职日期", "离职日期"), ("月末在职", "是新人")
LEVELS = ("", "见习", "初级", "中级")
GRADES = ("见习", "初级", "中级")
EMPLOYEES = ("A1", "A2", "A3", "A4")
BY_GRADE, FLAT = "保持标准", "底线"
"""A criterion about 标准级别, and one that is not."""
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
    """Up to four persons, all that may stand around them, some quantities without a value, some days blank."""
    made = draw(rows_of_persons())
    made.around = Around(GRADES, draw(_criteria), draw(_pasts()), draw(rows_of_persons()))
    return made


@st.composite
def rows_of_persons(draw: st.DrawFn) -> Facts:
    """Up to four persons with nothing around them."""
    rows = draw(st.integers(0, len(EMPLOYEES)))

    def many(one: st.SearchStrategy) -> list:
        return draw(st.lists(one, min_size=rows, max_size=rows))

    made = Facts(PERIOD, rows)
    made.columns["工号"] = np.array(EMPLOYEES[:rows], dtype=object)
    made.columns["经办人"] = np.array(many(st.sampled_from([*EMPLOYEES, "", "Z"])), dtype=object)
    made.columns["团队"] = np.array(many(st.sampled_from(["一队", "二队"])), dtype=object)
    lost = st.sampled_from([False] * 9 + [True])
    for name in FIGURES:
        values = many(figures)
        made.columns[name] = Figures(
            np.array([value.numerator for value in values], dtype=object),
            np.array([value.denominator for value in values], dtype=object),
            np.array(many(lost), dtype=bool),
        )
    for name in WORDS:
        words = np.array(many(st.sampled_from(LEVELS)), dtype=object)
        made.columns[name] = Cells(words, np.array(many(lost), dtype=bool)) if draw(lost) else words
    for name in DAYS:
        made.columns[name] = np.array(many(st.one_of(st.none(), _days)), dtype="datetime64[D]")
    for name in FLAGS:
        flags = np.array(many(st.booleans()), dtype=bool)
        made.columns[name] = Cells(flags, np.array(many(lost), dtype=bool)) if draw(lost) else flags
    return made


_days = st.one_of(
    st.dates(date(2025, 12, 30), date(2026, 4, 2)),
    st.dates(date(2023, 1, 1), date(2028, 12, 31)),
    st.sampled_from([date(2024, 2, 29), date(2026, 1, 31), date(2026, 2, 28), date(9999, 12, 31), date(1, 1, 1)]),
)


@st.composite
def _pasts(draw: st.DrawFn) -> dict[str, Past]:
    """What some persons had in some of the last months; of 乙 nothing was ever kept."""
    kinds = {FIGURES[0]: figures, WORDS[1]: st.sampled_from(LEVELS), FLAGS[0]: st.booleans()}
    months = [PERIOD.shift(-back) for back in (14, 3, 2, 1)]
    return {name: Past({who: draw(_history(one, months)) for who in EMPLOYEES[:3]}) for name, one in kinds.items()}


@st.composite
def _history(draw: st.DrawFn, one: st.SearchStrategy, months: list[Period]) -> tuple:
    kept = draw(st.lists(st.sampled_from([True, True, False]), min_size=len(months), max_size=len(months)))
    return tuple((month, draw(one)) for month, stays in zip(months, kept, strict=True) if stays)


@st.composite
def bands(draw: st.DrawFn, name: str = "档", edge: Edge | None = None) -> Bands:
    """One to four bands, open or closed at either end, of either edge rule, for figures outside of any rule."""
    edges: list[Fraction | None] = sorted(draw(st.lists(figures, min_size=2, max_size=5, unique=True)))  # type: ignore[assignment]
    if draw(st.booleans()):
        edges[0] = None
    if draw(st.booleans()):
        edges[-1] = None
    rates = st.sampled_from([Fraction(0), Fraction(1, 4), Fraction(-1, 2), Fraction(1), Fraction(1, 3)])
    made = tuple(Band(low, high, draw(rates)) for low, high in pairwise(edges))
    of_edge = edge or draw(st.sampled_from(["左闭右开", "左开右闭"]))
    outside = draw(st.sampled_from(["停算", "停算", "按零", "就近"]))
    return Bands(name, made, of_edge, "系数", "第一条", outside)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Table]:
    """Bands, bands by a word, and look-ups by one and by two words, in which some entries are missing."""
    words = st.sampled_from(LEVELS).map(lambda word: (word,))
    ones = draw(st.dictionaries(words, figures, max_size=4))
    twos = draw(st.dictionaries(st.tuples(st.sampled_from(LEVELS), st.sampled_from(LEVELS)), figures, max_size=12))
    forms = draw(st.dictionaries(words, st.sampled_from(LEVELS), max_size=4))
    return {
        "档": draw(bands()),
        "级差档": BandSets("级差档", ("级别",), draw(st.dictionaries(words, bands(), max_size=3)), "系数", "第一条"),
        "单表": Lookup("单表", ("级别",), ones, "元", "第一条"),
        "双表": Lookup("双表", ("级别", "状态"), twos, "元", "第一条", draw(st.one_of(st.none(), figures))),
        "词表": Lookup("词表", ("级别",), forms, "文字", "第一条", draw(st.sampled_from([None, "", "中级"]))),
    }


@st.composite
def formulas(draw: st.DrawFn, kind: str = "数", depth: int = 4) -> Node:
    """A formula that yields this kind: 数, 文字, 日期 or 是否."""
    return _formula(draw, kind, depth)


@st.composite
def formulas_of(draw: st.DrawFn, function: str, depth: int = 2) -> Node:
    """A formula that is a call of this function, of any kind the function yields."""
    kinds = [kind for kind, forms in _FORMS.items() if function in forms]
    if function in EDGES:
        return Call(function, (draw(_AWAY),))
    if function == "月内日":
        return Call(function, (draw(_AWAY), draw(_DAY)))
    return _made(draw, function, draw(st.sampled_from(kinds)), depth)


def _formula(draw: st.DrawFn, kind: str, depth: int) -> Node:
    if depth == 0 or draw(st.integers(0, 5)) == 0:
        return _leaf(draw, kind)
    return _made(draw, draw(st.sampled_from(_FORMS[kind])), kind, depth - 1)


def _leaf(draw: st.DrawFn, kind: str) -> Node:
    if kind == "数":
        return draw(st.one_of(constants, st.sampled_from(FIGURES).map(Name)))
    if kind == "文字":
        return draw(st.one_of(st.sampled_from(LEVELS).map(Text), st.sampled_from(WORDS).map(Name)))
    if kind == "日期":
        return draw(st.one_of(st.sampled_from(DAYS).map(Name), _edges))
    return Name(draw(st.sampled_from([*FLAGS, *FLAGS, "是", "否"])))


def _whole(*choices: int) -> st.SearchStrategy[Node]:
    """A whole number as it is written, a negative one with its sign before it."""

    def written(value: int) -> Node:
        size = Number(Fraction(abs(value)), str(abs(value)))
        return Operation("-", None, size) if value < 0 else size

    return st.sampled_from(choices).map(written)


_AWAY, _DAY = _whole(0, 1, 2, -1, -2, -5), _whole(1, 26, 29, 30, 31)
_edges = st.one_of(
    st.builds(lambda name, away: Call(name, (away,)), st.sampled_from(EDGES), _AWAY),
    st.builds(lambda away, day: Call("月内日", (away, day)), _AWAY, _DAY),
)


_SEVERAL = ("取大", "取小")
_ONE = ("绝对值", "向下取整", "向上取整", "团队其他人合计", "全体合计")
_ROUNDED = ("四舍五入", "舍去", "进位")
_BETWEEN = ("相差天数", "相差月数", "自然月数")
_OF_DAY = ("年", "月", "日")
_BANDED = ("超额累进", "档值", "档次")
_GROUPED = ("组内合计", "组内其他人合计", "组内计数", "组内名次", "组内并列数", "分摊")
_GATHERED = ("累计", "期均", "期大", "期小", "期数")
_ELSEWHERE = ("上期", "往期", "取自人员")
_FORMS = {
    "数": (
        *"+-*/", "负", "如果", *_SEVERAL, *_ONE, *_ROUNDED, *_BANDED, "查表", *_BETWEEN, *_OF_DAY, "级别序", *_GROUPED,
        *_GATHERED, "连续期数", *_ELSEWHERE,
    ),
    "是否": (
        "数比", "数比", "日期比", "文字比", "且", "或", "非", "为空", "属于", "如果", "全部", "任一", "至少", "达标",
        "连续", *_ELSEWHERE,
    ),
    "文字": ("如果", "查表", "级别移动", "最高达标", *_ELSEWHERE),
    "日期": ("如果", "加月", "加日", "首个考核月", "取自人员", *_SEVERAL),
}  # fmt: skip
"""By kind the functions, and the operations by a name of their own, that yield it."""


def _made(draw: st.DrawFn, form: str, kind: str, depth: int) -> Node:
    """A call of the function, or the operation, with parts of this depth."""

    def parts(*kinds: str) -> tuple[Node, ...]:
        return tuple(_formula(draw, one, depth) for one in kinds)

    if form in _ELSEWHERE:
        return _from_elsewhere(draw, form, kind, depth)
    if form in _GROUPED:
        return _over_group(draw, form, depth)
    if form in (*_GATHERED, "连续", "连续期数"):
        return _over_past(draw, form, depth)
    if form in (*_BANDED, "查表"):
        return _looked_up(draw, form, kind, depth)
    if kind == "是否" and form != "如果":
        return _condition(draw, form, depth)
    if form in "+-*/":
        return Operation(form, *parts("数", "数"))
    if form == "负":
        return Operation("-", None, *parts("数"))
    return Call(form, _arguments(draw, form, kind, depth))


def _arguments(draw: st.DrawFn, form: str, kind: str, depth: int) -> tuple[Node, ...]:
    def parts(*kinds: str) -> tuple[Node, ...]:
        return tuple(_formula(draw, one, depth) for one in kinds)

    if form == "如果":
        return parts("是否", kind, kind)
    if form in _ROUNDED:
        return (*parts("数"), draw(_whole(0, 1, 2, -1, -2)))
    if form in (*_BETWEEN, *_OF_DAY):
        return parts("日期", "日期") if form in _BETWEEN else parts("日期")
    if form == "最高达标":
        return (Name(BY_GRADE),)
    if form in ("加月", "加日"):
        return (*parts("日期"), draw(_whole(-13, -1, 0, 1, 12, 31)))
    if form in ("首个考核月", "级别移动"):
        steps = draw(st.one_of(_whole(-1, 1, 2, 15, 20), formulas("数", depth)))
        return (*parts("日期" if form == "首个考核月" else "文字"), steps)
    if form == "级别序":
        return parts("文字")
    return parts("数") if form in _ONE else parts(*[kind] * draw(st.integers(2, 3)))


def _looked_up(draw: st.DrawFn, form: str, kind: str, depth: int) -> Node:
    if form == "查表":
        table, words = ("词表", 1) if kind == "文字" else draw(st.sampled_from([("单表", 1), ("双表", 2)]))
        number: tuple[Node, ...] = ()
    else:
        table, words = draw(st.sampled_from([("档", 0), ("级差档", 1)]))
        number = (_formula(draw, "数", depth),)
    return Call(form, (Name(table), *number, *(_formula(draw, "文字", depth) for _ in range(words))))


def _over_group(draw: st.DrawFn, form: str, depth: int) -> Node:
    if form == "分摊":
        total = draw(st.one_of(constants, figures.map(lambda one: Number(one, "额"))))
        weight = Call("绝对值", (_formula(draw, "数", depth),)) if draw(st.booleans()) else _formula(draw, "数", depth)
        return Call(form, (_formula(draw, "数", depth) if draw(st.integers(0, 9)) == 0 else total, weight))
    keys = tuple(_formula(draw, "文字", min(depth, 1)) for _ in range(draw(st.integers(0, 2))))
    asked = _formula(draw, "是否" if form == "组内计数" else "数", depth)
    ties = (Text(draw(st.sampled_from(TIES))),) if form == "组内名次" else ()
    return Call(form, (asked, *ties, *keys))


def _over_past(draw: st.DrawFn, form: str, depth: int) -> Node:
    if form == "连续期数":
        return Call(form, (Name(FLAGS[0]),))
    if form == "连续":
        return Call(form, (Name(FLAGS[0]), draw(_whole(1, 2, 3))))
    quantity = Name(draw(st.sampled_from([FIGURES[0], FIGURES[0], FIGURES[1]])))
    if form == "期数":
        quantity = Name(draw(st.sampled_from([FIGURES[0], FLAGS[0], WORDS[1]])))
    return Call(form, (quantity, _formula(draw, "日期", min(depth, 1)), Text(draw(st.sampled_from(GAPS)))))


def _from_elsewhere(draw: st.DrawFn, form: str, kind: str, depth: int) -> Node:
    """上期, 往期 or 取自人员 of a quantity of this kind."""
    if form == "取自人员":
        names = {"数": FIGURES, "文字": WORDS, "日期": DAYS, "是否": FLAGS}[kind]
        return Call(form, (Name(draw(st.sampled_from(names))), Name("经办人")))
    quantity = Name({"数": FIGURES[0], "文字": WORDS[1], "是否": FLAGS[0]}[kind])
    back = (draw(_whole(1, 2, 4)),) if form == "往期" else ()
    return Call(form, (quantity, *back, _formula(draw, kind, depth)))


def _condition(draw: st.DrawFn, form: str, depth: int) -> Node:
    def parts(kind: str, least: int = 1, most: int = 1) -> tuple[Node, ...]:
        return tuple(_formula(draw, kind, depth) for _ in range(draw(st.integers(least, most))))

    if form in ("数比", "日期比", "文字比"):
        kind = form.removesuffix("比")
        signs = ("==", "!=") if kind == "文字" else ("==", "!=", ">", ">=", "<", "<=")
        return Operation(draw(st.sampled_from(signs)), *parts(kind, 2, 2))
    if form in ("且", "或"):
        return Operation(form, *parts("是否", 2, 2))
    if form == "非":
        return Operation("非", None, *parts("是否"))
    if form == "为空":
        return Call(form, parts(draw(st.sampled_from(["文字", "日期"]))))
    if form == "属于":
        return Call(form, parts("文字", 2, 3))
    if form == "达标":
        flat = draw(st.booleans())
        return Call(form, (Name(FLAT),)) if flat else Call(form, (Name(BY_GRADE), *parts("文字")))
    conditions = parts("是否", 1, 3)
    least = (draw(_whole(*range(1, len(conditions) + 1))),) if form == "至少" else ()
    return Call(form, (*least, *conditions))


_criteria = st.fixed_dictionaries({
    BY_GRADE: formulas("是否", 2)
    .filter(lambda node: not criterion_names(node))
    .map(lambda node: substituted(node, "级别", Name(STANDARD_GRADE))),
    FLAT: formulas("是否", 2).filter(lambda node: not criterion_names(node)),
})  # fmt: skip
"""What 达标 and 最高达标 may ask for."""
