"""The files of a month: stage books, closing ledger, pay report, error list with marked copies, and ``run.json``.

Reads: the tables of a computed month.  Writes: into the folder given, which appears as a whole later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.findings import Finding
from pipeline.record_tables import records_table
from pipeline.stages import book_stem
from schemas.columns import Column

if TYPE_CHECKING:
    from pipeline.archive.record import RunFacts
    from pipeline.month import Computed
    from pipeline.reports.pay_model import PayReport
    from pipeline.settings import Settings
    from schemas.table import Table

COPIES = "标注"
"""The folder of the marked copies, beside the error list."""
NO_LESS = Decimal("0.01")
NUMBER = Column("number", "序号", "count", meaning="报表中的顺序号")


@dataclass(frozen=True)
class Written:
    """What a written result says: totals in yuan by name, and every finding of the month."""

    totals: dict[str, Decimal]
    findings: list[Finding]


def error_list_name(period: str) -> str:
    """The file name of the error list of a period."""
    return f"错误清单_{period}.xlsx"


def settings_name(period: str) -> str:
    """The file name of the configuration a month was computed by, kept beside its result."""
    return f"设定_{period}.yaml"


def write_result(computed: Computed, folder: Path) -> Written:
    """Write every file of the result; ``run.json`` with the hashes of the others comes last."""
    from pipeline.archive.record import run_record, write_run_json
    from pipeline.reports.live.book import write_live_book
    from pipeline.reports.pay_report import write_pay_report

    request = computed.request
    report = pay_report_of(computed)
    _write_stage_books(computed, folder)
    write_pay_report(folder / f"营业部客户经理薪酬月报表_{request.period}.xlsx", report)
    write_live_book(
        folder / f"薪酬计算表_{request.period}.xlsx", report, computed.outcome.tables, computed.standard, request.period
    )
    if computed.findings:
        write_findings(computed, computed.findings, folder)
    (folder / settings_name(str(request.period))).write_bytes(request.settings.raw)
    written = Written(_totals(report), computed.findings)
    write_run_json(folder, run_record(_run_facts(computed, written)))
    return written


def write_carried(computed: Computed, folder: Path) -> None:
    """Write only what the next month starts from: the closing ledger and ``run.json``."""
    from pipeline.archive.record import run_record, write_run_json

    _write_stage_books(computed, folder, only="ledgers")
    write_run_json(folder, run_record(_run_facts(computed, Written({}, []))))


def write_findings(computed: Computed, findings: Sequence[Finding], folder: Path) -> None:
    """Write the error list and a marked copy of every workbook that has a finding."""
    request = computed.request
    write_error_files(request.settings, str(request.period), request.folder, findings, folder)


def write_error_files(
    settings: Settings, period: str, delivered: Path, findings: Sequence[Finding], folder: Path
) -> None:
    """The same for any period: ``delivered`` is the folder below which the files of findings are named."""
    from pipeline.reports.error_list import write_error_list
    from pipeline.reports.marked_copies import write_marked_copies

    copies = write_marked_copies(delivered, findings, folder / COPIES, tuple(settings.text.intake.passwords))
    path, branch = folder / error_list_name(period), settings.text.branch.name
    write_error_list(path, findings, period=period, branch=branch, copies=copies)


def pay_report_of(computed: Computed) -> PayReport:
    """Everything 《营业部客户经理薪酬月报表》 says."""
    from pipeline.reports.column_rules import column_rules
    from pipeline.reports.pay_model import PayReport

    text = computed.request.settings.text
    rows = _rows(computed, computed.schemas["pay_report"])
    table = _shown(computed.schemas["pay_report"], rows, text.report.optional)
    scheme = computed.standard.scheme.text
    return PayReport(
        branch=text.branch.name,
        period=str(computed.request.period),
        scheme=scheme.name,
        version=scheme.version,
        approval=scheme.approval.document if scheme.approval else "",
        columns=(NUMBER, *(_as_shown(column, rows) for column in table.columns)),
        rows=rows,
        retained=_retained(computed),
        sign_off=tuple(text.sign_off),
        rules=column_rules(computed.standard, table),
        retained_of=text.report.retained,
    )


def _write_stage_books(computed: Computed, folder: Path, only: str = "") -> None:
    """A workbook per stage, or that of one package."""
    from pipeline import flow
    from pipeline.reports.ledger_sheets import stage_sheet
    from pipeline.reports.stage_books import write_stage_book
    from schemas.corrections import CORRECTION_LEDGERS, CORRECTION_LINES
    from schemas.intake import ATTENDANCE_DAYS, DUTY_NAMES, KINDS, SOURCES

    own = records_table(computed.standard.scheme.text)
    posted = (CORRECTION_LINES, CORRECTION_LEDGERS)
    known = {**{table.name: table for table in (*KINDS, ATTENDANCE_DAYS, own, SOURCES, *posted)}, **computed.schemas}
    may_be_missing = (*DUTY_NAMES, *(table.name for table in posted))
    for stage in flow.MONTH:
        if stage.makes and stage.package != "reports" and only in ("", stage.package):
            write_stage_book(
                folder / f"{book_stem(stage.head, computed.request.period)}.xlsx",
                title=f"{stage.number:02d} {stage.heading}",
                note=stage.note,
                sheets=[
                    stage_sheet(known[name], computed.outcome.tables[name], computed.standard)
                    for name in stage.makes
                    if name not in may_be_missing or not computed.outcome.tables[name].empty
                ],
                period=str(computed.request.period),
                branch=computed.request.settings.text.branch.name,
            )


def _rows(computed: Computed, table: Table) -> tuple[dict[str, Any], ...]:
    frame = computed.outcome.tables["pay_report"].rename(columns={c.name: c.heading for c in table.columns})
    records = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return tuple({str(name): _worded(value) for name, value in record.items()} for record in records)


def _shown(table: Table, rows: Sequence[dict[str, Any]], optional: Sequence[str]) -> Table:
    """The report without the optional columns that nobody has an amount in."""
    empty = {name for name in optional if not any(row[name] for row in rows)}
    return replace(table, columns=tuple(column for column in table.columns if column.heading not in empty))


def _worded(value: Any) -> Any:
    """A decimal of many places without its trailing zeros, but never under two; 是 or 否 for a yes or no."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if not isinstance(value, Decimal) or value.as_tuple().exponent == -2:
        return value
    short = Decimal(f"{value.normalize():f}")
    return short.quantize(NO_LESS) if short == short.quantize(NO_LESS) else short


def _as_shown(column: Column, rows: Sequence[dict[str, Any]]) -> Column:
    """Exact figures as they stand on paper: coefficients short, delivered yuan as money if all are whole fen."""
    if column.type != "exact":
        return column
    figures = [row[column.heading] for row in rows]
    in_fen = all(figure is None or figure == figure.quantize(NO_LESS) for figure in figures)
    return replace(column, type="money" if column.unit == "元" and in_fen else "number")


def _retained(computed: Computed) -> Decimal:
    lines = computed.outcome.tables["credited_lines"]
    if not computed.request.settings.text.report.retained:
        return Decimal("0.00")
    kept: Any = lines[lines["employee_id"].isna()][computed.request.settings.text.report.retained]
    return sum(kept, Decimal("0.00"))


def _totals(report: PayReport) -> dict[str, Decimal]:
    from pipeline.reports.pay_model import total

    sums = {c.heading: total(report.rows, c.heading) for c in report.columns if c.type == "money"}
    return {"人数": Decimal(len(report.rows)), **sums, "营业部自留": report.retained}


def _run_facts(computed: Computed, written: Written) -> RunFacts:
    from pipeline.archive.record import RunFacts

    return RunFacts(
        period=str(computed.request.period),
        inputs=computed.delivered.files,
        configuration=computed.request.settings.sha256,
        previous_ledger=computed.carried.ledger,
        previous_history=computed.carried.history_file,
        previous_grades=computed.carried.grades_file,
        previous_leave=computed.carried.leave_file,
        decided=computed.decided.files,
        corrections=computed.posted.files,
        records={name: table.num_rows for name, table in computed.delivered.tables.items()},
        findings=written.findings,
        totals=written.totals,
    )
