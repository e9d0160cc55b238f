"""What a formula yields: words, a day, yes or no, or a figure of some unit; and every place where these do not fit.

Under + - and in comparisons both sides must have one unit (a bare number fits any); × and ÷ are free.
比例 and 系数 have no unit of their own, and 元/月 counts as 元.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.scheme.expressions import Call, Name, Node, Number, Operation, Text, words
from pipeline.scheme.functions import COMPARISONS
from pipeline.scheme.tables import Bands, Lookup
from schemas.columns import Column

WORDS, DAY, FLAG = "文字", "日期", "是否"
ANY = ""
"""A figure whose unit says nothing: a bare number, or a product."""

_JOINED = {"+": "相加", "-": "相减"}


def column_unit(column: Column) -> str:
    """The unit of a column of figures, else what kind it is."""
    return {"date": DAY, "flag": FLAG}.get(column.type) or (
        WORDS if column.type in ("id", "text", "digits", "choice") else column.unit
    )


@dataclass
class Units:
    """Finds what formulas over these quantities and tables yield, and gathers what does not fit."""

    known: Mapping[str, str]
    tables: Mapping[str, Bands | Lookup | None]
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

    def of(self, node: Node) -> str | None:
        """What the formula yields; None where an unknown name leaves it open."""
        match node:
            case Number():
                return ANY
            case Text():
                return WORDS
            case Name(name=name):
                return _plain(self.known.get(name))
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
        if right == "比例" or (isinstance(node.right, Number) and (node.sign == "/" or node.right.text[-1] in "%‰")):
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
        if name in ("月首", "月末"):
            return DAY
        if name in ("为空", "属于"):
            for part in arguments:
                self.want(part, *((WORDS, DAY) if name == "为空" else (WORDS,)))
            return FLAG
        if name == "如果":
            self.want(arguments[0], FLAG)
            return self._same(arguments[1:], [self.of(part) for part in arguments[1:]], "作同一个“如果”的两项")
        if name in ("超额累进", "档值", "查表"):
            return self._table(node)
        found = [self.want(part) for part in arguments]
        return self._same(arguments, found, "比较大小") if name in ("取大", "取小") else found[0]

    def _table(self, node: Call) -> str | None:
        table = self.tables.get(node.arguments[0].name) if isinstance(node.arguments[0], Name) else None
        found = [self.want(part, *((WORDS,) if node.function == "查表" else ())) for part in node.arguments[1:]]
        unit = _plain(table.unit) if table else None
        return (found[0] if unit == "比例" else ANY) if node.function == "超额累进" else unit


def _plain(unit: str | None) -> str | None:
    return "比例" if unit == "系数" else unit and unit.split("/")[0]


def _named(kind: str) -> str:
    return {FLAG: "条件（是或否）", ANY: "数", "比例": "比例或系数"}.get(kind, kind)
