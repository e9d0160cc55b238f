"""People whom the lines of the standard's own records name and the roster does not know.

Reads: records, roster, own_records (the records the standard defines).
Not covered: empty cells and repeated keys, which are findings of the schema of each record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.places import Places, by, cell_finding, certainly
from pipeline.checks.places import records as plain_records
from pipeline.findings import Finding
from pipeline.record_tables import PERSON_NUMBER
from pipeline.scheme.parts import Record

if TYPE_CHECKING:
    import pandas as pd


def strangers_in_records(
    roster: pd.DataFrame, records: pd.DataFrame, own_records: tuple[Record, ...], places: Places
) -> list[Finding]:
    """One notice per record, column and unknown 工号: a successor may be of another branch, or it is mistyped."""
    if roster.empty:
        return []
    return [
        finding
        for record in own_records
        for heading, kind in record.columns.items()
        if kind == PERSON_NUMBER
        for finding in _strangers(record, heading, records, roster, places)
    ]


def _strangers(
    record: Record, heading: str, records: pd.DataFrame, roster: pd.DataFrame, places: Places
) -> list[Finding]:
    named = records[heading]
    strange = certainly(records["record"] == record.name) & named.notna() & ~named.isin(roster["employee_id"])
    return [
        cell_finding("X18", rows[0], heading, places, table=record.name, count=len(rows))
        for rows in by(plain_records(records.loc[strange]), heading)
    ]
