"""Exact columns of figures: arithmetic against Fraction, the one rounding, and the way to and from Arrow decimals."""

from __future__ import annotations

import operator
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.money import Figures, RoundingMode, choose, from_arrow, from_units, plain, to_arrow, units, yuan

MONEY = pa.decimal128(18, 2)
WIDE = pa.decimal128(38, 4)
HUGE = 2**63

wholes = st.one_of(
    st.integers(-3, 3), st.integers(-(10**6), 10**6), st.integers(HUGE - 2, HUGE + 2), st.integers(-(2**130), 2**130)
)
fractions = st.builds(Fraction, wholes, st.one_of(st.integers(1, 3), st.integers(1, 10**9), st.just(2**70)))
columns = st.lists(fractions, min_size=0, max_size=4)
OPERATIONS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}


def column(values: list[Fraction]) -> Figures:
    """A column of figures, one denominator a row."""
    return Figures(
        np.array([value.numerator for value in values], dtype=object),
        np.array([value.denominator for value in values], dtype=object),
    )


def read(figures: Figures, rows: int) -> list[Fraction | None]:
    """What a column says in every row; None where it has no value."""
    spread = figures.rows(rows)
    return [None if spread.invalid[row] else spread.at(row) for row in range(rows)]


def plainly(left: Fraction | None, sign: str, right: Fraction | None) -> Fraction | None:
    """The same with fractions, one row at a time."""
    if left is None or right is None or (sign == "/" and right == 0):
        return None
    return OPERATIONS[sign](left, right)  # type: ignore[no-any-return]


@settings(max_examples=300, deadline=None)
@given(columns, st.lists(st.tuples(st.sampled_from("+-*/"), st.booleans(), fractions), max_size=8), st.data())
def test_arithmetic_is_that_of_fractions(start: list[Fraction], steps: list, data: st.DataObject) -> None:
    """Any chain of + - × ÷ over columns and constants gives what Fraction gives; a row divided by 0 stays without."""
    rows, found = len(start), column(start)
    expected: list[Fraction | None] = list(start)
    for sign, constant, value in steps:
        others = [value] * rows if constant else data.draw(st.lists(fractions, min_size=rows, max_size=rows))
        found = OPERATIONS[sign](found, Figures.constant(value) if constant else column(others))
        expected = [plainly(left, sign, right) for left, right in zip(expected, others, strict=True)]
        assert np.all(np.greater(found.den, 0))
    assert read(found, rows) == expected


@settings(max_examples=200, deadline=None)
@given(fractions, columns)
def test_a_constant_on_the_left_is_spread_over_the_rows(value: Fraction, others: list[Fraction]) -> None:
    """``3 − column`` and ``3 ÷ column`` mind every row."""
    for sign in "+-*/":
        made = OPERATIONS[sign](Figures.constant(value), column(others))
        assert read(made, len(others)) == [plainly(value, sign, other) for other in others]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(fractions, fractions), max_size=5))
def test_comparisons_larger_and_smaller_are_exact(pairs: list[tuple[Fraction, Fraction]]) -> None:
    """No two figures are mixed up however near they are, and 取大 and 取小 pick by the same comparison."""
    left, right, rows = column([one for one, _ in pairs]), column([two for _, two in pairs]), len(pairs)
    for relation in (operator.lt, operator.le, operator.eq, operator.ne, operator.ge, operator.gt):
        assert list(left.compare(right, relation)) == [relation(one, two) for one, two in pairs]
    assert read(left.larger(right), rows) == [max(pair) for pair in pairs]
    assert read(left.smaller(right), rows) == [min(pair) for pair in pairs]
    assert read(-left, rows) == [-one for one, _ in pairs]


def test_figures_of_a_hair_s_breadth_are_told_apart() -> None:
    """One in 10^40 above, at and below: no binary float could see it."""
    hair = Fraction(1, 10**40)
    three = column([1 - hair, Fraction(1), 1 + hair])
    assert list(three.compare(Figures.constant(1), operator.lt)) == [True, False, False]
    assert list(three.compare(Figures.constant(1), operator.ge)) == [False, True, True]


@pytest.mark.parametrize(
    ("figure", "digits", "expected"),
    [
        # Half a fen: 0.004 / 0.005 / 0.006, and the same below zero, away from zero on the tie.
        ("0.004", 2, "0"), ("0.005", 2, "0.01"), ("0.006", 2, "0.01"),
        ("-0.004", 2, "0"), ("-0.005", 2, "-0.01"), ("-0.006", 2, "-0.01"),
        # 0.015 and 0.025 both go up: no banker's rounding.
        ("0.015", 2, "0.02"), ("0.025", 2, "0.03"), ("-0.015", 2, "-0.02"), ("-0.025", 2, "-0.03"),
        # 1.005 is a tie, which as a binary float it would not be.
        ("1.005", 2, "1.01"), ("2.675", 2, "2.68"),
        ("0.4", 0, "0"), ("0.5", 0, "1"), ("0.6", 0, "1"), ("-0.5", 0, "-1"),
        ("14", -1, "10"), ("15", -1, "20"), ("16", -1, "20"), ("-15", -1, "-20"), ("49.99", -2, "0"), ("50", -2, "100"),
    ],
)  # fmt: skip
def test_half_goes_away_from_zero(figure: str, digits: int, expected: str) -> None:
    """四舍五入: below a half toward zero, at a half away from it, on both sides of zero."""
    assert read(Figures.constant(Fraction(figure)).rounded(digits), 1) == [Fraction(expected)]


@pytest.mark.parametrize(
    ("mode", "figure", "expected"),
    [
        ("舍去", "1.239", "1.23"), ("舍去", "1.23", "1.23"), ("舍去", "-1.239", "-1.23"), ("舍去", "-0.001", "0"),
        ("进位", "1.231", "1.24"), ("进位", "1.23", "1.23"), ("进位", "-1.231", "-1.24"), ("进位", "0.001", "0.01"),
        ("四舍五入", "1.235", "1.24"),
    ],
)  # fmt: skip
def test_the_other_roundings_cut_or_fill_up(mode: RoundingMode, figure: str, expected: str) -> None:
    """舍去 goes toward zero, 进位 away from it; a figure already in fen stays."""
    assert read(Figures.constant(Fraction(figure)).rounded(2, mode), 1) == [Fraction(expected)]


@settings(max_examples=300, deadline=None)
@given(fractions, st.integers(-3, 6))
def test_rounding_is_odd_and_at_most_half_a_unit_off(figure: Fraction, digits: int) -> None:
    """Rounding −x is −(rounding x); the result is a whole number of units, nearest to x, the outer one on a tie."""
    unit = Fraction(10) ** -digits
    (up,), (down,) = (read(Figures.constant(value).rounded(digits), 1) for value in (figure, -figure))
    assert up is not None
    assert down == -up
    assert (up / unit).denominator == 1
    assert abs(up - figure) <= unit / 2
    if abs(up - figure) == unit / 2:
        assert abs(up) > abs(figure)


def test_rounding_keeps_a_row_without_value() -> None:
    """A row without value is not turned into 0 by rounding, by 取大 or by spreading."""
    spoilt = Figures.constant(1) / column([Fraction(0), Fraction(2)])
    assert read(spoilt.rounded(2), 2) == [None, Fraction(1, 2)]
    assert read(spoilt.larger(Figures.constant(5)), 2) == [None, Fraction(5)]
    assert read(-spoilt, 2) == [None, Fraction(-1, 2)]


def test_choosing_minds_only_the_chosen_side() -> None:
    """A division by zero on the side not chosen does not matter; on the chosen side it does."""
    spoilt = Figures.constant(1) / column([Fraction(0), Fraction(0), Fraction(4)])
    condition = np.array([True, False, False])
    assert read(choose(condition, Figures.constant(7), spoilt), 3) == [Fraction(7), None, Fraction(1, 4)]
    assert read(choose(np.asarray(True), Figures.constant(7), spoilt), 3) == [Fraction(7)] * 3
    assert read(choose(False, Figures.constant(7), spoilt), 3) == [None, None, Fraction(1, 4)]


def test_no_rows_are_no_trouble() -> None:
    """A month without a sale: every operation works on columns of no rows."""
    none = column([])
    made = ((none + Figures.constant(1)) / none).rounded(2).larger(none)
    assert read(made, 0) == []
    assert to_arrow(made, 0, MONEY) == pa.array([], MONEY)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(-(10**38) + 1, 10**38 - 1), max_size=6), st.integers(0, 3), st.integers(0, 3))
@example([HUGE - 1, HUGE, HUGE + 1, -HUGE - 1, -HUGE, -HUGE + 1], 0, 0)
@example([10**38 - 1, 1 - 10**38], 1, 0)
def test_units_come_back_whole(whole: list[int], skip: int, drop: int) -> None:
    """Units → Arrow → units is the same numbers, beyond 64 bits and in a slice with an offset too."""
    made = from_units(np.array(whole, dtype=object), WIDE)
    assert made.to_pylist() == [Decimal(f"{one}E-4") for one in whole]
    part = made.slice(skip, max(len(whole) - skip - drop, 0))
    assert [int(unit) for unit in units(part)] == whole[skip : max(len(whole) - drop, skip)]
    assert [int(unit) for unit in units(pa.chunked_array([part, made], WIDE))] == [
        *whole[skip : max(len(whole) - drop, skip)], *whole,
    ]  # fmt: skip


def test_units_that_fit_stay_machine_words() -> None:
    """Ordinary amounts are summed as 64-bit words; only a column with a larger one becomes Python ints."""
    assert units(pa.array([Decimal("-1.00"), Decimal("2.50")], MONEY)).dtype == np.int64
    assert units(from_units(np.array([HUGE], dtype=object), WIDE)).dtype == object


def test_a_decimal_too_wide_is_refused() -> None:
    """An amount the column has no room for is an error, never a wrong amount: 10^18 fen need 19 digits."""
    assert from_units(np.array([10**18 - 1]), MONEY).to_pylist() == [Decimal("9999999999999999.99")]
    with pytest.raises(OverflowError):
        from_units(np.array([10**18]), MONEY)
    with pytest.raises(OverflowError):
        from_units(np.array([-(10**18)]), MONEY)


def test_an_empty_cell_is_not_zero() -> None:
    """An empty figure has no value, and an empty amount to split is refused."""
    given_ = pa.array([Decimal("1.50"), None], MONEY)
    assert read(from_arrow(given_), 2) == [Fraction(3, 2), None]
    assert read(from_arrow(pa.array([4, None], pa.int64())), 2) == [Fraction(4), None]
    with pytest.raises(ValueError, match="empty cell"):
        units(given_)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.decimals(-(10**15), 10**15, places=2, allow_nan=False), max_size=6))
def test_arrow_amounts_are_read_exactly_and_written_back(amounts: list[Decimal]) -> None:
    """Arrow → figures → Arrow is the same column."""
    given_ = pa.chunked_array([pa.array(amounts, MONEY)])
    figures = from_arrow(given_)
    assert read(figures, len(amounts)) == [Fraction(amount) for amount in amounts]
    assert to_arrow(figures, len(amounts), MONEY) == given_.combine_chunks()


def test_to_arrow_spreads_constants_and_rounds_for_showing() -> None:
    """A constant fills every row; a figure finer than the column is rounded, a row without value stays empty."""
    assert to_arrow(Figures.constant(Fraction(1, 8)), 2, MONEY).to_pylist() == [Decimal("0.13")] * 2
    spoilt = Figures.constant(2) / column([Fraction(0), Fraction(3)])
    assert to_arrow(spoilt, 2, MONEY).to_pylist() == [None, Decimal("0.67")]


def test_scaled_refuses_to_lose_a_digit() -> None:
    """Asking for fen of a figure finer than a fen is our own mistake and says so."""
    assert Figures.constant(Fraction(5, 4)).scaled(2) == 125
    with pytest.raises(ArithmeticError, match="finer than 2 decimals"):
        Figures.constant(Fraction(1, 3)).scaled(2)


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (Fraction(0), "0"), (Fraction(5, 4), "1.25"), (Fraction(-5, 4), "-1.25"), (Fraction(100), "100"),
        (Fraction(1, 3), "0.3333333333…"), (Fraction(-2, 3), "-0.6666666666…"), (Fraction(1, 10**10), "0.0000000001"),
        (Fraction(1, 10**11), "0…"), (Fraction(2**70), "1180591620717411303424"),
    ],
)  # fmt: skip
def test_plain_shows_digits_and_owns_up_to_a_cut(figure: Fraction, expected: str) -> None:
    """No trailing zeros, no exponent; an endless decimal is cut, never rounded, and ends in …"""
    assert plain(figure) == expected


@pytest.mark.parametrize(
    ("figure", "expected"),
    [("0", "0.00"), ("1.005", "1.01"), ("-1.005", "-1.01"), ("1234.5", "1234.50"), ("0.0049", "0.00")],
)
def test_yuan_has_two_places(figure: str, expected: str) -> None:
    """A figure in yuan is shown in fen, half away from zero."""
    assert str(yuan(Fraction(figure))) == expected


def test_yuan_of_thirty_digits_is_exact() -> None:
    """Decimal's own context of 28 digits does not cut it."""
    assert str(yuan(Fraction(10**30 + 1))) == f"{10**30 + 1}.00"


def test_a_constant_is_a_scalar_until_it_is_spread() -> None:
    """``2 × 3`` costs no column."""
    made = Figures.constant(2) * Figures.constant(Fraction(3, 4))
    assert (made.num, made.den) == (6, 4)


@pytest.mark.parametrize(
    ("figures", "cells"),
    [
        (Figures(np.array([1, 3], dtype=object), 2), [Fraction(1, 2), Fraction(3, 2)]),
        (Figures(np.array([1, 3], dtype=object), np.array([2, 4], dtype=object)), [Fraction(1, 2), Fraction(3, 4)]),
        (Figures(np.array([1, 3], dtype=object), 1, np.array([False, True])), [Fraction(1), None]),
        (Figures(5, 2), [Fraction(5, 2)] * 2), (Figures(np.array([5], dtype=object), 2), [Fraction(5, 2)] * 2),
        (Figures(5, 2, True), [None] * 2),
    ],
)  # fmt: skip
def test_one_cell_of_a_column(figures: Figures, cells: list[Fraction | None]) -> None:
    """The figure of a row without spreading the column: parts that are single values are those of every row."""
    assert [figures.cell(row) for row in range(2)] == cells
    spread = figures.rows(2)
    assert [None if spread.invalid[row] else spread.at(row) for row in range(2)] == cells
