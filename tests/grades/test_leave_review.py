"""Leave against leave slips.  Source: 指引第八条 (leave is asked for and granted beforehand)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.credit.leave_review import leave_review
from pipeline.period import Period
from pipeline.scheme.terms import LongLeave, Terms
from schemas.appraisal import OPEN_LEAVE
from schemas.intake import ATTENDANCE, ATTENDANCE_DAYS, LEAVE_SLIPS
from schemas.results import PERSONS

from .frames import frame, weekdays

APRIL = Period(2026, 4)


def standard(months: int | None, *kinds: str) -> Any:
    """As much of a pay standard as the review asks for: what leave is long, if it says so."""
    long = LongLeave(months=months, kinds=list(kinds), source="第二十一条") if months else None
    return SimpleNamespace(scheme=SimpleNamespace(text=SimpleNamespace(terms=Terms(long_leave=long))))


STANDARD = standard(1, "病假", "产假")
SLIP = {
    "employee_id": "1", "leave_kind": "事假", "leave_from": "04-07", "leave_until": "04-09", "granted": "同意",
    "granted_on": "04-03",
}  # fmt: skip


def attended(day: str, personal: str = "1", sick: str = "0") -> dict[str, Any]:
    """One day of attendance."""
    return {"employee_id": "1", "day": day, "days_personal_leave": personal, "days_sick": sick}


def reviewed(*slips: Mapping[str, Any], days: list[dict[str, Any]] | None = None, total: str = "0",
             by: Any = STANDARD, carried: Sequence[Mapping[str, Any]] = ()) -> tuple[str, ...]:  # fmt: skip
    """Taken, granted beforehand, granted late, not granted, long leave of person 1 in April."""
    month = {"employee_id": "1", "days_personal_leave": total, "days_sick": "0"}
    whole = [{**SLIP, **slip} for slip in slips]
    before = frame(OPEN_LEAVE, *({"month": "2026-03", **SLIP, **slip} for slip in carried))
    made = leave_review(
        frame(ATTENDANCE, month), frame(ATTENDANCE_DAYS, *(days or [])), frame(LEAVE_SLIPS, *whole),
        frame(PERSONS, {"employee_id": "1"}), APRIL, weekdays("04-01", "04-30"), by, before,
    )  # fmt: skip
    (row,) = made.to_dict("records")
    return tuple(_plain(row[name]) for name in made.columns[1:])


def _plain(figure: Decimal | int) -> str:
    return f"{Decimal(figure).normalize():f}"


@pytest.mark.parametrize(
    ("granted_on", "expected"),
    [("04-07", ("1", "1", "0", "0")), ("04-08", ("1", "0", "1", "0")), ("", ("1", "0", "1", "0"))],
)
def test_a_day_is_granted_beforehand_when_granted_no_later(granted_on: str, expected: tuple[str, ...]) -> None:
    """On the day itself is in time; afterwards, or on no day at all, is late."""
    assert reviewed({"granted_on": granted_on}, days=[attended("04-07")])[:4] == expected


@pytest.mark.parametrize(
    ("answer", "granted_on", "place"),
    [("同意", "04-03", 1), ("", "04-03", 1), ("", "", 3), ("不同意", "04-03", 3)],
)
def test_only_granted_slips_count(answer: str, granted_on: str, place: int) -> None:
    """同意, or no answer but a day of granting; everything else is leave not granted."""
    found = reviewed({"granted": answer, "granted_on": granted_on}, days=[attended("04-07")])
    assert found[place] == "1"
    assert found[0] == "1"


def test_each_day_by_itself() -> None:
    """04-06 before the slip, 04-07 to 04-09 on it, granted on the 8th; half a day counts half; 04-11 is a Saturday."""
    days = [attended("04-06"), attended("04-07"), attended("04-08", "0.5"), attended("04-09", "0", "1"),
            attended("04-11")]  # fmt: skip
    assert reviewed({"granted_on": "04-08"}, days=days)[:4] == ("3.5", "1.5", "1", "1")


def test_the_better_of_two_slips_covers_a_day() -> None:
    """A slip granted late does not spoil one granted in time."""
    assert reviewed({"granted_on": "04-20"}, {}, days=[attended("04-07")])[:4] == ("1", "1", "0", "0")


@pytest.mark.parametrize(
    ("slips", "total", "expected"),
    [
        ([], "2", ("2", "0", "0", "2")),
        ([{}], "3", ("3", "3", "0", "0")),
        ([{}], "4", ("4", "3", "0", "1")),
        ([{}], "1", ("1", "1", "0", "0")),
        ([{"granted_on": "04-08"}], "3", ("3", "2", "1", "0")),
        ([{"leave_days": "1.5"}], "3", ("3", "1.5", "0", "1.5")),
        ([{"leave_from": "03-30", "leave_until": "04-02"}], "4", ("4", "0", "2", "2")),
        ([{"leave_from": "04-10", "leave_until": "04-13"}], "4", ("4", "2", "0", "2")),
        ([{"leave_kind": "年假"}], "3", ("3", "0", "0", "3")),
    ],
)
def test_totals_are_filled_by_the_pay_days_on_slips(
    slips: list[dict[str, Any]], total: str, expected: tuple[str, ...]
) -> None:
    """Where attendance is one row a month: first what was granted beforehand, then what was late."""
    assert reviewed(*slips, total=total)[:4] == expected


@pytest.mark.parametrize(
    ("slip", "days"),
    [
        ({"leave_from": "03-20", "leave_until": "04-19"}, "0"),
        ({"leave_from": "03-20", "leave_until": "04-20"}, "20"),
        ({"leave_from": "03-20", "leave_until": "07-31"}, "30"),
        ({"leave_from": "04-11", "leave_until": "05-11"}, "20"),
        ({"leave_from": "2026-01-31", "leave_until": "02-27"}, "0"),
        ({"leave_from": "03-31", "leave_until": "04-29"}, "0"),
        ({"leave_from": "03-31", "leave_until": "04-30"}, "30"),
        ({"leave_from": "03-20", "leave_until": "07-31", "leave_kind": "产假"}, "30"),
        ({"leave_from": "03-20", "leave_until": "07-31", "leave_kind": "事假"}, "0"),
        ({"leave_from": "03-20", "leave_until": "07-31", "granted": "不同意"}, "0"),
    ],
)
def test_long_leave_is_sick_or_maternity_leave_of_more_than_a_month(slip: dict[str, str], days: str) -> None:
    """Natural days of April inside an approved slip whose last day is no earlier than a month after its first."""
    assert reviewed({"leave_kind": "病假", **slip})[4] == days


@pytest.mark.parametrize(
    ("by", "days"),
    [
        (standard(2, "事假"), "30"), (standard(3, "事假"), "30"), (standard(4, "事假"), "0"),
        (standard(2, "病假"), "0"), (standard(None), "0"),
    ],
)
def test_what_leave_is_long_is_the_standards(by: Any, days: str) -> None:
    """A slip from 20 March to 20 June is three months, not four; only of the kinds named; where it says so."""
    assert reviewed({"leave_from": "03-20", "leave_until": "06-20"}, by=by)[4] == days


@pytest.mark.parametrize(
    ("following", "days"),
    [
        ({"leave_from": "04-11", "leave_until": "04-20"}, "20"),
        ({"leave_from": "04-11", "leave_until": "04-19"}, "0"),
        ({"leave_from": "04-08", "leave_until": "04-20"}, "20"),
        ({"leave_from": "04-12", "leave_until": "05-11"}, "0"),
        ({"leave_from": "04-11", "leave_until": "04-20", "leave_kind": "产假"}, "20"),
        ({"leave_from": "04-11", "leave_until": "04-20", "leave_kind": "事假"}, "0"),
        ({"leave_from": "04-11", "leave_until": "04-20", "granted": "不同意"}, "0"),
    ],
)
def test_slips_that_follow_one_another_are_one_leave(following: dict[str, str], days: str) -> None:
    """Sick from 20 March to 10 April, then on: a month only together, if no day lies between, in kinds that may be."""
    first = {"leave_kind": "病假", "leave_from": "03-20", "leave_until": "04-10"}
    assert reviewed(first, {**first, **following})[4] == days
    assert reviewed({**first, **following}, first)[4] == days


@pytest.mark.parametrize(
    ("delivered", "days"),
    [
        ((), "30"),
        (({"leave_id": "Q1", "leave_until": "04-09"},), "0"),
        (({"leave_id": "Q1", "leave_until": "04-10"},), "10"),
        (({"leave_id": "Q1", "granted": "不同意"},), "0"),
        (({"leave_id": "Q2", "granted": "不同意"},), "30"),
        (({"leave_id": "Q1", "leave_until": "04-09", "employee_id": "2"},), "30"),
    ],
)
def test_a_slip_that_is_not_over_counts_on(delivered: tuple[dict[str, str], ...], days: str) -> None:
    """Sick from 10 March to 5 May by slip Q1 of March: April is long leave, unless April says otherwise of Q1."""
    slip = {"leave_id": "Q1", "leave_kind": "病假", "leave_from": "03-10", "leave_until": "05-05"}
    assert reviewed(*({**slip, **one} for one in delivered), carried=[slip])[4] == days


def test_a_slip_without_a_number_is_known_by_its_kind_and_first_day() -> None:
    """Delivered again it counts once: of three pay days asked it covers the two of its own."""
    slip = {"leave_from": "03-30", "leave_until": "04-02", "granted_on": "03-25"}
    assert reviewed(slip, total="3", carried=[slip])[:4] == ("3", "2", "0", "1")
    assert reviewed({**slip, "leave_from": "04-01"}, total="3", carried=[slip])[:4] == ("3", "3", "0", "0")


def test_days_on_a_slip_of_the_month_before_are_granted() -> None:
    """The 7th is on it, the 9th is not."""
    slip = {"leave_from": "03-30", "leave_until": "04-08", "granted_on": "03-25"}
    days = [attended("04-07"), attended("04-09")]
    assert reviewed(days=days, carried=[slip])[:4] == ("2", "1", "0", "1")


def test_everybody_has_a_row() -> None:
    """Agents without attendance took nothing."""
    made = leave_review(
        frame(ATTENDANCE), frame(ATTENDANCE_DAYS), frame(LEAVE_SLIPS), frame(PERSONS, {"employee_id": "7"}), APRIL, [],
        STANDARD,
    )  # fmt: skip
    assert made.to_dict("records")[0]["days_leave_taken"] == 0
