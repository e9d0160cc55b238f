"""A payout or a statement that may not be written: the findings alone stay in sight, the last files are withdrawn.

Writes: outputs/发放/<period>/待更正; what lay beside it is kept in outputs/发放/历史版本/<period>.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.archive.places import findings_folder, versions_folder
from pipeline.archive.publish import Workspace
from pipeline.archive.versions import last
from pipeline.collect.later import rests_on_older
from pipeline.command_result import Result, error_list_in, files_in
from pipeline.findings import Finding, finding
from pipeline.period import Period, command_of
from pipeline.results import COPIES, write_error_files
from pipeline.settings import Settings


def on_older_results(outputs: Path, paid: str, periods: Sequence[Period], command: str) -> list[Finding]:
    """Z04 where one of these months was computed before a month, quarter or year it builds on got its present result.

    ``paid`` is the month or year that ``command`` writes files of.
    """
    again = rests_on_older(outputs, *periods)
    if not again:
        return []
    runs = "、".join(command_of(str(month)) for month in again)
    months = "、".join(map(str, again))
    return [finding("Z04", period=paid, months=months, commands=runs, then=f"xinchou {command} {paid}")]


def withdrawn(settings: Settings, inputs: Path, workspace: Workspace, findings: Sequence[Finding]) -> Result:
    """Nothing for the bank or the tax office is left in sight of who might send it; Z05 says where it is now."""
    root, period = workspace.outputs, workspace.period
    write_error_files(settings, period, inputs / period, findings, workspace.findings)
    changed = workspace.withdraw()
    folder = findings_folder(root, period)
    files, kept = files_in(folder), last(versions_folder(root, period))
    told = [finding("Z05", period=period, kept=kept.as_posix())] if kept else []
    return Result(
        "stopped", period, {}, files, list(findings), changed, error_list_in(files, period), (folder / COPIES).is_dir(),
        told,
    )  # fmt: skip
