"""Records of a table without a number of their own that stand twice: what makes two of them one, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.checks.places import Places, Record, by, cell_finding, records, spot
from pipeline.checks.twice import Pair, told_pairs
from pipeline.checks.wording import shown
from pipeline.findings import Finding
from schemas.columns import BY_NAME
from schemas.intake import PROVENANCE
from schemas.table import Table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Identity:
    """What makes two records of a table the same: these columns, and a number that only differs if both have one."""

    table: Table
    columns: tuple[str, ...]
    number: str
    apart: str


def repeated_records(identity: Identity, rows: pd.DataFrame, places: Places) -> list[Finding]:
    """A finding for every record that repeats an earlier one."""
    return told_repeats(identity, pairs_of(identity, rows), places)


def pairs_of(identity: Identity, rows: pd.DataFrame) -> list[Pair]:
    """Every record that repeats an earlier one; a record without a required cell names nothing."""
    names = list(identity.columns)
    whole = rows.loc[rows[[name for name in names if name in identity.table.required]].notna().all(axis=1)]
    groups = by(records(whole.loc[whole.duplicated(names, keep=False)]), *names)
    return [pair for group in groups for pair in _repeated_in(group, identity.number)]


def _repeated_in(group: list[Record], number: str) -> list[Pair]:
    """The repetitions among records alike but for their number, those with a number first."""
    numbers = [record[number] if number else None for record in group]
    numbered = [record for record, given in zip(group, numbers, strict=True) if given is not None]
    firsts: dict[str, Record] = {}
    pairs = [(row, firsts[row[number]]) for row in numbered if firsts.setdefault(row[number], row) is not row]
    blank = [record for record, given in zip(group, numbers, strict=True) if given is None]
    first = (numbered or blank)[0]
    return pairs + [(row, first) for row in blank if row is not first]


def told_repeats(identity: Identity, pairs: list[Pair], places: Places) -> list[Finding]:
    """A finding for every repetition, or one for a sheet delivered twice."""
    return told_pairs(identity.table.heading, pairs, places, lambda row, first: _repeated(identity, row, first, places))


def _repeated(identity: Identity, row: Record, first: Record, places: Places) -> Finding:
    filled = [name for name in identity.columns if row[name] is not None]
    facts = {
        "table": identity.table.heading,
        "key": "、".join(f"{BY_NAME[name].heading}{shown(name, row[name])}" for name in filled),
        "first": spot(places, first, filled[0]),
        "alike": _alike(identity.table, row, first),
        "apart": identity.apart,
    }
    return cell_finding("X07", row, filled[0], places, **facts)


def _alike(table: Table, row: Record, first: Record) -> str:
    names = (column.name for column in table.columns if column.name not in PROVENANCE)
    other = [BY_NAME[name].heading for name in names if row[name] != first[name]]
    return f"只有{'、'.join(other)}不同" if other else "完全相同"
