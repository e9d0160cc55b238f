"""Makes small results for the tests of the archive."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from pipeline.archive.publish import Workspace, open_workspace
from pipeline.archive.record import RunFacts, run_record, write_run_json

PERIOD = "2026-09"
REPORT = f"营业部客户经理薪酬月报表_{PERIOD}.xlsx"


def facts(inputs: Mapping[str, str] | None = None, configuration: str = "c" * 64) -> RunFacts:
    """What a run knows, with the inputs of the test."""
    return RunFacts(
        period=PERIOD,
        inputs=inputs or {"考勤.xlsx": "a" * 64},
        configuration=configuration,
        previous_ledger=None,
        records={"roster": 3},
        findings=(),
        totals={"实发合计": Decimal("100.10")},
    )


def write_result(workspace: Workspace, files: Mapping[str, str], run: RunFacts | None = None) -> None:
    """Fill the workspace as a run does, ``run.json`` last."""
    for name, text in files.items():
        path = workspace.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    write_run_json(workspace.folder, run_record(run or facts()))


def publish(outputs: Path, files: Mapping[str, str], run: RunFacts | None = None) -> bool:
    """One run from beginning to end."""
    with open_workspace(outputs, PERIOD) as workspace:
        write_result(workspace, files, run)
        return workspace.commit().changed


def stop(outputs: Path, files: Mapping[str, str]) -> bool:
    """One run that stops with findings."""
    with open_workspace(outputs, PERIOD) as workspace:
        for name, text in files.items():
            (workspace.findings / name).write_text(text, encoding="utf-8")
        return workspace.commit_findings()


def write_report(path: Path, rows: list[list[object]]) -> None:
    """A small 薪酬月报表: a title, a row of headings, the rows."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("薪酬月报表")
        sheet.write(0, 0, "营业部客户经理薪酬月报表")
        headings: list[object] = ["序号", "工号", "姓名", "佣金提成", "实发合计", "备注"]
        for index, row in enumerate([headings, *rows], start=1):
            for column, value in enumerate(row):
                sheet.write(index, column, value)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below the folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
