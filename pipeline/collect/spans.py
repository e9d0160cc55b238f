"""What a quarter takes from the quarter before, and a year from its four quarters: their own ledgers (考核台账).

Reads: outputs/<quarter>/考核台账_<quarter>.xlsx, proved by ``run.json``; of the months those quarters rest on only
``run.json``, to tell when one was run again since.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.archive.places import result_folder
from pipeline.archive.record import read_record
from pipeline.collect.later import Records, rests_on_other, run_again
from pipeline.collect.months import has_result
from pipeline.collect.workbooks import AlteredResult, Result
from pipeline.findings import Finding, finding
from pipeline.period import Span
from schemas.appraisal import (
    APPRAISAL_HISTORY,
    CUSTOMER_CLASSES,
    GRADE_CHANGES,
    GRADE_HISTORY,
    OPEN_FOLLOW_UPS,
    SPAN_HONOURS,
    SPAN_PERSONS,
    SPAN_ROSTER,
    SPAN_TRAININGS,
    TOP_CUSTOMERS,
)
from schemas.table import Table

if TYPE_CHECKING:
    import pandas as pd

KEPT: tuple[Table, ...] = (
    APPRAISAL_HISTORY, SPAN_PERSONS, SPAN_ROSTER, GRADE_HISTORY, CUSTOMER_CLASSES, TOP_CUSTOMERS,
    OPEN_FOLLOW_UPS, SPAN_HONOURS, SPAN_TRAININGS,
)  # fmt: skip
"""The tables of 考核台账: all that later spans need of this one."""

_QUARTER = re.compile(r"(?!0000)[0-9]{4}Q[1-4]")


@dataclass(frozen=True)
class Before:
    """What earlier spans left: their tables by name, the files read (``2025Q4/….xlsx`` → sha256), findings.

    ``records`` are those of the months right before.
    """

    tables: Mapping[str, pd.DataFrame]
    used: Mapping[str, str] = field(default_factory=dict)
    findings: Sequence[Finding] = ()
    records: Records = field(default_factory=dict)

    @property
    def stopped(self) -> bool:
        """Whether an earlier span must be put right first."""
        return any(told.stops for told in self.findings)


def ledger_stem(span: Span) -> str:
    """The name of the ledger of a quarter or year, without its ending."""
    return f"考核台账_{span}"


def changes_stem(span: Span) -> str:
    """The name of the workbook of a span's changes of grade, without its ending."""
    return f"级别变动_{span}"


def before_quarter(outputs: Path, span: Span) -> Before:
    """What the quarter before left; nothing where the system holds none, Q22 where it should have been run.

    Streaks need it, so that it may be missing only in the first quarter in the system: one of which not all months
    are there, and after no other.
    """
    previous = span.shift(-1)
    if has_result(outputs, previous):
        return _read(outputs, previous)
    if trace := _trace(outputs, span):
        return Before(_nothing(), {}, [finding("Q22", span=span, previous=previous, trace=trace)])
    last = str(previous.last_month)
    return Before(_nothing(), records={last: read_record(result_folder(outputs, last))})


def before_year(outputs: Path, span: Span) -> Before:
    """What the fourth quarter left, and of the year before its own results; stops where a quarter is missing.

    ``quarter_changes`` is what the fourth quarter decided of grades: it takes effect in the next year.
    """
    quarters = [Span(span.year, number) for number in (1, 2, 3, 4)]
    if missing := [quarter for quarter in quarters if not has_result(outputs, quarter)]:
        return Before(_nothing(), {}, [finding("Q23", span=span, quarter=quarter) for quarter in missing])
    last = _with_changes(outputs, quarters[-1], _read(outputs, quarters[-1]))
    chain = [told for quarter in quarters[1:] for told in rests_on_other(outputs, quarter, quarter.shift(-1))]
    rerun = [told for quarter in quarters[:-1] for told in run_again(outputs, quarter)]
    former = _read(outputs, span.shift(-1)) if has_result(outputs, span.shift(-1)) else Before(_nothing())
    return Before(
        {**last.tables, "figures": _with_former(last.tables["figures"], former.tables["figures"])},
        {**last.used, **former.used}, [*last.findings, *former.findings, *chain, *rerun],
    )  # fmt: skip


def _read(outputs: Path, span: Span) -> Before:
    """The ledger of a span; as ``before`` each table bears the name under which it is asked for."""
    result, stem = Result(result_folder(outputs, str(span))), ledger_stem(span)
    try:
        made = {table.name: result.table(stem, table) for table in KEPT}
    except AlteredResult as altered:
        command = f"xinchou {'year' if span.is_year else 'quarter'} {span}"
        return Before(_nothing(), {}, [finding("Q21", folder=span, file=altered.name, command=command)])
    used = {f"{span}/{name}": sha for name, sha in result.used.items()}
    months = [] if span.is_year else [str(month) for month in span.months]
    records = {month: read_record(result_folder(outputs, month)) for month in months}
    again = list(run_again(outputs, span, known=records)) if months else []
    return Before(_named(made, span), used, again, records)


def _with_changes(outputs: Path, span: Span, before: Before) -> Before:
    """The same with the changes of grade the span decided; Q21 where that workbook is not what the run left."""
    if before.stopped:
        return before
    result = Result(result_folder(outputs, str(span)))
    try:
        changes = result.table(changes_stem(span), GRADE_CHANGES)
    except AlteredResult as altered:
        told = finding("Q21", folder=span, file=altered.name, command=f"xinchou quarter {span}")
        return replace(before, findings=[*before.findings, told])
    used = {**before.used, **{f"{span}/{name}": sha for name, sha in result.used.items()}}
    return replace(before, tables={**before.tables, "quarter_changes": changes}, used=used)


def _named(made: Mapping[str, pd.DataFrame], span: Span) -> dict[str, pd.DataFrame]:
    top = made[TOP_CUSTOMERS.name]
    return {
        "figures": made[APPRAISAL_HISTORY.name],
        "year_persons": made[SPAN_PERSONS.name],
        "roster": made[SPAN_ROSTER.name],
        "grade_history": made[GRADE_HISTORY.name],
        "classes_before": made[CUSTOMER_CLASSES.name],
        "open_before": made[OPEN_FOLLOW_UPS.name],
        "honours": made[SPAN_HONOURS.name],
        "trainings": made[SPAN_TRAININGS.name],
        "top_before": top[top["month"] == str(span.last_month)].reset_index(drop=True),
    }


def _nothing() -> dict[str, pd.DataFrame]:
    return _named({table.name: table.from_rows([]) for table in KEPT}, Span(1))


def _with_former(figures: pd.DataFrame, former: pd.DataFrame) -> pd.DataFrame:
    """The figures, and those that only the year before has: what its own appraisal came to."""
    import pandas as pd

    key = list(APPRAISAL_HISTORY.key)
    both = pd.concat([figures, former], ignore_index=True)
    return both[~both.duplicated(key)].reset_index(drop=True)


def _trace(outputs: Path, span: Span) -> str:
    """What tells that there should be a quarter before, in words; empty if nothing does."""
    if earlier := [quarter for quarter in _quarters(outputs) if quarter < span and has_result(outputs, quarter)]:
        return f"有更早的{earlier[-1]}"
    months = span.shift(-1).months
    return f"{months[0]}至{months[-1]}各月都有结果" if all(has_result(outputs, month) for month in months) else ""


def _quarters(outputs: Path) -> list[Span]:
    if not outputs.is_dir():
        return []
    return sorted(Span.parse(path.name) for path in outputs.iterdir() if _QUARTER.fullmatch(path.name))
