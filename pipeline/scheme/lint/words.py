"""Words that stand in a closed list, and names that can be written in a formula: a slip of the pen must not pay 0."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.scheme.expressions import YES_NO, Call, Name, Node, Operation, Text, children
from pipeline.scheme.formula_check import nearest
from pipeline.scheme.lint.context import Lint, Path_, Problem
from pipeline.scheme.parts import CUSTOMER, PERSON, SALE
from schemas.columns import CUSTOMER_STATES, PRODUCT_TYPES

LONGEST_NAME = 40
_NAME = re.compile(r"[^\W\d_]\w*")
_TAKEN = (*YES_NO, "且", "或", "非")

Closed = Mapping[str, tuple[str, ...]]
"""By quantity the only words it can be."""


def word_problems(lint: Lint) -> Iterator[Problem]:
    """Words no quantity can be, in formulas and as rows of tables; names no formula can write."""
    yield from _names(lint)
    closed = {each: _closed(lint, each) for each in (PERSON, CUSTOMER, SALE, *(r.name for r in lint.text.records))}
    for index, item in enumerate(lint.text.items):
        for node in (item.formula, item.floor, item.cap, *(case.formula for case in item.cases)):
            for words in _strange(node, closed.get(item.each, {})) if node is not None else ():
                yield ("items", index), f"项目“{item.name}”：{words}"
    for index, remark in enumerate(lint.text.remarks):
        for words in _strange(remark.when, closed[PERSON]):
            yield ("remarks", index), f"备注“{remark.text}”的条件：{words}"
    for index, guard in enumerate(lint.text.guards):
        for words in _strange(guard.when, closed[PERSON]):
            yield ("guards", index, "when"), f"底线“{guard.name}”：{words}"
    yield from _rows(lint, {**closed[CUSTOMER], **closed[SALE], **closed[PERSON]})


def _closed(lint: Lint, each: str) -> Closed:
    """The closed lists formulas of one scope may ask about; a record's own column of that name is open."""
    record = lint.text.record(each)
    own = record.columns if record else {}
    made = {"岗位": lint.known.posts, "级别": tuple(lint.text.grades)} if each == PERSON else {}
    if each == SALE:
        made["产品类型"] = PRODUCT_TYPES
    if each == CUSTOMER:
        made["客户状态"] = CUSTOMER_STATES
    choices = {name: tuple(parameter.among) for name, parameter in lint.text.parameters.items() if parameter.among}
    return {name: words for name, words in {**made, **choices}.items() if words and name not in own}


def _strange(node: Node, closed: Closed) -> Iterator[str]:
    """Comparisons with a word the quantity can never be."""
    asked: tuple[Node, ...] = ()
    if isinstance(node, Operation) and node.sign in ("==", "!=") and node.left is not None:
        asked = (node.left, node.right)
    elif isinstance(node, Call) and node.function == "属于":
        asked = node.arguments
    named = [part.name for part in asked if isinstance(part, Name) and part.name in closed]
    for word in [part.value for part in asked if isinstance(part, Text)]:
        for name in named:
            if word and word not in closed[name]:
                yield f"“{name}”没有“{word}”这个词，只有{'、'.join(closed[name])}{nearest(word, closed[name])}"
    for part in children(node):
        yield from _strange(part, closed)


def _rows(lint: Lint, closed: Closed) -> Iterator[Problem]:
    """Rows of a table for a word that can never be looked up, and tables without any row."""
    for name, table in lint.text.tables.items():
        by = [table.by] if isinstance(table.by, str) else list(table.by or ())
        written = table.rows if table.rows is not None else table.bands
        if written in ({}, []) and table.bands is None:
            yield ("tables", name), f"表“{name}”一行也没有"
        for depth, heading in enumerate(by if isinstance(written, dict) else ()):
            for word in _keys(written, depth):
                if heading in closed and word not in closed[heading]:
                    known = closed[heading]
                    told = f"“{heading}”没有“{word}”这个词，只有{'、'.join(known)}{nearest(word, known)}"
                    yield ("tables", name), f"表“{name}”：{told}"


def _keys(rows: object, depth: int) -> Iterator[str]:
    """The words that stand so deep in nested rows, each once."""
    level = [rows]
    for _ in range(depth):
        level = [below for one in level if isinstance(one, dict) for below in one.values()]
    yield from dict.fromkeys(str(word) for one in level if isinstance(one, dict) for word in one)


def _names(lint: Lint) -> Iterator[Problem]:
    """Names that a formula would read as something else."""
    text = lint.text
    named: list[tuple[Path_, str]] = []
    for part in ("credits", "measures", "items", "facts", "criteria"):
        named += [((part, index), one.name) for index, one in enumerate(getattr(text, part))]
    for part in ("tables", "parameters"):
        named += [((part, name), name) for name in getattr(text, part)]
    for path, name in named:
        if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME:
            yield path, f"名字“{name[:LONGEST_NAME]}”不能用：应以字开头，只有字、数字和下划线，至多{LONGEST_NAME}个字"
        elif name in _TAKEN:
            yield path, f"名字“{name}”是语言里的词，公式会认错，请改名"
    for name, members in text.groups.items():
        if name in lint.known.posts:
            yield ("groups", name), f"“{name}”本身是岗位，不能再用作几个岗位的合称，请改名"
        if not members:
            yield ("groups", name), f"“{name}”没有列出任何岗位"
