"""Customers of a quarter in classes. Scheme: 客户分级规定（V3）."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.customers.customer_classes import customer_classes
from pipeline.period import Span
from schemas.appraisal import CUSTOMER_CLASSES

from .frames import WITHOUT_CLASSES, customers, none_of, standard

FIRST, LAST = Span(2026, 1), "2026-03"
NONE = none_of(CUSTOMER_CLASSES)


def classed(frame: pd.DataFrame, before: pd.DataFrame = NONE) -> pd.DataFrame:
    """The classes of the first quarter, proved to be the table they should be."""
    return CUSTOMER_CLASSES.schema.validate(customer_classes(frame, before, FIRST, standard()))


def even(count: int) -> pd.DataFrame:
    """So many customers: the first has the most of everything, the last the least."""
    return customers(*((LAST, f"C{i:03d}", str(count - i), str(count - i)) for i in range(count)))


@pytest.mark.parametrize(
    ("count", "sizes"),
    [
        # 20% of n: 0.2, 0.4 → 0; 0.6, 1.4 → 1; 1.6, 2.4 → 2; 2.6 → 3.  A fifth of a whole is never on the half.
        (1, (0, 1, 0)),
        (2, (0, 2, 0)),
        (3, (1, 1, 1)),
        (5, (1, 3, 1)),
        (7, (1, 5, 1)),
        (8, (2, 4, 2)),
        (10, (2, 6, 2)),
        (12, (2, 8, 2)),
        (13, (3, 7, 3)),
    ],
)
def test_the_sizes_of_the_classes(count: int, sizes: tuple[int, int, int]) -> None:
    """The first and the last 20%, each rounded half up; the rest is 中; classes follow the places."""
    made = classed(even(count))
    assert made["customer_class"].tolist() == ["大"] * sizes[0] + ["中"] * sizes[1] + ["小"] * sizes[2]
    assert made["customer_id"].tolist() == [f"C{i:03d}" for i in range(count)]
    assert made["place"].tolist() == list(range(1, count + 1))


def test_the_weight_is_the_mean_of_two_shares_over_the_quarter() -> None:
    """Months add up; A has 600 of 1000 volume and 1 of 10 revenue: (0.6 + 0.1) ÷ 2 = 0.35; B (0.1 + 0.8) ÷ 2 = 0.45."""
    made = classed(
        customers(
            ("2026-01", "A", "100", "1"), ("2026-02", "A", "200", "0"), (LAST, "A", "300", "0"),
            ("2026-01", "B", "100", "8"), (LAST, "C", "300", "1"),
        )
    )  # fmt: skip
    assert made["customer_id"].tolist() == ["B", "A", "C"]
    assert made["weight"].tolist() == [Decimal("0.45"), Decimal("0.35"), Decimal("0.2")]
    assert made["volume"].tolist() == [100, 600, 300]
    assert made["revenue"].tolist() == [8, 1, 1]


def test_equal_weights_go_by_number() -> None:
    """(0.5 + 0.3) ÷ 2 and (0.3 + 0.5) ÷ 2 are equal: the smaller 客户号, character by character, goes first."""
    made = classed(customers((LAST, "C9", "5", "3"), (LAST, "C10", "3", "5"), (LAST, "C1", "2", "2")))
    assert made["customer_id"].tolist() == ["C10", "C9", "C1"]


def test_weights_that_differ_beyond_any_decimal_are_told_apart() -> None:
    """Thirds and sevenths: C1 and C2 have 13/42 each, C3 16/42; a fen more of 10^15 turns the two that were equal."""
    same = classed(customers((LAST, "C1", "1", "2"), (LAST, "C2", "1", "2"), (LAST, "C3", "1", "3")))
    assert same["customer_id"].tolist() == ["C3", "C1", "C2"]
    big = "1000000000000000"
    other = classed(customers((LAST, "C1", big, "2"), (LAST, "C2", f"{big}.01", "2"), (LAST, "C3", big, "3")))
    assert other["customer_id"].tolist() == ["C3", "C2", "C1"]


def test_a_total_of_zero_gives_no_shares() -> None:
    """Without any volume only revenue counts, by half: of 4 yuan 3 are 0.75 ÷ 2 = 0.375; without both, the numbers."""
    made = classed(customers((LAST, "A", "0", "1"), (LAST, "B", "0", "3")))
    assert made["weight"].tolist() == [Decimal("0.375"), Decimal("0.125")]
    # 5 and −5 of volume come to nothing, so that nobody has a share in it.
    made = classed(customers((LAST, "B", "5", "0"), (LAST, "A", "-5", "0")))
    assert made["customer_id"].tolist() == ["A", "B"]
    assert made["weight"].tolist() == [0, 0]


def test_negative_revenue_is_a_negative_share() -> None:
    """Of 8 yuan, A has −2: (0.5 − 0.25) ÷ 2 = 0.125; B (0.5 + 1.25) ÷ 2 = 0.875."""
    made = classed(customers((LAST, "A", "5", "-2"), (LAST, "B", "5", "10")))
    assert made["customer_id"].tolist() == ["B", "A"]
    assert made["weight"].tolist() == [Decimal("0.875"), Decimal("0.125")]


def test_who_closed_his_account_is_left_out() -> None:
    """Closed in the last month, or when last seen: neither classed nor part of the totals; closed and back: classed."""
    made = classed(
        customers(
            ("2026-01", "A", "9", "9"), (LAST, "A", "0", "0", "销户"),
            ("2026-02", "B", "9", "9", "销户"),
            ("2026-02", "C", "1", "1", "销户"), (LAST, "C", "2", "2", "回流"),
            ("2026-01", "D", "1", "1"),
        )
    )  # fmt: skip
    assert made["customer_id"].tolist() == ["C", "D"]
    assert made["weight"].tolist() == [Decimal("0.75"), Decimal("0.25")]


def test_who_moved_since_the_quarter_before() -> None:
    """Up, down, the same, new; who was classed and is not any more stands at the end without a class."""
    before = CUSTOMER_CLASSES.from_rows(
        [
            {"customer_id": number, "customer_class": word, "class_moved": moved}
            for number, word, moved in [
                ("C000", "小", "不变"), ("C001", "中", "不变"), ("C004", "中", "上升"), ("X2", "大", "新列入"),
                ("X1", "小", "下降"), ("X0", None, "退出"),
            ]
        ]
    )  # fmt: skip
    made = classed(even(5), before)
    moved = dict(zip(made["customer_id"], made["class_moved"], strict=True))
    assert moved == {
        "C000": "上升", "C001": "不变", "C002": "新列入", "C003": "新列入", "C004": "下降", "X1": "退出", "X2": "退出",
    }  # fmt: skip
    assert made["customer_id"].tolist()[-2:] == ["X1", "X2"]
    assert made["class_before"].tolist()[-2:] == ["小", "大"]
    assert made["customer_class"].isna().tolist() == [False] * 5 + [True] * 2


def test_other_months_are_not_of_the_quarter() -> None:
    """Only the quarter's own three months are added up."""
    made = classed(customers(("2025-12", "A", "9", "9"), (LAST, "B", "1", "1"), ("2026-04", "C", "9", "9")))
    assert made["customer_id"].tolist() == ["B"]


def test_no_customers_no_classes() -> None:
    """A quarter without customers makes an empty table."""
    assert classed(customers()).empty


amounts = st.integers(-(10**6), 10**9)


@settings(deadline=None)
@given(st.lists(st.tuples(amounts, amounts), max_size=12), st.randoms(use_true_random=False))
def test_the_order_is_that_of_the_exact_weights(figures: list[tuple[int, int]], random: object) -> None:
    """Compared with fractions one by one; the order of the rows changes nothing."""
    rows = [(LAST, f"C{i:02d}", f"{v}E-2", f"{r}E-2") for i, (v, r) in enumerate(figures)]
    random.shuffle(rows)  # type: ignore[attr-defined]
    volume, revenue = (sum(pair[place] for pair in figures) for place in (0, 1))
    weights = {
        f"C{i:02d}": (Fraction(v, volume) if volume else Fraction(0)) + (Fraction(r, revenue) if revenue else 0)
        for i, (v, r) in enumerate(figures)
    }
    made = classed(customers(*rows))
    assert made["customer_id"].tolist() == sorted(weights, key=lambda number: (-weights[number], number))


@pytest.mark.parametrize(
    ("large", "small", "count", "sizes"),
    [
        # 10% and 30% of 5: 0.5 → 1 and 1.5 → 2; half and half of 3: 1.5 → 2, so that only one is left for 小.
        ("10%", "30%", 5, (1, 2, 2)), ("10%", "30%", 4, (0, 3, 1)), ("50%", "50%", 3, (2, 0, 1)),
        ("0%", "0%", 2, (0, 2, 0)), ("100%", "0%", 2, (2, 0, 0)),
    ],
)  # fmt: skip
def test_the_shares_are_those_of_the_standard(large: str, small: str, count: int, sizes: tuple[int, int, int]) -> None:
    """Each rounded half up by itself; nobody is in two classes."""
    made = customer_classes(even(count), NONE, FIRST, standard(large, small))
    assert made["customer_class"].tolist() == ["大"] * sizes[0] + ["中"] * sizes[1] + ["小"] * sizes[2]


def test_a_standard_without_classes_classes_nobody() -> None:
    """The table is there, and empty."""
    made = customer_classes(even(3), NONE, FIRST, WITHOUT_CLASSES)
    assert CUSTOMER_CLASSES.schema.validate(made).empty


def test_shares_beyond_the_whole_are_refused() -> None:
    """Together at most 100%, and none beyond it or below nothing."""
    for large, small in (("60%", "41%"), ("101%", "0%"), ("-1%", "0%")):
        with pytest.raises(ValueError, match="CustomerClasses"):
            standard(large, small)
