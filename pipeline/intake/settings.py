"""What intake may be told: passwords, the legend of the attendance matrix, and the limits no file may pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.columns import Column
from schemas.table import Table

LEGEND: Mapping[str, str] = {
    "√": "出勤", "△": "迟到", "▽": "早退", "×": "旷工", "○": "事假", "☆": "病假", "◇": "年休", "□": "出差", "■": "休息",
}  # fmt: skip


@dataclass(frozen=True)
class Planned:
    """An indicator a plan may have targets for: its unit, and how its months are gathered (合计, 期末, 平均, 增减)."""

    name: str
    unit: str
    take: str


@dataclass(frozen=True)
class IntakeSettings:
    """The settings of intake; plain data, so that it travels to the reading processes.

    ``legend`` maps a mark of the branch's own attendance matrix to its meaning.  ``records`` are the kinds the pay
    standard in force adds; ``asks_supplements`` says that it reads 补充数据, ``asks_duties`` names the records of
    duty it reads, and ``not_asked`` the kinds no rule of it reads: they may be absent.  ``fact_columns`` are the facts
    of persons it asks for, ``manual_facts`` those of them that need a reason.  ``guessed`` are the kinds a sheet that
    cannot be read may have been meant as; all where none are named.  ``indicators`` are those the plan of the year may
    have targets for, named only where a quarter or a year is read.
    """

    passwords: tuple[str, ...] = ()
    legend: Mapping[str, str] = field(default_factory=lambda: dict(LEGEND))
    max_file_mb: int = 200
    max_unpacked_mb: int = 1024
    max_ratio: int = 200
    max_cells: int = 30_000_000
    seconds_per_file: float = 120.0
    memory_mb: int = 6144
    records: tuple[Table, ...] = ()
    asks_supplements: bool = False
    asks_duties: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    fact_columns: tuple[Column, ...] = ()
    manual_facts: tuple[str, ...] = ()
    guessed: tuple[Table, ...] = ()
    indicators: tuple[Planned, ...] = ()
