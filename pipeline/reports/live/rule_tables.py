"""The tables of the rule sets on a sheet, and where formulas find them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter.utility import xl_range_abs

from pipeline.money import plain
from pipeline.reports.formats import Looks, set_up_page
from pipeline.scheme.compile import Rules
from pipeline.scheme.tables import Bands, Lookup
from pipeline.scheme.to_excel import BandCells, LookupCells

SHEET = "标准表"
A4 = 9
NOTHING_BELOW = -1e300
"""Stands for a band without a lower bound."""
BOUND = f'[<{NOTHING_BELOW / 10:.0E}]"无下限";General'

TableCells = Mapping[str, BandCells | LookupCells]


def write_tables(book: Any, looks: Looks, rule_sets: tuple[Rules, ...]) -> list[TableCells]:
    """Adds the sheet; returns the places of the tables of each rule set."""
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 4, 16)
    sheet.set_row(0, 26)
    set_up_page(sheet, paper=A4, repeat=(0, 0))
    sheet.write_string(0, 0, "薪酬标准与法定标准的表", looks("title"))
    row = 2
    places: list[TableCells] = []
    for rules in rule_sets:
        sheet.write_string(row, 0, f"{rules.text.name}（{rules.text.version}）", looks("bold"))
        row += 1
        found: dict[str, BandCells | LookupCells] = {}
        for name, table in rules.tables.items():
            sheet.write_string(row, 0, f"{name}　单位：{table.unit}　依据：{table.source}", looks("bold"))
            write = _write_bands if isinstance(table, Bands) else _write_lookup
            found[name], row = write(sheet, looks, row + 1, table)  # type: ignore[arg-type]
        places.append(found)
    return places


def _write_bands(sheet: Any, looks: Looks, row: int, table: Bands) -> tuple[BandCells, int]:
    for place, heading in enumerate(("档位", "起点", "数值", "比上一档增加")):
        sheet.write_string(row, place, heading, looks("heading"))
    before = None
    for offset, band in enumerate(table.bands, row + 1):
        sheet.write_string(offset, 0, table.interval(band), looks("box"))
        low = NOTHING_BELOW if band.low is None else float(band.low)
        sheet.write_number(offset, 1, low, looks("box", num_format=BOUND))
        sheet.write_number(offset, 2, float(band.value), looks("box", num_format="0.00####"))
        step = band.value if before is None else band.value - before
        sheet.write_formula(
            offset, 3, f"=C{offset + 1}-C{offset}" if before is not None else f"=C{offset + 1}",
            looks("box", num_format="0.00####"), float(step),
        )  # fmt: skip
        before = band.value
    first, last = row + 1, row + len(table.bands)
    lows, values, steps = (f"{SHEET}!{xl_range_abs(first, column, last, column)}" for column in (1, 2, 3))
    return BandCells(lows, values, steps, table.edge == "左闭右开", table.bands[0].low is None), last + 2


def _write_lookup(sheet: Any, looks: Looks, row: int, table: Lookup) -> tuple[LookupCells, int]:
    width = len(table.by)
    for place, heading in enumerate((*table.by, "数值")):
        sheet.write_string(row, place, heading, looks("heading"))
    for offset, (keys, value) in enumerate(table.entries.items(), row + 1):
        for place, key in enumerate(keys):
            sheet.write_string(offset, place, key, looks("box"))
        sheet.write_number(offset, width, float(plain(value, 15).rstrip("…")), looks("box", num_format="0.00####"))
    first, last = row + 1, row + len(table.entries)
    ranges = [f"{SHEET}!{xl_range_abs(first, column, last, column)}" for column in range(width + 1)]
    return LookupCells(tuple(ranges[:-1]), ranges[-1]), last + 2
