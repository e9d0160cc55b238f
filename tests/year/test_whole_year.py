"""The whole of 2026: recoveries, a decision by hand, negative duty points, the year's review and the grade ledger."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import pytest

from tests.branches.year_plan import (
    FALLS_AND_RECOVERS,
    FALLS_BY_DUTY,
    JOINER,
    KEPT_BY_HAND,
    LATE_JOINER,
    OCTOBER,
    WAITS,
)
from tests.branches.year_spans import KEPT_IN_AUTUMN

from .books import Worked
from .test_first_half import paid_as

pytestmark = pytest.mark.long
NEW_YEAR = dt.date(2027, 1, 1)
NO = (False, "否", "")


def test_the_autumn_moves_up_and_down(year: Worked) -> None:
    """Recovered after two good quarters; up once six months in the grade are full; down for duty alone; one is kept."""
    assert year.moves("2026Q3") == {
        (FALLS_AND_RECOVERS, "中级", OCTOBER), (WAITS, "高级", OCTOBER), (FALLS_BY_DUTY, "见习", OCTOBER),
        (KEPT_BY_HAND, "中级", OCTOBER),
    }  # fmt: skip
    assert year.moves("2026Q4") == {(JOINER, "初级", NEW_YEAR)}


def test_pay_follows_in_october(year: Worked) -> None:
    """Base pay of the new grade from the table, one month after the quarter."""
    paid = {code: (paid_as(year, "2026-09", code), paid_as(year, "2026-10", code))
            for code in (FALLS_AND_RECOVERS, WAITS, FALLS_BY_DUTY, KEPT_BY_HAND)}  # fmt: skip
    assert paid == {
        FALLS_AND_RECOVERS: ("初级", "中级"), WAITS: ("中级", "高级"), FALLS_BY_DUTY: ("初级", "见习"),
        KEPT_BY_HAND: ("中级", "中级"),
    }  # fmt: skip


def test_a_decision_by_hand_shows_with_reason_and_approver(year: Worked) -> None:
    """14,400 against 18,000: the standard proposes 初级, the branch keeps 中级 and says why."""
    row = year.grades("2026Q3")[KEPT_BY_HAND]
    assert (row["建议级别"], row["最终级别"]) == ("初级", "中级")
    assert row["人工决定"] not in NO
    assert (row["事由"], row["审批人"]) == tuple(KEPT_IN_AUTUMN[-2:])


def test_negative_points_go_into_the_next_month(year: Worked) -> None:
    """Three breaches and two complaints in August cost 120 points: the month is below zero, September begins there."""
    august, september = (
        {row["工号"]: row for row in year.month(period, "05_pay_计薪", "工号", "月度职责分", "结转负分")}[FALLS_BY_DUTY]
        for period in ("2026-08", "2026-09")
    )
    assert august["投诉违规扣分"] == 120
    assert august["月度职责分"] < 0
    assert september["结转负分"] == august["月度职责分"]
    assert september["月度职责分"] < 100 + august["月度职责分"] + 10
    assert ("职责谈话", FALLS_BY_DUTY) in year.notices("2026Q3")
    assert year.criteria("2026Q3", FALLS_BY_DUTY)["初级", "净佣金"]["是否达标"] not in NO
    assert year.criteria("2026Q3", FALLS_BY_DUTY)["初级", "职责分"]["是否达标"] in NO


def test_the_grade_ledger_tells_the_whole_story(year: Worked) -> None:
    """From and until join without a gap; each grade says where it comes from."""
    rows = year.month("2026-12", "结转台账_2026-12", "工号", "级别", "自", "至", "定级来源", "依据期间")
    story = [
        (row["级别"], row["自"], row["至"], row["定级来源"])
        for row in sorted((row for row in rows if row["工号"] == FALLS_AND_RECOVERS), key=lambda row: row["自"])
    ]
    assert story == [
        ("中级", dt.date(2025, 1, 1), dt.date(2026, 3, 31), "期初"),
        ("初级", dt.date(2026, 4, 1), dt.date(2026, 9, 30), "季度"),
        ("中级", dt.date(2026, 10, 1), "", "季度"),
    ]


def test_the_year_ranks_everybody_once(year: Worked) -> None:
    """Thirteen employees at the end of December; who took part in one quarter only is not classed and comes last."""
    items = year.items("2026")
    assert len(items) == 13
    scored = sorted((row["参评得分"] for row in items.values()), reverse=True)
    assert all(row["年度名次"] == scored.index(row["参评得分"]) + 1 for row in items.values())
    assert (items[LATE_JOINER]["年度等次"], items[LATE_JOINER]["年度名次"]) == ("不定等次", 13)


def test_the_year_is_the_mean_of_its_quarters(year: Worked) -> None:
    """Somebody assessed four times: the four scores of the quarters' own results, added, divided by four, half up."""
    scores = [year.items(f"2026Q{quarter}")[KEPT_BY_HAND]["季度得分"] for quarter in (1, 2, 3, 4)]
    mean = (sum(scores) / 4).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert year.items("2026")[KEPT_BY_HAND]["四季平均分"] == mean


def test_the_year_keeps_what_the_last_quarter_decided(year: Worked) -> None:
    """One step, not two: the joiner rises by the fourth quarter, whose decision stands; the year moves nobody."""
    assert (JOINER, "初级", NEW_YEAR) in year.moves("2026Q4")
    assert year.moves("2026") == set()
    assert year.grades("2026")[JOINER]["变动"] == "不变"
    row = year.review()[JOINER]
    assert (row["最终级别"], row["变动"], row["生效日期"]) == ("初级", "第四季度已定", NEW_YEAR)


def test_nothing_stands_in_the_way_of_any_job(year: Worked) -> None:
    """No stop in a year of months, quarters and the review; the one roster that lags is told once."""
    told = [period for period, found in year.findings.items() for one in found if one.code == "G04"]
    assert told == ["2026-07"]
