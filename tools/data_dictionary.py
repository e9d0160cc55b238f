"""Writes docs/data-dictionary.md from the definitions of tables and columns; a test holds the two together."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from schemas.columns import Column  # noqa: E402
from schemas.intake import (  # noqa: E402
    ATTENDANCE_DAYS,
    CHOICE_WORDS,
    KINDS,
    MAY_BE_ABSENT,
    TARGETS,
    delivered,
)
from schemas.results import HISTORY, LEDGER_BALANCES, LEDGER_MOVEMENTS, LEDGER_OPENINGS, PERSONS  # noqa: E402
from schemas.table import Table  # noqa: E402

TARGET = PROJECT / "docs" / "data-dictionary.md"
TYPES = {
    "id": "编号（文字）", "text": "文字", "digits": "长号码（须为文字）", "choice": "选项", "money": "金额，到分",
    "amount": "金额", "exact": "精确数", "share": "比例", "number": "数", "count": "整数", "date": "日期",
    "flag": "是/否",
}  # fmt: skip


OWN_RECORDS = (
    "",
    "## 薪酬标准自设的记录（可以不交）",
    "",
    "一行是一条记录，种类和列由薪酬标准的 `records` 写明，表头须与标准所写的完全相同（没有别名，可以带单位）。"
    "读入后都在表 `records`，“记录”一列写明是哪一种。",
    "",
    "| 标准中写的列 | 类型 |",
    "|---|---|",
    "| 文字 | 文字 |",
    "| 工号、客户号 | 编号（文字） |",
    "| 日期 | 日期 |",
    "| 是否 | 是/否 |",
    "| 任何单位，如 元、次、比例 | 数，至多6位小数；元可写万元，任何数可写30% |",
)
"""Kinds whose columns no page of ours can know."""


def dictionary() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# 数据字典"
    yield ""
    yield "由 `tools/data_dictionary.py` 从 `schemas/` 生成，请勿手改。带 * 的列必填；"
    yield "表头写“别名”中的任何一个都认得，可以带单位，如 `总资产（万元）`。"
    for table in (*map(delivered, KINDS), ATTENDANCE_DAYS):
        yield from _table(table, "（可以不交）" if table.name in MAY_BE_ABSENT else "")
    yield from _table(delivered(TARGETS), "（季度、年度的文件夹，可以不交）")
    yield from OWN_RECORDS
    for table in (PERSONS, LEDGER_OPENINGS, LEDGER_MOVEMENTS, LEDGER_BALANCES, HISTORY):
        yield from _table(table, "（计算得出）")


def _table(table: Table, remark: str) -> Iterator[str]:
    yield ""
    yield f"## {table.heading}{remark}"
    yield ""
    yield f"{table.grain}。{f'依据：{table.article}。' if table.article else ''}表名 `{table.name}`。"
    yield ""
    yield "| 列 | 类型 | 单位 | 别名 | 说明 |"
    yield "|---|---|---|---|---|"
    for column in table.columns:
        if column.name not in ("source", "row"):
            yield _row(column, column.name in table.required)


def _row(column: Column, required: bool) -> str:
    choices = f"：{'、'.join(_spelt(column, choice) for choice in column.choices)}" if column.choices else ""
    cells = (
        f"{column.heading}{'*' if required else ''}", f"{TYPES[column.type]}{choices}", column.unit,
        "、".join(column.aliases), column.meaning,
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _spelt(column: Column, choice: str) -> str:
    """A choice with the other words that mean it."""
    words = [word for word, meant in CHOICE_WORDS.get(column.name, {}).items() if meant == choice]
    return f"{choice}（或{'、'.join(words)}）" if words else choice


if __name__ == "__main__":
    TARGET.write_text(dictionary(), encoding="utf-8")
