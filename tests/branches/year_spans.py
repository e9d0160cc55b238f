"""What the example year delivers besides its months: the plan of the year, and what a quarter is asked for.

Source: 指引第三条 (the plan), 第五条 (broken down to persons), 第十七条 (grades decided by hand).
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from .formats import write_book
from .grid import Book, Sheet
from .year_plan import APRIL, FIRST, KEPT_BY_HAND, OCTOBER, PEOPLE, PERIODS, SECOND, THIRD, Planned

YEAR = "2026"
TARGET_HEADINGS = ["年度", "对象类别", "对象名称", "指标", "单位", "全年目标"]
MONTHLY = [f"{month}月目标" for month in range(1, 13)]
NEW_ACCOUNTS = {FIRST: 30, SECOND: 24, THIRD: 28}
SEASON = (8, 6, 9, 9, 8, 8, 8, 8, 9, 9, 9, 9)
"""How the branch's year of product sales falls on its months, in percent."""
LEAST = 1200
"""What the plan asks of anybody in a month, in yuan of 净佣金."""
SALES_TARGET = 4000
DECISION_HEADINGS = ["工号", "姓名", "原级别", "决定级别", "级别生效日期", "事由", "审批人"]
KEPT_IN_AUTUMN = [
    KEPT_BY_HAND, "陆建平", "中级", "中级", OCTOBER, "7月至9月抽调参加总部投教项目，客户由他人代管", "钱永年",
]  # fmt: skip
FACT_HEADINGS = ["工号", "项目", "数值", "事由", "批准人"]
EXTRA_POINTS = ["10007", "专项加分", Decimal(3), "第二季度承办投资者教育活动四场", "孔令仪"]


def write_spans(folder: Path) -> list[Path]:
    """The workbooks of the year's folder and of the quarters' folders; returns the files."""
    delivered = (
        (YEAR, "2026年度计划分解表", _plan()),
        ("2026Q1", "上年末资产", _assets_before()),
        ("2026Q2", "第二季度补充数据", _sheet("补充数据", FACT_HEADINGS, [EXTRA_POINTS])),
        ("2026Q3", "级别调整审批", _sheet("级别决定", DECISION_HEADINGS, [KEPT_IN_AUTUMN])),
    )
    return [write_book(Book([sheet]), folder / span / name, "xlsx") for span, name, sheet in delivered]


def _sheet(name: str, headings: list[str], rows: list[list[Any]]) -> Sheet:
    return Sheet(name, [headings, *rows])


def _assets_before() -> Sheet:
    """What everybody's customers held at the end of 2025, for 净增资产 of the first quarter."""
    rows = [
        [person.code, "往期：归属期末资产", Decimal(person.assets * 9900), "2025-12", None]
        for person in PEOPLE
        if person.works_in(PERIODS[0])
    ]
    return _sheet("期初", ["工号", "台账", "余额", "来源期间", "对象"], rows)


def _plan() -> Sheet:
    """Branch and teams, then every person of the first quarter; months are written out where they differ."""
    months = [Decimal(SALES_TARGET * percent) / 100 for percent in SEASON]
    rows: list[list[Any]] = [
        ["示例营业部2026年度计划及分解"],
        [*TARGET_HEADINGS, *MONTHLY],
        _target("营业部", "", "产品销售", "万元", Decimal(SALES_TARGET), months),
        *(_target("团队", team, "净增户", "户", Decimal(count)) for team, count in NEW_ACCOUNTS.items()),
    ]
    for person in PEOPLE:
        if person.hired_on < APRIL and person.post in ("客户经理", "团队负责人"):
            rows += _of_person(person)
    return Sheet("计划分解", rows)


def _of_person(person: Planned) -> list[list[Any]]:
    """净佣金 in yuan, 日均资产 in ten thousands: what the plan expects of the person in an ordinary month."""
    ordinary = max(LEAST, *(person.brings(period) for period in PERIODS))
    net = Decimal(ordinary * 12)
    return [
        _target("人员", person.code, "净佣金", "元", net),
        _target("人员", person.code, "日均资产", "万元", Decimal(person.assets), [Decimal(person.assets)] * 12),
    ]


def _target(scope: str, name: str, indicator: str, unit: str, total: Decimal, monthly: Any = None) -> list[Any]:
    return [int(YEAR), scope, name, indicator, unit, total, *(monthly or [None] * 12)]
