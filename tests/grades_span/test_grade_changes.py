"""The changes of grade as entries of the ledger. Scheme: 指引第十七条."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipeline.grades.grade_changes import grade_changes
from pipeline.period import Span
from schemas.appraisal import GRADE_CHANGES

from .small import QUARTER, YEAR, proposals


def proposal(number: str, final: str, movement: str, **more: Any) -> dict[str, Any]:
    """A row of 级别调整."""
    return {
        "employee_id": number, "grade": "初级", "final_grade": final, "movement_word": movement,
        "effective_on": date(2026, 7, 1), "decided_by_hand": False, "article": "第十八条", **more,
    }  # fmt: skip


def changed(span: Span, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    """The entries, proved to be the table they should be."""
    frame = grade_changes(proposals(*rows), span)
    return GRADE_CHANGES.schema.validate(frame).to_dict("records")


def test_only_who_moves_has_an_entry() -> None:
    """Up, down and a first grade; who stays has none."""
    rows = changed(
        QUARTER,
        proposal("1", "中级", "晋级"), proposal("2", "初级", "不变"), proposal("3", "见习", "降级"),
        proposal("4", "初级", "初次定级", grade=None),
    )  # fmt: skip
    assert [(row["employee_id"], row["grade"], row["grade_since"]) for row in rows] == [
        ("1", "中级", date(2026, 7, 1)), ("3", "见习", date(2026, 7, 1)), ("4", "初级", date(2026, 7, 1)),
    ]  # fmt: skip
    assert {(row["grade_origin"], row["origin_period"], row["article"]) for row in rows} == {
        ("季度", "2026Q2", "第十八条")
    }


def test_the_origin_is_the_year_or_the_hand() -> None:
    """What a person decided by hand says so and by whom, in a quarter as in a year."""
    rows = changed(
        YEAR,
        proposal("1", "中级", "晋级"),
        proposal("2", "高级", "晋级", decided_by_hand=True, approved_by="王经理", purpose="特别贡献"),
    )
    assert [(row["grade_origin"], row["origin_period"]) for row in rows] == [("年度", "2026"), ("人工", "2026")]
    assert (rows[0]["article"], rows[1]["article"]) == ("第十八条", "第十八条：特别贡献")
    assert rows[1]["approved_by"] == "王经理"


def test_a_grade_kept_by_hand_is_an_entry_of_the_month_after() -> None:
    """Who decided it and why, from 1 July whatever day the decision names; one who has no grade keeps none."""
    kept = proposal("1", "初级", "不变", decided_by_hand=True, purpose="病假", approved_by="王经理", effective_on=None)
    (row,) = changed(QUARTER, kept, {**kept, "employee_id": "2", "grade": None, "final_grade": None})
    assert (row["grade"], row["grade_since"], row["grade_origin"]) == ("初级", date(2026, 7, 1), "人工")
    assert (row["article"], row["approved_by"]) == ("第十八条：病假", "王经理")


def test_nobody_moves() -> None:
    """A table without a row."""
    assert changed(QUARTER, proposal("1", "初级", "不变")) == []
