"""Records delivered twice in the tables whose records have no number of their own.

Scheme: 第十条 (scores, conduct), 第十一条 (slips), 第十四条 (adjustments): each would pay or cost twice.
Reads: adjustments, conduct, slips, scores.
Not covered: tables with a key, whose repetitions are findings of the schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.checks.places import Places, Record, by, cell_finding, records, spot
from pipeline.checks.twice import Pair, told_pairs
from pipeline.checks.wording import shown
from pipeline.findings import Finding
from schemas import intake
from schemas.columns import BY_NAME
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


ADJUSTMENT = Identity(
    intake.ADJUSTMENTS, ("employee_id", "adjustment", "purpose", "approved_by"), "voucher",
    "确为两笔的，请各填凭证号",
)  # fmt: skip
CONDUCT = Identity(
    intake.CONDUCT, ("day", "employee_id", "conduct_kind", "is_valid", "note"), "", "确为两起的，请在“说明”中写明区别"
)
SLIP = Identity(
    intake.SLIPS, ("employee_id", "visited_on", "visited_person", "destination", "left_at"), "slip_id",
    "确为两次的，请各填单号",
)  # fmt: skip
SCORE = Identity(intake.SCORES, ("employee_id", "score_item", "scored_by", "score"), "", "并核对两份考核表")


def repeated_adjustments(adjustments: pd.DataFrame, places: Places) -> list[Finding]:
    """The same entry twice, also if 凭证号 was left out of one: it would be paid twice. Scheme: 第十四条."""
    return _findings(ADJUSTMENT, _pairs(ADJUSTMENT, adjustments), places)


def repeated_conduct(conduct: pd.DataFrame, places: Places) -> list[Finding]:
    """The same event twice: it would cost twice. Scheme: 第十条."""
    return _findings(CONDUCT, _pairs(CONDUCT, conduct), places)


def repeated_slips(slips: pd.DataFrame, places: Places) -> list[Finding]:
    """The same slip twice, one of them without 单号. Scheme: 第十一条.

    Two slips with numbers of their own may be alike; the same number twice has its own finding.
    """
    pairs = [pair for pair in _pairs(SLIP, slips) if any(record["slip_id"] is None for record in pair)]
    return _findings(SLIP, pairs, places)


def repeated_score_sheets(scores: pd.DataFrame, places: Places) -> list[Finding]:
    """The same score in two sheets; within one sheet the rater may have meant it, which is a notice. Scheme: 第十条."""
    return _findings(SCORE, score_pairs(scores), places)


def score_pairs(scores: pd.DataFrame) -> list[Pair]:
    """The scores that stand in a sheet and again in a later one."""
    return [(row, first) for row, first in _pairs(SCORE, scores) if row["source"] != first["source"]]


def _pairs(identity: Identity, rows: pd.DataFrame) -> list[Pair]:
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


def _findings(identity: Identity, pairs: list[Pair], places: Places) -> list[Finding]:
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
    names = (column.name for column in table.columns if column.name not in intake.PROVENANCE)
    other = [BY_NAME[name].heading for name in names if row[name] != first[name]]
    return f"只有{'、'.join(other)}不同" if other else "完全相同"
