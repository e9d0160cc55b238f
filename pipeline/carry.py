"""The thread between months: which month came before, what it carried on, and which later month rests on this one.

Reads: outputs/<previous period>/结转台账_<previous period>.xlsx, checked against that month's run.json.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.archive.places import RUN_JSON, result_folder
from pipeline.archive.record import file_sha256
from pipeline.findings import Finding, finding
from pipeline.period import Period
from schemas.results import LEDGER_BALANCES


@dataclass(frozen=True)
class Carried:
    """What the month before carried on: its closing balances (rows of ``ledger_openings``), file and hash."""

    rows: list[dict[str, Any]]
    files: dict[str, str]
    findings: list[Finding]

    @property
    def has_predecessor(self) -> bool:
        """Whether there is a month before in the system."""
        return bool(self.files)


def carried_into(outputs: Path, period: Period) -> Carried:
    """The closing ledger of the month before; findings when it is missing or was altered."""
    done = periods_done(outputs)
    later = [str(other) for other in done if other > period]
    findings = [finding("L05", later=later[0])] if later and period in done else []
    previous = period.shift(-1)
    earlier = [other for other in done if other < previous]
    if previous not in done:
        if earlier:
            findings.append(finding("L01", previous=previous, earlier=earlier[-1], period=period))
        return Carried([], {}, findings)
    folder = result_folder(outputs, str(previous))
    recorded = json.loads((folder / RUN_JSON).read_bytes())["outputs"]
    files = {name: sha for name, sha in recorded.items() if name.startswith(ledger_stem(previous))}
    altered = [name for name, sha in files.items() if not _is(folder / name, sha)]
    if altered or not files:
        findings.append(finding("L02", previous=previous, file="、".join(altered) or f"{ledger_stem(previous)}.xlsx"))
        return Carried([], {}, findings)
    rows = [row for name in files for row in _balances(folder / name)]
    return Carried(rows, files, findings)


def ledger_stem(period: Period) -> str:
    """The name of the closing ledger of a month, without its ending."""
    return f"结转台账_{period}"


def periods_done(outputs: Path) -> list[Period]:
    """The months that have a result, in order."""
    if not outputs.is_dir():
        return []
    found = (path for path in outputs.iterdir() if re.fullmatch(r"\d{4}-\d{2}", path.name))
    return sorted(Period.parse(path.name) for path in found if (path / RUN_JSON).is_file())


def _is(path: Path, sha: str) -> bool:
    return path.is_file() and file_sha256(path) == sha


def _balances(path: Path) -> list[dict[str, Any]]:
    """The closing balances in a ledger workbook: the sheets that have the headings of the balances."""
    import python_calamine

    headings = {column.heading: column.name for column in LEDGER_BALANCES.columns}
    rows: list[dict[str, Any]] = []
    book = python_calamine.load_workbook(str(path))
    for name in book.sheet_names:
        rows += _sheet_balances(book.get_sheet_by_name(name).to_python(skip_empty_area=False), headings)
    return rows


def _sheet_balances(cells: list[list[Any]], headings: dict[str, str]) -> list[dict[str, Any]]:
    for index, row in enumerate(cells):
        names = [headings.get(re.sub(r"\s|（.*）", "", str(cell))) for cell in row]
        if set(headings.values()) <= set(names):
            records = [dict(zip(names, line, strict=True)) for line in cells[index + 1 :]]
            return [_opening(record) for record in records if record["closing"] not in ("", 0)]
    return []


def _opening(record: dict[Any, Any]) -> dict[str, Any]:
    names = {name: str(record[name]) for name in ("ledger", "employee_id", "object", "origin")}
    return {**names, "opening": Decimal(repr(record["closing"])).quantize(Decimal("0.01"))}
