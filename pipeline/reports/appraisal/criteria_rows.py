"""The lines of 达标明细: every standard as the tree it is, person by person and grade by grade.

Scheme: the criteria of the pay standard and of its appraisals; 指引第十七条.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any

from pipeline.reports.appraisal.cells import BODY, cell_number
from pipeline.reports.appraisal.model import Row, SpanReport
from pipeline.reports.appraisal.people import by_person, people
from pipeline.scheme.criteria import group_words, holds, leaves, parts_of
from pipeline.scheme.item_parts import Condition

OWN, NEXT, NO_GRADE = LEVELS = ("本级", "上一级", "")
CONDITION = "条件"
"""What a line that is no group needs: that it holds itself."""
SIGNS = {
    "不小于": ">=", "大于等于": ">=", "≥": ">=", ">=": ">=", "大于": ">", ">": ">", "小于": "<", "<": "<",
    "不大于": "<=", "小于等于": "<=", "≤": "<=", "<=": "<=", "等于": "=", "=": "=", "==": "=",
    "不等于": "<>", "≠": "<>", "!=": "<>",
}  # fmt: skip
"""How a comparison is written in a cell."""
_NUMBER = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)…?\s*(%|‰)?")
_PARTS = {None: Decimal(1), "%": Decimal(100), "‰": Decimal(1000)}


@dataclass(frozen=True)
class Block:
    """Where a standard stands on the sheet, tested for one person and grade: its first line and its last."""

    criterion: str
    first: int
    last: int


@dataclass(frozen=True)
class Criteria:
    """The lines of the sheet in order, and where each person's stand."""

    report: SpanReport

    @cached_property
    def rows(self) -> list[Row]:
        """Person by person in the order of the report: own grade, next grade, then standards without grades."""
        found = by_person(self.report.rows("criteria_results"))
        known = {row["employee_id"]: row for row in people(self.report)}
        order = [*known, *(who for who in found if who not in known)]
        return [line for who in order for line in self._of_person(found.get(who, []), known.get(who, {}))]

    def _of_person(self, rows: Sequence[Row], person: Row) -> Iterator[Row]:
        shown = sorted((_shown(row, person) for row in rows), key=lambda row: LEVELS.index(row["level"]))
        for key, block in groupby(shown, lambda row: (row["appraisal"], row["criterion"], row["tested_grade"])):
            tree, said = self._trees[key[:2]]
            conditions = {row["condition"]: row for row in block}
            passed = {leaf.name: False for leaf in leaves(tree)}
            passed |= {name: row["passed"] is True for name, row in conditions.items()}
            head, *others = _Tree(conditions, passed, said).lines(tree)
            yield from ({**head, "asked": said[id(tree)]}, *others)

    @cached_property
    def _trees(self) -> dict[tuple[str, str], tuple[Condition, dict[int, str]]]:
        """The tree of every standard of every appraisal, and what each node of it (by identity) asks in words."""
        rules = self.report.rules
        return {
            (appraisal.name, one.name): (one.tree, {id(node): asked_words(node) for node in _nodes(one.tree)})
            for appraisal in rules.appraisals
            for one in (*rules.criteria, *appraisal.criteria)
        }

    @cached_property
    def blocks(self) -> dict[tuple[str, str], list[Block]]:
        """The standards a person is tested for at one level, each with its lines on the sheet."""
        found: dict[tuple[str, str], list[Block]] = {}
        heads = [line for line, row in enumerate(self.rows) if "asked" in row]
        for first, after in pairwise([*heads, len(self.rows)]):
            row = self.rows[first]
            block = Block(row["criterion"], BODY + first, BODY + after - 1)
            found.setdefault((row["employee_id"], row["level"]), []).append(block)
        return found

    def lines(self, block: Block) -> Sequence[Row]:
        """The lines of a standard: what it asks as a whole, then the groups and conditions below."""
        return self.rows[block.first - BODY : block.last - BODY + 1]


@dataclass(frozen=True)
class _Tree:
    """The conditions of one standard, grade and person by name, which of them hold, what each node asks."""

    conditions: Mapping[str, Row]
    passed: Mapping[str, bool]
    said: Mapping[int, str]

    def lines(self, tree: Condition, branch: str = "", *, matters: bool = True) -> list[dict[str, Any]]:
        """A group with the lines below it (``parts``: how far down those of its own parts are), or one condition.

        ``matters`` unless a group above holds anyhow; ``branch`` draws the tree.
        """
        if tree.when is not None:
            found = self.conditions.get(tree.name)
            return [] if found is None else [{**found, "branch": branch, "needs": CONDITION, "matters": matters}]
        held, parts = holds(tree, self.passed), list[int]()
        lines = [{
            **self._who, "condition": tree.name or self.said[id(tree)], "branch": branch, "needs": group_words(tree),
            "passed": held, "matters": matters, "parts": parts, "least": _least(tree),
        }]  # fmt: skip
        *_, last = parts_of(tree)
        for part in parts_of(tree):
            below = branch.replace("├", "│").replace("└", "　") + ("└" if part is last else "├")
            if of_part := self.lines(part, below, matters=matters and not held):
                parts.append(len(lines))
                lines += of_part
        return lines

    @cached_property
    def _who(self) -> dict[str, Any]:
        """The person, the standard and the grade; none of what a condition alone has."""
        said = next(iter(self.conditions.values()))
        alone = ("measured_words", "measured", "comparison", "threshold", "article")
        figures = {f"{name}_percent": False for name in ("measured", "threshold")}
        return {**said, **dict.fromkeys(alone), **figures, "live": False}


def _nodes(tree: Condition) -> Iterator[Condition]:
    yield tree
    for part in parts_of(tree):
        yield from _nodes(part)


def _least(tree: Condition) -> int:
    """How many parts of a group must hold; 0 where all must."""
    return 0 if tree.all is not None else tree.at_least or 1


def asked_words(tree: Condition, *, within: bool = False) -> str:
    """What a standard asks in one line: 净佣金 且（期末资产 或 净增户）且 职责分."""
    if tree.when is not None:
        return tree.name
    parts = [asked_words(part, within=True) for part in parts_of(tree)]
    if tree.at_least is not None:
        return f"（{'、'.join(parts)}）中至少{tree.at_least}项"
    said = (" 且 " if tree.all is not None else " 或 ").join(parts)
    said = f"（{said}）" if within and len(parts) > 1 else said
    return said.replace(" （", "（").replace("） ", "）")


def _shown(row: Row, person: Row) -> dict[str, Any]:
    """A condition with its figures as numbers, and whether it is of the own grade or of the next."""
    tested = row["tested_grade"]
    level = NO_GRADE if not tested else OWN if tested == person.get("grade") else NEXT
    who = {"team": person.get("team"), "post": person.get("post"), "level": level}
    figures = {name: figure_in(row[name]) for name in ("measured", "threshold")}
    percent = {f"{name}_percent": "%" in str(row[name]) for name in figures}
    return {**row, **who, **figures, **percent, "live": _agrees(row, figures)}


def figure_in(text: str | None) -> Decimal | str | None:
    """The number that a text is, a percentage as a fraction; else the text."""
    match = _NUMBER.fullmatch(text.strip()) if text else None
    if not match:
        return text
    return Decimal(match[1].replace(",", "")) / _PARTS[match[2]]


def _agrees(row: Row, figures: dict[str, Any]) -> bool:
    """Whether a comparison of the two cells comes to what the computation found, so that it may stand as a formula."""
    left, right = figures["measured"], figures["threshold"]
    if not (isinstance(left, Decimal) and isinstance(right, Decimal)):
        return False
    one, other = cell_number(left), cell_number(right)
    held = {
        ">=": one >= other,
        ">": one > other,
        "<": one < other,
        "<=": one <= other,
        "=": one == other,
        "<>": one != other,
    }
    return held.get(SIGNS.get((row["comparison"] or "").strip(), "")) is row["passed"]
