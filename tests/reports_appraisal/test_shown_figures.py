"""Figures told in words are exact, and a tie goes up as a workbook shows it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from pipeline.reports.appraisal.cells import PERCENT, ROUNDED, WHOLE, shown_figure
from pipeline.reports.appraisal.talk_words import conditions_words, indicators_words
from pipeline.reports.shown_figures import Figure, percent, shown


@pytest.mark.parametrize(
    ("figure", "places", "words"),
    [
        (Decimal("0.124"), 2, "0.12"), (Decimal("0.125"), 2, "0.13"), (Decimal("0.126"), 2, "0.13"),
        (Decimal("-0.125"), 2, "-0.13"), (Fraction(1, 8), 2, "0.13"), (Fraction(-1, 8), 2, "-0.13"),
        (Decimal("2.5"), 0, "3"), (1234567, 0, "1,234,567"), (1.005, 2, "1.01"), (Fraction(2469135, 2), 0, "1,234,568"),
        # Too many digits for a float: it would say …678.99.
        (Decimal("12345678901234678.985"), 2, "12,345,678,901,234,678.99"),
    ],
)  # fmt: skip
def test_a_tie_goes_away_from_zero(figure: Figure, places: int, words: str) -> None:
    """Below, at and above the half; never by way of a binary float."""
    assert shown(figure, places) == words


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Decimal("0.12344"), "12.34%"), (Decimal("0.12345"), "12.35%"), (Decimal("1.00125"), "100.13%"),
        (Fraction(3, 2), "150.00%"), (Decimal("12.5"), "1250.00%"), (0.00125, "0.13%"),
    ],
)  # fmt: skip
def test_a_percentage(figure: Figure, words: str) -> None:
    """Two places of a percent."""
    assert percent(figure) == words


def test_the_width_of_a_column_is_that_of_the_figure_shown() -> None:
    """99.995 is shown as 100.00, which is wider."""
    assert shown_figure(Decimal("99.995"), ROUNDED) == "100.00"
    assert shown_figure(Decimal("0.5"), WHOLE) == "1"
    assert shown_figure(Decimal("0.99995"), PERCENT) == "100.00%"


def test_the_page_of_a_person_rounds_alike() -> None:
    """A rate, a figure and a percentage at a tie."""
    row = {
        "passed": False, "tested_grade": "", "condition": "甲", "comparison": "≥", "measured": Decimal("0.125"),
        "threshold": Decimal("0.00125"), "measured_percent": False, "threshold_percent": True,
        "needs": "条件", "asked": "甲", "matters": True,
    }  # fmt: skip
    said = "未达到（须甲），1 个条件中 0 个成立。未达标：甲（实际 0.13，应≥ 0.13%）"
    assert conditions_words([row]) == said
    aimed = {"rate": Decimal("0.98765"), "actual": 1, "target": 2, "indicator": "净增户"}
    assert indicators_words([aimed]) == "未完成的指标：净增户（98.77%）"
