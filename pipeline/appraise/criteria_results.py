"""Every standard of the appraisals, condition by condition: what the person has, what was asked, whether it holds.

Scheme: the articles of each standard.  Law: 指引第十七条.
Reads: persons, figures, progress, supplements.  Writes: criteria_results.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from pipeline.appraisal_facts import Appraised, appraised, shown
from pipeline.period import Span
from pipeline.scheme.criteria import folded, for_grades, leaves
from pipeline.scheme.expressions import (
    STANDARD_GRADE,
    TABLE_FUNCTIONS,
    YES_NO,
    Call,
    Name,
    Node,
    Number,
    Operation,
    Text,
    substituted,
    words,
)
from pipeline.scheme.functions import COMPARISONS
from pipeline.scheme.item_parts import Condition, Criterion
from pipeline.scheme.plain_row import NoValue, Plain, Row
from pipeline.scheme.plainly import value
from pipeline.scheme.rows import row_of
from pipeline.settings import Standard
from schemas.appraisal import CRITERIA_RESULTS

COMPARED = {">": "大于", ">=": "不小于", "<": "小于", "<=": "不大于", "==": "等于", "!=": "不等于"}
WITHOUT = "算不出"


def criteria_results(
    persons: pd.DataFrame,
    figures: pd.DataFrame,
    progress: pd.DataFrame,
    supplements: pd.DataFrame,
    span: Span,
    standard: Standard,
) -> pd.DataFrame:
    """One row per person, standard and condition: for his own grade and the next one, or once where it has no grades.

    The threshold is the one that applied to him, after region class, local units and months; a condition without a
    value says 算不出 and holds neither way.
    """
    made = appraised(persons, figures, progress, supplements, span, standard)
    return CRITERIA_RESULTS.from_rows([row for one in made for row in _of_appraisal(one)])


def _of_appraisal(one: Appraised) -> Iterator[dict[str, Any]]:
    text = {criterion.name: criterion for criterion in one.rules.rules.text.criteria}
    tests = [_tests(text[name], one.people.around.grades) for name in one.rules.criteria()]
    for place in range(one.people.rows):
        row = row_of(one.people, place, one.rules.rules.tables)
        who = {"appraisal": one.rules.text.name, "employee_id": row.values["工号"], "person_name": row.values["姓名"]}
        own = row.values.get("级别")
        yield from ({**who, **_told(test, row)} for by_grade in tests for test in _chosen(by_grade, own))


@dataclass(frozen=True)
class _Test:
    """A condition of a standard as it reads for one grade; the empty word where the standard knows no grades."""

    criterion: Criterion
    grade: str
    name: str
    asked: Node


def _tests(criterion: Criterion, grades: Sequence[str]) -> dict[str, list[_Test]]:
    """The conditions of a standard by the grade tested."""
    tested = grades if for_grades(folded(criterion.tree)) else [""]
    return {
        grade: [_Test(criterion, grade, leaf.name, _asked(leaf, grade)) for leaf in leaves(criterion.tree)]
        for grade in tested
    }


def _chosen(tests: Mapping[str, list[_Test]], own: Plain) -> list[_Test]:
    """The conditions a person is tested for: of his own grade and the next, or of a standard that knows no grades."""
    grades = list(tests)
    place = grades.index(str(own)) if own in tests else len(grades)
    chosen = grades if "" in tests else grades[place : place + 2]
    return [test for grade in chosen for test in tests[grade]]


def _told(test: _Test, row: Row) -> dict[str, Any]:
    """A condition, what it compares in words, and whether it holds: nothing where it has no value."""
    node, source = test.asked, test.criterion.source
    told = {"criterion": test.criterion.name, "tested_grade": test.grade or None, "condition": test.name}
    if isinstance(node, Operation) and node.sign in COMPARED and node.left is not None:
        left, right = _tried(node.left, row), _tried(node.right, row)
        formed = _formed(node.right, row) if right.there else ""
        return {
            **told, "article": "；".join(filter(None, (source, formed))),
            "measured_words": words(node.left), "measured": left.words, "comparison": COMPARED[node.sign],
            "threshold": right.words, "passed": _compared(node.sign, left, right),
        }  # fmt: skip
    held = _tried(node, row)
    return {
        **told, "article": source, "measured_words": words(node), "measured": held.words,
        "passed": held.value if isinstance(held.value, bool) else None,
    }  # fmt: skip


def _asked(leaf: Condition, grade: str) -> Node:
    """The condition as it reads for the grade tested."""
    assert leaf.when is not None
    return substituted(leaf.when, STANDARD_GRADE, Text(grade)) if grade else leaf.when


def _formed(threshold: Node, row: Row) -> str:
    """How a threshold comes about: 标准数 = 佣金倍数（高级）6 × 本地单位（地区类别二类）2000 × 考核月数 3.

    Nothing for a number, a word or 是 and 否, which are what they say.
    """
    plainly = isinstance(threshold, Number | Text) or (isinstance(threshold, Name) and threshold.name in YES_NO)
    return "" if plainly else f"标准数 = {words(_with_values(threshold, row))}"


def _reckoned(node: Node) -> bool:
    return isinstance(node, Operation) and node.left is not None and node.sign in ("+", "-", "*", "/")


def _with_values(node: Node, row: Row) -> Node:
    """The formula with every name, table and function as its name and what it is in the row."""
    if isinstance(node, Operation) and node.left is not None and _reckoned(node):
        return replace(node, left=_with_values(node.left, row), right=_with_values(node.right, row))
    if not isinstance(node, Name | Call):
        return node
    if isinstance(node, Call) and node.function in TABLE_FUNCTIONS:
        table, *keys = node.arguments
        return Name(f"{words(table)}（{'，'.join(_key(key, row) for key in keys)}）{_tried(node, row).words}")
    return Name(f"{words(node)} {_tried(node, row).words}")


def _key(key: Node, row: Row) -> str:
    """What a table is asked for: a word as it is, anything else with what it is in the row: 地区类别二类."""
    return key.value if isinstance(key, Text) else f"{words(key)}{_tried(key, row).words}"


@dataclass(frozen=True)
class _Found:
    """A value in words; ``there`` unless it could not be worked out (a blank day is a value)."""

    value: Plain
    words: str
    there: bool = True


def _tried(node: Node, row: Row) -> _Found:
    try:
        found = value(node, row)
    except NoValue:
        return _Found(None, WITHOUT, there=False)
    return _Found(found, shown(found))


def _compared(sign: str, left: _Found, right: _Found) -> bool | None:
    """Whether the comparison holds; a blank day is only unlike another."""
    if not (left.there and right.there):
        return None
    if left.value is None or right.value is None:
        return sign == "!="
    return bool(COMPARISONS[sign](left.value, right.value))
