"""A sheet evidently meant as a kind stops the month under S01; its records are not lost with a notice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.intake.convert import read_sheets
from pipeline.intake.raw import RawBook
from pipeline.intake.settings import IntakeSettings
from pipeline.intake.sheets import FileTables
from schemas.intake import SPAN_KINDS
from tests.intake.raw_sheets import JANUARY, only, raw, read

MEANT: list[tuple[str, str, str]] = [
    ("客户走访日志", "走访曰期 工号 客户号 走访方式", "走访日期；最接近的标题：“走访曰期”是否即“走访日期”"),
    ("客户走访日志", "走访日期 姓名 客户号 客户姓名 走访方式", "工号"),
    ("客户走访日志", "日期 姓名 客户编号 走访形式 客户意见 处理情况",
     "走访日期、工号；最接近的标题：“日期”是否即“走访日期”"),
    ("工作日志抽查", "工号 姓名 日期 检查情况", "日志日期；最接近的标题：“日期”是否即“日志日期”"),
    ("工作日志抽查", "姓名 日志日期 抽查结果 抽查人", "工号"),
    ("会议登记", "召开日期 例会类型 到会情况 工号", "会议类别；最接近的标题：“例会类型”是否即“会议类别”"),
    ("请假单", "姓名 请假类别 请假开始日期 请假结束日期 天数", "工号"),
    ("督办事项", "编号 提出日期 经办人 事项 承办部门 期限 办结日期",
     "督办编号、工号；最接近的标题：“编号”是否即“督办编号”"),
    ("奖惩", "日期 姓名 奖惩类别 奖惩事项 加减分", "工号"),
    ("培训记录", "培训日期 姓名 培训内容 学时", "工号"),
    ("级别决定", "姓名 原级别 决定级别 事由 审批人", "工号"),
]  # fmt: skip
FOREIGN = [
    "工号 姓名 体检日期 体检结果", "日期 培训内容 讲师", "工号 姓名 天数", "部门 姓名 请假天数", "时间 议题 主持人",
    "工号 姓名 备注", "客户号 客户姓名 电话", "级别 人数",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "headings", "missing"), MEANT)
def test_s01_a_wrong_heading_in_a_record_of_duty(kind: str, headings: str, missing: str) -> None:
    """Two or three headings are all such a list must have: one of them wrong, the others speak for it."""
    words = headings.split()
    tables = read([words, ["1"] * len(words)])
    found = only(tables, "S01")
    assert found.message == f"第1行像是“{kind}”的标题，但缺少：{missing}；现有：{'、'.join(words)}"
    assert tables.sheets[0].records is None


@pytest.mark.parametrize("headings", FOREIGN)
def test_s02_a_foreign_sheet_stays_a_notice(headings: str) -> None:
    """What it shares with a kind many a list has."""
    words = headings.split()
    assert [found.code for found in read([words, ["1"] * len(words)]).findings] == ["S02"]


def test_s01_says_how_the_missing_heading_may_be_spelt() -> None:
    """The spellings taken, and what to do."""
    found = only(read([["走访曰期", "工号", "客户号"], ["2026-01-05", "1001", "C1"]]), "S01")
    assert found.expected == "“客户走访日志”的必需列齐全：走访日期（或走访时间、拜访日期）"
    assert found.remedy == "补上缺少的列，或把标题改为标准名称；若此表不是“客户走访日志”，请移出本期文件夹"


def of(rows: list[list[Any]], file: str = "甲.xlsx", sheet: str = "表", **told: Any) -> FileTables:
    """The reading of a sheet in a file of these names."""
    named = replace(raw(rows), file=file, sheet=sheet)
    return read_sheets(RawBook(file, "xlsx", (named,), ()), JANUARY, IntakeSettings(**told))


@pytest.mark.parametrize(
    ("file", "sheet", "title", "code"),
    [("甲.xlsx", "表", "", "S02"), ("一季度督办.xlsx", "表", "", "S01"), ("甲.xlsx", "督 办", "", "S01"),
     ("甲.xlsx", "表", "督办事项台账", "S01")],
)  # fmt: skip
def test_a_name_says_what_few_headings_do_not(file: str, sheet: str, title: str, code: str) -> None:
    """The file, the sheet or the title above the headings; without it two of four needed headings are too few."""
    bare = [["工号", "日期", "备注"], ["1001", "2026-01-05", "佣金"]]
    named = [["工号", "事项", "办理期限"], ["1001", "佣金", "2026-01-05"]]
    rows = [[title], *named] if title else named
    tables = of(rows, file, sheet)
    assert [found.code for found in tables.findings] == [code]
    assert [found.code for found in of(bare, file, sheet).findings] == ["S02"]


def test_s01_in_the_folder_of_a_year_a_plan_under_other_headings() -> None:
    """The year, the unit and a slip of the pen are the plan's alone."""
    words = ["年度", "类别", "名称", "指标", "单位", "全年指标"]
    found = only(of([words, [2026, "人员", "1001", "净收入", "元", 5]], guessed=SPAN_KINDS), "S01")
    assert found.message == (
        "第1行像是“年度计划”的标题，但缺少：对象类别、全年目标；最接近的标题："
        "“类别”是否即“对象类别”，“全年指标”是否即“全年目标”；现有：年度、类别、名称、指标、单位、全年指标"
    )
