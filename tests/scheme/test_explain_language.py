"""Explanations of small rule sets: bounds, rounding, calendars, ranks, history, facts, two-dimensional bands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from pipeline.money import Figures
from pipeline.period import Period
from pipeline.scheme.compile import Rules
from pipeline.scheme.explain import Elsewhere, Explained, Explainer, Line
from pipeline.scheme.facts import Facts, Past
from pipeline.scheme.in_words import rounding_words
from pipeline.scheme.item_parts import Item
from pipeline.scheme.rows import row_of
from pipeline.scheme.run import make_items, surround
from tests.scheme.recompute import nodes, recomputed
from tests.scheme.rule_sets import item, rules

JANUARY, MARCH = Period(2026, 1), Period(2026, 3)
DAYS = item("天数", "日数", unit="天")


def explainer(
    standard: Rules, days: list[int], period: Period = MARCH, past: Mapping[str, list[Any]] | None = None, **words: Any
) -> Explainer:
    """What explains the first of several persons of one team who have these 日数.

    ``past`` gives the values of January and February of the first person by quantity (None: no record).
    """
    count = len(days)
    facts = Facts(period, count)
    given: dict[str, Any] = {
        "工号": [str(place + 1) for place in range(count)], "姓名": [*"甲乙丙丁"][:count], "岗位": ["客户经理"] * count,
        "团队": ["一队"] * count, "级别": ["初级"] * count, **words,
    }  # fmt: skip
    for name, cells in given.items():
        flag = isinstance(cells[0], bool)
        figures = isinstance(cells[0], int) and not flag
        array = np.array(cells, dtype=bool if flag else object)
        facts.columns[name] = Figures(array) if figures else array
    facts.columns["入职日期"] = np.array([date(2026, 1, 1)] * count, dtype="datetime64[D]")
    facts.columns["日数"] = Figures(np.array(days, dtype=object))
    months = (JANUARY, Period(2026, 2))
    kept = {
        name: Past({"1": tuple((m, v) for m, v in zip(months, values, strict=True) if v is not None)})
        for name, values in (past or {}).items()
    }
    surround(standard, facts, kept)
    assert all(failure.review for failure in make_items(standard, standard.items["人员"], facts))
    where = Elsewhere(person=lambda employee: (f"花名册 {employee}",), past=lambda *key: ("台账",))
    return Explainer([standard], row_of(facts, 0, standard.tables), lambda name: (), where=where)


def explained(asked: Explainer, name: str) -> Explained:
    """The tree of a quantity, every formula of which gives the value shown."""
    tree = asked.explain(name)
    recomputed(tree, asked)
    return tree


@pytest.mark.parametrize(
    ("unit", "rounding", "mode", "words"),
    [
        ("元", "分", "四舍五入", "四舍五入到分"), ("元", "元", "舍去", "舍去到元"),
        ("元", "百元", "进位", "进位到百元"), ("元", 1, "四舍五入", "四舍五入到角"),
        ("元/月", -1, "舍去", "舍去到十元"), ("元", "不取整", "四舍五入", "不取整"),
        ("户", 0, "进位", "进位到整数"), ("比例", 4, "四舍五入", "四舍五入到4位小数"), ("户", None, "四舍五入", ""),
    ],
)  # fmt: skip
def test_rounding_in_words(unit: str, rounding: Any, mode: str, words: str) -> None:
    """Yuan by the name of its part, anything else by its decimals."""
    assert rounding_words(Item.model_validate(item("甲", "1", unit=unit, round=rounding, mode=mode))) == words


@pytest.mark.parametrize(
    ("days", "shown", "note"),
    [
        (99, "0.00", "公式算得 -1.00，低于保底 0.00，按 0.00 计"), (100, "0.00", ""), (101, "1.00", ""),
        (120, "20.00", ""),
        (121, "20.00", "公式算得 21.00，高于封顶 天数 ÷ 5 - 4.2（121 ÷ 5 - 4.2 = 20.00），按 20.00 计"),
    ],
)  # fmt: skip
def test_a_floor_and_a_cap_that_were_reached(days: int, shown: str, note: str) -> None:
    """Below, at and above the floor of 0; at and above the cap of 20, which for 121 days is a formula."""
    cap = "天数 ÷ 5 - 4.2" if days == 121 else "20"
    pay = item("薪酬", "日数 - 100", floor="0", cap=cap, round="分")
    tree = explained(explainer(rules(DAYS, pay), [days]), "薪酬")
    assert tree.value == shown
    assert [one for one in tree.notes if one.startswith("公式算得")] == ([note] if note else [])


def test_a_floor_is_the_reason_of_a_zero() -> None:
    """−1 under a floor of 0 is 0 because of the floor; 0.004 is 0 because of the rounding."""
    pay = item("薪酬", "日数 - 100", floor="0", round="分")
    assert explainer(rules(pay), [99]).zero_reason("薪酬") == "公式算得 -1，低于保底0，按0计"
    small = item("薪酬", "日数 ÷ 1000", round="分")
    assert explainer(rules(small), [4]).zero_reason("薪酬") == "公式算得 0.004，四舍五入到分后为0"


def test_what_is_worked_out_only_in_some_months() -> None:
    """A bonus of the quarter is 0 in January, and its flag No: both say when they are worked out."""
    standard = rules(
        item("季度奖", "日数", calendar="每季", round="分"),
        item("达标奖", "日数 > 1", unit="是否", calendar=[3, 9]),
    )
    asked = explainer(standard, [5], JANUARY)
    assert explained(asked, "季度奖").notes == ("为0的原因：本月不计，每季末月计",)
    assert explained(asked, "达标奖").notes == ("本月不计，每年3、9月计",)
    assert (explained(explainer(standard, [5]), "季度奖").value, asked.explain("达标奖").value) == ("5.00", "否")


TREE = {
    "name": "考核", "source": "第九条", "note": "按季", "tree": {"at_least": 2, "of": [
        {"name": "天数够", "when": "日数 ≥ 20"}, {"name": "在职", "when": "月末在职"},
        {"name": "平均", "when": "100 ÷ (日数 - 20) ≥ 50"},
    ]},
}  # fmt: skip


def test_a_criterion_of_which_some_must_hold() -> None:
    """20 days and in service are two of three; the third has no value (÷ 0) and is not needed."""
    standard = rules(item("合格", "达标(考核)", unit="是否"), criteria=[TREE])
    asked = explainer(standard, [20], 月末在职=[True])
    (criterion,) = explained(asked, "合格").parts
    assert (criterion.name, criterion.value, criterion.article) == ("考核", "成立", "第九条")
    assert criterion.notes == ("须至少2项成立", "按季")
    assert [(part.name, part.value) for part in criterion.parts] == [
        ("天数够", "成立"), ("在职", "成立"), ("平均", "没有值"),
    ]  # fmt: skip
    assert criterion.parts[2].notes == ("除数为0；其余条件已能判定，不影响结果",)
    (criterion,) = explained(explainer(standard, [19], 月末在职=[False]), "合格").parts
    assert [part.value for part in criterion.parts] == ["不成立"] * 3
    assert criterion.value == "不成立"


def test_the_highest_grade_met_is_shown_from_the_top() -> None:
    """Of 初级 (10) and 中级 (20) the person with 15 days meets 初级: 高级 and 中级 are shown to fail before it."""
    days = {"初级": "10", "中级": "20", "高级": "30"}
    table = {"标准": {"unit": "天", "by": "级别", "rows": days, "source": "第九条"}}
    enough = {"name": "天数", "when": "日数 ≥ 查表(标准, 标准级别)"}
    keep = {"name": "标准线", "source": "第九条", "tree": {"all": [enough]}}
    standard = rules(
        item("定级", "最高达标(标准线)", unit="文字"), criteria=[keep], tables=table, grades=["初级", "中级", "高级"],
    )  # fmt: skip
    tree = explained(explainer(standard, [15]), "定级")
    assert tree.value == "初级"
    assert [(part.name, part.value) for part in tree.parts] == [
        ("标准线（高级）", "不成立"), ("标准线（中级）", "不成立"), ("标准线（初级）", "成立"),
    ]  # fmt: skip


def test_a_rank_shows_everyone_from_the_top() -> None:
    """30, 30, 20, 10 with 并列占位: the first two share rank 1, the one with 20 is third."""
    standard = rules(item("名次", "组内名次(日数, “并列占位”)", unit="名"))
    tree = explained(explainer(standard, [20, 30, 10, 30]), "名次")
    assert tree.value == "3"
    assert tree.lines == (
        Line("第1名 2 乙 日数", "30", ("花名册 2",)), Line("第1名 4 丁 日数", "30", ("花名册 4",)),
        Line("第3名 1 甲（本人） 日数", "20", ("花名册 1",)), Line("第4名 3 丙 日数", "10", ("花名册 3",)),
    )  # fmt: skip


def test_a_count_shows_whom_it_counted() -> None:
    """Two of three persons have 20 days or more, one of them the person himself."""
    standard = rules(item("人数", "组内计数(日数 ≥ 20, 团队)", unit="人"))
    tree = explained(explainer(standard, [20, 30, 10]), "人数")
    assert tree.value == "2"
    assert [(line.text, line.amount) for line in tree.lines] == [("2 乙 日数 ≥ 20", "是"), ("本人 日数 ≥ 20", "是")]


def test_earlier_months_and_the_default_where_there_is_none() -> None:
    """Three months of 5, 7 and 9 days make 21; without a record 上期 falls back on 3."""
    standard = rules(DAYS, item("季度天数", "累计(天数, 季首(0), “缺期停算”)", unit="天"))
    tree = explained(explainer(standard, [9], past={"天数": [Fraction(5), Fraction(7)]}), "季度天数")
    assert tree.value == "21"
    assert tree.lines == (Line("往期 2026-01", "天数 5", ("台账",)), Line("往期 2026-02", "天数 7", ("台账",)))
    standard = rules(DAYS, item("上月天数", "上期(天数, 3)", unit="天"))
    tree = explained(explainer(standard, [9]), "上月天数")
    assert (tree.value, tree.lines) == ("3", ())
    assert tree.notes[0] == "上期(天数, 3)：没有这一期的记录，取缺省 3"


def test_months_left_out_are_named() -> None:
    """January is missing and left out: the mean of 7 and 9 is 8."""
    standard = rules(DAYS, item("平均天数", "期均(天数, 季首(0), “缺期略去”)", unit="天"))
    tree = explained(explainer(standard, [9], past={"天数": [None, Fraction(7)]}), "平均天数")
    assert tree.value == "8"
    assert tree.notes == ("期均(天数, 季首(0), “缺期略去”)：2026-01没有“天数”的记录，略去",)


def test_a_row_of_months_ends_with_the_one_that_broke_it() -> None:
    """Held in February and March, not in January: two in a row."""
    standard = rules(item("达到", "日数 ≥ 5", unit="是否"), item("连着", "连续期数(达到)", unit="月"))
    tree = explained(explainer(standard, [9], past={"达到": [False, True]}), "连着")
    assert tree.value == "2"
    assert [line.amount for line in tree.lines] == ["达到 否", "达到 是"]


BANDS = {
    "级差档": {"unit": "比例", "edge": "左闭右开", "by": "级别", "source": "第六条", "outside": "按零",
            "bands": {"初级": [["10", "20", "20%"], ["20", "30", "25%"]], "高级": [["0", None, "30%"]]}},
    "就近档": {"unit": "分", "edge": "左闭右开", "source": "第七条", "outside": "就近", "bands": [["10", "20", "80"]]},
}  # fmt: skip


@pytest.mark.parametrize(
    ("days", "first", "second"),
    [
        (9, "9 不在任何一档内，按0计（第六条）", "9 不在任何一档内，最近的是 [10, 20)，取 80（第七条）"),
        (10, "10 落在 [10, 20)，取 20%（第六条）", "10 落在 [10, 20)，取 80（第七条）"),
        (20, "20 落在 [20, 30)，取 25%（第六条）", "20 不在任何一档内，最近的是 [10, 20)，取 80（第七条）"),
    ],
)
def test_the_band_of_a_word_and_what_lies_outside(days: int, first: str, second: str) -> None:
    """The bands of 初级 below, at and above their bounds; the nearest band where the table says so."""
    standard = rules(
        item("比例", "档值(级差档, 日数, 级别)", unit="比例"), item("得分", "档值(就近档, 日数)", unit="分"),
        tables=BANDS,
    )  # fmt: skip
    asked = explainer(standard, [days])
    assert asked.explain("比例").notes[0] == f"级差档·初级：{first}"
    assert explained(asked, "得分").notes[0] == f"就近档：{second}"


FACTS = [
    {"name": "客户成本", "unit": "元", "blank": "0", "source": "第三条", "note": "财务交来"},
    {"name": "证书", "unit": "是否", "blank": "否", "who": "兼职", "source": "第三条"},
    {"name": "形式", "unit": "文字", "blank": "全日", "source": "第三条"},
]


def test_facts_that_did_not_come_say_what_holds() -> None:
    """A figure counts as 0, a word as its blank; a fact that is asked of others says of whom."""
    standard = rules(item("净额", "客户成本 × 2", round="分"), facts=FACTS)
    asked = explainer(standard, [9], 客户成本=[0], 证书=[False], 形式=["全日"])
    cost = asked.explain("客户成本")
    assert (cost.value, cost.article) == ("0.00", "第三条")
    assert cost.notes == ("财务交来", "为0的原因：补充数据没有交来，按0计")
    assert asked.explain("证书").notes == ("第三条只适用于兼职，本人岗位为客户经理",)
    assert (asked.explain("形式").value, asked.explain("形式").unit) == ("全日", "")


def test_parameters_say_their_source_and_what_they_may_be() -> None:
    """A ratio in percent with its range; a choice with its words; a parameter of 0 is the reason of a zero."""
    parameters = {
        "抽成": {"value": "30%", "unit": "比例", "min": "0", "max": "50%", "source": "第二条", "note": "试行"},
        "处理": {"value": "按零", "among": ["按零", "结转"], "source": "第二条"},
        "津贴": {"value": "0", "unit": "元", "source": "第五条"},
    }
    pay = item("薪酬", "如果(处理 = “按零”, 日数 × 抽成, 0)", round="分")
    standard = rules(pay, item("补贴", "津贴", round="分"), parameters=parameters)
    tree = explained(explainer(standard, [10]), "薪酬")
    assert tree.value == "3.00"
    choice, _, rate = tree.parts
    assert (rate.value, rate.article, rate.notes) == ("30%", "第二条", ("参数，可取 0% 至 50%", "试行"))
    assert (choice.value, choice.notes) == ("按零", ("参数，可取 按零、结转",))
    assert explainer(standard, [10]).zero_reason("补贴") == "参数“津贴”定为0（第五条）"


def test_a_result_above_the_line_of_review_says_so() -> None:
    """51 is above 50."""
    standard = rules(item("薪酬", "日数", round="分", limits={"review": "50"}))
    assert "大于复核线 50，请复核" in explained(explainer(standard, [51]), "薪酬").notes
    assert all("复核" not in note for note in explained(explainer(standard, [50]), "薪酬").notes)


def test_a_branch_not_taken_is_not_looked_into() -> None:
    """The band of the branch that was not taken has no value there and is not mentioned."""
    table = {"档": {"unit": "元", "edge": "左闭右开", "bands": [["10", "20", "80"]], "source": "第七条"}}
    standard = rules(item("薪酬", "如果(日数 < 10, 1, 档值(档, 日数))", round="分"), tables=table)
    tree = explained(explainer(standard, [9]), "薪酬")
    assert (tree.value, tree.notes) == ("1.00", ("四舍五入到分",))
    assert len(list(nodes(tree))) == 2
