"""Grades that pay months already appraised, as decisions for ``xinchou correct``: 补算/2026-01/级别决定_2026Q1.xlsx.

A month is never paid anew by a later quarter: what the new grade makes of it is the difference that a correction of the
sealed month posts to the open one.  Reads: grade_proposals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.period import Period
from schemas.intake import GRADE_DECISIONS, PROVENANCE

if TYPE_CHECKING:
    from pipeline.reports.appraisal.model import SpanReport

FOLDER = "补算"
"""Below the result: what lies here is delivered like any other file that came late."""
WIDTH = 16


def late_decisions(report: SpanReport) -> dict[Period, list[dict[str, Any]]]:
    """By the month a grade begins in, the rows of GRADE_DECISIONS of those that begin before the span is over."""
    found: dict[Period, list[dict[str, Any]]] = {}
    for row in report.rows("grade_proposals"):
        begins = row["effective_on"]
        if begins is not None and begins <= report.span.last_day:
            found.setdefault(Period(begins.year, begins.month), []).append(_decision(row, report))
    return found


def _decision(row: Mapping[str, Any], report: SpanReport) -> dict[str, Any]:
    """Who decided: by hand whoever did, else the pay standard, by the document that approved it."""
    by_rule = "、".join(filter(None, (report.approval, report.scheme)))
    return {
        "employee_id": row["employee_id"],
        "former_grade": row["grade"],
        "decided_grade": row["final_grade"],
        "effective_on": row["effective_on"],
        "purpose": f"{report.span}考核，补算考核期（{row['article']}）",
        "approved_by": row["approved_by"] if row["decided_by_hand"] else by_rule,
    }


def late_books(report: SpanReport, folder: Path) -> Iterator[Callable[[], object]]:
    """What writes each month's file below the folder of the result."""
    for month, rows in late_decisions(report).items():
        yield _writer(folder / FOLDER / str(month) / f"{GRADE_DECISIONS.heading}_{report.span}.xlsx", rows)


def _writer(path: Path, rows: list[dict[str, Any]]) -> Callable[[], object]:
    return lambda: _write(path, rows)


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    """A plain sheet under the headings people deliver; everything as text, so that numbers keep their zeros."""
    import xlsxwriter

    from pipeline.reports.formats import BOOK_OPTIONS, MADE_ON

    columns = [column for column in GRADE_DECISIONS.columns if column.name not in PROVENANCE]
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path, BOOK_OPTIONS) as book:
        book.set_properties({"title": path.stem, "created": MADE_ON})
        sheet = book.add_worksheet(GRADE_DECISIONS.heading)
        sheet.set_column(0, len(columns) - 1, WIDTH)
        lines = [[row[column.name] for column in columns] for row in rows]
        for number, line in enumerate([[column.heading for column in columns], *lines]):
            for place, cell in enumerate(line):
                sheet.write_string(number, place, "" if cell is None else str(cell))
