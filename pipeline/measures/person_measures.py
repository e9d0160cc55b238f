"""Measures of each person, taken from line tables and from ledgers as the rule sets say.

Scheme: the articles named by each measure.
Reads: persons, the line tables, the records, supplements, ledger_openings.  Writes: person_measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.money import Figures, from_arrow
from pipeline.period import Period
from pipeline.scheme.cells import Cells, Evaluated
from pipeline.scheme.compile import Rules
from pipeline.scheme.evaluate import evaluate
from pipeline.scheme.expressions import Call, Name, names
from pipeline.scheme.facts import Facts
from pipeline.scheme.model import Measure, Origins
from pipeline.scheme.parts import CUSTOMER, Fact
from pipeline.scheme.run import nothing, surround, where
from pipeline.scheme.take import taken
from pipeline.settings import Standard
from pipeline.standard_tables import (
    framed,
    line_tables,
    named_column,
    person_facts,
    person_measures_table,
    record_facts,
    summed_column,
)
from pipeline.supplement_values import delivered_fact
from schemas.corrections import CORRECTION_LINES
from schemas.table import Table


def person_measures(
    persons: pd.DataFrame,
    credited_lines: pd.DataFrame,
    sale_items: pd.DataFrame,
    scores: pd.DataFrame,
    conduct: pd.DataFrame,
    slips: pd.DataFrame,
    adjustments: pd.DataFrame,
    attendance: pd.DataFrame,
    contributions: pd.DataFrame,
    log_checks: pd.DataFrame,
    meetings: pd.DataFrame,
    leave_review: pd.DataFrame,
    visit_lines: pd.DataFrame,
    follow_ups: pd.DataFrame,
    honours: pd.DataFrame,
    trainings: pd.DataFrame,
    record_items: pd.DataFrame,
    supplements: pd.DataFrame,
    ledger_openings: pd.DataFrame,
    period: Period,
    standard: Standard,
    correction_lines: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per person with every delivered fact and every measure of the rule sets that needs no item of persons."""
    posted = CORRECTION_LINES.from_rows([]) if correction_lines is None else correction_lines
    frames = [
        credited_lines, sale_items, scores, conduct, slips, adjustments, attendance, contributions,
        log_checks, meetings, leave_review, visit_lines, follow_ups, honours, trainings, posted,
    ]  # fmt: skip
    lines = dict(zip(line_tables(standard), frames, strict=True))
    return measure_people(persons, lines, record_items, supplements, ledger_openings, period, standard)


def measure_people(
    persons: pd.DataFrame,
    lines: Mapping[str, pd.DataFrame],
    record_items: pd.DataFrame,
    supplements: pd.DataFrame,
    ledger_openings: pd.DataFrame,
    period: Period,
    standard: Standard,
) -> pd.DataFrame:
    """The same from the line tables by heading."""
    facts = Facts(period, len(persons))
    people: list[str] = persons["employee_id"].tolist()
    given = _Lines(line_tables(standard), lines, record_items, person_facts(persons, [], period), standard)
    for rules in standard.rule_sets:
        for fact in rules.text.facts:
            if fact.each != CUSTOMER:
                facts.columns[fact.name] = _asked_of(fact, delivered_fact(fact, supplements, people), persons, rules)
        for measure in rules.first_measures():
            facts.columns[measure.name] = _measured(measure, given, ledger_openings, people)
    return framed(persons, facts, person_measures_table(standard))


def _asked_of(fact: Fact, values: Evaluated, persons: pd.DataFrame, rules: Rules) -> Evaluated:
    """The fact of the posts it is asked of; nothing for the others."""
    if not fact.who:
        return values
    posts = rules.posts(fact.who)
    asked = np.array([post in posts for post in persons["post"]], dtype=bool)
    return where(asked, values, nothing(fact.unit, len(persons)))


@dataclass(frozen=True)
class _Lines:
    """The line tables of the month by heading, and the records."""

    tables: Mapping[str, Table]
    frames: Mapping[str, pd.DataFrame]
    record_items: pd.DataFrame
    people: Facts
    standard: Standard

    @property
    def period(self) -> Period:
        """The month."""
        return self.people.period

    def facts(self, measure: Measure) -> Facts:
        """The lines a measure is taken from, for formulas."""
        scheme = self.standard.scheme
        if measure.over not in self.tables:
            records = record_facts(self.record_items, scheme, self.period)
            return surround(scheme, records[measure.over], people=self.people)
        asked = {measure.person or "工号", *names(measure.take), *(names(measure.where) if measure.where else ())}
        columns = [column for column in self.tables[measure.over].columns if column.heading in asked]
        return surround(scheme, Facts.of(self.frames[measure.over], columns, self.period), people=self.people)


def _measured(measure: Measure, lines: _Lines, openings: pd.DataFrame, people: list[str]) -> Evaluated:
    """The measure of every person: plain sums and counts of large tables by Arrow, everything else line by line."""
    if measure.ledger:
        return _per_person(_from_ledger(measure, openings, lines.period), people)
    table = lines.tables.get(measure.over)
    assert isinstance(measure.take, Call)
    counts = measure.take.function in ("计数", "去重计数")
    if table is None or measure.person or not (counts or summed_column(measure, table)):
        return taken(measure, lines.facts(measure), people, lines.standard.scheme.tables)
    summed = _from_lines(measure, table, lines)
    if summed is None:
        return taken(measure, lines.facts(measure), people, lines.standard.scheme.tables)
    return _per_person(summed, people)


def _from_ledger(measure: Measure, openings: pd.DataFrame, period: Period) -> pa.Table:
    chosen = openings[openings["ledger"] == measure.ledger]
    if isinstance(measure.origin, Origins):
        chosen = chosen[chosen["origin"] <= str(period.shift(measure.origin.until))]
        if measure.origin.from_ is not None:
            chosen = chosen[chosen["origin"] >= str(period.shift(measure.origin.from_))]
    elif measure.origin is not None:
        chosen = chosen[chosen["origin"] == str(period.shift(measure.origin))]
    return _sums(_arrow(chosen, "employee_id"), _arrow(chosen, "opening"))


def _from_lines(measure: Measure, table: Table, lines: _Lines) -> pa.Table | None:
    """The sum or count of each person; None where a line does not say whether it counts."""
    frame = lines.frames[measure.over]
    if measure.where is not None:
        holds = evaluate(measure.where, lines.facts(measure), lines.standard.scheme.tables)
        if not isinstance(holds, Cells) or np.any(holds.invalid):
            return None
        frame = frame[np.broadcast_to(holds.cells, len(frame))]
    assert isinstance(measure.take, Call)
    summed = summed_column(measure, table)
    if summed is not None:
        return _sums(_arrow(frame, "employee_id"), _arrow(frame, summed.name))
    if measure.take.function == "去重计数":
        told_apart = [part.name for part in measure.take.arguments if isinstance(part, Name)]
        frame = frame[~frame.duplicated(["employee_id", *(named_column(table, name).name for name in told_apart)])]
    ones = pa.array([1] * len(frame), pa.int64())
    return _sums(_arrow(frame, "employee_id"), ones)


def _arrow(frame: pd.DataFrame, name: str) -> pa.ChunkedArray:
    return frame[name].array.__arrow_array__()


def _sums(people: pa.ChunkedArray, figures: pa.ChunkedArray | pa.Array) -> pa.Table:
    return pa.table({"person": people, "figure": figures}).group_by("person").aggregate([("figure", "sum")])


def _per_person(found: pa.Table, people: list[str]) -> Figures:
    """The figure of each person in the order of ``people``; 0 for those with no line."""
    place = pc.index_in(pa.array(people, pa.string()), value_set=found["person"].combine_chunks())
    figures = found["figure_sum"].combine_chunks().take(place)
    return from_arrow(pc.fill_null(figures, pa.scalar(0, pa.int64()).cast(figures.type)))
