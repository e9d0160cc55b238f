"""Figures worked out by hand: what a trial changes, through tax and ledgers, and what it names as the cause."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.frame.mini import AGENT, EMPLOYEE, Mini

from .conftest import causes, configured, said, standard_file, totals, trial

BY_TABLE = (
    ('formula: "取大(0, 10% × 浮动薪酬)"', 'formula: "取大(0, 查表(风险金比例, “计提”) × 浮动薪酬)"'),
    ("    tables:\n      底薪表:",
     "    tables:\n      风险金比例: {unit: 比例, by: 项目, rows: {计提: 10%}, source: 第十三条}\n      底薪表:"),
    ("ledger: 风险金, origin: -12", "ledger: 风险金, origin: -1"),
    ('{item: 风险金返还, sign: "-", origin: -12}', '{item: 风险金返还, sign: "-", origin: -1}'),
)  # fmt: skip
"""A deposit at a rate in a table, returned after one month instead of twelve."""
AGENT_S_CUSTOMER: dict[str, Any] = {
    "客户业绩": [{"客户号": "C2", "毛佣金": "10000", "规费": "0", "净佣金": "10000", "开户日期": "2020-05-01"}],
    "客户关系": [{"客户号": "C2", "工号": AGENT, "生效日期": "2020-05-01"}],
}
"""A base of 10000 × (1 − 7.22%) = 9278.00 for the agent."""
BY_PARAMETER = (
    ("取大(计提基数, 0) × 45%", "取大(计提基数, 0) × 经纪人比例"),
    ("    tables:\n      底薪表:",
     "    parameters: {经纪人比例: {value: 45%, unit: 比例, min: 30%, max: 50%, source: 第六条}}\n"
     "    tables:\n      底薪表:"),
)  # fmt: skip


def test_a_higher_first_band_goes_through_to_net_pay(mini: Mini) -> None:
    """第六条: the base of 10,000 lies wholly in the first band.

    佣金提成 10000 × 25% = 2500 → 10000 × 30% = 3000; 风险金 10%: 250 → 300;
    应发 3800 − 160 + 2500 − 250 = 5890 → 3800 − 160 + 3000 − 300 = 6340;
    个人所得税 (5890 − 5500) × 3% = 11.70 → (6340 − 5500) × 3% = 25.20;
    实发 5890 − 500 − 11.70 = 5378.30 → 6340 − 500 − 25.20 = 5814.80.
    """
    answer = trial(mini, "2026-01", "--set", "提成档.1=30%")
    assert (answer["status"], answer["exit_code"]) == ("ok", 0)
    assert totals(answer, "佣金提成") == ("2500.00", "3000.00", "500.00")
    assert totals(answer, "风险金计提") == ("250.00", "300.00", "50.00")
    assert totals(answer, "应发合计") == ("5890.00", "6340.00", "450.00")
    assert totals(answer, "个人所得税") == ("11.70", "25.20", "13.50")
    assert totals(answer, "实发合计") == ("5378.30", "5814.80", "436.50")
    assert totals(answer, "应计底薪") == ("3800.00", "3800.00", "0.00")


def test_the_cause_is_the_item_whose_table_was_changed(mini: Mini) -> None:
    """浮动薪酬, tax and net pay only follow; the cause names the table and the formula of the person's post."""
    answer = trial(mini, "2026-01", "--set", "提成档.1=30%")
    assert [mover["employee_id"] for mover in answer["movers"]] == [EMPLOYEE]
    assert answer["movers"][0]["differences"] == {"应发合计": "450.00", "实发合计": "436.50"}
    assert causes(answer) == [("2026-01", "佣金提成", "2500.00", "3000.00")]
    cause = answer["movers"][0]["causes"][0]
    assert cause["why"] == ["表“提成档” 第1档 25% → 30%"]
    assert cause["formula"] == "超额累进(提成档, 取大(计提基数, 0)) × 查表(级别系数, 级别)"
    assert cause["source"] == "第六条"
    assert answer["changes"] == [
        {"kind": "表", "name": "提成档 第1档", "now": "25%", "trial": "30%", "source": "第六条"}
    ]


def test_a_bound_moves_the_band_below_with_it(mini: Mini) -> None:
    """佣金提成 with the second band from 8,000: 8000 × 25% + 2000 × 30% = 2600."""
    answer = trial(mini, "2026-01", "--set", "提成档.2.起点=8000")
    assert totals(answer, "佣金提成") == ("2500.00", "2600.00", "100.00")
    assert [change["name"] for change in answer["changes"]] == ["提成档 第2档起点", "提成档 第1档终点"]


def test_the_statute_can_be_tried_too(mini: Mini) -> None:
    """减除费用 4000 a month: tax (5890 − 500 − 4000) × 3% = 41.70."""
    answer = trial(mini, "2026-01", "--set", "减除费用.每月=4000")
    assert totals(answer, "个人所得税") == ("11.70", "41.70", "30.00")
    assert causes(answer) == [("2026-01", "累计减除费用", "5000.00", "4000.00")]


def test_the_item_of_a_sale_is_named_behind_the_measure_of_the_person(mini: Mini) -> None:
    """第七条: 1000 of fees on a 股票型 fund: 40% = 400 → 50% = 500."""
    sale = {"流水号": "S1", "工号": EMPLOYEE, "产品名称": "甲", "产品类型": "股票型", "手续费收入": "1000"}
    mini.deliver("2026-01", 产品销售=[sale])
    answer = trial(mini, "2026-01", "--set", "手续费提成比例.股票型=50%")
    assert totals(answer, "产品提成") == ("400.00", "500.00", "100.00")
    assert causes(answer) == [("2026-01", "单笔产品提成（产品销售）", "400.00", "500.00")]
    assert answer["movers"][0]["causes"][0]["why"] == ["表“手续费提成比例” 股票型 40% → 50%"]


def test_a_leader_s_allowance_names_what_changed_for_the_team(mini: Mini) -> None:
    """第十二条 reads the team's bases: the leader's own base is no part of it, so 团队管理津贴 changed first, too.

    The agent's base 10,000 × (1 − 7.22%) with 6.72% → 5.72%: 9278.00 → 9378.00; 3% of it 278.34 → 281.34.
    """
    mini.deliver("2026-01", **AGENT_S_CUSTOMER)
    path = standard_file(mini.folder, ("归属净佣金 × 6.72%", "归属净佣金 × 5.72%"))
    answer = trial(mini, "2026-01", "--scheme", str(path))
    assert totals(answer, "团队管理津贴") == ("278.34", "281.34", "3.00")
    leader = next(mover for mover in answer["movers"] if mover["employee_id"] == EMPLOYEE)
    assert [cause["item"] for cause in leader["causes"]] == ["团队管理津贴"]
    assert leader["causes"][0]["why"] == ["其他1人的“计提基数”合计 9,278.00 → 9,378.00"]
    agent = next(mover for mover in answer["movers"] if mover["employee_id"] == AGENT)
    assert [cause["item"] for cause in agent["causes"]] == ["税金及附加"]
    assert agent["causes"][0]["why"] == ["公式由“归属净佣金 × 6.72%”改为“归属净佣金 × 5.72%”"]


def test_each_run_carries_its_own_ledger_into_the_next_month(mini: Mini) -> None:
    """A deposit of 20% instead of 10% of 2500, returned a month later.

    January: 计提 250 → 500, 应发 5890 → 5640, tax 11.70 → (5640 − 5500) × 3% = 4.20.
    February: 返还 250 → 500 from each run's ledger, so 应发 is 5890 + 250 = 6140 = 5640 + 500 in both; tax
    (12030 − 11000) × 3% − 11.70 = 19.20 = (11780 − 11000) × 3% − 4.20.
    """
    branch = configured(mini.deliver("2026-02"), *BY_TABLE)
    answer = trial(branch, "2026-01", "2026-02", "--set", "风险金比例.计提=20%")
    january, february = (month["totals"] for month in answer["months"])
    assert (january["应发合计"]["now"], january["应发合计"]["trial"]) == ("5890.00", "5640.00")
    assert (january["个人所得税"]["now"], january["个人所得税"]["trial"]) == ("11.70", "4.20")
    assert (february["风险金返还"]["now"], february["风险金返还"]["trial"]) == ("250.00", "500.00")
    assert (february["应发合计"]["now"], february["应发合计"]["trial"]) == ("6140.00", "6140.00")
    assert (february["个人所得税"]["now"], february["个人所得税"]["trial"]) == ("19.20", "19.20")
    assert totals(answer, "实发合计")[2] == "-242.50"


def test_what_an_earlier_month_carried_on_is_no_cause_of_its_own(mini: Mini) -> None:
    """到期风险金 of February only follows from January's 风险金计提."""
    branch = configured(mini.deliver("2026-02"), *BY_TABLE)
    answer = trial(branch, "2026-01", "2026-02", "--set", "风险金比例.计提=20%")
    assert causes(answer) == [
        ("2026-01", "风险金计提", "250.00", "500.00"),
        ("2026-02", "风险金计提", "250.00", "500.00"),
    ]


def test_a_parameter_is_changed_within_its_limits(mini: Mini) -> None:
    """9278 × 45% = 4175.10 → 9278 × 50% = 4639.00; the cause names the parameter."""
    branch = configured(mini.deliver("2026-01", **AGENT_S_CUSTOMER), *BY_PARAMETER)
    answer = trial(branch, "2026-01", "--set", "经纪人比例=50%")
    assert causes(answer) == [("2026-01", "佣金提成", "4175.10", "4639.00")]
    assert answer["movers"][0]["causes"][0]["why"] == ["参数“经纪人比例” 45% → 50%"]
    assert answer["changes"][0]["kind"] == "参数"
    result = said(branch, "2026-01", "--set", "经纪人比例=50.01%", "--set", "经济人比例=40%")
    assert result.exit_code == 2
    assert "--set “经纪人比例=50.01%”：超出允许的范围：30% 至 50%" in result.stderr
    assert "没有“经济人比例”这个参数或表；最接近的是“经纪人比例”" in result.stderr


def test_nobody_moves_when_nothing_comes_of_the_change(mini: Mini) -> None:
    """A band nobody reaches: no mover, every difference 0."""
    answer = trial(mini, "2026-01", "--set", "提成档.4=50%")
    assert answer["movers"] == []
    assert {pair["difference"] for pair in answer["totals"].values()} == {"0.00"}


def test_top_counts_each_direction(mini: Mini) -> None:
    """--top 0 lists nobody; totals stay."""
    answer = trial(mini, "2026-01", "--set", "提成档.1=30%", "--top", "0")
    assert answer["movers"] == []
    assert totals(answer, "应发合计")[2] == "450.00"


def test_the_trial_says_what_it_is(mini: Mini, tmp_path: Path) -> None:
    """On the screen, too."""
    answer = trial(mini, "2026-01", "--set", "提成档.1=30%", "--to", str(tmp_path / "别处"))
    assert answer["warning"] == "试算，不得据以发薪"
    assert [Path(file).parent for file in answer["files"]] == [tmp_path / "别处"]
    assert Path(answer["files"][0]).name == "试算对比_2026-01_2026-01.xlsx"
