"""Kinds are known by their headings, however these are written; what is nearly a kind is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.intake.heading_words import heading
from pipeline.intake.headings import find_head
from schemas.columns import BY_NAME
from schemas.intake import KINDS, PROVENANCE
from tests.intake.raw_sheets import (
    CUSTOMER_HEADINGS,
    RELATION_HEADINGS,
    customer,
    customers,
    only,
    raw,
    read,
    records,
    relation,
    said,
)


@pytest.mark.parametrize(
    ("cell", "text", "unit"),
    [
        ("总资产（万元）", "总资产", "万元"),
        ("总资产(元)", "总资产", "元"),
        ("日均\n资产", "日均资产", ""),
        (" 客 户 号 ", "客户号", ""),
        ("客户号\u3000", "客户号", ""),
        ("*工号", "工号", ""),
        ("姓名：", "姓名", ""),
        ("累计３岁以下婴幼儿照护", "累计3岁以下婴幼儿照护", ""),
        ("分成比例（%）", "分成比例", "%"),
        ("期末资产（单位：亿元）", "期末资产", "亿元"),
        ("期末资产/万元", "期末资产", "万元"),
        ("手机号(必填)", "手机号", ""),
        ("交易额(美元)", "交易额(美元)", ""),
        ("迟到次数(次)", "迟到次数", "次"),
    ],
)
def test_a_heading_is_its_words_and_its_unit(cell: str, text: str, unit: str) -> None:
    """White space, width, brackets and marks do not tell headings apart; a unit is kept, an unknown one stays."""
    assert (heading(cell).text, heading(cell).unit) == (text, unit)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.name != "attendance"], ids=lambda kind: kind.heading)
def test_every_kind_is_known_by_its_standard_headings(kind) -> None:  # type: ignore[no-untyped-def]
    """A sheet with the standard headings of a kind is that kind and no other."""
    headings = [column.heading for column in kind.columns if column.name not in PROVENANCE]
    head = find_head(raw([headings, ["1"] * len(headings)]))
    assert head is not None
    assert head.kind.name == kind.name
    assert len(head.places) == len(headings)


def test_a_title_a_date_row_and_a_numbering_row_are_no_records() -> None:
    """Rows above the headings and the numbering row below them are passed over."""
    rows = [["客户业绩表"], ["统计日期：2026-01-31"], CUSTOMER_HEADINGS, list(range(1, 12)), customer()]
    tables = read(rows)
    assert [record["row"] for record in records(tables)] == [5]
    assert not tables.findings


def test_headings_over_two_rows_with_merged_groups() -> None:
    """A group over its headings names nothing itself; a cell merged down names its column."""
    upper = [*CUSTOMER_HEADINGS[:5], "交易与佣金", "", "", "", *CUSTOMER_HEADINGS[9:]]
    lower = ["", "", "", "", "", *CUSTOMER_HEADINGS[5:9], "", ""]
    merged = ((0, 5, 0, 8), *((0, place, 1, place) for place in (0, 1, 2, 3, 4, 9, 10)))
    tables = read([upper, lower, customer()], merged=merged)
    assert records(tables)[0]["customer_id"] == "100001"
    assert tables.sheets[0].letters["net_commission"] == "I"
    assert not tables.findings


def test_a_group_completes_the_headings_under_it() -> None:
    """客户 over 编号 and 姓名 is 客户编号 and 客户姓名."""
    upper = ["客户", "", *CUSTOMER_HEADINGS[2:]]
    lower = ["编号", "姓名", *CUSTOMER_HEADINGS[2:]]
    tables = read([upper, lower, customer()], merged=((0, 0, 0, 1),))
    assert (records(tables)[0]["customer_id"], records(tables)[0]["customer_name"]) == ("100001", "张三")


def test_s01_a_sheet_that_is_nearly_a_kind_names_the_missing_headings_and_the_nearest() -> None:
    """Three needed headings in five are there: the rest is named, with what looks like it."""
    headings = ["工号", "姓名", "团队", "岗位", "入职的日期"]
    found = only(read([headings, ["1001", "张三", "一部", "客户经理", date(2020, 1, 1)]]), "S01")
    assert said(found) == (
        "甲.xlsx [表]",
        "第1行像是“花名册”的标题，但缺少：入职日期；最接近的标题：“入职的日期”是否即“入职日期”；现有：工号、姓名、团队、岗位、入职的日期",
    )
    assert found.stops


def test_s02_a_sheet_of_no_kind_is_a_notice() -> None:
    """Content without a head of ours is listed and stops nothing."""
    tables = read([["填表说明"], ["请按月填写"]])
    assert said(only(tables, "S02")) == ("甲.xlsx [表]", "前30行中没有任何一种数据的标题，未读取")
    assert (tables.sheets[0].kind, tables.sheets[0].records) == ("", None)


def test_an_empty_sheet_needs_no_word() -> None:
    """A blank sheet is listed without a finding."""
    assert read([["", " "]]).findings == ()


def test_s03_the_same_column_twice_is_told_with_both_cells() -> None:
    """净佣金 and 净佣金收入 are one column: nobody can tell which is meant."""
    found = only(customers([*customer(), 10.0], headings=[*CUSTOMER_HEADINGS, "净佣金收入"]), "S03")
    assert said(found) == ("甲.xlsx [表] L1", "“净佣金”在I1和L1各有一列，无法判断用哪一列")


def test_s04_unknown_columns_are_listed_once_and_kept_out() -> None:
    """One notice per sheet, the remark of the source says the same; 序号 is only in the remark."""
    tables = customers(["x", *customer(), "甲网点", 1.0], headings=["序号", *CUSTOMER_HEADINGS, "网点", "权重"])
    assert said(only(tables, "S04")) == ("甲.xlsx [表]", "以下列不在标准列之中，未读取：网点、权重")
    assert tables.sheets[0].remark == "未读的列：序号、网点、权重"


def test_s05_hidden_rows_columns_and_sheets_are_read_and_told() -> None:
    """One notice per sheet."""
    facts: dict[str, Any] = {"hidden_rows": frozenset({1}), "hidden_columns": frozenset({2, 3}), "visible": False}
    tables = read([CUSTOMER_HEADINGS, customer()], **facts)
    assert said(only(tables, "S05")) == ("甲.xlsx [表]", "隐藏了整个工作表、1行（第2行起）、2列，已照常读取")
    assert len(records(tables)) == 1


def test_blank_rows_repeated_headings_and_footers_are_no_records() -> None:
    """None of them is a record, and none needs a word."""
    rows = [
        CUSTOMER_HEADINGS,
        customer(),
        [""],
        ["--"],
        CUSTOMER_HEADINGS,
        customer(客户号="100002"),
        ["制表人：林小满", "", "审核人：钱永年"],
        ["打印日期：2026-02-03"],
        ["考勤员：何晓雯"],
    ]
    tables = read(rows)
    assert [record["customer_id"] for record in records(tables)] == ["100001", "100002"]
    assert tables.findings == ()


@pytest.mark.parametrize("name", ["合计", "小计", "制表人：张三"])
def test_a_customer_called_like_a_total_is_a_record(name: str) -> None:
    """A row with its own customer number is a record whatever its name."""
    tables = customers(customer(), customer(客户号="K甲2", 客户姓名=name))
    assert [record["customer_id"] for record in records(tables)] == ["100001", "K甲2"]
    assert tables.findings == ()


def test_totals_that_agree_are_passed_over_in_silence() -> None:
    """小计 covers the rows since the last one, 合计 all records; the last place may be rounded as shown."""
    rows = [
        customer(),
        ["小计", *[""] * 4, 1000.5, 12.34, 2.34, "10.00", "20,000.00", 15000.25],
        customer(客户号="100002"),
        ["小计", *[""] * 4, 1000.5],
        ["", "合计", "", "共2户", "", 2001.0, "￥24.68"],
    ]
    tables = customers(*rows)
    assert len(records(tables)) == 2
    assert tables.findings == ()


def test_s06_a_total_that_disagrees_shows_both_figures() -> None:
    """The cell of the total, its figure, the sum of the records and the difference."""
    found = only(customers(customer(), customer(客户号="2"), ["合计", *[""] * 4, "2,001.01"]), "S06")
    assert said(found) == (
        "甲.xlsx [表] F4",
        "“交易额”的合计为2,001.01，而所含2条记录合计为2,001.00，相差0.01",
    )
    assert found.stops


def test_s06_a_subtotal_covers_the_rows_since_the_last_one() -> None:
    """The second 小计 is held against the second record only."""
    rows = [customer(), ["小计", *[""] * 4, 1000.5], customer(客户号="2"), ["小计", *[""] * 4, 2001]]
    found = only(customers(*rows), "S06")
    assert said(found) == ("甲.xlsx [表] F5", "“交易额”的小计为2,001.00，而所含1条记录合计为1,000.50，相差1,000.50")


def test_s07_a_total_that_is_no_number_is_a_notice() -> None:
    """Nothing can be held against a word."""
    found = only(customers(customer(), ["合计", *[""] * 4, "见附表"]), "S07")
    assert said(found) == ("甲.xlsx [表] F3", "“交易额”的合计处为“见附表”，不是数字，未能核对")


def test_s07_names_the_total_without_its_colon() -> None:
    """合计： is the total called 合计."""
    found = only(customers(customer(), ["合计：", *[""] * 4, True]), "S07")
    assert said(found) == ("甲.xlsx [表] F3", "“交易额”的合计处为“TRUE”，不是数字，未能核对")


def test_s08_a_lonely_text_under_the_table_is_told() -> None:
    """It is no record, but it is not left out without a word."""
    found = only(customers(customer(), ["本表由信息技术部从柜台系统导出"]), "S08")
    assert said(found) == ("甲.xlsx [表] A3", "“本表由信息技术部从柜台系统导出”只占一格，视为说明文字，未作为记录读取")


def test_a_row_without_a_number_is_still_a_record() -> None:
    """A half-filled row is never skipped; what it lacks is found later."""
    assert [record["customer_id"] for record in records(customers(customer(客户号="")))] == [None]


def test_s09_a_head_without_records_is_told() -> None:
    """The kind is known, nothing follows."""
    assert said(only(customers(), "S09")) == ("甲.xlsx [表]", "识别为“客户业绩”，但标题以下没有记录")


def test_two_tables_one_under_the_other() -> None:
    """Each has its own head, records and cells."""
    rows = [CUSTOMER_HEADINGS, customer(), [""], ["客户关系"], RELATION_HEADINGS, relation("50%")]
    tables = read(rows)
    assert [(each.kind, each.records.num_rows) for each in tables.sheets if each.records] == [
        ("customers", 1),
        ("relations", 1),
    ]
    assert tables.sheets[1].letters["share"] == "D"
    assert records(tables, 1)[0]["row"] == 6


def test_an_alias_is_clear_inside_its_kind() -> None:
    """项目 is 考核项目 in scores and 台账 in opening balances."""
    scores = read([["工号", "项目", "分数", "考核人", "备注"], ["1001", "日常工作", 90, "李四", "好"]])
    assert records(scores)[0]["score_item"] == "日常工作"
    openings = read([["工号", "项目", "金额"], ["1001", "结欠", 12.5]])
    assert records(openings)[0]["ledger"] == "结欠"


def test_every_heading_is_known_to_the_catalogue() -> None:
    """The headings by which kinds are known are columns of the catalogue."""
    assert all(BY_NAME[column.name] is column for kind in KINDS for column in kind.columns)
