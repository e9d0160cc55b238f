"""What a formula yields: words, a day, yes or no, or a figure of some unit; and every place where these do not fit.

Under + - and in comparisons both sides must have one unit (a bare number fits any); × and ÷ are free.
比例 and 系数 have no unit of their own, and 元/月 counts as 元.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.scheme.expressions import YES_NO, Call, Name, Node, Number, Operation, Text, words
from pipeline.scheme.functions import COMPARISONS, EDGES
from pipeline.scheme.tables import Table
from schemas.columns import Column

WORDS, DAY, FLAG = "文字", "日期", "是否"
ANY = ""
"""A figure whose unit says nothing: a bare number, or a product."""

DAYS = "天"
"""The unit of 相差天数."""
_PERCENT = ("%", "‰")

_JOINED = {"+": "相加", "-": "相减"}


def column_unit(column: Column) -> str:
    """The unit of a column of figures, else what kind it is."""
    return {"date": DAY, "flag": FLAG}.get(column.type) or (
        WORDS if column.type in ("id", "text", "digits", "choice") else column.unit
    )


@dataclass
class Units:
    """Finds what formulas over these quantities and tables yield, and gathers what does not fit.

    ``people`` are the quantities of persons, for rows that name one.
    """

    known: Mapping[str, str]
    tables: Mapping[str, Table | None]
    people: Mapping[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def want(self, node: Node, *kinds: str) -> str | None:
        """The unit of a formula that should yield one of these kinds (none named: a figure); None if unknown."""
        found = self.of(node)
        fits = found in kinds if kinds else found not in (WORDS, DAY, FLAG)
        if found is not None and not fits:
            wanted = "、".join(_named(kind) for kind in kinds) or "数"
            self.problems.append(f"“{words(node)}”应为{wanted}，实为{_named(found)}")
            return None
        return found

    def want_unit(self, node: Node, kind: str) -> None:
        """The formula should yield this kind, or a figure of this unit: yuan are no ratio, and a ratio is no yuan."""
        found = self.want(node, *([kind] if kind in (WORDS, DAY, FLAG) else []))
        if {found, _plain(kind)} == {"元", "比例"}:
            self.problems.append(f"“{words(node)}”得出的是{found}，单位写的却是{kind}；请改公式或单位")

    def of(self, node: Node) -> str | None:
        """What the formula yields; None where an unknown name leaves it open."""
        match node:
            case Number(text=text):
                return "比例" if text.endswith(_PERCENT) else ANY
            case Text():
                return WORDS
            case Name(name=name):
                return FLAG if name in YES_NO else _plain(self.known.get(name))
            case Operation():
                return self._operation(node)
            case Call():
                return self._call(node)

    def _operation(self, node: Operation) -> str | None:
        if node.left is None:
            return self.want(node.right, FLAG) and FLAG if node.sign == "非" else self.want(node.right)
        if node.sign in ("且", "或"):
            self.want(node.left, FLAG)
            self.want(node.right, FLAG)
            return FLAG
        if node.sign in COMPARISONS:
            return self._comparison(node.left, node.sign, node.right)
        left, right = self.want(node.left), self.want(node.right)
        if node.sign in _JOINED:
            return self._same((node.left, node.right), (left, right), _JOINED[node.sign])
        if right == "比例" or (isinstance(node.right, Number) and node.sign == "/"):
            return left
        return right if node.sign == "*" and left == "比例" else ANY

    def _comparison(self, left: Node, sign: str, right: Node) -> str:
        kinds = (self.of(left), self.of(right))
        if FLAG in kinds:
            flag = left if kinds[0] == FLAG else right
            self.problems.append(f"“{words(flag)}”本身就是是或否，直接写它或 非 它，不用比较")
        elif self._same((left, right), kinds, "比较") == WORDS and sign not in ("==", "!="):
            self.problems.append(f"“{words(left)}”是文字，只能用 = 或 ≠ 比较")
        return FLAG

    def _same(self, nodes: Sequence[Node], units: Sequence[str | None], what: str) -> str | None:
        """The one unit of all; a bare number fits any unit, but no word and no day."""
        first: tuple[Node, str] | None = None
        for node, unit in zip(nodes, units, strict=True):
            if unit is None:
                return None
            if first is None or (first[1] == ANY and unit not in (WORDS, DAY, FLAG)):
                first = (node, unit)
            elif unit != first[1] and (unit != ANY or first[1] in (WORDS, DAY, FLAG)):
                said = (f"“{words(one)}”是{_named(kind)}" for one, kind in (first, (node, unit)))
                self.problems.append(f"{'，'.join(said)}，不能{what}")
                return None
        return first[1] if first else None

    def _call(self, node: Call) -> str | None:
        name, arguments = node.function, node.arguments
        if name in _KINDS:
            wanted, made = _KINDS[name]
            for part, kinds in zip(arguments, (*wanted, *[wanted[-1]] * len(arguments)), strict=False):
                self.want(part, *kinds)
            return made
        if name in ("超额累进", "档值", "档次", "查表"):
            return self._table(node)
        if name == "如果":
            self.want(arguments[0], FLAG)
            return self._same(arguments[1:], [self.of(part) for part in arguments[1:]], "作同一个“如果”的两项")
        if name in ("取大", "取小"):
            kinds = (DAY,) if DAY in map(self.of, arguments) else ()
            return self._same(arguments, [self.want(part, *kinds) for part in arguments], "比较大小")
        if name in ("达标", "最高达标"):
            for part in arguments[1:]:
                self.want(part, WORDS)
            return FLAG if name == "达标" else WORDS
        if name == "取自人员":
            self.want(arguments[1], WORDS)
            return _plain(self.people.get(arguments[0].name)) if isinstance(arguments[0], Name) else None
        if name in ("上期", "往期", "累计", "期均", "期大", "期小", "期数"):
            return self._past(name, arguments)
        unit = self.want(arguments[0])
        for part in arguments[1:]:
            self.want(part, *(() if name in _OF_FIGURES else (WORDS,)))
        return ANY if name in ("组内名次", "组内并列数") else unit

    def _past(self, name: str, arguments: Sequence[Node]) -> str | None:
        if self.of(arguments[0]) == DAY:
            self.problems.append(f"“{words(arguments[0])}”是日期，往期不留存日期")
            return None
        if name in ("上期", "往期"):
            other = arguments[-1]
            return self._same((arguments[0], other), (self.of(arguments[0]), self.of(other)), "作同一个量的数与缺省")
        self.want(arguments[1], DAY)
        return ANY if name == "期数" else self.want(arguments[0])

    def _table(self, node: Call) -> str | None:
        table = self.tables.get(node.arguments[0].name) if isinstance(node.arguments[0], Name) else None
        asked = node.arguments[1:] if node.function == "查表" else node.arguments[2:]
        found = None if node.function == "查表" else self.want(node.arguments[1])
        for part in asked:
            self.want(part, WORDS)
        unit = _plain(table.unit) if table else None
        if node.function == "档次":
            return ANY
        return (found if unit == "比例" else ANY) if node.function == "超额累进" else unit


_FIGURE: tuple[str, ...] = ()
_KINDS: dict[str, tuple[tuple[tuple[str, ...], ...], str]] = {
    **dict.fromkeys((*EDGES, "月内日"), ((_FIGURE,), DAY)),
    "为空": (((WORDS, DAY),), FLAG), "属于": (((WORDS,),), FLAG),
    "全部": (((FLAG,),), FLAG), "任一": (((FLAG,),), FLAG), "至少": ((_FIGURE, (FLAG,)), FLAG),
    **dict.fromkeys(("年", "月", "日"), (((DAY,),), ANY)),
    **dict.fromkeys(("加月", "加日", "首个考核月"), (((DAY,), _FIGURE), DAY)),
    "相差天数": (((DAY,),), DAYS), "相差月数": (((DAY,),), ANY), "自然月数": (((DAY,),), ANY),
    "级别序": (((WORDS,),), ANY), "级别移动": (((WORDS,), _FIGURE), WORDS),
    "组内计数": (((FLAG,), (WORDS,)), ANY),
    "连续": (((FLAG,), _FIGURE), FLAG), "连续期数": (((FLAG,),), ANY),
}  # fmt: skip
"""Functions that always make one kind: what each argument should be (the last goes on), and what they make."""
_OF_FIGURES = ("四舍五入", "舍去", "进位", "分摊")
"""Functions all of whose arguments are figures, and which keep the unit of the first."""


def _plain(unit: str | None) -> str | None:
    return "比例" if unit == "系数" else unit and unit.split("/")[0]


def _named(kind: str) -> str:
    return {FLAG: "条件（是或否）", ANY: "数", "比例": "比例或系数"}.get(kind, kind)
