"""Long leave of a month with its days and its ends.  Source: 指引第八条; the pay standard's term of long leave."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.credit.long_leave import long_leave
from pipeline.period import Period
from schemas.appraisal import LONG_LEAVE, OPEN_LEAVE
from schemas.intake import LEAVE_SLIPS
from schemas.results import PERSONS

from .frames import frame
from .test_leave_review import APRIL, STANDARD, standard

SICK = {"employee_id": "1", "leave_kind": "病假", "granted": "同意", "granted_on": "04-01"}


def told(period: Period, *slips: dict[str, Any], by: Any = STANDARD, before: tuple[dict[str, Any], ...] = ()) -> Any:
    """Kinds, first and last day, days in the month of every stretch of person 1."""
    whole = [{"leave_id": f"Q{number}", **SICK, **slip} for number, slip in enumerate(slips)]
    carried = frame(OPEN_LEAVE, *({"leave_id": f"B{n}", "month": "2026-04", **SICK, **one} for n, one in
                                  enumerate(before)))  # fmt: skip
    made = LONG_LEAVE.schema.validate(
        long_leave(frame(LEAVE_SLIPS, *whole), frame(PERSONS, {"employee_id": "1"}), period, by, carried)
    )
    return [tuple(row)[1:] for row in made.itertuples(index=False)]


@pytest.mark.parametrize(
    ("last", "days"), [("2026-05-06", None), ("2026-05-07", 24), ("2026-05-08", 24)], ids=["short", "a month", "more"]
)
def test_leave_of_a_month_and_more_is_told(last: str, days: int | None) -> None:
    """From 7 April a month ends on 7 May: 24 days of it are in April."""
    found = told(APRIL, {"leave_from": "2026-04-07", "leave_until": last})
    assert found == ([("病假", date(2026, 4, 7), date.fromisoformat(last), days)] if days else [])


def test_slips_without_a_day_between_are_one_leave_of_both_kinds() -> None:
    """20 days of sick leave carried from April, then maternity leave: one stretch, 31 days of it in May."""
    before = ({"leave_from": "2026-04-11", "leave_until": "2026-04-30"},)
    after = {"leave_kind": "产假", "leave_from": "2026-05-01", "leave_until": "2026-08-06"}
    assert told(Period(2026, 5), after, before=before) == [("病假、产假", date(2026, 4, 11), date(2026, 8, 6), 31)]


def test_none_where_the_standard_knows_no_long_leave() -> None:
    """Nothing is long by itself."""
    assert told(APRIL, {"leave_from": "2026-04-01", "leave_until": "2026-09-30"}, by=standard(None)) == []
