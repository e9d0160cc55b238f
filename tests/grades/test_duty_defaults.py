"""Blank cells of records of duty that stand for something.  Source: the meanings of the columns (data dictionary)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from pipeline.duty_defaults import with_defaults
from schemas.intake import FOLLOW_UPS, HONOURS, MEETINGS, TRAININGS
from schemas.table import Table

from .frames import frame


def filled(table: Table, column: str, *rows: dict[str, Any]) -> list[Any]:
    """One column after blank cells were filled."""
    given = pa.Table.from_pandas(frame(table, *rows), schema=table.arrow_schema, preserve_index=False)
    made = with_defaults(table.name, given)
    assert made.schema == table.arrow_schema
    found: list[Any] = made[column].to_pylist()
    return found


def test_a_meeting_was_held_unless_it_says_no() -> None:
    """空白为已召开."""
    assert filled(MEETINGS, "held", {}, {"held": False}, {"held": True}) == [True, False, True]


def test_an_honour_without_points_has_none() -> None:
    """空白为0."""
    assert filled(HONOURS, "honour_points", {}, {"honour_points": "-2.5"}) == [Decimal(0), Decimal("-2.5")]


@pytest.mark.parametrize(("score", "passed"), [("59.99", False), ("60", True), ("60.01", True), ("", None)])
def test_a_test_of_sixty_is_passed(score: str, passed: bool | None) -> None:
    """空白的看测试成绩是否达到60分; what is written stands, and without a test nothing is known."""
    assert filled(TRAININGS, "training_passed", {"training_score": score}) == [passed]
    assert filled(TRAININGS, "training_passed", {"training_score": score, "training_passed": False}) == [False]


def test_other_tables_stay_as_they_are() -> None:
    """An open matter has no day of closing."""
    assert filled(FOLLOW_UPS, "closed_on", {"matter": "甲"}) == [None]
