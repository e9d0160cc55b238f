"""What a condition of SUMIFS tells apart, names of sheets, and measures of odd words or over too many lines."""

from __future__ import annotations

import pytest

from pipeline.reports.live.places import ROW, ROW_ABOVE, column_range, in_row, quoted, told_apart


@pytest.mark.parametrize(
    ("words", "apart"),
    [
        (["001", "A2", None, ""], True), (["001", "1"], False), (["1", "1.0"], False), (["a1", "A1"], False),
        (["a*"], False), (["a?"], False), ([">5"], False), (["=x"], False), (["x" * 256], False), (["x=1"], True),
        (["甲", "乙", "甲"], True),
    ],
)  # fmt: skip
def test_which_words_a_condition_tells_apart(words: list[str | None], apart: bool) -> None:
    """Not wildcards, relations, capitals, or the same number written twice."""
    assert told_apart(words) is apart


def test_names_of_sheets_are_quoted_where_they_must_be() -> None:
    """A name that could be read as something else stands in quotes."""
    names = ("归属明细", "订单(新)", "A1", "甲'乙")
    assert [quoted(name) for name in names] == ["归属明细", "'订单(新)'", "'A1'", "'甲''乙'"]


def test_addresses() -> None:
    """A column of no line still has one cell; a formula takes the number of its row."""
    assert column_range("C", 4, 3, "订单") == "订单!$C$4:$C$6"
    assert column_range("C", 4, 0) == "$C$4:$C$4"
    assert in_row(f"A{ROW}+A{ROW_ABOVE}", 7) == "A7+A6"
