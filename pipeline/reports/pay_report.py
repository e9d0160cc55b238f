"""《营业部客户经理薪酬月报表》: the workbook that is printed, signed and filed.

Scheme: 第十四条、第十五条 and the list of columns; the rows arrive computed and sorted.
Writes: ``营业部客户经理薪酬月报表_<period>.xlsx`` with the sheets 薪酬月报表, 团队汇总, 说明.
"""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from pipeline.reports.formats import MADE_ON, Looks, paper_options
from pipeline.reports.pay_model import TITLE, PayReport, Rule
from pipeline.reports.pay_rules import write_rules
from pipeline.reports.pay_sheet import write_pay_sheet
from pipeline.reports.team_sheet import write_teams

__all__ = ["PayReport", "Rule", "write_pay_report"]


def write_pay_report(path: Path, report: PayReport) -> None:
    """Writes the report; the same report gives the same bytes."""
    with xlsxwriter.Workbook(path, paper_options()) as book:
        book.set_properties({"title": TITLE, "subject": f"{report.branch} {report.period}", "created": MADE_ON})
        looks = Looks(book)
        write_pay_sheet(book, looks, report)
        write_teams(book, looks, report)
        write_rules(book, looks, report)
