"""Quantities of records, of members and of persons that need one another, and what measures take from lines."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest

from tests.scheme.by_month import months
from tests.scheme.rule_sets import item

MARCH = "2026-03"
ORDERS = {
    "name": "订单", "columns": {"订单号": "文字", "经办人": "工号", "佣金": "元"}, "key": ["订单号"],
    "source": "第七条",
}  # fmt: skip
RATES = {"系数表": {"unit": "比例", "by": "级别", "rows": {"初级": "10%", "高级": "20%"}, "source": "第六条"}}
SUPERIOR = [{"name": "上级工号", "unit": "文字", "blank": "", "source": "第十二条"}]
OF_TEAM = [
    {
        "name": "订单提成",
        "over": "订单",
        "person": "经办人",
        "take": "合计(本单提成)",
        "unit": "元",
        "source": "第七条",
    },
    {
        "name": "下属应发",
        "over": "人员",
        "person": "上级工号",
        "take": "合计(应发)",
        "unit": "元",
        "source": "第十二条",
    },
    {
        "name": "下属人数",
        "over": "人员",
        "person": "上级工号",
        "where": "应发 ≥ 300",
        "take": "计数()",
        "unit": "人",
        "source": "十二",
    },
]
CHAIN = (
    item("津贴", "下属应发 × 10% + 下属人数 × 1", round="分"),
    item("应发", "100 + 订单提成", round="分"),
    item("本单提成", "佣金 × 取自人员(提成系数, 经办人)", each="订单", round="分"),
    item("提成系数", "查表(系数表, 级别)", unit="比例"),
)


@pytest.mark.parametrize("order", [*permutations(range(4))][::5])
def test_from_a_person_to_his_orders_and_up_to_his_superior(order: tuple[int, ...]) -> None:
    """系数 → 本单提成 → 订单提成 → 应发 → 下属应发 → 津贴, in whatever order they are written.

    2 (初级, 10%) has 1000 and 500: 150, so 250; 3 (高级, 20%) has 2000: 400, so 500.  Their superior 1 has
    750 × 10% = 75 and, one of the two having at least 300, 1 more.
    """
    team = months(
        *(CHAIN[place] for place in order), records=[ORDERS], tables=RATES, facts=SUPERIOR, measures=OF_TEAM,
    )  # fmt: skip
    made = team.run(
        MARCH,
        [{"工号": "1", "级别": "高级"}, {"工号": "2", "级别": "初级", "上级工号": "1"},
         {"工号": "3", "级别": "高级", "上级工号": "1"}],
        订单=[{"订单号": "O1", "经办人": "2", "佣金": 1000}, {"订单号": "O2", "经办人": "2", "佣金": 500},
              {"订单号": "O3", "经办人": "3", "佣金": 2000}],
    )  # fmt: skip
    assert made.told() == []
    assert made.each("应发") == {"1": 100, "2": 250, "3": 500}
    assert made.each("下属应发") == {"1": 750, "2": 0, "3": 0}
    assert made.each("津贴") == {"1": 76, "2": 0, "3": 0}


def test_a_ring_through_a_record_is_refused() -> None:
    """应发 needs 订单提成, which needs 本单提成, which asks for 应发."""
    from tests.scheme.rule_sets import problems

    found = problems(
        item("应发", "订单提成", round="分"), item("本单提成", "取自人员(应发, 经办人)", each="订单", round="分"),
        records=[ORDERS], measures=OF_TEAM[:1],
    )  # fmt: skip
    assert len(found) == 1
    assert found[0][1].startswith("项目互相引用成环：")
    assert all(name in found[0][1] for name in ("应发", "本单提成", "订单提成"))


def test_members_are_counted_by_what_the_roster_says() -> None:
    """A measure over the members that needs no item at all; 组内计数 says the same of the same team."""
    team = months(
        item("同队", "组内计数(月末在职, 团队)", unit="人"),
        measures=[{"name": "带人", "over": "人员", "person": "上级工号", "take": "计数()", "unit": "人",
                   "source": "一"}],
        facts=SUPERIOR,
    )  # fmt: skip
    made = team.run(
        MARCH, [{"工号": "1"}, {"工号": "2", "上级工号": "1"}, {"工号": "3", "上级工号": "1", "团队": "二队"}]
    )
    assert made.each("带人") == {"1": 2, "2": 0, "3": 0}
    assert made.each("同队") == {"1": 2, "2": 2, "3": 1}


def test_a_record_naming_a_stranger_has_no_value() -> None:
    """经办人 9 is nobody: the order is told with its row; a person without trouble of his own is not."""
    team = months(*CHAIN[1:], records=[ORDERS], tables=RATES, measures=OF_TEAM[:1])
    made = team.run(MARCH, [{"工号": "1", "级别": "初级"}], 订单=[{"订单号": "O1", "经办人": "9", "佣金": 10}])
    assert [(finding.code, finding.column, finding.value) for finding in made.findings] == [("P01", "订单", "第2行")]


def test_what_a_person_lacks_is_told_once() -> None:
    """The grade of 2 is in no table: 提成系数 is told, not the order, the sum or the pay that build on it."""
    team = months(*CHAIN[1:], records=[ORDERS], tables=RATES, measures=OF_TEAM[:1])
    made = team.run(MARCH, [{"工号": "2", "级别": "特级"}], 订单=[{"订单号": "O1", "经办人": "2", "佣金": 10}])
    assert made.told()[0] == ("P01", "2 某人的“提成系数”算不出：表“系数表”没有“特级”这一行（第四条）")
    assert all("本单提成" not in message for _, message in made.told())


def test_an_item_of_a_record_by_itself_that_has_no_value_stops() -> None:
    """10 ÷ 0 in an order nobody's pay asks for is still no value; 佣金 −1 is below what may be."""
    team = months(
        item("份数", "10 ÷ 佣金", each="订单", unit="份"),
        item("付", "佣金", each="订单", round="分", limits={"min": "0", "max": "100", "review": "50"}),
        records=[ORDERS],
    )  # fmt: skip

    def told(commission: str) -> list[tuple[str, str]]:
        return team.run(MARCH, [{"工号": "1"}], 订单=[{"订单号": "O1", "经办人": "1", "佣金": commission}]).told()

    assert [code for code, _ in told("0")] == ["P03"]
    assert told("-1") == [("P02", "订单第2行的“付”为-1.00元：-1小于下限0（第四条）")]
    assert told("100.01") == [("P02", "订单第2行的“付”为100.01元：100.01大于上限100（第四条）")]
    assert told("50.01") == [("P04", "订单第2行的“付”为50.01元：50.01大于须复核的50（第四条）")]
    assert told("50") == []


SCORES = {
    "name": "评分", "columns": {"编号": "文字", "工号": "工号", "分数": "分", "类别": "文字", "合格": "是否",
                              "权重": "比例"},
    "key": ["编号"], "blank": ["类别", "权重", "合格"], "source": "第十条",
}  # fmt: skip
LINES = [
    {"编号": "1", "工号": "1", "分数": 80, "类别": "甲", "合格": "是", "权重": "50%"},
    {"编号": "2", "工号": "1", "分数": 91, "类别": "甲", "合格": "是", "权重": "25%"},
    {"编号": "3", "工号": "1", "分数": 99, "类别": "甲", "合格": "是", "权重": "25%"},
    {"编号": "4", "工号": "2", "分数": 70, "类别": "乙", "合格": "否", "权重": "100%"},
]  # fmt: skip


@pytest.mark.parametrize(
    ("take", "more", "expected"),
    [
        ("计数()", {}, [3, 1, 0]),
        ("合计(分数)", {}, [270, 70, 0]),
        ("合计(分数 × 权重)", {}, ["87.5", 70, 0]),  # 80 × 50% + 91 × 25% + 99 × 25% = 40 + 22.75 + 24.75
        ("合计(分数 × 2 + 1)", {}, [543, 141, 0]),
        ("平均(分数)", {"none": "60"}, [90, 70, 60]),
        ("最大(分数)", {"none": "-1"}, [99, 70, -1]),
        ("最小(分数 - 及格线)", {"none": "0"}, [0, -10, 0]),
        ("去重计数(类别)", {}, [1, 1, 0]),
        ("去重计数(类别, 分数)", {}, [3, 1, 0]),
        ("取值(类别)", {"none": "无", "unit": "文字"}, ["甲", "乙", "无"]),
        ("取值(合格)", {"none": "否", "unit": "是否"}, [True, False, False]),
        ("计数()", {"where": "分数 > 及格线"}, [2, 0, 0]),
        ("平均(分数)", {"where": "分数 > 及格线", "none": "0"}, [95, 0, 0]),
        ("合计(分数)", {"where": "地区类别 = “一类” 且 合格"}, [270, 0, 0]),
        ("计数()", {"where": "取自人员(级别, 工号) = “高级”"}, [0, 1, 0]),
    ],
)  # fmt: skip
def test_what_a_measure_takes(take: str, more: dict[str, Any], expected: list[Any]) -> None:
    """Three scores of person 1, one of person 2, none of person 3; 及格线 80 is a parameter."""
    measure = {"name": "量", "over": "评分", "take": take, "unit": "分", "source": "第十条", **more}
    branch = months(
        item("甲", "1", unit=""), records=[SCORES], measures=[measure], branch={"地区类别": "一类"},
        parameters={"及格线": {"value": "80", "unit": "分", "source": "第十条"}},
    )  # fmt: skip
    made = branch.run(MARCH, [{"工号": "1"}, {"工号": "2", "级别": "高级"}, {"工号": "3"}], 评分=LINES)
    wanted = [Fraction(one) if isinstance(one, str) and one[0].isdigit() else one for one in expected]
    assert list(made.each("量").values()) == wanted


@pytest.mark.parametrize(
    ("take", "more", "lines"),
    [
        ("取值(类别)", {"none": "无", "unit": "文字"}, [{"类别": "甲"}, {"类别": "乙"}]),
        ("合计(权重)", {}, [{"权重": "1"}, {"权重": None}]),
        ("合计(10 ÷ 分数)", {}, [{"分数": 0}]),
        ("计数()", {"where": "10 ÷ 分数 > 1"}, [{"分数": 0}, {"分数": 5}]),
    ],
)
def test_a_measure_without_value_stops_whoever_needs_it(take: str, more: dict[str, Any], lines: list[dict]) -> None:
    """Lines that disagree, a cell left blank, a division by zero: never taken for 0; a person without lines has 0."""
    unit = more.get("unit", "分")
    measure = {"name": "量", "over": "评分", "take": take, "unit": unit, "source": "第十条", **more}
    branch = months(item("甲", "量", unit=unit), records=[SCORES], measures=[measure])
    rows = [{"编号": str(place), "工号": "1", "分数": 1, **line} for place, line in enumerate(lines)]
    told = branch.run(MARCH, [{"工号": "1"}, {"工号": "2"}], 评分=rows).told()
    assert told == [("P01", "1 某人的“甲”算不出：“量”没有值（第四条）")]


def test_what_the_others_lack_is_told_where_nothing_else_tells_it() -> None:
    """A measure without value of a team mate leaves the sum of the team without value, and is said so."""
    measure = {"name": "量", "over": "评分", "take": "合计(权重)", "unit": "", "source": "第十条"}
    branch = months(item("合", "组内合计(量)", unit="", who="团队负责人"), records=[SCORES], measures=[measure])
    lines = [{"编号": "1", "工号": "2", "分数": 1, "权重": None}]
    told = branch.run(MARCH, [{"工号": "1", "岗位": "团队负责人"}, {"工号": "2"}], 评分=lines).told()
    assert [code for code, _ in told] == ["P01"]
    assert told[0][1].startswith("1 某人的“合”算不出：")


def test_a_blank_day_of_a_record_is_a_value() -> None:
    """An item that is a day may be blank: the month goes on."""
    record = {"name": "订单", "columns": {"订单号": "文字", "结束": "日期"}, "key": ["订单号"], "blank": ["结束"],
              "source": "第一条"}  # fmt: skip
    branch = months(
        item("到期日", "如果(为空(结束), 结束, 加日(结束, 1))", each="订单", unit="日期"),
        item("应发", "1"), records=[record],
    )  # fmt: skip
    made = branch.run("2026-03", [{"工号": "1"}], 订单=[{"订单号": "A"}, {"订单号": "B", "结束": "2026-03-01"}])
    assert made.told() == []
