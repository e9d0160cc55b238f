"""What corrections post to a month, as the month takes it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.closing.corrections import Correction
from pipeline.correct.parts import parts_of
from pipeline.period import Period
from pipeline.posted import Posted
from pipeline.settings import load
from tests.agreement.chains import CONFIG
from tests.correct.world import SIGNS

LINE = {"employee_id": "1", "corrected_item": "浮动薪酬", "origin": "2026-01", "amount": "10.00", "cause": "x"}


def _correction(**record: Any) -> Correction:
    given = {"lines": [], "ledgers": [], "history": [], "grades": {}, "posted_to": "2026-04"} | record
    return Correction(1, "2026-01", Path("001_2026-01"), "0", given)


def test_lines_of_who_is_not_paid_are_told() -> None:
    """R01 with the amount and what to do; nothing for those who are paid."""
    posted = Posted((_correction(lines=[LINE, LINE | {"employee_id": "2", "amount": "-3.50"}]),))
    told = posted.gone(pd.DataFrame({"employee_id": ["1"]}))
    assert [(found.code, found.value) for found in told] == [("R01", "2")]
    assert "-3.50元" in told[0].message


def test_ledgers_that_start_anew_take_no_difference() -> None:
    """A balance of a yearly ledger is not put right in January."""
    rows = [
        {"ledger": name, "employee_id": "1", "object": "", "origin": "", "difference": "5.00"}
        for name in ("结欠", "本年累计收入")
    ]
    posted, settings = Posted((_correction(ledgers=rows),)), load(CONFIG)
    for period, left in ((Period(2027, 1), ["结欠"]), (Period(2026, 4), ["结欠", "本年累计收入"])):
        frame = posted.ledgers(period, settings.standard(period))
        assert list(frame["ledger"]) == left


def test_past_quantities_and_grades_are_put_right() -> None:
    """The last correction counts; one without figure and word takes the row away."""
    key = {"quantity": "月度职责分", "employee_id": "1", "origin": "2026-01"}
    other = key | {"origin": "2026-02", "figure": Decimal(7), "word": None}
    posted = Posted(
        (
            _correction(
                history=[key | {"figure": "90", "word": None}], grades={"1": [{"employee_id": "1", "grade": "甲"}]}
            ),
            _correction(history=[key | {"figure": "91", "word": None}, other | {"figure": None}]),
        )
    )
    assert posted.history([key | {"figure": Decimal(80), "word": None}, other]) == [
        key | {"figure": Decimal(91), "word": None}
    ]
    carried = [{"employee_id": "1", "grade": "乙"}, {"employee_id": "2", "grade": "乙"}]
    assert posted.grades(carried) == [carried[1], {"employee_id": "1", "grade": "甲"}]


def test_leave_is_put_right_as_it_is_carried_on() -> None:
    """All slips of whom the correction names, days and figures as such; older corrections do not speak of leave."""
    days = {"leave_until": "2026-05-05", "leave_days": "15.5000", "granted_on": None}
    slip = {"employee_id": "1", "leave_id": "Q1", **days}
    carried = [{"employee_id": "1", "leave_id": "Q0"}, {"employee_id": "2", "leave_id": "Q2"}]
    assert Posted((_correction(leave={"1": [slip]}),)).leave(carried) == [
        carried[1], slip | {"leave_until": date(2026, 5, 5), "leave_days": Decimal("15.5")},
    ]  # fmt: skip
    assert Posted((_correction(leave={"1": []}),)).leave(carried) == carried[1:]
    assert Posted((_correction(),)).leave(carried) == carried


def test_the_parts_of_the_pay_are_those_of_the_scheme() -> None:
    """第十四条: each with its sign; what pays corrections is none."""
    settings = load(CONFIG)
    parts = parts_of(settings, settings.standard(Period(2026, 1)))
    assert (parts.total, dict(parts.signs)) == ("应发合计", SIGNS)
