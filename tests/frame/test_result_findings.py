"""What only the computation finds: items without a value, net pay below zero, sales outside every table."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from .mini import EMPLOYEE, Mini
from .tables import PROJECT

CONFIG = (PROJECT / "config.yaml").read_text(encoding="utf-8")


def changed(mini: Mini, old: str, new: str) -> Mini:
    """The same branch under a configuration with one passage written otherwise."""
    assert CONFIG.count(old) == 1
    config = mini.folder / "config.yaml"
    config.write_text(CONFIG.replace(old, new), encoding="utf-8")
    return Mini(mini.folder, config)


def test_net_pay_below_zero_stops_the_month(tmp_path: Path) -> None:
    """P02 on the example: one yuan of pension for a man whose pay is nothing, and nobody is paid.

    罗墨墨 (10011) has 应发合计 0.00 in January; with 1.00 to be withheld his 实发合计 would be −1.00.
    """
    shutil.copytree(PROJECT / "inputs" / "示例" / "2026-01", tmp_path / "inputs" / "2026-01")
    path = tmp_path / "inputs" / "2026-01" / "社保公积金及专项附加_202601.xlsx"
    book = openpyxl.load_workbook(path)
    for row in book.active.iter_rows():  # type: ignore[union-attr]
        if row[0].value == "10011":
            row[1].value = "￥1.00"
        if row[0].value == "合计":
            assert row[1].value == "￥6,057.04"
            row[1].value = "￥6,058.04"
    book.save(path)
    answer = Mini(tmp_path).run("2026-01")
    stops = [found for found in answer["findings"] if found["level"] == "阻断"]
    assert [(found["code"], found["message"]) for found in stops] == [
        ("P02", "10011 罗墨墨的“实发合计”为-1.00元：实发合计为负：扣缴额大于应发合计（第十五条）")
    ]
    assert stops[0]["file"] == "营业部人员花名册_202601.xlsx"
    assert (stops[0]["column"], stops[0]["value"]) == ("工号", "10011")
    assert answer["status"] == "stopped"
    assert answer["totals"] == {}


@pytest.mark.parametrize(("fund", "status"), [("5369.99", "ok"), ("5370.00", "ok"), ("5370.01", "stopped")])
def test_net_pay_of_zero_may_be_paid(mini: Mini, fund: str, status: str) -> None:
    """Boundaries in threes: 应发 5890 less 500 and 20 more of insurance, no tax as nothing is left to tax."""
    rows = [{"工号": EMPLOYEE, "基本养老保险费": "500", "失业保险费": "20", "住房公积金": fund}]
    assert mini.deliver("2026-01", 社保及专项=rows).run("2026-01")["status"] == status


def test_a_grade_without_a_row_in_a_table_stops_the_month(mini: Mini) -> None:
    """P01 names the person, the item at the root, the table and the article; what builds on it is not told again."""
    answer = changed(mini, "底薪表: {unit: 元/月, by: 级别, rows: {见习: 2500, 初级: 3000, 中级: 3800, ",
                     "底薪表: {unit: 元/月, by: 级别, rows: {见习: 2500, 初级: 3000, ").run("2026-01")  # fmt: skip
    stops = [found for found in answer["findings"] if found["level"] == "阻断"]
    assert [found["code"] for found in stops] == ["P01"]
    assert stops[0]["message"].startswith("1001 张三的“月底薪”算不出：表“底薪表”没有")
    assert stops[0]["message"].endswith("（第五条）")
    assert (stops[0]["file"], stops[0]["cell"], stops[0]["value"]) == ("花名册.csv", "A2", "1001")


def test_a_sale_without_a_row_in_a_table_stops_the_month(mini: Mini) -> None:
    """P03 leads to the cell of the sale."""
    mini.deliver("2026-01", 产品销售=[
        {"流水号": "S1", "客户号": "C1", "工号": EMPLOYEE, "产品类型": "货币型", "认购金额": "1", "手续费收入": "1"},
        {"流水号": "S2", "客户号": "C1", "工号": EMPLOYEE, "产品类型": "股票型", "认购金额": "1", "手续费收入": "1"},
    ])  # fmt: skip
    answer = changed(mini, "货币型: 0, ", "").run("2026-01")
    stops = [found for found in answer["findings"] if found["level"] == "阻断"]
    assert [(found["code"], found["message"], found["cell"]) for found in stops] == [
        ("P03", "流水号S1的“单笔产品提成”算不出：金额不在档位内、除数为0，或所查的表没有对应的行（第七条）", "A2")
    ]


def test_a_customer_without_a_value_stops_the_month(mini: Mini) -> None:
    """P03 leads to the customer whose item divides by zero; nothing is split as if it were 0."""
    rule = "交易额 > 0 且 已奖次数 = 0, 100, "
    answer = changed(mini, f"{rule}0)", f"{rule}1 ÷ (交易额 - 交易额))").run("2026-01")
    stops = [found for found in answer["findings"] if found["level"] == "阻断"]
    assert {found["code"] for found in stops} == {"P03"}
    assert stops[0]["message"] == (
        "客户号C1的“有效户奖励”算不出：金额不在档位内、除数为0，或所查的表没有对应的行（第八条）"
    )
    assert stops[0]["column"] == "客户号"
