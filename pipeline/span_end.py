"""The commands ``quarter`` and ``year``: the result appears whole, or, with stop findings, only the findings do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.archive.apart import verify_apart
from pipeline.archive.lock import period_lock
from pipeline.archive.places import findings_folder, result_folder
from pipeline.archive.publish import Workspace, open_workspace
from pipeline.collect.later import later_results_rest_on
from pipeline.command_result import Result, notices_of, result_in
from pipeline.decided import months_paid_otherwise
from pipeline.results import Written, write_error_files
from pipeline.span_job import ComputedSpan, SpanRequest, compute_span
from pipeline.span_results import write_span


def run_span(request: SpanRequest) -> Result:
    """Appraise the quarter or year.

    Raises FoldersOverlap when the result would cover delivered files, PeriodBusy when the span is being run elsewhere,
    ResultInUse when the result cannot be replaced.
    """
    span = str(request.span)
    with _workspace(request) as workspace:
        computed = compute_span(request)
        if computed.stopped:
            return _publish_findings(computed, workspace)
        request.say("写出结果")
        written = write_span(computed, workspace.folder)
        published = workspace.commit()
        later = later_results_rest_on(request.outputs, request.span)
        notices = [*notices_of(published.kept), *later, *months_paid_otherwise(request.outputs, request.span)]
        folder = result_folder(request.outputs, span)
        return result_in(folder, "ok", span, written, changed=published.changed, notices=notices)


@contextmanager
def _workspace(request: SpanRequest) -> Iterator[Workspace]:
    """The span is ours alone, and what we write cannot cover what was delivered."""
    span = str(request.span)
    for delivered in dict.fromkeys((span, f"{request.span.year:04d}")):
        verify_apart(request.inputs, request.outputs, delivered)
    with period_lock(request.outputs, span), open_workspace(request.outputs, span) as workspace:
        yield workspace


def _publish_findings(computed: ComputedSpan, workspace: Workspace) -> Result:
    request, span = computed.request, str(computed.request.span)
    write_error_files(request.settings, span, request.inputs, computed.findings, workspace.findings)
    changed = workspace.commit_findings()
    folder = findings_folder(request.outputs, span)
    return result_in(folder, "stopped", span, Written({}, computed.findings), changed=changed)
