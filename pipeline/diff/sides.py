"""One of the two results of a comparison: which it is, and everything it says of persons.

Reads: the stage books of a result and the configuration kept beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.archive.places import result_folder, versions_folder
from pipeline.closing.errors import Refused
from pipeline.diff.books import CREDIT, LEDGER, MEASURES, PAY, STATUTORY, Books, Value
from pipeline.period import Period

if TYPE_CHECKING:
    from pipeline.settings import Settings, Standard

SHEETS = ((CREDIT, "本月人员"), (MEASURES, "人员计量"), (PAY, "薪酬项目"), (STATUTORY, "法定项目"))
WHO = "工号"
NOT_FIGURES = (WHO, "姓名", "来源", "行号")
GRADE = "级别"
_ASKED = re.compile(r"(?P<period>\d{4}-\d{2})(?:@(?:历史版本/)?(?P<version>.+))?")


@dataclass(frozen=True)
class Asked:
    """A result as it was typed: a month, or a kept version of a month."""

    period: Period
    folder: Path
    label: str


@dataclass(frozen=True)
class Side:
    """A result read back: the values of each person by heading, the unit of each heading."""

    asked: Asked
    books: Books
    people: Mapping[str, Mapping[str, Value]]
    units: Mapping[str, str]
    settings: Settings | None = None
    standard: Standard | None = None
    remarks: tuple[str, ...] = field(default=())

    @property
    def label(self) -> str:
        """How the result is called."""
        return self.asked.label

    def grade_reason(self, employee_id: str, grade: str) -> str:
        """Why the person has this grade, from the ledger of grades; empty if it does not say."""
        rows = [
            row for row in self.books.sheet(LEDGER, "级别台账").rows
            if row[WHO] == employee_id and row[GRADE] == grade
        ]  # fmt: skip
        if not rows:
            return ""
        last = max(rows, key=lambda row: str(row["自"]))
        told = (str(last[heading]) for heading in ("定级来源", "依据期间", "依据") if last.get(heading))
        return f"自{last['自']}，{' '.join(told)}"


def asked(outputs: Path, typed: str) -> Asked:
    """The result that was typed: 2026-01, 2026-01@第001版; Refused if it is no such thing or not there."""
    found = _ASKED.fullmatch(typed.strip())
    try:
        period = Period.parse(found["period"]) if found else None
    except ValueError:
        period = None
    if found is None or period is None:
        raise Refused(f"“{typed}”不是月份或旧版本，应写成 2026-01 或 2026-01@第001版")
    if found["version"] is None:
        return Asked(period, result_folder(outputs, str(period)), str(period))
    folder = _version(outputs, str(period), found["version"].strip("/"))
    return Asked(period, folder, f"{period}@{folder.name}")


def read_side(one: Asked) -> Side:
    """Everything the result says of persons; Refused where a file is missing or was altered since its run."""
    books = Books.of(one.folder, one.label)
    people: dict[str, dict[str, Value]] = {}
    units: dict[str, str] = {}
    for book, tab in SHEETS:
        sheet = books.sheet(book, tab)
        units |= sheet.units
        for row in sheet.rows:
            people.setdefault(str(row[WHO]), {}).update(row)
    settings, standard, remarks = _standard(books, one.period)
    return Side(one, books, people, units, settings, standard, remarks)


def _version(outputs: Path, period: str, name: str) -> Path:
    place = versions_folder(outputs, period)
    kept = sorted(path for path in place.iterdir() if path.is_dir()) if place.is_dir() else []
    name = name.removeprefix(f"{period}/")
    found = [path for path in kept if path.name == name or path.name.partition("_")[0] == name]
    if len(found) == 1:
        return found[0]
    if name == "更正":
        raise Refused(f"{period}的更正差异见 outputs/更正 中各次更正的“差异表_{period}.xlsx”；这里只比较月份与旧版本")
    there = f"有：{'、'.join(path.name for path in kept)}" if kept else "没有旧版本"
    raise Refused(f"{period}没有旧版本“{name}”，历史版本中{there}")


def _standard(books: Books, period: Period) -> tuple[Settings | None, Standard | None, tuple[str, ...]]:
    """The configuration of the result and what governed its month; in words why there is none."""
    from pipeline.settings import ConfigurationError, load

    name = f"设定_{period}.yaml"
    if name not in books.outputs:
        return None, None, (f"{books.label}没有保存当时的设定，原因只能按数据说明",)
    books.read(name)
    try:
        settings = load(books.folder / name)
        return settings, settings.standard(period), ()
    except ConfigurationError as error:
        return None, None, (f"{books.label}当时的设定现在读不通（{error.problems[0][1]}），原因只能按数据说明",)
