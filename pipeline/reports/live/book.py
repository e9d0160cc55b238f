"""``薪酬计算表_<period>.xlsx``: report → calculation → lines and tables, wired with live formulas and cached values.

Writes: 薪酬月报表 (each figure a link to 计算), 计算, 标准表, the line tables, 期初台账, 往期 (where a formula asks).
Not covered: a line table of more than ``MOST_LINES`` lines; its measures then stand as values, and the sheet says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from pipeline.reports.formats import MADE_ON, Looks, paper_options
from pipeline.reports.live import calculation
from pipeline.reports.live.calculation import Quantity, Wiring, write_calculation
from pipeline.reports.live.line_tables import LineContext, LineSheet, line_sheet, write_lines
from pipeline.reports.live.past_sheet import write_past
from pipeline.reports.live.plain_formulas import PlainFormulas
from pipeline.reports.live.rule_tables import RulePlaces, write_tables
from pipeline.reports.pay_model import PayReport
from pipeline.reports.pay_sheet import write_pay_sheet
from pipeline.scheme.model import Measure
from pipeline.settings import Standard
from pipeline.standard_tables import line_tables, measures_of, quantity_column
from schemas.results import LEDGER_OPENINGS, PERSONS
from schemas.table import Table

if TYPE_CHECKING:
    from pipeline.period import Period

MOST_LINES = 50_000
TITLE = "薪酬计算表"
CREDITED = "归属明细"
BRANCH = "营业部"
"""The 归属人 of what no person is credited with."""
SOURCES = {CREDITED: "credited_lines", "产品销售": "sale_items"}
"""Line tables that a stage made, by heading; the others are delivered."""


def write_live_book(
    path: Path, report: PayReport, frames: Mapping[str, pd.DataFrame], standard: Standard, period: Period
) -> None:
    """Write the workbook; ``frames`` are the tables of the month by name."""
    with xlsxwriter.Workbook(path, paper_options()) as book:
        book.set_properties({"title": TITLE, "subject": f"{report.branch} {period}", "created": MADE_ON})
        book.worksheet_class = PlainFormulas
        looks = Looks(book)
        write_pay_sheet(book, looks, report, _Links(frames, standard, report.retained_of))
        places = write_tables(book, looks, standard.rule_sets)
        lines = _write_all_lines(book, looks, frames, standard, (period, places))
        openings = (_renamed(LEDGER_OPENINGS), frames["ledger_openings"])
        ledger = write_lines(book, looks, openings, (), _context(period, standard, places))
        history = frames.get("carried_history")
        past = write_past(book, looks, history) if history is not None and _asks_for_past(standard) else None
        quantities = list(_quantities(frames, standard, places))
        write_calculation(book, looks, Wiring(quantities, lines, ledger, period, len(frames["persons"]), past))


def _asks_for_past(standard: Standard) -> bool:
    return any(rules.remembered for rules in standard.rule_sets)


class _Links:
    """The formulas of the report: to a person's figures on 计算, and to the branch's share in the credited lines."""

    def __init__(self, frames: Mapping[str, pd.DataFrame], standard: Standard, retained_of: str) -> None:
        self.retained = _retained(line_sheet(line_tables(standard)[CREDITED], frames["credited_lines"]), retained_of)
        headings = [quantity.heading for quantity in _quantities(frames, standard, [RulePlaces(), RulePlaces()])]
        self.letters = {heading: xl_col_to_name(place) for place, heading in enumerate(headings)}
        self.rows = {employee: row for row, employee in enumerate(frames["persons"]["employee_id"])}

    def figure(self, row: Mapping[str, object], heading: str) -> str:
        """The formula that leads to a figure of this person on 计算."""
        return f"={calculation.SHEET}!{self.letters[heading]}{calculation.FIRST_ROW + self.rows[str(row['工号'])] + 1}"


def _retained(lines: LineSheet, credit: str) -> str:
    """The sum of a credit over the lines that are the branch's; empty if there is none, or too many lines for a sheet."""
    if not credit or len(lines.frame) > MOST_LINES:
        return ""
    amounts, holders = lines.whole(lines.letters[credit]), lines.whole(lines.letters["归属人"])
    return f'=ROUND(SUMIFS({amounts},{holders},"{BRANCH}"),2)'


def _renamed(table: Table) -> Table:
    return Table(table.name, calculation.LEDGERS, table.grain, table.columns)


def _context(period: Period, standard: Standard, places: list[RulePlaces]) -> LineContext:
    return LineContext(period, standard.scheme, places[0])


def _write_all_lines(
    book: Any, looks: Looks, frames: Mapping[str, pd.DataFrame], standard: Standard, at: tuple[Period, list[RulePlaces]]
) -> dict[str, LineSheet]:
    period, places = at
    made = {}
    for heading, table in line_tables(standard).items():
        frame = frames[SOURCES.get(heading, table.name)]
        measures = [measure for measure in measures_of(standard) if measure.over == heading]
        if len(frame) <= MOST_LINES:
            context = _context(period, standard, places)
            made[heading] = write_lines(book, looks, (table, frame), measures, context)
        else:
            _write_notice(book, looks, table, len(frame))
    return made


def _write_notice(book: Any, looks: Looks, table: Table, count: int) -> None:
    sheet = book.add_worksheet(table.heading)
    words = (
        f"{table.heading}共{count:,}行，超过{MOST_LINES:,}行，不在本簿逐行列出；"
        "“计算”页中取自它的计量是数值，明细见同一文件夹的归属或接收明细簿。"
    )
    sheet.write_string(0, 0, words, looks("bold"))


def _quantities(frames: Mapping[str, pd.DataFrame], standard: Standard, places: list[RulePlaces]) -> Iterator[Quantity]:
    persons = frames["persons"]
    for column in PERSONS.columns[:-2]:
        yield Quantity(column.heading, column, persons[column.name], "", "人员信息")
    measured = frames["person_measures"]
    for fact in (fact for rules in standard.rule_sets for fact in rules.text.facts if fact.name in measured):
        column = quantity_column(fact.name, fact.unit, fact.source)
        yield Quantity(fact.name, column, measured[fact.name], fact.source, "计量")
    for measure in measures_of(standard):
        yield Quantity(measure.name, measure, measured[measure.name], measure.source, "计量")
    made = (("pay_items", "薪酬项目"), ("statutory_items", "法定项目"))
    for rules, (name, group), found in zip(standard.rule_sets, made, places, strict=False):
        for item in rules.items["人员"]:
            yield Quantity(item.name, (rules, item, found), frames[name][item.name], item.source, group)
        for late in (one for one in rules.late if isinstance(one, Measure) and one.each == "人员"):
            yield Quantity(late.name, late, frames[name][late.name], late.source, group)
