"""A pay standard that looks up a table of the law: computed, explained and live in the workbook."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.frame.mini import EMPLOYEE, Mini
from tests.frame.tables import PROJECT

OWN = 'formula: "查表(底薪表, 级别)", source: 第五条'
WITH_FLOOR = 'formula: "取大(查表(底薪表, 级别), 查表(最低工资标准, 城市) + 2500)", source: 第五条'


def test_a_base_pay_bound_to_the_minimum_wage(tmp_path: Path) -> None:
    """中级 has 3,800, the minimum wage and 2,500 more are 4,350: that is paid, shown as a formula and explained."""
    text = (PROJECT / "config.yaml").read_text(encoding="utf-8")
    assert text.count(OWN) == 1
    config = tmp_path / "config.yaml"
    config.write_text(text.replace(OWN, WITH_FLOOR), encoding="utf-8")
    mini = Mini(tmp_path, config)
    assert mini.deliver("2026-01").run("2026-01")["status"] == "ok"
    (path,) = (mini.outputs / "2026-01").rglob("薪酬计算表_*.xlsx")
    live, cached = (openpyxl.load_workbook(path, data_only=values)["计算"] for values in (False, True))
    row, column = next(
        (cell.row + 1, cell.column) for cells in live.iter_rows() for cell in cells if cell.value == "月底薪"
    )
    of_employee = next(
        line for line in range(row, live.max_row + 1) if EMPLOYEE in [str(cell.value) for cell in live[line]]
    )
    formula = live.cell(of_employee, column).value
    assert str(formula).startswith("=")
    assert str(formula).count("标准表!") >= 4  # both look-ups: where the word stands, and where the figure
    assert cached.cell(of_employee, column).value == 4350
    said = mini.command("explain", "2026-01", EMPLOYEE, "月底薪").output
    assert "月底薪 = 4,350.00 元" in said
    assert "最低工资标准[示例市] = 1850" in said


def test_a_trial_of_such_a_standard(tmp_path: Path) -> None:
    """A file of its own looks up the tables of the installation's law: 3,800 becomes 4,350, so pay rises by 550."""
    text = (PROJECT / "config.yaml").read_text(encoding="utf-8")
    scheme = tmp_path / "标准.yaml"
    scheme.write_text(text[text.index("\nschemes:\n") + 1 : text.index("\nlaw:\n")].replace(OWN, WITH_FLOOR), "utf-8")
    mini = Mini(tmp_path)
    said = mini.deliver("2026-01").command("simulate", "2026-01", "--scheme", str(scheme)).output
    assert "应发合计 +550.00 元" in said
