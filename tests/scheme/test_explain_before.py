"""The cells of the month before: each place named holds the balance, or the quantity, it is named for."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from pipeline.carry import carried_into
from pipeline.explain_lines.before import Before
from pipeline.period import Period
from tests.frame.test_carry import balance, past, write_ledger

JANUARY = Period(2026, 1)
BALANCES = [
    balance("风险金", "5.00", employee_id="1", origin="2025-12"),
    balance("风险金", "7.00", employee_id="1", origin="2026-01"),
    balance("移交", "9.00", employee_id="1", object="O1"),
]


@pytest.fixture
def before(tmp_path: Path) -> Before:
    """January with balances and quantities of December."""
    held = [past("天数", "22", employee_id="1"), past("达标", None, "是", employee_id="1")]
    folder = write_ledger(tmp_path, JANUARY, BALANCES, held=held)
    ledger = carried_into(tmp_path, JANUARY.shift(1)).ledger
    assert ledger is not None
    return Before(folder, "2026-01", ledger[0], ledger[0])


def cell(before: Before, place: str) -> object:
    """What stands in a place."""
    match = re.fullmatch(r"2026-01/(.+) \[(.+)\] ([A-Z]+\d+)", place)
    assert match, place
    return openpyxl.load_workbook(before.folder / match[1])[match[2]][match[3]].value


@pytest.mark.parametrize(
    ("key", "amount"),
    [
        (("风险金", "1", "", "2025-12"), 5), (("风险金", "1", "", "2026-01"), 7), (("移交", "1", "O1", ""), 9),
    ],
)  # fmt: skip
def test_a_balance_is_found_by_all_its_names(before: Before, key: tuple[str, ...], amount: int) -> None:
    """Ledger, person, object and month of origin."""
    (place,) = before.balance(key)
    assert cell(before, place) == amount


def test_a_quantity_of_an_earlier_month_is_found(before: Before) -> None:
    """A figure in 数值, a word in 内容; nothing where there is none."""
    (days,), (met,) = before.past("天数", "1", "2025-12"), before.past("达标", "1", "2025-12")
    assert (cell(before, days), cell(before, met)) == (22, "是")
    assert before.past("天数", "2", "2025-12") == []
