"""The example year worked out below a folder, and its results read as a person reads them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import python_calamine

from pipeline.findings import Finding
from pipeline.month import Request
from pipeline.month_end import run_month
from pipeline.period import Period, Span
from pipeline.settings import load
from pipeline.span_end import run_span
from pipeline.span_job import SpanRequest
from tests.branches.run_year import PROJECT, jobs
from tests.branches.year import write_year

Row = dict[str, Any]


@dataclass(frozen=True)
class Worked:
    """A finished run of the year, or of its first months: the results, and what each job found."""

    outputs: Path
    findings: Mapping[str, list[Finding]]

    def pay(self, period: str) -> dict[str, Row]:
        """The pay report of a month by 工号."""
        rows = _table(self.outputs / period / f"营业部客户经理薪酬月报表_{period}.xlsx", ("工号", "级别", "应计底薪"))
        return {row["工号"]: row for row in rows if re.fullmatch(r"\d{5}", str(row["工号"]))}

    def month(self, period: str, book: str, *headings: str) -> list[Row]:
        """A table of a month by the headings it must have."""
        return _table(self.outputs / period / f"{book}.xlsx", headings)

    def grades(self, span: str) -> dict[str, Row]:
        """The table of proposals and decisions of a quarter or year by 工号."""
        (book,) = (self.outputs / span).glob("0?_grades_级别.xlsx")
        return {row["工号"]: row for row in _table(book, ("工号", "建议级别", "最终级别", "结论"))}

    def review(self) -> dict[str, Row]:
        """The first sheet of 年度考评表, as people read it, by 工号."""
        rows = _table(self.outputs / "2026" / "年度考评表_2026.xlsx", ("工号", "建议级别", "最终级别", "变动"))
        return {row["工号"]: row for row in rows}

    def items(self, span: str) -> dict[str, Row]:
        """The items of the appraisals of a quarter or year by 工号."""
        heading = "季度得分" if "Q" in span else "年度得分"
        rows = _table(self.outputs / span / "03_appraise_考核.xlsx", ("工号", "姓名", "级别", heading))
        return {row["工号"]: row for row in rows}

    def moves(self, span: str) -> set[tuple[str, str, dt.date]]:
        """Who gets which grade from which day by a quarter or year."""
        rows = _table(self.outputs / span / f"级别变动_{span}.xlsx", ("工号", "级别", "自", "定级来源"))
        return {(row["工号"], row["级别"], row["自"]) for row in rows}

    def criteria(self, span: str, code: str) -> dict[tuple[str, str], Row]:
        """The conditions one person was held against, by grade and condition."""
        rows = _table(self.outputs / span / "03_appraise_考核.xlsx", ("工号", "标准级别", "条件", "标准数"))
        return {(row["标准级别"], row["条件"]): row for row in rows if row["工号"] == code}

    def notices(self, span: str) -> set[tuple[str, str]]:
        """Kind and person of every notice."""
        (book,) = (self.outputs / span).glob("0?_grades_级别.xlsx")
        return {(row["提示类别"], row["工号"]) for row in _table(book, ("提示类别", "工号", "结论"))}


def work_out(folder: Path, months: int) -> Worked:
    """Write the inputs and run the months, each quarter after its last month, and the year when all are done."""
    write_year(folder / "inputs", months=months)
    settings, findings = load(PROJECT / "config.yaml"), {}
    for command, period in jobs(months):
        where = (settings, folder / "inputs", folder / "outputs")
        if command == "run":
            result = run_month(Request(Period.parse(period), *where))
        else:
            result = run_span(SpanRequest(Span.parse(period), *where))
        assert result.status == "ok", [f"{found.code} {found.message}" for found in result.findings if found.stops]
        findings[period] = result.findings
    return Worked(folder / "outputs", findings)


@cache
def _sheets(path: Path) -> tuple[list[list[Any]], ...]:
    book = python_calamine.load_workbook(str(path))
    return tuple(book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names)


def _table(path: Path, headings: tuple[str, ...]) -> list[Row]:
    """The records of the first sheet with these headings, units and line breaks in headings left aside."""
    for rows in _sheets(path):
        for index, row in enumerate(rows):
            found = [re.sub(r"\s|[（(].*[）)]", "", str(cell)) for cell in row]
            if set(headings) <= set(found):
                records = [dict(zip(found, map(_value, line), strict=True)) for line in rows[index + 1 :]]
                return [record for record in records if record[headings[0]] not in ("", "合计")]
    raise AssertionError(f"{path.name} has no sheet with {headings}")


def _value(cell: Any) -> Any:
    """A number as the decimal it shows; days and words as they are."""
    return cell if isinstance(cell, bool | str | dt.date) else Decimal(repr(cell))
