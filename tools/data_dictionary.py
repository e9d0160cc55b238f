"""Writes docs/data-dictionary.md from the definitions of tables and columns; a test holds the two together."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from schemas.columns import Column  # noqa: E402
from schemas.intake import ATTENDANCE_DAYS, KINDS, MAY_BE_ABSENT  # noqa: E402
from schemas.results import LEDGER_BALANCES, LEDGER_MOVEMENTS, LEDGER_OPENINGS, PERSONS  # noqa: E402
from schemas.table import Table  # noqa: E402

TARGET = PROJECT / "docs" / "data-dictionary.md"
TYPES = {
    "id": "编号（文字）", "text": "文字", "digits": "长号码（须为文字）", "choice": "选项", "money": "金额，到分",
    "amount": "金额", "exact": "精确数", "share": "比例", "number": "数", "count": "整数", "date": "日期",
    "flag": "是/否",
}  # fmt: skip


def dictionary() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# 数据字典"
    yield ""
    yield "由 `tools/data_dictionary.py` 从 `schemas/` 生成，请勿手改。带 * 的列必填；"
    yield "表头写“别名”中的任何一个都认得，可以带单位，如 `总资产（万元）`。"
    for table in (*KINDS, ATTENDANCE_DAYS):
        yield from _table(table, "（可以不交）" if table.name in MAY_BE_ABSENT else "")
    for table in (PERSONS, LEDGER_OPENINGS, LEDGER_MOVEMENTS, LEDGER_BALANCES):
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
    choices = f"：{'、'.join(column.choices)}" if column.choices else ""
    cells = (
        f"{column.heading}{'*' if required else ''}", f"{TYPES[column.type]}{choices}", column.unit,
        "、".join(column.aliases), column.meaning,
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    TARGET.write_text(dictionary(), encoding="utf-8")
