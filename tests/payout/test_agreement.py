"""All files agree with 薪酬月报表 to the fen, or nothing is written: each by itself, and all of one kind together."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pipeline.payout.agreement import agreement, shared_out
from pipeline.payout.agreement_book import write_agreement
from pipeline.payout.model import Control, PayMonth

from .build import month, payee

D = Decimal


@pytest.fixture
def january() -> PayMonth:
    """实发 100.10 + 200.20 + 0.00 = 300.30; one of three has all of 应发合计, 5.00."""
    return month(
        payee("1", 实发合计="100.10"), payee("2", 实发合计="200.20", 应发合计="5.00"), payee("3", 实发合计="0.00"),
    )  # fmt: skip


def control(file: str, persons: int, total: str, expected: str = "", quantity: str = "实发合计") -> Control:
    """A file that says what it should, unless ``expected`` says otherwise."""
    return Control(file, quantity, persons, D(total), D(expected or total))


SLIPS = [control(f"工资条/{who}.xlsx", 1, net) for who, net in (("1", "100.10"), ("2", "200.20"), ("3", "0.00"))]
PRINT = control("工资条/工资条打印.xlsx", 3, "300.30")
BANK = control("银行/代发.xlsx", 2, "300.30")


def codes(made: PayMonth, *controls: Control) -> list[str]:
    """The findings by code."""
    return [one.code for one in agreement(made, controls)]


def test_a_payout_that_agrees(january: PayMonth) -> None:
    """One slip a person and one file of all slips, one bank file without whoever is paid nothing."""
    assert agreement(january, [*SLIPS, PRINT, BANK]) == []
    groups = [(one.place, one.total, one.persons) for one in shared_out(january, [*SLIPS, PRINT, BANK])]
    assert groups == [
        ("工资条/工资条打印.xlsx", D("300.30"), 3), ("工资条", D("300.30"), 3), ("银行/代发.xlsx", D("300.30"), 2),
    ]  # fmt: skip


@pytest.mark.parametrize("total", ["300.29", "300.31"])
def test_a_file_one_fen_off(january: PayMonth, total: str) -> None:
    """U05 names the file, both figures and the difference with its direction; U06 does not follow for it."""
    found = agreement(january, [control("银行/代发.xlsx", 2, total, "300.30")])
    assert [one.code for one in found] == ["U05"]
    assert found[0].stops
    sign = "-0.01" if total == "300.29" else "0.01"
    assert found[0].message == f"银行/代发.xlsx的“实发合计”合计{total}，应为300.30，差{sign}（文件减应为）"


def test_files_that_share_out_less_than_the_report(january: PayMonth) -> None:
    """U06: each slip says what it should, but one person has none."""
    (found,) = agreement(january, [SLIPS[0], SLIPS[2], PRINT])
    assert (found.code, found.level) == ("U06", "阻断")
    assert found.message == "“工资条”各文件的“实发合计”合起来是100.10，薪酬月报表为300.30，差-200.20（文件减月报表）"


def test_bank_files_split_at_the_row_limit(january: PayMonth) -> None:
    """Two files together are the whole."""
    assert codes(january, control("银行/代发_01.txt", 1, "100.10"), control("银行/代发_02.txt", 1, "200.20")) == []


def test_one_of_many_files_has_all_of_a_quantity(january: PayMonth) -> None:
    """The slips of the others have nothing: together they are the whole, beside the printed ones."""
    shares = enumerate(("0.00", "5.00", "0.00"))
    slips = [control(f"工资条/{number}.xlsx", 1, share, quantity="应发合计") for number, share in shares]
    printed = control("工资条/工资条打印.xlsx", 3, "5.00", quantity="应发合计")
    assert codes(january, *slips, printed) == []
    assert codes(january, *slips) == []
    assert codes(january, slips[0], slips[2]) == ["U06"]


@pytest.mark.parametrize(("persons", "expected"), [(1, ["U07"]), (2, []), (3, []), (4, ["U07"])])
def test_too_few_or_too_many_persons(january: PayMonth, persons: int, expected: list[str]) -> None:
    """Two are paid; the third may be listed; a fourth is nobody of the report."""
    found = agreement(january, [control("银行/代发.xlsx", persons, "300.30")])
    assert [one.code for one in found] == expected
    if expected:
        assert found[0].message == f"“银行/代发.xlsx”各文件的“实发合计”有{persons}人，应有2至3人"


def test_a_total_of_some_stands_alone(january: PayMonth) -> None:
    """借方合计 of a voucher, and the surcharges of those in one form, are held only against what they should be."""
    made = month(*january.payees, payee("4", 附加税费="0.30"))
    assert codes(made, control("报税/劳务报酬所得.xlsx", 1, "0.00", quantity="附加税费")) == []
    assert codes(january, control("凭证/用友.xlsx", 0, "900.00", quantity="借方合计")) == []
    assert codes(january, control("凭证/用友.xlsx", 0, "900.00", "900.01", quantity="借方合计")) == ["U05"]


def test_a_report_that_is_not_the_sum_of_its_persons(january: PayMonth) -> None:
    """U08, whatever the files say."""
    made = month(*january.payees, totals={**january.totals, "实发合计": D("300.31")})
    found = agreement(made, [])
    assert [one.code for one in found] == ["U08"]
    assert found[0].message == "薪酬月报表“实发合计”的合计为300.31，各人之和为300.30"


def test_the_sheet_of_all_files(january: PayMonth, tmp_path: Path) -> None:
    """A live difference in every row; the slips are one row there, and one each on the second tab."""
    write_agreement(january, tmp_path, [*SLIPS, PRINT, BANK])
    book = openpyxl.load_workbook(tmp_path / "核对表_2026-01.xlsx")
    rows = [tuple(cell.value for cell in row) for row in book["核对表"].iter_rows()]
    bank = next(number for number, row in enumerate(rows, 1) if row[0] == "银行/代发.xlsx")
    assert rows[bank - 1] == ("银行/代发.xlsx", "实发合计", 2, 300.3, 300.3, f"=D{bank}-E{bank}")
    together = next(row for row in rows if str(row[0]).startswith("工资条："))
    assert together[:5] == ("工资条：3个文件合起来，见“逐个文件”", "实发合计", 3, 300.3, 300.3)
    assert rows[2][0] == "5个文件写出后从磁盘读回，5项合计都与薪酬月报表一致"
    each = [row[0].value for row in book["逐个文件"].iter_rows() if row[1].value == "实发合计"]
    assert each == ["工资条/1.xlsx", "工资条/2.xlsx", "工资条/3.xlsx"]


def test_the_sheet_is_the_same_bytes(january: PayMonth, tmp_path: Path) -> None:
    """No clock in it."""
    made = []
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        write_agreement(january, folder, [*SLIPS, PRINT, BANK])
        made.append((folder / "核对表_2026-01.xlsx").read_bytes())
    assert made[0] == made[1]
