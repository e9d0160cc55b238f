"""The workbook: its sheets, its live formulas, and what it shows of people only one run knows."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine

from pipeline.reports.simulation_book import write_simulation_book
from pipeline.reports.simulation_model import Compared, Shift, Simulation, Totals
from tests.frame.mini import EMPLOYEE, Mini

from .conftest import trial

SHEETS = ["总览", "人员对比", "变动最大", "逐月明细"]


def cells(path: Path, sheet: str) -> list[list[Any]]:
    """The values of a sheet as they stand in the file."""
    return python_calamine.load_workbook(str(path)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def row_of(rows: list[list[Any]], word: str) -> list[Any]:
    """The first row with this word in a cell."""
    return next(row for row in rows if word in row)


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of a trial over two months; nobody may change it."""
    branch = Mini(tmp_path_factory.mktemp("tried")).deliver("2026-01").deliver("2026-02")
    return Path(trial(branch, "2026-01", "2026-02", "--set", "提成档.1=30%")["files"][0])


def test_every_sheet_says_that_nobody_may_be_paid_by_it(tried: Path) -> None:
    """Under the title."""
    assert openpyxl.load_workbook(tried).sheetnames == SHEETS
    assert all("试算，不得据以发薪" in str(cells(tried, sheet)[1][0]) for sheet in SHEETS)


def test_the_overview_says_what_changed_and_what_it_comes_to(tried: Path) -> None:
    """Two months of 5890 → 6340, worked out in test_figures; 900 of 11780 is 7.64%."""
    rows = cells(tried, "总览")
    assert row_of(rows, "表　提成档 第1档")[:6] == ["表　提成档 第1档", "25%", "", "30%", "", "第六条"]
    line = row_of(rows, "应发合计")
    assert line[1:4] == [11780, 12680, 900]
    assert round(line[4], 4) == 0.0764
    assert line[5:11] == [5890, 6340, 450, 5890, 6340, 450]


def test_sums_differences_and_shares_are_formulas(tried: Path) -> None:
    """Whoever changes a cell sees what it comes to."""
    book = openpyxl.load_workbook(tried)
    line = next(row for row in book["总览"].iter_rows() if row[0].value == "应发合计")
    number = line[0].row
    assert [cell.value for cell in line[1:5]] == [
        f"=F{number}+I{number}", f"=G{number}+J{number}", f"=C{number}-B{number}",
        f'=IF(B{number}=0,"",D{number}/ABS(B{number}))',
    ]  # fmt: skip
    person = next(row for row in book["人员对比"].iter_rows() if row[0].value == EMPLOYEE)
    assert [cell.value for cell in person[5:8]] == ["=N7+R7", "=O7+S7", "=G7-F7"]


def test_the_persons_show_what_differs(tried: Path) -> None:
    """Two months together: 佣金提成 +1000, deposit +100, tax +27."""
    line = row_of(cells(tried, "人员对比"), EMPLOYEE)
    assert line[5:11] == [11780, 12680, 900, 10756.6, 11629.6, 873]
    assert line[11] == "佣金提成 +1,000.00；浮动薪酬 +1,000.00；风险金计提 +100.00；个人所得税 +27.00"


def test_the_movers_show_how_the_cause_was_worked_out(tried: Path) -> None:
    """Before and after, band by band."""
    line = row_of(cells(tried, "变动最大"), "佣金提成")
    assert line[8:11] == [2500, 3000, 500]
    assert line[11] == "表“提成档” 第1档 25% → 30%\n依据：第六条"
    assert "提成档 [0, 10000)：10000 × 25% = 2500（第六条）" in line[13]
    assert "提成档 [0, 10000)：10000 × 30% = 3000（第六条）" in line[14]


def test_the_details_mark_what_changed_first(tried: Path) -> None:
    """Only 佣金提成 of each month."""
    rows = cells(tried, "逐月明细")[5:]
    assert {(row[3], row[4]) for row in rows if row[10] == "是"} == {("2026-01", "佣金提成"), ("2026-02", "佣金提成")}
    assert [row[6:9] for row in rows if row[4] == "应发合计"] == [[5890, 6340, 450]] * 2


def test_people_only_one_run_has_are_shown(tmp_path: Path) -> None:
    """The other side is empty and counts nothing; a figure that cannot be worked out is no 0."""
    amount = Decimal("100.00")
    shift = (Shift("应发合计", "元", None, amount, True, True),)
    persons = (
        Compared("1", "甲", "一队", "客户经理", "", "2026-01只在试算中", {"2026-01": (None, amount, None, amount)},
                 {"2026-01": shift}),
        Compared("2", "乙", "一队", "客户经理", "", "", {"2026-01": (amount, "算不出", amount, "算不出")},
                 {"2026-01": ()}),
    )  # fmt: skip
    totals = {"应发合计": {"2026-01": Totals(amount, amount)}}
    path = tmp_path / "对比.xlsx"
    write_simulation_book(
        path,
        Simulation("营业部", ("2026-01",), ("2026-01",), "甲标准", "乙标准", (), totals, persons, (), ()),
    )
    rows = cells(path, "人员对比")
    assert row_of(rows, "1")[5:8] == ["", 100, 100]
    assert row_of(rows, "1")[12] == "2026-01只在试算中"
    assert row_of(rows, "2")[5:8] == [100, "算不出", ""]
    assert row_of(rows, "合计")[5:8] == [100, 100, 100]
