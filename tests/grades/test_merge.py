"""How the ledger of grades of a month is put together.  Source: 指引第十七条; sample scheme, 第二条."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.grade_ledger import closed, held_since, in_force
from pipeline.period import Period

from .people import APRIL, codes, day, decision, entry, lines, month, person, quarter


def test_the_first_month_takes_grades_from_the_roster() -> None:
    """Without a ledger the roster is all there is: since 级别生效日, or since the entry where it is blank."""
    made = month([person("中级", "2025-10-01"), person("初级", hired="2024-03-05", employee_id="2")])
    assert lines(made) == ["中级 2025-10-01– 期初", "初级 2024-03-05– 期初"]
    assert codes(made) == []


def test_who_enters_in_the_month_opens_with_his_entry() -> None:
    """Origin 入职, in the first month as in later ones."""
    hired = person("见习", hired="04-13")
    assert lines(month(hired)) == ["见习 2026-04-13– 入职"]
    assert lines(month(hired, [entry("中级", "01-01", who="9")])) == ["见习 2026-04-13– 入职", "中级 2026-01-01– 期初"]


def test_who_is_new_to_a_later_roster_is_believed() -> None:
    """Somebody hired long ago whom no month before listed: origin 花名册."""
    assert lines(month(person("中级"), [entry("初级", "01-01", who="9")]))[0] == "中级 2020-01-01– 花名册"


def test_a_ledger_that_agrees_goes_on_unchanged() -> None:
    """Nothing new, nothing told."""
    made = month(person("中级", "2025-10-01"), [entry("中级", "2025-10-01")])
    assert (lines(made), codes(made)) == (["中级 2025-10-01– 期初"], [])


def test_what_the_quarter_decided_from_april_is_paid_in_april() -> None:
    """The old grade ends the day before; the roster that says the same agrees."""
    made = month(person("高级", "04-01"), [entry("中级", "2025-10-01")], [quarter("高级")])
    assert lines(made) == ["中级 2025-10-01–2026-03-31 期初", "高级 2026-04-01– 季度"]
    assert codes(made) == []


@pytest.mark.parametrize(("begins", "since"), [("03-31", "ledger"), ("04-01", "ledger"), ("04-02", "roster")])
def test_a_decision_stands_over_a_roster_that_is_no_newer(begins: str, since: str) -> None:
    """The roster lags behind a decision from 1 April unless its own grade begins later; both are told."""
    made = month(person("中级", begins), [quarter("高级")], period=Period(2026, 5))
    in_may = in_force(made.grades, day("05-01"))
    assert in_may is not None
    assert in_may.grade == {"ledger": "高级", "roster": "中级"}[since]
    assert codes(made) == {"ledger": ["G04"], "roster": ["G03"]}[since]


def test_a_roster_without_a_day_does_not_undo_a_decision() -> None:
    """级别生效日 left blank says nothing of when."""
    made = month(person("中级"), [entry("中级", "01-01")], [quarter("高级")])
    assert (lines(made)[-1], codes(made)) == ("高级 2026-04-01– 季度", ["G04"])


@pytest.mark.parametrize(
    ("begins", "since"),
    [("", "04-01"), ("2025-10-01", "04-01"), ("2025-10-02", "2025-10-02"), ("03-15", "03-15"), ("04-01", "04-01")],
)
def test_a_roster_newer_than_a_roster_is_believed_and_told(begins: str, since: str) -> None:
    """From its own day where that is later than the entry's, else from the first of the month."""
    made = month(person("高级", begins), [entry("中级", "2025-10-01")])
    assert lines(made)[-1] == f"高级 {day(since)}– 花名册"
    assert codes(made)[0] == "G03"


@pytest.mark.parametrize("begins", ["04-02", "04-30", "05-01"])
def test_a_grade_announced_by_the_roster_waits_for_its_day(begins: str) -> None:
    """With an entry before it, the old grade is paid in April, and the new one is kept for its day."""
    made = month(person("高级", begins), [entry("中级", "2025-10-01")])
    assert lines(made)[-1] == f"高级 {day(begins)}– 花名册"
    assert codes(made) == ["G05"]
    (told,) = made.said
    assert (told.facts["paid"], told.facts["ledger"]) == ("中级", "高级")
    later = month(person("高级", begins), made.grades, period=Period(2026, 6))
    assert (lines(later), codes(later)) == (lines(made), [])


def test_what_a_roster_announced_and_the_next_withdrew_never_begins() -> None:
    """Only the newest roster counts for days to come."""
    announced = month(person("高级", "05-01"), [entry("中级", "2025-10-01")])
    made = month(person("中级", "2025-10-01"), announced.grades, period=Period(2026, 4))
    assert lines(made) == ["中级 2025-10-01– 期初"]


def test_a_decision_by_hand_within_the_month_takes_effect_the_next_time_a_grade_is_asked_for() -> None:
    """April is paid by the grade of 1 April; May by the decided one, without a word more."""
    made = month(person("中级"), [entry("中级", "01-01")], decisions=[decision("高级", "04-15")])
    assert lines(made) == ["中级 2026-01-01–2026-04-14 期初", "高级 2026-04-15– 人工"]
    assert codes(made) == ["G05"]
    may = month(person("高级", "04-15"), made.grades, period=Period(2026, 5))
    assert (lines(may), codes(may)) == (lines(made), [])


def test_a_decision_without_a_day_holds_from_the_first_of_its_month_or_the_entry() -> None:
    """Blank dates: the month it was delivered in; nobody has a grade before he came."""
    assert lines(month(person("中级"), [entry("中级", "01-01")], decisions=[decision("高级")]))[-1] == (
        "高级 2026-04-01– 人工"
    )
    assert lines(month(person("见习", hired="04-13"), decisions=[decision("初级")])) == ["初级 2026-04-13– 人工"]


@pytest.mark.parametrize(
    ("origins", "winner"),
    [(("季度", "年度"), "年度"), (("年度", "季度"), "年度"), (("季度", "人工"), "人工"), (("年度", "人工"), "人工")],
)
def test_of_two_decisions_from_one_day_the_higher_stands(origins: tuple[str, str], winner: str) -> None:
    """人工 over 年度 over 季度, in whatever order they come."""
    grades = {"季度": "初级", "年度": "中级", "人工": "高级"}
    decided = [entry(grades[origin], "04-01", origin, "2026Q1") for origin in origins]
    made = month(person("见习"), [entry("见习", "01-01")], decided)
    assert lines(made)[-1] == f"{grades[winner]} 2026-04-01– {winner}"
    assert "G01" not in codes(made)


def test_two_grades_of_one_origin_from_one_day_stop() -> None:
    """G01: a quarter made anew while April was not, two decisions by hand in two months."""
    again = month(person("高级"), [entry("中级", "01-01"), quarter("高级")], [quarter("初级")])
    assert codes(again)[0] == "G01"
    assert again.said[0].facts == {
        "since": day("04-01"), "first": "高级（季度考核2026Q1）", "second": "初级（季度考核2026Q1）",
    }  # fmt: skip
    by_hand = month(person("高级"), [entry("高级", "04-01", "人工", "2026-03")], decisions=[decision("资深", "04-01")])
    assert codes(by_hand)[0] == "G01"


def test_two_quarters_at_once_keep_their_days() -> None:
    """The second quarter and the year both decide: each from its day, the old one until the day before."""
    carried = [entry("初级", "01-01"), quarter("中级")]
    decided = [entry("高级", "07-01", "季度", "2026Q2"), entry("资深", "08-01", "年度", "2025")]
    made = month(person("高级", "07-01"), carried, decided, period=Period(2026, 7))
    assert lines(made) == [
        "初级 2026-01-01–2026-03-31 期初", "中级 2026-04-01–2026-06-30 季度", "高级 2026-07-01–2026-07-31 季度",
        "资深 2026-08-01– 年度",
    ]  # fmt: skip
    assert codes(made) == ["G05"]


def test_a_decision_read_again_changes_nothing() -> None:
    """May reads the same quarter as April, whose entry it already has."""
    april = month(person("高级", "04-01"), [entry("中级", "01-01")], [quarter("高级")])
    may = month(person("高级", "04-01"), april.grades, [quarter("高级")], period=Period(2026, 5))
    assert (may.grades, codes(may)) == (april.grades, [])


def test_a_quarter_run_late_reaches_back_and_says_so() -> None:
    """Decided from April, read in June: the months paid by the old grade are told."""
    made = month(person("高级"), [entry("中级", "01-01")], [quarter("高级")], period=Period(2026, 6))
    assert lines(made)[-1] == "高级 2026-04-01– 季度"
    assert [(said.code, said.facts["paid"], str(said.facts["month"])) for said in made.said] == [
        ("G06", "中级", "2026-04")
    ]


def test_an_earlier_decision_does_not_push_out_a_later_one() -> None:
    """By hand from May; the quarter, run afterwards, decides from April."""
    carried = [entry("初级", "01-01"), entry("高级", "05-01", "人工", "2026-05")]
    made = month(person("高级", "05-01"), carried, [quarter("中级")], period=Period(2026, 6))
    assert lines(made)[1:] == ["中级 2026-04-01–2026-04-30 季度", "高级 2026-05-01– 人工"]


@pytest.mark.parametrize(("left", "until"), [("04-01", "2026-04-01"), ("04-30", "2026-04-30"), ("05-01", "")])
def test_a_leavers_grade_ends_with_him(left: str, until: str) -> None:
    """On 离职日期, known when the month has it; what would begin later never does."""
    carried = [entry("中级", "01-01")]
    assert lines(month(person("中级", left=left), carried)) == [f"中级 2026-01-01–{until} 期初"]
    if until:
        later = [quarter("高级", "05-01")]
        assert lines(month(person("中级", left=left), carried, later)) == [f"中级 2026-01-01–{until} 期初"]


def test_a_decision_on_somebody_who_left_is_not_taken() -> None:
    """Gone on 31 March: the quarter's grade from 1 April begins nowhere, also after he came back in May."""
    gone = [entry("中级", "01-01", until="03-31")]
    assert lines(month(None, gone, [quarter("高级")])) == ["中级 2026-01-01–2026-03-31 期初"]
    back = month(person("初级", hired="05-11"), gone, [quarter("高级")], period=Period(2026, 5))
    assert lines(back) == ["中级 2026-01-01–2026-03-31 期初", "初级 2026-05-11– 入职"]
    june = month(person("初级", hired="05-11"), back.grades, [quarter("高级")], period=Period(2026, 6))
    assert june.grades == back.grades


def test_who_comes_back_opens_anew_even_if_no_roster_said_he_left() -> None:
    """Hired after the month his last entry was made in: the roster's grade, and no difference is told."""
    made = month(person("见习", hired="04-08"), [entry("高级", "2025-01-01")])
    assert lines(made) == ["高级 2025-01-01–2026-04-07 期初", "见习 2026-04-08– 入职"]
    assert codes(made) == []


def test_who_did_not_leave_after_all_goes_on() -> None:
    """A leaving day that the next roster takes back."""
    made = month(person("中级"), [entry("中级", "01-01", until="03-31")])
    assert lines(made) == ["中级 2026-01-01– 期初"]


def test_who_is_on_no_roster_keeps_his_entries() -> None:
    """Nobody knows whether he comes back."""
    assert lines(month(None, [entry("中级", "01-01")])) == ["中级 2026-01-01– 期初"]


def test_agents_have_no_grade_whatever_the_roster_says() -> None:
    """Only posts with grades are compared; a decision on an agent is kept and pays nothing."""
    agent = person("中级", post="证券经纪人")
    assert lines(month(agent)) == []
    assert lines(month(agent, decisions=[decision("高级")])) == ["高级 2026-04-01– 人工"]


def test_a_blank_grade_on_the_roster_leaves_the_ledgers() -> None:
    """Nothing to compare; the missing cell has its own finding (X62)."""
    made = month(person(None), [entry("中级", "01-01")])
    assert (lines(made), codes(made)) == (["中级 2026-01-01– 期初"], [])


def test_a_grade_the_standard_no_longer_has_gives_way_to_the_roster() -> None:
    """A new standard with other grades: a decided old one could not be paid."""
    made = month(person("中级"), [entry("二级", "01-01", "季度", "2025Q4")])
    assert (lines(made)[-1], codes(made)) == ("中级 2026-04-01– 花名册", ["G03"])


def test_a_decision_that_says_another_grade_before_is_told() -> None:
    """G07 names both; the same grade, or none, is fine."""
    carried = [entry("中级", "01-01")]
    for former, expected in (("初级", ["G07"]), ("中级", []), ("", [])):
        told = codes(month(person("高级", "04-01"), carried, decisions=[decision("高级", "04-01", former)]))
        assert told == expected


def test_the_grade_before_may_be_the_one_the_quarter_decided_for_the_day() -> None:
    """中级 to 31 March, 高级 by the quarter from 1 April, 资深 by hand from the same day: it may name either."""
    for former, expected in (("中级", []), ("高级", []), ("初级", ["G07"])):
        hand = [decision("资深", "04-01", former)]
        made = month(person("资深", "04-01"), [entry("中级", "01-01")], [quarter("高级")], hand)
        assert (codes(made), lines(made)[-1]) == (expected, "资深 2026-04-01– 人工")


KEPT = replace(quarter("中级"), origin="人工", article="第二十条：病假", approved_by="王经理")
"""What the first quarter decided by hand: he keeps 中级."""


def test_a_grade_kept_by_hand_shows_from_the_month_after() -> None:
    """With reason and approver; grade and time in the grade go on, this month and the next ones, also after a move."""
    made = month(person("中级", "01-01"), [entry("中级", "01-01")], [KEPT])
    assert lines(made) == ["中级 2026-01-01–2026-03-31 期初", "中级 2026-04-01– 人工"]
    assert (made.grades[-1].article, made.grades[-1].approved_by) == ("第二十条：病假", "王经理")
    assert held_since(made.grades, made.grades[-1]) == day("01-01")
    again = month(person("中级", "01-01"), made.grades, [KEPT], period=Period(2026, 5))
    assert (again.grades, codes(again)) == (made.grades, [])
    moved = month(person("高级"), [*made.grades, entry("高级", "05-01", "人工", "2026-05")], period=Period(2026, 5))
    assert held_since(moved.grades, moved.grades[-1]) == day("05-01")


def test_a_grade_kept_by_hand_undoes_nothing() -> None:
    """The year, or the hand of the month itself, gives another grade from the same day or before: that one is paid."""
    carried = [entry("中级", "01-01")]
    yearly = replace(quarter("高级"), origin="年度", origin_period="2025")
    assert lines(month(person("高级", "04-01"), carried, [KEPT, yearly]))[-1] == "高级 2026-04-01– 年度"
    by_hand = month(person("高级", "04-01"), carried, [KEPT], [decision("高级", "04-01")])
    assert (lines(by_hand)[-1], codes(by_hand)) == ("高级 2026-04-01– 人工", [])
    since_march = [*carried, entry("高级", "03-16", "人工", "2026-03")]
    assert lines(month(person("高级", "03-16"), since_march, [KEPT]))[-1] == "高级 2026-03-16– 人工"


def test_only_a_decision_by_hand_goes_on_with_the_grade_before() -> None:
    """Hired again the day after he left, with the grade he had: a new time in it; a gap is one too."""
    again = [entry("中级", "01-01", until="03-31"), entry("中级", "04-01", "入职", "2026-04")]
    assert held_since(again, again[-1]) == day("04-01")
    gap = [entry("中级", "01-01", until="03-30"), entry("中级", "04-01", "人工", "2026-04")]
    assert held_since(gap, gap[-1]) == day("04-01")


def test_nothing_at_all_makes_an_empty_ledger() -> None:
    """No person, no entry."""
    assert month(None).grades == ()
    assert closed([]) == []
    assert in_force([], APRIL.first_day) is None


def test_the_order_of_entries_and_of_people_does_not_matter() -> None:
    """The same ledger however the rows come."""
    carried = [entry("初级", "01-01"), quarter("中级"), entry("高级", "02-01", who="2")]
    rows = [person("中级"), person("资深", employee_id="2")]
    decided = [entry("高级", "07-01", "季度", "2026Q2"), entry("中级", "07-01", "季度", "2026Q2", who="2")]
    one = month(rows, carried, decided, period=Period(2026, 7))
    other = month(rows[::-1], carried[::-1], decided[::-1], period=Period(2026, 7))
    assert one == other
