"""A small whole configuration, and what is said of it when a piece is changed."""

from __future__ import annotations

from pathlib import Path

from pipeline.settings import ConfigurationError, Settings, load

SMALL = """\
branch: {name: 示例营业部}
calendar:
  statutory_days:
    "2026": [2026-01-01, 2026-10-01]
report:
  retained: 归属净佣金
  columns: [工号, 姓名, 归属净佣金, 提成, 实发]
schemes:
  - name: 标准
    version: "2026"
    approval: {document: 渠管〔2025〕31号, date: 2025-12-20}
    in_force: {from: 2026-01-01}
    groups: {雇员: [客户经理, 团队负责人]}
    tables:
      级别系数: {unit: 系数, by: 级别, rows: {初级: 0.9, 中级: 1.0}, source: 第六条}
      提成档:
        unit: 比例
        edge: 左闭右开
        bands: [[0, 10000, 25%], [10000, null, 30%]]
        source: 第六条
    credits:
      - {name: 归属净佣金, amount: 净佣金, relation: 开发, split: 最大余数到分, source: 第三条}
    measures:
      - {name: 归属净佣金, over: 归属明细, take: 合计(归属净佣金), unit: 元, source: 第三条}
      - {name: 迟到次数, over: 考勤, take: 合计(迟到次数), unit: 次, source: 第十一条}
      - {name: 到期风险金, ledger: 风险金, origin: -12, take: 余额(), unit: 元, source: 第十三条}
    items:
      - name: 提成
        unit: 元
        round: 分
        formula: 超额累进(提成档, 取大(归属净佣金, 0))
        source: 第六条
      - {name: 扣罚, who: 雇员, unit: 元, round: 分, formula: 20 × 迟到次数, source: 第十一条}
    ledgers:
      - {name: 风险金, by: 人员与来源期间, post: [{item: 提成, origin: 0}], source: 第十三条}
    remarks:
      - {when: 提成 = 0, text: "无提成，迟到{迟到次数}次"}
law:
  - name: 税
    version: "2026"
    in_force: {from: 2026-01-01, until: 2026-12-31}
    expires: 2026-12-31
    items:
      - {name: 实发, unit: 元, round: 分, formula: 提成 - 扣罚, source: 第十五条}
"""


def changed(*changes: tuple[str, str]) -> str:
    """The configuration with pieces replaced; each piece must stand there."""
    text = SMALL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def written(folder: Path, text: str | bytes) -> Path:
    """The configuration as a file."""
    path = folder / "config.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def loaded(folder: Path, *changes: tuple[str, str]) -> Settings:
    """The settings of the changed configuration."""
    return load(written(folder, changed(*changes)))


def complaints(folder: Path, text: str | bytes) -> list[tuple[int, str]]:
    """Line and words of everything that is wrong; nothing if it loads."""
    try:
        load(written(folder, text))
    except ConfigurationError as error:
        return error.problems
    return []


def line_of(text: str, piece: str) -> int:
    """The line, counted from 1, on which a piece of text begins."""
    return text[: text.index(piece)].count("\n") + 1
