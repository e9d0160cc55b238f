"""Formulas of a scheme: from the words a finance person writes to a small immutable tree.

Chinese names are identifiers; numbers may carry %, ‰, 万, 亿; × ÷ ≥ ≤ ≠ and full-width signs are accepted;
且, 或, 非 join conditions.  Python's own parser does the grammar, a white list does the rest; nothing is executed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from fractions import Fraction
from functools import reduce

from pipeline.scheme.nodes import (
    CRITERION_FUNCTIONS,
    EARLIER_FUNCTIONS,
    PAST_FUNCTIONS,
    PERSON_FUNCTIONS,
    STANDARD_GRADE,
    TABLE_FUNCTIONS,
    YES_NO,
    Call,
    Name,
    Node,
    Number,
    Operation,
    Text,
    children,
    criterion_names,
    history_names,
    names,
    operands,
    past_names,
    person_names,
    substituted,
    whole,
)

__all__ = [
    "CRITERION_FUNCTIONS", "EARLIER_FUNCTIONS", "MAX_DEPTH", "PAST_FUNCTIONS", "PERSON_FUNCTIONS", "STANDARD_GRADE",
    "TABLE_FUNCTIONS", "YES_NO", "Call", "FormulaError", "Name", "Node", "Number", "Operation", "Text", "children",
    "criterion_names", "history_names", "names", "number", "operands", "parse", "past_names", "person_names",
    "substituted", "whole", "words",
]  # fmt: skip

MULTIPLES = {"%": Fraction(1, 100), "‰": Fraction(1, 1000), "万": Fraction(10_000), "亿": Fraction(100_000_000)}


class FormulaError(ValueError):
    """A formula that cannot be understood; the text says what, in Chinese."""


MAX_DEPTH = 60
"""How deep a formula may nest, and how many terms one chain may have; more belongs into several items."""

_TEXT = re.compile("([\"“”][^\"“”]*[\"“”]|['‘’][^'‘’]*['‘’])")
_TOKEN = re.compile(
    r"""\s+
    |(?P<number>\d+(?:\.\d+)?)(?P<multiple>[%‰万亿]?)
    |(?P<word>[^\W\d_]\w*)
    |(?P<sign>==|!=|>=|<=|[-+*/()<>=,])
    |(?P<odd>.)""",
    re.VERBOSE,
)
_THOUSANDS = re.compile(r"(?<![\d.])[1-9]\d{0,2},\d{3}(?!\d)")
_SAME = str.maketrans("（）＋－−×＊÷／，＞＜＝\u3000％", "()+--**//,><= %")
_DIGRAPHS = {"≥": ">=", "≤": "<=", "≠": "!="}
_JOINERS = {"且": " and ", "或": " or ", "非": " not "}
_ENGLISH = {"and": "且", "or": "或", "not": "非", "if": "如果(条件, 是, 否)"}
_ARITHMETIC: dict[type[ast.AST], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARISON: dict[type[ast.AST], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=",
}  # fmt: skip


LONGEST_NUMBER = 40
LARGEST = Fraction(10) ** 15
"""No constant, and no figure of an item, may reach this: it would be a slip of the pen."""


def number(text: str) -> Fraction:
    """The exact value of ``2500``, ``25%``, ``0.2‰``, ``3万``, ``-12.5``; FormulaError otherwise."""
    match = re.fullmatch(r"\s*(-?)\s*(\d[\d,]*(?:\.\d+)?)\s*([%‰万亿]?)\s*", str(text).translate(_SAME))
    if not match:
        raise FormulaError(f"“{text}”不是数字，应写成 2500、25%、0.2‰ 或 3万")
    if len(match[2]) > LONGEST_NUMBER:
        raise FormulaError(f"“{str(text)[:LONGEST_NUMBER]}…”太长：一个数至多{LONGEST_NUMBER}位")
    size = Fraction(match[2].replace(",", "")) * MULTIPLES.get(match[3], Fraction(1))
    if size >= LARGEST:
        raise FormulaError(f"“{text}”太大：一个数应小于一千万亿")
    return -size if match[1] else size


def parse(formula: str) -> Node:
    """The tree of a formula; FormulaError says in Chinese what is wrong."""
    written = _Written(str(formula))
    source = written.source()
    try:
        tree = ast.parse(source.strip(), mode="eval")
    except (MemoryError, RecursionError) as error:
        raise written.too_deep() from error
    except SyntaxError as error:
        raise (written.too_deep() if "too many" in str(error) else written.unreadable(source)) from error
    return _Reader(written).node(tree.body)


def words(node: Node, outer: int = 0) -> str:
    """The formula in the words of the language, with as few brackets as it needs."""
    if isinstance(node, Number):
        return node.text
    if isinstance(node, Text):
        return f"‘{node.value}’" if re.search("[\"“”]", node.value) else f"“{node.value}”"
    if isinstance(node, Name):
        return node.name
    if isinstance(node, Call):
        return f"{node.function}({', '.join(words(part) for part in node.arguments)})"
    rank = _RANK[node.sign]
    shown = {"*": "×", "/": "÷", ">=": "≥", "<=": "≤", "!=": "≠", "==": "="}.get(node.sign, node.sign)
    if node.left is None:
        text = f"{shown}{' ' if shown == '非' else ''}{words(node.right, 9)}"
    else:
        chained = node.sign in _COMPARISON.values()  # a < b < c would read as two comparisons
        text = f"{words(node.left, rank + chained)} {shown} {words(node.right, rank + 1)}"
    return f"({text})" if rank < outer else text


_RANK = {"或": 1, "且": 2, "非": 3, **dict.fromkeys(_COMPARISON.values(), 4), "+": 5, "-": 5, "*": 6, "/": 6}


class _Written:
    """A formula as written; every number, text and name becomes ``_0``, ``_1`` … so that Python reads only the signs.

    So no number becomes a float, no text is unescaped, and no name is normalised or taken for a keyword.
    """

    def __init__(self, formula: str) -> None:
        self.formula = formula
        self.leaves: list[Number | Text | Name] = []
        self.parts: list[str] = []
        self.last = ""

    def source(self) -> str:
        """The formula as Python source."""
        if not self.formula.strip():
            raise FormulaError("公式是空的")
        for index, piece in enumerate(_TEXT.split(self.formula)):
            if index % 2:
                self._leaf(Text(piece[1:-1]), piece)
            else:
                self._piece(piece.translate(_SAME))
        return "".join(self.parts)

    def _piece(self, piece: str) -> None:
        for sign, plain in _DIGRAPHS.items():
            piece = piece.replace(sign, plain)
        thousands = _THOUSANDS.search(piece)
        if thousands:
            raise FormulaError(
                f"公式“{self.formula}”里的“{thousands[0]}”看不出是一个数还是两个数：数字不写千分位逗号，两项之间的逗号后留空格"
            )
        for match in _TOKEN.finditer(piece):
            self._token(match)

    def _token(self, match: re.Match[str]) -> None:
        token = match[0]
        if match["odd"]:
            raise FormulaError(f"公式“{self.formula}”里有不认识的符号“{token}”")
        if token in _ENGLISH:
            raise FormulaError(f"公式“{self.formula}”里的“{token}”应写成 {_ENGLISH[token]}")
        if match["number"]:
            self._leaf(Number(number(token), token), token)
        elif match["word"] and token not in _JOINERS:
            self._leaf(Name(token), token)
        elif token.isspace():
            self.parts.append(" ")
        else:
            self.last = ""
            self.parts.append(_JOINERS.get(token, "==" if token == "=" else token))

    def _leaf(self, leaf: Number | Text | Name, token: str) -> None:
        if self.last:
            raise FormulaError(f"公式“{self.formula}”里“{self.last}”与“{token}”之间缺少运算符")
        self.last = token
        self.parts.append(f" _{len(self.leaves)} ")
        self.leaves.append(leaf)

    def unreadable(self, source: str) -> FormulaError:
        """What to say of signs that make no formula."""
        opened, closed = source.count("("), source.count(")")
        if opened != closed:
            return FormulaError(f"公式“{self.formula}”的括号不成对：左括号{opened}个，右括号{closed}个")
        return FormulaError(f"公式“{self.formula}”写法有误：运算符、逗号或括号的前后缺少内容")

    def too_deep(self) -> FormulaError:
        """What to say of a formula nobody can read."""
        shown = self.formula if len(self.formula) <= 40 else f"{self.formula[:40]}…"
        return FormulaError(f"公式“{shown}”太长或嵌套太深（至多{MAX_DEPTH}层），请拆成几个项目")


class _Reader:
    """Turns Python's tree into ours and refuses what the language does not have."""

    def __init__(self, written: _Written) -> None:
        self.written = written
        self.depth = 0

    def node(self, tree: ast.AST) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.written.too_deep()
        made = self._node(tree)
        self.depth -= 1
        return made

    def _node(self, tree: ast.AST) -> Node:
        if isinstance(tree, ast.Name):
            return self._leaf(tree)
        if isinstance(tree, ast.BinOp) and type(tree.op) in _ARITHMETIC:
            return Operation(_ARITHMETIC[type(tree.op)], self.node(tree.left), self.node(tree.right))
        if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub | ast.Not):
            return Operation("-" if isinstance(tree.op, ast.USub) else "非", None, self.node(tree.operand))
        if isinstance(tree, ast.Compare):
            return self._comparison(tree)
        if isinstance(tree, ast.BoolOp):
            return self._fold("且" if isinstance(tree.op, ast.And) else "或", [self.node(part) for part in tree.values])
        if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name):
            function = self._leaf(tree.func)
            if isinstance(function, Name) and not tree.keywords:
                return Call(function.name, tuple(self.node(part) for part in tree.args))
        raise FormulaError(f"公式“{self.written.formula}”里有本语言没有的写法")

    def _leaf(self, tree: ast.Name) -> Number | Text | Name:
        return self.written.leaves[int(tree.id[1:])]

    def _comparison(self, tree: ast.Compare) -> Node:
        """``1 <= x < 3`` reads as both comparisons together."""
        terms = [self.node(term) for term in (tree.left, *tree.comparators)]
        pairs = [
            Operation(_COMPARISON[type(sign)], left, right)
            for left, sign, right in zip(terms, tree.ops, terms[1:], strict=False)
        ]
        return self._fold("且", pairs)

    def _fold(self, sign: str, parts: Sequence[Node]) -> Node:
        if len(parts) > MAX_DEPTH:
            raise self.written.too_deep()
        return reduce(lambda joined, part: Operation(sign, joined, part), parts)
