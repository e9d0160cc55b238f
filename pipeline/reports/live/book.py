"""``薪酬计算表_<period>.xlsx``: report → calculation → lines and tables, wired with live formulas and cached values.

Writes: 薪酬月报表 (each figure a link to 计算), 计算, 标准表, a sheet per record and per line table, 期初台账, and
往期 where a formula asks.
Not covered: a line table of more than ``MOST_LINES`` lines; its measures then stand as values, and the sheet says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from pipeline.reports.formats import MADE_ON, Looks, paper_options
from pipeline.reports.live import calculation
from pipeline.reports.live.calculation import Calculation, Quantity, Sources, write_calculation
from pipeline.reports.live.near_ties import near_ties
from pipeline.reports.live.past_sheet import write_past
from pipeline.reports.live.plain_formulas import PlainFormulas
from pipeline.reports.live.rule_tables import RulePlaces, write_tables
from pipeline.reports.live.sheets import CREDITED, Month, branch_total, write_sheets
from pipeline.reports.live.worked import worked
from pipeline.reports.pay_model import PayReport
from pipeline.reports.pay_sheet import write_pay_sheet
from pipeline.scheme.expressions import Name, words
from pipeline.scheme.model import Measure
from pipeline.settings import Standard
from pipeline.standard_tables import line_tables, measures_of, quantity_column
from schemas.results import PERSONS

if TYPE_CHECKING:
    from pipeline.period import Period

TITLE = "薪酬计算表"
BRANCH = "营业部"
"""The 归属人 of what no person is credited with."""


def write_live_book(
    path: Path, report: PayReport | None, frames: Mapping[str, pd.DataFrame], standard: Standard, period: Period
) -> None:
    """Write the workbook; ``frames`` are the tables of the month by name.  Without a report it begins with 计算."""
    with xlsxwriter.Workbook(path, paper_options()) as book:
        subject = f"{report.branch} {period}" if report is not None else str(period)
        book.set_properties({"title": TITLE, "subject": subject, "created": MADE_ON})
        book.worksheet_class = PlainFormulas
        looks = Looks(book)
        if report is not None:
            write_pay_sheet(book, looks, report, _Links(frames, standard, report.retained_of))
        sheet = book.add_worksheet(calculation.SHEET)
        places = write_tables(book, looks, standard.rule_sets)
        month = Month(frames, standard, period, places)
        quantities = [*_quantities(frames, standard, places), *_worked(month)]
        persons = Calculation(quantities, period, len(frames["persons"]))
        below = write_sheets(book, looks, month, persons)
        history = frames.get("carried_history")
        past = write_past(book, looks, history) if history is not None and _asks_for_past(standard) else None
        near = frozenset().union(*(near_ties(rules, month.people(rules)) for rules in standard.rule_sets))
        write_calculation(sheet, looks, persons, Sources(below.lines, below.ledger, past, below.helpers, near))


def _worked(month: Month) -> Iterator[Quantity]:
    """The formulas that need a column of their own, the statute's marked as such."""
    for place, (rules, found) in enumerate(zip(month.standard.rule_sets, month.places, strict=True)):
        for one, values in worked(rules, found, month.people(rules)):
            same = "各人的" if isinstance(one.node, Name) else ""
            heading = f"{'法定：' if place else ''}{same}{words(one.node)}"
            yield Quantity(heading, one, values, "", calculation.HELPERS)


def _asks_for_past(standard: Standard) -> bool:
    return any(rules.remembered for rules in standard.rule_sets)


class _Links:
    """The formulas of the report: to a person's figures on 计算, and to the branch's share in the credited lines."""

    def __init__(self, frames: Mapping[str, pd.DataFrame], standard: Standard, retained_of: str) -> None:
        self.retained = branch_total(frames["credited_lines"], line_tables(standard)[CREDITED], retained_of, BRANCH)
        headings = [quantity.heading for quantity in _quantities(frames, standard, [RulePlaces(), RulePlaces()])]
        self.letters = {heading: xl_col_to_name(place) for place, heading in enumerate(headings)}
        self.rows = {employee: row for row, employee in enumerate(frames["persons"]["employee_id"])}

    def figure(self, row: Mapping[str, object], heading: str) -> str:
        """The formula that leads to a figure of this person on 计算."""
        return f"={calculation.SHEET}!{self.letters[heading]}{calculation.FIRST_ROW + self.rows[str(row['工号'])] + 1}"


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
