"""Ledger tables on a sheet say the unit of every row."""

from __future__ import annotations

from decimal import Decimal

from pipeline.reports.ledger_sheets import stage_sheet
from schemas.results import LEDGER_BALANCES, PERSONS
from tests.frame.tables import standard


def test_each_balance_stands_beside_its_unit() -> None:
    """元 for money, 户 and 月 for counts, nothing for a ledger the standard no longer keeps."""
    amounts = {"opening": Decimal(0), "movement": Decimal(1), "closing": Decimal(1)}
    names = ("风险金", "已奖有效户", "本年任职月数", "旧台账")
    balances = LEDGER_BALANCES.from_rows([{"ledger": name, **amounts} for name in names])
    sheet = stage_sheet(LEDGER_BALANCES, balances, standard())
    assert list(sheet.frame["ledger_unit"]) == ["元", "户", "月", ""]
    headings = [(column.heading, column.unit) for column in sheet.table.columns]
    assert headings[4:] == [("单位", ""), ("期初余额", ""), ("本期变动", ""), ("期末余额", "")]


def test_other_tables_stay_as_they_are() -> None:
    """Only ledgers are given the column."""
    assert stage_sheet(PERSONS, PERSONS.from_rows([]), standard()).table is PERSONS
