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
from pipeline.collect.workbooks import AlteredResult, Result
from pipeline.findings import Finding, finding
from pipeline.period import Period, Span
from schemas.appraisal import (
    GRADE_HISTORY,
    MONTH_CUSTOMERS,
    MONTH_FIGURES,
    SPAN_CUSTOMERS,
    SPAN_FOLLOW_UPS,
    SPAN_PERSONS,
    SPAN_ROSTER,
    SPAN_VISITS,
    VISIT_LINES,
)
from schemas.intake import FOLLOW_UPS, ROSTER
from schemas.results import PERSONS
from schemas.table import Table

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

READERS = 2
"""So many months are read at once; the reader of workbooks lets go of the interpreter for half of its work."""

OF_EVERY_MONTH: Mapping[str, tuple[Table, Table]] = {
    "span_persons": (PERSONS, SPAN_PERSONS),
    "customers": (MONTH_CUSTOMERS, SPAN_CUSTOMERS),
    "visit_lines": (VISIT_LINES, SPAN_VISITS),
    "follow_ups": (FOLLOW_UPS, SPAN_FOLLOW_UPS),
}
"""Table of the span → the table of each month it is made of, and itself."""

Stems = Mapping[str, str]
"""In which book of a month a table stands: name of the table → name of the book without its ending."""


@dataclass(frozen=True)
class Months:
    """What was read of months: tables by name, the files they came from (``2026-01/03_….xlsx`` → sha256), findings."""

    tables: Mapping[str, pd.DataFrame]
    used: Mapping[str, str]
    findings: Sequence[Finding] = field(default=())


def has_result(outputs: Path, period: Period | Span) -> bool:
    """Whether the month, quarter or year has a result; the findings of a stopped run are none."""
    return (result_folder(outputs, str(period)) / RUN_JSON).exists()


def missing_months(outputs: Path, span: Span) -> list[Finding]:
    """Q20 for every month of the quarter that has no result."""
    return [finding("Q20", span=span, month=month) for month in span.months if not has_result(outputs, month)]


class Reading:
    """The months of a quarter, being read beside whatever else is made ready meanwhile."""

    def __init__(self, outputs: Path, span: Span, stems: Mapping[Period, Stems]) -> None:
        pool = ThreadPoolExecutor(READERS)
        self._months = [
            pool.submit(_month, outputs, stems[month], month, is_last) for month, is_last in _with_last(span)
        ]
        pool.shutdown(wait=False)

    def months(self, asked: Iterable[str]) -> Months:
        """The tables of all months; of 考核底数 only the quantities asked for."""
        months = [month.result() for month in self._months]
        if found := [told for month in months for told in month.findings]:
            return Months({}, {}, found)
        return Months(
            _together(months, sorted(asked)), {name: sha for month in months for name, sha in month.used.items()}
        )


def _with_last(span: Span) -> list[tuple[Period, bool]]:
    return [(month, month == span.last_month) for month in span.months]


@dataclass(frozen=True)
class _Month:
    tables: Mapping[str, pa.Table]
    used: Mapping[str, str]
    findings: Sequence[Finding] = ()


def _month(outputs: Path, stems: Stems, month: Period, is_last: bool) -> _Month:
    """One month; roster and grades only of the last one."""
    result = Result(result_folder(outputs, str(month)))
    try:
        tables = {name: _dated(result, stems, kinds, month) for name, kinds in OF_EVERY_MONTH.items()}
        tables["figures"] = result.cells(stems[MONTH_FIGURES.name], MONTH_FIGURES)
        if is_last:
            tables["grade_history"] = result.cells(stems[GRADE_HISTORY.name], GRADE_HISTORY)
            tables["roster"] = result.cells(stems[ROSTER.name], _on_paper(SPAN_ROSTER, ROSTER))
    except AlteredResult as altered:
        return _Month({}, {}, [finding("Q21", folder=month, file=altered.name, command=f"xinchou run {month}")])
    return _Month(tables, {f"{month}/{name}": sha for name, sha in result.used.items()})


def _dated(result: Result, stems: Stems, kinds: tuple[Table, Table], month: Period) -> pa.Table:
    """The rows of one table of a month, with the month in every row."""
    import pyarrow as pa

    of_month, of_span = kinds
    rows = result.cells(stems[of_month.name], _on_paper(of_span, of_month))
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

    last, kinds = months[-1].tables, {name: table for name, (_, table) in OF_EVERY_MONTH.items()}
    made = {name: kinds[name].frame(pa.concat_tables([month.tables[name] for month in months])) for name in kinds}
    figures = pa.concat_tables([_asked(month.tables["figures"], asked) for month in months])
    of_last = {table.name: table.frame(last[table.name]) for table in (SPAN_ROSTER, GRADE_HISTORY)}
    return {**made, **of_last, "figures": MONTH_FIGURES.frame(figures)}
