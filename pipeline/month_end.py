"""The two commands on a month that write: ``run`` (the result or the findings) and ``check`` (only the findings)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pipeline.archive.apart import verify_apart
from pipeline.archive.lock import period_lock
from pipeline.archive.places import findings_folder, result_folder
from pipeline.archive.publish import Workspace, clear_findings, open_workspace
from pipeline.archive.versions import Kept
from pipeline.carry import later_month_rests_on
from pipeline.closing.acts import refuse_closed
from pipeline.collect.later import quarter_rests_on
from pipeline.findings import Finding, finding
from pipeline.month import Computed, Request, compute
from pipeline.paid_out import paid_otherwise
from pipeline.results import COPIES, Written, error_list_name, write_findings, write_result

NAMED = 5
"""So many files are named in one notice."""


@dataclass(frozen=True)
class Result:
    """What a command says in the end: its status, totals in yuan, the files that lie ready, all findings.

    ``findings`` are those of the error list; ``notices`` are about the folders of results, told but not written.
    """

    status: str
    period: str
    totals: dict[str, Decimal]
    files: list[Path]
    findings: list[Finding]
    changed: bool
    error_list: str
    has_copies: bool = False
    notices: Sequence[Finding] = ()


def run_month(request: Request) -> Result:
    """Compute the month; its result appears whole, or, with stop findings, only the findings do.

    Raises FoldersOverlap when the result would cover delivered files, PeriodBusy when the period is being run
    elsewhere, ResultInUse when the result cannot be replaced.
    """
    period = str(request.period)
    with _workspace(request) as workspace:
        computed = compute(request)
        if computed.stopped:
            return _publish_findings(computed, workspace)
        request.say("写出结果")
        written = write_result(computed, workspace.folder)
        published = workspace.commit()
        folder = result_folder(request.outputs, period)
        later = later_month_rests_on(request.outputs, request.period, folder)
        rests = [*later, *quarter_rests_on(request.outputs, request.period), *paid_otherwise(request.outputs, period)]
        notices = [*notices_of(published.kept), *rests]
        return result_in(folder, "ok", period, written, changed=published.changed, notices=notices)


def check_month(request: Request) -> Result:
    """Read and validate the month; writes only the findings. Raises as :func:`run_month` does."""
    period = str(request.period)
    with _workspace(request) as workspace:
        computed = compute(request, only_checks=True)
        if computed.findings:
            return _publish_findings(computed, workspace)
        clear_findings(request.outputs, period)
        return Result("ok", period, {}, [], [], False, "")


@contextmanager
def _workspace(request: Request) -> Iterator[Workspace]:
    """The month is ours alone, and what we write cannot cover what was delivered."""
    period = str(request.period)
    verify_apart(request.inputs, request.outputs, period)
    with period_lock(request.outputs, period):
        refuse_closed(request.outputs, period)  # Under the lock: else it could be closed between the two.
        with open_workspace(request.outputs, period) as workspace:
            yield workspace


def stopped_without_files(computed: Computed) -> Result:
    """What a command answers that only reads, when the month has stop findings."""
    return Result("stopped", str(computed.request.period), {}, [], computed.findings, False, "")


def _publish_findings(computed: Computed, workspace: Workspace) -> Result:
    period = str(computed.request.period)
    write_findings(computed, computed.findings, workspace.findings)
    changed = workspace.commit_findings()
    status = "stopped" if computed.stopped else "ok"
    folder = findings_folder(computed.request.outputs, period)
    return result_in(folder, status, period, Written({}, computed.findings), changed=changed)


def result_in(
    folder: Path, status: str, period: str, written: Written, *, changed: bool, notices: Sequence[Finding] = ()
) -> Result:
    """What a command says of the folder it left: the files there, the error list and marked copies among them."""
    files, has_copies = files_in(folder), (folder / COPIES).is_dir()
    return Result(
        status, period, written.totals, files, written.findings, changed, error_list_in(files, period), has_copies,
        notices,
    )  # fmt: skip


def notices_of(kept: Kept | None) -> list[Finding]:
    """What was found in the folder of the month that no run had left there like that."""
    if kept is None:
        return []
    told = (("L06", kept.altered), ("L07", kept.others))
    return [finding(code, names=_some(names), kept=kept.folder.as_posix()) for code, names in told if names]


def _some(names: Sequence[str]) -> str:
    more = f" 等{len(names)}个文件" if len(names) > NAMED else ""
    return "、".join(names[:NAMED]) + more


def files_in(folder: Path) -> list[Path]:
    """Every file below a folder, by name."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def error_list_in(files: list[Path], period: str) -> str:
    """The error list among these files; empty if there is none."""
    return next((str(path) for path in files if path.name == error_list_name(period)), "")
