"""Splitting an amount into whole fen by largest remainder. Scheme: 第三条."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.credit.splitting import SHARE_UNITS, largest_remainder

WHOLE = SHARE_UNITS
THIRD = 33_333_333


def split(amount: int, *shares: int) -> list[int]:
    """The fen of each party of one amount; ties go in the order given."""
    count = len(shares)
    parts = largest_remainder(np.array([amount]), np.zeros(count, dtype=np.int64), np.array(shares), np.arange(count))
    return [int(part) for part in parts]


@pytest.mark.parametrize(
    ("amount", "shares", "parts"),
    [
        # 100.00 by 33.33 %, 33.33 %, 33.34 %: no remainder at all.
        (10_000, (33_330_000, 33_330_000, 33_340_000), [3333, 3333, 3334]),
        # 100.00 by thirds: 3333.3333, 3333.3333, 3333.3334; the one fen left goes to the largest remainder.
        (10_000, (THIRD, THIRD, THIRD + 1), [3333, 3333, 3334]),
        # 0.01 over three: the largest share has the largest remainder.
        (1, (THIRD, THIRD, THIRD + 1), [0, 0, 1]),
        # 0.02 over three: the third, then the first of the two that tie.
        (2, (THIRD, THIRD, THIRD + 1), [1, 0, 1]),
        # Ties: 0.5 and 0.5, to the first.
        (1, (WHOLE // 2, WHOLE // 2), [1, 0]),
        # 0.05 by quarters: 1.25 each, one fen left, all tie: to the first.
        (5, (WHOLE // 4,) * 4, [2, 1, 1, 1]),
        (6, (WHOLE // 4,) * 4, [2, 2, 1, 1]),
        (7, (WHOLE // 4,) * 4, [2, 2, 2, 1]),
        # A negative amount is split as its absolute value.
        (-5, (WHOLE // 4,) * 4, [-2, -1, -1, -1]),
        (-10_000, (THIRD, THIRD, THIRD + 1), [-3333, -3333, -3334]),
        # Nothing, and all to one.
        (0, (WHOLE // 2, WHOLE // 2), [0, 0]),
        (12_345, (WHOLE,), [12_345]),
        (12_345, (0, WHOLE), [0, 12_345]),
    ],
)
def test_worked_by_hand(amount: int, shares: tuple[int, ...], parts: list[int]) -> None:
    """Whole fen first, what is left to the largest remainders, ties to the earlier party."""
    assert split(amount, *shares) == parts


def test_several_amounts_at_once() -> None:
    """Each group is split for itself, also one whose parties come in another order of ties."""
    parts = largest_remainder(
        np.array([1, 0, -1]),
        np.array([0, 0, 1, 2, 2]),
        np.array([WHOLE // 2, WHOLE // 2, WHOLE, WHOLE // 2, WHOLE // 2]),
        np.array([5, 1, 0, 2, 9]),
    )
    assert parts.tolist() == [0, 1, 0, -1, 0]


def test_no_amount_no_parts() -> None:
    """A month without customers splits nothing."""
    empty = np.array([], dtype=np.int64)
    assert largest_remainder(empty, empty, empty, empty).tolist() == []


def test_an_amount_larger_than_a_machine_word_times_the_share_units() -> None:
    """A thousand million yuan is 10^11 fen; times 10^8 it no longer fits 64 bits and is still exact."""
    assert split(10**11 + 1, THIRD, THIRD, THIRD + 1) == [33_333_333_000, 33_333_333_000, 33_333_334_001]


@st.composite
def parties(draw: st.DrawFn) -> tuple[int, list[int]]:
    """An amount and shares that add up to a whole."""
    cuts = sorted(draw(st.lists(st.integers(0, WHOLE), max_size=6)))
    edges = [0, *cuts, WHOLE]
    return draw(st.integers(-(10**12), 10**12)), [b - a for a, b in pairwise(edges)]


@given(parties())
def test_the_parts_add_up_and_none_is_a_fen_off(case: tuple[int, list[int]]) -> None:
    """The parts are the amount; each lies within one fen of the exact share and on the amount's side of zero."""
    amount, shares = case
    parts = split(amount, *shares)
    assert sum(parts) == amount
    for part, share in zip(parts, shares, strict=True):
        assert abs(part - Fraction(amount * share, WHOLE)) < 1
        assert part * amount >= 0


@given(parties())
def test_a_larger_share_never_gets_less(case: tuple[int, list[int]]) -> None:
    """Who has the larger share of an amount gets at least as much of its absolute value."""
    amount, shares = case
    paired = sorted(zip(shares, map(abs, split(amount, *shares)), strict=True))
    by_share: dict[int, list[int]] = {}
    for share, part in paired:
        by_share.setdefault(share, []).append(part)
    levels = list(by_share.values())
    assert all(max(lower) <= min(upper) for lower, upper in pairwise(levels))


@given(parties(), st.randoms(use_true_random=False))
def test_the_order_of_the_parties_changes_nothing(case: tuple[int, list[int]], random: object) -> None:
    """Only the rank in ties decides, not the place in the table."""
    amount, shares = case
    places = list(range(len(shares)))
    random.shuffle(places)  # type: ignore[attr-defined]
    shuffled = largest_remainder(
        np.array([amount]),
        np.zeros(len(shares), dtype=np.int64),
        np.array([shares[place] for place in places]),
        np.array(places),
    )
    assert {place: int(part) for place, part in zip(places, shuffled, strict=True)} == dict(
        enumerate(split(amount, *shares))
    )
