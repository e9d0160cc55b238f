"""The comparison with the client of the tax office as a workbook: totals, every person, every figure that differs.

Writes: ``报税核对_<period>.xlsx``; the same comparison gives the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.payout.model import NOTHING
from pipeline.payout.tax.compare import NOT_COMPARED, SAME, Line, TaxComparison
from pipeline.reports.stage_books import StageSheet, write_stage_book
from schemas.payout_tax import TAX_DIFFERENCES, TAX_PERSONS, TAX_TOTALS
from schemas.table import Table

Row = dict[str, Any]


def comparison_book(period: object) -> str:
    """The name of the workbook."""
    return f"报税核对_{period}.xlsx"


def write_comparison(found: TaxComparison, folder: Path) -> Path:
    """Write the workbook into ``folder``."""
    path = folder / comparison_book(found.month.period)
    unseen = found.count(NOT_COMPARED)
    left = f"，另有{unseen}行没有核对" if unseen else ""
    seen = f"{len(found.lines) - unseen}行中{found.count(SAME)}行相符{left}"
    note = f"扣缴端税款计算与本系统逐人核对：{seen}。负的应补(退)税额年内不退，按0核对。"
    sheets = [
        _sheet(TAX_TOTALS, _totals(found.lines)),
        _sheet(TAX_PERSONS, [_person(line) for line in found.lines]),
        _sheet(TAX_DIFFERENCES, [row for line in found.lines for row in _differences(line)]),
    ]
    period, branch = str(found.month.period), found.month.branch
    write_stage_book(path, title=f"报税核对 {period}", note=note, sheets=sheets, period=period, branch=branch)
    return path


def _sheet(table: Table, rows: list[Row]) -> StageSheet:
    return StageSheet(table, table.schema.validate(table.from_rows(rows)))


def _totals(lines: tuple[Line, ...]) -> list[Row]:
    by_item: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_item[line.form].append(line)
    return [_total(item, of_item) for item, of_item in by_item.items()]


def _total(item: str, lines: list[Line]) -> Row:
    ours = [line.ours for line in lines if line.ours is not None]
    theirs = [line.theirs for line in lines if line.theirs is not None]
    both = sum(ours, NOTHING), sum(theirs, NOTHING)
    return {
        "income_item": item, "our_persons": len(ours), "their_persons": len(theirs),
        "ours": both[0], "theirs": both[1], "difference": both[1] - both[0],
    }  # fmt: skip


def _person(line: Line) -> Row:
    known: list[Decimal] = [line.ours or NOTHING, line.theirs or NOTHING]
    return {
        "employee_id": line.employee_id or None, "person_name": line.name or None, "income_item": line.form,
        "ours": line.ours, "theirs": line.theirs, "difference": known[1] - known[0],
        "conclusion": line.conclusion, "place": line.place or None,
    }  # fmt: skip


def _differences(line: Line) -> list[Row]:
    return [
        {
            "employee_id": line.employee_id, "person_name": line.name, "income_item": line.form,
            "figure_name": one.column, "ours": one.ours, "theirs": one.theirs,
            "difference": one.theirs - one.ours, "place": one.place,
        }
        for one in line.differing
    ]  # fmt: skip
