"""年度考评表: the workbook of a year that is printed, signed and filed, with a page per person for the talk with him.

Scheme: 指引第十六条、第十七条、第十九条; the tables arrive computed.
Writes: ``年度考评表_<year>.xlsx``.
"""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from pipeline.reports.appraisal import talk_index
from pipeline.reports.appraisal.chart_data import NAME as CHART_DATA
from pipeline.reports.appraisal.chart_data import window_of
from pipeline.reports.appraisal.charts import NAME as CHARTS
from pipeline.reports.appraisal.charts import write_charts
from pipeline.reports.appraisal.criteria_sheet import write_criteria
from pipeline.reports.appraisal.merits_sheet import NAME as MERITS
from pipeline.reports.appraisal.merits_sheet import write_merits
from pipeline.reports.appraisal.model import SpanReport
from pipeline.reports.appraisal.plain_sheets import write_grade_history, write_notices, write_team_results
from pipeline.reports.appraisal.progress_sheet import Progress, write_progress
from pipeline.reports.appraisal.talk_sheet import Talk, write_talk
from pipeline.reports.appraisal.year_data import YearData
from pipeline.reports.appraisal.year_sheet import NAME, YearSheet, write_year
from pipeline.reports.formats import MADE_ON, Looks, paper_options

FIXED = (NAME, talk_index.NAME, "达标明细", "业绩进度", "团队业绩", MERITS, "人员提示", "级别履历", CHARTS,
         CHART_DATA)  # fmt: skip
"""The sheets that are not a person's page."""


def write_year_book(path: Path, model: SpanReport) -> None:
    """Writes the workbook; the same tables give the same bytes."""
    with xlsxwriter.Workbook(path, paper_options()) as book:
        book.set_properties({"title": NAME, "subject": f"{model.branch} {model.span}", "created": MADE_ON})
        looks, data, progress = Looks(book), YearData(model), Progress(model)
        year, pages = YearSheet(data), talk_index.page_names(data.rows, FIXED)
        write_year(book, looks, year, pages)
        talk_index.write_index(book, looks, data, pages)
        if data.criteria.rows:
            write_criteria(book, looks, data.criteria)
        write_progress(book, looks, progress)
        for write in (write_team_results, write_merits, write_notices, write_grade_history):
            write(book, looks, model)
        write_charts(book, looks, progress, year)
        talk = Talk(data, progress, window_of(progress), talk_index.NAME)
        for row in data.rows:
            write_talk(book, looks, talk, (pages[row["employee_id"]], row))
