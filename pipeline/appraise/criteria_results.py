"""Every standard of the appraisals, condition by condition: what the person has, what was asked, whether it holds.

Scheme: the articles of each standard.  Law: 指引第十七条.
Reads: persons, figures, progress, supplements.  Writes: criteria_results.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from pipeline.appraisal_facts import Appraised, appraised, shown
from pipeline.period import Span
from pipeline.scheme.criteria import folded, for_grades, leaves
from pipeline.scheme.expressions import (
    STANDARD_GRADE,
    TABLE_FUNCTIONS,
    Call,
    Name,
    Node,
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
    for place in range(one.people.rows):
        row = row_of(one.people, place, one.rules.rules.tables)
        who = {"appraisal": one.rules.text.name, "employee_id": row.values["工号"], "person_name": row.values["姓名"]}
        for name in one.rules.criteria():
            for grade in _grades(text[name], row):
                yield from ({**who, **told} for told in _conditions(text[name], grade, row))


def _grades(criterion: Criterion, row: Row) -> list[str]:
    """The grades a person is tested for: his own and the next; the empty word where the standard knows no grades."""
    if not for_grades(folded(criterion.tree)):
        return [""]
    grades, own = row.around.grades, row.values.get("级别")
    place = grades.index(str(own)) if own in grades else len(grades)
    return list(grades[place : place + 2])


def _conditions(criterion: Criterion, grade: str, row: Row) -> Iterator[dict[str, Any]]:
    for leaf in leaves(criterion.tree):
        article = "；".join(filter(None, (criterion.source, _formed(leaf, grade, row))))
        yield {
            "criterion": criterion.name, "tested_grade": grade or None, "condition": leaf.name, "article": article,
            **_told(leaf, grade, row),
        }  # fmt: skip


def _told(leaf: Condition, grade: str, row: Row) -> dict[str, Any]:
    """What a condition compares, in words; whether it holds, nothing where it has no value."""
    node = _asked(leaf, grade)
    if isinstance(node, Operation) and node.sign in COMPARED and node.left is not None:
        left, right = _tried(node.left, row), _tried(node.right, row)
        return {
            "measured_words": words(node.left), "measured": left.words, "comparison": COMPARED[node.sign],
            "threshold": right.words, "passed": _compared(node.sign, left, right),
        }  # fmt: skip
    held = _tried(node, row)
    return {
        "measured_words": words(node), "measured": held.words,
        "passed": held.value if isinstance(held.value, bool) else None,
    }  # fmt: skip


def _asked(leaf: Condition, grade: str) -> Node:
    """The condition as it reads for the grade tested."""
    assert leaf.when is not None
    return substituted(leaf.when, STANDARD_GRADE, Text(grade)) if grade else leaf.when


def _formed(leaf: Condition, grade: str, row: Row) -> str:
    """How a threshold reckoned from several figures comes about: 标准数 = 佣金倍数 4 × 本地单位 2000 × 考核月数 3."""
    node = _asked(leaf, grade)
    if not (isinstance(node, Operation) and node.sign in COMPARED and _reckoned(node.right)):
        return ""
    return f"标准数 = {words(_with_values(node.right, row))}" if _tried(node.right, row).there else ""


def _reckoned(node: Node) -> bool:
    return isinstance(node, Operation) and node.left is not None and node.sign in ("+", "-", "*", "/")


def _with_values(node: Node, row: Row) -> Node:
    """The formula with every name, table and function as its name and what it is in the row."""
    if isinstance(node, Operation) and node.left is not None and _reckoned(node):
        return replace(node, left=_with_values(node.left, row), right=_with_values(node.right, row))
    if not isinstance(node, Name | Call):
        return node
    table = node.arguments[0] if isinstance(node, Call) and node.function in TABLE_FUNCTIONS else node
    return Name(f"{words(table)} {_tried(node, row).words}")


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


