"""Whether the lines a correction posts are those its workbooks show: who pays them reads the one, people the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

HEADINGS = 4
"""The row of the headings on every sheet of ours."""

KEY, CAUSE = ("工号", "项目", "来源期间"), "原因"
LINES, DIFFERENCES = "前期差错", "差异表"
_UNIT = re.compile(r"\n（.*）$")
Line = tuple[str, ...]


def line_problems(place: Path, record: Mapping[str, Any]) -> Iterator[str]:
    """In words where the lines of the record are not those of 前期差错 or not the amounts of 差异表."""
    lines = f"{LINES}_{record['number']:03d}.xlsx"
    differences = f"{DIFFERENCES}_{record['period']}.xlsx"
    posted = sorted(_posted(line) for line in record["lines"])
    for name, tab, paid, more in ((lines, LINES, "金额", (CAUSE,)), (differences, DIFFERENCES, "补扣", ())):
        shown = _shown(place, name, tab, (paid, *more))
        wanted = [line[: len(KEY) + 1 + len(more)] for line in posted]
        if shown is None:
            yield f"“{name}”读不出"
        elif shown != wanted:
            one = next(iter(sorted(set(wanted) ^ set(shown))), ("",))
            yield f"更正.json 所记的补扣与“{name}”不符（{' '.join(one[: len(KEY) + 1])}）"


def _posted(line: Mapping[str, str]) -> Line:
    return line["employee_id"], line["corrected_item"], line["origin"], _amount(line["amount"]), line["cause"]


def _shown(place: Path, name: str, tab: str, columns: tuple[str, ...]) -> list[Line] | None:
    """The lines on the sheet whose amount is not nothing, sorted; None where it cannot be read."""
    from python_calamine import CalamineError, CalamineWorkbook

    beside = place / f"{Path(name).stem}_明细_{tab}.xlsx"
    try:
        book = CalamineWorkbook.from_path(beside if beside.is_file() else place / name)
        tabs = [one for one in book.sheet_names if one.partition("(")[0] == tab]
        rows = [row for one in tabs for row in _rows(book, one, (*KEY, *columns))]
    except (CalamineError, OSError, ValueError, IndexError, InvalidOperation):
        return None
    found = [(*(str(cell) for cell in row[:3]), _amount(row[3]), *(str(cell) for cell in row[4:])) for row in rows]
    return sorted(line for line in found if Decimal(line[3]))


def _rows(book: Any, tab: str, columns: tuple[str, ...]) -> Iterator[list[Any]]:
    cells = book.get_sheet_by_name(tab).to_python(skip_empty_area=False)
    headings = [_UNIT.sub("", str(cell)) for cell in cells[HEADINGS]]
    places = [headings.index(column) for column in columns]
    yield from ([row[one] for one in places] for row in cells[HEADINGS + 1 :])


def _amount(cell: Any) -> str:
    """A figure in its shortest spelling."""
    figure = Decimal(str(cell)) if cell != "" else Decimal(0)
    return f"{figure.quantize(Decimal('0.01')) if figure == round(figure, 2) else figure:f}"
