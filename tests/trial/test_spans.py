"""Cases of appraisals: the quarter and the year stand after their months and are told like any other difference."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.settings import ConfigurationError
from pipeline.trial.compare import try_cases

SCHEME = """\
schemes:
  - name: 标准
    version: "2026"
    in_force: {from: 2026-01-01}
    grades: [初级, 中级]
    facts:
      - {name: 户数, unit: 户, blank: 0, source: 第一条}
    items:
      - {name: 双倍, unit: 户, formula: 户数 × 2, source: 第一条}
    indicators:
      - {name: 业绩, quantity: 户数, take: 合计, unit: 户, source: 第一条}
    appraisals:
      - name: 季度考核
        every: 每季
        source: 第二条
        facts:
          - {name: 加分, unit: 分, blank: 0, max: 10, source: 第二条}
        items:
          - {name: 得分, unit: 分, formula: 业绩实绩 × 10 + 加分, source: 第二条}
          - {name: 完成率, unit: 比例, formula: 业绩实绩 ÷ 业绩目标, source: 第二条}
      - name: 年度考评
        every: 每年
        source: 第三条
        items:
          - {name: 年度得分, unit: 分, formula: "期均(得分, 年首(0), \\"缺期略去\\")", source: 第三条}
"""
CASES = """\
- case: 甲
  promise: 一季之和乘十再加分，年度取各季的平均。
  source: 第二条
  periods:
    - {period: 2026-10, given: {人员: [{工号: "1", 户数: 1}]}}
    - {period: 2026-11, given: {人员: [{工号: "1", 户数: 2}]}}
    - {period: 2026-12, given: {人员: [{工号: "1", 户数: 4}]}}
    - period: 2026Q4
      given:
        人员: [{工号: "1", 加分: 5}]
        年度计划: [{对象类别: 人员, 对象名称: "1", 指标: 业绩, 单位: 户, 全年目标: 56}]
      expect: {"1": {得分: 75, 完成率: 0.5}}
    - {period: 2026, given: {}, expect: {"1": {年度得分: 75}}}
"""


def told(folder: Path, *changes: tuple[str, str]) -> list[str]:
    """What is said of the cases with pieces replaced."""
    text = CASES
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    (folder / "标准.yaml").write_text(SCHEME, encoding="utf-8")
    (folder / "标准.cases.yaml").write_text(text, encoding="utf-8")
    return [words for verdict in try_cases(folder / "标准.yaml") for words in verdict.differences]


def test_a_quarter_and_a_year_hold(tmp_path: Path) -> None:
    """7 households are 70 points and 5 more; 14 were asked of the quarter; the year has the one quarter there was."""
    assert told(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("得分: 75, 完", "得分: 74, 完", "2026Q4：工号1的得分应为74，算出75"),
        ("{得分: 75, 完成率: 0.5}", "{得分数: 75}", "2026Q4：工号1没有“得分数”这个量；最接近的是“得分”"),
        ('expect: {"1": {得分', 'expect: {"2": {得分', "2026Q4：expect 里的“2”不是被考核人员的工号"),
        ("period: 2026-11", "period: 2026-10", ""),
        ("加分: 5", "加分: 11", "2026Q4：工号1的“加分”为11，超出范围"),
        ("加分: 5", "加法: 5", "2026Q4：没有“加法”这个量；最接近的是“加分”"),
        ("2026Q4", "2026Q3", ""),
    ],
)
def test_what_is_not_as_expected(tmp_path: Path, old: str, new: str, words: str) -> None:
    """A figure that differs, a name nobody knows, a fact beyond its bounds; and periods out of their order."""
    if words:
        assert told(tmp_path, (old, new))[0] == words
    else:
        with pytest.raises(ConfigurationError, match="请按先后写"):
            told(tmp_path, (old, new))


def test_a_quarter_without_all_its_months(tmp_path: Path) -> None:
    """The missing month is named."""
    without = ('    - {period: 2026-11, given: {人员: [{工号: "1", 户数: 2}]}}\n', "")
    assert told(tmp_path, without) == ["2026Q4：考核2026Q4要用2026-11，用例里没有；请先写这几个月"]


def test_a_period_nobody_can_read(tmp_path: Path) -> None:
    """A month, a quarter or a year, and how each is written."""
    with pytest.raises(ConfigurationError, match="应写成 2026-03；考核写成 2026Q1 或 2026"):
        told(tmp_path, ("2026Q4", "2026Q5"))
