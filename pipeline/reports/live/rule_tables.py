"""The tables, constants and grades of the rule sets on a sheet, and where formulas find them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from pipeline.money import plain
from pipeline.reports.formats import Looks, set_up_page
from pipeline.scheme.compile import Rules
from pipeline.scheme.excel_cells import BandCells, BandSetCells, LookupCells, NotLive, TablePlace
from pipeline.scheme.tables import WORDS, Bands, BandSets, Lookup, Table

SHEET = "标准表"
A4 = 9
NOTHING_BELOW = -1e300
"""Stands for a band without a lower bound."""
BOUND = f'[<{NOTHING_BELOW / 10:.0E}]"无下限";General'


@dataclass(frozen=True)
class RulePlaces:
    """Where one rule set stands: its tables by name, the cells of its constants, the range of its grades.

    ``words`` are the constants that are words, ``word_tables`` the look-ups of words.
    """

    tables: Mapping[str, TablePlace] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    grades: str = ""
    words: frozenset[str] = frozenset()
    word_tables: frozenset[str] = frozenset()

    def constant(self, name: str) -> str:
        """The cell of a constant; NotLive for what stands nowhere."""
        if name not in self.constants:
            raise NotLive(f"“{name}”不在本簿")
        return self.constants[name]

    def kinds(self) -> dict[str, str]:
        """The constants that are words, with their kind."""
        return dict.fromkeys(self.words, WORDS)


def write_tables(book: Any, looks: Looks, rule_sets: tuple[Rules, ...]) -> list[RulePlaces]:
    """Adds the sheet; returns the places of each rule set."""
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 5, 16)
    sheet.set_row(0, 26)
    set_up_page(sheet, paper=A4, repeat=(0, 0))
    sheet.write_string(0, 0, "薪酬标准与法定标准的表", looks("title"))
    row = 2
    places: list[RulePlaces] = []
    for rules in rule_sets:
        sheet.write_string(row, 0, f"{rules.text.name}（{rules.text.version}）", looks("bold"))
        row += 1
        constants, row = _write_constants(sheet, looks, row, rules.constants)
        grades, row = _write_grades(sheet, looks, row, rules.grades)
        found: dict[str, TablePlace] = {}
        for name, table in rules.own_tables.items():
            sheet.write_string(row, 0, f"{name}　单位：{table.unit}　依据：{table.source}", looks("bold"))
            found[name], row = _write_table(sheet, looks, row + 1, table)
        words = frozenset(name for name, constant in rules.constants.items() if isinstance(constant, str))
        of_words = (name for name, table in rules.tables.items() if isinstance(table, Lookup) and table.holds_words)
        places.append(RulePlaces(found, constants, grades, words, frozenset(of_words)))
    everywhere = {name: place for one in reversed(places) for name, place in one.tables.items()}
    return [
        replace(one, tables={name: one.tables.get(name, everywhere[name]) for name in rules.tables})
        for one, rules in zip(places, rule_sets, strict=True)
    ]


def _write_constants(
    sheet: Any, looks: Looks, row: int, constants: Mapping[str, Fraction | str]
) -> tuple[dict[str, str], int]:
    found = {}
    for place, (name, constant) in enumerate(constants.items(), row + 1):
        sheet.write_string(place, 0, name, looks("box"))
        _write_value(sheet, looks, (place, 1), constant)
        found[name] = f"{SHEET}!{xl_rowcol_to_cell(place, 1, row_abs=True, col_abs=True)}"
    if found:
        sheet.write_string(row, 0, "参数", looks("bold"))
    return found, row + len(found) + 2 if found else row


def _write_grades(sheet: Any, looks: Looks, row: int, grades: tuple[str, ...]) -> tuple[str, int]:
    if not grades:
        return "", row
    sheet.write_string(row, 0, "级别（由低到高）", looks("bold"))
    for place, grade in enumerate(grades, row + 1):
        sheet.write_string(place, 0, grade, looks("box"))
    return f"{SHEET}!{xl_range_abs(row + 1, 0, row + len(grades), 0)}", row + len(grades) + 2


def _write_value(sheet: Any, looks: Looks, at: tuple[int, int], value: Fraction | str) -> None:
    if isinstance(value, str):
        sheet.write_string(*at, value, looks("box"))
    else:
        sheet.write_number(*at, float(plain(value, 15).rstrip("…")), looks("box", num_format="0.00####"))


def _write_table(sheet: Any, looks: Looks, row: int, table: Table) -> tuple[TablePlace, int]:
    if isinstance(table, Bands):
        return _write_bands(sheet, looks, row, table)
    if isinstance(table, Lookup):
        return _write_lookup(sheet, looks, row, table)
    return _write_band_sets(sheet, looks, row, table)


def _write_band_sets(sheet: Any, looks: Looks, row: int, table: BandSets) -> tuple[BandSetCells, int]:
    found = {}
    for words, bands in table.sets.items():
        sheet.write_string(row, 0, "、".join(words), looks("bold"))
        found[words], row = _write_bands(sheet, looks, row + 1, bands)
    return BandSetCells(found), row


def _write_bands(sheet: Any, looks: Looks, row: int, table: Bands) -> tuple[BandCells, int]:
    for place, heading in enumerate(("档位", "起点", "数值", "比上一档增加", "终点")):
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
        if band.high is not None:
            sheet.write_number(offset, 4, float(band.high), looks("box", num_format=BOUND))
    first, last = row + 1, row + len(table.bands)
    lows, values, steps = (f"{SHEET}!{xl_range_abs(first, column, last, column)}" for column in (1, 2, 3))
    lowest, highest = table.bands[0].low, table.bands[-1].high
    ends = [
        "" if bound is None else f"{SHEET}!{xl_rowcol_to_cell(place, column, row_abs=True, col_abs=True)}"
        for bound, place, column in ((lowest, first, 1), (highest, last, 4))
    ]
    closed_left = table.edge == "左闭右开"
    return BandCells(lows, values, steps, closed_left, lowest is None, ends[0], ends[1], table.outside), last + 2


def _write_lookup(sheet: Any, looks: Looks, row: int, table: Lookup) -> tuple[LookupCells, int]:
    width = len(table.by)
    for place, heading in enumerate((*table.by, "数值")):
        sheet.write_string(row, place, heading, looks("heading"))
    for offset, (keys, value) in enumerate(table.entries.items(), row + 1):
        for place, key in enumerate(keys):
            sheet.write_string(offset, place, key, looks("box"))
        _write_value(sheet, looks, (offset, width), value)
    first, last = row + 1, row + len(table.entries)
    ranges = [f"{SHEET}!{xl_range_abs(first, column, last, column)}" for column in range(width + 1)]
    if table.otherwise is None:
        return LookupCells(tuple(ranges[:-1]), ranges[-1]), last + 2
    sheet.write_string(last + 1, 0, "其余", looks("box"))
    _write_value(sheet, looks, (last + 1, width), table.otherwise)
    otherwise = f"{SHEET}!{xl_rowcol_to_cell(last + 1, width, row_abs=True, col_abs=True)}"
    return LookupCells(tuple(ranges[:-1]), ranges[-1], otherwise), last + 3
