"""The sheet 级别调整表: per person what was measured, the proposed and the decided grade, and why; signed and filed.

Scheme: 指引第十七条.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from pipeline.reports.appraisal.banded import FIRST, Banded, write_banded, write_sign_off
from pipeline.reports.appraisal.cells import BAD, GOOD, MANUAL, TOTAL_TINT, WHOLE, Field, Live, unit_form, write_value
from pipeline.reports.appraisal.criteria_rows import NEXT, OWN, Criteria
from pipeline.reports.appraisal.criteria_sheet import tally
from pipeline.reports.appraisal.model import Row, SpanReport
from pipeline.reports.appraisal.people import people, shown_items
from pipeline.reports.formats import Looks

NAME = "级别调整表"
MOVEMENTS = ("晋级", "降级", "不变", "初次定级")
ALSO_HERE = ("任现级月数",)
"""What the sheet shows of everybody whether or not the standard asks for it."""
COLOURS = {"晋级": GOOD, "降级": BAD}
IDENTITY, RESULT, GRADES, WORDS = "被考评人", "考核得分与业绩", "级别", "说明"


@dataclass(frozen=True)
class Grades:
    """The rows and columns of the sheet, and where the grades stand."""

    criteria: Criteria
    sheet: str = NAME

    @property
    def report(self) -> SpanReport:
        """What the sheet is made from."""
        return self.criteria.report

    @cached_property
    def rows(self) -> list[Row]:
        """Everyone appraised, numbered."""
        return [{**row, "number": number} for number, row in enumerate(people(self.report), 1)]

    @cached_property
    def fields(self) -> list[Field]:
        """The columns, in bands."""
        return [
            Field("序号", "number", WHOLE, align="centre", band=IDENTITY), Field("团队", "team", band=IDENTITY),
            Field("工号", "employee_id", band=IDENTITY), Field("姓名", "person_name", band=IDENTITY),
            Field("岗位", "post", band=IDENTITY),
            *self._measures(),
            Field("本级标准\n成立/条件", self._tally(OWN), live=self._count(OWN), band=RESULT),
            Field("上级标准\n成立/条件", self._tally(NEXT), live=self._count(NEXT), band=RESULT),
            Field("原级别", "grade", band=GRADES), Field("自", "grade_since", band=GRADES),
            Field("任现级\n月数", "months_in_grade", WHOLE, align="centre", band=GRADES),
            Field("建议级别", "proposed_grade", band=GRADES), Field("最终级别", "final_grade", band=GRADES),
            Field("变动", "movement_word", band=GRADES, colour=movement_colour),
            Field("生效日期", "effective_on", band=GRADES),
            Field("结论", conclusion_of, width=66, band=WORDS), Field("依据", "article", width=16, band=WORDS),
        ]  # fmt: skip

    def _measures(self) -> list[Field]:
        columns = [one for one in shown_items(self.report) if one.heading not in ALSO_HERE]
        return [
            Field(one.heading, one.name, unit_form(one.unit, (row.get(one.name) for row in self.rows)), band=RESULT)
            for one in columns
        ]

    def _tally(self, level: str) -> Any:
        return lambda row: tally(self.criteria, row["employee_id"], level)[1]

    def _count(self, level: str) -> Any:
        return lambda line, row: tally(self.criteria, row["employee_id"], level)[0]

    def place(self, heading: str) -> int:
        """The column of this heading."""
        return next(place for place, field in enumerate(self.fields) if field.heading == heading)

    def sheet_cells(self, heading: str) -> str:
        """The cells of all persons under this heading, as a formula on another sheet names them."""
        place = self.place(heading)
        return f"{self.sheet}!{xl_range_abs(FIRST, place, FIRST + max(len(self.rows), 1) - 1, place)}"

    @cached_property
    def movements(self) -> tuple[str, ...]:
        """The movements there may be, and any other word that occurs."""
        return tuple(
            dict.fromkeys((*MOVEMENTS, *(row["movement_word"] for row in self.rows if row.get("movement_word"))))
        )

    @cached_property
    def teams(self) -> list[str]:
        """The teams in order."""
        return list(dict.fromkeys(row.get("team") or "" for row in self.rows))


def movement_colour(row: Row) -> str:
    """Green for up, red for down."""
    return COLOURS.get(row.get("movement_word") or "", "")


def conclusion_of(row: Row) -> str:
    """The conclusion in words; a decision by hand with its reason and who approved it."""
    said = str(row.get("conclusion") or "")
    if not row.get("decided_by_hand") or (row.get("purpose") or said) in said:
        return said
    by_hand = f"人工决定：{row.get('purpose') or '（未写事由）'}；批准人：{row.get('approved_by') or '（未写）'}"
    return f"{said}\n{by_hand}" if said else by_hand


def write_grades(book: Any, looks: Looks, grades: Grades) -> None:
    """Adds the sheet: the list, the counts by team and movement as formulas, the places to sign; A3 landscape."""
    note = "黄底为人工决定（与建议不同或由人定），结论中写明事由与批准人；达到与否及成立/条件的逐条见《达标明细》"
    banded = Banded(
        NAME, "级别调整表", note, grades.fields, grades.rows, lambda row: MANUAL if row.get("decided_by_hand") else ""
    )
    sheet, widths = write_banded(book, looks, grades.report, banded)
    row = _write_counts(sheet, looks, grades, FIRST + max(len(grades.rows), 1) + 1)
    write_sign_off(sheet, looks, grades.report, widths, row + 1)


def _write_counts(sheet: Any, looks: Looks, grades: Grades, row: int) -> int:
    """Persons by team and movement; returns the line after the block."""
    words = ("人数", *grades.movements, "人工决定")
    for place, word in enumerate(("团队", *words), 1):
        sheet.write_string(row, place, word, looks("heading"))
    sheet.set_row(row, 22)
    for line, team in enumerate(grades.teams, row + 1):
        rows = [one for one in grades.rows if (one.get("team") or "") == team]
        sheet.set_row(line, 20)
        sheet.write_string(line, 1, team, looks("box", "centre", num_format="@"))
        _write_line(sheet, looks, grades, (line, rows))
    total = row + 1 + len(grades.teams)
    sheet.write_string(total, 1, "合计", looks("box", "bold", "centre", bg_color=TOTAL_TINT))
    figures = _counts(grades, grades.rows)
    for place, count in enumerate(figures, 2):
        cells = f"{xl_rowcol_to_cell(row + 1, place)}:{xl_rowcol_to_cell(max(total - 1, row + 1), place)}"
        formula = f"=SUM({cells})" if grades.teams else ""
        look = looks("box", "bold", "centre", bg_color=TOTAL_TINT, num_format=WHOLE)
        write_value(sheet, (total, place), Live(formula, count) if formula else count, look)
    return total + 1


def _counts(grades: Grades, rows: Sequence[Row]) -> list[int]:
    moved = [sum(row.get("movement_word") == word for row in rows) for word in grades.movements]
    return [len(rows), *moved, sum(bool(row.get("decided_by_hand")) for row in rows)]


def _write_line(sheet: Any, looks: Looks, grades: Grades, team: tuple[int, Sequence[Row]]) -> None:
    """The counts of one team, each a formula over the cells of its persons, who stand together."""
    line, rows = team
    first = FIRST + rows[0]["number"] - 1
    last = first + len(rows) - 1
    look = looks("box", "centre", num_format=WHOLE)
    place = grades.place("变动")
    cells = f"{xl_rowcol_to_cell(first, place)}:{xl_rowcol_to_cell(last, place)}"
    counts = _counts(grades, rows)
    formulas = [f"=ROWS({cells})", *(f'=COUNTIF({cells},"{word}")' for word in grades.movements), ""]
    for column, (formula, count) in enumerate(zip(formulas, counts, strict=True), 2):
        write_value(sheet, (line, column), Live(formula, count) if formula else count, look)
