"""Measures of persons from records of duty, and what a month keeps for quarters.  Source: 指引第五条、第八条."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from pipeline.past import kept_value
from tests.scheme.by_month import months
from tests.scheme.rule_sets import item

PEOPLE = [{"工号": "1", "姓名": "张三"}, {"工号": "2", "姓名": "李四"}]


def measured(measure: dict[str, Any], **given: Any) -> dict[str, Any]:
    """One measure of two persons in April."""
    whole = {"name": "数", "unit": "次", "source": "第八条", **measure}
    made = months(item("甲", "数", unit=whole["unit"]), measures=[whole]).run("2026-04", PEOPLE, **given)
    return made.each("数")


@pytest.mark.parametrize(
    ("measure", "rows", "expected"),
    [
        ({"over": "工作日志抽查", "take": "计数()", "where": "抽查结果 ≠ “合格”"},
         [{"工号": "1"}, {"工号": "1", "抽查结果": "不合格"}, {"工号": "2", "抽查结果": "未写"}], (1, 1)),
        ({"over": "会议登记", "take": "计数()", "where": "到会情况 = “缺席”"},
         [{"工号": "2", "到会情况": "缺席"}, {"工号": "1", "到会情况": "出席"}, {}], (0, 1)),
        ({"over": "会议登记", "take": "计数()"}, [{"会议类别": "晨会"}, {"工号": "1"}], (1, 0)),
        ({"over": "督办事项", "take": "计数()"}, [{"督办编号": "D1", "工号": "2", "办理期限": "2026-04-30"}], (0, 1)),
        ({"over": "奖惩", "take": "合计(奖惩分值)", "unit": "分"},
         [{"工号": "1", "奖惩类别": "奖励", "奖惩事项": "甲", "奖惩分值": "2"},
          {"工号": "1", "奖惩类别": "惩处", "奖惩事项": "乙", "奖惩分值": "-0.5"}], (Fraction(3, 2), 0)),
        ({"over": "培训记录", "take": "合计(学时)", "unit": "学时"},
         [{"工号": "2", "培训内容": "合规", "学时": "4"}], (0, 4)),
    ],
)  # fmt: skip
def test_a_standard_measures_records_of_duty(
    measure: dict[str, Any], rows: list[dict[str, str]], expected: tuple[Any, Any]
) -> None:
    """Per person, by the headings of the table; rows of a meeting without 工号 are nobody's."""
    assert tuple(measured(measure, **{measure["over"]: rows}).values()) == expected


def test_a_standard_measures_visits_that_overlap_and_leave_not_granted() -> None:
    """走访明细 and 请假核对 are made of what was delivered."""
    visits = [{"工号": "1"}, {"工号": "2"}, {"工号": "2", "客户号": "C2"}]
    made = measured({"over": "走访明细", "take": "计数()", "where": "是否重叠"}, 客户走访日志=visits)
    assert made == {"1": 1, "2": 1}
    attended = [{"工号": "1", "事假天数": "2"}, {"工号": "2", "事假天数": "1"}]
    slips = [{"工号": "2", "开始日期": "2026-04-07", "结束日期": "2026-04-07", "批准日期": "2026-04-01"}]
    leave = {"over": "请假核对", "take": "合计(未批准天数)", "unit": "天"}
    assert measured(leave, 考勤=attended, 请假单=slips) == {"1": 2, "2": 0}


def test_a_month_keeps_every_quantity_of_persons_exactly() -> None:
    """Facts, measures and items; figures, words, yes and no; a third stays a third; no days and no parameters."""
    branch = months(
        item("三分之一", "给的 ÷ 3"), item("达到", "给的 ≥ 1", unit="是否"), item("评语", "“好”", unit="文字"),
        item("次年", "入职日期", unit="日期"), item("年终", "给的", calendar=[12]),
        facts=[{"name": "给的", "unit": "元", "blank": "0", "source": "第三条"}],
        parameters={"比例": {"value": "30%", "unit": "比例", "source": "第一条"}},
    )  # fmt: skip
    made = branch.run("2026-04", [{"工号": "1", "给的": 1}])
    kept = {row["quantity"]: row for row in made.outcome.tables["month_figures"].to_dict("records")}
    assert set(kept) == {"三分之一", "达到", "评语", "给的"}
    assert (kept["三分之一"]["figure"], kept["三分之一"]["word"]) == (Decimal("0.33333333333333"), "1/3")
    assert (kept["达到"]["word"], kept["评语"]["word"], kept["给的"]["figure"]) == ("是", "好", Decimal(1))
    assert {(row["employee_id"], row["origin"]) for row in kept.values()} == {("1", "2026-04")}
    assert made.outcome.tables["history"].empty


def test_what_formulas_look_back_at_goes_on_in_the_history() -> None:
    """往期 is what the month keeps of these quantities, on top of what was carried on."""
    branch = months(item("甲", "上期(乙, 0) + 1"), item("乙", "1"))
    for month in ("2026-03", "2026-04"):
        made = branch.run(month, [{"工号": "1"}])
    rows = made.outcome.tables["history"].to_dict("records")
    assert [(row["quantity"], row["origin"], row["figure"]) for row in rows] == [
        ("乙", "2026-03", 1), ("乙", "2026-04", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("figure", ["0", "-12.5", "999999999999999.99999999999999", "0.00000000000001"])
def test_a_finite_figure_is_kept_without_a_word(figure: str) -> None:
    """All digits a table has room for, also of the largest figure."""
    assert kept_value(Fraction(figure)) == {"figure": Decimal(figure)}


def test_a_figure_with_more_digits_keeps_its_fraction() -> None:
    """Half of the last decimal is not lost."""
    assert kept_value(Fraction(1, 2 * 10**14)) == {"figure": Decimal("0.00000000000001"), "word": "1/200000000000000"}
