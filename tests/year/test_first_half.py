"""January to July 2026: one goes down, one goes up, and their pay follows; leave, entry and leaving are looked after.

The plan of the year (``tests/branches/year_plan.py``) says what everybody brings in; the standard is in the guide:
a month's 净佣金 of 1000, 3000, 6000, 12000, 24000 from 见习 to 资深.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.branches.year_duties import LATE_MATTER, OVERLAP_IN, OVERLAPPING
from tests.branches.year_plan import (
    APRIL,
    BY_CODE,
    FALLS_AND_RECOVERS,
    JOINER,
    JULY,
    LEAVER,
    NOT_RENEWED,
    RISES,
    SICK,
    WAITS,
)

from .books import Worked

pytestmark = pytest.mark.long

BASE = {"见习": "2500.00", "初级": "3000.00", "中级": "3800.00", "高级": "4800.00", "资深": "6000.00"}
"""第五条: base pay of a month by grade."""


def paid_as(year: Worked, period: str, code: str) -> str:
    """The grade a person was paid as in a whole month; his base pay is that of the grade, to the fen."""
    row = year.pay(period)[code]
    assert row["应计底薪"] == Decimal(BASE[row["级别"]])
    return str(row["级别"])


def test_one_goes_down_after_a_bad_quarter(half: Worked) -> None:
    """12,600 in the first quarter against 18,000: from 1 April 初级, and nobody else moves."""
    assert half.moves("2026Q1") == {(FALLS_AND_RECOVERS, "初级", APRIL)}
    row = half.grades("2026Q1")[FALLS_AND_RECOVERS]
    assert (row["级别"], row["建议级别"], row["最终级别"], row["变动"]) == ("中级", "初级", "初级", "降级")
    assert row["依据"] == "第二十条"
    condition = half.criteria("2026Q1", FALLS_AND_RECOVERS)["中级", "净佣金"]
    assert Decimal(condition["标准数"]) == 18000
    assert condition["是否达标"] in (False, "否")


def test_his_pay_goes_down_the_month_after(half: Worked) -> None:
    """March is still paid as 中级: the quarter that was assessed keeps its grade; April is 初级."""
    assert [paid_as(half, f"2026-{month:02d}", FALLS_AND_RECOVERS) for month in (1, 2, 3, 4, 5, 6)] == [
        *("中级",) * 3, *("初级",) * 3,
    ]  # fmt: skip


def test_one_goes_up_after_two_good_quarters(half: Worked) -> None:
    """22,500 in each of two quarters against 18,000 of 中级: up from 1 July, after the second and not the first."""
    assert half.moves("2026Q2") == {(RISES, "中级", JULY)}
    first, second = (half.items(span)[RISES]["达上级连季"] for span in ("2026Q1", "2026Q2"))
    assert (first, second) == (1, 2)
    assert half.grades("2026Q1")[RISES]["变动"] == "不变"


def test_he_is_paid_as_such_although_the_roster_lags(half: Worked) -> None:
    """The roster of July still says 初级: paid as 中级, and the finding has both values."""
    assert [paid_as(half, f"2026-{month:02d}", RISES) for month in (6, 7)] == ["初级", "中级"]
    (found,) = (one for one in half.findings["2026-07"] if RISES in one.message and "级别台账" in one.message)
    assert not found.stops
    assert "花名册为初级" in found.message
    assert "级别台账为中级" in found.message


def test_long_leave_protects(half: Worked) -> None:
    """7 April to 5 June ill: April and May are cut out, June alone is held against a third of the standard."""
    assert half.items("2026Q2")[SICK]["考核月数"] == 1
    assert Decimal(half.criteria("2026Q2", SICK)["高级", "净佣金"]["标准数"]) == 12000
    assert sum(half.pay(f"2026-{month:02d}")[SICK]["归属净佣金"] for month in (4, 5, 6)) < 36000
    sold = half.month("2026-06", "04_measures_计量", "工号", "销售额")
    june = sum(Decimal(row["销售额"]) for row in sold if row["工号"] == SICK)
    assert half.items("2026Q2")[SICK]["季度产品销售"] == june
    row = half.grades("2026Q2")[SICK]
    assert (row["级别"], row["最终级别"], row["变动"]) == ("高级", "高级", "不变")


def test_somebody_new_is_not_assessed_in_the_first_quarter(half: Worked) -> None:
    """Hired on 9 February: 1,200 against 2,000 takes nothing from her, and the notice says so; Q2 counts."""
    assert half.items("2026Q1")[JOINER]["参加考核"] in (False, "否")
    assert half.grades("2026Q1")[JOINER]["变动"] == "不变"
    assert ("本季不考核", JOINER) in half.notices("2026Q1")
    assert half.items("2026Q2")[JOINER]["参加考核"] in (True, "是")


def test_who_has_left_is_not_appraised(half: Worked) -> None:
    """Left on 20 May: in the first quarter, not in the second, where a notice stands for it."""
    assert LEAVER in half.grades("2026Q1")
    assert LEAVER not in half.grades("2026Q2")
    assert ("期内离职", LEAVER) in half.notices("2026Q2")


def test_the_lowest_grade_missed_twice_is_a_warning(half: Worked) -> None:
    """1,500 a quarter against 3,000 of 见习: no step is left to go down; after the second quarter a warning."""
    assert ("不续聘警示", NOT_RENEWED) not in half.notices("2026Q1")
    assert {("不续聘警示", NOT_RENEWED), ("合同到期", NOT_RENEWED)} <= half.notices("2026Q2")
    assert half.grades("2026Q2")[NOT_RENEWED]["最终级别"] == "见习"


def test_two_good_quarters_wait_for_six_months_in_the_grade(half: Worked) -> None:
    """Decided by hand in February to be 中级: by the end of June five months, so two good quarters are not enough."""
    assert [paid_as(half, f"2026-{month:02d}", WAITS) for month in (1, 2)] == ["初级", "中级"]
    items = half.items("2026Q2")[WAITS]
    assert (items["达上级连季"], items["任现级月数"]) == (2, 5)
    assert half.grades("2026Q2")[WAITS]["变动"] == "不变"


def test_everybody_there_at_the_end_is_appraised(half: Worked) -> None:
    """Employees of the last day: all of January's but the agent and the part-timer, the joiner, less the leaver."""
    for span, day in (("2026Q1", dt.date(2026, 3, 31)), ("2026Q2", dt.date(2026, 6, 30))):
        there = {
            code for code, person in BY_CODE.items()
            if person.grades and person.hired_on <= day and (person.left_on is None or person.left_on > day)
        }  # fmt: skip
        assert set(half.grades(span)) == there == set(half.items(span))
    assert len(half.grades("2026Q1")) == 14
    assert len(half.grades("2026Q2")) == 13


def test_two_who_visit_one_customer_show(half: Worked) -> None:
    """Both logs are marked, each naming the other."""
    rows = half.month(OVERLAP_IN, "03_credit_归属", "走访编号", "走访日期", "是否重叠", "其他走访人")
    told = {row["工号"]: row["其他走访人"] for row in rows if row["走访编号"] in ("ZF202605900", "ZF202605901")}
    assert set(told) == set(OVERLAPPING)
    assert BY_CODE[OVERLAPPING[1]].name in told[OVERLAPPING[0]] or OVERLAPPING[1] in told[OVERLAPPING[0]]


def test_a_matter_closed_late_shows_its_days(half: Worked) -> None:
    """Due on 13 February, closed on 10 April: 15 + 31 + 10 = 56 days late, once in the list of the second quarter."""
    rows = half.month("2026Q2", "级别调整表_2026Q2", "督办编号", "督办状态", "超期天数")
    assert [row["超期天数"] for row in rows if row["督办编号"] == LATE_MATTER] == [56]
