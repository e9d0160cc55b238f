"""A figure nearer to half a fen than a cell can tell stands as a value and says so; one farther away is a formula."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pipeline.period import Period
from pipeline.reports.live.book import write_live_book
from pipeline.reports.live.near_ties import REASON
from tests.scheme.by_month import months
from tests.scheme.rule_sets import item

GIVEN = [{"name": "数", "unit": "元", "blank": "0", "source": "第一条"}]


@pytest.mark.parametrize(
    ("formula", "live", "value"),
    [
        ("数 × 0.4999999999", False, 0),     # 0.004999999999: below half a fen, eight decimals say 0.00500000
        ("数 × 0.499999", True, 0),          # 0.00499999: eight decimals still tell
        ("数 × 0.5", True, 0.01),            # a tie is a tie in both
        ("0 - 数 × 0.4999999999", False, 0),
    ],
)  # fmt: skip
def test_how_near_is_too_near(formula: str, live: bool, value: float, tmp_path: Path) -> None:
    """The computation rounds the exact figure once; the cell shows the same, by formula where it can."""
    branch = months(item("甲", formula, round="分"), facts=GIVEN)
    made = branch.run("2026-03", [{"工号": "1", "数": "0.01"}])
    assert float(made.each("甲")["1"]) == value
    path = tmp_path / "book.xlsx"
    write_live_book(path, None, made.outcome.tables, branch.trial.standard, Period(2026, 3))
    sheet = openpyxl.load_workbook(path)["计算"]
    place = next(cell.column for row in sheet.iter_rows(max_row=6) for cell in row if cell.value == "甲")
    cells = [str(row[place - 1].value) for row in sheet.iter_rows()]
    assert any(cell.startswith("=") for cell in cells) == live
    assert any(REASON in cell for cell in cells) != live
