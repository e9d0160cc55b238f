"""Whether a month was paid out, and whether the files that went to the bank and the tax office still are those of it.

Reads: outputs/发放/<period>/run.json, which names the result it was made of by hash.  A payout that stopped took the
files of the last one out of sight: such a month is not paid out.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.archive.places import RUN_JSON, result_folder
from pipeline.archive.record import file_sha256, read_record
from pipeline.findings import Finding, finding
from pipeline.period import Period

PAYOUT = "发放"
"""The folder below the outputs in which every month paid out has its own."""
PAID, OTHERWISE = "已发放", "发放后结果已变"


def paid_out(outputs: Path, period: Period | str) -> str:
    """已发放, or 发放后结果已变 where the result is another now; empty if the month was not paid out."""
    used = read_record(result_folder(outputs / PAYOUT, str(period))).get("results", {})
    was = used.get(f"{period}/{RUN_JSON}")
    if was is None:
        return ""
    now = result_folder(outputs, str(period)) / RUN_JSON
    return PAID if now.is_file() and file_sha256(now) == was else OTHERWISE


def paid_otherwise(outputs: Path, period: Period | str) -> list[Finding]:
    """Z03 where the month was paid out and its result is another now."""
    return [finding("Z03", period=period)] if paid_out(outputs, period) == OTHERWISE else []
