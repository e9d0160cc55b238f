"""Visits of several persons to one customer.  Source: the rule on customer visits (V1, V2)."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.credit.visit_lines import visit_lines
from pipeline.period import Period
from schemas.intake import CUSTOMER_VISITS, ROSTER

from .frames import frame

NAMES = {"1": "张三", "2": "李和平", "3": "王五"}
PEOPLE = [{"employee_id": number, "person_name": name} for number, name in NAMES.items()]


def visit(who: str, customer: str = "C1", companions: str = "", called_on: str = "04-10") -> dict[str, Any]:
    """One visit."""
    return {"employee_id": who, "customer_id": customer, "called_on": called_on, "companions": companions}


def overlapping(*visits: dict[str, Any]) -> list[tuple[str, bool, str]]:
    """工号, whether it overlaps, who else was there."""
    made = visit_lines(frame(CUSTOMER_VISITS, *visits), frame(ROSTER, *PEOPLE), Period(2026, 4))
    return [
        (row["employee_id"], row["overlaps"], row["others"] if isinstance(row["others"], str) else "")
        for row in made.to_dict("records")
    ]


def test_two_who_do_not_know_of_each_other_overlap() -> None:
    """Both visits show, each with the other."""
    assert overlapping(visit("1"), visit("2")) == [("1", True, "2（李和平）"), ("2", True, "1（张三）")]


@pytest.mark.parametrize("companions", ["2", "李和平", "王五、李和平", "王五 2", "李和平；王五", "王五和2"])
def test_naming_the_other_in_either_log_is_enough(companions: str) -> None:
    """By 工号 or name, however the names are put apart; a name may hold the word 和."""
    made = overlapping(visit("1", companions=companions), visit("2"))
    assert [overlaps for _, overlaps, _ in made] == [False, False]
    assert [overlaps for _, overlaps, _ in overlapping(visit("2"), visit("1", companions=companions))] == [False, False]


def test_a_third_who_was_not_named_overlaps_with_both() -> None:
    """1 and 2 went together; 3 went alone, and nobody knew."""
    assert [row[1] for row in overlapping(visit("1", companions="2"), visit("2"), visit("3"))] == [True, True, True]


def test_one_person_twice_other_customers_and_other_months_do_not_overlap() -> None:
    """Only two persons at one customer in one month; visits of other months are left out."""
    made = overlapping(visit("1"), visit("1", called_on="04-20"), visit("2", "C2"), visit("2", called_on="03-31"))
    assert made == [("1", False, ""), ("1", False, ""), ("2", False, "")]


def test_part_of_a_name_is_not_the_name() -> None:
    """张三丰 is not 张三."""
    assert [row[1] for row in overlapping(visit("2", companions="张三丰"), visit("1"))] == [True, True]
