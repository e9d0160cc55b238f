"""The thread between months: which month came before, what it carried on, and which later month rests on this one.

Reads: outputs/<previous period>/结转台账_<previous period>.xlsx, checked against that month's run.json.  Ledgers start
from zero only where nothing at all tells of an earlier month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.archive.places import RUN_JSON, result_folder, versions_folder
from pipeline.archive.record import file_sha256, read_record
from pipeline.archive.versions import last
from pipeline.findings import Finding, finding
from pipeline.period import Period
from schemas.results import LEDGER_BALANCES, LEDGER_OPENINGS

HEAD_ROWS = 10
"""Among so many rows at the top of a sheet stand its headings."""

_MONTH = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])")

LedgerFile = tuple[str, str]
"""Name and sha256 of the workbook that holds closing balances."""


@dataclass(frozen=True)
class Carried:
    """What the month before carried on: its closing balances (rows of ``ledger_openings``) and where they stand."""

    rows: list[dict[str, Any]]
    ledger: LedgerFile | None
    findings: list[Finding]

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
    used = read_record(later).get("previous_ledger")
    name = _holding_balances([path.name for path in folder.iterdir()], period)
    if name and used == {"file": name, "sha256": file_sha256(folder / name)}:
        return []
    return [finding("L05", later=following)]


def ledger_stem(period: Period) -> str:
    """The name of the closing ledger of a month, without its ending."""
    return f"结转台账_{period}"


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
    name = _holding_balances(files, period)
    if altered or name is None:
        told = "、".join(altered) or f"{ledger_stem(period)}.xlsx"
        return Carried([], None, [finding("L02", previous=period, file=told)])
    return Carried(read_balances(folder / name), (name, recorded[name]), [])


def _holding_balances(names: Sequence[str], period: Period) -> str | None:
    """The file with the balances: the ledger itself, or the one beside it when there are very many."""
    stem = ledger_stem(period)
    wanted = (f"{stem}_明细_{LEDGER_BALANCES.heading}.xlsx", f"{stem}.xlsx")
    return next((name for name in wanted if name in names), None)


def _is(path: Path, sha: str) -> bool:
    return path.is_file() and file_sha256(path) == sha


def read_balances(path: Path) -> list[dict[str, Any]]:
    """The closing balances in a ledger workbook as rows of ``ledger_openings``; balances of 0 carry nothing on."""
    import python_calamine

    book = python_calamine.load_workbook(str(path))
    # 台账余额, and 台账余额(2) … where one tab was not enough; the movements stand on tabs of their own.
    tabs = [name for name in book.sheet_names if name.startswith(LEDGER_BALANCES.heading)]
    return [row for tab in tabs for row in _openings(book.get_sheet_by_name(tab).to_python(skip_empty_area=False))]


def _openings(cells: list[list[Any]]) -> Iterator[dict[str, Any]]:
    head, places = _headings(cells)
    key = [(name, places[name]) for name in LEDGER_OPENINGS.key]
    for line in cells[head + 1 :]:
        closing = line[places["closing"]]
        if closing not in ("", 0):
            yield {**{name: str(line[place]) for name, place in key}, "opening": _fen(closing)}


def _headings(cells: list[list[Any]]) -> tuple[int, dict[str, int]]:
    """The row of the headings, and in which place each column stands; ValueError if it is no sheet of ours."""
    known = {column.heading: column.name for column in LEDGER_BALANCES.columns}
    for index, row in enumerate(cells[:HEAD_ROWS]):
        # A heading carries its unit on a second line: 期末余额（元）.
        names = [known.get(re.sub(r"\s|（.*）", "", str(cell))) for cell in row]
        if set(known.values()) <= set(names):
            return index, {name: place for place, name in enumerate(names) if name}
    raise ValueError("a closing ledger without the headings of one")


def _fen(cell: float | str) -> Decimal:
    """The decimal in a cell: a number, or text where a number would lose digits."""
    return Decimal(cell if isinstance(cell, str) else repr(cell)).quantize(Decimal("0.01"))
