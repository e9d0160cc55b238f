"""Guards of a rule set: what is refused when they are read, and what they find of persons."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.scheme.describe import changes, describe
from tests.scheme.by_month import months
from tests.scheme.rule_sets import item, problems, rules

PAY = item("应发", "500 - 扣款", round="分")
FACT = {"name": "扣款", "unit": "元", "blank": "0", "source": "第一条"}


def guard(**more: Any) -> dict[str, Any]:
    """A guard as written: nobody may be paid less than 400."""
    return {
        "name": "最低", "when": "应发 < 400", "text": "只有{应发}", "advice": "少扣", "source": "第九条", **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "path", "words"),
    [
        ({"when": "应发合计 < 400"}, ("when",), "：没有“应发合计”这个量；最接近的是“应发”"),
        ({"when": "应发 - 400"}, ("when",), "：“应发 - 400”应为条件（是或否），实为元"),
        ({"when": "应发 < 50%"}, ("when",), "：“应发”是元，“50%”是比例或系数，不能比较"),
        ({"when": "岗位 = “经理”"}, ("when",),
         "：“岗位”没有“经理”这个词，只有客户经理、团队负责人、证券经纪人、兼职；最接近的是“客户经理”"),
        ({"text": "只有{应付}"}, ("text",), "的 text 里的“应付”不存在；最接近的是“应发”"),
        ({"text": "只有{应发"}, ("text",), "的 text 的花括号不成对"),
        ({"text": " "}, (), "的 text 是空的，请写明"),
        ({"advice": ""}, (), "的 advice 是空的，请写明"),
        ({"who": "经纪人"}, (), "的适用人员“经纪人”不存在；最接近的是“证券经纪人”"),
    ],
)  # fmt: skip
def test_a_wrong_guard(changed: dict[str, Any], path: tuple, words: str) -> None:
    """Each mistake is told with the path of its place and the nearest known word."""
    found = problems(PAY, facts=[FACT], guards=[guard(**changed)])
    assert found == [(("guards", 0, *path), f"底线“最低”{words}")]


def test_a_guard_without_source_and_one_written_twice() -> None:
    """Both are refused like everywhere else."""
    assert problems(PAY, facts=[FACT], guards=[guard(source=" ")]) == [
        (("guards", 0), "“最低”的依据 source 是空的，请写明第几条或文件号")
    ]
    assert problems(PAY, facts=[FACT], guards=[guard(), guard()]) == [
        (("guards", 1), "底线“最低”写了两次，请删去一处或改名")
    ]


PEOPLE = [
    {"工号": "1", "岗位": "客户经理", "扣款": "100.01"},
    {"工号": "2", "岗位": "客户经理", "扣款": "100"},
    {"工号": "3", "岗位": "客户经理", "扣款": "99.99"},
    {"工号": "4", "岗位": "兼职", "扣款": "300"},
]


@pytest.mark.parametrize(("level", "code", "stops"), [("提醒", "N01", False), ("阻断", "N02", True)])
def test_a_floor_below_at_and_above(level: str, code: str, stops: bool) -> None:
    """399.99 is told with every figure behind it, 400.00 and 400.01 are not, and who it is not for is not asked."""
    made = months(PAY, facts=[FACT], guards=[guard(level=level, who="客户经理")]).run("2026-01", PEOPLE)
    (found,) = [one for one in made.findings if one.code.startswith("N")]
    assert (found.code, found.stops, found.column, found.value) == (code, stops, "工号", "1")
    assert made.outcome.stopped is stops
    assert found.message == (
        "1 某人不符合“最低”（第九条）：只有399.99元。"
        "算法：应发 < 400 即 399.99 < 400，应发 399.99元（= 500 - 扣款 = 500 - 100.01）"
    )
    assert found.remedy == "少扣；各项怎么来的，看 xinchou explain 2026-01 1"
    assert found.expected == "不出现：应发 < 400"


def test_the_causes_are_what_is_taken_off_the_total() -> None:
    """A total of 取大(0, 底薪 − 扣款 − 罚款): both deductions, the larger first, whatever they are made of."""
    made = months(
        item("底薪", "500", round="分"), item("罚款", "20 × 2 + 10", round="分"),
        item("小计", "底薪 - 罚款 - 扣款", round="分"), item("应发", "取大(0, 小计)", round="分"),
        facts=[FACT], guards=[guard()],
    ).run("2026-01", PEOPLE[:1])  # fmt: skip
    (message,) = [words for code, words in made.told() if code == "N01"]
    assert "只有349.99元。减少它的：扣款 -100.01、罚款 -50.00。算法：" in message


def test_a_guard_that_cannot_be_worked_out_stops() -> None:
    """A city without a minimum wage is no city without a floor; who has an item without value is told of that only."""
    table = {"最低工资": {"unit": "元", "by": "城市", "rows": {"甲市": "400"}, "source": "示例"}}
    asked = months(
        PAY, facts=[FACT], tables=table, branch={"城市": "乙市"},
        guards=[guard(when="应发 < 查表(最低工资, 城市)")],
    )  # fmt: skip
    made = asked.run("2026-01", PEOPLE[:1])
    (found,) = [one for one in made.findings if one.code.startswith("N")]
    assert (found.code, found.stops) == ("N03", True)
    assert found.message.startswith("1 某人的底线“最低”算不出：表“最低工资”没有“乙市”")
    broken = months(item("应发", "100 ÷ 扣款", round="分"), facts=[FACT], guards=[guard()])
    codes = [code for code, _ in broken.run("2026-01", [{**PEOPLE[0], "扣款": "0"}]).told()]
    assert codes == ["P01"]


def test_a_guard_may_look_back() -> None:
    """Pay that fell by half against the month before is told from the second month on."""
    asked = months(PAY, facts=[FACT], guards=[guard(when="应发 < 上期(应发, 0) × 50%")])
    assert [code for code, _ in asked.run("2026-01", PEOPLE[:1]).told() if code == "N01"] == []
    low = [{**PEOPLE[0], "扣款": "400"}]
    assert [code for code, _ in asked.run("2026-02", low).told() if code == "N01"] == ["N01"]


def test_guards_are_shown_for_approval_and_their_changes_too() -> None:
    """scheme show lists them, and says what a new version changes in them."""
    old, new = (rules(PAY, facts=[FACT], guards=[guard(when=f"应发 < {least}")]) for least in (400, 450))
    (shown,) = [section for section in describe(new, old) if section.title == "底线"]
    assert shown.rows == (("最低", "全部人员", "应发 < 450", "提醒", "只有{应发}", "少扣", "第九条", ""),)
    assert list(changes(old, new)) == [
        ("底线", "最低", "全部人员，应发 < 400，提醒，只有{应发}，少扣", "全部人员，应发 < 450，提醒，只有{应发}，少扣")
    ]
    assert "底线" not in [section.title for section in describe(rules(PAY, facts=[FACT]), None)]
