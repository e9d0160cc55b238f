"""Standards told condition by condition, notices with their words, and what is kept for later, to the last digit."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from pipeline.appraisal_facts import said_notices
from pipeline.period import Span
from pipeline.scheme.describe import describe

from .people import QUARTER, appraisal, by_month, fact, held, indicator, item, person, standard

Q2 = Span.parse("2026Q2")
GRADED = {"name": "级别树", "source": "第五条", "tree": {"all": [
    {"name": "户", "when": "有效户 ≥ 级别序(标准级别) × 2"},
    {"any": [{"name": "收入", "when": "净收入 > 1000"}, {"name": "例外", "when": "合格 且 净收入 > 500"}]},
]}}  # fmt: skip
PLAIN = {"name": "转正树", "source": "第六条", "tree": {"all": [{"name": "满月", "when": "入职日期 ≤ 月首(-2)"}]}}
READY = standard(appraisal([item("得分", "分", "有效户 ÷ 3")], criteria=[GRADED, PLAIN]))


def rows(accounts: Any, income: Any = 600, good: bool = True) -> list[tuple[str, str, str, Any]]:
    """March of person 1."""
    of_march = {"有效户": accounts, "净收入": income, "合格": good}
    return [(name, "1", "2026-03", value) for name, value in of_march.items()]


@pytest.mark.parametrize(("accounts", "own", "next_"), [(5, False, False), (6, True, False), (8, True, True)])
def test_the_own_grade_and_the_next_one(accounts: int, own: bool, next_: bool) -> None:
    """中级 is the third of four grades: 6 accounts are asked of it, 8 of the next one."""
    made = held(READY, [person("1")], rows(accounts))
    assert made.conditions("1", "级别树", "中级")["户"] == (str(accounts), "不小于", "6", own)
    assert made.conditions("1", "级别树", "高级")["户"] == (str(accounts), "不小于", "8", next_)
    assert made.conditions("1", "级别树", "初级") == {}


def test_each_condition_is_told_as_it_is_written() -> None:
    """A comparison with both sides; anything else holds or does not; a standard without grades once."""
    made = held(READY, [person("1", hired=date(2026, 1, 1))], rows(6))
    assert made.conditions("1", "级别树", "中级") == {
        "户": ("6", "不小于", "6", True), "收入": ("600", "大于", "1000", False), "例外": ("是", "", "", True),
    }  # fmt: skip
    assert made.conditions("1", "转正树") == {"满月": ("2026-01-01", "不大于", "2026-01-01", True)}


def test_the_highest_grade_has_no_next_one_and_no_grade_none() -> None:
    """高级 is told of itself alone; a person without a grade of no graded standard."""
    made = held(READY, [person("1", grade="高级")], rows(6))
    assert made.conditions("1", "级别树", "高级")
    assert len(made.tables["criteria_results"]) == 4
    assert len(held(READY, [person("1", grade="")], rows(6)).tables["criteria_results"]) == 1


def test_what_is_kept_for_later_is_exact() -> None:
    """7 ÷ 3 has no finite decimal: the next quarter still has 7/3, and three times it is 7."""
    ready = standard(appraisal([item("得分", "分", "有效户 ÷ 3"), item("三倍", "分", "上期(得分, 0) × 3")]))
    first = held(ready, [person("1")], by_month("有效户", "1", "2026-01", 0, 0, 7))
    kept = first.tables["appraisal_history"]
    row = kept[kept["quantity"] == "得分"].to_dict("records")[0]
    assert (row["employee_id"], row["origin"], row["word"]) == ("1", "2026-03", "7/3")
    later = [("得分", "1", "2026-03", Fraction(row["word"])), *by_month("有效户", "1", "2026-04", 0, 0, 0)]
    assert held(ready, [person("1")], later, Q2).item("1", "三倍") == 7


def test_every_figure_read_is_handed_on() -> None:
    """Months and earlier quarters stand in 考核往期 as they were read, sorted; the same tables give the same rows."""
    given = rows(6)
    kept = held(READY, [person("1")], given).tables["appraisal_history"]
    names = kept["quantity"].tolist()
    assert names == sorted(names)
    assert set(names) == {"有效户", "净收入", "合格", "得分"}
    assert kept.equals(held(READY, [person("1")], list(reversed(given))).tables["appraisal_history"])


def test_notices_name_what_they_are_about() -> None:
    """Words with figures, yes or no, and days; nobody of whom the condition does not hold."""
    notice = {
        "name": "警示", "when": "得分 < 60", "source": "第八条", "text": "得分{得分}，合格{合格}，入职{入职日期}",
    }  # fmt: skip
    ready = standard(appraisal([item("得分", "分", "有效户 × 10")], notices=[notice]))
    people = [person("1"), person("2")]
    good = [("有效户", "2", "2026-03", 6), ("合格", "2", "2026-03", True)]
    made = held(ready, people, [*rows(5), *good])
    asked = {name: made.tables[name] for name in ("persons", "figures", "progress", "supplements")}
    said = said_notices(**asked, span=QUARTER, standard=ready)
    assert said == [("警示", "1", "得分50，合格是，入职2020-01-01", "第八条")]


def test_the_description_shows_every_part() -> None:
    """What is approved is what is written: indicators, scores, grading and each item with its formula."""
    grading = {"proposed": "新级别", "keep": "级别树", "source": "第九条"}
    ready = standard(
        appraisal(
            [item("得分", "分", "有效户 × 10"), item("新级别", "文字", "级别")], criteria=[GRADED], grading=grading,
            score="得分", facts=[fact("测评分", "分", blank="60")], columns=["得分"],
            notices=[{"name": "警示", "when": "得分 < 60", "text": "得分{得分}", "source": "第八条"}],
            parameters={"权重": {"value": "60%", "unit": "比例", "source": "第四条"}},
            tables={"系数表": {"unit": "系数", "by": "级别", "rows": {"中级": "1"}, "source": "第四条"}},
        ),
        indicators=[indicator("业绩", "净收入", "元")],
    )  # fmt: skip
    told = {section.title: [" ".join(row) for row in section.rows] for section in describe(ready.scheme, None)}
    assert told["业绩指标"] == ["业绩 净收入 合计 元 第三条"]
    assert "每季考核 级别调整 按“新级别”，自期末后第1个月起，本级标准看“级别树” 第九条" in told["考核"]
    parts = {row.split()[1] for row in told["考核细则"]}
    assert parts == {"参数", "补充数据", "表", "条件树", "项目", "提示"}


def test_a_changed_appraisal_shows_among_the_changes() -> None:
    """A formula and the score of an appraisal against the version before."""
    before = standard(appraisal([item("得分", "分", "有效户 × 10")]))
    now = standard(appraisal([item("得分", "分", "有效户 × 12")], score="得分"))
    last = describe(now.scheme, before.scheme)[-1]
    assert [row[1:] for row in last.rows] == [
        ("每季考核·总分", "（无）", "得分"), ("每季考核·得分", "有效户 × 10", "有效户 × 12"),
    ]  # fmt: skip
