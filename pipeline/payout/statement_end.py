"""The command ``statement``: the statement of the year of everybody, at once, or, with stop findings, none.

Writes: outputs/发放/<year>/….  Rests on: ``run.json`` of every computed month of the year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from pipeline.answers import SHOWN
from pipeline.archive.lock import period_lock
from pipeline.archive.places import RUN_JSON, result_folder
from pipeline.archive.publish import open_workspace
from pipeline.archive.record import RunFacts, run_record, write_run_json
from pipeline.closing.errors import Refused
from pipeline.command_result import Result, files_in, notices_of
from pipeline.findings import Finding, finding
from pipeline.paid_out import PAYOUT
from pipeline.payout.agreement import disagreements, yuan
from pipeline.payout.model import NOTHING, Control, PayMonth
from pipeline.payout.payslips.statements import statement_findings, write_statements
from pipeline.payout.sources import read_month
from pipeline.payout.stopped import on_older_results, withdrawn
from pipeline.period import Span
from pipeline.settings import Settings


def run_statement(span: Span, settings: Settings, inputs: Path, outputs: Path, say: Callable[[str], None]) -> Result:
    """Write the statements; Refused when no month of the year has a result, or one was altered since its run."""
    root, year = outputs / PAYOUT, str(span)
    with period_lock(root, year), open_workspace(root, year) as workspace:
        months = _months(span, settings, inputs, outputs)
        older = on_older_results(outputs, year, [month.period for month in months], "statement")
        findings = [*older, *statement_findings(months)]
        if not any(found.stops for found in findings):
            controls = write_statements(months, workspace.folder, say)
            findings += [*disagreements(controls), *not_in_full(months, controls, year)]
        if any(found.stops for found in findings):
            return withdrawn(settings, inputs, workspace, findings)
        known = [name for name in SHOWN if any(name in month.totals for month in months)]
        totals = {name: sum((month.totals.get(name, NOTHING) for month in months), Decimal(0)) for name in known}
        rests_on = {name: sha for month in months for name, sha in month.rests_on.items()}
        facts = RunFacts(
            period=year, inputs={}, configuration=settings.sha256, previous_ledger=None, results=rests_on,
            records={"月份": len(months)}, findings=findings, totals=totals,
        )  # fmt: skip
        write_run_json(workspace.folder, run_record(facts))
        published = workspace.commit()
        files = [path for path in files_in(result_folder(root, year)) if path.name != RUN_JSON]
        told = [*findings, *notices_of(published.kept)]
        return Result("ok", year, totals, files, told, published.changed, "")


def _months(span: Span, settings: Settings, inputs: Path, outputs: Path) -> list[PayMonth]:
    computed = [period for period in span.months if (result_folder(outputs, str(period)) / RUN_JSON).exists()]
    if not computed:
        raise Refused(f"{span}没有算出任何一个月；请先运行 xinchou run")
    return [read_month(period, settings, inputs, outputs, alone=True) for period in computed]


def not_in_full(months: Sequence[PayMonth], controls: Sequence[Control], year: str) -> Iterator[Finding]:
    """The totals of all statements together against those of the reports of the months."""
    for name in dict.fromkeys(one.quantity for one in controls if one.quantity in months[-1].units):
        total = sum((one.total for one in controls if one.quantity == name), Decimal(0))
        expected = sum((month.total(name) for month in months), Decimal(0))
        if abs(total) != abs(expected):  # What is withheld stands with its sign.
            yield finding("Z02", value=name, year=year, total=yuan(total), expected=yuan(expected))
