"""Cells of duty records as people write them: understood where only one thing can be meant, told where not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipeline.intake.problem import Problem
from pipeline.intake.values import Meaning, read_value
from schemas.columns import BY_NAME
from schemas.intake import CHOICE_WORDS
from tests.intake.raw_sheets import only, read, records, said

CHOSEN = [
    ("granted", "已通过", "同意"),
    ("granted", "已批准", "同意"),
    ("granted", "拒绝", "不同意"),
    ("granted", "驳回", "不同意"),
    ("granted", "已撤销", "不同意"),
    ("leave_kind", "年休假", "年假"),
    ("leave_kind", "探亲假", "其他"),
    ("visit_way", "电话回访", "电话"),
    ("visit_way", "上门走访", "上门"),
    ("visit_way", "微信", "其他"),
    ("honour_kind", "表彰", "奖励"),
    ("honour_kind", "通报批评", "惩处"),
    ("attended", "√", "出席"),
    ("attended", "✓", "出席"),
    ("attended", "已签到", "出席"),
    ("attended", "×", "缺席"),
    ("attended", "病假", "请假"),
    ("log_result", "良好", "合格"),
    ("meeting_kind", "部门晨会", "晨会"),
    ("target_scope", "个人", "人员"),
]
UNSURE = [
    ("granted", "审批中"),
    ("granted", "完成"),
    ("log_result", "已填写"),
    ("attended", "△"),
    ("attended", "出差"),
    ("meeting_kind", "例会"),
    ("visit_way", "拜访"),
    ("leave_kind", "护理假"),
]


@pytest.mark.parametrize(("column", "word", "choice"), CHOSEN)
def test_a_word_that_means_one_of_the_choices(column: str, word: str, choice: str) -> None:
    """However it is spaced."""
    assert read_value(f" {word} ", BY_NAME[column]) == choice


@pytest.mark.parametrize(("column", "word"), UNSURE)
def test_c09_a_word_that_may_mean_either(column: str, word: str) -> None:
    """Asked for, not guessed; a word of one column says nothing in another."""
    found = read_value(word, BY_NAME[column])
    assert isinstance(found, Problem)
    assert found.code == "C09"


def test_every_word_means_a_choice_of_its_column() -> None:
    """And none hides a choice behind another."""
    for name, words in CHOICE_WORDS.items():
        assert set(words.values()) <= set(BY_NAME[name].choices)
        assert not words.keys() & set(BY_NAME[name].choices)


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("1天", "1"),
        ("0.5 天", "0.5"),
        ("半天", "0.5"),
        ("4小时", "0.5"),
        ("2小时", "0.25"),
        ("30分钟", "0.0625"),
        (2, "2"),
    ],
)
def test_days_with_their_unit_or_in_hours(cell: Any, days: str) -> None:
    """8 hours are a day: 4 of them half a day, 30 minutes a sixteenth."""
    assert read_value(cell, BY_NAME["leave_days"]) == Decimal(days)


def test_the_unit_of_a_cell_goes_before_that_of_its_heading() -> None:
    """12 under hours is a day and a half, ``1天`` a day all the same."""
    hours = [
        ["工号", "假别", "开始日期", "结束日期", "天数（小时）"],
        ["1001", "事假", "2026-01-05", "2026-01-06", 12],
        ["1001", "事假", "2026-01-07", "2026-01-07", "1天"],
    ]
    tables = read(hours)
    assert tables.findings == ()
    assert [record["leave_days"] for record in records(tables)] == [Decimal("1.5"), Decimal(1)]
    assert tables.sheets[0].remark == "请假天数按小时读取"
    assert only(read([[*hours[0][:4], "天数（人）"], hours[1]]), "S35").cell == "E1"


@pytest.mark.parametrize(
    ("column", "cell", "figure"),
    [
        ("training_score", "95分", 95),
        ("training_hours", "2学时", 2),
        ("honour_points", "+2分", 2),
        ("due_count", "6人", 6),
    ],
)
def test_a_figure_with_the_unit_of_its_column(column: str, cell: str, figure: int) -> None:
    """It says the same twice."""
    assert read_value(cell, BY_NAME[column]) == figure


@pytest.mark.parametrize(
    ("column", "cell"), [("training_hours", "2小时"), ("leave_days", "天"), ("leave_days", "约2天")]
)
def test_c01_a_figure_nobody_can_tell(column: str, cell: str) -> None:
    """An hour may be a 学时 or not."""
    assert read_value(cell, BY_NAME[column]) == Problem("C01")


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-18 上午",
        "2026年3月18日下午",
        "2026/3/18上午 09:00",
        "2026年3月18日14:00-16:00",
        "2026-03-18 14:00~16:00",
    ],
)
def test_a_day_with_its_half_or_its_hours(cell: str) -> None:
    """The day is meant."""
    assert read_value(cell, BY_NAME["leave_from"]) == date(2026, 3, 18)


def test_two_days_in_a_cell_are_no_day() -> None:
    """Neither is taken for the other."""
    assert read_value("2026-03-18至2026-03-19", BY_NAME["training_day"]) == Problem("C04")


@pytest.mark.parametrize(("column", "word"), [("closed_on", "未办结"), ("closed_on", "否"), ("told_on", "未告知")])
def test_a_word_for_not_yet_is_a_blank_day(column: str, word: str) -> None:
    """Only where a day may not have come; 已办结 without its day is asked for."""
    assert read_value(word, BY_NAME[column], Meaning()) is None
    assert read_value(word, BY_NAME["raised_on"]) == Problem("C04")
    assert read_value("已办结", BY_NAME[column]) == Problem("C04")


MATTER = ["督办编号", "提出日期", "工号", "事项", "办理期限", "办结日期"]


def test_s44_a_matter_without_a_term() -> None:
    """Told once, at the first; one that could not be read has its own finding."""
    rows = [
        ["A1", "2026-01-05", "1001", "佣金", "", ""],
        ["A2", "2026-01-05", "1001", "密码", "--", "未办结"],
        ["A3", "2026-01-05", "1001", "开户", "2026-01-09", ""],
    ]
    found = only(read([MATTER, *rows]), "S44")
    assert (said(found), found.stops) == (("甲.xlsx [表] E2", "有2件督办事项没有办理期限，不会算作逾期"), False)
    unread = read([MATTER, ["A1", "2026-01-05", "1001", "佣金", "3个工作日", ""]])
    assert [each.code for each in unread.findings] == ["C04"]
    without = [[cell for at, cell in enumerate(row) if at != 4] for row in (MATTER, *rows)]
    assert only(read(without), "S44").message == "有3件督办事项没有办理期限，不会算作逾期"


def test_s43_a_visit_to_a_prospect() -> None:
    """His name stands for 客户号; without a name there is none."""
    headings = ["走访日期", "工号", "客户号", "客户姓名"]
    rows = [
        ["2026-01-05", "1001", "C1", "甲"],
        ["2026-01-05", "1001", "", "乙"],
        ["2026-01-05", "1001", "潜在客户", "丙"],
        ["2026-01-06", "1001", "潜在", ""],
    ]
    tables = read([headings, *rows])
    assert [row["customer_id"] for row in records(tables)] == ["C1", "潜在客户：乙", "潜在客户：丙", None]
    found = only(tables, "S43")
    assert (found.cell, found.stops) == ("D3", False)
    assert found.message.startswith("有2次走访没有客户号，按潜在客户的姓名读取")
    assert read([headings, rows[0]]).findings == ()
