"""The tables the job of a quarter or a year starts with: results read back, put together with what was delivered.

No month is read twice: a quarter reads its own three months and the ledger of the quarter before, a year the ledger of
its fourth quarter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.appraisals import asked_quantities
from pipeline.collect.later import months_on_older_ones
from pipeline.collect.months import Reading, missing_months
from pipeline.collect.spans import Before, before_quarter, before_year
from pipeline.findings import Finding, finding
from pipeline.intake.month import Month
from pipeline.period import Period, Span
from pipeline.settings import Standard

if TYPE_CHECKING:
    import pandas as pd

    from schemas.table import Table


@dataclass(frozen=True)
class Collected:
    """What results and deliveries give the job: its tables, the files of results used with their sha256, findings."""

    tables: Mapping[str, pd.DataFrame]
    used: Mapping[str, str]
    findings: Sequence[Finding]


def collected(
    outputs: Path, span: Span, standard: Standard, delivered: Month, reading: Reading | None = None
) -> Collected:
    """The tables the job starts with; none of them when a result it rests on is missing or was altered.

    ``reading`` are the months of a quarter, if they are being read already.
    """
    from schemas.intake import SOURCES, SPAN_KINDS

    before = before_year(outputs, span) if span.is_year else before_quarter(outputs, span)
    missing = [] if span.is_year else missing_months(outputs, span)
    findings = [*missing, *before.findings]
    if before.stopped or missing:
        return Collected({}, before.used, findings)
    tables, used = dict(before.tables), dict(before.used)
    if not span.is_year:
        months = (reading or Reading(outputs, span)).months(asked_quantities(standard))
        if months.findings:
            return Collected({}, used, [*findings, *months.findings])
        used |= months.used
        findings += months_on_older_ones({**before.records, **months.records}, span)
        tables = _with_months(span, tables, months.tables, _openings(delivered, before, findings))
    kinds = {kind.name: kind.frame(delivered.tables[kind.name]) for kind in (*SPAN_KINDS, SOURCES)}
    return Collected({**tables, **kinds, **_people(span, tables), "read_back": _read_back(used)}, used, findings)


def _with_months(
    span: Span, before: Mapping[str, pd.DataFrame], months: Mapping[str, pd.DataFrame], openings: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """The tables of the months put behind those the quarter before left."""
    import pandas as pd

    so_far = {"year_persons": "span_persons", "honours": "honours", "trainings": "trainings"}
    new_year = str(Period(span.year, 1))
    figures = [before["figures"], openings, months["figures"]]
    return {
        **before, **months,
        "figures": pd.concat([part for part in figures if len(part)] or figures[:1], ignore_index=True),
        **{
            name: pd.concat([before[name][before[name]["month"] >= new_year], months[own]], ignore_index=True)
            for name, own in so_far.items()
        },
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
