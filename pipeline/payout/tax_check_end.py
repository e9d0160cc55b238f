"""The command ``taxcheck``: the client's computation read back, compared, and laid down as a workbook.

Writes: outputs/报税核对/报税核对_<period>.xlsx, which replaces that of the last comparison; results stay as they are.
"""

from __future__ import annotations

import os
import tempfile
from decimal import Decimal
from pathlib import Path

from pipeline.command_result import Result
from pipeline.payout.sources import read_month
from pipeline.payout.tax.compare import NOT_COMPARED, SAME, compare_tax
from pipeline.payout.tax.compare_book import write_comparison
from pipeline.period import Period
from pipeline.settings import Settings

CHECKED = "报税核对"


def run_tax_check(period: Period, settings: Settings, inputs: Path, outputs: Path, exports: tuple[Path, ...]) -> Result:
    """Compare the exports with the month; Refused when the month has no result or one that was altered."""
    month = read_month(period, settings, inputs, outputs, alone=True)
    found = compare_tax(month, *exports)
    folder = outputs / CHECKED
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".") as unfinished:
        written = write_comparison(found, Path(unfinished))
        path = folder / written.name
        os.replace(written, path)
    same, unseen = found.count(SAME), found.count(NOT_COMPARED)
    seen = len(found.lines) - unseen
    counts = {"核对": seen, SAME: same, "不符": seen - same, "没有核对": unseen}
    return Result(
        "ok" if found.agrees else "stopped", str(period), {name: Decimal(count) for name, count in counts.items()},
        [path], list(found.findings), changed=True, error_list="",
    )  # fmt: skip
