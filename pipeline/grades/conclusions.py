"""Why a grade moves or stays, in one sentence: the standards met and missed, the time in the grade, the decision.

Scheme: 指引第十七条.  Nothing here knows any pay standard: the words are those of its criteria and of its grades.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.grades.judged import DOWN, FIRST, SAME, UP, Judged, Row, words
from pipeline.grades.reasons import counted, left_out, refused
from pipeline.grades.shortfalls import barred, shortfalls
from pipeline.grades.wording import grouped
from pipeline.scheme.criteria import holds, leaves, parts_of
from pipeline.scheme.item_parts import Condition

PASSED = {"不小于": "达到", "大于": "超过", "不大于": "不高于", "小于": "低于", "等于": "等于", "不等于": "不等于"}
FAILED = {"不小于": "低于", "大于": "未超过", "不大于": "高于", "小于": "不低于", "等于": "不等于", "不等于": "等于"}
COUNTS = ("", "一", "两", "三", "四", "五", "六", "七", "八", "九")


def conclusion(judged: Judged) -> str:
    """The sentence under 结论: what decided, what is decided, from when, by which article."""
    if judged.decision is None:
        said = [*_grounds(judged), _unknown(judged), _outcome(judged, judged.final), _from(judged)]
    else:
        said = [*_proposal(judged), *_by_hand(judged), _from(judged)]
    return "，".join(part for part in said if part) + f"（{judged.article}）"


def _grounds(judged: Judged) -> Iterator[str]:
    """The standards that speak for the proposal, and the time in the grade; or what alone kept these from it."""
    if (grading := judged.grading) is None:
        return
    if bar := barred(judged):
        yield f"{bar.name}：否（{'；'.join((*shortfalls(judged, bar), bar.source))}）"
        yield from left_out(judged)
        return
    movement = judged.movement_to(judged.proposed or judged.grade)
    own = _verdict(judged, [row for row in _of(judged, grading.keep) if words(row["tested_grade"]) == judged.grade])
    above = _verdict(judged, [row for row in _of(judged, grading.rise) if words(row["tested_grade"]) != judged.grade])
    if movement in (DOWN, SAME):
        yield _told(judged, own, briefly=True)
    if movement in (UP, SAME, FIRST):
        yield _told(judged, above)
    yield from counted(judged)
    yield from left_out(judged)
    if movement == SAME and not (own.met and not above.met):
        yield from refused(judged)  # by the standards alone he would have moved
    if judged.months_in_grade is not None:
        yield f"任现级{judged.months_in_grade}个月"


def _of(judged: Judged, criterion: str) -> Iterator[Row]:
    return (row for row in judged.results if criterion and row["criterion"] == criterion)


@dataclass(frozen=True)
class _Verdict:
    """Whether a standard is met as a whole, and the rows of the conditions by which it is or is not."""

    met: bool
    decisive: Sequence[Row]
    standard: str = ""


def _verdict(judged: Judged, rows: Sequence[Row]) -> _Verdict:
    """The verdict of the rows of one standard; without rows there is none, and it is not met."""
    if not rows:
        return _Verdict(met=False, decisive=())
    grade = words(rows[0]["tested_grade"])
    met, decisive = _decided_by(judged, rows)
    standard = f"{grade}标准" if grade else f"“{rows[0]['criterion']}”"
    return _Verdict(met, [row for row in rows if row["condition"] in decisive], standard)


def _told(judged: Judged, verdict: _Verdict, *, briefly: bool = False) -> str:
    """Whether a standard is met and by what; ``briefly`` lists nothing where it is."""
    if not verdict.standard:
        return ""
    told = [] if verdict.met and briefly else [_condition(row, judged.units) for row in verdict.decisive]
    detail = f"（{'；'.join(told)}）" if told else ""
    return f"{'达到' if verdict.met else '未达到'}{verdict.standard}{detail}"


def _decided_by(judged: Judged, rows: Sequence[Row]) -> tuple[bool, frozenset[str]]:
    """Whether the criterion as a whole holds, and the conditions by which it does or does not."""
    passed = {row["condition"]: row["passed"] is True for row in rows}
    tree = judged.criterion(rows[0]["criterion"])
    if tree is None or any(leaf.name not in passed for leaf in leaves(tree)):
        met = all(passed.values())
        return met, frozenset(name for name, each in passed.items() if each == met)
    met = holds(tree, passed)
    return met, frozenset(_decisive(tree, passed, met=met))


def _decisive(tree: Condition, passed: Mapping[str, bool], *, met: bool) -> Iterator[str]:
    """The conditions on the side of the outcome: an alternative that failed beside one that held decided nothing."""
    if tree.when is not None:
        yield tree.name
    for part in parts_of(tree):
        if holds(part, passed) == met:
            yield from _decisive(part, passed, met=met)


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
