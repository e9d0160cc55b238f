"""Leave that is not over at the end of the month.  Source: 指引第八条, 第二十一条."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from pipeline.credit.leave_review import leave_review
from pipeline.ledgers.open_leave import open_leave
from pipeline.period import Period
from schemas.appraisal import OPEN_LEAVE
from schemas.intake import ATTENDANCE, ATTENDANCE_DAYS, LEAVE_SLIPS
from schemas.results import PERSONS

from .frames import frame
from .test_leave_review import APRIL, STANDARD

MAY, JUNE = Period(2026, 5), Period(2026, 6)
SICK = {"employee_id": "1", "leave_kind": "病假", "granted": "同意", "granted_on": "04-01"}
NOTHING = OPEN_LEAVE.from_rows([])


def slip(number: str, first: str, last: str, **more: Any) -> dict[str, Any]:
    """A granted sick note of person 1."""
    return {**SICK, "leave_id": number, "leave_from": first, "leave_until": last, **more}


def left(period: Period, *delivered: dict[str, Any], carried: pd.DataFrame = NOTHING) -> pd.DataFrame:
    """What the month leaves, proved to be the table it should be."""
    return OPEN_LEAVE.schema.validate(open_leave(frame(LEAVE_SLIPS, *delivered), period, carried))


def numbers(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """Which slips, and which month delivered each."""
    return list(zip(frame["leave_id"], frame["month"], strict=True))


def long_days(period: Period, *delivered: dict[str, Any], carried: pd.DataFrame = NOTHING) -> int:
    """The days of long leave of person 1 in the month."""
    made = leave_review(
        frame(ATTENDANCE), frame(ATTENDANCE_DAYS), frame(LEAVE_SLIPS, *delivered), frame(PERSONS, {"employee_id": "1"}),
        period, [], STANDARD, carried,
    )  # fmt: skip
    return int(made["days_long_leave"].iloc[0])


@pytest.mark.parametrize(
    ("last", "kept"), [("04-29", False), ("04-30", True), ("05-01", True)], ids=["over", "to the end", "past it"]
)
def test_what_reaches_the_end_of_the_month_is_kept(last: str, kept: bool) -> None:
    """On the last day too: the next note may begin the day after."""
    assert numbers(left(APRIL, slip("Q1", "04-20", last))) == ([("Q1", "2026-04")] if kept else [])


def test_only_granted_slips_are_kept_of_any_kind() -> None:
    """A refused one covers nothing next month either; leave yet to begin is kept."""
    assert numbers(left(APRIL, slip("Q1", "04-20", "05-10", granted="不同意"))) == []
    assert numbers(left(APRIL, slip("Q1", "04-29", "05-06", leave_kind="年假"))) == [("Q1", "2026-04")]
    assert numbers(left(APRIL, slip("Q1", "05-20", "05-25"))) == [("Q1", "2026-04")]


def test_every_slip_of_an_unbroken_leave_is_kept() -> None:
    """Q1 ended on the 10th, Q2 goes on from the 11th: both; with the 11th at work only Q2."""
    carried = left(Period(2026, 3), slip("Q1", "03-20", "04-10"))
    unbroken, broken = slip("Q2", "04-11", "05-03"), slip("Q2", "04-12", "05-03")
    assert numbers(left(APRIL, unbroken, carried=carried)) == [("Q1", "2026-03"), ("Q2", "2026-04")]
    assert numbers(left(APRIL, broken, carried=carried)) == [("Q2", "2026-04")]


def test_a_slip_delivered_once_counts_in_every_month_it_touches() -> None:
    """7 April to 5 June, 60 days: 24 in April, 31 in May, 5 in June, none of it on a slip of May or June."""
    given = slip("QJ2026040900", "04-07", "06-05")
    april = left(APRIL, given)
    may = left(MAY, carried=april)
    assert [long_days(APRIL, given), long_days(MAY, carried=april), long_days(JUNE, carried=may)] == [24, 31, 5]
    assert numbers(left(JUNE, carried=may)) == []


def test_notes_renewed_month_by_month_are_one_leave() -> None:
    """20 April to 6 May, 7 to 31 May, 1 to 9 June: April cannot know yet; May has all its days, June nine."""
    notes = [slip("Q1", "04-20", "05-06"), slip("Q2", "05-07", "05-31"), slip("Q3", "06-01", "06-09")]
    april = left(APRIL, notes[0])
    may = left(MAY, notes[1], carried=april)
    assert numbers(may) == [("Q1", "2026-04"), ("Q2", "2026-05")]
    assert [long_days(APRIL, notes[0]), long_days(MAY, notes[1], carried=april)] == [0, 31]
    assert long_days(JUNE, notes[2], carried=may) == 9


def test_what_is_kept_says_nothing_of_the_reason() -> None:
    """The days, the kind, the answer; why somebody is ill stays with the slip."""
    (row,) = left(APRIL, slip("Q1", "04-20", "05-10", leave_days="15.5", purpose="手术")).to_dict("records")
    assert "手术" not in row.values()
    assert (row["leave_from"], row["leave_until"]) == (date(2026, 4, 20), date(2026, 5, 10))
