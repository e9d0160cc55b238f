"""The summary for 经纪业务综合室: sums by team and post that are those of the report, the month before, signatures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.payout.model import PayMonth, Signature
from pipeline.payout.office.summary import (
    business_compared,
    leading,
    pay_compared,
    post,
    signatures,
    summary_findings,
    sums_by,
    team,
    team_and_post,
)
from pipeline.payout.office.summary_book import COMPARED, PAY, write_summary
from pipeline.payout.office.text import SummaryText
from pipeline.payout.pages import read_block
from schemas.payout_changes import COMPARISON, pay_summary

from .build import month, payee

HEADINGS = ("应发合计", "实发合计")
D = Decimal


def shows(**asked: Any) -> Any:
    """The layout of today with another summary."""
    return month().text.model_copy(update={"summary": SummaryText(**{"headings": HEADINGS, **asked})})


@pytest.fixture
def january() -> PayMonth:
    """Two teams, two posts; 应发 100.10 + 200.20 + 300.33 = 600.63, 实发 90.00 + 190.00 + 250.05 = 530.05."""
    return month(
        payee("1", "甲", 应发合计="100.10", 实发合计="90.00", 归属净佣金="500.00", 新增户数="1.5"),
        payee("2", "乙", 团队="二队", 岗位="证券经纪人", 应发合计="200.20", 实发合计="190.00", 归属净佣金="700.00"),
        payee("3", "丙", 团队="", 应发合计="300.33", 实发合计="250.05", 归属净佣金="500.00", 新增户数="0.25"),
        text=shows(business=("归属净佣金", "新增户数"), ranked="归属净佣金", leading=2),
        retained=D("40.00"),
    )  # fmt: skip


@pytest.fixture
def units(january: PayMonth) -> PayMonth:
    """The same, knowing the unit of the customers won."""
    return replace(january, units={**january.units, "新增户数": "户"})


def test_sums_by_team_by_post_and_by_both(january: PayMonth) -> None:
    """Worked by hand; whoever has no team stands under that word."""
    assert [(one.names, one.persons, one.amounts) for one in sums_by(january, team)] == [
        (("一队",), 1, (D("100.10"), D("90.00"))), (("二队",), 1, (D("200.20"), D("190.00"))),
        (("（无团队）",), 1, (D("300.33"), D("250.05"))),
    ]  # fmt: skip
    assert [(one.names, one.persons, one.amounts) for one in sums_by(january, post)] == [
        (("客户经理",), 2, (D("400.43"), D("340.05"))), (("证券经纪人",), 1, (D("200.20"), D("190.00"))),
    ]  # fmt: skip
    assert [one.names for one in sums_by(january, team_and_post)] == [
        ("一队", "客户经理"), ("二队", "证券经纪人"), ("（无团队）", "客户经理"),
    ]  # fmt: skip


def test_the_month_beside_the_one_before(units: PayMonth) -> None:
    """Difference is now less before; a quantity that the month before did not know has none."""
    known = {name: unit for name, unit in units.units.items() if name != "新增户数"}
    before = month(payee("1", 应发合计="150.00", 归属净佣金="1000.00"), retained=D("10.00"), units=known)
    made = replace(units, before=before)
    assert [(one.quantity, one.now, one.earlier, one.difference) for one in pay_compared(made)] == [
        ("人数", 3, 1, 2), ("应发合计", D("600.63"), D("150.00"), D("450.63")),
        ("实发合计", D("530.05"), D("0"), D("530.05")),
    ]  # fmt: skip
    assert [(one.quantity, one.unit, one.now, one.difference) for one in business_compared(made)] == [
        ("营业部自留", "元", D("40.00"), D("30.00")), ("归属净佣金", "元", D("1700.00"), D("700.00")),
        ("新增户数", "户", D("1.75"), None),
    ]  # fmt: skip


def test_equal_figures_share_a_rank_and_none_of_them_is_left_out(january: PayMonth) -> None:
    """乙 leads; 甲 and 丙 are both second of two; with one place only 乙 is named; who has nothing never is."""
    assert [(rank, one.name) for rank, one, _ in leading(january)] == [(1, "乙"), (2, "甲"), (2, "丙")]
    alone = replace(january, text=shows(ranked="归属净佣金", leading=1))
    assert [one.name for _, one, _ in leading(alone)] == ["乙"]
    assert list(leading(replace(january, text=shows(ranked="产品提成")))) == []
    assert list(leading(replace(january, text=shows()))) == []


def test_who_has_signed_and_who_has_not(january: PayMonth) -> None:
    """Those who have come first, with name and moment."""
    signed = [Signature("制表", "钱某", "2026-02-03T10:00:00+08:00")]
    made = replace(january, signed=signed, unsigned=["主办会计", "经理"])
    assert signatures(made) == [
        ("制表", "钱某", "2026-02-03T10:00:00+08:00"), ("主办会计", "", "未签"), ("经理", "", "未签"),
    ]  # fmt: skip


def test_an_unknown_or_unfit_quantity_stops(units: PayMonth) -> None:
    """U03: the month has no such figure; U04: customers cannot stand among amounts of yuan."""
    asked = shows(headings=("应发合计", "应发总计", "新增户数"), business=("新增户数",), ranked="名气")
    made = replace(units, text=asked)
    found = summary_findings(made)
    assert [(one.code, one.level, one.value) for one in found] == [
        ("U03", "阻断", "应发总计"), ("U03", "阻断", "名气"), ("U04", "阻断", "新增户数"),
    ]  # fmt: skip
    assert found[0].message == "综合室汇总要列“应发总计”，2026-01没有这个数"
    assert found[2].message == "综合室汇总要按团队、岗位合计“新增户数”，它的单位是户"
    assert summary_findings(units) == []


def test_the_workbook_says_what_the_report_says(units: PayMonth, tmp_path: Path) -> None:
    """Read back: all three persons, both totals to the fen; a report that says otherwise does not agree."""
    controls = write_summary(units, tmp_path)
    assert [(one.quantity, one.persons, one.total, one.agrees) for one in controls] == [
        ("应发合计", 3, D("600.63"), True), ("实发合计", 3, D("530.05"), True),
    ]  # fmt: skip
    wrong = replace(units, totals={**units.totals, "应发合计": D("600.64")})
    assert [one.agrees for one in write_summary(wrong, tmp_path)] == [False, True]
    by_team = read_block(tmp_path / "综合室汇总_2026-01.xlsx", PAY, pay_summary(("团队",), HEADINGS))
    assert by_team["amount_0"].tolist() == [D("100.10"), D("200.20"), D("300.33")]


def test_totals_and_differences_are_live(units: PayMonth, tmp_path: Path) -> None:
    """SUM over the rows above it; this month less the one before, blank where there was none."""
    write_summary(units, tmp_path)
    book = openpyxl.load_workbook(tmp_path / "综合室汇总_2026-01.xlsx")
    total = next(row for row in book[PAY].iter_rows() if row[0].value == "合计")
    place = total[0].row
    assert total[2].value == f"=SUM(C{place - 3}:C{place - 1})"
    rows = read_block(tmp_path / "综合室汇总_2026-01.xlsx", COMPARED, replace(COMPARISON, heading="薪酬"))
    assert rows["difference"].isna().all()
    write_summary(replace(units, before=month(payee("9"))), tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "综合室汇总_2026-01.xlsx")[COMPARED]
    first = next(cell.row for cell in sheet["A"] if cell.value == "人数")
    assert sheet.cell(first, 5).value == f"=C{first}-D{first}"


def test_without_a_choice_every_amount_of_the_report_is_shown(january: PayMonth, tmp_path: Path) -> None:
    """Every column that the report adds up, in its order."""
    made = replace(january, text=shows(headings=()), report_columns=["工号", "应发合计", "考核系数", "实发合计"])
    assert [one.quantity for one in write_summary(made, tmp_path)] == ["应发合计", "实发合计"]


def test_the_columns_of_a_month_with_a_bonus_add_up(tmp_path: Path) -> None:
    """指引第十五条: 5000.00 + 1000.00 − 500.00 − 20.00 − 30.00 = 5450.00, though nobody asked for the bonus by name."""
    paid = {"应发合计": "5000.00", "年终奖": "1000.00", "三险一金": "500.00", "个人所得税": "20.00",
            "年终奖个人所得税": "30.00", "实发合计": "5450.00"}  # fmt: skip
    bonus = {"年终奖": D("1000.00"), "年终奖个人所得税": D("30.00")}
    text = shows(headings=("应发合计", "三险一金", "个人所得税", "实发合计"))
    plain = replace(month(payee("1", "甲", 应发合计="1.00", 实发合计="1.00")), text=text)
    made = month(payee("1", "甲", **paid))
    units = {**made.units, "年终奖": "元", "年终奖个人所得税": "元"}
    made = replace(made, text=text, totals={**made.totals, **bonus}, units=units)
    names = ("应发合计", "三险一金", "个人所得税", "年终奖", "年终奖个人所得税", "实发合计")
    controls = write_summary(made, tmp_path)
    assert [(one.quantity, one.agrees) for one in controls] == [(name, True) for name in names]
    sums = {one.quantity: one.total for one in controls}
    assert sums == {name: D(amount) for name, amount in paid.items()}
    withheld = sums["三险一金"] + sums["个人所得税"] + sums["年终奖个人所得税"]
    assert sums["应发合计"] + sums["年终奖"] - withheld == sums["实发合计"]
    assert [one.quantity for one in pay_compared(plain)] == ["人数", "应发合计", "三险一金", "个人所得税", "实发合计"]
    after = replace(plain, before=made, units=units)
    assert [(one.quantity, one.now, one.earlier) for one in pay_compared(after)][4:6] == [
        ("年终奖", D("0"), D("1000.00")), ("年终奖个人所得税", D("0"), D("30.00")),
    ]  # fmt: skip


def test_the_shipped_configuration_asks_for_what_the_example_has() -> None:
    """Every name of payout.summary is a quantity of the shipped pay standard or its statute."""
    text = month().settings.text.payout.summary
    known = {one.name for rules in month().standard.written for one in (*rules.measures, *rules.items)}
    assert {*text.headings, *text.business, text.ranked} - known == set()
    assert text.headings
