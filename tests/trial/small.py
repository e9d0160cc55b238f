"""A small file of a pay standard with its worked cases, and what is said of them when a piece is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.settings import ConfigurationError
from pipeline.trial.compare import try_cases

SCHEME = """\
branch: {name: 示例营业部, region_class: 一类}
schemes:
  - name: 标准
    version: "2026"
    in_force: {from: 2026-01-01}
    grades: [初级, 高级]
    parameters:
      比例: {value: 30%, unit: 比例, min: 0, max: 50%, source: 第一条}
      处理: {value: 按零, among: [按零, 结转], source: 第一条}
    facts:
      - {name: 成本, unit: 元, blank: 0, min: 0, source: 第二条}
      - {name: 奖金池, each: 营业部, unit: 元, blank: 0, source: 第二条}
      - {name: 营销费, each: 客户, unit: 元, blank: 0, source: 第二条}
      - {name: 证书, unit: 是否, blank: 否, source: 第二条}
    records:
      - {name: 订单, columns: {订单号: 文字, 工号: 工号, 佣金: 元, 日期: 日期}, key: [订单号], blank: [日期],
         source: 第三条}
    credits:
      - {name: 归属净佣金, amount: 净佣金, relation: 开发, split: 最大余数到分, source: 第三条}
    measures:
      - {name: 归属净佣金, over: 归属明细, take: 合计(归属净佣金), unit: 元, source: 第三条}
      - {name: 订单佣金, over: 订单, take: 合计(本单付), unit: 元, source: 第三条}
    items:
      - {name: 本单付, each: 订单, unit: 元, round: 分, formula: 佣金 × 80%, source: 第三条}
      - {name: 提成, unit: 元, round: 分, formula: 归属净佣金 × 比例 - 成本 + 订单佣金, source: 第四条,
         limits: {max: 10000}}
      - {name: 负提成, unit: 元, round: 分, formula: "如果(处理 = “结转”, 取大(0, -提成), 0)", source: 第四条}
      - {name: 达到, unit: 是否, formula: 提成 ≥ 100, source: 第四条}
      - {name: 评语, unit: 文字, formula: "如果(达到 且 地区类别 = “一类”, “好”, “”)", source: 第四条}
      - {name: 上月提成, unit: 元, round: 分, formula: "上期(提成, 0)", source: 第四条}
    ledgers:
      - {name: 累计, post: [{item: 提成}], source: 第五条}
"""

CASES = """\
- case: 甲
  promise: 两个月，数都对。
  source: 第四条
  periods:
    - period: 2026-03
      given:
        人员: [{工号: "1", 归属净佣金: 1000, 成本: 50}]
        订单: [{订单号: O1, 工号: "1", 佣金: 100, 日期: 2026-03-05}, {订单号: O2, 工号: "1", 佣金: 1}]
      expect:
        "1": {提成: 330.80, 达到: 是, 评语: 好, 上月提成: 0, 入职日期: 2000-01-01, 级别: }   # 300 − 50 + 80 + 0.80
        订单: {订单号=O1: {本单付: 80}, 订单号=O2、工号=1: {本单付: 0.80, 日期: }}
        台账余额: [{台账: 累计, 工号: "1", 期初余额: 0, 本期变动: 330.8, 期末余额: 330.80}]
    - period: 2026-04
      given:
        人员: [{工号: "1", 归属净佣金: 100}]
      expect:
        "1": {提成: 30, 达到: 否, 评语: "", 上月提成: 330.8}
        台账余额: [{台账: 累计, 期末余额: 360.8}]
"""


def written(folder: Path, *changes: tuple[str, str], scheme: str = SCHEME) -> Path:
    """The scheme with its cases, pieces of the cases replaced; each piece must stand there."""
    text = CASES
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = folder / "标准.yaml"
    path.write_text(scheme, encoding="utf-8")
    path.with_name("标准.cases.yaml").write_text(text, encoding="utf-8")
    return path


def said(folder: Path, *changes: tuple[str, str]) -> list[str]:
    """Every difference of the changed cases."""
    return [words for verdict in try_cases(written(folder, *changes)) for words in verdict.differences]


def refused(folder: Path, *changes: tuple[str, str]) -> list[tuple[int, str]]:
    """Line and words of what is wrong with the file of the cases as written."""
    with pytest.raises(ConfigurationError) as found:
        try_cases(written(folder, *changes))
    assert found.value.file == "标准.cases.yaml"
    return found.value.problems
