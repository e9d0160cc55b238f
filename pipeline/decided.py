"""What quarters and years decided of grades, as the months after them take it; and which months took something else.

A month that pays by an outdated quarter or year is told so: G10 (its last run stopped), Q24, Q25 (what it rests on was
made anew since).

Scheme: 指引第十七条 (each quarter and year moves grades).  Reads: outputs/<span>/级别变动_<span>.xlsx, proved by that
folder's ``run.json``, and ``run.json`` of months.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.archive.places import FINDINGS_FOLDER, RUN_JSON, findings_folder, result_folder
from pipeline.archive.record import read_record
from pipeline.collect.later import outdated
from pipeline.collect.spans import changes_stem
from pipeline.collect.workbooks import AlteredResult, Result
from pipeline.findings import Finding, finding
from pipeline.period import Period, Span
from pipeline.scheme.appraisal_text import QUARTERS
from schemas.appraisal import GRADE_CHANGES

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.settings import Standard


@dataclass(frozen=True)
class Decided:
    """The grades decided by the spans that ended last: rows of GRADE_CHANGES, the files read, findings.

    ``files`` are the sha256 by path below the outputs folder (``2026Q1/级别变动_2026Q1.xlsx``).
    """

    rows: pd.DataFrame
    files: Mapping[str, str]
    findings: tuple[Finding, ...] = ()


def ended_before(period: Period) -> tuple[Span, ...]:
    """The last year and the last quarter that ended before the month; none before the calendar begins."""
    spans = (Span(period.year - 1), Span.of(period).shift(-1))
    return tuple(span for span in spans if span.year > 0)


def decided_before(outputs: Path, period: Period, standard: Standard) -> Decided:
    """The changes of grade of the last quarter and the last year that ended before the month."""
    import pandas as pd

    parts = [GRADE_CHANGES.from_rows([])]
    files: dict[str, str] = {}
    findings: list[Finding] = []
    for span in ended_before(period):
        if not (result_folder(outputs, str(span)) / RUN_JSON).exists():
            findings += _not_yet(outputs, span, standard)
            continue
        try:
            rows, used = _changes(outputs, span)
        except AlteredResult as altered:
            findings.append(finding("G09", span=span, file=altered.name, command=_command(span)))
            continue
        parts += [rows] if len(rows) else []
        files.update(used)
        findings += [*_made_anew(outputs, span, period, used), *_stopped_since(outputs, span), *outdated(outputs, span)]
    return Decided(pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0], files, tuple(findings))


def _changes(outputs: Path, span: Span) -> tuple[pd.DataFrame, dict[str, str]]:
    """What the span decided, and the file that says so; AlteredResult unless it is what the run left."""
    result = Result(result_folder(outputs, str(span)))
    rows = result.table(changes_stem(span), GRADE_CHANGES)
    return rows, {f"{span}/{name}": sha256 for name, sha256 in result.used.items()}


def _not_yet(outputs: Path, span: Span, standard: Standard) -> Iterator[Finding]:
    """G08 where the standard moves grades at the end of the span, and all its months are there."""
    moving = [one for one in standard.scheme.text.appraisals if one.grading and span.quarter in QUARTERS[one.every]]
    if moving and all((result_folder(outputs, str(month)) / RUN_JSON).exists() for month in span.months):
        yield finding("G08", span=span, command=_command(span))


def _made_anew(outputs: Path, span: Span, period: Period, used: Mapping[str, str]) -> Iterator[Finding]:
    """G02 where the month before took another version of the same changes."""
    before = period.shift(-1)
    if before <= span.last_month:
        return
    taken = _taken(outputs, before, span)
    if taken and taken != dict(used):
        yield finding("G02", span=span, previous=before, month=span.last_month.shift(1))


def _stopped_since(outputs: Path, span: Span) -> Iterator[Finding]:
    """G10 where the last run of the span stopped, so that what it decided is of the run before."""
    if findings_folder(outputs, str(span)).exists():
        yield finding("G10", span=span, command=_command(span), folder=f"{span}/{FINDINGS_FOLDER}")


def months_paid_otherwise(outputs: Path, span: Span) -> list[Finding]:
    """Q26 for the first month after the span that was computed with other changes of grade than its present ones.

    A month computed before there were any is none where the span changes no grade.
    """
    if not (result_folder(outputs, str(span)) / RUN_JSON).exists():
        return []
    rows, used = _changes(outputs, span)
    months = [span.last_month.shift(later) for later in range(1, len(span.months) + 1)]
    for month in months:
        computed = (result_folder(outputs, str(month)) / RUN_JSON).exists()
        taken = _taken(outputs, month, span)
        if computed and taken != used and (taken or len(rows)):
            return [finding("Q26", month=month)]
    return []


def _taken(outputs: Path, month: Period, span: Span) -> dict[str, str]:
    """The files of the span's changes that a month was computed with, as its ``run.json`` says."""
    results: Mapping[str, Any] = read_record(result_folder(outputs, str(month))).get("results", {})
    return {path: sha256 for path, sha256 in results.items() if path.startswith(f"{span}/")}


def _command(span: Span) -> str:
    return "year" if span.is_year else "quarter"
