"""The largest customers month by month. Scheme: 客户分级规定（V3）."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from pipeline.customers.top_customers import top_customers
from pipeline.period import Span
from schemas.appraisal import TOP_CUSTOMERS

from .frames import WITHOUT_CLASSES, customers, none_of, standard

NONE = none_of(TOP_CUSTOMERS)


def listed(frame: pd.DataFrame, before: pd.DataFrame = NONE) -> list[tuple[str, str, str | None]]:
    """(month, 客户号, change) of the first quarter, in the order of the table."""
    made = TOP_CUSTOMERS.schema.validate(top_customers(frame, before, Span(2026, 1), standard()))
    changes = [change if isinstance(change, str) else None for change in made["listed"]]
    return list(zip(made["month"], made["customer_id"], changes, strict=True))


@pytest.mark.parametrize(
    ("count", "size"), [(0, 0), (1, 1), (20, 1), (29, 1), (30, 2), (31, 2), (49, 2), (50, 3), (100, 5)]
)
def test_five_per_cent_rounded_half_up(count: int, size: int) -> None:
    """1.45 → 1, 1.5 → 2, 2.5 → 3; at least one where there is any customer."""
    rows = [("2026-03", f"C{i:03d}", str(count - i), "1") for i in range(count)]
    assert listed(customers(*rows)) == [("2026-03", f"C{i:03d}", "新进") for i in range(size)]


def test_who_entered_stayed_and_left() -> None:
    """Two customers a month, one on the list; the first month is held against the last of the quarter before."""
    before = TOP_CUSTOMERS.from_rows(
        [
            {"month": "2025-12", "customer_id": "A", "listed": "保留"},
            {"month": "2025-12", "customer_id": "Z", "listed": "新进"},
            {"month": "2025-12", "customer_id": "B", "listed": "退出"},
        ]
    )
    rows = [
        ("2026-01", "A", "9", "9"), ("2026-01", "B", "1", "1"),
        ("2026-02", "A", "1", "1"), ("2026-02", "B", "9", "9"),
        ("2026-03", "A", "9", "9"), ("2026-03", "B", "99", "99", "销户"),
    ]  # fmt: skip
    assert listed(customers(*rows), before) == [
        ("2026-01", "A", "保留"), ("2026-01", "Z", "退出"),
        ("2026-02", "B", "新进"), ("2026-02", "A", "退出"),
        ("2026-03", "A", "新进"), ("2026-03", "B", "退出"),
    ]  # fmt: skip


def test_the_first_list_is_held_against_none() -> None:
    """The first month of all says of nobody that he entered; the month after it does."""
    rows = [
        ("2026-01", "A", "9", "9"), ("2026-01", "B", "1", "1"), ("2026-02", "A", "1", "1"), ("2026-02", "B", "9", "9"),
        ("2026-03", "B", "9", "9"),
    ]  # fmt: skip
    assert listed(customers(*rows)) == [
        ("2026-01", "A", None), ("2026-02", "B", "新进"), ("2026-02", "A", "退出"), ("2026-03", "B", "保留"),
    ]  # fmt: skip


def test_who_left_keeps_the_figures_of_the_month() -> None:
    """A customer who fell off the list shows his place of now; one who is gone shows nothing."""
    before = TOP_CUSTOMERS.from_rows(
        [{"month": "2025-12", "customer_id": number, "listed": "新进"} for number in ("B", "Z")]
    )
    frame = customers(("2026-01", "A", "3", "3"), ("2026-01", "B", "1", "1"))
    made = top_customers(frame, before, Span(2026, 1), standard())
    assert made["customer_id"].tolist()[:3] == ["A", "B", "Z"]
    assert made["place"].tolist()[:2] == [1, 2]
    assert made["weight"].tolist()[:2] == [Decimal("0.75"), Decimal("0.25")]
    assert made[["place", "volume", "weight"]].iloc[2].isna().all()


@pytest.mark.parametrize(("top", "size"), [("0%", 1), ("14%", 1), ("15%", 2), ("100%", 10)])
def test_the_share_is_that_of_the_standard(top: str, size: int) -> None:
    """Of ten: 1.4 → 1, 1.5 → 2; at least one."""
    frame = customers(*(("2026-03", f"C{i}", str(10 - i), "1") for i in range(10)))
    assert len(top_customers(frame, NONE, Span(2026, 1), standard(top=top))) == size


def test_a_standard_without_classes_has_no_list() -> None:
    """The table is there, and empty."""
    frame = customers(("2026-03", "A", "1", "1"))
    assert TOP_CUSTOMERS.schema.validate(top_customers(frame, NONE, Span(2026, 1), WITHOUT_CLASSES)).empty
