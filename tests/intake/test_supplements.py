"""Supplementary data: known by its headings and nobody else's, its figures exact, its totals no facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.intake.raw_sheets import only, read, records, said

HEADINGS = ["工号", "客户号", "项目", "数值", "内容", "事由", "批准人"]


def supplements(*rows: list[Any]) -> Any:
    """The reading of a sheet with all columns."""
    return read([HEADINGS, *rows])


def test_facts_of_persons_customers_and_the_branch() -> None:
    """The figure keeps its decimals, a percentage is a fraction; a day in 内容 is its date, TRUE is 是."""
    tables = supplements(
        [1001.0, "", "客户成本", "1,234.56", "", "", ""],
        ["", "C1", "折扣", "12.5%", "", "", ""],
        ["", "", "奖金池", 1e6, "", "", ""],
        ["1001", "", "通过日期", "", date(2026, 1, 5), "补录", "王五"],
        ["1001", "", "证书", "", True, "", ""],
    )
    assert not tables.findings
    facts = [(r["employee_id"], r["customer_id"], r["fact"], r["figure"], r["word"]) for r in records(tables)]
    assert facts == [
        ("1001", None, "客户成本", Decimal("1234.56"), None),
        (None, "C1", "折扣", Decimal("0.125"), None),
        (None, None, "奖金池", Decimal(1_000_000), None),
        ("1001", None, "通过日期", None, "2026-01-05"),
        ("1001", None, "证书", None, "是"),
    ]
    assert (records(tables)[3]["purpose"], records(tables)[3]["granted_by"]) == ("补录", "王五")


@pytest.mark.parametrize(
    "headings",
    [
        ["工号", "项目", "数值"],
        ["员工编号", "指标", "数额"],
        ["工号", "项目", "内容"],
        ["项目", "数值", "事由"],
        ["客户编号", "项目名称", "指标值", "审批人"],
    ],
)
def test_known_by_a_few_headings(headings: list[str]) -> None:
    """项目 and one of 数值 and 内容, with one column more."""
    assert read([headings, ["1"] * len(headings)]).sheets[0].kind == "supplements"


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (["工号", "项目", "金额"], "openings"),
        (["工号", "项目", "余额", "内容"], "openings"),
        (["工号", "项目", "得分", "评分人", "内容"], "scores"),
        (["工号", "金额", "事由", "审批人", "项目"], "adjustments"),
        (["日期", "工号", "类别", "是否有效", "内容"], "conduct"),
        (["项目", "数值"], ""),
        (["项目", "说明"], ""),
        (["工号", "项目", "事由"], ""),
    ],
)
def test_sheets_of_other_kinds_stay_what_they_are(headings: list[str], kind: str) -> None:
    """What another kind is known by goes before; two columns that any list may have are no kind at all."""
    assert read([headings, ["1"] * len(headings)]).sheets[0].kind == kind


def test_totals_and_footers_are_no_facts_and_facts_are_no_totals() -> None:
    """A fact of the branch may be called 提成合计 or 财务费用: whatever stands beside it makes it a record."""
    tables = supplements(
        ["", "", "提成合计", 5, "", "", ""],
        ["", "", "财务费用", "-", "", "", ""],
        ["合计", "", "", 5, "", "", ""],
        ["", "", "合计", 5, "", "", ""],
        ["", "", "制表人：张三", "", "", "", ""],
    )
    assert [(record["fact"], record["figure"]) for record in records(tables)] == [
        ("提成合计", Decimal(5)), ("财务费用", None),
    ]  # fmt: skip
    assert not [found for found in tables.findings if found.stops]


@pytest.mark.parametrize("cell", ["是", "八成", "2026-01-05"])
def test_c21_words_in_the_column_of_figures(cell: str) -> None:
    """The remedy names both columns."""
    found = only(supplements(["1001", "", "证书", cell, "", "", ""]), "C21")
    assert said(found) == ("甲.xlsx [表] D2", f"“数值”为“{cell}”，不是数字")
    assert found.remedy == "是数的改为数字；是文字、是或否、日期的移到“内容”"


def test_c02_more_than_six_decimals() -> None:
    """Six are kept, a seventh is told."""
    assert not supplements(["1001", "", "达成率", 0.123456, "", "", ""]).findings
    found = only(supplements(["1001", "", "达成率", 0.1234567, "", "", ""]), "C02")
    assert found.message == "“数值”为0.1234567，多于6位小数"


@pytest.mark.parametrize(
    ("over", "heading", "unit"), [("", "数值（万元）", "万元"), ("", "数值(%)", "%"), ("单位：万元", "数值", "万元")]
)
def test_s35_one_unit_for_figures_of_many(over: str, heading: str, unit: str) -> None:
    """Every 项目 has its own unit: the column has none, and nothing is read by ten thousands unseen."""
    found = only(read([[over], ["工号", "项目", heading], ["1001", "客户成本", 5]]), "S35")
    assert found.message == f"“数值”写明的单位为“{unit}”，而这一列的单位是各项目在标准中的单位"
