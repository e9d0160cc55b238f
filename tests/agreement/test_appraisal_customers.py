"""Classes of customers and the top 5% list, over thousands of random quarters, are those of the reference."""

from __future__ import annotations

import time
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pandas as pd
import pytest

from pipeline.customers.customer_classes import customer_classes
from pipeline.customers.top_customers import top_customers
from pipeline.period import Span
from pipeline.settings import load
from schemas.appraisal import CUSTOMER_CLASSES, TOP_CUSTOMERS
from schemas.columns import columns
from schemas.table import Table
from tests.agreement.chains import CONFIG
from tests.reference.appraisal_customers import classes, ranked, top_list

Row = dict[str, Any]
SPAN = Span(2026, 2)
STANDARD = load(CONFIG).standard(SPAN.last_month)
MONTHS = [str(month) for month in SPAN.months]
STATES = ("正常", "正常", "正常", "休眠", "回流", "销户")
CUSTOMERS = Table(
    "customers", "客户", "一行是一名客户一个月",
    columns("month", "customer_id", "customer_state", "turnover", "net_commission"),
)  # fmt: skip
NAMES = {"客户号": "customer_id", "客户状态": "customer_state", "交易额": "turnover", "净佣金": "net_commission"}


def _figure(rng: Random) -> Decimal:
    """Often nothing, the same or negative, so that customers tie and totals vanish; sometimes very large."""
    return rng.choice(
        [Decimal(0), Decimal(0), Decimal("1.00"), Decimal("-1.00"), Decimal(rng.randint(-500, 5000)).scaleb(-2),
         Decimal(rng.randint(0, 10**14)).scaleb(-2)]
    )  # fmt: skip


def _month(rng: Random, names: list[str]) -> list[Row]:
    there = [name for name in names if rng.random() < 0.8]
    plain = rng.random() < 0.2
    return [
        {
            "客户号": name,
            "客户状态": rng.choice(STATES),
            "交易额": Decimal(1) if plain else _figure(rng),
            "净佣金": Decimal(0) if plain else _figure(rng),
        }
        for name in there
    ]


def _quarter(seed: int) -> tuple[list[list[Row]], pd.DataFrame]:
    """Three months of customers, plainly and as the table the span collects."""
    rng = Random(f"{seed}/customers")
    names = rng.sample([f"{number:04d}" for number in range(200)], rng.choice((0, 1, 2, 3, 7, 10, 19, 20, 30, 50)))
    months = [_month(rng, names) for _ in MONTHS]
    rows = [
        {"month": month, **{NAMES[name]: value for name, value in row.items()}}
        for month, part in zip(MONTHS, months, strict=True)
        for row in part
    ]
    rng.shuffle(rows)
    return months, CUSTOMERS.from_rows(rows)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _place(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


SEEDS = range(60)
MORE_SEEDS = range(60, 100_000)


def test_classes_and_who_moved() -> None:
    """Places, classes, movements and weights (to the 14 decimals a table holds) of random quarters."""
    for seed in SEEDS:
        _compare_classes(seed)


def test_the_list_of_each_month() -> None:
    """Who is on it, who entered and who left, month after month, of random quarters."""
    for seed in SEEDS:
        _compare_lists(seed)


@pytest.mark.long
def test_classes_and_lists_of_thousands_of_quarters(budget: float) -> None:
    """Both, of as many random quarters as a fifth of the budget of seconds lets through."""
    ends_at = time.monotonic() + budget / 5
    for seed in MORE_SEEDS:
        if time.monotonic() > ends_at:
            break
        _compare_classes(seed)
        _compare_lists(seed)
    print(f"{seed - MORE_SEEDS.start} quarters compared")


def _compare_classes(seed: int) -> None:
    months, customers = _quarter(seed)
    rng = Random(f"{seed}/before")
    known = [f"{number:04d}" for number in range(200)]
    before = {name: rng.choice("大中小") for name in rng.sample(known, rng.choice((0, 3, 60)))}
    table = CUSTOMER_CLASSES.from_rows(
        [{"customer_id": name, "customer_class": word, "class_moved": "不变"} for name, word in before.items()]
    )
    made = customer_classes(customers, table, SPAN, STANDARD)
    found = [
        (_place(row["place"]), row["customer_id"], _text(row["customer_class"]), _text(row["class_before"]),
         row["class_moved"])
        for row in made.to_dict("records")
    ]  # fmt: skip
    assert found == classes(months, before), f"seed {seed}"
    for row, (_, volume, revenue, weight) in zip(made.to_dict("records"), ranked(months), strict=False):
        assert (Fraction(row["volume"]), Fraction(row["revenue"])) == (volume, revenue)
        assert abs(Fraction(row["weight"]) - weight) <= Fraction(1, 2 * 10**14)


def _compare_lists(seed: int) -> None:
    months, customers = _quarter(seed)
    rng = Random(f"{seed}/listed")
    before = set(rng.sample([f"{number:04d}" for number in range(200)], rng.choice((0, 2, 20))))
    earlier = [{"month": "2026-03", "customer_id": "9999", "listed": "退出"}] if before else []
    table = TOP_CUSTOMERS.from_rows(
        [{"month": "2026-03", "customer_id": name, "listed": rng.choice(("新进", "保留"))} for name in before]
        + earlier
    )
    known: set[str] | None = before or None
    made = top_customers(customers, table, SPAN, STANDARD)
    for month, rows in zip(MONTHS, months, strict=True):
        of_month = made[made["month"] == month].to_dict("records")
        found = [(_place(row["place"]), row["customer_id"], row["listed"]) for row in of_month]
        expected = top_list(rows, known)
        assert [one for one in found if one[2] != "退出"] == [one for one in expected if one[2] != "退出"]
        assert sorted(found, key=lambda one: one[1]) == sorted(expected, key=lambda one: one[1]), f"seed {seed}"
        known = {name for _, name, change in expected if change != "退出"}
