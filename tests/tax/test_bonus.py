"""Annual bonus: taxed apart once a year, or merged with the month; both ways worked out side by side.

Law: 财政部 税务总局公告2023年第30号; 国家税务总局公告2018年第61号.  Expected figures are worked out by hand.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.settings import Standard
from tests.tax.year import Year, agent, brought, employee, fact

BONUS = Decimal(36000)
TWICE = [("重复单独计税年终奖", "本年已有一笔年终奖单独计税，每人每年只能一次；请把这一笔的“年终奖计税”改为“合并”")]


def test_apart_and_merged(standard: Standard) -> None:
    """Income 10,000: (10000 − 5000) × 3% = 150 and 36000 × 3% = 1080; or 41000 × 10% − 2520 = 1580 at once."""
    people = [employee("E1"), employee("E2"), employee("E3")]
    facts = [
        *(fact(one, "年终奖", BONUS) for one in ("E1", "E2")), fact("E1", "年终奖计税", "单独"),
        fact("E2", "年终奖计税", "合并"),
    ]  # fmt: skip
    year = Year(standard, people)
    rows = year.month(1, dict.fromkeys(("E1", "E2", "E3"), Decimal(10000)), facts=facts)
    names = ("本期收入", "个人所得税", "年终奖个人所得税", "实发合计")
    assert [tuple(rows[one][name] for name in names) for one in ("E1", "E2", "E3")] == [
        (10000, 150, 1080, 44770),
        (46000, 1580, 0, 44420),
        (10000, 150, 0, 9850),
    ]
    assert [year.balance("本年累计收入", one) for one in ("E1", "E2")] == [10000, 46000]
    assert [year.balance("本年单独计税年终奖", one) for one in ("E1", "E2")] == [36000, 0]


@pytest.mark.parametrize(
    ("gross", "more", "of_year", "better"),
    [
        (0, 930, 0, "合并计税较低"),  # 36000 − 5000 = 31000 × 3%, apart 1080; 36000 − 60000 of the year is below 0
        (5000, 1080, 1080, "两种相同"),  # 36000 × 3% either way
        (10000, 1430, 3600, "单独计税较低"),  # 1580 − 150; of the year 96000 × 10% − 2520 less 60000 × 10% − 2520
    ],
)
def test_both_ways_are_compared(gross: int, more: int, of_year: int, better: str, standard: Standard) -> None:
    """Whatever way was chosen, both are told, up to this month and for the year; the year decides."""
    for chosen in ("单独", "合并"):
        facts = [fact("E1", "年终奖", BONUS), fact("E1", "年终奖计税", chosen)]
        row = Year(standard, [employee()]).month(1, {"E1": Decimal(gross)}, facts=facts)["E1"]
        figures = (row["单独计税额"], row["并入多缴额"], row["全年并入多缴额"])
        assert (*figures, row["较优方式"]) == (1080, more, of_year, better)


def test_january_does_not_say_what_the_year_contradicts(standard: Standard) -> None:
    """25,890 less 500 of contributions: 20,390 taxable, 244,680 of the year; the bonus of 36,001 apart 3,390.10.

    Merged in January: (20390 + 36001) × 10% − 2520 = 3119.10, less 20390 × 3% = 611.70: 2507.40, which looks lower;
    over the year it lies in the band of 20%: 36001 × 20% = 7200.20.
    """
    declared = [{"employee_id": "E1", "pension": Decimal(500)}]
    facts = [fact("E1", "年终奖", Decimal(36001))]
    row = Year(standard, [employee()]).month(1, {"E1": Decimal(25890)}, declared, facts)["E1"]
    names = ("单独计税额", "并入多缴额", "全年估算所得", "全年并入多缴额", "较优方式")
    told = [str(row[name]) for name in names]
    assert told == ["3390.10", "2507.40", "244680.00", "7200.20", "单独计税较低"]


@pytest.mark.parametrize(
    ("person", "months", "of_year"),
    [
        # 20,000 in March and again in April: nine months more as these two, ten months of 15,000 in all
        ({}, (3, 4), 150000),
        # a first job: twelve months of 5,000 (2020年第13号)
        ({"first_job": "首次就业"}, (3, 4), 140000),
        # the whole year's 60,000 at once in January: 20,000 × 12 − 60,000, not (20,000 − 60,000) × 12
        ({"low_income": True}, (1,), 180000),
    ],
)
def test_the_year_is_reckoned_from_the_months_there_are(
    person: dict[str, object], months: tuple[int, ...], of_year: int, standard: Standard
) -> None:
    """Who came in March has ten months; what is deducted once a year is deducted once."""
    year = Year(standard, [{**employee(), **person}])
    for number in months:
        facts = [fact("E1", "年终奖", Decimal(1))] if number == months[-1] else []
        row = year.month(number, {"E1": Decimal(20000)}, [], facts)["E1"]
    assert row["全年估算所得"] == of_year


def test_nobody_without_a_bonus_is_compared(standard: Standard) -> None:
    """No word, no figures."""
    row = Year(standard, [employee()]).month(1, {"E1": Decimal(10000)})["E1"]
    assert (row["单独计税额"], row["并入多缴额"], row["较优方式"]) == (0, 0, "")


def test_a_second_one_apart_is_refused_in_the_same_year(standard: Standard) -> None:
    """Merged it may be paid; in the new year one may be taxed apart again."""
    year = Year(standard, [employee()])
    apart, nothing = [fact("E1", "年终奖", BONUS)], {"E1": Decimal(0)}
    year.month(2, nothing, facts=apart)
    assert year.refused == []
    carried = year.openings
    year.month(3, nothing, facts=apart)
    assert year.refused == TWICE
    year.openings = carried
    year.month(3, nothing, facts=[*apart, fact("E1", "年终奖计税", "合并")])
    assert year.refused == []
    year.calendar_year = 2027
    year.month(1, nothing, facts=apart)
    assert year.refused == []


def test_one_brought_from_before_the_first_month_counts(standard: Standard) -> None:
    """期初 may say that this year's has been taken already."""
    year = Year(standard, [employee()], openings=brought(("本年单独计税年终奖", "E1", "20000")))
    year.month(2, {"E1": Decimal(0)}, facts=[fact("E1", "年终奖", BONUS)])
    assert year.refused == TWICE


@pytest.mark.parametrize("post", ["证券经纪人", "兼职"])
def test_agents_have_none(post: str, standard: Standard) -> None:
    """What is delivered of them nevertheless is a finding (D06); no tax is made of it."""
    row = Year(standard, [agent(post)]).month(1, {"A1": Decimal(0)}, facts=[fact("A1", "年终奖", BONUS)])["A1"]
    assert (row["年终奖个人所得税"], row["单独计税额"], row["实发合计"]) == (0, 0, 0)
