"""An appraisal of a case, over the months the case ran: its stage as a quarter or a year runs it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from pipeline import runner, span_flow
from pipeline.appraisals import appraisal_items_table, appraisals_due, facts_due
from pipeline.period import Period, Span
from pipeline.scheme.model import RuleSet
from pipeline.trial.cases import CaseError, MonthCase
from pipeline.trial.delivery import delivery
from pipeline.trial.run import CHECKED, Carried, Trial, asked_for
from schemas import appraisal
from schemas.columns import columns
from schemas.results import PERSONS
from schemas.table import Table

if TYPE_CHECKING:
    from pipeline.runner import Outcome

SPAN_PERSONS = Table("span_persons", "各月人员", "一行是一名人员一个月", (*PERSONS.columns, *columns("month")))
MADE = (
    appraisal.TARGET_SHARES, appraisal.PROGRESS, appraisal.CRITERIA_RESULTS, appraisal.APPRAISAL_HISTORY,
    appraisal.TEAM_RESULTS, appraisal.GRADE_PROPOSALS, appraisal.GRADE_CHANGES,
)  # fmt: skip


def run_span(month: MonthCase, trial: Trial, before: Carried) -> tuple[Outcome, Carried]:
    """The appraisal held, and what it carries on; CaseError where the case has not all its months."""
    assert month.span is not None
    span = month.span
    tables = _tables(month, trial, before, span)
    known = {
        **asked_for(span.last_month, trial, before), "span": span, "facts": facts_due(trial.standard, span),
        "branch": trial.standard.scheme.constants.get("营业部") or "营业部",
    }  # fmt: skip
    schemas = {table.name: table for table in (*MADE, appraisal_items_table(trial.standard, span))}
    outcome = runner.run(list(_job()), tables, known, schemas)
    if outcome.stopped:
        return outcome, before
    made = outcome.tables
    decided = {**before.decided, span: made["grade_changes"]}
    return outcome, replace(before, appraised=made["appraisal_history"], decided=decided)


def _job() -> Iterator[runner.Stage]:
    """The stages of an appraisal; of the last what decides grades, not what is told of people."""
    yield CHECKED
    for stage in span_flow.YEAR:
        if stage.package in ("appraise", "grades"):
            yield replace(stage, steps=tuple(step for step in stage.steps if step.__name__ != "notices"))


def _tables(month: MonthCase, trial: Trial, before: Carried, span: Span) -> dict[str, pd.DataFrame]:
    held = {period: (persons, figures) for period, persons, figures in before.months}
    if missing := [str(one) for one in span.months if one not in held and not span.is_year]:
        raise CaseError(f"考核{span}要用{'、'.join(missing)}，用例里没有；请先写这几个月")
    if span.last_month not in held or not appraisals_due(trial.standard, span):
        raise CaseError(f"标准没有在{span}进行的考核，或用例里没有{span.last_month}")
    text = _asking(trial, span)
    given = delivery(month.given, text, (), span.last_month).tables
    year = [period for period in held if period.year == span.year and period <= span.last_month]
    return {
        "persons": held[span.last_month][0], "figures": _figures(before, held),
        "span_persons": _of_months([(one, held[one][0]) for one in span.months if one in held]),
        "year_persons": _of_months([(one, held[one][0]) for one in sorted(year)]),
        **{name: given[name] for name in ("targets", "supplements", "grade_decisions")},
    }  # fmt: skip


def _asking(trial: Trial, span: Span) -> RuleSet:
    """The pay standard asking for what the appraisals of the span ask for, and for nothing else."""
    text = trial.standard.scheme.text
    return text.model_copy(update={"facts": list(facts_due(trial.standard, span)), "records": []})


def _figures(before: Carried, held: dict[Period, tuple[pd.DataFrame, pd.DataFrame]]) -> pd.DataFrame:
    """Everything the months and the last appraisal keep, each quantity of a person and month once."""
    parts = [figures for _, figures in held.values()]
    rows = pd.concat([*([] if before.appraised is None else [before.appraised]), *parts], ignore_index=True)
    return rows[~rows.duplicated(list(appraisal.FIGURES.key))].reset_index(drop=True)


def _of_months(months: Sequence[tuple[Period, pd.DataFrame]]) -> pd.DataFrame:
    """The persons of several months, each row with its month."""
    return SPAN_PERSONS.from_rows(list(_rows(months)))


def _rows(months: Sequence[tuple[Period, pd.DataFrame]]) -> Iterator[dict[str, Any]]:
    for period, persons in months:
        for row in pa.Table.from_pandas(persons, preserve_index=False).to_pylist():
            yield {**row, "month": str(period)}
