"""A quarter or a year as far as it can be computed: results read back, what was delivered for it, the job run on both.

No month is read twice: a quarter reads its own three months and the ledger of the quarter before, a year the ledger of
its fourth quarter.  Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.appraisals import appraisal_items_table, appraisals_due, asked_quantities, facts_due, own_quantities
from pipeline.collect.months import Reading, missing_months
from pipeline.collect.spans import Before, before_quarter, before_year
from pipeline.findings import Finding, finding
from pipeline.intake.month import Month
from pipeline.month import intake_settings
from pipeline.period import Period, Span
from pipeline.settings import Settings, Standard

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
class Collected:
    """What results and deliveries give the job: its tables, the files of results used with their sha256, findings."""

    tables: Mapping[str, pd.DataFrame]
    used: Mapping[str, str]
    findings: Sequence[Finding]


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
    from pipeline import flow, runner
    from pipeline.intake.span import read_span

    standard = request.settings.standard(request.span.last_month)
    schemas = span_tables(standard, request.span)
    job = flow.YEAR if request.span.is_year else flow.QUARTER
    runner.verify_wiring(job, flow.YEAR_AVAILABLE if request.span.is_year else flow.QUARTER_AVAILABLE, schemas)
    request.say("读入各期结果与交来的文件")
    told = replace(intake_settings(request.settings, standard), records=())
    delivered = read_span(request.inputs, request.span, told)
    collected = _collected(request, standard, delivered)
    findings = [*delivered.findings, *collected.findings, *_of_standard(request.span, standard)]
    given = _given(request, standard, delivered, schemas)
    if not collected.tables:
        outcome = runner.Outcome({}, findings, stopped=True)
    else:
        findings += _schema_findings(delivered, given["found"])
        say = request.say
        outcome = runner.run(job, collected.tables, given, schemas, findings, lambda stage: say(stage.heading))
    return ComputedSpan(request, standard, delivered, collected.used, outcome, job, schemas)


def span_tables(standard: Standard, span: Span) -> dict[str, Table]:
    """Every table the job of a span makes, by name."""
    from schemas import appraisal

    fixed = (
        appraisal.TARGET_SHARES, appraisal.PROGRESS, appraisal.CRITERIA_RESULTS, appraisal.APPRAISAL_HISTORY,
        appraisal.CUSTOMER_CLASSES, appraisal.TOP_CUSTOMERS, appraisal.VISIT_REPORT, appraisal.FOLLOW_UP_LIST,
        appraisal.TEAM_RESULTS, appraisal.GRADE_PROPOSALS, appraisal.GRADE_CHANGES, appraisal.NOTICES,
    )  # fmt: skip
    return {table.name: table for table in (*fixed, appraisal_items_table(standard, span))}


def _collected(request: SpanRequest, standard: Standard, delivered: Month) -> Collected:
    """The tables the job starts with; none of them when a result it rests on is missing or was altered."""
    from schemas.intake import SOURCES, SPAN_KINDS

    span, outputs = request.span, request.outputs
    before = before_year(outputs, span) if span.is_year else before_quarter(outputs, span)
    missing = [] if span.is_year else missing_months(outputs, span)
    findings = [*missing, *before.findings]
    if before.stopped or missing:
        return Collected({}, before.used, findings)
    tables, used = dict(before.tables), dict(before.used)
    if not span.is_year:
        reading = request.reading or begin_reading(outputs, span)
        assert reading is not None
        months = reading.months(asked_quantities(standard))
        if months.findings:
            return Collected({}, used, [*findings, *months.findings])
        used |= months.used
        tables = _with_months(span, tables, months.tables, _openings(delivered, before, findings))
    kinds = {kind.name: kind.frame(delivered.tables[kind.name]) for kind in (*SPAN_KINDS, SOURCES)}
    return Collected({**tables, **kinds, **_people(span, tables), "read_back": _read_back(used)}, used, findings)


def begin_reading(outputs: Path, span: Span) -> Reading | None:
    """Begin to read the months of a quarter beside what follows; a year reads none."""
    return None if span.is_year else Reading(outputs, span, _month_stems(span))


def _month_stems(span: Span) -> dict[Period, dict[str, str]]:
    """In which book of each month every table stands, without its ending."""
    from pipeline import flow
    from pipeline.results import stage_stem

    return {
        month: {name: stage_stem(stage, month) for stage in flow.MONTH for name in stage.makes} for month in span.months
    }


def _with_months(
    span: Span, before: Mapping[str, pd.DataFrame], months: Mapping[str, pd.DataFrame], openings: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """The tables of the months put behind those the quarter before left."""
    import pandas as pd

    earlier = before["year_persons"]
    earlier = earlier[earlier["month"] >= str(Period(span.year, 1))]
    figures = [before["figures"], openings, months["figures"]]
    return {
        **before, **months,
        "figures": pd.concat([part for part in figures if len(part)] or figures[:1], ignore_index=True),
        "year_persons": pd.concat([earlier, months["span_persons"]], ignore_index=True),
    }  # fmt: skip


def _openings(delivered: Month, before: Before, findings: list[Finding]) -> pd.DataFrame:
    """Figures of earlier months delivered as 期初: only where there is no quarter before, else told and left out."""
    from pipeline.past import delivered_history
    from schemas.appraisal import MONTH_FIGURES
    from schemas.intake import OPENINGS

    openings = OPENINGS.frame(delivered.tables[OPENINGS.name])
    if before.used and len(openings):
        previous = next(iter(before.used)).partition("/")[0]
        findings.append(finding("Q27", previous=previous, count=len(openings)))
        return MONTH_FIGURES.from_rows([])
    return MONTH_FIGURES.from_rows(delivered_history(openings))


def _people(span: Span, tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Who there was: in every month of the span, and in its last month."""
    from schemas.results import PERSONS

    months = [str(month) for month in span.months]
    of_span = tables["year_persons"]
    of_span = of_span[of_span["month"].isin(months)].reset_index(drop=True)
    last = of_span[of_span["month"] == months[-1]].drop(columns="month").to_dict("records")
    return {"span_persons": of_span, "persons": _plainly(PERSONS, last)}


def _plainly(table: Table, rows: Sequence[Mapping[Any, Any]]) -> pd.DataFrame:
    import pandas as pd

    return table.from_rows([{name: None if pd.isna(cell) else cell for name, cell in row.items()} for row in rows])


def _read_back(used: Mapping[str, str]) -> pd.DataFrame:
    from schemas.appraisal import READ_BACK

    rows = []
    for path, sha in sorted(used.items()):
        folder, _, name = path.partition("/")
        rows.append({"folder": folder, "file": name, "sha256": sha})
    return READ_BACK.from_rows(rows)


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
