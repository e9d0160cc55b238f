"""The figures of the persons in a 薪酬月报表, or in the appraisal of a quarter or year, read back from the workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

Figure = str | Decimal
Figures = Mapping[str, Mapping[str, Figure]]

SHEETS = (("*薪酬月报表_*.xlsx", "薪酬月报表"), ("??_appraise_*.xlsx", "考核项目"), ("??_grades_*.xlsx", "级别调整"))
"""Where the figures of persons stand: the workbook, and the tab in it."""
PERSON = "工号"
NOT_COMPARED = ("序号", PERSON)


def read_figures(folder: Path) -> Figures | None:
    """工号 → heading → figure (rows without 工号 are totals and left out); None if no report can be read.

    Of a month those of the pay report, of a quarter or year those of the appraisal and of the grades.
    """
    found: dict[str, dict[str, Figure]] = {}
    sheets = [(path, tab) for pattern, tab in SHEETS for path in sorted(folder.rglob(pattern))[:1]]
    for path, tab in sheets:
        try:
            read = _figures(CalamineWorkbook.from_path(path).get_sheet_by_name(tab).to_python())
        except (CalamineError, ValueError, OSError):
            return None
        for employee, figures in read.items():
            found[employee] = {**found.get(employee, {}), **figures}
    return found if sheets else None


def _figures(rows: Sequence[Sequence[object]]) -> Figures:
    """Raises ValueError if no row has the heading 工号."""
    headings: list[str] = []
    figures: dict[str, Mapping[str, Figure]] = {}
    for row in rows:
        cells = [_figure(cell) for cell in row]
        if not headings:
            headings = [str(cell) for cell in cells] if PERSON in cells else []
            continue
        record = dict(zip(headings, cells, strict=False))
        if employee := str(record[PERSON]):
            figures[employee] = {name: value for name, value in record.items() if name and name not in NOT_COMPARED}
    if not headings:
        raise ValueError(PERSON)
    return figures


def _figure(cell: object) -> Figure:
    """A number as the decimal a person reads (the shortest that is the same float), anything else as text."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return str(cell).strip()
    return Decimal(repr(float(cell))).normalize() + 0
