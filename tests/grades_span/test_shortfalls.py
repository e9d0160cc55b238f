"""Who was not appraised, and what a yes-or-no item lacks, in the sentence of a grade. Scheme: 指引第十七条."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from pipeline.appraisals import appraisal_items_table
from pipeline.grades.grade_proposals import grade_proposals
from pipeline.scheme.model import RuleSet
from pipeline.settings import Standard, compiled

from . import small
from .small import QUARTER, against, decisions, person, persons, results

MET = {"季净佣金": True, "有效户": True, "例外": False}
MISSED = {"季净佣金": False, "有效户": True, "例外": False}
MAY_RISE = '参加考核 且 达标次数 ≥ 晋级次数 且 (级别序(级别) < 级别序("中级") 或 在级月数 ≥ 6)'
PROPOSED = (
    "如果(非 参加考核, 级别, 如果(可以晋级, 级别移动(级别, 1), 级别))",
    "如果(参加考核, 如果(可以晋级, 级别移动(级别, 1), 级别), 级别)",
)


@cache
def standard(proposed: str = PROPOSED[0], may_rise: str = MAY_RISE) -> Standard:
    """The small standard, whose quarter leaves alone who was not there and asks for months from 中级 on."""
    text: dict[str, Any] = deepcopy(small._STANDARD)
    text["appraisals"] = [one for one in text["appraisals"] if one["name"] == "季度考核"]
    [quarter] = text["appraisals"]
    quarter["parameters"] = {"晋级次数": {"value": "2", "unit": "期", "source": "第十八条"}}
    quarter["items"] = [
        {"name": "参加考核", "unit": "是否", "source": "第十七条", "formula": "在级月数 > 0"},
        {"name": "季佣金", "unit": "元", "round": "分", "source": "第十七条", "formula": "净佣金 × 3"},
        *quarter["items"],
    ]
    formulas = {"可以晋级": may_rise, "建议级别": proposed}
    for item in quarter["items"]:
        item["formula"] = formulas.get(item["name"], item["formula"])
    made, *problems = compiled(RuleSet.model_validate(text), None, {})
    assert not any(problems), problems
    return made


def concluded(
    of_items: dict[str, Any],
    met: dict[str, bool],
    grade: str = "中级",
    by_hand: tuple[dict[str, Any], ...] = (),
    **of_standard: str,
) -> str:
    """The sentence of one person who stays, of 中级 unless said, whose next grade's standard is met."""
    own, above = against("1", grade, met), against("1", small.GRADES[small.GRADES.index(grade) + 1], MET)
    made = standard(**of_standard)
    items = appraisal_items_table(made, QUARTER).from_rows([{"employee_id": "1", "建议级别": grade, **of_items}])
    frame = grade_proposals(persons(person("1", grade=grade)), items, results(*own, *above), decisions(*by_hand),
                            QUARTER, made)  # fmt: skip
    [row] = frame.to_dict("records")
    return str(row["conclusion"])


def lacking(times: int, months: int) -> dict[str, Any]:
    """Appraised, and not to rise."""
    return {"参加考核": True, "达标次数": times, "在级月数": months, "可以晋级": False}


@pytest.mark.parametrize("proposed", PROPOSED)
def test_who_was_not_appraised_is_told_that_alone(proposed: str) -> None:
    """No standard and no figure decided: the first question of the proposal did, however it is put."""
    absent = {"参加考核": False, "达标次数": 0, "在级月数": 0, "可以晋级": False}
    assert concluded(absent, MISSED, proposed=proposed) == "参加考核：否，保持中级（第十八条）"


def test_a_decision_by_hand_on_who_was_not_appraised() -> None:
    """The proposal, then the decision."""
    absent = {"参加考核": False, "达标次数": 0, "在级月数": 0, "可以晋级": False}
    row = {"employee_id": "1", "decided_grade": "初级", "purpose": "停职", "approved_by": "王经理"}
    assert concluded(absent, MISSED, by_hand=(row,)) == (
        "参加考核：否，建议保持中级，人工决定降一级为初级：停职（审批人王经理），自2026-07-01起（第十八条）"
    )


def test_an_item_that_only_chooses_between_grades_bars_nobody() -> None:
    """可以晋级 asks for the standards: without it the sentence names them."""
    told = concluded(lacking(1, 9), MET, proposed="如果(可以晋级, 级别移动(级别, 1), 级别)")
    assert told.startswith("达到中级标准，达到高级标准（")


def test_every_figure_that_misses_its_number_is_named() -> None:
    """One quarter of two, two months of six in 中级."""
    assert "可以晋级：否（达标次数1，须不小于2；在级月数2，须不小于6）" in concluded(lacking(1, 2), MET)
    assert "可以晋级：否（在级月数2，须不小于6）" in concluded(lacking(2, 2), MET)


def test_an_alternative_that_holds_is_nothing_he_lacks() -> None:
    """Below 中级 no months are asked for."""
    assert "可以晋级：否（达标次数1，须不小于2）" in concluded(lacking(1, 2), MET, grade="初级")


def test_what_cannot_be_known_is_not_claimed() -> None:
    """A look into earlier quarters beside the months: perhaps it held."""
    formula = "达标次数 ≥ 晋级次数 且 (上期(达标次数, 0) ≥ 2 或 在级月数 ≥ 6)"
    assert "可以晋级：否（达标次数1，须不小于2）" in concluded(lacking(1, 2), MET, may_rise=formula)
    assert "可以晋级：否，" in concluded(lacking(2, 2), MET, may_rise=formula)


def test_yuan_stand_with_thousands_and_fen() -> None:
    """In what an item lacks as in what the sentence counts."""
    told = concluded({**lacking(2, 9), "季佣金": Decimal("22739.7")}, MET, may_rise="季佣金 ≥ 3万")
    assert "季佣金22,739.70元，可以晋级：否（季佣金22,739.70，须不小于30,000.00）" in told
