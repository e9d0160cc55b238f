"""The example year as it is meant to go: who works there, what each brings in, and what happens to whom.

The standard of a grade is a monthly 净佣金: 见习 1000, 初级 3000, 中级 6000, 高级 12000, 资深 24000 in a branch of 二类
(第十九条: multiples of 2000).  What a person brings in stays a fifth away from every standard, so that the outcome of a
quarter can be told from this page.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

PERIODS = tuple(f"2026-{month:02d}" for month in range(1, 13))
NOBODY = ""
"""The holder of customers without any relation: their commission is the branch's."""


@dataclass(frozen=True)
class Planned:
    """One person: standing, 净佣金 a month (one figure per quarter, or twelve), assets served in 万元, customers.

    ``grades`` are the grades the roster shows, each with its first day; the roster of ``lags`` still shows the one
    before.
    """

    code: str
    name: str
    team: str
    post: str
    grades: tuple[tuple[str, dt.date], ...]
    monthly: tuple[int, ...]
    assets: int
    customers: int
    hired_on: dt.date
    left_on: dt.date | None = None
    contract_until: dt.date = dt.date(2028, 6, 30)
    lags: str = ""

    def brings(self, period: str) -> int:
        """净佣金 of a month, about."""
        month = int(period[5:])
        return self.monthly[month - 1] if len(self.monthly) == 12 else self.monthly[(month - 1) // 3]

    def works_in(self, period: str) -> bool:
        """Whether the roster of the month has this person."""
        return f"{self.hired_on:%Y-%m}" <= period and (self.left_on is None or period <= f"{self.left_on:%Y-%m}")

    def grade(self, period: str) -> tuple[str, dt.date] | None:
        """The grade the roster of the month shows, and since when."""
        known = [step for step in self.grades if f"{step[1]:%Y-%m}" <= period]
        if not known:
            return None
        return known[-2] if period == self.lags else known[-1]


FIRST, SECOND, THIRD = "营销一部", "营销二部", "营销三部"
LEADER, MANAGER, AGENT, PART_TIMER = "团队负责人", "客户经理", "证券经纪人", "兼职"
SINCE = dt.date(2025, 1, 1)
APRIL, JULY, OCTOBER = dt.date(2026, 4, 1), dt.date(2026, 7, 1), dt.date(2026, 10, 1)

RISES, KEPT_BY_HAND, FALLS_AND_RECOVERS, SICK, WAITS, NOT_RENEWED, FALLS_BY_DUTY, LEAVER, JOINER, LATE_JOINER = (
    "10004", "10005", "10006", "10008", "10009", "10010", "10011", "10012", "10015", "10017",
)  # fmt: skip

PEOPLE: tuple[Planned, ...] = (
    Planned("10001", "秦志远", FIRST, LEADER, (("资深", SINCE),), (30000,) * 4, 1200, 22, dt.date(2016, 3, 7)),
    Planned("10002", "沈慧", SECOND, LEADER, (("高级", SINCE),), (15500,) * 4, 620, 18, dt.date(2017, 8, 21)),
    Planned("10003", "马国栋", THIRD, LEADER, (("中级", SINCE),), (7800,) * 4, 300, 15, dt.date(2018, 5, 2)),
    Planned(RISES, "顾晓琳", FIRST, MANAGER, (("初级", SINCE), ("中级", JULY)), (7500,) * 4, 300, 16,
            dt.date(2023, 4, 10), lags="2026-07"),
    Planned(KEPT_BY_HAND, "陆建平", SECOND, MANAGER, (("中级", SINCE),), (7600, 7600, 4800, 7600), 300, 16,
            dt.date(2020, 6, 15)),
    Planned(FALLS_AND_RECOVERS, "孔令佳", THIRD, MANAGER, (("中级", SINCE), ("初级", APRIL), ("中级", OCTOBER)),
            (4200, 7600, 7600, 7600), 300, 16, dt.date(2021, 2, 22)),
    Planned("10007", "唐文轩", FIRST, MANAGER, (("高级", SINCE),), (15000,) * 4, 600, 18, dt.date(2018, 9, 3)),
    Planned(SICK, "贺思远", SECOND, MANAGER, (("高级", SINCE),),
            (15000, 15000, 15000, 3000, 1500, 15000, 15000, 15000, 15000, 15000, 15000, 15000), 600, 18,
            dt.date(2019, 11, 4)),
    Planned(WAITS, "叶子曦", THIRD, MANAGER, (("初级", SINCE), ("中级", dt.date(2026, 2, 1)), ("高级", OCTOBER)),
            (15000,) * 4, 600, 18, dt.date(2022, 7, 11)),
    Planned(NOT_RENEWED, "汪海", FIRST, MANAGER, (("见习", dt.date(2025, 8, 21)),), (500,) * 4, 20, 8,
            dt.date(2025, 8, 21), left_on=dt.date(2026, 8, 20), contract_until=dt.date(2026, 8, 20)),
    Planned(FALLS_BY_DUTY, "程振宇", SECOND, MANAGER, (("初级", SINCE), ("见习", OCTOBER)), (4200,) * 4, 150, 14,
            dt.date(2023, 9, 18)),
    Planned(LEAVER, "夏雨婷", THIRD, MANAGER, (("初级", SINCE),), (4200,) * 4, 150, 12, dt.date(2022, 3, 14),
            left_on=dt.date(2026, 5, 20)),
    Planned("10013", "魏东", FIRST, AGENT, (), (6000,) * 4, 150, 12, dt.date(2021, 10, 18)),
    Planned("10014", "蒋雪", SECOND, PART_TIMER, (), (1500,) * 4, 30, 6, dt.date(2024, 3, 1)),
    Planned(JOINER, "侯佳琪", THIRD, MANAGER, (("见习", dt.date(2026, 2, 9)),), (600, 2000, 4200, 4200), 150, 10,
            dt.date(2026, 2, 9), contract_until=dt.date(2027, 2, 8)),
    Planned("10016", "邵博文", FIRST, MANAGER, (("中级", SINCE),), (7700,) * 4, 300, 16, dt.date(2019, 4, 8)),
    Planned(LATE_JOINER, "龙帆", FIRST, MANAGER, (("见习", dt.date(2026, 9, 7)),), (0, 0, 400, 1800), 20, 8,
            dt.date(2026, 9, 7), contract_until=dt.date(2027, 9, 6)),
)  # fmt: skip
BY_CODE = {person.code: person for person in PEOPLE}
SUCCESSORS = {LEAVER: "10003", NOT_RENEWED: "10016"}
"""Who takes over the customers of somebody who leaves; what they bring in is part of the successor's own plan."""

SICK_FROM, SICK_UNTIL = dt.date(2026, 4, 7), dt.date(2026, 6, 5)
BREACHES_IN = "2026-08"
"""The month in which three breaches and two complaints about ``FALLS_BY_DUTY`` are found valid."""

PARTNERS = ("10007", "10016")
"""Two who share some customers, 60 % and 40 %."""


def roster_of(period: str) -> list[Planned]:
    """Everyone employed on at least one day of the month, by 工号."""
    return [person for person in PEOPLE if person.works_in(period)]
