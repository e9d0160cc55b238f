"""Measures of each person, taken from line tables and from ledgers as the rule sets say.

Scheme: the articles named by each measure.
Reads: persons, the line tables, ledger_openings.  Writes: person_measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.period import Period
from pipeline.scheme.evaluate import condition
from pipeline.scheme.expressions import Call, Name, names
from pipeline.scheme.facts import Facts
from pipeline.scheme.model import Measure
from pipeline.settings import Standard
from pipeline.standard_tables import (
    PERSON,
    line_tables,
    measures_of,
    named_column,
    person_measures_table,
    summed_column,
)
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
    ledger_openings: pd.DataFrame,
    period: Period,
    standard: Standard,
) -> pd.DataFrame:
    """One row per person with every measure of the rule sets."""
    frames = [credited_lines, sale_items, scores, conduct, slips, adjustments, attendance, contributions]
    lines = dict(zip(line_tables(standard), frames, strict=True))
    return measure_people(persons, lines, ledger_openings, period, standard)


def measure_people(
    persons: pd.DataFrame,
    lines: Mapping[str, pd.DataFrame],
    ledger_openings: pd.DataFrame,
    period: Period,
    standard: Standard,
) -> pd.DataFrame:
    """The same from the line tables by heading."""
    table = person_measures_table(standard)
    tables = line_tables(standard)
    columns = {name: persons[name].array.__arrow_array__() for name in PERSON}
    for measure in measures_of(standard):
        if measure.ledger:
            found = _from_ledger(measure, ledger_openings, period)
        else:
            found = _from_lines(measure, tables[measure.over], lines[measure.over], period, standard)
        columns[measure.name] = _per_person(found, columns["employee_id"], table.arrow_schema.field(measure.name).type)
    return table.frame(pa.table(columns))


def _from_ledger(measure: Measure, openings: pd.DataFrame, period: Period) -> pa.Table:
    chosen = openings[openings["ledger"] == measure.ledger]
    if measure.origin is not None:
        chosen = chosen[chosen["origin"] == str(period.shift(measure.origin))]
    return _sums(_arrow(chosen, "employee_id"), _arrow(chosen, "opening"))


def _from_lines(measure: Measure, table: Table, frame: pd.DataFrame, period: Period, standard: Standard) -> pa.Table:
    if measure.where is not None:
        asked = names(measure.where)
        facts = Facts.of(frame, [column for column in table.columns if column.heading in asked], period)
        frame = frame[condition(measure.where, facts, standard.scheme.tables)]
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


def _per_person(found: pa.Table, people: pa.ChunkedArray, kind: pa.DataType) -> pa.Array:
    """The figure of each person in the order of ``people``; 0 for those with no line."""
    place = pc.index_in(people.combine_chunks(), value_set=found["person"].combine_chunks())
    figures = found["figure_sum"].combine_chunks().cast(kind).take(place)
    return pc.fill_null(figures, pa.scalar(Decimal(0), kind))
