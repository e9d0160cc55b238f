"""Small frames and a fake of the places, whose addresses read ``净佣金2``: the heading and the row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pandas as pd
import pytest

from pipeline.findings import Finding
from pipeline.period import Period
from pipeline.record_tables import records_table
from schemas.columns import BY_NAME
from schemas.intake import KINDS, TARGETS
from schemas.table import Table
from tests.checks.own_standard import SCHEME

TABLES = {table.name: table for table in (*KINDS, TARGETS, records_table(SCHEME))}
Build = Callable[..., pd.DataFrame]
Said = Callable[[list[Finding]], list[tuple[str, str, str, str]]]

TYPICAL: Mapping[str, dict[str, Any]] = MappingProxyType(
    {
        "roster": {
            "employee_id": "1001", "person_name": "张三", "team": "一队", "post": "客户经理", "grade": "中级",
            "hired_on": date(2025, 1, 1), "id_card": "11010119900307889X", "bank_account": "6222020200112233446",
        },
        "customers": {
            "customer_id": "C1", "opened_on": date(2024, 5, 1), "customer_state": "正常", "turnover": Decimal(50000),
            "gross_commission": Decimal(120), "exchange_fees": Decimal(20), "net_commission": Decimal(100),
            "closing_assets": Decimal(30000), "mean_assets": Decimal(28000),
        },
        "relations": {
            "customer_id": "C1", "employee_id": "1001", "relation_type": "开发", "share": Decimal(1),
            "effective_from": date(2025, 1, 1),
        },
        "sales": {
            "sale_id": "S1", "confirmed_on_sale": date(2026, 9, 10), "customer_id": "C1", "employee_id": "1001",
            "product_code": "P1", "product_type": "股票型", "subscribed": Decimal(10000), "fee_income": Decimal(120),
        },
        "attendance": {
            "employee_id": "1001", "days_personal_leave": Decimal(0), "days_sick": Decimal(0),
            "days_absent": Decimal(0), "times_late": 0, "times_early": 0, "times_no_clock": 0,
        },
        "attendance_days": {"employee_id": "1001", "day": date(2026, 9, 1)},
        "slips": {"slip_id": "V1", "employee_id": "1001", "visited_on": date(2026, 9, 3)},
        "scores": {"employee_id": "1001", "score_item": "日常工作", "score": Decimal(90), "scored_by": "李四"},
        "conduct": {"employee_id": "1001", "day": date(2026, 9, 5), "conduct_kind": "投诉", "is_valid": True},
        "adjustments": {
            "employee_id": "1001", "adjustment": Decimal(200), "purpose": "补发", "approved_by": "王五",
        },
        "contributions": {"employee_id": "1001"},
        "supplements": {"employee_id": "1001", "fact": "补贴", "figure": Decimal(100)},
        "records": {
            "record": "订单", "订单号": "O1", "经办人": "1001", "佣金": Decimal(100), "计佣日期": date(2026, 9, 1),
        },
        "log_checks": {
            "employee_id": "1001", "log_day": date(2026, 9, 8), "checked_on": date(2026, 9, 9), "log_result": "合格",
            "spot_checked_by": "李四",
        },
        "meetings": {
            "meeting_day": date(2026, 9, 7), "meeting_kind": "周例会", "team": "一队", "employee_id": "1001",
            "attended": "出席",
        },
        "leave_slips": {
            "leave_id": "L1", "employee_id": "1001", "leave_kind": "事假", "leave_from": date(2026, 9, 10),
            "leave_until": date(2026, 9, 11), "leave_days": Decimal(2), "asked_on": date(2026, 9, 7),
            "granted_on": date(2026, 9, 8), "granted": "同意", "granted_by": "李四", "purpose": "家中有事",
        },
        "customer_visits": {
            "visit_id": "Z1", "called_on": date(2026, 9, 4), "employee_id": "1001", "customer_id": "C1",
        },
        "follow_ups": {
            "follow_up_id": "D1", "raised_on": date(2026, 9, 4), "employee_id": "1001", "customer_id": "C1",
            "matter": "对账单", "sent_to": "运营部", "sent_on": date(2026, 9, 5), "due_on": date(2026, 9, 14),
            "closed_on": date(2026, 9, 10), "told_on": date(2026, 9, 11),
        },
        "honours": {
            "honour_day": date(2026, 9, 15), "employee_id": "1001", "honour_kind": "奖励", "honour": "客户表扬",
            "honour_points": Decimal(2),
        },
        "trainings": {
            "training_day": date(2026, 9, 16), "employee_id": "1001", "training": "反洗钱",
            "training_hours": Decimal(2), "training_score": Decimal(80), "training_passed": True,
        },
        "grade_decisions": {
            "employee_id": "1001", "former_grade": "初级", "decided_grade": "中级", "effective_on": date(2026, 10, 1),
            "purpose": "破格", "approved_by": "王五",
        },
        "targets": {
            "target_year": 2026, "target_scope": "人员", "target_object": "1001", "indicator": "净收入",
            "target_unit": "万元", "target_total": Decimal(12),
        },
        "openings": {"employee_id": "1001", "ledger": "风险金", "balance": Decimal(500), "origin": "2026-03"},
    }
)  # fmt: skip


@dataclass(frozen=True)
class FakePlaces:
    """File and sheet are named after the source; a column in ``absent`` has no cell."""

    absent: frozenset[str] = frozenset()
    nothings: Mapping[tuple[int, str], str] = field(default_factory=dict)

    def address(self, source: int, row: int, column: str) -> str:
        if column in TABLES["records"].arrow_schema.names and column not in BY_NAME:
            return f"{column}{row}"
        return "" if column in self.absent or column not in BY_NAME else f"{BY_NAME[column].heading}{row}"

    def nothing(self, source: int, row: int, column: str) -> str:
        return self.nothings.get((row, column), "")

    def file(self, source: int) -> str:
        return f"文件{source}.xlsx"

    def sheet(self, source: int) -> str:
        return "表"


def frame_of(table: Table, *rows: dict[str, Any]) -> pd.DataFrame:
    """Rows of a table from the differences to a typical row; rows 2, 3, … of source 1 unless told."""
    return table.from_rows(
        [{"source": 1, "row": number, **TYPICAL[table.name], **row} for number, row in enumerate(rows, start=2)]
    )


@pytest.fixture
def places() -> FakePlaces:
    return FakePlaces()


@pytest.fixture
def places_without() -> Callable[..., FakePlaces]:
    """Places of a sheet that lacks these columns."""
    return lambda *absent: FakePlaces(frozenset(absent))


@pytest.fixture
def period() -> Period:
    return Period(2026, 9)


@pytest.fixture
def build() -> Build:
    """``build("sales", {...}, {...})``: a frame of the table of that name."""
    from schemas.intake import ATTENDANCE_DAYS

    return lambda name, *rows: frame_of(ATTENDANCE_DAYS if name == "attendance_days" else TABLES[name], *rows)


@pytest.fixture
def said() -> Said:
    """What each finding says, where and how gravely."""
    return lambda findings: [(item.code, item.level, item.place, item.message) for item in findings]
