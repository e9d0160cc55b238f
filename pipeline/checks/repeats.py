"""Records delivered twice in the tables whose records have no number of their own.

Scheme: 第十条 (scores, conduct), 第十一条 (slips), 第十四条 (adjustments): each would pay or cost twice.
Reads: adjustments, conduct, slips, scores.
Not covered: tables with a key, whose repetitions are findings of the schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.places import Places
from pipeline.checks.repeated import Identity, pairs_of, repeated_records, told_repeats
from pipeline.checks.twice import Pair
from pipeline.findings import Finding
from schemas import intake

if TYPE_CHECKING:
    import pandas as pd

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
    return repeated_records(ADJUSTMENT, adjustments, places)


def repeated_conduct(conduct: pd.DataFrame, places: Places) -> list[Finding]:
    """The same event twice: it would cost twice. Scheme: 第十条."""
    return repeated_records(CONDUCT, conduct, places)


def repeated_slips(slips: pd.DataFrame, places: Places) -> list[Finding]:
    """The same slip twice, one of them without 单号. Scheme: 第十一条.

    Two slips with numbers of their own may be alike; the same number twice has its own finding.
    """
    pairs = [pair for pair in pairs_of(SLIP, slips) if any(record["slip_id"] is None for record in pair)]
    return told_repeats(SLIP, pairs, places)


def repeated_score_sheets(scores: pd.DataFrame, places: Places) -> list[Finding]:
    """The same score in two sheets; within one sheet the rater may have meant it, which is a notice. Scheme: 第十条."""
    return told_repeats(SCORE, score_pairs(scores), places)


def score_pairs(scores: pd.DataFrame) -> list[Pair]:
    """The scores that stand in a sheet and again in a later one."""
    return [(row, first) for row, first in pairs_of(SCORE, scores) if row["source"] != first["source"]]
