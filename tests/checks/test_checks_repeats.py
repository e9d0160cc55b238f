"""Records without a number of their own that were delivered twice."""

from datetime import time
from decimal import Decimal

import pytest

from pipeline.checks import duties, repeats, slips

ELSEWHERE = {"source": 2}


def test_the_same_adjustment_twice(build, places, said):
    """第十四条: alike in everything, or but for a 凭证号 that one of them lacks; two numbers are two entries."""
    rows = build(
        "adjustments",
        {"voucher": "V1"},
        {"voucher": "V2"},
        {"voucher": None, **ELSEWHERE},
        {"voucher": "V1", **ELSEWHERE},
        {"adjustment": Decimal(201)},
    )
    findings = repeats.repeated_adjustments(rows, places)
    key = "工号1001、金额200.00、事由补发、审批人王五"
    assert said(findings) == [
        (
            "X07", "阻断", "文件2.xlsx [表] 工号5",
            f"手工调整中{key}已在文件1.xlsx [表] 工号2出现，两行完全相同",
        ),
        (
            "X07", "阻断", "文件2.xlsx [表] 工号4",
            f"手工调整中{key}已在文件1.xlsx [表] 工号2出现，两行只有凭证号不同",
        ),
    ]  # fmt: skip
    assert findings[0].remedy == "请删除多交的一行；确为两笔的，请各填凭证号"


def test_an_adjustment_twice_in_one_sheet(build, places):
    """Without 凭证号 nothing tells two entries apart; an entry without 事由 has that finding alone."""
    assert [found.code for found in repeats.repeated_adjustments(build("adjustments", {}, {}), places)] == ["X07"]
    assert repeats.repeated_adjustments(build("adjustments", {"purpose": None}, {"purpose": None}), places) == []


def test_the_same_event_twice(build, places, said):
    """第十条: the 说明 tells two events of a day apart."""
    rows = build("conduct", {"note": "甲"}, {"note": "乙"}, {"note": "甲", **ELSEWHERE})
    assert said(repeats.repeated_conduct(rows, places)) == [
        (
            "X07", "阻断", "文件2.xlsx [表] 日期4",
            "违规投诉中日期2026-09-05、工号1001、类别投诉、是否有效是、说明甲"
            "已在文件1.xlsx [表] 日期2出现，两行完全相同",
        )
    ]  # fmt: skip
    assert len(repeats.repeated_conduct(build("conduct", {}, {}), places)) == 1


def test_the_same_slip_without_number(build, places, said):
    """第十一条: one of two slips that are alike has no number."""
    visit = {"visited_person": "甲", "destination": "地"}
    rows = build("slips", visit, {**visit, "slip_id": None}, {**visit, "slip_id": None, "visited_person": "乙"})
    assert said(repeats.repeated_slips(rows, places)) == [
        (
            "X07", "阻断", "文件1.xlsx [表] 工号3",
            "出访单中工号1001、出访日期2026-09-03、被访人甲、目的地地已在文件1.xlsx [表] 工号2出现，两行只有单号不同",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    "other", [{"slip_id": "V2"}, {"slip_id": None, "left_at": str(time(9))}, {"slip_id": None, "destination": "乡"}]
)
def test_two_slips_that_are_not_one(build, places, other):
    """A number of its own, another time or another place makes another visit."""
    assert repeats.repeated_slips(build("slips", {}, other), places) == []


def test_untrue_slips_without_number_are_compared_as_well(build, places):
    """第十一条: 不属实 costs, so twice would cost twice."""
    untrue = {"slip_id": None, "check_result": "不属实"}
    assert len(repeats.repeated_slips(build("slips", untrue, untrue), places)) == 1


def test_the_same_score_in_two_sheets(build, places, said):
    """第十条: across sheets a stop, within one sheet or with another score the notice X46."""
    rows = build("scores", {}, ELSEWHERE, {**ELSEWHERE, "score": Decimal(80)})
    assert said(repeats.repeated_score_sheets(rows, places)) == [
        (
            "X07", "阻断", "文件2.xlsx [表] 工号3",
            "职责考核中工号1001、考核项目日常工作、评分人李四、得分90已在文件1.xlsx [表] 工号2出现，两行完全相同",
        )
    ]  # fmt: skip
    assert [(found.code, found.cell) for found in duties.repeated_scores(rows, places)] == [("X46", "得分4")]
    assert repeats.repeated_score_sheets(build("scores", {}, {}), places) == []


@pytest.mark.parametrize(("count", "codes"), [(9, ["X07"] * 9), (10, ["X06"])])
def test_ten_repeats_between_two_sheets_are_one_finding(build, places, count, codes):
    """The sheet was delivered twice."""
    rows = [{"purpose": f"补{number}"} for number in range(count)]
    twice = build("adjustments", *rows, *[{**row, **ELSEWHERE} for row in rows])
    assert [found.code for found in repeats.repeated_adjustments(twice, places)] == codes


def test_ten_slip_numbers_between_two_sheets_are_one_finding(build, places, said):
    """The register was delivered twice."""
    rows = [{"slip_id": f"V{number}"} for number in range(10)]
    twice = build("slips", *rows, *[{**row, **ELSEWHERE} for row in rows])
    assert said(slips.repeated_slip_numbers(twice, places)) == [
        ("X06", "阻断", "文件2.xlsx [表]", "出访单有10条记录已在文件1.xlsx [表]出现")
    ]
