"""The two commands on a month that write: ``run`` (the result or the findings) and ``check`` (only the findings)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.archive.lock import period_lock
from pipeline.archive.places import findings_folder, result_folder
from pipeline.archive.publish import Workspace, clear_findings, open_workspace
from pipeline.carry import ledger_stem
from pipeline.findings import Finding
from pipeline.month import Computed, Request, compute
from schemas.columns import Column

NUMBER = Column("number", "序号", "count", meaning="报表中的顺序号")

if TYPE_CHECKING:
    from pipeline.archive.record import RunFacts
    from pipeline.reports.pay_model import PayReport


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

    Raises PeriodBusy when the period is being run elsewhere.
    """
    period = str(request.period)
    with period_lock(request.outputs, period), open_workspace(request.outputs, period) as workspace:
        computed = compute(request)
        if computed.stopped:
            return _stop(computed, workspace)
        request.say("写出结果")
        totals = _write_result(computed, workspace.folder)
        changed = workspace.commit()
        folder = result_folder(request.outputs, period)
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        listed = folder / error_list_name(period)
        return Result("ok", period, totals, files, computed.findings, changed, str(listed) if listed.exists() else "")


def check_month(request: Request) -> Result:
    """Read and validate the month; writes only the findings."""
    period = str(request.period)
    with period_lock(request.outputs, period), open_workspace(request.outputs, period) as workspace:
        computed = compute(request, only_checks=True)
        if computed.findings:
            return _stop(computed, workspace, "stopped" if computed.stopped else "ok")
        clear_findings(request.outputs, period)
        return Result("ok", period, {}, [], [], False, "")


def error_list_name(period: str) -> str:
    """The file name of the error list of a period."""
    return f"错误清单_{period}.xlsx"


def _stop(computed: Computed, workspace: Workspace, status: str = "stopped") -> Result:
    period = str(computed.request.period)
    _write_findings(computed, workspace.findings)
    changed = workspace.commit_findings()
    folder = findings_folder(computed.request.outputs, period)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return Result(status, period, {}, files, computed.findings, changed, str(folder / error_list_name(period)))


def _write_findings(computed: Computed, folder: Path) -> None:
    from pipeline.reports.error_list import write_error_list
    from pipeline.reports.marked_copies import write_marked_copies

    request = computed.request
    passwords = tuple(request.settings.text.intake.passwords)
    copies = write_marked_copies(request.folder, computed.findings, folder / "标注", passwords)
    write_error_list(
        folder / error_list_name(str(request.period)),
        computed.findings,
        period=str(request.period),
        branch=request.settings.text.branch.name,
        copies=copies,
    )


def _write_result(computed: Computed, folder: Path) -> dict[str, Decimal]:
    from pipeline.archive.record import run_record, write_run_json
    from pipeline.reports.pay_report import write_pay_report

    report = _pay_report(computed)
    totals = _totals(report)
    _write_stage_books(computed, folder)
    write_pay_report(folder / f"营业部客户经理薪酬月报表_{computed.request.period}.xlsx", report)
    if computed.findings:
        _write_findings(computed, folder)
    write_run_json(folder, run_record(_run_facts(computed, totals)))
    return totals


def _write_stage_books(computed: Computed, folder: Path) -> None:
    from pipeline import flow
    from pipeline.reports.stage_books import StageSheet, write_stage_book
    from schemas.intake import ATTENDANCE_DAYS, KINDS, SOURCES

    known = {**{table.name: table for table in (*KINDS, ATTENDANCE_DAYS, SOURCES)}, **computed.schemas}
    period = str(computed.request.period)
    for stage in flow.MONTH:
        if not stage.makes or stage.package == "reports":
            continue
        stem = f"{stage.number:02d}_{stage.package}_{stage.heading}"
        if stage.package == "ledgers":
            stem = ledger_stem(computed.request.period)
        write_stage_book(
            folder / f"{stem}.xlsx",
            title=f"{stage.number:02d} {stage.heading}",
            note=stage.note,
            sheets=[StageSheet(known[name], computed.outcome.tables[name]) for name in stage.makes],
            period=period,
            branch=computed.request.settings.text.branch.name,
        )


def _pay_report(computed: Computed) -> PayReport:
    from pipeline.reports.column_rules import column_rules
    from pipeline.reports.pay_model import PayReport

    table = computed.schemas["pay_report"]
    text = computed.request.settings.text
    scheme = computed.standard.scheme.text
    frame = computed.outcome.tables["pay_report"].rename(columns={c.name: c.heading for c in table.columns})
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return PayReport(
        branch=text.branch.name,
        period=str(computed.request.period),
        scheme=scheme.name,
        version=scheme.version,
        approval=scheme.approval.document if scheme.approval else "",
        columns=(NUMBER, *(_as_shown(column) for column in table.columns)),
        rows=tuple({str(name): _without_zeros(value) for name, value in row.items()} for row in rows),
        retained=_retained(computed),
        sign_off=tuple(text.sign_off),
        rules=column_rules(computed.standard, table),
    )


def _without_zeros(value: Any) -> Any:
    """A decimal of many places without its trailing zeros, but never under two."""
    if not isinstance(value, Decimal) or value.as_tuple().exponent == -2:
        return value
    short = Decimal(f"{value.normalize():f}")
    return short.quantize(Decimal("0.01")) if short == short.quantize(Decimal("0.01")) else short


def _as_shown(column: Column) -> Column:
    """Coefficients are exact figures; on paper they are short."""
    return replace(column, type="number") if column.type == "exact" else column


def _retained(computed: Computed) -> Decimal:
    lines = computed.outcome.tables["credited_lines"]
    kept: Any = lines[lines["employee_id"].isna()][computed.request.settings.text.report.retained]
    return sum(kept, Decimal("0.00"))


def _totals(report: PayReport) -> dict[str, Decimal]:
    from pipeline.reports.pay_model import total

    sums = {c.heading: total(report.rows, c.heading) for c in report.columns if c.type == "money"}
    return {"人数": Decimal(len(report.rows)), **sums, "营业部自留": report.retained}


def _run_facts(computed: Computed, totals: dict[str, Decimal]) -> RunFacts:
    from pipeline.archive.record import RunFacts

    carried = computed.carried.files
    return RunFacts(
        period=str(computed.request.period),
        inputs=computed.delivered.files,
        configuration=computed.request.settings.sha256,
        previous_ledger=next(iter(carried.items())) if carried else None,
        records={name: table.num_rows for name, table in computed.delivered.tables.items()},
        findings=computed.findings,
        totals=totals,
    )
