"""The legal floors of the shipped configuration: minimum wage, compensation, sick pay; figures worked out by hand.

January 2026 has 22 days of pay; the ordinary person of the worked cases is a 客户经理 of 中级 with 3,800.00 a month who
hands in no visit slip, so 8 × 20 = 160.00 are taken off and 3,640.00 are left.  The example's minimum wage is 1,850.00.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.frame.mini import EMPLOYEE, Mini
from tests.frame.tables import PROJECT, Rows, people_of, run_month

CONFIG = (PROJECT / "config.yaml").read_text(encoding="utf-8")


def floors(**given: Rows) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Code and guard of every floor that is not kept in January, and the two figures it compares, of person 1."""
    outcome = run_month({"花名册": [{"工号": "1"}], **given})
    told = [
        (found.code, re.findall("不符合“(.*?)”", found.message)[0])
        for found in outcome.findings
        if found.code.startswith("N")
    ]
    person = people_of(outcome)["1"]
    return told, {name: str(person[name]) for name in ("最低工资计入额", "最低工资底线")}


def adjusted(amount: str) -> dict[str, Rows]:
    """Person 1 with so much taken off by hand."""
    return {"手工调整": [{"工号": "1", "金额": amount, "事由": "追回"}]}


@pytest.mark.parametrize(
    ("amount", "left", "told"),
    [("-1790.01", "1849.99", [("N01", "最低工资")]), ("-1790.00", "1850.00", []), ("-1789.99", "1850.01", [])],
)
def test_the_minimum_wage_below_at_and_above(amount: str, left: str, told: list) -> None:
    """3,640.00 less what is taken off by hand, against 1,850.00 of a whole month."""
    assert floors(**adjusted(amount)) == (told, {"最低工资计入额": left, "最低工资底线": "1850.00"})


@pytest.mark.parametrize(("amount", "told"), [("-916.85", [("N01", "最低工资")]), ("-916.84", [])])
def test_who_joins_in_the_middle_has_half_the_floor(amount: str, told: list) -> None:
    """From 16 January 11 of 22 days: 925.00; 3,800 ÷ 21.75 × 11 = 1,921.84, less 4 × 20 for slips, is 1,841.84."""
    roster = [{"工号": "1", "入职日期": "2026-01-16"}]
    found, figures = floors(花名册=roster, **adjusted(amount))
    assert (found, figures["最低工资底线"]) == (told, "925.00")


@pytest.mark.parametrize(
    ("attendance", "floor"),
    [
        ({"事假天数": "5"}, "1429.55"),  # 1,850 × 17 ÷ 22
        ({"旷工天数": "2", "事假天数": "3"}, "1429.55"),
        ({"病假天数": "4"}, "1782.73"),  # 1,850 × (18 + 4 × 80%) ÷ 22
        ({"事假天数": "2", "病假天数": "4"}, "1614.55"),  # 1,850 × (16 + 3.2) ÷ 22
        ({"事假天数": "22"}, "0.00"),
    ],
)
def test_absence_lowers_the_floor_and_sick_days_count_by_four_fifths(attendance: dict, floor: str) -> None:
    """Only days of normal work have the minimum wage; nobody here is told anything."""
    found, figures = floors(考勤=[{"工号": "1", **attendance}])
    assert (found, figures["最低工资底线"]) == ([], floor)


@pytest.mark.parametrize("post", ["证券经纪人", "兼职"])
def test_who_is_no_employee_has_no_minimum_wage(post: str) -> None:
    """An agent without commission earns nothing, and that is no breach."""
    found, figures = floors(花名册=[{"工号": "1", "岗位": post, "级别": ""}])
    assert found == []
    assert figures["最低工资底线"] == "0.00"


def changed(folder: Path, *changes: tuple[str, str]) -> Mini:
    """The branch of two under the shipped configuration with pieces written otherwise."""
    text = CONFIG
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return Mini(folder, path)


COMPENSATION = (
    "出访扣罚, who: 雇员, unit: 元, round: 分, nature: 罚款", "出访扣罚, who: 雇员, unit: 元, round: 分, nature: 赔偿",
)  # fmt: skip
"""What is taken off for slips (160.00 of 5,890.00 left) stands for a compensation."""


def told(mini: Mini, amount: str) -> list[tuple[str, str]]:
    """Code and beginning of the message of every floor not kept, with so much taken off by hand."""
    given = [{"工号": EMPLOYEE, "金额": amount, "事由": "追回"}]
    answer = mini.deliver("2026-01", 手工调整=given).run("2026-01")
    assert answer["status"] == ("stopped" if any(one["code"] == "N02" for one in answer["findings"]) else "ok")
    return [(one["code"], one["message"].partition("。")[0]) for one in answer["findings"] if one["code"][0] == "N"]


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        # 5,890 − 4,040 = 1,850 after 160 of compensation: 160 ≤ 20% × 2,010, and the minimum wage is kept.
        ("-4040.00", []),
        ("-4040.01", ["赔偿后不低于最低工资", "最低工资"]),
        # 5,890 − 5,250 = 640 after it, 800 before: 160 is just 20%.
        ("-5250.00", ["赔偿后不低于最低工资", "最低工资"]),
        ("-5250.01", ["赔偿不超过两成", "赔偿后不低于最低工资", "最低工资"]),
    ],
)
def test_compensation_takes_a_fifth_at_most_and_leaves_the_minimum(
    tmp_path: Path, amount: str, expected: list[str]
) -> None:
    """劳部发〔1994〕489号第十六条: what is too much stops the month; stops stand before notices."""
    found = told(changed(tmp_path, COMPENSATION), amount)
    assert [re.findall("不符合“(.*?)”", words)[0] for _, words in found] == expected
    assert {code for code, words in found if "“赔偿" in words} <= {"N02"}


def test_the_finding_points_at_the_person_and_names_every_figure(tmp_path: Path) -> None:
    """The cell of the roster, the amounts compared, what was taken off, and where to look further."""
    mini = changed(tmp_path, COMPENSATION)
    given = [{"工号": EMPLOYEE, "金额": "-4040.01", "事由": "追回"}]
    answer = mini.deliver("2026-01", 手工调整=given).run("2026-01")
    (found,) = [one for one in answer["findings"] if one["code"] == "N01"]
    assert (found["file"], found["cell"], found["column"], found["value"]) == ("花名册.csv", "A2", "工号", EMPLOYEE)
    assert "计入最低工资的1,849.99元低于底线1,850.00元（在职计薪22天，缺勤0天，病假0天）" in found["message"]
    assert "减少它的：手工调整 -4,040.01、" in found["message"]
    assert "出访扣罚 -160.00" in found["message"]
    assert found["remedy"].endswith("看 xinchou explain 2026-01 1001")


def test_sick_pay_is_checked_where_the_standard_says_which_item_it_is(tmp_path: Path) -> None:
    """4 days at 3,800 ÷ 21.75 × 38% = 265.56 are below 1,850 × 80% ÷ 21.75 × 4 = 272.18; at 39% (272.55) they are not.

    The whole month's pay is far above the floor, so nothing else is told.
    """
    item = (
        "      - {{name: 病假工资, who: 雇员, unit: 元, round: 分, nature: 病假工资, source: 第五条,\n"
        "         formula: 月底薪 ÷ 21.75 × 病假天数 × {}}}\n"
    )
    before = "      # 考勤与出访\n"
    for share, expected in (("38%", ["病假工资"]), ("39%", [])):
        mini = changed(tmp_path, (before, item.format(share) + before))
        answer = mini.deliver("2026-01", 考勤=[{"工号": EMPLOYEE, "病假天数": "4"}]).run("2026-01")
        found = [one["message"] for one in answer["findings"] if one["code"][0] == "N"]
        assert [re.findall("不符合“(.*?)”", words)[0] for words in found] == expected
        assert all("病假4天的工资低于病假工资底线272.18元" in words for words in found)
