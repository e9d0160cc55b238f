"""What must be seen coming of each person. Scheme: 指引第十九条, 第二十三条; G1; the standard's own notices."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.grades.notices import months_after, notices
from pipeline.settings import Standard
from schemas.appraisal import FIGURES, NOTICES, PROGRESS
from schemas.intake import ROSTER, SUPPLEMENTS

from .small import QUARTER, person, persons, proposals, span_persons, standard, standard_with

END = date(2026, 6, 30)
ORIGINS = ("2026-04", "2026-05", "2026-06")


def told(
    *people: dict[str, Any],
    contracts: dict[str, date] | None = None,
    earlier: tuple[dict[str, Any], ...] = (),
    decided: tuple[dict[str, Any], ...] = (),
    accounts: dict[str, int] | None = None,
    by: Standard | None = None,
) -> list[tuple[str, str, date | None, str]]:
    """(kind, 工号, day, words) of the second quarter, proved to be the table they should be."""
    month = [{**one, "contract_until": (contracts or {}).get(one["employee_id"])} for one in people]
    figures = [
        {"quantity": name, "employee_id": number, "origin": origin, "figure": count}
        for number, count in (accounts or {}).items()
        for name in ("户数", "净佣金")
        for origin in ORIGINS
    ]
    roster = [{"source": 1, "row": 2, **row} for row in month]
    made = notices(
        persons(*month), ROSTER.from_rows(roster), span_persons(*earlier, *month), FIGURES.from_rows(figures),
        PROGRESS.from_rows([]), SUPPLEMENTS.from_rows([]), proposals(*decided), QUARTER, by or standard(),
    )  # fmt: skip
    rows = NOTICES.schema.validate(made).to_dict("records")
    return [
        (row["notice_kind"], row["employee_id"], _day(row["notice_day"]), row["conclusion"]) for row in rows
    ]  # fmt: skip


def _day(cell: Any) -> date | None:
    return cell if isinstance(cell, date) else None


def test_nothing_to_tell() -> None:
    """A confirmed person without a contract date: no notice."""
    assert told(person("1")) == []


@pytest.mark.parametrize(
    ("hired", "ends", "state"),
    [
        (date(2025, 6, 30), date(2026, 6, 30), "已期满"),
        (date(2025, 7, 1), date(2026, 7, 1), "将期满"),
        (date(2025, 8, 29), date(2026, 8, 29), "将期满"),
    ],
)
def test_probation_ends_a_year_after_the_day_of_entry(hired: date, ends: date, state: str) -> None:
    """Over, or to end within sixty days of 30 June (29 August is the sixtieth), while 转正日期 is blank."""
    [(kind, _, on, words)] = told(person("1", grade="见习", hired_on=hired, confirmed_on=None))
    assert (kind, on) == ("试用期满", ends)
    assert words == f"见习自{hired}起，满一年为{ends}，{state}，花名册没有转正日期，请决定是否转正"


def test_probation_that_ends_later_is_not_told_yet() -> None:
    """30 August is the sixty-first day."""
    assert told(person("1", grade="见习", hired_on=date(2025, 8, 30), confirmed_on=None)) == []


def test_a_day_of_confirmation_still_to_come_counts_as_probation() -> None:
    """Confirmed from 1 July on: at the end of June he is on probation; confirmed on 30 June he is not."""
    hired = {"grade": "初级", "hired_on": date(2025, 7, 1)}
    [(kind, _, _, words)] = told(person("1", confirmed_on=date(2026, 7, 1), **hired))
    assert (kind, words) == ("试用期满", "见习自2025-07-01起，满一年为2026-07-01，将期满，请决定是否转正")
    assert told(person("1", confirmed_on=END, **hired)) == []


@pytest.mark.parametrize(
    ("grade", "hired", "told_since"),
    [
        ("高级", date(2015, 3, 2), None),
        ("高级", date(2025, 4, 30), None),
        ("高级", date(2025, 5, 1), date(2025, 5, 1)),
        ("见习", date(2015, 3, 2), date(2025, 7, 1)),
    ],
)
def test_a_blank_day_of_confirmation_of_long_ago(grade: str, hired: date, told_since: date | None) -> None:
    """Fourteen months to the end of June begin on 1 May 2025; before that only the lowest grade is a probation."""
    found = told(person("1", grade=grade, grade_from=date(2025, 7, 1), hired_on=hired, confirmed_on=None))
    ends = [] if told_since is None else [months_after(told_since, 12)]
    assert [on for _, _, on, _ in found] == ends


def test_the_lowest_grade_lasts_a_year() -> None:
    """Confirmed in 2021 and put back to 见习 in July 2025: the year runs from the first day in the grade."""
    assert told(person("1", grade="见习", grade_from=date(2025, 10, 1))) == []
    [(kind, _, on, _)] = told(person("1", grade="见习", grade_from=date(2025, 7, 1)))
    assert (kind, on) == ("试用期满", date(2026, 7, 1))


def test_agents_have_no_probation() -> None:
    """Who has no grade has none."""
    assert told(person("1", post="证券经纪人", grade=None, confirmed_on=None)) == []


@pytest.mark.parametrize(
    ("began", "ends"),
    [
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
        (date(2025, 12, 31), date(2026, 12, 31)),
    ],
)
def test_a_year_after_a_day(began: date, ends: date) -> None:
    """The same day, or the last of February where there is none."""
    assert months_after(began, 12) == ends


def test_probation_and_notice_are_as_long_as_the_standard_says() -> None:
    """Six months and thirty days: entered on 30 January it ends on 30 July, the thirtieth day; on 31 it is too far."""
    by = standard_with((6, 8), 30)
    [(kind, _, on, words)] = told(person("1", hired_on=date(2026, 1, 30), confirmed_on=None), by=by)
    assert (kind, on) == ("试用期满", date(2026, 7, 30))
    assert words == "见习自2026-01-30起，满6个月为2026-07-30，将期满，花名册没有转正日期，请决定是否转正"
    assert told(person("1", hired_on=date(2026, 1, 31), confirmed_on=None), by=by) == []
    # Eight months to the end of June begin on 1 November.
    assert told(person("1", hired_on=date(2025, 10, 31), confirmed_on=None), by=by) == []
    assert len(told(person("1", hired_on=date(2025, 11, 1), confirmed_on=None), by=by)) == 1


def test_what_the_standard_sets_no_terms_for_is_not_seen_coming() -> None:
    """No probation; a contract only once it has ended."""
    by = standard_with(None, None)
    assert told(person("1", grade="见习", hired_on=date(2025, 6, 30), confirmed_on=None), by=by) == []
    assert told(person("1"), contracts={"1": date(2026, 7, 1)}, by=by) == []
    assert [kind for kind, *_ in told(person("1"), contracts={"1": END}, by=by)] == ["合同到期"]


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (date(2025, 12, 31), "合同已于2025-12-31到期，请续签或终止"),
        (date(2026, 6, 30), "合同已于2026-06-30到期，请续签或终止"),
        (date(2026, 7, 1), "合同将于2026-07-01到期（期末后1天），请决定是否续签"),
        (date(2026, 8, 29), "合同将于2026-08-29到期（期末后60天），请决定是否续签"),
        (date(2026, 8, 30), ""),
    ],
)
def test_contracts_that_end_within_sixty_days(until: date, words: str) -> None:
    """Or that have ended already."""
    found = told(person("1"), contracts={"1": until})
    assert found == ([("合同到期", "1", until, words)] if words else [])


def test_who_left_is_not_told_of_his_contract() -> None:
    """Only those there at the end have a contract to renew or a probation to end; that he left is told."""
    gone = person("1", left_on=date(2026, 6, 10), employed_at_end=False, confirmed_on=None)
    assert told(gone, contracts={"1": END}) == [
        ("期内离职", "1", date(2026, 6, 10), "2026-06-10离职，不参加本期考核")
    ]  # fmt: skip


def test_who_left_in_an_earlier_month_or_vanished() -> None:
    """In April's roster alone: with 离职日期 it is said when, without that nobody knows; on the last day: stays."""
    left = person("1", left_on=date(2026, 4, 20), employed_at_end=False, month="2026-04")
    lost = person("2", month="2026-05")
    last = person("3", left_on=END)
    assert told(last, earlier=(lost, left)) == [
        ("期内离职", "1", date(2026, 4, 20), "2026-04-20离职，不参加本期考核"),
        ("期内离职", "2", None, "2026-05之后不在花名册中，没有离职日期，不参加本期考核，请核对"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "large"), [("见习", "中级", True), ("高级", "初级", True), ("见习", "初级", False)]
)
def test_large_steps_are_looked_at_again(old: str, new: str, large: bool) -> None:
    """Two steps or more, up or down, with the sentence of the proposal."""
    row = {"employee_id": "1", "grade": old, "final_grade": new, "effective_on": date(2026, 7, 1), "conclusion": "某句"}
    words = f"由{old}到{new}，不止一级，请复核：某句"
    assert told(person("1"), decided=(row,)) == ([("跨级调整", "1", date(2026, 7, 1), words)] if large else [])


def test_the_notices_of_the_standard() -> None:
    """One account, the appraisal asks for two: 季度得分 is 1; the words are the standard's, the day is the last."""
    assert told(person("1"), person("2"), accounts={"1": 1, "2": 2}) == [
        ("劝退警示", "1", END, "季度得分1，低于2分")
    ]  # fmt: skip


def test_the_order_of_the_notices() -> None:
    """By kind, then 工号."""
    new = {"grade": "见习", "hired_on": date(2025, 6, 1), "confirmed_on": None}
    found = told(person("2", **new), person("1", **new), contracts={"2": END, "1": END})
    assert [(kind, number) for kind, number, _, _ in found] == [
        ("试用期满", "1"), ("试用期满", "2"), ("合同到期", "1"), ("合同到期", "2")
    ]  # fmt: skip
