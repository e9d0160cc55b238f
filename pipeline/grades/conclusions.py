"""Why a grade moves or stays, in one sentence: the standards met and missed, the time in the grade, the decision.

Scheme: 指引第十七条.  Nothing here knows any pay standard: the words are those of its criteria and of its grades.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.grades.judged import DOWN, FIRST, SAME, UP, Judged, Row, words
from pipeline.grades.reasons import counted, refused
from pipeline.grades.shortfalls import barred
from pipeline.grades.wording import grouped
from pipeline.scheme.criteria import leaves
from pipeline.scheme.item_parts import Condition

PASSED = {"不小于": "达到", "大于": "超过", "不大于": "不高于", "小于": "低于", "等于": "等于", "不等于": "不等于"}
FAILED = {"不小于": "低于", "大于": "未超过", "不大于": "高于", "小于": "不低于", "等于": "不等于", "不等于": "等于"}
COUNTS = ("", "一", "两", "三", "四", "五", "六", "七", "八", "九")


def conclusion(judged: Judged) -> str:
    """The sentence under 结论: what decided, what is decided, from when, by which article."""
    if judged.decision is None:
        parts = [*_grounds(judged), _unknown(judged), _outcome(judged, judged.final), _from(judged)]
    else:
        parts = [*_proposal(judged), *_by_hand(judged), _from(judged)]
    return "，".join(part for part in parts if part) + f"（{judged.article}）"


def _grounds(judged: Judged) -> Iterator[str]:
    """The standards that speak for the proposal, and the time in the grade; or what alone kept these from it."""
    if (grading := judged.grading) is None:
        return
    if name := barred(judged):
        yield f"{name}：否"
        return
    movement = judged.movement_to(judged.proposed or judged.grade)
    own = [row for row in _of(judged, grading.keep) if words(row["tested_grade"]) == judged.grade]
    above = [row for row in _of(judged, grading.rise) if words(row["tested_grade"]) != judged.grade]
    if movement in (DOWN, SAME):
        yield _verdict(judged, own, briefly=True)
    if movement in (UP, SAME, FIRST):
        yield _verdict(judged, above)
    yield from counted(judged)
    if movement == SAME and not (_met(judged, own) and not _met(judged, above)):
        yield from refused(judged)  # by the standards alone he would have moved
    if judged.months_in_grade is not None:
        yield f"任现级{judged.months_in_grade}个月"


def _of(judged: Judged, criterion: str) -> Iterator[Row]:
    return (row for row in judged.results if criterion and row["criterion"] == criterion)


def _verdict(judged: Judged, rows: Sequence[Row], *, briefly: bool = False) -> str:
    """Whether a standard is met and by what; ``briefly`` lists nothing where it is."""
    if not rows:
        return ""
    met, decisive = _decided_by(judged, rows)
    grade = words(rows[0]["tested_grade"])
    standard = f"{grade}标准" if grade else f"“{rows[0]['criterion']}”"
    told = [_condition(row, judged.units) for row in rows if row["condition"] in decisive]
    detail = "" if not told or (met and briefly) else f"（{'；'.join(told)}）"
    return f"{'达到' if met else '未达到'}{standard}{detail}"


def _met(judged: Judged, rows: Sequence[Row]) -> bool:
    return bool(rows) and _decided_by(judged, rows)[0]


def _decided_by(judged: Judged, rows: Sequence[Row]) -> tuple[bool, frozenset[str]]:
    """Whether the criterion as a whole holds, and the conditions by which it does or does not."""
    passed = {row["condition"]: row["passed"] is True for row in rows}
    tree = judged.criterion(rows[0]["criterion"])
    if tree is None or any(leaf.name not in passed for leaf in leaves(tree)):
        met = all(passed.values())
        return met, frozenset(name for name, each in passed.items() if each == met)
    return _holds(tree, passed), frozenset(_decisive(tree, passed))


def _holds(tree: Condition, passed: Mapping[str, bool]) -> bool:
    if tree.when is not None:
        return passed[tree.name]
    parts = [_holds(part, passed) for part in _parts(tree)]
    if tree.all is not None:
        return all(parts)
    return sum(parts) >= (tree.at_least or 1)


def _decisive(tree: Condition, passed: Mapping[str, bool]) -> Iterator[str]:
    """The conditions on the side of the outcome: an alternative that failed beside one that held decided nothing."""
    if tree.when is not None:
        yield tree.name
    for part in _parts(tree):
        if _holds(part, passed) == _holds(tree, passed):
            yield from _decisive(part, passed)


def _parts(tree: Condition) -> Sequence[Condition]:
    return tree.all or tree.any or tree.of or ()


def _condition(row: Row, units: Mapping[str, str]) -> str:
    """One condition in words: the quantity, what it is, and how that compares with the standard."""
    if not isinstance(row["passed"], bool):
        return f"{row['condition']}算不出"
    relation = (PASSED if row["passed"] is True else FAILED).get(words(row["comparison"]))
    if relation is None or not words(row["measured"]):
        return f"{row['condition']}{'成立' if row['passed'] is True else '不成立'}"
    unit = units.get(words(row["measured_words"]), "")
    measured, threshold = (grouped(words(row[name]), unit) for name in ("measured", "threshold"))
    return f"{words(row['measured_words'])}{measured}{relation}{threshold}"


def _unknown(judged: Judged) -> str:
    known = not judged.asked or judged.asked in judged.ladder
    return "" if known else f"“{judged.asked}”不是薪酬标准中的级别"


def _outcome(judged: Judged, grade: str) -> str:
    """A grade as what becomes of the present one: 晋一级为…, 降两级为…, 保持…."""
    movement, steps = judged.movement_to(grade), judged.steps_to(grade)
    if movement == SAME:
        return f"保持{grade}" if grade else "没有级别"
    if steps is None:
        return f"定为{grade}"
    count = COUNTS[abs(steps)] if abs(steps) < len(COUNTS) else str(abs(steps))
    return f"{'晋' if movement == UP else '降'}{count}级为{grade}"


def _proposal(judged: Judged) -> Iterator[str]:
    if judged.grading is not None:
        yield from _grounds(judged)
        yield f"建议{_outcome(judged, judged.proposed or judged.grade)}"


def _by_hand(judged: Judged) -> Iterator[str]:
    assert judged.decision is not None
    yield _unknown(judged)
    reason, approver = judged.decision["purpose"], judged.decision["approved_by"]
    yield f"人工决定{_outcome(judged, judged.final)}：{words(reason)}（审批人{words(approver)}）"


def _from(judged: Judged) -> str:
    return "" if judged.effective_on is None else f"自{judged.effective_on}起"
