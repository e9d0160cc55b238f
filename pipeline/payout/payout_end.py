"""The command ``payout``: every file of the next desk at once, or, with stop findings, only the findings.

Order: the month is read back; everything that must be mended is gathered; all files are written and read back; their
totals are held against 薪酬月报表; then the whole folder appears in one step.  Rests on: ``run.json`` of the month.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pipeline.archive.lock import period_lock
from pipeline.archive.places import RUN_JSON, result_folder
from pipeline.archive.publish import clear_findings, open_workspace
from pipeline.archive.record import RunFacts, code_version, read_record, run_record, verify_outputs, write_run_json
from pipeline.command_result import Result, files_in, notices_of
from pipeline.findings import Finding, finding
from pipeline.paid_out import PAYOUT
from pipeline.payout.deliverables import AGREEMENT, DELIVERABLES
from pipeline.payout.model import Control, PayMonth
from pipeline.payout.sources import read_month
from pipeline.payout.stopped import on_older_results, withdrawn
from pipeline.period import Period
from pipeline.settings import Settings


@dataclass(frozen=True)
class PayoutRequest:
    """What the command asks for."""

    period: Period
    settings: Settings
    inputs: Path
    outputs: Path
    say: Callable[[str], None] = lambda words: None

    @property
    def root(self) -> Path:
        """Where the folders of the months paid out lie."""
        return self.outputs / PAYOUT


def run_payout(request: PayoutRequest) -> Result:
    """Write the files of the next desk.

    Raises Refused when the month has no result or one that was altered, PeriodBusy when it is being paid out
    elsewhere, ResultInUse when a file of the last payout is open.
    """
    period = str(request.period)
    with period_lock(request.root, period), open_workspace(request.root, period) as workspace:
        month = read_month(request.period, request.settings, request.inputs, request.outputs)
        findings = [*_of_the_month(request, month), *(told for one in DELIVERABLES for told in one.findings(month))]
        if _stop(findings):
            return withdrawn(request.settings, request.inputs, workspace, findings)
        if _is_paid_out(request, month):
            clear_findings(request.root, period)
            return _answer(request, month, findings, changed=False)
        controls = _write(request, month, workspace.folder)
        findings += AGREEMENT.findings(month, controls)
        if _stop(findings):
            return withdrawn(request.settings, request.inputs, workspace, findings)
        AGREEMENT.write(month, workspace.folder, controls)
        write_run_json(workspace.folder, run_record(_facts(request, month, findings)))
        published = workspace.commit()
        return _answer(request, month, [*findings, *notices_of(published.kept)], changed=published.changed)


def _of_the_month(request: PayoutRequest, month: PayMonth) -> list[Finding]:
    """What whoever pays should know of the month as a whole."""
    older = on_older_results(request.outputs, str(month.period), [month.period], "payout")
    unsigned = [finding("Z01", period=month.period, roles="、".join(month.unsigned))] if month.unsigned else []
    return [*older, *unsigned]


def _write(request: PayoutRequest, month: PayMonth, folder: Path) -> list[Control]:
    controls: list[Control] = []
    for one in DELIVERABLES:
        request.say(f"写出{one.name}")
        controls += one.write(month, folder, request)
    return controls


def _is_paid_out(request: PayoutRequest, month: PayMonth) -> bool:
    """Whether the last payout was made of this very result, configuration and code, and still stands as it was.

    Locked files are never the same bytes twice, so that a payout is not written again only to be compared.
    """
    folder = result_folder(request.root, str(request.period))
    record = read_record(folder)
    made_of = {**_rests_on(month), "configuration": request.settings.sha256, "code": code_version()}
    return (
        bool(record)
        and all(record.get(name) == value for name, value in made_of.items())
        and not (verify_outputs(folder))
    )


def _rests_on(month: PayMonth) -> dict[str, object]:
    return {"results": dict(month.rests_on)}


def _facts(request: PayoutRequest, month: PayMonth, findings: Sequence[Finding]) -> RunFacts:
    return RunFacts(
        period=str(request.period), inputs={}, configuration=request.settings.sha256, previous_ledger=None,
        results=month.rests_on, records={"人员": len(month.payees)}, findings=findings, totals=_totals(month),
    )  # fmt: skip


def _totals(month: PayMonth) -> dict[str, Decimal]:
    return {"人数": Decimal(len(month.payees)), **month.totals}


def _answer(request: PayoutRequest, month: PayMonth, findings: Sequence[Finding], *, changed: bool) -> Result:
    folder = result_folder(request.root, str(request.period))
    files = [path for path in files_in(folder) if path.name != RUN_JSON]
    return Result("ok", str(request.period), _totals(month), files, list(findings), changed, "")


def _stop(findings: Sequence[Finding]) -> bool:
    return any(found.stops for found in findings)
