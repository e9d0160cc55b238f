"""The statement of the year: month by month, what is missing said, its totals read back from the locked file."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from pipeline.payout.model import Payee, PayMonth
from pipeline.payout.payslips.statement_book import read_statement
from pipeline.payout.payslips.statements import statement_findings, write_statements
from pipeline.period import Period
from pipeline.reports.marking.encryption import unlock
from tests.payout.payslip_made import earner, small
from tests.scheme.rule_sets import item

ITEMS = (
    item("应发合计", "底薪 + 提成", round="分"),
    item("三险一金", "养老 + 公积金", round="分"),
    item("个人所得税", "税额", round="分"),
    item("累计收入", "应发合计", round="分"),
    item("实发合计", "应发合计 - 三险一金 - 个人所得税", round="分"),
)


def paid(who: str, gross: str, contributions: str, tax: str, so_far: str, **more: object) -> Payee:
    """A person with what he was paid; 实发合计 is the rest."""
    net = str(Decimal(gross) - Decimal(contributions) - Decimal(tax))
    return earner(who, f"某{who}", 底薪=gross, 应发合计=gross, 养老=contributions, 三险一金=contributions, 税额=tax,
                  个人所得税=tax, 累计收入=so_far, 实发合计=net, **more)  # fmt: skip


def month(period: str, *people: Payee) -> PayMonth:
    """A month of these people."""
    return replace(
        small(*ITEMS, people=people, told=["累计收入"], groups={"雇员": ["客户经理"]}), period=Period.parse(period)
    )


JANUARY = month("2026-01", paid("1", "5000", "500", "0", "5000"), paid("2", "100.10", "0", "0.30", "100.10"))
MARCH = month("2026-03", paid("1", "7000.50", "500", "31.20", "12000.50"), paid("3", "1", "0", "0", "1"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The statements of January and March."""
    folder = tmp_path_factory.mktemp("statements")
    controls = write_statements([MARCH, JANUARY], folder)
    assert all(control.agrees and control.persons == 1 for control in controls)
    told = {(control.file, control.quantity): control.total for control in controls}
    assert told == {
        ("1_某1_2026.xlsx", "应发合计"): Decimal("12000.50"),
        ("1_某1_2026.xlsx", "三险一金"): Decimal("-1000.00"),
        ("1_某1_2026.xlsx", "个人所得税"): Decimal("-31.20"),
        ("1_某1_2026.xlsx", "实发合计"): Decimal("10969.30"),
        ("2_某2_2026.xlsx", "应发合计"): Decimal("100.10"),
        ("2_某2_2026.xlsx", "三险一金"): Decimal("0.00"),
        ("2_某2_2026.xlsx", "个人所得税"): Decimal("-0.30"),
        ("2_某2_2026.xlsx", "实发合计"): Decimal("99.80"),
        ("3_某3_2026.xlsx", "应发合计"): Decimal("1.00"),
        ("3_某3_2026.xlsx", "三险一金"): Decimal("0.00"),
        ("3_某3_2026.xlsx", "个人所得税"): Decimal("0.00"),
        ("3_某3_2026.xlsx", "实发合计"): Decimal("1.00"),
    }
    return folder


def cells(folder: Path, who: str) -> list[list[object]]:
    """The sheet of one person."""
    data, key = unlock((folder / f"{who}_某{who}_2026.xlsx").read_bytes(), ["07889X"])
    assert key == "07889X"
    sheet = openpyxl.load_workbook(BytesIO(data))["年度对账单"]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_row_a_month_with_the_one_that_is_missing_said(folder: Path) -> None:
    """Nobody computed February; each row adds up to what was paid out."""
    rows = cells(folder, "1")
    start = next(number for number, row in enumerate(rows) if row[0] == "月份")
    assert rows[start][2:7] == ["应发合计", "三险一金", "个人所得税", "实发合计", "说明"]
    assert rows[start + 1][2:6] == [5000, -500, 0, 4500]
    assert rows[start + 2][0] == "2026-02"
    assert rows[start + 2][2:7] == [None, None, None, None, "2026-02没有结果"]
    assert rows[start + 3][2:6] == [7000.5, -500, -31.2, 6469.3]
    assert rows[start + 4][0] == "合计"
    assert [str(cell)[:5] for cell in rows[start + 4][2:6]] == ["=SUM("] * 4


def test_the_year_so_far(folder: Path) -> None:
    """The same added up month by month, and the cumulative figure of the tax as the month had it."""
    rows = cells(folder, "1")
    start = [number for number, row in enumerate(rows) if row[0] == "月份"][1]
    assert rows[start][2:7] == ["应发合计至此", "三险一金至此", "个人所得税至此", "实发合计至此", "累计收入"]
    assert rows[start + 1][2:7] == [5000, -500, 0, 4500, 5000]
    assert rows[start + 3][2:7] == [12000.5, -1000, -31.2, 10969.3, 12000.5]


def test_who_was_not_there_all_year_gets_a_statement_of_his_months(folder: Path) -> None:
    """One left after January, one came in March."""
    left, came = cells(folder, "2"), cells(folder, "3")
    assert next(row[6] for row in left if row[0] == "2026-03") == "不在册"
    assert next(row[6] for row in came if row[0] == "2026-01") == "不在册"
    assert [row[2] for row in came if row[0] == "2026-03"] == [1, 1]


def test_what_an_employee_and_an_agent_have_so_far_stand_apart(tmp_path: Path) -> None:
    """Wages and commissions are each added up by themselves: 12,000.50 does not continue as 800.00."""
    agent = month("2026-04", paid("1", "800", "0", "0", "800", 岗位="证券经纪人"))
    write_statements([agent, MARCH, JANUARY], tmp_path)
    rows = cells(tmp_path, "1")
    start = [number for number, row in enumerate(rows) if row[0] == "月份"][1]
    assert rows[start][6:8] == ["工资累计收入", "佣金累计收入"]
    assert [row[6:8] for row in rows[start + 1 : start + 5]] == [
        [5000, None], [None, None], [12000.5, None], [None, 800],
    ]  # fmt: skip


def test_months_without_a_result_are_a_notice_and_missing_passwords_stop() -> None:
    """The statement is written without the month; not without a password, for those who left, too."""
    nobody = month("2026-01", paid("1", "1", "0", "0", "1"), paid("9", "1", "0", "0", "1", 身份证号=None))
    found = statement_findings([nobody, MARCH])
    assert [(one.code, one.stops) for one in found] == [("W05", False), ("W02", True)]
    assert found[0].message == "2026年到2026-03为止，没有结果的月份：2026-02"
    assert "工号9" in found[1].message
    assert statement_findings([JANUARY]) == []


def test_a_total_that_is_not_the_sum_of_its_months_is_found(folder: Path) -> None:
    """What the 合计 says beyond its rows is counted, so that no control can agree."""
    data, _ = unlock((folder / "1_某1_2026.xlsx").read_bytes(), ["07889X"])
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book["年度对账单"]
    for row in sheet.iter_rows():
        if row[0].value == "合计":
            for number, cell in enumerate(row[2:6]):
                cell.value = (12000.51, -1000, -31.2, 10969.3)[number]
    changed = BytesIO()
    book.save(changed)
    rows = read_statement(changed.getvalue(), "1")
    assert [(row["month"], row["line_name"], row["amount"]) for row in rows if row["month"] == "合计"] == [
        ("合计", "应发合计", Decimal("0.01"))
    ]


@pytest.mark.parametrize("months", [[], [JANUARY, month("2025-12", paid("1", "1", "0", "0", "1"))]])
def test_the_months_are_of_one_year(months: list[PayMonth], tmp_path: Path) -> None:
    """Whoever asks for none, or for two years in one, made a mistake."""
    with pytest.raises(ValueError, match="one year"):
        write_statements(months, tmp_path)
