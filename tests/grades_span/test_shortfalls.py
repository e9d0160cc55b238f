"""Who was not appraised, and what a yes-or-no item lacks, in the sentence of a grade. Scheme: 指引第十七条."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from pipeline.appraisals import appraisal_items_table
from pipeline.grades.grade_proposals import grade_proposals
from pipeline.scheme.model import RuleSet
from pipeline.settings import Standard, compiled
from schemas.appraisal import LEAVE_CUT

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
def standard(
    proposed: str = PROPOSED[0], may_rise: str = MAY_RISE, takes_part: str = "在级月数 > 0"
) -> Standard:
    """The small standard, whose quarter leaves alone who was not there and asks for months from 中级 on."""
    text: dict[str, Any] = deepcopy(small._STANDARD)
    text["appraisals"] = [one for one in text["appraisals"] if one["name"] == "季度考核"]
    [quarter] = text["appraisals"]
    quarter["parameters"] = {"晋级次数": {"value": "2", "unit": "期", "source": "第十八条"}}
    quarter["items"] = [
        {"name": "参加考核", "unit": "是否", "source": "第十七条", "formula": takes_part},
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
    hired: date = date(2020, 3, 2),
    leave: Sequence[dict[str, Any]] = (),
    **of_standard: str,
) -> str:
    """The sentence of one person who stays, of 中级 unless said, whose next grade's standard is met."""
    own, above = against("1", grade, met), against("1", small.GRADES[small.GRADES.index(grade) + 1], MET)
    made = standard(**of_standard)
    items = appraisal_items_table(made, QUARTER).from_rows([{"employee_id": "1", "建议级别": grade, **of_items}])
    frame = grade_proposals(
        persons(person("1", grade=grade, hired_on=hired)), items, results(*own, *above), decisions(*by_hand),
        QUARTER, made, LEAVE_CUT.from_rows(list(leave)),
    )  # fmt: skip
    [row] = frame.to_dict("records")
    return str(row["conclusion"])


def lacking(times: int, months: int) -> dict[str, Any]:
    """Appraised, and not to rise."""
    return {"参加考核": True, "达标次数": times, "在级月数": months, "可以晋级": False}


@pytest.mark.parametrize("proposed", PROPOSED)
def test_who_was_not_appraised_is_told_why_and_nothing_else(proposed: str) -> None:
    """No standard and no figure decided: the first question of the proposal did, however it is put."""
    absent = {"参加考核": False, "达标次数": 0, "在级月数": 0, "可以晋级": False}
    said = "参加考核：否（在级月数0，须大于0；第十七条），保持中级（第十八条）"
    assert concluded(absent, MISSED, proposed=proposed) == said


def test_a_decision_by_hand_on_who_was_not_appraised() -> None:
    """The proposal, then the decision."""
    absent = {"参加考核": False, "达标次数": 0, "在级月数": 0, "可以晋级": False}
    row = {"employee_id": "1", "decided_grade": "初级", "purpose": "停职", "approved_by": "王经理"}
    assert concluded(absent, MISSED, by_hand=(row,)) == (
        "参加考核：否（在级月数0，须大于0；第十七条），建议保持中级，"
        "人工决定降一级为初级：停职（审批人王经理），自2026-07-01起（第十八条）"
    )


GRACE = "入职日期 ≤ 季首(0) 且 在级月数 > 0"


@pytest.mark.parametrize(
    ("hired", "said"),
    [
        # The quarter begins on 1 April.  Who came on that day is appraised in it, who came later in the next one.
        (date(2026, 4, 2), "入职日期2026-04-02，须不晚于2026-04-01，2026Q3起符合"),
        (date(2026, 6, 30), "入职日期2026-06-30，须不晚于2026-04-01，2026Q3起符合"),
        # A day far ahead: nobody looks that far.
        (date(2030, 1, 1), "入职日期2030-01-01，须不晚于2026-04-01"),
    ],
)
def test_who_is_spared_as_a_joiner_is_told_since_when_he_is_appraised(hired: date, said: str) -> None:
    """The day he came, what is asked of it, the first quarter in which it is so, and the article."""
    spared = {"参加考核": False, "达标次数": 0, "在级月数": 1, "可以晋级": False}
    told = concluded(spared, MISSED, hired=hired, takes_part=GRACE)
    assert told == f"参加考核：否（{said}；第十七条），保持中级（第十八条）"


def cut(month: str, days: int | None, since: date | None, until: date | None) -> dict[str, Any]:
    """A month that does not count, with a stretch of sick leave in it if that is known."""
    kind = "病假" if since else None
    row = {"leave_kind": kind, "leave_from": since, "leave_until": until, "days_long_leave": days}
    return {"employee_id": "1", "month": month, "quantity": "在岗月", "article": "第二十一条", **row}


@pytest.mark.parametrize(
    ("months", "said"),
    [
        # 30 days of May and 30 of June; the note of June moved the end.
        (
            (cut("2026-05", 30, date(2026, 5, 2), date(2026, 6, 3)),
             cut("2026-06", 30, date(2026, 5, 2), date(2026, 6, 30))),
            "考核期剔除2个月：2026-05、2026-06（其中长假60天，病假2026-05-02至2026-06-30，第二十一条）",
        ),
        # A result of a month from before leave was kept says only that the month does not count.
        ((cut("2026-05", None, None, None),), "考核期剔除1个月：2026-05（第二十一条）"),
    ],
)  # fmt: skip
def test_months_taken_out_by_long_leave_are_named(months: tuple[dict[str, Any], ...], said: str) -> None:
    """How many and which, the days, from when to when, the article; nothing where none is."""
    present = {"参加考核": True, "达标次数": 2, "在级月数": 9, "可以晋级": False}
    assert f"，{said}，" in concluded(present, MET, leave=months)
    assert "剔除" not in concluded(present, MET)


def test_who_was_on_leave_throughout_is_told_so() -> None:
    """Why he is not appraised, then the months themselves."""
    absent = {"参加考核": False, "达标次数": 0, "在级月数": 0, "可以晋级": False}
    told = concluded(absent, MISSED, leave=[cut("2026-05", 31, date(2026, 4, 1), date(2026, 6, 30))])
    assert told.startswith("参加考核：否（在级月数0，须大于0；第十七条），考核期剔除1个月：2026-05（")


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
