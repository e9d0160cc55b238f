"""Personnel changes: who came, went or moved between two months, and the head counts that these explain."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.payout.model import PayMonth
from pipeline.payout.office.changes_book import COUNTS, write_changes
from pipeline.payout.office.staff_changes import changes_findings, headcounts, staff_changes
from pipeline.payout.pages import Unfaithful, read_block
from schemas.payout_changes import HEADCOUNTS, STAFF_CHANGES

from .build import month, payee

DAY = date(2026, 2, 14)


def february(*payees: Any, before: PayMonth | None = None, **changes: Any) -> PayMonth:
    """The month after :func:`january`."""
    return month(*payees, period="2026-02", before=before, **changes)


def short(made: PayMonth) -> list[tuple[str, ...]]:
    """Kind, person, from, to and day of every change."""
    return [
        (one.change_kind, one.employee_id, one.was, one.became, str(one.changed_on or ""))
        for one in staff_changes(made, made.before)
    ]


@pytest.fixture
def busy() -> PayMonth:
    """1 stays, 2 moves team, post and grade, 3 leaves on the last day, 4 is gone unsaid, 5 joins, 6 is new and old.

    7 had left in January already.
    """
    january = month(
        payee("1", "甲"), payee("2", "乙", 级别="初级"), payee("3", "丙", 团队="二队"), payee("4", "丁", 团队="二队"),
        payee("7", "庚", 离职日期=date(2026, 1, 31)),
    )  # fmt: skip
    return february(
        payee("1", "甲"), payee("2", "乙", 团队="二队", 岗位="团队负责人", 级别="中级", 级别生效日=date(2026, 2, 1)),
        payee("3", "丙", 团队="二队", 离职日期=date(2026, 2, 28)), payee("5", "戊", 入职日期=DAY, 级别="见习"),
        payee("6", "己", row=9),
        before=january, grade_reasons={"2": "自2026-02-01，季度 2025Q4"},
    )  # fmt: skip


def test_every_kind_of_change(busy: PayMonth) -> None:
    """Each with from and to, its day where one is known; a leaver of the month before is not told again."""
    assert short(busy) == [
        ("入职", "5", "", "一队 客户经理 见习", "2026-02-14"),
        ("新出现", "6", "", "一队 客户经理 中级", "2020-01-01"),
        ("离职", "3", "二队 客户经理 中级", "", "2026-02-28"),
        ("不再出现", "4", "二队 客户经理 中级", "", ""),
        ("团队调动", "2", "一队", "二队", ""),
        ("岗位变动", "2", "客户经理", "团队负责人", ""),
        ("级别变动", "2", "初级", "中级", "2026-02-01"),
    ]
    assert staff_changes(busy, busy.before)[-1].cause == "自2026-02-01，季度 2025Q4"


def test_head_counts_of_the_busy_month(busy: PayMonth) -> None:
    """By hand: 一队 has 甲 and 乙, two come and 乙 goes; 二队 has 丙 and 丁 and loses both; 乙 leads it now."""
    counts = {(one.team, one.post): one for one in headcounts(busy, busy.before)}
    first, second = counts[("一队", "客户经理")], counts[("二队", "客户经理")]
    assert (first.opening, first.joined, first.appeared, first.moved_out, first.closing) == (2, 1, 1, 1, 3)
    assert (second.opening, second.left, second.vanished, second.closing) == (2, 1, 1, 0)
    leader = counts[("二队", "团队负责人")]
    assert (leader.opening, leader.moved_in, leader.closing) == (0, 1, 1)
    assert [one.gap for one in counts.values()] == [0, 0, 0]


@pytest.mark.parametrize(
    ("day", "kinds"),
    [(date(2026, 1, 31), ["新出现"]), (date(2026, 2, 1), ["入职"]), (date(2026, 2, 28), ["入职"])],
)
def test_a_day_of_entry_at_the_edge(day: date, kinds: list[str]) -> None:
    """Below, at the first and at the last day of the month."""
    assert [kind for kind, *_ in short(february(payee(入职日期=day), before=month()))] == kinds


@pytest.mark.parametrize(
    ("day", "kinds"), [(date(2026, 2, 1), ["离职"]), (date(2026, 2, 28), ["离职"]), (date(2026, 3, 1), [])]
)
def test_a_day_of_leaving_at_the_edge(day: date, kinds: list[str]) -> None:
    """At the first and the last day of the month, and after it."""
    made = february(payee(离职日期=day), before=month(payee()))
    assert [kind for kind, *_ in short(made)] == kinds
    assert [one.closing for one in headcounts(made, made.before)] == [0 if kinds else 1]


def test_who_left_early_in_a_month_he_is_not_in(busy: PayMonth) -> None:
    """January knew the day already: it is a leaver, not somebody gone unsaid."""
    made = february(before=month(payee(离职日期=DAY)))
    assert [row[0] for row in short(made)] == ["离职"]
    assert changes_findings(made) == []


def test_the_first_month_goes_by_the_days_of_the_roster_and_says_so(tmp_path: Path) -> None:
    """Nobody can have moved; opening counts are who was hired before."""
    made = month(payee("1"), payee("2", 入职日期=date(2026, 1, 5)), payee("3", 离职日期=date(2026, 1, 9)))
    assert [row[:2] for row in short(made)] == [("入职", "2"), ("离职", "3")]
    (count,) = headcounts(made, None)
    assert (count.opening, count.joined, count.left, count.closing) == (2, 1, 1, 2)
    write_changes(made, tmp_path)
    said = openpyxl.load_workbook(tmp_path / "人员变动_2026-01.xlsx")["人员变动"]["A3"].value
    assert said == "没有2025-12的结果可比：只按花名册的入职、离职日期列出，团队、岗位、级别的变动无从得知"


def test_what_the_roster_does_not_say_is_told(busy: PayMonth) -> None:
    """U01: gone without a day; U02: there without having been there, at his row of the roster."""
    gone, new = sorted(changes_findings(busy), key=lambda one: one.code)
    assert (gone.code, gone.level) == ("U01", "提醒")
    assert gone.message == "丁（4）2026-01末在册，2026-02的花名册没有此人，也没有离职日期"
    assert (new.code, new.place) == ("U02", "花名册.xlsx [花名册]")
    assert new.message == "第9行己（6）的入职日期为2020-01-01，早于本月，而2026-01的结果里没有此人"


def test_the_workbook_is_read_back(busy: PayMonth, tmp_path: Path) -> None:
    """Its controls say how many changes and how many persons at the end lie on the disk: 甲 乙 戊 己."""
    controls = write_changes(busy, tmp_path)
    assert [(one.quantity, one.persons, int(one.total), one.agrees) for one in controls] == [
        ("变动项数", 5, 7, True), ("月末人数", 4, 4, True),
    ]  # fmt: skip
    frame = read_block(tmp_path / "人员变动_2026-02.xlsx", "人员变动", STAFF_CHANGES)
    assert frame["changed_on"].tolist()[:2] == [DAY, date(2020, 1, 1)]
    assert frame["employee_id"].tolist() == ["5", "6", "3", "4", "2", "2", "2"], "numbers of persons stay text"


def test_the_check_of_the_head_counts_is_a_live_formula(busy: PayMonth, tmp_path: Path) -> None:
    """Opening and all increases less all decreases and closing, each of its own row; sums below."""
    write_changes(busy, tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "人员变动_2026-02.xlsx")[COUNTS]
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "团队")
    row = head + 1
    assert sheet.cell(row, 11).value == f"=C{row}+D{row}+E{row}+F{row}-G{row}-H{row}-I{row}-J{row}"
    assert sheet.cell(row + 3, 10).value == f"=SUM(J{row}:J{row + 2})"


def test_the_same_month_gives_the_same_bytes(busy: PayMonth, tmp_path: Path) -> None:
    """No clock in it."""
    folders = tmp_path / "a", tmp_path / "b"
    for folder in folders:
        folder.mkdir()
        write_changes(busy, folder)
    first, second = ((folder / "人员变动_2026-02.xlsx").read_bytes() for folder in folders)
    assert first == second


def test_a_workbook_of_another_layout_is_refused(busy: PayMonth, tmp_path: Path) -> None:
    """A heading that is not ours means that what lies there was not written by us."""
    write_changes(busy, tmp_path)
    path = tmp_path / "人员变动_2026-02.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book[COUNTS]
    next(cell for row in sheet for cell in row if cell.value == "离职").value = "走了"
    book.save(path)
    with pytest.raises(Unfaithful):
        read_block(path, COUNTS, HEADCOUNTS)


def people(hired: tuple[date, ...], left: tuple[date | None, ...]) -> st.SearchStrategy[list[Any]]:
    """Persons with these days of entry and leaving, nobody leaving before he came."""
    one = st.tuples(
        st.sampled_from("ABCDEFG"), st.sampled_from(("一队", "二队", "")),
        st.sampled_from(("客户经理", "证券经纪人")), st.sampled_from(hired), st.sampled_from(left),
    ).filter(lambda person: person[4] is None or person[4] >= person[3])  # fmt: skip
    return st.lists(one, unique_by=lambda person: person[0], max_size=7)


EARLIER = people((date(2025, 5, 1), date(2026, 1, 31)), (None, date(2026, 1, 31), date(2026, 2, 2), date(2026, 3, 1)))
LATER = people(
    (date(2025, 5, 1), date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28)),
    (None, date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1)),
)


@given(EARLIER, LATER, st.booleans())
def test_movements_explain_every_head_count(was: list[Any], now: list[Any], is_first: bool) -> None:
    """Opening + increases − decreases = closing in every post of every team, whoever comes, goes or moves."""
    before = None if is_first else month(*map(_person, was))
    made = february(*map(_person, now), before=before)
    counts = headcounts(made, before)
    assert [one.gap for one in counts] == [0] * len(counts)
    assert sum(one.closing for one in counts) == sum(_stays(one[4]) for one in now)
    if before is not None:
        assert sum(one.opening for one in counts) == sum(one[4] != date(2026, 1, 31) for one in was)


def _stays(left: date | None) -> bool:
    return left is None or left > date(2026, 2, 28)


def _person(given: tuple[Any, ...]) -> Any:
    who, team, post, hired, left = given
    return payee(who, who, 团队=team, 岗位=post, 入职日期=hired, 离职日期=left)
