"""级别调整表: the workbook of a quarter that is printed, signed and filed.

Scheme: 指引第五条、第十六条、第十七条、第十九条; the tables arrive computed.
Writes: ``级别调整表_<span>.xlsx``.
"""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from pipeline.reports.appraisal.charts import write_charts
from pipeline.reports.appraisal.criteria_rows import Criteria
from pipeline.reports.appraisal.criteria_sheet import write_criteria
from pipeline.reports.appraisal.customer_sheets import write_classes
from pipeline.reports.appraisal.grade_sheet import Grades, write_grades
from pipeline.reports.appraisal.model import SpanReport
from pipeline.reports.appraisal.plain_sheets import (
    write_follow_ups,
    write_notices,
    write_team_results,
    write_visit_report,
)
from pipeline.reports.appraisal.progress_sheet import Progress, write_progress
from pipeline.reports.appraisal.top_sheet import write_top
from pipeline.reports.formats import MADE_ON, Looks, paper_options

TITLE = "级别调整表"


def write_quarter_book(path: Path, model: SpanReport) -> None:
    """Writes the workbook; the same tables give the same bytes."""
    with xlsxwriter.Workbook(path, paper_options()) as book:
        book.set_properties({"title": TITLE, "subject": f"{model.branch} {model.span}", "created": MADE_ON})
        looks, criteria, progress = Looks(book), Criteria(model), Progress(model)
        grades = Grades(criteria)
        write_grades(book, looks, grades)
        write_criteria(book, looks, criteria)
        write_progress(book, looks, progress)
        for write in (
            write_team_results,
            write_notices,
            write_classes,
            write_top,
            write_visit_report,
            write_follow_ups,
        ):
            write(book, looks, model)
        write_charts(book, looks, progress, grades)
