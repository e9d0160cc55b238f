"""The lines of the standard's own records: filled, each once, about people the roster knows."""

from datetime import date
from decimal import Decimal

import pytest

from pipeline.checks.own_records import strangers_in_records
from pipeline.checks.schema import schema_findings
from pipeline.record_tables import record_kind
from tests.checks.own_standard import ORDERS, VISITS

NONE = frozenset()
LINE = {"source": 1, "订单号": "O1", "经办人": "1001", "佣金": Decimal(100), "计佣日期": date(2026, 9, 1)}


def lines(*rows):
    """Lines of orders as intake reads them, rows 2, 3, …"""
    return record_kind(ORDERS).from_rows([{**LINE, "row": number, **row} for number, row in enumerate(rows, start=2)])


def test_people_the_roster_does_not_know(build, places, said):
    """A notice per record, column and 工号: the successor may be of another branch."""
    rows = build(
        "records", {"接手人": "9"}, {"接手人": "9"}, {"经办人": "8", "接手人": None}, {},
        {"record": "走访", "走访号": "V1", "经办人": "7", "次数": Decimal(1)},
    )  # fmt: skip
    assert said(strangers_in_records(build("roster", {}), rows, (ORDERS, VISITS), places)) == [
        ("X18", "提醒", "文件1.xlsx [表] 经办人4", "订单的“经办人”8不在本月花名册，共1行"),
        ("X18", "提醒", "文件1.xlsx [表] 接手人2", "订单的“接手人”9不在本月花名册，共2行"),
        ("X18", "提醒", "文件1.xlsx [表] 经办人6", "走访的“经办人”7不在本月花名册，共1行"),
    ]
    assert strangers_in_records(build("roster"), rows, (ORDERS, VISITS), places) == []


@pytest.mark.parametrize(("column", "told"), [("经办人", True), ("佣金", True), ("计佣日期", True), ("接手人", False)])
def test_cells_that_must_be_filled(places, said, column, told):
    """Every column but those the record lets be blank."""
    findings = schema_findings(record_kind(ORDERS), lines({column: None}), places, NONE)
    assert said(findings) == (
        [("X01", "阻断", f"文件1.xlsx [表] {column}2", f"订单第2行的“{column}”为空")] if told else []
    )
    assert [found.expected for found in findings] == [f"“{column}”每行必填（第一条）"] * told


def test_a_line_twice(places, said):
    """By the key of its record."""
    findings = schema_findings(record_kind(ORDERS), lines({}, {"佣金": Decimal(5)}, {"订单号": "O2"}), places, NONE)
    assert said(findings) == [
        ("X05", "阻断", "文件1.xlsx [表] 订单号3", "订单中订单号O1已在文件1.xlsx [表] 订单号2出现，两行内容不同")
    ]
