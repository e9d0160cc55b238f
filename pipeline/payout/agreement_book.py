"""The sheet that shows every file of a payout beside 薪酬月报表, its differences live formulas.

Files of which each has only some persons (payslips, batches of the bank) stand as one row, singly on a second tab.

Scheme: 指引第十五条.  Writes: ``核对表_<period>.xlsx``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.payout.agreement import Together, amount_of, shared_out
from pipeline.payout.model import Control, PayMonth
from pipeline.payout.pages import Block, Tab, Unfaithful, read_block, write_tabs
from schemas.payout_changes import CONTROL_LINES

SHEET, PARTS = "核对表", "逐个文件"
DIFFERENCE = {"difference": "={total}-{expected}"}


def agreement_book(month: PayMonth) -> str:
    """The name of the workbook."""
    return f"核对表_{month.period}.xlsx"


def write_agreement(month: PayMonth, folder: Path, controls: Sequence[Control]) -> None:
    """Write the sheet; raises Unfaithful if it does not hold what was handed over."""
    path = folder / agreement_book(month)
    groups = [one for one in shared_out(month, controls) if len(one.controls) > 1]
    parts = [control for one in groups for control in one.controls]
    rows = [*(_sum(month, one) for one in groups), *(_of_file(one) for one in controls if one not in parts)]
    written = len({one.file for one in controls if Path(one.file).suffix})
    notes = (
        f"{month.branch}　{month.period}　单位：元（人数、件数除外）",
        f"{written}个文件写出后从磁盘读回，{len(controls)}项合计都与薪酬月报表一致",
        f"薪酬月报表：{len(month.payees)}人，{_report(month)}",
    )
    title = f"发放核对表　{month.period}"
    tabs = [Tab(SHEET, title, notes, [Block(CONTROL_LINES, rows, DIFFERENCE)])]
    if parts:
        each = Block(replace(CONTROL_LINES, heading=PARTS), [_of_file(one) for one in parts], DIFFERENCE)
        tabs.append(Tab(PARTS, f"{title}　{PARTS}", notes[:1], [each]))
    write_tabs(path, f"核对表 {month.period}", tabs)
    for tab in tabs:
        if len(read_block(path, tab.name, tab.blocks[0].table)) != len(tab.blocks[0].rows):
            raise Unfaithful(f"{path.name} [{tab.name}]")


def _of_file(one: Control) -> dict[str, Any]:
    return _line(one.file, one.quantity, one.persons, (one.total, one.expected))


def _sum(month: PayMonth, one: Together) -> dict[str, Any]:
    name = f"{one.place}：{len(one.controls)}个文件合起来，见“{PARTS}”"
    return _line(name, one.quantity, one.persons, (one.total, amount_of(month, one.quantity)))


def _line(file: str, quantity: str, persons: int, totals: tuple[Decimal, Decimal]) -> dict[str, Any]:
    total, expected = totals
    return {"file": file, "quantity": quantity, "persons": persons, "total": total, "expected": expected,
            "difference": total - expected}  # fmt: skip


def _report(month: PayMonth) -> str:
    shown = [name for name in ("应发合计", "实发合计") if name in month.totals]
    return "，".join(f"{name}{month.totals[name]:,.2f}" for name in shown)
