"""A bonus, a base and a changed declaration through the command: what the report shows and what is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import python_calamine

from tests.frame.mini import AGENT, BRANCH, EMPLOYEE, Mini

BONUS = {"工号": EMPLOYEE, "项目": "年终奖", "数值": "36001", "事由": "年度奖金", "批准人": "经理"}
MERGED = {"工号": EMPLOYEE, "项目": "年终奖计税", "内容": "合并"}
OPTIONAL = ["年终奖", "年终奖个人所得税"]


def _report(mini: Mini, period: str) -> dict[str, Any]:
    """The columns and cells of the employee on 薪酬月报表."""
    path = mini.outputs / period / f"营业部客户经理薪酬月报表_{period}.xlsx"
    rows = python_calamine.load_workbook(str(path)).get_sheet_by_name("薪酬月报表").to_python()
    return next(dict(zip(map(str, rows[3]), row, strict=True)) for row in rows if row[1] == EMPLOYEE)


def test_the_report_of_a_month_with_a_bonus(tmp_path: Path) -> None:
    """Two further columns before 实发合计, and both ways of taxing it in 备注."""
    mini = Mini(tmp_path).deliver("2026-01", 补充数据=[BONUS])
    # 应发 5890, 三险一金 500: (5890 − 500 − 5000) × 3% = 11.70; 36001 × 10% − 210 = 3390.10
    # 合并: 36391 × 10% − 2520 = 1119.10, 1107.40 more than 11.70
    # 全年: 390 × 12 = 4680 × 3% = 140.40; 40681 × 10% − 2520 = 1548.10, 1407.70 more
    totals = mini.run("2026-01")["totals"]
    asked = ("个人所得税", *OPTIONAL, "实发合计")
    assert [totals[name] for name in asked] == ["11.70", "36001.00", "3390.10", "37989.20"]
    row = _report(mini, "2026-01")
    assert list(row)[-5:] == ["个人所得税", *OPTIONAL, "实发合计", "备注"]
    assert row["备注"].endswith(
        "年终奖36001元按“单独”计税：单独计税3390.1元；并入的只比到本月多缴1107.4元，"
        "以后各月按本年至今月均估算，全年多缴1407.7元；全年估算合并计税较低"
    )


@pytest.mark.long
def test_the_year_after_a_bonus_taxed_apart(tmp_path: Path) -> None:
    """`explain` has it; a second one stops the run and says what to do; merged it is paid."""
    mini = Mini(tmp_path).deliver("2026-01", 补充数据=[BONUS])
    mini.run("2026-01")
    assert "年终奖" in mini.command("explain", "2026-01", EMPLOYEE).output
    again = mini.deliver("2026-02", 补充数据=[BONUS]).messages("2026-02", "P02")
    assert again == [
        f"{EMPLOYEE} 张三的“重复单独计税年终奖”为-36001.00元：本年已有一笔年终奖单独计税，每人每年只能一次；"
        "请把这一笔的“年终奖计税”改为“合并”（财政部 税务总局公告2023年第30号）"
    ]
    mini.deliver("2026-02", 补充数据=[BONUS, MERGED]).run("2026-02")
    # 11780 + 36001 − 1000 − 10000 = 36781 × 10% − 2520 − 11.70 = 1146.40
    row = _report(mini, "2026-02")
    assert (list(row)[-4:], row["个人所得税"]) == (["个人所得税", "年终奖", "实发合计", "备注"], 1146.4)


def test_a_month_without_a_bonus_has_the_columns_it_had(tmp_path: Path) -> None:
    """序号, the 33 columns of the configuration and 备注; no totals of a bonus."""
    mini = Mini(tmp_path).deliver("2026-01")
    assert not set(OPTIONAL) & set(mini.run("2026-01")["totals"])
    assert len(_report(mini, "2026-01")) == 35


def test_what_is_told_before_anything_is_computed(tmp_path: Path) -> None:
    """A bonus of an agent, a word that is no way to tax, a loan beside a rent: all at once, and nothing is paid."""
    wrong = [{**BONUS, "工号": AGENT}, {**MERGED, "内容": "分开"}]
    declared = [{"工号": EMPLOYEE, "累计住房贷款利息": "1000", "累计住房租金": "1500.01"}]
    answer = Mini(tmp_path).deliver("2026-01", 补充数据=wrong, 社保及专项=declared).run("2026-01")
    assert answer["status"] == "stopped"
    stops = {found["code"] for found in answer["findings"] if found["level"] == "阻断"}
    assert stops == {"D01", "D02", "D06", "D07"}


@pytest.mark.long
def test_declarations_that_fall_or_change_within_the_year_are_told(tmp_path: Path) -> None:
    """N01: the cumulative figure of the month before, and the choice of the whole year's deduction."""
    mini = Mini(tmp_path)
    mini.deliver("2026-01", 社保及专项=[{"工号": EMPLOYEE, "累计子女教育": "2000"}]).run("2026-01")
    leader, other = BRANCH["花名册"]
    roster = [{**leader, "上年收入不超六万": "是"}, other]
    less = [{"工号": EMPLOYEE, "累计子女教育": "1000"}]
    told = mini.deliver("2026-02", 花名册=roster, 社保及专项=less).messages("2026-02", "N01")
    assert sorted(message.split("（")[0] for message in told) == [
        f"{EMPLOYEE} 张三不符合“年内改了一次扣除的选择”", f"{EMPLOYEE} 张三不符合“累计专项附加扣除比上月少”",
    ]  # fmt: skip
    assert any("与上月相差-1,000.00元" in message for message in told)
