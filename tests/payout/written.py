"""Every file of a month, as the command writes them, without its locks and its publishing."""

from __future__ import annotations

from pathlib import Path

from pipeline.findings import Finding
from pipeline.payout.deliverables import AGREEMENT, DELIVERABLES
from pipeline.payout.model import PayMonth
from pipeline.payout.payout_end import PayoutRequest
from tests.frame.tables import settings


def paid_out(month: PayMonth, folder: Path) -> list[Finding]:
    """Every deliverable of the month below the folder; all findings."""
    folder.mkdir(parents=True, exist_ok=True)
    found = [told for one in DELIVERABLES for told in one.findings(month)]
    if any(told.stops for told in found):
        return found
    request = PayoutRequest(month.period, settings(), folder, folder)
    controls = [control for one in DELIVERABLES for control in one.write(month, folder, request)]
    found += AGREEMENT.findings(month, controls)
    AGREEMENT.write(month, folder, controls)
    return found
