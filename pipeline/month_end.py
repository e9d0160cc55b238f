"""The two commands on a month that write: ``run`` (the result or the findings) and ``check`` (only the findings)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pipeline.archive.lock import period_lock
from pipeline.archive.places import findings_folder, result_folder
from pipeline.archive.publish import Workspace, clear_findings, open_workspace
from pipeline.findings import Finding
from pipeline.month import Computed, Request, compute
from pipeline.results import error_list_name, write_findings, write_result


@dataclass(frozen=True)
class Result:
    """What a command says in the end: its status, totals in yuan, the files that lie ready, all findings."""

    status: str
    period: str
    totals: dict[str, Decimal]
    files: list[Path]
    findings: list[Finding]
    changed: bool
    error_list: str


def run_month(request: Request) -> Result:
    """Compute the month; its result appears whole, or, with stop findings, only the findings do.

    Raises PeriodBusy when the period is being run elsewhere, ResultInUse when the result cannot be replaced.
    """
    period = str(request.period)
    with period_lock(request.outputs, period), open_workspace(request.outputs, period) as workspace:
        computed = compute(request)
        if computed.stopped:
            return _publish_findings(computed, workspace)
        request.say("写出结果")
        written = write_result(computed, workspace.folder)
        changed = workspace.commit()
        files = _files_in(result_folder(request.outputs, period))
        return Result("ok", period, written.totals, files, written.findings, changed, _error_list(files, period))


def check_month(request: Request) -> Result:
    """Read and validate the month; writes only the findings. Raises as :func:`run_month` does."""
    period = str(request.period)
    with period_lock(request.outputs, period), open_workspace(request.outputs, period) as workspace:
        computed = compute(request, only_checks=True)
        if computed.findings:
            return _publish_findings(computed, workspace)
        clear_findings(request.outputs, period)
        return Result("ok", period, {}, [], [], False, "")


def stopped_without_files(computed: Computed) -> Result:
    """What a command answers that only reads, when the month has stop findings."""
    return Result("stopped", str(computed.request.period), {}, [], computed.findings, False, "")


def _publish_findings(computed: Computed, workspace: Workspace) -> Result:
    period = str(computed.request.period)
    write_findings(computed, computed.findings, workspace.findings)
    changed = workspace.commit_findings()
    files = _files_in(findings_folder(computed.request.outputs, period))
    status = "stopped" if computed.stopped else "ok"
    return Result(status, period, {}, files, computed.findings, changed, _error_list(files, period))


def _files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _error_list(files: list[Path], period: str) -> str:
    return next((str(path) for path in files if path.name == error_list_name(period)), "")
