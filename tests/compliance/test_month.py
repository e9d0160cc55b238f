"""What only a month tells: the share of growth items, and papers that are missing or have run out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.frame.mini import AGENT, EMPLOYEE, Mini
from tests.simulate.conftest import configured

from .command import checked

PAPERS = {"合同起始日": "2020-01-01", "合同到期日": "2028-12-31", "执业编号": "S2"}
AWARDS = "佣金提成 + 产品提成 + 有效户奖 + 保有津贴"
UNPROTECTED = (f"({AWARDS}) × 考核系数 × 合规系数", AWARDS)
"""The shipped standard without its coefficients."""


def roster(**changes: dict[str, str]) -> list[dict[str, str]]:
    """The two people of the small branch, papers in order but for the changes."""
    leader = {"工号": EMPLOYEE, "姓名": "张三", "级别": "中级", "岗位": "团队负责人", "身份证号": "11010119900307889X"}
    agent = {"工号": AGENT, "姓名": "李四", "岗位": "证券经纪人", "身份证号": "320102199807074646"}
    return [{**leader, **PAPERS, **changes.get("leader", {})}, {**agent, **PAPERS, **changes.get("agent", {})}]


def branch(folder: Path, **changes: dict[str, str]) -> Mini:
    """The small branch with such a roster."""
    return Mini(folder).deliver("2026-01", 花名册=roster(**changes))


def messages(answer: dict[str, Any], code: str) -> list[str]:
    """The reasons of one rule."""
    return [flag["message"] for flag in answer["findings"] if flag["code"] == code]


def test_papers_in_order_get_no_flag_and_the_share_is_told(tmp_path: Path) -> None:
    """The shipped standard has no growth item, so its share is nothing."""
    answer = checked("2026-01", branch=branch(tmp_path))
    assert {flag["code"] for flag in answer["findings"]} == {"H05", "H06"}
    assert answer["standards"][0]["share"] == {"items": [], "unmeasured": [], "share": "0.00%", "limit": "30.00%"}


@pytest.mark.parametrize(
    ("who", "changes", "told"),
    [
        ("leader", {"合同到期日": "2026-01-30"}, "工号1001（张三）的合同2026-01-30已到期（核对 X65）"),
        ("leader", {"合同到期日": "2026-01-31"}, ""),  # the last day of the month is still in force
        ("leader", {"合同起始日": "", "合同到期日": ""}, "1名团队负责人花名册没有合同起止日：工号1001（张三）"),
        ("leader", {"合同起始日": "", "合同到期日": "2028-12-31"}, ""),  # an end is enough
        ("leader", {"合同起始日": "2026-01-02"}, "1名团队负责人在职时合同尚未开始：工号1001（张三）"),
        ("leader", {"合同起始日": "2026-01-01"}, ""),
        ("leader", {"入职日期": "2026-01-02", "合同起始日": "2026-01-02"}, ""),
        ("leader", {"执业编号": ""}, "1名团队负责人没有执业编号：工号1001（张三）"),
        ("agent", {"执业编号": ""}, "1名证券经纪人没有执业编号：工号1002（李四）（核对 X67）"),
    ],
)
def test_a_paper_that_is_missing_or_not_in_force(tmp_path: Path, who: str, changes: dict[str, str], told: str) -> None:
    """What the checks of the month find is taken from them, the rest is seen in the roster; each told once."""
    answer = checked("2026-01", branch=branch(tmp_path, **{who: changes}))
    assert messages(answer, "H07") == ([told] if told else [])


def test_growth_items_above_the_limit(tmp_path: Path) -> None:
    """Commission without coefficients: 2500 of 5890, by hand.

    10778.18 − 724.29 − 53.89 = 10000.00; × 25% × 1.0 = 2500.00.  Base 3800 − 8 missing slips × 20 + 2500 − risk deposit
    250 = 5890.00; the broker has nothing.  2500 ÷ 5890 = 42.44%.  Only the team allowance still asks for conduct (H03).
    """
    own = configured(branch(tmp_path), UNPROTECTED)
    answer = checked("2026-01", branch=own)
    assert {flag["code"] for flag in answer["findings"]} == {"H01", "H02", "H03", "H05", "H06"}
    assert messages(answer, "H02") == ["本月占应发的42.44%，高于上限30.00%"]
    assert answer["standards"][0]["share"]["items"] == ["佣金提成", "有效户奖"]


def test_growth_items_within_the_limit(tmp_path: Path) -> None:
    """The installation has set it to one half: the items are told (H01), their share is in order."""
    own = configured(branch(tmp_path), UNPROTECTED, ("share_limit: 30% ", "share_limit: 50% "))
    answer = checked("2026-01", branch=own)
    assert {flag["code"] for flag in answer["findings"]} == {"H01", "H03", "H05", "H06"}
    assert answer["standards"][0]["share"]["limit"] == "50.00%"


def test_a_growth_item_in_one_formula_with_others_has_no_share(tmp_path: Path) -> None:
    """Thirty percent of the commission written into the total: what it comes to cannot be told apart."""
    own = configured(branch(tmp_path), ("取大(0, 小计)\"", "取大(0, 小计 + 归属净佣金 × 30%)\""))
    answer = checked("2026-01", branch=own)
    share = answer["standards"][0]["share"]
    assert messages(answer, "H01")[0].startswith("“应发合计”里有一部分只看交易量")
    assert share["items"] == []
    assert share["unmeasured"] == ["应发合计"]
    assert share["share"] == "0.00%"


def test_a_month_with_stops_has_no_share(tmp_path: Path) -> None:
    """The standard is checked all the same, and the answer says why there is none."""
    own = Mini(tmp_path).deliver("2026-01", 花名册=roster(leader={"级别": ""}))
    answer = checked("2026-01", branch=own)
    assert answer["standards"][0]["share"] is None
    assert answer["standards"][0]["notes"] == ["本月数据有阻断错误，没有算占比；先运行 xinchou check 更正"]


def test_a_month_nothing_was_delivered_for(tmp_path: Path) -> None:
    """The standard alone; nothing is written anywhere."""
    answer = checked("2026-01", branch=Mini(tmp_path))
    assert {flag["code"] for flag in answer["findings"]} == {"H05", "H06"}
    assert "还没有交来的文件" in answer["standards"][0]["notes"][0]
    assert list(tmp_path.iterdir()) == []
