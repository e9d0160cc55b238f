"""Visits and follow-up of a quarter. Scheme: 走访规定（V1）, 督办规定（V2）."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.appraise.follow_up_list import follow_up_list
from pipeline.appraise.open_follow_ups import open_follow_ups, unregistered_follow_ups
from pipeline.appraise.visit_report import visit_report
from schemas.appraisal import FOLLOW_UP_LIST, OPEN_FOLLOW_UPS, VISIT_LINES, VISIT_REPORT
from schemas.columns import BY_NAME
from schemas.intake import FOLLOW_UPS
from schemas.table import Table

from .small import QUARTER, person, persons, span_persons

MONTH = BY_NAME["month"]
VISITS = Table("visit_lines", "走访明细", "一行是一次走访", (*VISIT_LINES.columns, MONTH))
MATTERS = Table("follow_ups", "督办事项", "一行是一件督办事项一个月", (*FOLLOW_UPS.columns, MONTH))


def visit(number: str, customer: str, **more: Any) -> dict[str, Any]:
    """A visit in April, alone, without an opinion, looked at by the leader."""
    return {
        "called_on": date(2026, 4, 8), "employee_id": number, "customer_id": customer, "overlaps": False,
        "leader_opinion": "已阅", "month": "2026-04", **more,
    }  # fmt: skip


def matter(number: str, **more: Any) -> dict[str, Any]:
    """A matter of person 1, raised on 10 April and due on 20 May, as the register of June has it."""
    return {
        "follow_up_id": number, "raised_on": date(2026, 4, 10), "employee_id": "1", "customer_id": "C1",
        "matter": "佣金问题", "sent_to": "财务部", "due_on": date(2026, 5, 20), "source": 1, "row": 2,
        "month": "2026-06", **more,
    }  # fmt: skip


def report(visits: list[dict[str, Any]], matters: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """By 工号 what is not zero, proved to be the table it should be; person 1 stays, person 2 left in April."""
    gone = person("2", left_on=date(2026, 4, 30), employed_at_end=False, month="2026-04")
    made = visit_report(
        VISITS.from_rows(visits), MATTERS.from_rows(matters), persons(person("1")), QUARTER,
        span_persons(gone, person("1")),
    )  # fmt: skip
    rows = VISIT_REPORT.schema.validate(made).to_dict("records")
    known = ("employee_id", "person_name", "team", "post")
    return {row["employee_id"]: {k: v for k, v in row.items() if k not in known and v} for row in rows}


def listed(*matters: dict[str, Any]) -> list[dict[str, Any]]:
    """The list, proved to be the table it should be."""
    made = follow_up_list(MATTERS.from_rows(list(matters)), persons(person("1")), QUARTER)
    return FOLLOW_UP_LIST.schema.validate(made).to_dict("records")


def test_everyone_of_the_quarter_has_a_row() -> None:
    """Also who left and who did nothing; and a number that is in no roster, if he visited."""
    assert report([], []) == {"1": {}, "2": {}}
    assert report([visit("9", "C1")], []) == {"1": {}, "2": {}, "9": {"visits": 1, "customers_called": 1}}


def test_visits_are_counted_for_who_wrote_them_down() -> None:
    """Three visits to two customers, one overlapping, two with an opinion, one without a word of the leader."""
    visits = [
        visit("1", "C1", opinion="佣金高", overlaps=True),
        visit("1", "C1", opinion="佣金仍高", leader_opinion=None),
        visit("1", "C2", opinion="无意见"),
        visit("2", "C1", overlaps=True),
    ]
    assert report(visits, []) == {
        "1": {
            "visits": 3, "customers_called": 2, "visits_overlapping": 1, "visits_with_opinion": 2,
            "visits_unreviewed": 1,
        },
        "2": {"visits": 1, "customers_called": 1, "visits_overlapping": 1},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("days", "counted"),
    [
        # Raised in April, due 20 May, and nothing else: open and overdue.
        ({}, {"follow_ups_raised", "still_open", "open_overdue"}),
        # Due on the last day of June: not overdue yet; one day earlier: overdue.
        ({"due_on": date(2026, 6, 30)}, {"follow_ups_raised", "still_open"}),
        ({"due_on": date(2026, 6, 29)}, {"follow_ups_raised", "still_open", "open_overdue"}),
        # Closed on the day it was due, and the day after; told or not.
        (
            {"sent_on": date(2026, 4, 11), "closed_on": date(2026, 5, 20), "told_on": date(2026, 5, 21)},
            {"follow_ups_raised", "follow_ups_sent", "closed_in_time", "told"},
        ),
        ({"closed_on": date(2026, 5, 21)}, {"follow_ups_raised", "closed_late", "not_told"}),
        # Raised and closed before the quarter, told in it.
        (
            {"raised_on": date(2026, 3, 1), "closed_on": date(2026, 3, 31), "told_on": date(2026, 4, 1)},
            {"told"},
        ),
        # Closed after the quarter: still open at its end.
        (
            {"closed_on": date(2026, 7, 1), "told_on": date(2026, 7, 1), "due_on": date(2026, 7, 10)},
            {"follow_ups_raised", "still_open"},
        ),
        # Without a term nothing is overdue, open or closed.
        ({"due_on": None}, {"follow_ups_raised", "still_open"}),
        ({"due_on": None, "closed_on": date(2026, 6, 30)}, {"follow_ups_raised", "closed_in_time", "not_told"}),
    ],
)
def test_matters_are_counted_by_their_days(days: dict[str, date], counted: set[str]) -> None:
    """What happened in the quarter, and how things stand at its end."""
    assert report([], [matter("D1", **days)])["1"] == dict.fromkeys(counted, 1)


def test_the_register_of_the_last_month_is_believed() -> None:
    """April has it open, June closed; and the order of the rows changes nothing."""
    closed = matter("D1", closed_on=date(2026, 5, 2), told_on=date(2026, 5, 3))
    for rows in ([closed, matter("D1", month="2026-04")], [matter("D1", month="2026-04"), closed]):
        assert report([], rows)["1"] == {"follow_ups_raised": 1, "closed_in_time": 1, "told": 1}
        assert [row["follow_up_state"] for row in listed(*rows)] == ["办结已告知"]


def test_the_list_has_what_is_open_first() -> None:
    """Overdue before open, the longest overdue first; closed but not told before told; days count past the term."""
    rows = listed(
        matter("D1", closed_on=date(2026, 5, 19), told_on=date(2026, 5, 20)),
        matter("D2", closed_on=date(2026, 5, 23)),
        matter("D3", due_on=date(2026, 7, 10)),
        matter("D4"),
        matter("D5", due_on=date(2026, 5, 10), sent_to=None),
        matter("D6", due_on=None),
    )
    assert [(row["follow_up_id"], row["follow_up_state"], row["days_overdue"]) for row in rows] == [
        ("D5", "超期未办结", 51), ("D4", "超期未办结", 41), ("D3", "未办结", 0), ("D6", "未办结", 0),
        ("D2", "办结未告知", 3), ("D1", "办结已告知", 0),
    ]  # fmt: skip
    assert {(row["person_name"], row["team"]) for row in rows} == {("某1", "一队")}


def test_no_visits_no_matters() -> None:
    """A quarter without either makes tables that may be empty."""
    assert listed() == []


def still_open(*matters: dict[str, Any], before: tuple[dict[str, Any], ...] = ()) -> list[dict[str, Any]]:
    """What the quarter leaves open, proved to be the table it should be."""
    made = open_follow_ups(MATTERS.from_rows(list(matters)), QUARTER, OPEN_FOLLOW_UPS.from_rows(list(before)))
    return OPEN_FOLLOW_UPS.schema.validate(made).to_dict("records")


def test_what_is_open_when_the_quarter_ends_is_kept_until_a_register_closes_it() -> None:
    """D1 closed in June; D2 open; D3 closed on 1 July says the register; D4 open since March, D5 closed in May."""
    earlier = tuple(matter(number, raised_on=date(2026, 2, 3), month="2026-03") for number in ("D4", "D5"))
    kept = still_open(
        matter("D3", closed_on=date(2026, 7, 1)), matter("D1", closed_on=date(2026, 6, 30)), matter("D2"),
        matter("D5", month="2026-05", closed_on=date(2026, 5, 6)), before=earlier,
    )  # fmt: skip
    assert [(row["follow_up_id"], row["month"]) for row in kept] == [
        ("D2", "2026-06"), ("D3", "2026-06"), ("D4", "2026-03"),
    ]  # fmt: skip
    assert kept[1]["closed_on"] == date(2026, 7, 1)


def test_what_no_register_speaks_of_any_more_stays_in_the_list() -> None:
    """D4 of March is open and overdue since 20 May, 41 days; D6 was last seen in April; D2 is in the last register."""
    before = OPEN_FOLLOW_UPS.from_rows([matter("D4", raised_on=date(2026, 2, 3), month="2026-03")])
    months = MATTERS.from_rows(
        [matter("D2"), matter("D6", month="2026-04"), matter("D7", month="2026-04", closed_on=date(2026, 4, 30))]
    )
    rows = follow_up_list(months, persons(person("1")), QUARTER, open_before=before).to_dict("records")
    assert {row["follow_up_id"]: row["registration"] for row in rows if isinstance(row["registration"], str)} == {
        "D4": "未再登记，最后登记在2026-03", "D6": "未再登记，最后登记在2026-04",
    }  # fmt: skip
    assert next(row for row in rows if row["follow_up_id"] == "D4")["days_overdue"] == 41
    made = visit_report(VISITS.from_rows([]), months, persons(person("1")), QUARTER, open_before=before)
    (counted,) = made.to_dict("records")
    assert (counted["follow_ups_raised"], counted["still_open"], counted["open_overdue"]) == (3, 3, 3)


def test_an_open_matter_that_is_registered_no_more_is_told() -> None:
    """Q30 by number; not of one closed, nor of one closed by a later register."""
    before = OPEN_FOLLOW_UPS.from_rows([matter("D9", month="2026-03"), matter("D4", month="2026-03")])
    months = MATTERS.from_rows([matter("D9", month="2026-05", closed_on=date(2026, 5, 6)), matter("D2")])
    (told,) = unregistered_follow_ups(months, QUARTER, before)
    assert (told.code, told.level) == ("Q30", "提醒")
    assert told.message == "督办事项D4（佣金问题）最后登记在2026-03，没有办结，2026-06的督办事项里没有它"
    assert "下一个月的督办事项里照旧登记" in told.remedy
