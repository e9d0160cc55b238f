"""The workbooks of a correction: 差异表 (was, should be, difference) and 前期差错 (the lines that are posted)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.correct.asked import Asked, Basis
from pipeline.correct.differences import Changed, Total
from pipeline.posted import lines_book
from pipeline.reports.stage_books import StageSheet, write_stage_book
from schemas.corrections import (
    CORRECTION_DIFFERENCES,
    CORRECTION_LEDGERS,
    CORRECTION_LINES,
    CORRECTION_TOTALS,
)
from schemas.table import Table

Row = dict[str, Any]


def differences_book(month: object) -> str:
    """The workbook of what a correction changes."""
    return f"差异表_{month}.xlsx"


def write_books(folder: Path, branch: str, asked: Asked, basis: Basis, found: Changed, lines: Sequence[Row]) -> None:
    """Both workbooks."""
    head = f"更正{basis.number:03d}：{asked.period}"
    note = f"{head}，{_late(basis)}；差额由{basis.posted_to}补扣。税款按发放的月份计算，不重算以前月份。"
    number = f"{basis.number:03d}"
    ledgers = [{**row, "ledger_difference": Decimal(row["difference"]), "correction": number} for row in found.ledgers]
    figures = [
        {**asdict(one), "corrected_item": one.item, "difference": one.should_be - one.was} for one in found.figures
    ]
    totals = [{**asdict(one), "amount": one.amount, "advice": _advice(one, basis)} for one in found.totals]
    sheets = [_sheet(CORRECTION_TOTALS, totals), _sheet(CORRECTION_DIFFERENCES, figures)]
    sheets += [_sheet(CORRECTION_LEDGERS, ledgers)] if ledgers else []
    _book(folder / differences_book(asked.period), f"差异表 {head}", note, sheets, (branch, asked))
    posted = [{**line, "amount": Decimal(line["amount"])} for line in lines]
    sheet = _sheet(CORRECTION_LINES, [{**line, "correction": number, "place": ""} for line in posted])
    _book(folder / lines_book(basis.number), f"前期差错 {head}", note, [sheet], (branch, asked))


def _book(path: Path, title: str, note: str, sheets: list[StageSheet], told: tuple[str, Asked]) -> None:
    branch, asked = told
    write_stage_book(path, title=title, note=note, sheets=sheets, period=str(asked.period), branch=branch)


def _sheet(table: Table, rows: list[Row]) -> StageSheet:
    return StageSheet(table, table.from_rows(rows))


def _late(basis: Basis) -> str:
    return "；".join([f"替换{name}" for name in basis.replaced] + [f"新增{name}" for name in basis.added])


def _advice(one: Total, basis: Basis) -> str:
    """What to do for who has left: the open month does not pay him."""
    if not one.left:
        return ""
    return f"{one.left}已离职，{basis.posted_to}不计薪：" + ("请另行支付" if one.amount > 0 else "请另行追回")
