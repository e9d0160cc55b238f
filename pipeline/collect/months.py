"""What a quarter takes from its months, each file of theirs read once: figures, persons, customers, visits, follow-ups.

Reads: outputs/<month>/, proved by that month's ``run.json``.  A month that has no result, or only findings, is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.archive.places import RUN_JSON, result_folder
from pipeline.collect.later import Records
from pipeline.collect.workbooks import AlteredResult, Result
from pipeline.findings import Finding, finding
from pipeline.period import Period, Span
from pipeline.stages import CREDIT, INTAKE, LEDGERS, Head, book_stem
from schemas.appraisal import (
    GRADE_HISTORY,
    LONG_LEAVE,
    MONTH_CUSTOMERS,
    MONTH_FIGURES,
    SPAN_CUSTOMERS,
    SPAN_FOLLOW_UPS,
    SPAN_HONOURS,
    SPAN_LONG_LEAVE,
    SPAN_PERSONS,
    SPAN_ROSTER,
    SPAN_TRAININGS,
    SPAN_VISITS,
    VISIT_LINES,
)
from schemas.intake import FOLLOW_UPS, HONOURS, ROSTER, TRAININGS
from schemas.results import PERSONS
from schemas.table import Table

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

READERS = 2
"""So many months are read at once; the reader of workbooks lets go of the interpreter for half of its work."""

OF_EVERY_MONTH: Mapping[str, tuple[Head, Table, Table]] = {
    "span_persons": (CREDIT, PERSONS, SPAN_PERSONS),
    "customers": (LEDGERS, MONTH_CUSTOMERS, SPAN_CUSTOMERS),
    "visit_lines": (CREDIT, VISIT_LINES, SPAN_VISITS),
    "long_leave": (CREDIT, LONG_LEAVE, SPAN_LONG_LEAVE),
    "honours": (INTAKE, HONOURS, SPAN_HONOURS),
    "trainings": (INTAKE, TRAININGS, SPAN_TRAININGS),
    "follow_ups": (INTAKE, FOLLOW_UPS, SPAN_FOLLOW_UPS),
}
"""Table of the span → the stage of a month that leaves it, the table of each month it is made of, and itself."""


@dataclass(frozen=True)
class Months:
    """What was read of months: tables by name, the files they came from (``2026-01/03_….xlsx`` → sha256), findings.

    ``records`` are what their ``run.json`` say.
    """

    tables: Mapping[str, pd.DataFrame]
    used: Mapping[str, str]
    findings: Sequence[Finding] = field(default=())
    records: Records = field(default_factory=dict)


def has_result(outputs: Path, period: Period | Span) -> bool:
    """Whether the month, quarter or year has a result; the findings of a stopped run are none."""
    return (result_folder(outputs, str(period)) / RUN_JSON).exists()


def missing_months(outputs: Path, span: Span) -> list[Finding]:
    """Q20 for every month of the quarter that has no result."""
    return [finding("Q20", span=span, month=month) for month in span.months if not has_result(outputs, month)]


class Reading:
    """The months of a quarter, being read beside whatever else is made ready meanwhile."""

    def __init__(self, outputs: Path, span: Span) -> None:
        pool = ThreadPoolExecutor(READERS)
        self._months = [pool.submit(_month, outputs, month, month == span.last_month) for month in span.months]
        pool.shutdown(wait=False)

    def months(self, asked: Iterable[str]) -> Months:
        """The tables of all months; of 考核底数 only the quantities asked for."""
        months = [month.result() for month in self._months]
        if found := [told for month in months for told in month.findings]:
            return Months({}, {}, found)
        used = {name: sha for month in months for name, sha in month.used.items()}
        records = {name: record for month in months for name, record in month.records.items()}
        return Months(_together(months, sorted(asked)), used, (), records)


def begin_reading(outputs: Path, span: Span) -> Reading | None:
    """Begin to read the months of a quarter beside what follows; a year reads none."""
    return None if span.is_year else Reading(outputs, span)


@dataclass(frozen=True)
class _Month:
    tables: Mapping[str, pa.Table]
    used: Mapping[str, str]
    findings: Sequence[Finding] = ()
    records: Records = field(default_factory=dict)


def _month(outputs: Path, month: Period, is_last: bool) -> _Month:
    """One month; roster and grades only of the last one."""
    result = Result(result_folder(outputs, str(month)))
    try:
        tables = {name: _dated(result, *kinds, month) for name, kinds in OF_EVERY_MONTH.items()}
        tables["figures"] = result.cells(book_stem(LEDGERS, month), MONTH_FIGURES)
        if is_last:
            tables["grade_history"] = result.cells(book_stem(LEDGERS, month), GRADE_HISTORY)
            tables["roster"] = result.cells(book_stem(INTAKE, month), _on_paper(SPAN_ROSTER, ROSTER))
    except AlteredResult as altered:
        return _Month({}, {}, [finding("Q21", folder=month, file=altered.name, command=f"xinchou run {month}")])
    used = {f"{month}/{name}": sha for name, sha in result.used.items()}
    return _Month(tables, used, (), {str(month): result.record})


def _dated(result: Result, head: Head, of_month: Table, of_span: Table, month: Period) -> pa.Table:
    """The rows of one table of a month, with the month in every row."""
    import pyarrow as pa

    rows = result.cells(book_stem(head, month), _on_paper(of_span, of_month))
    return rows.append_column("month", pa.array([str(month)] * rows.num_rows, pa.string()))


def _on_paper(wanted: Table, written: Table) -> Table:
    """The table as it was written, of which only the columns wanted are read."""
    columns = tuple(column for column in wanted.columns if column.name != "month")
    required = tuple(name for name in written.required if name in {column.name for column in columns})
    return Table(written.name, written.heading, written.grain, columns, required)


def _asked(figures: pa.Table, names: Sequence[str]) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    return figures.filter(pc.is_in(figures["quantity"], pa.array(names, pa.string())))


def _together(months: Sequence[_Month], asked: Sequence[str]) -> dict[str, pd.DataFrame]:
    import pyarrow as pa

    last, kinds = months[-1].tables, {name: table for name, (*_, table) in OF_EVERY_MONTH.items()}
    made = {name: kinds[name].frame(pa.concat_tables([month.tables[name] for month in months])) for name in kinds}
    figures = pa.concat_tables([_asked(month.tables["figures"], asked) for month in months])
    of_last = {table.name: table.frame(last[table.name]) for table in (SPAN_ROSTER, GRADE_HISTORY)}
    return {**made, **of_last, "figures": MONTH_FIGURES.frame(figures)}
