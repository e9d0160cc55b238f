"""A quarter or a year as far as it can be computed: results read back, what was delivered for it, the job run on both.

What the job starts with is put together in :mod:`pipeline.span_start`.  Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.appraisals import appraisal_items_table, appraisals_due, asked_quantities, facts_due, own_quantities
from pipeline.collect.months import Reading
from pipeline.findings import Finding, finding
from pipeline.intake.month import Month
from pipeline.intake.settings import Planned
from pipeline.month import intake_settings
from pipeline.period import Period, Span
from pipeline.settings import Settings, Standard
from pipeline.span_start import collected

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.runner import Outcome, Stage
    from schemas.table import Table


@dataclass(frozen=True)
class SpanRequest:
    """Which quarter or year, under which settings, from where and to where; ``reading`` its months if begun already."""

    span: Span
    settings: Settings
    inputs: Path
    outputs: Path
    say: Callable[[str], None] = field(default=lambda words: None)
    reading: Reading | None = None


@dataclass(frozen=True)
class ComputedSpan:
    """A span as far as it could be computed, with everything needed to write it."""

    request: SpanRequest
    standard: Standard
    delivered: Month
    used: Mapping[str, str]
    outcome: Outcome
    job: Sequence[Stage]
    schemas: Mapping[str, Table]

    @property
    def findings(self) -> list[Finding]:
        """Every finding so far."""
        return self.outcome.findings

    @property
    def stopped(self) -> bool:
        """Whether no grade may be moved by it."""
        return self.outcome.stopped


def compute_span(request: SpanRequest) -> ComputedSpan:
    """Read what the span rests on and run the job; touches no output."""
    from pipeline import runner, span_flow
    from pipeline.intake.span import read_span

    standard = request.settings.standard(request.span.last_month)
    schemas = span_tables(standard, request.span)
    job = span_flow.YEAR if request.span.is_year else span_flow.QUARTER
    available = span_flow.YEAR_AVAILABLE if request.span.is_year else span_flow.QUARTER_AVAILABLE
    runner.verify_wiring(job, available, schemas)
    request.say("读入各期结果与交来的文件")
    planned = tuple(Planned(each.name, each.unit, each.take) for each in standard.scheme.text.indicators)
    told = replace(intake_settings(request.settings, standard), records=(), indicators=planned)
    delivered = read_span(request.inputs, request.span, told)
    start = collected(request.outputs, request.span, standard, delivered, request.reading)
    findings = [*delivered.findings, *start.findings, *_of_standard(request.span, standard)]
    given = _given(request, standard, delivered, schemas)
    if not start.tables:
        outcome = runner.Outcome({}, findings, stopped=True)
    else:
        findings += _schema_findings(delivered, given["found"])
        findings += _other_names(delivered, start.tables["span_persons"])
        say = request.say
        outcome = runner.run(job, start.tables, given, schemas, findings, lambda stage: say(stage.heading))
    return ComputedSpan(request, standard, delivered, start.used, outcome, job, schemas)


def span_tables(standard: Standard, span: Span) -> dict[str, Table]:
    """Every table the job of a span makes, by name."""
    from schemas import appraisal

    fixed = (
        appraisal.TARGET_SHARES, appraisal.PROGRESS, appraisal.CRITERIA_RESULTS, appraisal.APPRAISAL_HISTORY,
        appraisal.CUSTOMER_CLASSES, appraisal.TOP_CUSTOMERS, appraisal.VISIT_REPORT, appraisal.FOLLOW_UP_LIST,
        appraisal.OPEN_FOLLOW_UPS, appraisal.LEAVE_CUT,
        appraisal.TEAM_RESULTS, appraisal.GRADE_PROPOSALS, appraisal.GRADE_CHANGES, appraisal.NOTICES,
    )  # fmt: skip
    return {table.name: table for table in (*fixed, appraisal_items_table(standard, span))}


def _given(request: SpanRequest, standard: Standard, delivered: Month, schemas: Mapping[str, Table]) -> dict[str, Any]:
    from pipeline.calendar import pay_days

    span, settings = request.span, request.settings
    months = [Period(span.year, month) for month in range(1, span.last_month.month + 1)]
    return {
        "span": span,
        "period": span.last_month,
        "standard": standard,
        "branch": settings.text.branch.name,
        "pay_days_of": {str(month): pay_days(settings, month) for month in months},
        "made_tables": schemas,
        "places": delivered.places,
        "found": frozenset((f.file, f.sheet, f.cell) for f in delivered.findings if f.stops and f.cell),
        "facts": facts_due(standard, span),
        "grades": tuple(standard.scheme.text.grades),
        "quantities": tuple(sorted(asked_quantities(standard) | own_quantities(standard))),
    }


def _of_standard(span: Span, standard: Standard) -> list[Finding]:
    """Q28 where the pay standard holds no appraisal in this span."""
    return [] if appraisals_due(standard, span) else [finding("Q28", span=span)]


def _other_names(delivered: Month, span_persons: pd.DataFrame) -> list[Finding]:
    """S33: names beside 工号 that are not those of the persons of the span, as they were called last."""
    import pyarrow as pa

    from pipeline.intake.names import contradictions

    if not delivered.sheets:
        return []
    names = span_persons.sort_values("month", kind="stable")[["employee_id", "person_name"]]
    return contradictions(delivered.sheets, pa.Table.from_pandas(names, preserve_index=False))


def _schema_findings(delivered: Month, found: frozenset[tuple[str, str, str]]) -> list[Finding]:
    from pipeline.checks.schema import schema_findings
    from schemas.intake import SPAN_KINDS

    frames = {kind: kind.frame(delivered.tables[kind.name]) for kind in SPAN_KINDS}
    return [
        told
        for kind, frame in frames.items()
        if len(frame)  # proving nothing costs a tenth of a second
        for told in schema_findings(kind, frame, delivered.places, found)
    ]
