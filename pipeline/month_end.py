"""The two commands on a month that write: ``run`` (the result or the findings) and ``check`` (only the findings)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.archive.apart import verify_apart
from pipeline.archive.lock import period_lock
from pipeline.archive.places import findings_folder, result_folder
from pipeline.archive.publish import Workspace, clear_findings, open_workspace
from pipeline.carry import later_month_rests_on
from pipeline.closing.acts import refuse_closed
from pipeline.collect.later import quarter_rests_on
from pipeline.command_result import Result, notices_of, result_in
from pipeline.month import Computed, Request, compute
from pipeline.paid_out import paid_otherwise
from pipeline.results import Written, write_findings, write_result


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
