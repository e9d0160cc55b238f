"""Raw sheets for the tests: plain rows of every kind, and their reading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pipeline.findings import Finding
from pipeline.intake.convert import read_sheets
from pipeline.intake.raw import Cell, RawBook, RawSheet
from pipeline.intake.settings import IntakeSettings
from pipeline.intake.sheets import FileTables
from pipeline.period import Period

JANUARY = Period(2026, 1)
CUSTOMER_HEADINGS = (
    "客户号",
    "客户姓名",
    "资金账号",
    "开户日期",
    "客户状态",
    "交易额",
    "毛佣金",
    "规费",
    "净佣金",
    "期末资产",
    "日均资产",
)
CUSTOMER: tuple[Cell, ...] = (
    "100001",
    "张三",
    "8800001",
    date(2020, 5, 6),
    "正常",
    1000.5,
    12.34,
    2.34,
    10.0,
    20000.0,
    15000.25,
)
RELATION_HEADINGS = ("客户号", "工号", "关系类型", "分成比例", "生效日期", "失效日期")


def customer(**cells: Cell) -> list[Cell]:
    """A customer row with some cells changed, by heading."""
    return [cells.get(heading, cell) for heading, cell in zip(CUSTOMER_HEADINGS, CUSTOMER, strict=True)]


def relation(share: Cell, number: str = "1001") -> list[Cell]:
    """A relation row with this share."""
    return ["100001", number, "开发", share, date(2025, 1, 1), ""]


def raw(rows: Sequence[Any], **facts: Any) -> RawSheet:
    """A sheet of these rows, all as wide as the widest, in 甲.xlsx [表]."""
    width = max(map(len, rows), default=0)
    return RawSheet("甲.xlsx", "表", [[*row, *[""] * (width - len(row))] for row in rows], **facts)


def read(rows: Sequence[Any], settings: IntakeSettings | None = None, **facts: Any) -> FileTables:
    """What intake makes of a sheet of these rows in January 2026."""
    return read_sheets(RawBook("甲.xlsx", "xlsx", (raw(rows, **facts),), ()), JANUARY, settings or IntakeSettings())


def customers(*rows: Any, headings: Sequence[Any] = CUSTOMER_HEADINGS) -> FileTables:
    """The reading of a customer sheet."""
    return read([headings, *rows])


def records(tables: FileTables, at: int = 0) -> list[dict[str, Any]]:
    """The records of one table of a reading."""
    table = tables.sheets[at].records
    return [] if table is None else table.to_pylist()


def only(tables: FileTables, code: str) -> Finding:
    """The one finding of this code; any other stop fails the test."""
    found = [each for each in tables.findings if each.code == code]
    others = [each for each in tables.findings if each.code != code and each.stops]
    assert len(found) == 1, tables.findings
    assert not others, others
    return found[0]


def said(found: Finding) -> tuple[str, str]:
    """Place and message, as the screen shows them."""
    return found.place, found.message
