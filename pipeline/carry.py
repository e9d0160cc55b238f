"""The thread between months: which month came before, what it carried on, and which later month rests on this one.

Reads: outputs/<previous period>/结转台账_<previous period>.xlsx with its balances (台账余额), quantities of earlier
months (往期), grades (级别台账) and leave that was not over (未完请假; months of long ago have only the first), or the
files beside it where they are very many, checked against that month's run.json.  Ledgers start from zero only where
nothing at all tells of an earlier month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from pathlib import Path
from typing import Any

from pipeline.archive.places import RUN_JSON, result_folder, versions_folder
from pipeline.archive.record import CARRIED_FILES, file_sha256, read_record
from pipeline.archive.versions import last
from pipeline.findings import Finding, finding
from pipeline.period import Period
from pipeline.stages import ledger_stem
from schemas.appraisal import GRADE_HISTORY, OPEN_LEAVE
from schemas.results import HISTORY, LEDGER_BALANCES, LEDGER_OPENINGS
from schemas.table import Table

DIGITS = Context(prec=38)
"""As many as a decimal of our tables may have; the usual 28 would refuse a large figure of 14 decimals."""

BESIDE = (HISTORY, GRADE_HISTORY, OPEN_LEAVE)
"""What a closing ledger carries on besides balances, in the order of CARRIED_FILES."""

HEAD_ROWS = 10
"""Among so many rows at the top of a sheet stand its headings."""

_MONTH = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])")

LedgerFile = tuple[str, str]
"""Name and sha256 of the workbook that holds closing balances."""


@dataclass(frozen=True)
class Carried:
    """What the month before carried on: closing balances (rows of ``ledger_openings``), past quantities, grades, leave.

    ``history`` are rows of ``history``, ``grades`` of ``closing_grades``, ``leave`` of ``open_leave``; ``ledger`` is
    the file with the balances, ``history_file``, ``grades_file`` and ``leave_file`` those with the others where apart.
    """

    rows: list[dict[str, Any]]
    ledger: LedgerFile | None
    findings: list[Finding]
    history: list[dict[str, Any]] = field(default_factory=list)
    history_file: LedgerFile | None = None
    grades: list[dict[str, Any]] = field(default_factory=list)
    grades_file: LedgerFile | None = None
    leave: list[dict[str, Any]] = field(default_factory=list)
    leave_file: LedgerFile | None = None

    @property
    def has_predecessor(self) -> bool:
        """Whether there is a month before in the system."""
        return self.ledger is not None


def carried_into(outputs: Path, period: Period) -> Carried:
    """The closing ledger of the month before; findings when it is missing or was altered."""
    previous = period.shift(-1)
    if _has_result(outputs, previous):
        return _from_month(result_folder(outputs, str(previous)), previous)
    if trace := _trace_of_earlier(outputs, period):
        return Carried([], None, [finding("L01", previous=previous, trace=trace, period=period)])
    return Carried([], None, [])


def later_month_rests_on(outputs: Path, period: Period, folder: Path) -> list[Finding]:
    """L05 when the month after was computed from another closing ledger than the one in ``folder``."""
    following = period.shift(1)
    later = result_folder(outputs, str(following))
    if not (later / RUN_JSON).exists():
        return []
    record, names = read_record(later), [path.name for path in folder.iterdir()]
    ledger, *others = (_holding(table, names, period) for table in (LEDGER_BALANCES, *BESIDE))
    used = [record.get(name) for name in CARRIED_FILES]
    apart = [_named(folder / name) if name and name != ledger else None for name in others]
    if ledger and used == [_named(folder / ledger), *apart]:
        return []
    return [finding("L05", later=following)]


def _named(path: Path) -> dict[str, str]:
    """A file as ``run.json`` names it."""
    return {"file": path.name, "sha256": file_sha256(path)}


def _has_result(outputs: Path, period: Period) -> bool:
    """Whether the month has a result, or what is left of one; the findings of a stopped run are none."""
    folder = result_folder(outputs, str(period))
    return (folder / RUN_JSON).exists() or any(folder.glob(f"*_{period}*.xlsx"))


def _trace_of_earlier(outputs: Path, period: Period) -> str:
    """What tells that there was an earlier month, in words; empty if nothing does."""
    if earlier := [month for month in _months(outputs) if month < period and _has_result(outputs, month)]:
        return f"有更早的{earlier[-1]}"
    versions = versions_folder(outputs, str(period))
    if kept := [month for month in _months(versions.parent) if month < period and last(versions.parent / str(month))]:
        return f"历史版本中有{kept[-1]}"
    for folder in (result_folder(outputs, str(period)), last(versions)):
        ledger = read_record(folder).get("previous_ledger") if folder else None
        if isinstance(ledger, Mapping):
            return f"{period}上次是以“{ledger.get('file')}”为期初算的"
    return ""


def _months(folder: Path) -> list[Period]:
    """The months that have a folder there, in order."""
    if not folder.is_dir():
        return []
    return sorted(Period.parse(path.name) for path in folder.iterdir() if _MONTH.fullmatch(path.name))


def _from_month(folder: Path, period: Period) -> Carried:
    record = read_record(folder)
    if not record:
        return Carried([], None, [finding("L02", previous=period, file=f"{RUN_JSON}（缺失或读不出）")])
    recorded: Mapping[str, str] = record.get("outputs", {})
    files = [name for name in recorded if name.startswith(ledger_stem(period))]
    altered = [name for name in files if not _is(folder / name, recorded[name])]
    name = _holding(LEDGER_BALANCES, files, period)
    if altered or name is None:
        told = "、".join(altered) or f"{ledger_stem(period)}.xlsx"
        return Carried([], None, [finding("L02", previous=period, file=told)])
    others = [_holding(table, files, period) or name for table in BESIDE]
    history, grades, leave = (None if other == name else (other, recorded[other]) for other in others)
    past, graded, off = (folder / other for other in others)
    return Carried(
        read_balances(folder / name), (name, recorded[name]), [], read_history(past), history, read_grades(graded),
        grades, read_leave(off), leave,
    )  # fmt: skip


def _holding(table: Table, names: Sequence[str], period: Period) -> str | None:
    """The file with the table: the ledger itself, or the one beside it when there are very many rows."""
    stem = ledger_stem(period)
    wanted = (f"{stem}_明细_{table.heading}.xlsx", f"{stem}.xlsx")
    return next((name for name in wanted if name in names), None)


def _is(path: Path, sha: str) -> bool:
    return path.is_file() and file_sha256(path) == sha


def read_balances(path: Path) -> list[dict[str, Any]]:
    """The closing balances in a ledger workbook as rows of ``ledger_openings``; balances of 0 carry nothing on."""
    return [
        {**{name: str(row[name]) for name in LEDGER_OPENINGS.key}, "opening": _decimal(row["closing"], "0.01")}
        for row in _rows(path, LEDGER_BALANCES)
        if row["closing"] not in ("", 0)
    ]


def read_history(path: Path) -> list[dict[str, Any]]:
    """The quantities of earlier months in a ledger workbook as rows of ``history``, figures to their 14 decimals."""
    return [
        {
            **{name: str(row[name]) for name in HISTORY.key},
            "figure": None if row["figure"] == "" else _decimal(row["figure"], "0.00000000000001"),
            "word": str(row["word"]) or None,
        }
        for row in _rows(path, HISTORY)
    ]


def read_grades(path: Path) -> list[dict[str, Any]]:
    """The grades in a ledger workbook as rows of ``grade_history``."""
    return [{name: cell if cell != "" else None for name, cell in row.items()} for row in _rows(path, GRADE_HISTORY)]


def read_leave(path: Path) -> list[dict[str, Any]]:
    """The leave that was not over in a ledger workbook as rows of ``open_leave``."""
    return [
        {
            **{name: cell if cell != "" else None for name, cell in row.items()},
            "leave_days": None if row["leave_days"] == "" else _decimal(row["leave_days"], "0.0001"),
        }
        for row in _rows(path, OPEN_LEAVE)
    ]


def _rows(path: Path, table: Table) -> Iterator[dict[str, Any]]:
    """The rows of a table in a workbook of ours by the names of its columns, cells as they are read."""
    import python_calamine

    book = python_calamine.load_workbook(str(path))
    # 台账余额, and 台账余额(2) … where one tab was not enough; other tables stand on tabs of their own.
    for tab in (name for name in book.sheet_names if name.startswith(table.heading)):
        cells = book.get_sheet_by_name(tab).to_python(skip_empty_area=False)
        head, places = _headings(cells, table)
        for line in cells[head + 1 :]:
            yield {name: line[place] for name, place in places.items()}


def _headings(cells: list[list[Any]], table: Table) -> tuple[int, dict[str, int]]:
    """The row of the headings, and in which place each column stands; ValueError if it is no sheet of ours."""
    known = {column.heading: column.name for column in table.columns}
    for index, row in enumerate(cells[:HEAD_ROWS]):
        # A heading carries its unit on a second line: 期末余额（元）.
        names = [known.get(re.sub(r"\s|（.*）", "", str(cell))) for cell in row]
        if set(known.values()) <= set(names):
            return index, {name: place for place, name in enumerate(names) if name}
    raise ValueError(f"a closing ledger without the headings of {table.name}")


def _decimal(cell: float | str, places: str) -> Decimal:
    """The decimal in a cell: a number, or text where a number would lose digits."""
    return Decimal(cell if isinstance(cell, str) else repr(cell)).quantize(Decimal(places), context=DIGITS)
