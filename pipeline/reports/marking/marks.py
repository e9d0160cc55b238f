"""What has to be marked in a file: per sheet the cells with their reasons, and the reasons of each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.findings import Finding
from pipeline.reports.finding_order import cell_position, sorted_findings

Position = tuple[int, int]
HEADING = "错误原因"
BETWEEN = " ／ "
"""Between two reasons of a row: one line, so that the heights of her rows stay as they are."""
MAX_COMMENTS = 10_000
MAX_COMMENT_TEXT = 3_000
MAX_CELL_TEXT = 32_000
MAX_AREA = 400
LAST_COLUMN = 16_383
COLUMN_WIDTH = 60


@dataclass
class CellMark:
    """One cell to colour; ``words`` are the comment (empty for the further cells of an area)."""

    stops: bool = False
    words: list[str] = field(default_factory=list)

    @property
    def comment(self) -> str:
        """The text of the comment, every finding of the cell in it."""
        return "\n".join(self.words)[:MAX_COMMENT_TEXT]


@dataclass
class SheetMarks:
    """The marks of one sheet; rows and columns are zero-based. ``heading_row`` is None where it must be guessed."""

    sheet: str
    heading_row: int | None
    cells: dict[Position, CellMark] = field(default_factory=dict)
    rows: dict[int, list[str]] = field(default_factory=dict)

    def reasons(self, heading_row: int, remark: str = "") -> dict[int, str]:
        """What stands in the 错误原因 column: row → words, the heading (with the remark) among them."""
        words = {row: BETWEEN.join(lines) for row, lines in self.rows.items()}
        words[heading_row] = BETWEEN.join([self._heading(remark), *self.rows.get(heading_row, [])])
        return {row: text[:MAX_CELL_TEXT] for row, text in words.items()}

    @property
    def last_column(self) -> int:
        """The last column with a mark."""
        return max((column for _row, column in self.cells), default=-1)

    def first_rows(self, count: int) -> SheetMarks:
        """The marks of the first so many marked rows."""
        rows = dict(sorted(self.rows.items())[:count])
        cells = {place: mark for place, mark in self.cells.items() if place[0] in rows}
        return SheetMarks(self.sheet, self.heading_row, cells, rows)

    def comments(self) -> list[tuple[Position, str]]:
        """The comments, by place; Excel becomes unusable with more than so many."""
        commented = [(place, mark.comment) for place, mark in sorted(self.cells.items()) if mark.words]
        return commented[:MAX_COMMENTS]

    def _heading(self, remark: str) -> str:
        """The heading of the 错误原因 column with what the reader must know about this copy."""
        remarks = [remark] if remark else []
        if sum(bool(mark.words) for mark in self.cells.values()) > MAX_COMMENTS:
            remarks.append(f"批注只加在前 {MAX_COMMENTS:,} 处，其余见本列")
        return HEADING + (f"（{'；'.join(remarks)}）" if remarks else "")


def marks_by_file(
    findings: Iterable[Finding], heading_rows: Mapping[tuple[str, str], int]
) -> dict[str, list[SheetMarks]]:
    """File → the marks of its sheets; findings without file or sheet have no place in a workbook."""
    sheets: dict[tuple[str, str], SheetMarks] = {}
    for item in sorted_findings(findings):
        if item.file and item.sheet:
            place = (item.file, item.sheet)
            given = heading_rows.get(place)
            marks = sheets.setdefault(place, SheetMarks(item.sheet, None if given is None else given - 1))
            _add(marks, item)
    files: dict[str, list[SheetMarks]] = {}
    for (file, _sheet), marks in sheets.items():
        files.setdefault(file, []).append(marks)
    return files


def likely_heading_row(texts_in_row: Mapping[int, int], marks: SheetMarks) -> int:
    """The row above the first marked one that holds most texts: row numbers zero-based, row 0 when in doubt."""
    if marks.heading_row is not None:
        return marks.heading_row
    first = min((row for row in marks.rows if row), default=0)
    above = {row: count for row, count in texts_in_row.items() if row < min(first, 30)}
    return max(sorted(above), key=lambda row: above[row], default=0)


def _add(marks: SheetMarks, item: Finding) -> None:
    first, *rest = area(item.cell)
    mark = marks.cells.setdefault(first, CellMark())
    mark.stops |= item.stops
    mark.words.append(_comment(item))
    marks.rows.setdefault(first[0], []).append(_reason(item))
    for place in rest:
        further = marks.cells.setdefault(place, CellMark())
        further.stops |= item.stops


def area(cell: str) -> list[Position]:
    """The cells of an address or an area such as ``D3:F4``, at most so many; A1 where there is no address."""
    first, _colon, last = cell.partition(":")
    top = cell_position(first)
    if top is None:
        return [(0, 0)]
    end = cell_position(last) or top
    places = [(row, column) for row in range(top[0], min(end[0], top[0] + MAX_AREA) + 1)
              for column in range(top[1], min(end[1], top[1] + MAX_AREA) + 1)]  # fmt: skip
    return places[:MAX_AREA] or [top]


def _comment(item: Finding) -> str:
    lines = [f"【{item.level} {item.code}】{item.message or item.title}"]
    lines += [f"应为：{item.expected}"] if item.expected else []
    lines += [f"处理：{item.remedy}"] if item.remedy else []
    return "\n".join(lines)


def _reason(item: Finding) -> str:
    place = f"{item.cell} {item.column}".strip()
    parts = [item.message or item.title, f"应为：{item.expected}" if item.expected else "", item.remedy]
    words = "；".join(part.rstrip("。；") for part in parts if part)
    return f"【{item.level}】{place}：{words}" if place else f"【{item.level}】{words}"
