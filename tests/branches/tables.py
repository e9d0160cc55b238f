"""Lays out the plain kinds: one heading (or two rows of it), one row per record, and the noise around them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from . import spelling
from .grid import Sheet
from .noise import UNKNOWN_COLUMNS, Noise
from .table_columns import COLUMNS, GROUPS, TITLES

Row = dict[str, Any]
SUMMED = ("money",)
CLEAN = {"money": "number", "amount": "number", "date": "date", "share": "fraction", "id": "text", "score": "number"}
SPELLERS = {"date": spelling.spell_date, "share": spelling.spell_share, "id": spelling.spell_id}
WRITTEN_OUT = {"share": Decimal(1)}


@dataclass(frozen=True)
class Table:
    """A kind with its columns in the order shown, and its noise."""

    kind: str
    columns: list[str]
    noise: Noise

    @property
    def headings(self) -> list[str]:
        """The headings as shown."""
        return [self.noise.headings.get(column, column) for column in self.columns]

    @property
    def has_sums(self) -> bool:
        """Whether the kind has columns that somebody would add up."""
        return any(type_ in SUMMED for type_ in COLUMNS[self.kind].values())


def lay_out(rng: Random, kind: str, rows: list[Row], period: str, noise: Noise) -> Sheet:
    """A sheet of one kind with its noise; the facts are exactly the rows."""
    sheet = Sheet(kind)
    columns = _order(rng, kind, noise)
    table = Table(kind, columns, noise)
    if noise.has_title:
        _title(rng, sheet, kind, period, len(columns))
    _headings(sheet, table)
    if noise.has_numbering:
        sheet.rows.append(list(range(1, len(columns) + 1)))
    if noise.has_filter:
        sheet.filter_row = len(sheet.rows) - 1
    _records(rng, sheet, table, rows)
    if noise.has_totals and rows and table.has_sums:
        sheet.rows.append(_sum_row("合计", rows, table))
    if noise.has_footer:
        _footer(rng, sheet, period)
    if noise.hides_column:
        candidates = [
            at
            for at, column in enumerate(columns)
            if column in ("身份证号", "资金账号", "凭证号", "说明", "事由", "产品名称")
        ]
        sheet.hidden_columns |= set(candidates[:1])
    return sheet


def spell(rng: Random, type_: str, value: Any, column: str, noise: Noise) -> Any:
    """One cell of a column."""
    if value is None:
        if type_ in WRITTEN_OUT and noise.nothings != (None,) and rng.random() < 0.5:
            return spelling.spell_share(WRITTEN_OUT[type_], noise.spellings[column][0])
        return rng.choice(noise.nothings)
    way = rng.choice(noise.spellings[column]) if column in noise.spellings else CLEAN.get(type_, "")
    if type_ in ("money", "amount"):
        return spelling.spell_money(spelling.scaled(value, noise.factors.get(column, 1)), way)
    if type_ == "score":
        return f"{value}" if way == "text" else value
    speller = SPELLERS.get(type_)
    return speller(value, way) if speller else value


def _order(rng: Random, kind: str, noise: Noise) -> list[str]:
    columns = list(COLUMNS[kind])
    if noise.is_shuffled and not noise.has_groups:
        first, rest = columns[:1], columns[1:]
        rng.shuffle(rest)
        columns = first + rest
    return columns + list(noise.unknown_columns)


def _title(rng: Random, sheet: Sheet, kind: str, period: str, width: int) -> None:
    """One to three rows above the headings."""
    year, month = period.split("-")
    sheet.rows.append([f"示例营业部{TITLES[kind]}（{year}年{int(month)}月）"] + [None] * (width - 1))
    sheet.merge(0, 0, 0, width - 1)
    if rng.random() < 0.6:
        sheet.rows.append([f"导出时间：{_next_month_start(period).isoformat()} 09:12:33", None, "单位：见表头"])
    if rng.random() < 0.25:
        sheet.rows.append([])


def _headings(sheet: Sheet, table: Table) -> None:
    """One row of headings, or two with merged groups above."""
    columns, headings = table.columns, table.headings
    if not table.noise.has_groups:
        sheet.rows.append(headings)
        return
    top = len(sheet.rows)
    upper: list[Any] = list(headings)
    lower: list[Any] = [None] * len(columns)
    grouped: set[int] = set()
    for title, first, last in GROUPS[table.kind]:
        left, right = columns.index(first), columns.index(last)
        upper[left : right + 1] = [title] + [None] * (right - left)
        lower[left : right + 1] = headings[left : right + 1]
        sheet.merge(top, left, top, right)
        grouped |= set(range(left, right + 1))
    for at in set(range(len(columns))) - grouped:
        sheet.merge(top, at, top + 1, at)
    sheet.rows += [upper, lower]


def _records(rng: Random, sheet: Sheet, table: Table, rows: list[Row]) -> None:
    types, columns, noise = COLUMNS[table.kind], table.columns, table.noise
    since: list[Row] = []
    middle = rng.randint(1, max(1, len(rows) - 1))
    for number, row in enumerate(rows, start=1):
        cells = [
            spell(rng, types[column], row[column], column, noise) if column in types else UNKNOWN_COLUMNS[column]
            for column in columns
        ]
        if noise.hides_rows and rng.random() < 0.05:
            sheet.hidden_rows.add(len(sheet.rows))
        sheet.rows.append(cells)
        since.append(row)
        if noise.has_subtotals and table.has_sums and (number % max(2, len(rows) // 3) == 0 or number == len(rows)):
            sheet.rows.append(_sum_row("小计", since, table))
            since = []
        if noise.has_blank_rows and rng.random() < 0.04:
            sheet.rows.append([None] * len(columns))
        if noise.repeats_heading and number == middle and number < len(rows) and not noise.has_groups:
            sheet.rows.append(table.headings)


def _sum_row(label: str, rows: list[Row], table: Table) -> list[Any]:
    """A row that adds up the money columns, in their unit and spelling; the label stands in the first free column."""
    cells: list[Any] = []
    noise = table.noise
    for column in table.columns:
        if COLUMNS[table.kind].get(column) in SUMMED:
            total = sum((row[column] for row in rows if row[column] is not None), Decimal(0))
            way = noise.spellings.get(column, ("number",))[0]
            cells.append(spelling.spell_money(spelling.scaled(total, noise.factors.get(column, 1)), way))
        else:
            cells.append(None)
    cells[next(at for at, cell in enumerate(cells) if cell is None)] = label
    return cells


def _footer(rng: Random, sheet: Sheet, period: str) -> None:
    if rng.random() < 0.5:
        sheet.rows.append([])
    sheet.rows.append(
        ["制表人：林小满", None, "审核人：钱永年", None, f"制表日期：{_next_month_start(period).isoformat()}"]
    )


def _next_month_start(period: str) -> dt.date:
    year, month = (int(part) for part in period.split("-"))
    return dt.date(year + month // 12, month % 12 + 1, 3)
