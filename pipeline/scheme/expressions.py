"""Formulas of a scheme: from the words a finance person writes to a small immutable tree.

Chinese names are identifiers; numbers may carry %, ‰, 万, 亿; × ÷ ≥ ≤ ≠ and full-width signs are accepted;
且, 或, 非 join conditions.  Python's own parser does the grammar, a white list does the rest; nothing is executed.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from fractions import Fraction

MULTIPLES = {"%": Fraction(1, 100), "‰": Fraction(1, 1000), "万": Fraction(10_000), "亿": Fraction(100_000_000)}


class FormulaError(ValueError):
    """A formula that cannot be understood; the text says what, in Chinese."""


@dataclass(frozen=True)
class Number:
    """An exact constant, with the words it was written in."""

    value: Fraction
    text: str


@dataclass(frozen=True)
class Text:
    """A word in quotes."""

    value: str


@dataclass(frozen=True)
class Name:
    """A quantity, an item or (as the first argument of a look-up) a table."""

    name: str


@dataclass(frozen=True)
class Call:
    """A function of the language applied to its arguments."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Operation:
    """Two operands joined by ``+ - * /``, a comparison, ``且`` or ``或``; or one after ``-`` or ``非`` (left is None)."""

    sign: str
    left: Node | None
    right: Node


Node = Number | Text | Name | Call | Operation

_TOKEN = re.compile(r"""\s+|(?P<text>"[^"]*"|'[^']*')|(?P<number>\d+(?:\.\d+)?)(?P<multiple>[%‰万亿]?)|(?P<word>[^\W\d_]\w*)|(?P<sign>==|!=|>=|<=|[-+*/()<>=,.])|(?P<odd>.)""", re.VERBOSE)  # fmt: skip
_SAME = str.maketrans("（）＋－×＊÷／，＞＜＝　％“”", "()+-**//,><= %\"\"")
_DIGRAPHS = {"≥": ">=", "≤": "<=", "≠": "!="}
_JOINERS = {"且": " and ", "或": " or ", "非": " not "}
_ARITHMETIC: dict[type[ast.AST], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARISON: dict[type[ast.AST], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=",
}  # fmt: skip


def number(text: str) -> Fraction:
    """The exact value of ``2500``, ``25%``, ``0.2‰``, ``3万``, ``-12.5``; FormulaError otherwise."""
    match = re.fullmatch(r"\s*(-?)\s*(\d[\d,]*(?:\.\d+)?)\s*([%‰万亿]?)\s*", str(text).translate(_SAME))
    if not match:
        raise FormulaError(f"“{text}”不是数字，应写成 2500、25%、0.2‰ 或 3万")
    size = Fraction(match[2].replace(",", "")) * MULTIPLES.get(match[3], Fraction(1))
    return -size if match[1] else size


def parse(formula: str) -> Node:
    """The tree of a formula; FormulaError says in Chinese what is wrong."""
    source, constants = _python(str(formula))
    try:
        tree = ast.parse(source.strip(), mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise FormulaError(f"公式“{formula}”写法有误：括号、逗号或运算符不成对") from error
    return _Reader(str(formula), constants).node(tree.body)


TABLE_FUNCTIONS = ("超额累进", "档值", "查表")
"""Functions whose first argument is the name of a table, not a quantity."""


def names(node: Node) -> frozenset[str]:
    """Every quantity and item the tree speaks of (tables are not among them)."""
    if isinstance(node, Name):
        return frozenset({node.name})
    return frozenset().union(*(names(part) for part in operands(node)))


def operands(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node that have a value: all but the table a look-up names."""
    parts = children(node)
    return parts[1:] if isinstance(node, Call) and node.function in TABLE_FUNCTIONS else parts


def children(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node, in reading order."""
    if isinstance(node, Call):
        return node.arguments
    if isinstance(node, Operation):
        return (node.right,) if node.left is None else (node.left, node.right)
    return ()


def words(node: Node, outer: int = 0) -> str:
    """The formula in the words of the language, with as few brackets as it needs."""
    if isinstance(node, Number):
        return node.text
    if isinstance(node, Text):
        return f"“{node.value}”"
    if isinstance(node, Name):
        return node.name
    if isinstance(node, Call):
        return f"{node.function}({', '.join(words(part) for part in node.arguments)})"
    rank = _RANK[node.sign]
    shown = {"*": "×", "/": "÷", ">=": "≥", "<=": "≤", "!=": "≠", "==": "="}.get(node.sign, node.sign)
    if node.left is None:
        text = f"{shown}{' ' if shown == '非' else ''}{words(node.right, 9)}"
    else:
        text = f"{words(node.left, rank)} {shown} {words(node.right, rank + 1)}"
    return f"({text})" if rank < outer else text


_RANK = {"或": 1, "且": 2, "非": 3, **dict.fromkeys(_COMPARISON.values(), 4), "+": 5, "-": 5, "*": 6, "/": 6}


def _python(formula: str) -> tuple[str, list[tuple[Fraction, str]]]:
    """The formula as Python source; each number becomes ``_0``, ``_1`` … so that it never becomes a float."""
    text = formula.translate(_SAME)
    for sign, plain in _DIGRAPHS.items():
        text = text.replace(sign, plain)
    constants: list[tuple[Fraction, str]] = []
    parts: list[str] = []
    for match in _TOKEN.finditer(text):
        if match["odd"] or match["sign"] == ".":
            raise FormulaError(f"公式“{formula}”里有不认识的符号“{match[0]}”")
        if match["number"]:
            constants.append((number(match[0]), match[0]))
            parts.append(f" _{len(constants) - 1} ")
        elif match["sign"] == "=":
            parts.append("==")
        else:
            parts.append(_JOINERS.get(match[0], match[0] if not match[0].isspace() else " "))
    return "".join(parts), constants


class _Reader:
    """Turns Python's tree into ours and refuses what the language does not have."""

    def __init__(self, formula: str, constants: list[tuple[Fraction, str]]) -> None:
        self.formula = formula
        self.constants = constants

    def node(self, tree: ast.AST) -> Node:
        if isinstance(tree, ast.Name):
            return self._name(tree.id)
        if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
            return Text(tree.value)
        if isinstance(tree, ast.BinOp) and type(tree.op) in _ARITHMETIC:
            return Operation(_ARITHMETIC[type(tree.op)], self.node(tree.left), self.node(tree.right))
        if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub | ast.Not):
            return Operation("-" if isinstance(tree.op, ast.USub) else "非", None, self.node(tree.operand))
        if isinstance(tree, ast.Compare):
            return self._comparison(tree)
        if isinstance(tree, ast.BoolOp):
            return self._joined("且" if isinstance(tree.op, ast.And) else "或", tree.values)
        if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and not tree.keywords:
            return Call(tree.func.id, tuple(self.node(part) for part in tree.args))
        raise FormulaError(f"公式“{self.formula}”里有本语言没有的写法")

    def _name(self, text: str) -> Node:
        if re.fullmatch(r"_\d+", text):
            return Number(*self.constants[int(text[1:])])
        return Name(text)

    def _comparison(self, tree: ast.Compare) -> Node:
        """``1 <= x < 3`` reads as both comparisons together."""
        terms = [tree.left, *tree.comparators]
        pairs: list[Node] = []
        for left, sign, right in zip(terms, tree.ops, terms[1:], strict=False):
            if type(sign) not in _COMPARISON:
                raise FormulaError(f"公式“{self.formula}”里有本语言没有的比较")
            pairs.append(Operation(_COMPARISON[type(sign)], self.node(left), self.node(right)))
        return self._fold("且", pairs)

    def _joined(self, sign: str, parts: list[ast.expr]) -> Node:
        return self._fold(sign, [self.node(part) for part in parts])

    def _fold(self, sign: str, parts: list[Node]) -> Node:
        joined = parts[0]
        for part in parts[1:]:
            joined = Operation(sign, joined, part)
        return joined
