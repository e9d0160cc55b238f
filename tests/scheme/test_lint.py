"""Every mistake a rule set can contain: found before anything is paid, at its place, with the nearest known word."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from pipeline.scheme.compile import compile_rules
from pipeline.scheme.order import needs
from tests.scheme.rule_sets import KNOWN, LEDGERS, item, problems, rules, written

GROUPS = {"雇员": ["客户经理", "团队负责人"]}
BANDS = {"unit": "比例", "edge": "左闭右开", "bands": [["0", None, "1%"]], "source": "第六条"}
LOOKUP = {"unit": "元", "by": "级别", "rows": {"初级": "3000"}, "source": "第五条"}


def measure(name: str, take: str, **more: Any) -> dict[str, Any]:
    """A measure as written."""
    return {"name": name, "take": take, "source": "第四条", "unit": "次", **more}


def credit(name: str, amount: str, split: str = "最大余数到分") -> dict[str, Any]:
    """A credit as written."""
    return {"name": name, "amount": amount, "relation": "开发", "split": split, "source": "第三条"}


def ledger(name: str, *post: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A ledger as written."""
    return {"name": name, "source": "第十四条", "post": list(post), **more}


OK = item("甲", "日数 × 2")


@pytest.mark.parametrize(
    ("items", "path", "words"),
    [
        ([item("甲", "计薪日数 × 2")], (0, "formula"), "：没有“计薪日数”这个量；最接近的是“日数”"),
        ([item("甲", "取大数(日数, 1)")], (0, "formula"), "：没有“取大数”这个函数；最接近的是“取大”"),
        ([item("甲", "取大(日数)")], (0, "formula"), "：函数“取大”应有2至9项，写了1项"),
        ([item("甲", "查表(底薪, 级别)")], (0, "formula"), "：没有“底薪”这张表；最接近的是“底薪表”"),
        ([item("甲", "超额累进(底薪表, 日数)")], (0, "formula"), "：表“底薪表”是查表，应用 查表(…)"),
        ([item("甲", "查表(提成档, 级别)")], (0, "formula"),
         "：表“提成档”是档位，应用 超额累进(…)、档值(…) 或 档次(…)"),
        ([item("甲", "级别")], (0, "formula"), "：“级别”应为数，实为文字"),
        ([item("甲", "月末在职")], (0, "formula"), "：“月末在职”应为数，实为条件（是或否）"),
        ([OK, item("甲", "1")], (1,), "写了两次，请删去一处或改名"),
        ([item("甲", "1", each="客户"), OK], (1,), "写了两次，请删去一处或改名"),
        ([item("日数", "1")], (0,), "与已有的量同名，请改名"),
        ([item("次数", "1")], (0,), "与已有的量同名，请改名"),
        ([item("甲")], (0,), "应有一条 formula，或按岗位写 cases，二者取一"),
        ([item("甲", "1", cases=[{"who": "兼职", "formula": "1"}])], (0,),
         "应有一条 formula，或按岗位写 cases，二者取一"),
        ([item("甲", "1", who="顾员")], (0,), "的适用人员“顾员”不存在；最接近的是“雇员”"),
        ([item("甲", "1", who="雇员、保安")], (0,), "的适用人员“保安”不存在"),
        ([item("甲", cases=[{"who": "兼取", "formula": "1"}])], (0,), "的适用人员“兼取”不存在；最接近的是“兼职”"),
        ([item("甲", "净佣金", each="客户", who="兼职")], (0,), "的 who 只用于人员的、有一条 formula 的项目，请删去"),
        ([item("甲", who="雇员", cases=[{"who": "兼职", "formula": "1"}])], (0,),
         "的 who 只用于人员的、有一条 formula 的项目，请删去"),
        ([item("甲", each="客户", cases=[{"who": "兼职", "formula": "1"}])], (0,), "按岗位写 cases，只能是人员的项目"),
        ([item("甲", cases=[{"who": "", "formula": "1"}])], (0,), "有一种情形没有写适用人员 who"),
        ([item("甲", cases=[{"who": "雇员", "formula": "1"}, {"who": "团队负责人、兼职", "formula": "2"}])], (0,),
         "的情形重叠：团队负责人有两条公式，请只留一条"),
        ([item("甲", cases=[{"who": "兼职", "formula": "1"}, {"who": "雇员", "formula": "计薪日数"}])],
         (0, "cases", 1, "formula"), "：没有“计薪日数”这个量；最接近的是“日数”"),
        ([item("甲", "团队其他人合计(净佣金)", each="客户")], (0, "formula"), "：团队其他人合计 只能用于人员的项目"),
    ],
)  # fmt: skip
def test_a_wrong_item(items: list, path: tuple, words: str) -> None:
    """An item's mistake is told with its name, at the item, the formula or the case."""
    found = problems(
        *items, groups=GROUPS, tables={"提成档": BANDS, "底薪表": LOOKUP},
        measures=[measure("次数", "计数()", over="考勤")],
    )  # fmt: skip
    assert found == [(("items", *path), f"项目“{items[path[0]]['name']}”{words}")]


@pytest.mark.parametrize(
    ("formulas", "ring"),
    [({"甲": "甲 + 1"}, {"甲"}), ({"甲": "乙", "乙": "丙 + 1", "丙": "取大(甲, 0)", "丁": "甲"}, {"甲", "乙", "丙"})],
)
def test_items_in_a_ring_are_refused(formulas: dict[str, str], ring: set[str]) -> None:
    """The message walks the ring, so that one sees which reference to remove."""
    ((path, words),) = problems(*(item(name, formula) for name, formula in formulas.items()))
    remedy = "；请改去其中一处引用（要引用往月的数，用 上期(…)）"
    walk = words.removeprefix("项目互相引用成环：").removesuffix(remedy).split(" → ")
    assert set(walk) == ring
    assert walk[0] == walk[-1]
    for name, following in pairwise(walk):
        assert following in formulas[name] or name in formulas[following]
    assert path == ("items", list(formulas).index(walk[0]))


def test_items_come_after_those_they_name_otherwise_as_written() -> None:
    """The order is derived, not written, and the same every time."""
    standard = rules(item("丁", "丙 + 乙"), item("丙", "甲"), item("乙", "1"), item("甲", "2"))
    order = [one.name for one in standard.items["人员"]]
    assert all(order.index(name) < order.index(one.name) for one in standard.items["人员"] for name in needs(one))
    assert order == [one.name for one in compile_rules(standard.text, KNOWN)[0].items["人员"]]


@pytest.mark.parametrize(
    ("written_measure", "words"),
    [
        (measure("次", "计数()"), "应写明取自哪张表 over，或哪个台账 ledger，二者取一"),
        (measure("次", "计数()", over="考勤", ledger="结欠"), "应写明取自哪张表 over，或哪个台账 ledger，二者取一"),
        (measure("次", "计数()", over="考勤表"), "所取的表“考勤表”不存在；最接近的是“考勤”"),
        (measure("次", "合计(迟到)", over="考勤"), "的 take：没有“迟到”这个量；最接近的是“迟到次数”"),
        (measure("次", "合计(工号)", over="考勤"), "的 take：“工号”应为数，实为文字"),
        (measure("次", "去重计数(工号, 日子)", over="考勤"), "的 take：表“考勤”没有“日子”这一列；最接近的是“日期”"),
        *(
            (measure("次", take, over="考勤"),
             "取自表，take 应是 合计(式)、计数()、去重计数(列, …)、平均(式)、最大(式)、最小(式) 或 取值(列)")
            for take in ("合计()", "合计(迟到次数, 迟到次数)", "计数(工号)", "去重计数()", "余额()", "迟到次数", "1")
        ),
        *(
            (measure("次", f"{take}(迟到次数)", over="考勤"), f"取{take}，须用 none 写明没有一行的人取什么，如 none: 0")
            for take in ("平均", "最大", "最小", "取值")
        ),
        (measure("次", "平均(迟到次数)", over="考勤", none="无"),
         "的 none：“无”不是数字，应写成 2500、25%、0.2‰ 或 3万"),
        (measure("次", "合计(迟到次数)", over="考勤", none="0"), "取合计，没有一行的人就是0，请删去 none"),
        (measure("次", "取值(日期)", over="考勤", none="0"), "的 take：不能取日期；请取数、文字或是否"),
        (measure("次", "取值(工号)", over="考勤", none="0"), "的 take：“工号”是文字，单位却写成数；请改 unit"),
        (measure("次", "取值(迟到次数 + 1)", over="考勤", none="0"), "的 take：取值 里应是列名"),
        (measure("次", "取值(迟到)", over="考勤", none="0"),
         "的 take：表“考勤”没有“迟到”这一列；最接近的是“迟到次数”"),
        (measure("次", "取值(迟到次数)", over="考勤", unit="是否", none="是"),
         "的 take：“迟到次数”是数，单位却写成是否；请改 unit"),
        (measure("次", "合计(迟到次数)", over="考勤", unit="文字"),
         "的单位是文字，取合计得到的却是数；请改 unit 或 take"),
        (measure("次", "计数()", over="考勤", person="接手人"), "的 person：表“考勤”没有“接手人”这一列"),
        (measure("次", "计数()", over="考勤", person="迟到次数"),
         "的 person：表“考勤”的“迟到次数”不是文字，应是工号、客户号或文字的列"),
        (measure("次", "计数()", over="考勤", object="工号"), "取自表，不能写 object"),
        (measure("次", "计数()", over="考勤", where="组内计数(迟到次数 > 0, 工号) > 1"),
         "的 where：组内计数 只能用于人员的项目"),
        (measure("次", "合计(累计(迟到次数, 日期, “缺期略去”))", over="考勤"), "的 take：累计 只能用于人员的项目"),
        (measure("次", "合计(取自人员(甲, 工号))", over="考勤"),
         "的 take：取自人员 在这里只能问花名册上的人员信息，“甲”是以后才算出的；请改在记录里引用"),
        (measure("次", "计数()", over="考勤", where="迟到 > 0"), "的 where：没有“迟到”这个量；最接近的是“迟到次数”"),
        (measure("次", "计数()", over="考勤", where="迟到次数"), "的 where：“迟到次数”应为条件（是或否），实为次"),
        (measure("次", "计数()", over="考勤", where="日期 > 1"), "的 where：“日期”是日期，“1”是数，不能比较"),
        (measure("次", "计数()", over="考勤", origin=-1), "取自表，不能写 origin"),
        (measure("次", "余额()", ledger="节欠"), "所取的台账“节欠”不存在；最接近的是“结欠”"),
        (measure("次", "合计(金额)", ledger="结欠"), "取自台账，take 应是 余额()"),
        (measure("次", "计数()", ledger="结欠"), "取自台账，take 应是 余额()"),
        (measure("次", "余额()", ledger="结欠", where="月末在职"), "取自台账，不能写 where"),
        (measure("次", "余额()", ledger="结欠", none="0"), "取自台账，不能写 none"),
        (measure("次", "余额()", ledger="结欠", unit="文字"), "的单位是文字，取自台账的是数；请改 unit"),
        (measure("次", "余额()", ledger="结欠", person="工号"), "按人员计，取自台账，不能写 person 或 object"),
        (measure("次", "余额()", ledger="风险金", origin={"from": 0, "until": -12}),
         "的 origin：from（0）应不晚于 until（-12）"),
        (measure("次", "余额()", ledger="结欠", origin=-12), "写了 origin，台账“结欠”却不按来源期间记"),
        (measure("次", "余额()", ledger="已奖有效户"), "按人员计，台账“已奖有效户”却按客户记"),
        (measure("次", "计数()", ledger="结欠", each="客户"), "按客户计，台账“结欠”却按人员记"),
        (measure("次", "合计(金额)", ledger="已奖有效户", each="客户"), "取自台账，take 应是 余额() 或 计数()"),
        (measure("次", "计数()", over="考勤", each="客户"), "按客户计，只能取自台账 ledger"),
        (measure("日数", "计数()", over="考勤"), "与已有的量同名，请改名"),
    ],
)  # fmt: skip
def test_a_wrong_measure(written_measure: dict, words: str) -> None:
    """What a measure takes, from where, and with which condition is checked against the real columns and ledgers."""
    found = problems(OK, measures=[written_measure], ledgers=LEDGERS)
    assert found == [(("measures", 0), f"计量“{written_measure['name']}”{words}")]


@pytest.mark.parametrize(
    "written_measure",
    [
        measure("次", "合计(迟到次数)", over="考勤", where="日期 ≥ 月首(0) 且 非 为空(日期)"),
        measure("次", "去重计数(日期, 工号)", over="考勤"), measure("次", "余额()", ledger="风险金", origin=-12),
        measure("次", "合计(迟到次数 × 2 + 1)", over="考勤"), measure("次", "平均(迟到次数)", over="考勤", none="0"),
        measure("次", "取值(工号)", over="考勤", unit="文字", none="无"),
        measure("次", "计数()", over="人员", person="团队"),
        measure("次", "余额()", ledger="风险金", origin={"from": -14, "until": -12}),
        measure("次", "余额()", ledger="风险金", origin={"until": -12}),
        measure("次", "合计(如果(取自人员(级别, 工号) = “初级”, 1, 0))", over="考勤"),
        measure("次", "余额()", ledger="风险金"), measure("次", "计数()", ledger="已奖有效户", each="客户"),
    ],
)  # fmt: skip
def test_a_right_measure(written_measure: dict) -> None:
    """Each kind of measure the scheme needs is accepted."""
    assert problems(OK, measures=[written_measure], ledgers=LEDGERS) == []


def test_a_measure_twice() -> None:
    """The second of two measures of one name is the one to remove."""
    twice = [measure("次", "计数()", over="考勤"), measure("次", "合计(迟到次数)", over="考勤")]
    assert problems(OK, measures=twice) == [(("measures", 1), "计量“次”写了两次，请删去一处或改名")]


@pytest.mark.parametrize(
    ("written_credit", "words"),
    [
        (credit("归属", "净拥金"), "的金额“净拥金”不存在；最接近的是“净佣金”"),
        (credit("归属", "客户状态"), "的金额“客户状态”不存在"),
        (credit("归属", "日均资产"), "的金额“日均资产”不是到分的，不能按“最大余数到分”分"),
        (credit("归属", "奖励"), "的金额“奖励”不是到分的，不能按“最大余数到分”分"),
        (credit("归属", "奖励", "按比例不取整"), "的金额“奖励”不是到分的，不能按“按比例不取整”分"),
    ],
)
def test_a_wrong_credit(written_credit: dict, words: str) -> None:
    """Only an amount there is can be credited, and only fen can be split to the fen."""
    found = problems(OK, item("奖励", "100", each="客户"), credits=[written_credit])
    assert found == [(("credits", 0), f"归属“归属”{words}")]


def test_right_credits() -> None:
    """Commission in fen, an item rounded to fen, and assets by share are accepted."""
    credits = [credit("甲归", "净佣金"), credit("乙归", "奖励"), credit("丙归", "日均资产", "按比例不取整")]
    assert problems(OK, item("奖励", "100", each="客户", round="分"), credits=credits) == []
    twice = problems(OK, credits=[credits[0], credits[0]])
    assert twice == [(("credits", 1), "归属“甲归”写了两次，请删去一处或改名")]


@pytest.mark.parametrize(
    ("written_ledger", "words"),
    [
        (ledger("结欠", {"item": "乙"}), "记入的项目“乙”不存在"),
        (ledger("结欠", {"item": "级别"}), "记入的项目“级别”不存在"),
        (ledger("结欠", {"item": "零头"}), "记入的项目“零头”没有取整到分，请写 round: 分"),
        (ledger("结欠", {"item": "奖厉", "each": "客户"}, by="客户"), "记入的项目“奖厉”不存在；最接近的是“奖励”"),
        (ledger("结欠", {"item": "甲", "who": "保洁"}), "的项目“甲”的适用人员“保洁”不存在"),
        (ledger("结欠", {"item": "甲"}, by="客户"), "按客户记，项目“甲”却按人员"),
        (ledger("结欠", {"item": "奖励", "each": "客户"}), "按人员记，项目“奖励”却按客户"),
        (ledger("结欠", {"item": "甲"}, by="人员与来源期间"), "按人员与来源期间记，项目“甲”应写来源期间 origin"),
        (ledger("结欠", {"item": "甲", "origin": 0}), "按人员记，项目“甲”不应写来源期间 origin"),
        (ledger("结欠", {"item": "甲", "as": "1"}), "的项目“甲”按人员记，不能写 as"),
    ],
)
def test_a_wrong_posting(written_ledger: dict, words: str) -> None:
    """A posting names a figure there is, for people there are, by the names its ledger is kept by."""
    found = problems(
        item("甲", "日数 × 2", round="分"), item("奖励", "100", each="客户", round="分"), item("零头", "1"),
        ledgers=[written_ledger],
    )  # fmt: skip
    assert found == [(("ledgers", 0, "post", 0), f"台账“结欠”{words}")]


def test_a_ledger_twice() -> None:
    """Two ledgers of one name would be one."""
    assert problems(OK, ledgers=[ledger("结欠"), ledger("结欠")]) == [
        (("ledgers", 1), "台账“结欠”写了两次，请删去一处或改名")
    ]


@pytest.mark.parametrize(
    ("when", "text", "words"),
    [
        ("天数 > 1", "是", "备注“是”的条件：没有“天数”这个量；最接近的是“日数”"),
        ("日数", "是", "备注“是”的条件：“日数”应为条件（是或否），实为天"),
        ("日数 > 1", "{天数}天", "备注“{天数}天”里的“天数”不存在；最接近的是“日数”"),
        ("日数 > 1", "{}天", "备注“{}天”里的“”不存在"),
        ("日数 > 1", "{日数天", "备注“{日数天”的花括号不成对"),
        ("日数 > 1", "日数}天", "备注“日数}天”的花括号不成对"),
    ],
)
def test_a_wrong_remark(when: str, text: str, words: str) -> None:
    """The condition of a remark and every quantity in its words are checked."""
    assert problems(OK, remarks=[{"when": when, "text": text}]) == [(("remarks", 0), words)]


def test_a_right_remark() -> None:
    """Facts, measures and items may stand in a remark."""
    remarks = [{"when": "甲 > 1 且 月末在职", "text": "入职{入职日期}，甲{甲}元"}]
    assert problems(OK, remarks=remarks) == []


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"unit": "元"}, "应有 by 与 rows（查表），或有 edge 与 bands（档位），二者取一"),
        ({**BANDS, **LOOKUP}, "应有 by 与 rows（查表），或有 edge 与 bands（档位），二者取一"),
        ({**BANDS, "edge": None}, "没有写明边界归属 edge：左闭右开（含起点）或 左开右闭（含终点）"),
        ({**BANDS, "bands": []}, "没有档位，至少写一档 [起点, 终点, 数值]"),
        ({**BANDS, "bands": [["0", "1", "1"], ["2", None, "1"]]},
         "的档位有缺口：…到1，下一档从2；上一档的终点应等于下一档的起点"),
        ({**LOOKUP, "by": None}, "没有写明按什么查 by，例如 by: 级别（至多三项）"),
        ({**LOOKUP, "by": []}, "没有写明按什么查 by，例如 by: 级别（至多三项）"),
        ({**LOOKUP, "by": ["一", "二", "三", "四"]}, "没有写明按什么查 by，例如 by: 级别（至多三项）"),
        ({**LOOKUP, "by": ["级别", "岗位"]}, "的层数与 by 所列的不一致"),
        ({**LOOKUP, "rows": {"初级": {"兼职": "1"}}}, "的层数与 by 所列的不一致"),
        ({**LOOKUP, "rows": {"初级": None}}, "的“初级”：“None”不是数字，应写成 2500、25%、0.2‰ 或 3万"),
        ({**LOOKUP, "rows": {"初级": "三千"}}, "的“初级”：“三千”不是数字，应写成 2500、25%、0.2‰ 或 3万"),
    ],
)  # fmt: skip
def test_a_wrong_table(table: dict, words: str) -> None:
    """A table that cannot be built is told once; formulas that use it are not complained of."""
    found = problems(item("甲", "查表(表, 级别) + 档值(表, 日数)"), tables={"表": {"source": "第五条", **table}})
    assert found == [(("tables", "表"), f"表“表”{words}")]


def test_groups_are_made_of_posts() -> None:
    """A group may not contain another group or a post there is not."""
    assert problems(OK, groups={"雇员": ["客户经历"], "全部": ["雇员"]}) == [
        (("groups", "雇员"), "没有岗位“客户经历”；最接近的是“客户经理”"),
        (("groups", "全部"), "没有岗位“雇员”"),
    ]


def test_a_statute_builds_on_the_pay_standard() -> None:
    """A statute uses the groups and ledgers of the standard, and makes items of persons only."""
    base = rules(OK, groups=GROUPS, ledgers=LEDGERS)
    own = problems(
        item("税", "日数 × 3%", who="雇员"), base=base, measures=[measure("欠", "余额()", ledger="结欠")],
    )  # fmt: skip
    assert own == []
    wrong = problems(
        item("税", "净佣金", each="客户"), base=base,
        measures=[measure("奖", "计数()", each="客户", ledger="已奖有效户")],
    )  # fmt: skip
    assert wrong == [
        (("measures", 0), "计量“奖”写在法定标准里，只能按人员计"),
        (("items", 0), "项目“税”写在法定标准里，只能是人员的项目"),
    ]


def test_every_mistake_is_told_at_once() -> None:
    """One mistake does not hide the next."""
    found = problems(
        item("甲", "天数"), item("乙", "取大(1)"), tables={"表": {"unit": "元", "source": "一"}},
        measures=[measure("次", "计数()", over="考勤表")], remarks=[{"when": "丙 > 1", "text": "{丁}"}],
    )  # fmt: skip
    assert [path for path, _ in found] == [
        ("tables", "表"), ("measures", 0), ("items", 0, "formula"), ("items", 1, "formula"),
        ("remarks", 0), ("remarks", 0),
    ]  # fmt: skip


def test_a_rule_set_governs_its_days_both_included() -> None:
    """The day before, the first, the last and the day after; without until it is open."""
    made = written(OK, in_force={"from": "2026-01-01", "until": "2026-12-31"})
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [made.governs(day) for day in days] == [False, True, True, False]
    assert written(OK).governs(date(2099, 1, 1))
