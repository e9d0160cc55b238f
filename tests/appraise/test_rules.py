"""A slip in an indicator or an appraisal is told with its place, what stands there and what is meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.appraisals import appraisals_due, asked_quantities, facts_due, own_quantities
from pipeline.period import Period, Span
from pipeline.scheme.appraisal_parts import Grading
from pipeline.scheme.describe_appraisals import grading_words
from pipeline.settings import ConfigurationError, load
from tests.settings.small import changed, written

from .people import appraisal, fact, indicator, item, problems, standard

SCORE = item("得分", "分", "有效户 × 10")
MOVE = item("新级别", "文字", "级别")
GRADED = {"name": "级别树", "source": "第五条", "tree": {"all": [{"name": "户", "when": "有效户 ≥ 级别序(标准级别)"}]}}
PLAIN = {"name": "转正树", "source": "第五条", "tree": {"all": [{"name": "户", "when": "有效户 ≥ 5"}]}}
BEYOND = "的 after 是{}，应是0到12：期末后第几个月起用新级别；0 是考核期的第一个月起，已发薪的月份用更正补算"
GRADING = {"proposed": "新级别", "after": 1, "keep": "级别树", "rise": "级别树", "source": "第六条"}


def told(**more: Any) -> list[str]:
    """What is said of an appraisal with a score and a grade, changed so."""
    whole: dict[str, Any] = {"criteria": [GRADED, PLAIN], "grading": GRADING, **more}
    return problems(appraisal([SCORE, MOVE], **whole))


@pytest.mark.parametrize("after", [0, 1, 12])
def test_nothing_is_wrong_in_the_whole_one(after: int) -> None:
    """The appraisal the changes below start from is sound, from the first month it looks at to a year later."""
    assert told(grading={**GRADING, "after": after}) == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"who": "客户京理"}, "appraisals.0.who: 考核“每季考核”的适用人员“客户京理”不存在；最接近的是“客户经理”"),
        ({"score": "得份"}, "appraisals.0.score: 考核“每季考核”的 score“得份”不是它的项目；最接近的是“得分”"),
        ({"duty": "新级别"}, "appraisals.0.duty: 考核“每季考核”的 duty“新级别”是文字，应是数的项目"),
        ({"takes_part": "得分"}, "appraisals.0.takes_part: 考核“每季考核”的 takes_part“得分”是数，应是是否的项目"),
        (
            {"takes_part": "参加"},
            "appraisals.0.takes_part: 考核“每季考核”的 takes_part“参加”不是它的项目",
        ),
        (
            {"columns": ["得分", "得分"]},
            "appraisals.0.columns.1: 考核“每季考核”的 columns：列“得分”写了两次，请删去一处或改名",
        ),
        (
            {"columns": ["有效户"]},
            "appraisals.0.columns.0: 考核“每季考核”的 columns：“有效户”不是它的项目或补充数据",
        ),
        ({"source": " "}, "appraisals.0: 考核“每季考核”的依据 source 是空的，请写明第几条或文件号"),
        (
            {"tables": {"系数": {"unit": "系数", "by": "级别", "rows": {"特级": "1"}, "source": "第七条"}}},
            "appraisals.0.tables.系数: 表“系数”：“级别”没有“特级”这个词，只有见习、初级、中级、高级；最接近的是“高级”",
        ),
        (
            {"parameters": {"权重": {"value": "70%", "unit": "比例", "max": "60%", "source": "第七条"}}},
            "appraisals.0.parameters.权重: 参数“权重”：0.7大于上限0.6",
        ),
        (
            {"facts": [fact("得分", "分")]},
            "appraisals.0.items.0: 项目“得分”与已有的量同名，请改名",
        ),
        (
            {"parameters": {"长假天数": {"value": "7", "unit": "天", "source": "第七条"}}},
            "appraisals.0.parameters.长假天数: 参数“长假天数”与已有的量同名，请改名",
        ),
    ],
)  # fmt: skip
def test_a_slip_in_an_appraisal(more: dict[str, Any], words: str) -> None:
    """One slip, one message at its place."""
    assert told(**more) == [words]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"proposed": "得分"}, "的 proposed“得分”是数，应是文字（级别）的项目"),
        ({"proposed": "新极别"}, "的 proposed“新极别”不是它的项目；最接近的是“新级别”"),
        ({"after": -1}, BEYOND.format(-1)),
        ({"after": 13}, BEYOND.format(13)),
        ({"keep": "级别数"}, "的 keep“级别数”不是任何标准 criteria；最接近的是“级别树”"),
        ({"rise": "转正树"}, "的 rise“转正树”没有用到标准级别，不是各级的标准；请在条件里用标准级别，或换一个标准"),
        ({"source": ""}, "的依据 source 是空的，请写明第几条或文件号"),
    ],
)
def test_a_slip_in_the_grading(change: dict[str, Any], words: str) -> None:
    """What moves grades is checked before it moves one."""
    assert told(grading={**GRADING, **change}) == [f"appraisals.0.grading: 考核“每季考核”的 grading {words}"]


MONTHLY = {"grading": {"proposed": "下月级别", "after": 1, "source": "第六条"}}
"""What an appraisal of the month may say: which word of the month moves grades."""


def told_of_month(items: list[dict[str, Any]], **more: Any) -> list[str]:
    """What is said of an appraisal of the month, where the month works out 下月级别."""
    return problems(appraisal(items, "每月", **more), items=[item("下月级别", "文字", "级别")])


def test_an_appraisal_of_the_month_moves_grades_by_a_word_of_the_month() -> None:
    """Nothing is wrong in it, nothing is asked of months for it, and only months hold it."""
    assert told_of_month([], **MONTHLY) == []
    ready = standard(appraisal([], "每月", **MONTHLY), items=[item("下月级别", "文字", "级别")])
    assert asked_quantities(ready) == frozenset()
    held = (Span.of_month(Period(2026, 3)), Span.parse("2026Q1"), Span.parse("2026Q2"), Span.parse("2026"))
    assert [len(appraisals_due(ready, span)) for span in held] == [1, 0, 0, 0]


@pytest.mark.parametrize(
    ("items", "more", "words"),
    [
        (
            [SCORE], MONTHLY,
            ".items: 考核“每月考核”每月的考核只写 who 和 grading，不写 items；请写在薪酬标准里，月份自己算",
        ),
        ([], {}, ": 考核“每月考核”是每月的，却没有写 grading"),
        (
            [], {"grading": {**MONTHLY["grading"], "proposed": "下月极别"}},
            ".grading: 考核“每月考核”的 grading 的 proposed“下月极别”不是它的项目；最接近的是“下月级别”",
        ),
        (
            [], {"grading": {**MONTHLY["grading"], "keep": "级别树"}, "criteria": []},
            ".grading: 考核“每月考核”的 grading 不写 keep、rise：逐条对照只在季度、年度的级别调整表里",
        ),
        (
            [], {"grading": {**MONTHLY["grading"], "after": 0}},
            ".grading: 考核“每月考核”的 grading 的 after 是0，每月的考核应是1以上：本月已按原级别计薪",
        ),
    ],
)  # fmt: skip
def test_a_slip_in_an_appraisal_of_the_month(items: list[dict[str, Any]], more: dict[str, Any], words: str) -> None:
    """What belongs to the month is written there."""
    assert f"appraisals.0{words}" in told_of_month(items, **more)


def test_an_appraisal_of_a_quarter_without_items_appraises_nothing() -> None:
    """Only the month has its items elsewhere."""
    assert problems(appraisal([])) == ["appraisals.0: 考核“每季考核”没有写 items，什么也不考核"]


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("有效产", "没有“有效产”这个量；最接近的是“有效户”"),
        ("净收入 + 有效户", "“净收入”是元，“有效户”是户，不能相加"),
        ('上期(级别, "") = 级别', "函数“上期”：“级别”不留存，往期只有取整的、是否的或文字的人员的量"),
        ("上期(业绩实绩, 0)", "函数“上期”：“业绩实绩”不留存，往期只有取整的、是否的或文字的人员的量"),
        ("上期(得分, 0)", ""),
        ("上期(有效户, 0) × 2", ""),
        ("业绩实绩 ÷ 业绩目标", ""),
        ("如果(业绩有目标, 1, 0)", ""),
    ],
)
def test_what_a_formula_may_name(formula: str, words: str) -> None:
    """Quantities of months, of the appraisal itself and of indicators; who people are is not kept for later."""
    unit = "是否" if formula.endswith("级别") else "分"
    found = problems(
        appraisal([SCORE, item("新项", unit, formula)]), indicators=[indicator("业绩", "净收入", "元")]
    )  # fmt: skip
    assert found == ([f"appraisals.0.items.1.formula: 项目“新项”：{words}"] if words else [])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quantity": "净收人"}, "指标“业绩”的量“净收人”不存在；最接近的是“净收入”"),
        ({"quantity": "合格"}, "指标“业绩”的量“合格”是是否，不是数"),
        ({"unit": "户"}, "指标“业绩”的单位是户，它的量“净收入”的单位却是元；请改成一样"),
        ({"quantity": "季度奖"}, "指标“业绩”的量“季度奖”不是每月都算，不能作指标"),
        ({"source": ""}, "“业绩”的依据 source 是空的，请写明第几条或文件号"),
    ],
)
def test_a_slip_in_an_indicator(change: dict[str, str], words: str) -> None:
    """An indicator stands on a figure every month has, in its unit."""
    bonus = item("季度奖", "元", "净收入", round="分", calendar="每季")
    assert problems(indicators=[{**indicator("业绩", "净收入", "元"), **change}], items=[bonus]) == [
        f"indicators.0: {words}"
    ]


def test_names_of_appraisals_and_items_stand_once() -> None:
    """Two appraisals of one name, and one item in both; the second place is named."""
    found = problems(appraisal([SCORE], "每年"), appraisal([SCORE], "每年"))
    assert "appraisals.1: 考核“每年考核”写了两次，请删去一处或改名" in found
    both = problems(appraisal([SCORE]), appraisal([SCORE], "每年"))
    assert any(one.startswith("appraisals.1.items.0:") for one in both)


@pytest.mark.parametrize(
    ("text", "words"), [("{有效产}", "里的“有效产”不存在；最接近的是“有效户”"), ("{得分", "的花括号不成对")]
)
def test_the_words_of_a_notice(text: str, words: str) -> None:
    """What stands in brackets must be a quantity."""
    notice = {"name": "警示", "when": "得分 < 60", "text": text, "source": "第八条"}
    assert told(notices=[notice]) == [f"appraisals.0.notices.0: 提示“警示”{words}"]


def test_which_appraisals_a_span_holds() -> None:
    """A quarter each time, a half-year in the second and fourth, the year in neither."""
    ready = standard(*(appraisal([item(f"得分{n}", "分", "有效户 × 1")], every) for n, every in
                       enumerate(("每年", "每半年", "每季"))))  # fmt: skip
    held = {text: [one.text.every for one in appraisals_due(ready, Span.parse(text))] for text in
            ("2026Q1", "2026Q2", "2026Q3", "2026Q4", "2026")}  # fmt: skip
    both = ["每季", "每半年"]
    assert held == {"2026Q1": ["每季"], "2026Q2": both, "2026Q3": ["每季"], "2026Q4": both, "2026": ["每年"]}


def test_what_months_must_keep() -> None:
    """What formulas, criteria, notices and indicators name of the months, also only of earlier ones; nothing else."""
    notice = {"name": "警示", "when": "长假天数 > 90", "text": "休假{长假天数}天", "source": "第八条"}
    ready = standard(
        appraisal([SCORE, item("以前", "是否", "上期(在岗月, 是)")], notices=[notice], facts=[fact("测评分", "分")]),
        indicators=[indicator("业绩", "净收入", "元")],
    )
    assert asked_quantities(ready) == {"有效户", "长假天数", "在岗月", "净收入"}
    assert own_quantities(ready) == {"得分", "以前", "测评分"}
    assert [one.name for one in facts_due(ready, Span.parse("2026Q1"))] == ["测评分"]


QUARTER = """\
    remarks:
      - {when: 提成 = 0, text: "无提成，迟到{迟到次数}次"}
    indicators:
      - {name: 收入, quantity: 归属净佣金, take: 合计, unit: 元, source: 第三条}
    appraisals:
      - name: 季度考核
        every: 每季
        source: 第十七条
        items:
          - {name: 得分, unit: 分, formula: 收入实绩 ÷ 100 + 实发 ÷ 100, source: 第十七条}
        score: 得分
"""
REMARKS = QUARTER.partition("    indicators")[0]


def test_a_configuration_with_appraisals(tmp_path: Path) -> None:
    """They come with the standard of a month, and may name what the statute makes."""
    settings = load(written(tmp_path, changed((REMARKS, QUARTER))))
    ready = settings.standard(Period(2026, 3))
    assert [one.text.name for one in ready.appraisals] == ["季度考核"]
    assert asked_quantities(ready) == {"归属净佣金", "实发"}


def test_a_slip_is_told_with_its_line(tmp_path: Path) -> None:
    """The line of the item, not of the appraisal."""
    text = changed((REMARKS, QUARTER.replace("收入实绩", "收人实绩")))
    line = next(place for place, words in enumerate(text.splitlines(), 1) if "收人实绩" in words)
    with pytest.raises(ConfigurationError) as caught:
        load(written(tmp_path, text))
    assert caught.value.problems == [(line, "项目“得分”：没有“收人实绩”这个量；最接近的是“收入实绩”")]


@pytest.mark.parametrize(
    ("after", "words"),
    [(0, "自考核期的第一个月起，已发薪的月份更正补算"), (1, "自期末后第1个月起"), (2, "自期末后第2个月起")],
)
def test_from_when_in_words(after: int, words: str) -> None:
    """What ``scheme show`` says of a grading."""
    grading = Grading(proposed="新级别", after=after, source="第六条")
    assert grading_words(grading) == f"按“新级别”，{words}"
