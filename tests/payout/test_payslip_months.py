"""Payslips of months that were really computed: every line of everybody adds up to 薪酬月报表."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.payout.payslips.lines import GROSS_PARTS, NET_PARTS, TOTAL, Slips
from pipeline.payout.payslips.payslips import payslip_findings
from pipeline.payout.sources import read_month
from pipeline.period import Period
from pipeline.settings import load
from tests.branches.layouts import write_branch
from tests.branches.model import make_branch
from tests.frame.mini import Mini
from tests.frame.tables import PROJECT


def slips_of(mini: Mini, period: str) -> Slips:
    """The payslips of a computed month, of which none has anything to mend."""
    month = read_month(Period.parse(period), load(mini.config), mini.inputs, mini.outputs)
    assert [found.message for found in payslip_findings(month)] == []
    return Slips.of(month)


def assert_everybody_adds_up(slips: Slips) -> None:
    """The lines of each person to his totals, all of them to those of the report."""
    all_, month = slips.all(), slips.people.month
    assert len(all_) == len(month.payees) > 0
    for slip in all_:
        above = sum((line.figure for line in slip.lines if line.section in GROSS_PARTS), Decimal(0))
        below = sum((line.figure for line in slip.lines if line.section in NET_PARTS), Decimal(0))
        stated = {line.name: line.figure for line in slip.lines if line.section == TOTAL}
        assert stated == {"应发合计": above, "实发合计": above + below}, slip.payee.employee_id
        assert all(line.reason for line in slip.lines)
    assert sum(slip.gross for slip in all_) == month.totals["应发合计"]
    assert sum(slip.net for slip in all_) == month.totals["实发合计"]


def test_a_small_month_told_by_hand(tmp_path: Path) -> None:
    """净佣金 10,778.18 less 6.72 % and 0.5 % is 10,000.00: all of it in the band of 25 %, grade and score count 1."""
    mini = Mini(tmp_path).deliver("2026-01")
    assert mini.run("2026-01")["status"] == "ok"
    slips = slips_of(mini, "2026-01")
    assert_everybody_adds_up(slips)
    boss = slips.of_person(slips.people.month.payees[0])
    told = {line.name: (line.figure, line.reason) for line in boss.lines}
    assert told["计提基数"][1] == "归属净佣金10,778.18减税金及附加724.29减投资者保护基金53.89"
    assert told["佣金提成"] == (2500, "计提基数10,000.00按提成档分档计提（10,000.00×25%），乘级别系数（中级）1")
    assert told["基本养老保险费"][0] == -300
    assert told["住房公积金"][0] == -200
    assert told["风险金计提"] == (-250, "10%乘浮动薪酬2,500.00")


@pytest.mark.parametrize("seed", [pytest.param(seed, marks=pytest.mark.long) for seed in (1, 2, 3, 4)])
def test_random_months(seed: int, tmp_path: Path) -> None:
    """Branches with edges of every kind: nothing that was paid fails to be taken apart."""
    mini = Mini(tmp_path)
    branch = make_branch(seed, "2026-01", people=30, customers=150)
    write_branch(branch, mini.inputs / "2026-01", seed=seed, variety="plain")
    assert mini.run("2026-01")["status"] == "ok"
    assert_everybody_adds_up(slips_of(mini, "2026-01"))


@pytest.mark.long
def test_the_example(tmp_path: Path) -> None:
    """Three months of the example branch."""
    mini = Mini(tmp_path)
    mini.inputs.symlink_to(PROJECT / "inputs" / "示例")
    for period in ("2026-01", "2026-02", "2026-03"):
        assert mini.run(period)["status"] == "ok"
        assert_everybody_adds_up(slips_of(mini, period))
