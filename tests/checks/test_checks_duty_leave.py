"""Sick leave whose slip had run out.  Source: 指引第八条.  September 2026 begins on a Tuesday."""

from datetime import date
from decimal import Decimal

import pytest

from pipeline.checks.duty_leave import leave_run_out
from schemas.appraisal import OPEN_LEAVE
from schemas.intake import ATTENDANCE_DAYS
from tests.checks.conftest import TYPICAL

WEEK = (date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 3), date(2026, 9, 4), date(2026, 9, 7), date(2026, 9, 8))


def slip(first, last, **more):
    """A granted sick note of 1001."""
    return {
        **TYPICAL["leave_slips"], "leave_id": "L9", "leave_kind": "病假", "leave_from": first, "leave_until": last,
        **more,
    }  # fmt: skip


def told(build, places, period, *delivered, carried=(), sick="3", days=()):
    """The messages about a month with so many sick days, or with a sick day on each of these days."""
    columns = {column.name for column in OPEN_LEAVE.columns}
    rows = [{"month": "2026-08", **{k: v for k, v in one.items() if k in columns}} for one in carried]
    by_day = [{**TYPICAL["attendance_days"], "day": day, "days_sick": Decimal(1)} for day in days]
    found = leave_run_out(
        build("attendance", {"days_sick": Decimal(sick)}), ATTENDANCE_DAYS.from_rows(by_day),
        build("leave_slips", *delivered) if delivered else build("leave_slips").iloc[:0], places, period, WEEK,
        OPEN_LEAVE.from_rows(rows),
    )  # fmt: skip
    assert all((one.code, one.cell) == ("Y30", "病假天数2") for one in found)
    return [one.message for one in found]


AUGUST = slip(date(2026, 8, 10), date(2026, 9, 1))


def test_sick_days_after_the_slip_of_last_month_are_told(build, places, period):
    """The slip of August covers the 1st; of three sick days two are on none."""
    assert told(build, places, period, carried=[AUGUST]) == [
        "工号1001考勤有2天病假没有请假单：上月没有休完的请假单L9（病假）到2026-09-01为止，之后没有续假"
    ]


@pytest.mark.parametrize(("sick", "count"), [("1", 0), ("1.5", 1)], ids=["on the slip", "half a day more"])
def test_only_days_beyond_the_slips(build, places, period, sick, count):
    """One pay day is on the slip."""
    assert len(told(build, places, period, carried=[AUGUST], sick=sick)) == count


def test_day_by_day_only_days_off_every_slip_count(build, places, period):
    """The 1st is on it, the 2nd is not, the 5th is a Saturday."""
    days = (date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 5))
    (message,) = told(build, places, period, carried=[AUGUST], days=days)
    assert message.startswith("工号1001考勤有1天病假没有请假单")
    assert told(build, places, period, carried=[AUGUST], days=days[:1]) == []


def test_a_renewed_note_is_asked_for_its_own_end(build, places, period):
    """To the 3rd in all: nothing to tell of three days; of four days the fourth, by the later slip."""
    renewed = slip(date(2026, 9, 2), date(2026, 9, 3), leave_id="L10")
    assert told(build, places, period, renewed, carried=[AUGUST]) == []
    (message,) = told(build, places, period, renewed, carried=[AUGUST], sick="4")
    assert "L10（病假）到2026-09-03为止" in message


@pytest.mark.parametrize(
    "given",
    [
        slip(date(2026, 8, 10), date(2026, 8, 30)),
        slip(date(2026, 9, 1), date(2026, 9, 2)),
        slip(date(2026, 8, 10), date(2026, 9, 30)),
        slip(date(2026, 8, 10), date(2026, 9, 1), granted="不同意"),
    ],
    ids=["over before", "of this month", "to the end", "refused"],
)
def test_other_slips_are_no_leave_that_ran_out(build, places, period, given):
    """Sick days without a slip are counted in 请假核对 as before."""
    assert told(build, places, period, carried=[given]) == []


def test_a_slip_to_the_last_day_of_last_month_had_run_out_too(build, places, period):
    """All three days are on none."""
    (message,) = told(build, places, period, carried=[slip(date(2026, 8, 10), date(2026, 8, 31))])
    assert "有3天病假" in message
