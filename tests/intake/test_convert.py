"""Findings of cells carry the exact words and the cell; shares and units are read as they are meant."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from pipeline.intake.problem import shown
from pipeline.intake.raw import CellError
from tests.intake.raw_sheets import (
    CUSTOMER_HEADINGS,
    RELATION_HEADINGS,
    customer,
    customers,
    only,
    read,
    records,
    relation,
    said,
)


@pytest.mark.parametrize(
    ("code", "heading", "cell", "place", "message"),
    [
        ("C01", "交易额", "十二", "F2", "“交易额”为“十二”，不是数字"),
        ("C02", "净佣金", 10.125, "I2", "“净佣金”为10.125，多于2位小数"),
        ("C03", "期末资产", 1e16, "J2", "“期末资产”为10000000000000000，超出合理范围"),
        ("C04", "开户日期", "昨天", "D2", "“开户日期”为“昨天”，不是日期"),
        ("C05", "开户日期", "2026-02-30", "D2", "“开户日期”为“2026-02-30”，日历上没有这一天"),
        ("C06", "开户日期", "5/9/2026", "D2", "“开户日期”为“5/9/2026”，年份只有两位或日月顺序不明"),
        (
            "C07",
            "资金账号",
            1234567890123456789,
            "C2",
            "“资金账号”以数字存放且超过15位（1234567890123456789），末几位已丢失",
        ),
        ("C08", "客户号", 1001.5, "A2", "“客户号”为“1001.5”，不是编号"),
        ("C09", "客户状态", "未知", "E2", "“客户状态”为“未知”，不在可选项中"),
        ("C11", "规费", CellError("#REF!"), "H2", "“规费”为错误值“#REF!”"),
        ("C12", "规费", CellError("公式无值"), "H2", "“规费”是公式，但文件中没有存下计算结果"),
        ("C13", "客户姓名", "字" * 32768, "B2", "“客户姓名”有32768个字符，多于32767个"),
    ],
)
def test_a_broken_cell_is_told_with_its_place_and_stays_empty(
    code: str, heading: str, cell: Any, place: str, message: str
) -> None:
    """One finding per cell."""
    tables = customers(customer(**{heading: cell}))
    found = only(tables, code)
    assert said(found) == (f"甲.xlsx [表] {place}", message)
    assert (found.column, found.stops) == (heading, True)
    assert len(tables.findings) == 1


def test_c09_lists_the_choices() -> None:
    """What may stand there is said."""
    found = only(customers(customer(客户状态="未知")), "C09")
    assert found.expected == "正常、休眠、销户、回流"


def test_c10_a_flag_that_is_neither() -> None:
    """Neither yes nor no."""
    rows = [["日期", "工号", "类别", "是否有效"], ["2026-01-05", "1001", "投诉", "待定"]]
    assert said(only(read(rows), "C10")) == ("甲.xlsx [表] D2", "“是否有效”为“待定”，看不出是还是否")


def test_c14_a_count_with_decimals() -> None:
    """迟到次数 is a whole number."""
    headings = ["工号", "姓名", "事假天数", "病假天数", "旷工天数", "迟到次数", "早退次数", "缺卡次数"]
    found = only(read([headings, ["1001", "张三", 0, 0, 0, 1.5, 0, 0]]), "C14")
    assert said(found) == ("甲.xlsx [表] F2", "“迟到次数”为1.5，不是整数")


def test_c20_a_month_that_is_none() -> None:
    """来源期间 is a month."""
    found = only(read([["工号", "台账", "余额", "来源期间"], ["1001", "风险金", 100, "去年"]]), "C20")
    assert said(found) == ("甲.xlsx [表] D2", "“来源期间”为“去年”，不是月份")


def test_an_error_in_a_column_we_do_not_read_is_no_finding() -> None:
    """Unknown columns are kept out with all their errors."""
    tables = customers([*customer(), CellError("#N/A")], headings=[*CUSTOMER_HEADINGS, "网点"])
    assert [found.code for found in tables.findings] == ["S04"]


@pytest.mark.parametrize(("heading", "cell"), [("期末资产(万元)", 2.00005), ("期末资产（亿元）", "0.000200005")])
def test_the_unit_of_a_heading_is_honoured_exactly(heading: str, cell: Any) -> None:
    """2.00005 万元 are 20,000.50 yuan."""
    headings = [heading if each == "期末资产" else each for each in CUSTOMER_HEADINGS]
    tables = customers(customer(期末资产=cell), headings=headings)
    assert records(tables)[0]["closing_assets"] == Decimal("20000.50")
    assert tables.findings == ()


def test_totals_are_in_the_unit_of_their_heading() -> None:
    """A total in 万元 is held against records in 万元."""
    headings = [heading + "(万元)" if heading == "期末资产" else heading for heading in CUSTOMER_HEADINGS]
    rows = [customer(期末资产=1.23456), customer(客户号="2", 期末资产=1.11111), ["合计", *[""] * 8, "2.35"]]
    assert customers(*rows, headings=headings).findings == ()


def test_s29_a_unit_over_the_head_holds_for_every_amount_without_its_own() -> None:
    """It changes figures ten-thousandfold, so it is told."""
    headings = [heading + "(元)" if heading == "交易额" else heading for heading in CUSTOMER_HEADINGS]
    tables = read([["客户业绩", "单位：万元"], headings, customer()])
    assert said(only(tables, "S29")) == (
        "甲.xlsx [表]",
        "表头以上写明单位为万元，没有写单位的金额列均按万元读取",
    )
    assert records(tables)[0]["turnover"] == Decimal("1000.50")
    assert records(tables)[0]["gross_commission"] == Decimal("123400.00")


def test_s31_a_unit_that_is_no_money() -> None:
    """An amount in per cent is some other column."""
    headings = [heading + "(%)" if heading == "日均资产" else heading for heading in CUSTOMER_HEADINGS]
    found = only(customers(customer(), headings=headings), "S31")
    assert said(found) == ("甲.xlsx [表] K1", "“日均资产”的标题写明单位为“%”，不是金额单位")


def shares(*cells: Any, heading: str = "分成比例") -> Any:
    """The reading of relations with these shares."""
    headings = [heading if each == "分成比例" else each for each in RELATION_HEADINGS]
    return read([headings, *[relation(cell, str(1001 + at)) for at, cell in enumerate(cells)]])


@pytest.mark.parametrize(
    ("cells", "expected", "remark"),
    [
        (["50%", "33.33%"], ["0.5", "0.3333"], ""),
        ([0.5, 1], ["0.5", "1"], "分成比例按小数读取（0.5即50%）"),
        ([1, 1], ["1", "1"], "分成比例按小数读取（0.5即50%）"),
        (["50%", 0.5], ["0.5", "0.5"], "分成比例按小数读取（0.5即50%）"),
        ([0.5, ""], ["0.5", "1"], "分成比例按小数读取（0.5即50%）"),
    ],
)
def test_shares_are_read_one_way_per_column(cells: list[Any], expected: list[str], remark: str) -> None:
    """The reading stands in the remark; a blank is the whole."""
    tables = shares(*cells)
    assert [record["share"] for record in records(tables)] == [Decimal(each) for each in expected]
    assert (tables.findings, tables.sheets[0].remark) == ((), remark)


def test_s10_a_column_that_mixes_fractions_and_percents_is_refused() -> None:
    """0.5 beside 50 could be a half or half a hundredth."""
    assert said(only(shares(0.5, 50), "S10")) == (
        "甲.xlsx [表] D1",
        "本列既有不超过1的数（如0.5），又有大于1的数（如50），无法判断是小数还是百分数",
    )


def test_after_s10_no_share_is_used() -> None:
    """None of the figures means anything, so no check may speak of them."""
    assert [record["share"] for record in records(shares(0.5, 50, ""))] == [None, None, None]


def test_s32_a_dash_in_a_required_amount_is_zero() -> None:
    """Accounting formats show zero as a dash; one notice per column; 无 stays missing and is kept as a word."""
    tables = customers(customer(规费="-"), customer(客户号="2", 规费=" — "), customer(客户号="3", 毛佣金="无"))
    assert [record["exchange_fees"] for record in records(tables)] == [0, 0, Decimal("2.34")]
    assert records(tables)[2]["gross_commission"] is None
    assert tables.sheets[0].nothings == {(4, "gross_commission"): "无"}
    assert said(only(tables, "S32")) == ("甲.xlsx [表] H2", "“规费”有2格为横线（如“-”），按0读取")


@pytest.mark.parametrize(
    ("cell", "shown_as"),
    [(True, "TRUE"), (1.0, "1"), (6.22202123456789e17, "622202123456789000"), (datetime(2026, 1, 5), "2026-01-05")],
)
def test_a_cell_is_shown_as_a_person_sees_it(cell: Any, shown_as: str) -> None:
    """No exponent, no Python word."""
    assert shown(cell) == shown_as


def test_s11_bare_percents_are_read_and_told() -> None:
    """50 without a sign is 50 %."""
    tables = shares(50, 33.33)
    assert said(only(tables, "S11")) == (
        "甲.xlsx [表] D1",
        "本列的数大于1且不带百分号（如33.33），按百分数读取",
    )
    assert [record["share"] for record in records(tables)] == [Decimal("0.5"), Decimal("0.3333")]


def test_a_heading_in_percent_makes_percents_of_its_figures() -> None:
    """分成比例(%) with 50 is 50 %, and obvious."""
    tables = shares(50, 100, heading="分成比例(%)")
    assert [record["share"] for record in records(tables)] == [Decimal("0.5"), Decimal(1)]
    assert tables.findings == ()


def test_s28_a_heading_in_percent_over_fractions_is_refused() -> None:
    """0.5 under (%) could be a half shown as 50 %."""
    assert said(only(shares(0.5, 30, heading="分成比例(%)"), "S28")) == (
        "甲.xlsx [表] D1",
        "标题带百分号，但有不超过1的数（如0.5），无法判断是0.5%还是小数",
    )


def test_relations_without_a_column_of_shares_are_whole() -> None:
    """The column may be missing altogether."""
    rows = [["客户号", "工号", "关系类型", "生效日期"], ["100001", "1001", "服务", "2025-01-01"]]
    assert records(read(rows))[0]["share"] == Decimal(1)


def test_a_share_that_cannot_be_read_is_not_the_whole() -> None:
    """It stays empty beside its finding."""
    tables = shares("一半", "50%")
    assert only(tables, "C01").cell == "D2"
    assert [record["share"] for record in records(tables)] == [None, Decimal("0.5")]


def test_short_rows_of_a_text_file_are_read() -> None:
    """A row that ends early has empty cells behind its end."""
    from pipeline.intake.convert import read_sheet
    from pipeline.intake.raw import RawSheet
    from pipeline.intake.settings import IntakeSettings
    from pipeline.intake.sheets import Context
    from tests.intake.raw_sheets import JANUARY

    sheet = RawSheet("甲.csv", "甲", [list(RELATION_HEADINGS), ["1", "2", "开发", "1", "2025-01-01"]], is_text=True)
    reading = read_sheet(sheet, Context(JANUARY, IntakeSettings()))
    assert reading.sheets[0].records is not None
    assert reading.sheets[0].records.to_pylist()[0]["effective_until"] is None
