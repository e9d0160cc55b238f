"""Relations that credit too much, twice or never."""

import random
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import pytest

from pipeline.checks import relations


def in_two(total: str):
    """Two development relations of one customer whose shares add up to this."""
    return {"share": Decimal("0.5")}, {"share": Decimal(total) - Decimal("0.5"), "employee_id": "1002"}


@pytest.mark.parametrize(("total", "told"), [("0.9999", False), ("1", False), ("1.0001", True)])
def test_shares_of_one_customer(build, places, period, said, total, told):
    """第三条: the shares in force may not exceed 100%; the customer, the relations and the sum are named."""
    findings = relations.shares_over_whole(build("relations", *in_two(total)), places, period)
    message = (
        "客户C1本月有效的开发关系分成比例合计100.01%，超过100%："
        "工号1001 50%（文件1.xlsx [表] 分成比例2）、工号1002 50.01%（文件1.xlsx [表] 分成比例3）"
    )
    assert said(findings) == ([("X30", "阻断", "文件1.xlsx [表] 分成比例2", message)] if told else [])
    assert [item.expected for item in findings] == (["合计不超过100%（第三条）"] if told else [])


@pytest.mark.parametrize(("until", "told"), [(29, False), (30, False), (31, True), (None, True)])
def test_a_relation_that_ends(build, places, period, until, told):
    """第三条: 失效日期 must be after the last day for the relation to be in force."""
    day = None if until is None else date(2026, 9, 1) + timedelta(until - 1)
    rows = build("relations", {}, {"employee_id": "1002", "effective_until": day})
    assert bool(relations.shares_over_whole(rows, places, period)) == told


@pytest.mark.parametrize(("day", "told"), [(29, True), (30, True), (31, False)])
def test_a_relation_that_begins(build, places, period, day, told):
    """第三条: 生效日期 on the last day is in force."""
    rows = build("relations", {}, {"employee_id": "1002", "effective_from": date(2026, 9, 1) + timedelta(day - 1)})
    assert bool(relations.shares_over_whole(rows, places, period)) == told


def test_the_types_of_relation_are_added_apart(build, places, period):
    """第三条: 开发 and 服务 may be 100% each."""
    rows = build("relations", {}, {"relation_type": "服务", "employee_id": "1002"})
    assert relations.shares_over_whole(rows, places, period) == []


def test_what_is_told_elsewhere_is_not_added(build, places, period):
    """A repeated relation, a share out of range and an unread share have their own findings."""
    rows = build(
        "relations", {}, {}, {"employee_id": "1002", "share": Decimal(2)}, {"employee_id": "1003", "share": None}
    )
    assert relations.shares_over_whole(rows, places, period) == []


@pytest.mark.parametrize(
    ("share", "value"),
    [("0.0001", None), ("0", "0%"), ("-0.0001", "-0.01%"), ("0.9999", None), ("1", None), ("1.0001", "100.01%")],
)
def test_a_share_out_of_range(build, places, said, share, value):
    """第三条: a share is more than 0% and at most 100%."""
    findings = relations.shares_out_of_range(build("relations", {"share": Decimal(share)}), places)
    expected = [("X31", "阻断", "文件1.xlsx [表] 分成比例2", f"客户C1的分成比例为{value}")]
    assert said(findings) == (expected if value else [])


@pytest.mark.parametrize(
    ("until", "told"), [(date(2026, 5, 31), False), (date(2026, 6, 1), False), (date(2026, 6, 2), True)]
)
def test_relations_that_follow_one_another(build, places, period, until, told):
    """失效日期 is the first day without the relation, so the next may begin on it."""
    rows = build("relations", {"effective_until": until}, {"effective_from": date(2026, 6, 1)})
    assert bool(relations.overlapping_relations(rows, places, period)) == told


def test_an_overlap_in_force_stops(build, places, period, said):
    """The person would be credited twice this month."""
    rows = build("relations", {"share": Decimal("0.4")}, {"share": Decimal("0.6"), "effective_from": date(2026, 6, 1)})
    assert said(relations.overlapping_relations(rows, places, period)) == [
        (
            "X32", "阻断", "文件1.xlsx [表] 生效日期3",
            "客户C1与工号1001的开发关系2026-06-01至未失效，与2025-01-01至未失效"
            "（文件1.xlsx [表] 生效日期2）重叠，且本月都有效",
        )
    ]  # fmt: skip


def test_an_overlap_of_the_past_is_one_notice_per_sheet(build, places, period, said):
    """No figure of the month depends on it."""
    past = {"effective_from": date(2025, 6, 1), "effective_until": date(2025, 9, 1)}
    rows = build("relations", {}, past, {"customer_id": "C2"}, {"customer_id": "C2", **past})
    assert said(relations.overlapping_relations(rows, places, period)) == [
        (
            "X33", "提醒", "文件1.xlsx [表] 生效日期3",
            "2段关系与同一客户、同一人员、同一类型的另一段重叠，不影响本月：客户C1（工号1001，开发）、客户C2（工号1001，开发）",
        )
    ]  # fmt: skip


def test_a_repeated_or_void_relation_does_not_overlap(build, places, period):
    """The same start is a repeated record, an end on the start a void one."""
    void = {"effective_from": date(2026, 1, 1), "effective_until": date(2026, 1, 1)}
    assert relations.overlapping_relations(build("relations", {}, {}, void), places, period) == []


def test_overlaps_agree_with_comparing_every_pair(build, places, period):
    """A row is told exactly when it starts before some earlier row of its history has ended."""
    draw = random.Random(7)
    for _ in range(30):
        rows = [random_relation(draw) for _ in range(12)]
        unique = list({(row["customer_id"], row["effective_from"]): row for row in rows}.values())
        findings = relations.overlapping_relations(build("relations", *unique), places, period)
        told = sum(int(item.message.split("段")[0]) if item.code == "X33" else 1 for item in findings)
        assert told == len(overlapping_by_pairs(unique))


def random_relation(draw: random.Random):
    start = date(2026, 8, 1) + timedelta(draw.randrange(90))
    end = draw.choice([None, start + timedelta(draw.randrange(1, 40))])
    return {"customer_id": draw.choice(["C1", "C2"]), "effective_from": start, "effective_until": end}


def overlapping_by_pairs(rows):
    """The starts of rows that begin while an earlier one lasts, by the definition."""
    found = set()
    for one, other in combinations(rows, 2):
        early, late = sorted((one, other), key=lambda row: row["effective_from"])
        if early["customer_id"] == late["customer_id"] and late["effective_from"] < (
            early["effective_until"] or date.max
        ):
            found.add((late["customer_id"], late["effective_from"]))
    return found


@pytest.mark.parametrize(
    ("until", "told"), [(date(2025, 1, 2), False), (date(2025, 1, 1), False), (date(2024, 12, 31), True)]
)
def test_an_end_before_the_start(build, places, said, until, told):
    """Both on one day is how a CRM voids a relation."""
    findings = relations.ends_before_start(build("relations", {"effective_until": until}), places)
    message = "客户C1的关系失效日期2024-12-31早于生效日期2025-01-01"
    assert said(findings) == ([("X34", "阻断", "文件1.xlsx [表] 失效日期2", message)] if told else [])


@pytest.mark.parametrize(
    ("start", "told"), [(date(2024, 5, 2), False), (date(2024, 5, 1), False), (date(2024, 4, 30), True)]
)
def test_effective_before_the_account_was_opened(build, places, period, said, start, told):
    """One notice per sheet; a customer is often won before his account is open."""
    rows = build("relations", {"effective_from": start}, {"customer_id": "unknown", "effective_from": start})
    findings = relations.effective_before_opening(build("customers", {}), rows, places, period)
    message = "1条本月有效的关系在客户开户之前生效：客户C1（2024-04-30生效，2024-05-01开户）"
    assert said(findings) == ([("X35", "提醒", "文件1.xlsx [表] 生效日期2", message)] if told else [])
