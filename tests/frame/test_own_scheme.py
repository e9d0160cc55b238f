"""A pay standard from examples/schemes in the configuration pays a real month: files in, report and workbooks out."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from tests.libreoffice import needs_libreoffice, recalculated
from tests.reports.test_live_book import assert_same

from .mini import AGENT, BRANCH, EMPLOYEE, Mini
from .own_scheme import configured

COLUMNS = "工号, 姓名, 团队, 岗位, 级别, {}, 三险一金, 个人所得税, 实发合计"
LITTLE = [{"工号": EMPLOYEE}]
A01_COLUMNS = COLUMNS.format(
    "底薪, 客户成本, 计算提成, 佣金提成, 未完成扣罚, 引资奖励, 连续为负月数, 下月级别, 应降级, 应发合计"
)
C07_COLUMNS = COLUMNS.format("佣金发放, 风险金返还, 应发合计")


def supplement(**figures: str) -> list[dict[str, str]]:
    """补充数据 of the employee."""
    return [{"工号": EMPLOYEE, "项目": name, "数值": figure} for name, figure in figures.items()]


def month_of_a01(commission: str, cost: str, developed: str) -> dict[str, Any]:
    """The files of a month for one 客户经理 whose customer paid this commission."""
    roster = [{**BRANCH["花名册"][0], "级别": "客户经理", "岗位": "客户经理"}]
    customers = [{**BRANCH["客户业绩"][0], "毛佣金": commission, "规费": "0", "净佣金": commission}]
    given = {"花名册": roster, "客户业绩": customers, "社保及专项": LITTLE}
    return {**given, "补充数据": supplement(客户成本=cost, 本月引资=developed)}


def reported(mini: Mini, period: str) -> dict[str, Any]:
    """The employee's row of the pay report, by heading."""
    path = mini.outputs / period / f"营业部客户经理薪酬月报表_{period}.xlsx"
    rows = python_calamine.load_workbook(str(path)).get_sheet_by_name("薪酬月报表").to_python(skip_empty_area=False)
    headings = next(row for row in rows if "工号" in row)
    found = next(row for row in rows if EMPLOYEE in row)
    return {str(heading).split("\n")[0]: cell for heading, cell in zip(headings, found, strict=True)}


@pytest.fixture(scope="module")
def a01(tmp_path_factory: pytest.TempPathFactory) -> Mini:
    """Case A01-2 delivered as files over two months, and run."""
    folder = tmp_path_factory.mktemp("a01")
    mini = Mini(folder, configured(folder, "A01", A01_COLUMNS))
    mini.deliver("2026-01", **month_of_a01("300", "50", "60000"))
    mini.deliver("2026-02", **month_of_a01("3000", "100", "120000"))
    for period in ("2026-01", "2026-02"):
        result = mini.command("run", period)
        assert result.exit_code == 0, (result.stdout, result.stderr)
    return mini


def test_a_penalty_without_commission_is_taken_next_month(a01: Mini) -> None:
    """A01-2: 400 + 0 + 12 = 412.00 in January; 400 + 1500 − 300 + 24 = 1624.00 in February."""
    january, february = reported(a01, "2026-01"), reported(a01, "2026-02")
    assert (january["计算提成"], january["佣金提成"], january["未完成扣罚"], january["应发合计"]) == (-90, 0, 0, 412)
    assert [february[name] for name in ("佣金提成", "未完成扣罚", "引资奖励", "应发合计")] == [1500, 300, 24, 1624]
    assert (january["连续为负月数"], february["连续为负月数"]) == (1, 0)
    assert (february["下月级别"], february["应降级"]) == ("客户经理", "否")


def test_explain_leads_to_the_supplementary_data(a01: Mini) -> None:
    """客户成本 of February stands in a cell of the delivered file."""
    result = a01.command("explain", "2026-02", EMPLOYEE, "应发合计")
    assert result.exit_code == 0
    assert "应发合计 = 1,624.00 元" in result.stdout
    assert "补充数据.csv [补充数据]" in result.stdout


@needs_libreoffice
@pytest.mark.parametrize("period", ["2026-01", "2026-02"])
def test_its_live_workbook_recalculates_to_the_fen(a01: Mini, period: str, tmp_path: Path) -> None:
    """Streak, penalty ledger, grade of next month: all formulas, none differing."""
    path = a01.outputs / period / f"薪酬计算表_{period}.xlsx"
    assert_same(path, recalculated(path, tmp_path), least=200)


def order(number: str, **more: str) -> dict[str, str]:
    """One order of case C07-1."""
    return {"订单号": number, "经办人": EMPLOYEE, "佣金": "10000", "计佣日期": "2026-01-10", "是否逾期": "否", **more}


def deliver_orders(mini: Mini, period: str, *orders: dict[str, str]) -> None:
    """The month's files with the orders in a workbook of their own kind."""
    roster = [{**BRANCH["花名册"][0], "岗位": "客户经理"}]
    mini.deliver(period, 花名册=roster, 社保及专项=LITTLE)
    headings = ["订单号", "经办人", "接手人", "接手日期", "佣金", "计佣日期", "项目结束日期", "是否逾期"]
    with (mini.inputs / period / "订单台账.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, headings, restval="")
        writer.writeheader()
        writer.writerows(orders)


@pytest.fixture(scope="module")
def c07(tmp_path_factory: pytest.TempPathFactory) -> Mini:
    """An order paid in January whose project ends in February, over three months."""
    folder = tmp_path_factory.mktemp("c07")
    mini = Mini(folder, configured(folder, "C07", C07_COLUMNS, credits=False))
    deliver_orders(mini, "2026-01", order("O1"), order("O2"))
    deliver_orders(mini, "2026-02", order("O1"), order("O2"))
    ended, overdue = {"项目结束日期": "2026-02-15"}, {"项目结束日期": "2026-02-20", "是否逾期": "是"}
    deliver_orders(mini, "2026-03", order("O1", **ended), order("O2", **overdue))
    for period in ("2026-01", "2026-02", "2026-03"):
        result = mini.command("run", period)
        assert result.exit_code == 0, (result.stdout, result.stderr)
    return mini


def test_records_are_read_paid_and_held(c07: Mini) -> None:
    """Two orders of 10,000: 16,000 in February, 4,000 held; in March one 2,000 is released and the overdue one lost."""
    paid = [reported(c07, period) for period in ("2026-01", "2026-02", "2026-03")]
    assert [row["佣金发放"] for row in paid] == [0, 16000, 0]
    assert [row["风险金返还"] for row in paid] == [0, 0, 2000]


def test_what_is_held_stands_per_order(c07: Mini) -> None:
    """The ledger of February holds 2,000 for each order; that of March nothing."""
    held = _balances(c07, "2026-02")
    assert held == {("O1", 2000), ("O2", 2000)}
    assert {closing for _, closing in _balances(c07, "2026-03")} == {0}


def _balances(mini: Mini, period: str) -> set[tuple[Any, Any]]:
    path = mini.outputs / period / f"结转台账_{period}.xlsx"
    rows = python_calamine.load_workbook(str(path)).get_sheet_by_name("台账余额").to_python(skip_empty_area=False)
    headings = [str(cell).split("\n")[0].split("（")[0] for cell in next(row for row in rows if "台账" in row)]
    lines = [dict(zip(headings, row, strict=True)) for row in rows if row and row[0] == "风险金"]
    return {(line["对象"], line["期末余额"]) for line in lines}


def test_a_record_of_a_stranger_is_told(c07: Mini, tmp_path: Path) -> None:
    """An order of somebody who is not on the roster is a notice: the successor may be elsewhere."""
    assert AGENT not in {row["工号"] for row in [{**BRANCH["花名册"][0]}]}
    mini = Mini(tmp_path, c07.config)
    deliver_orders(mini, "2026-01", order("O1", 经办人=AGENT))
    found = [one for one in mini.check("2026-01")["findings"] if one["value"] == AGENT]
    assert found
    assert all(one["level"] == "提醒" for one in found)
