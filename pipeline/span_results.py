"""The files of a quarter or year: stage books, its ledger, changes of grades, the workbook people look at, run.json.

Reads: the tables of a computed span.  Writes: into the folder given, which appears as a whole later.  What later spans
read (考核台账) is left out of the stage books, so that no table is written twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.collect.spans import KEPT, changes_stem, ledger_stem
from pipeline.results import Written, write_error_files

if TYPE_CHECKING:
    from pipeline.archive.record import RunFacts
    from pipeline.reports.appraisal.model import SpanReport
    from pipeline.span_job import ComputedSpan
    from schemas.table import Table

WRITERS = 2
"""So many workbooks are written at once: the writer of very many rows lets go of the interpreter."""

MOVEMENTS = ("晋级", "降级", "不变", "初次定级")
"""The words of a change of grade, as they are counted: together they are the persons appraised."""
OUTSIDE = "未考核而人工定级"
"""Decided by hand of persons no appraisal of the span is of; counted apart."""

ASKED_AS = {"span_persons": "year_persons"}
"""The ledger keeps the persons of the whole calendar year so far."""

_LEDGER_NOTE = "以后各期从这里取用，不再读各月；请不要修改"
_CHANGES_NOTE = "定下的级别变动；生效那个月起计薪取用，请不要修改"


def write_span(computed: ComputedSpan, folder: Path) -> Written:
    """Write every file of the result; ``run.json`` with the hashes of the others comes last."""
    from pipeline.archive.record import run_record, write_run_json
    from pipeline.reports.appraisal.late_decisions import late_books

    # The longest comes first: it holds the interpreter, while the writer of very many rows lets go of it.
    books = [_report(computed, folder), *_books_for_later(computed, folder), *_stage_books(computed, folder)]
    books += late_books(report_of(computed), folder)
    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(write) for write in books]:
            done.result()
    if computed.findings:
        request = computed.request
        write_error_files(request.settings, str(request.span), request.inputs, computed.findings, folder)
    written = Written(_totals(computed), computed.findings)
    write_run_json(folder, run_record(_run_facts(computed, written)))
    return written


def span_schemas(computed: ComputedSpan) -> dict[str, Table]:
    """What every table of the span is, those it started with included."""
    from schemas import appraisal, intake
    from schemas.results import PERSONS

    given = (
        *intake.SPAN_KINDS, intake.SOURCES, PERSONS, appraisal.READ_BACK, appraisal.FIGURES, appraisal.SPAN_PERSONS,
        appraisal.SPAN_ROSTER, appraisal.GRADE_HISTORY, appraisal.SPAN_CUSTOMERS, appraisal.SPAN_VISITS,
        appraisal.SPAN_FOLLOW_UPS, appraisal.SPAN_LONG_LEAVE, appraisal.SPAN_HONOURS, appraisal.SPAN_TRAININGS,
    )  # fmt: skip
    return {**{table.name: table for table in given}, **computed.schemas}


def _stage_books(computed: ComputedSpan, folder: Path) -> list[Callable[[], object]]:
    """A workbook per stage that leaves anything but what stands in the ledger."""
    schemas, kept = span_schemas(computed), {table.name for table in KEPT}
    books = []
    for stage in computed.job:
        tables = [schemas[name] for name in stage.makes if name not in kept]
        if tables:
            stem = f"{stage.number:02d}_{stage.package}_{stage.heading}"
            books.append(_book(computed, folder / f"{stem}.xlsx", (f"{stage.number:02d} {stage.heading}", stage.note),
                               tables))  # fmt: skip
    return books


def _books_for_later(computed: ComputedSpan, folder: Path) -> list[Callable[[], object]]:
    """What later spans and the months after take from this one."""
    from schemas.appraisal import GRADE_CHANGES

    span = computed.request.span
    kept = [table for table in KEPT if ASKED_AS.get(table.name, table.name) in computed.outcome.tables]
    return [
        _book(computed, folder / f"{ledger_stem(span)}.xlsx", ("考核台账", _LEDGER_NOTE), kept),
        _book(computed, folder / f"{changes_stem(span)}.xlsx", ("级别变动", _CHANGES_NOTE), [GRADE_CHANGES]),
    ]


def _book(computed: ComputedSpan, path: Path, head: tuple[str, str], tables: Sequence[Table]) -> Callable[[], object]:
    from pipeline.reports.stage_books import StageSheet, write_stage_book

    made = computed.outcome.tables
    sheets = [StageSheet(table, made[ASKED_AS.get(table.name, table.name)]) for table in tables]
    span, branch = str(computed.request.span), computed.request.settings.text.branch.name
    return lambda: write_stage_book(path, title=head[0], note=head[1], sheets=sheets, period=span, branch=branch)


def _report(computed: ComputedSpan, folder: Path) -> Callable[[], object]:
    """The workbook people look at."""
    path, report = folder / f"{report_name(computed.request.span)}.xlsx", report_of(computed)
    if computed.request.span.is_year:
        from pipeline.reports.appraisal.year_book import write_year_book

        return lambda: write_year_book(path, report)
    from pipeline.reports.appraisal.quarter_book import write_quarter_book

    return lambda: write_quarter_book(path, report)


def report_name(span: Any) -> str:
    """The workbook people look at, without its ending."""
    return f"年度考评表_{span}" if span.is_year else f"级别调整表_{span}"


def report_of(computed: ComputedSpan) -> SpanReport:
    """Everything the workbook of a quarter or year shows."""
    from pipeline.reports.appraisal.model import SpanReport

    scheme, text = computed.standard.scheme.text, computed.request.settings.text
    return SpanReport(
        branch=text.branch.name,
        span=computed.request.span,
        scheme=scheme.name,
        version=scheme.version,
        approval=scheme.approval.document if scheme.approval else "",
        tables=computed.outcome.tables,
        schemas=span_schemas(computed),
        standard=computed.standard,
    )


def _totals(computed: ComputedSpan) -> dict[str, Decimal]:
    """Persons appraised by what became of their grade, those graded by hand besides, what the branch reached."""
    tables = computed.outcome.tables
    appraised, proposals = tables["appraisal_items"], tables["grade_proposals"]
    own = proposals["employee_id"].isin(appraised["employee_id"])
    moved = proposals.loc[own, "movement_word"].value_counts().to_dict()
    counts = {word: int(moved.get(word, 0)) for word in MOVEMENTS}
    counts["不变"] += len(appraised) - sum(counts.values())  # by an appraisal that grades nobody
    made = {"考核人数": len(appraised), **counts, **({OUTSIDE: int((~own).sum())} if not own.all() else {})}
    return {**{name: Decimal(count) for name, count in made.items()}, **_reached(computed)}


def _reached(computed: ComputedSpan) -> dict[str, Decimal]:
    progress = computed.outcome.tables["progress"]
    window = "本年累计" if computed.request.span.is_year else "本季"
    rows: Sequence[Mapping[Any, Any]] = progress[
        (progress["scope"] == "营业部") & (progress["window"] == window)
    ].to_dict("records")
    return {
        f"{row['indicator']}（{row['unit_word']}）": trimmed(row["actual"]) for row in rows if row["actual"] is not None
    }


def trimmed(figure: Decimal) -> Decimal:
    """The same figure without zeros at its end; two decimals stay where there are any."""
    digits = max(2, -int(figure.normalize().as_tuple().exponent))
    return figure.quantize(Decimal(1).scaleb(-digits))


def _run_facts(computed: ComputedSpan, written: Written) -> RunFacts:
    from pipeline.archive.record import RunFacts

    return RunFacts(
        period=str(computed.request.span),
        inputs=computed.delivered.files,
        configuration=computed.request.settings.sha256,
        previous_ledger=None,
        results=computed.used,
        records={name: table.num_rows for name, table in computed.delivered.tables.items()},
        findings=written.findings,
        totals=written.totals,
    )
