"""The sheet 年度考评表: per person the quarters side by side, the year's items, rank, grade and reappointment; signed.

Scheme: 指引第十七条、第十九条.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from pipeline.reports.appraisal.banded import FIRST, Banded, write_banded, write_sign_off
from pipeline.reports.appraisal.cells import FIGURE, MANUAL, WHOLE, Field, cell_number, unit_form
from pipeline.reports.appraisal.grade_sheet import IDENTITY, conclusion_of, movement_colour
from pipeline.reports.appraisal.model import Row, SpanReport
from pipeline.reports.appraisal.people import shown_items
from pipeline.reports.appraisal.year_data import QUARTERS, YearData
from pipeline.reports.formats import Looks

NAME = "年度考评表"
YEAR, GRADE, WORDS = "年度考评", "级别与聘任", "说明"
RANKED = ("名次", "排名")


@dataclass(frozen=True)
class YearSheet:
    """The rows and columns of the sheet, and where the grades stand."""

    data: YearData

    @property
    def report(self) -> SpanReport:
        """What the sheet is made from."""
        return self.data.report

    @property
    def rows(self) -> list[Row]:
        """Everyone appraised."""
        return self.data.rows

    @cached_property
    def fields(self) -> list[Field]:
        """The columns, in bands."""
        return [
            Field("序号", "number", WHOLE, align="centre", band=IDENTITY), Field("团队", "team", band=IDENTITY),
            Field("工号", "employee_id", band=IDENTITY), Field("姓名", "person_name", band=IDENTITY),
            Field("岗位", "post", band=IDENTITY),
            *self._quarters(), *self._items(), *self._rank(),
            Field("原级别", "grade", band=GRADE), Field("建议级别", "proposed_grade", band=GRADE),
            Field("最终级别", "final_grade", band=GRADE),
            Field("变动", "movement_word", band=GRADE, colour=movement_colour),
            Field("生效日期", "effective_on", band=GRADE),
            Field("聘任与提示", lambda row: self.data.told(row["employee_id"]), width=26, band=WORDS),
            Field("结论", conclusion_of, width=38, band=WORDS), Field("依据", "article", width=14, band=WORDS),
        ]  # fmt: skip

    def _quarters(self) -> list[Field]:
        """Four columns for each score of the quarters."""
        return [
            Field(word, self._quarter(name, place), FIGURE, band=name)
            for name in self.data.quarter_names
            for place, word in enumerate(QUARTERS)
        ]

    def _quarter(self, name: str, place: int) -> Any:
        return lambda row: self.data.quarters(row["employee_id"], name)[place]

    def _items(self) -> list[Field]:
        return [
            Field(one.heading, one.name, unit_form(one.unit, (row.get(one.name) for row in self.rows)), band=YEAR)
            for one in shown_items(self.report)
        ]

    def _rank(self) -> list[Field]:
        """The rank by the combined score, unless the standard shows one of its own."""
        items = self._items()
        if not self._scored or any(word in field.heading for field in items for word in RANKED):
            return []
        return [Field("名次", "rank", WHOLE, live=self._rank_formula, align="centre", band=YEAR)]

    @cached_property
    def _scored(self) -> bool:
        """Whether the combined score stands on the sheet."""
        return any(field.get == self.data.score_name for field in self._items())

    @cached_property
    def _score_place(self) -> int:
        return 5 + len(self._quarters()) + [field.get for field in self._items()].index(self.data.score_name)

    @cached_property
    def _doubles_rank_alike(self) -> bool:
        """Whether no two scores that differ become the same number in a cell."""
        scores = {score for row in self.rows if (score := self.data.score(row)) is not None}
        return len({cell_number(score) for score in scores}) == len(scores)

    def _rank_formula(self, line: int, row: Row) -> str:
        if row["rank"] is None or not self._doubles_rank_alike:
            return ""
        place = self._score_place
        cells = xl_range_abs(FIRST, place, FIRST + len(self.rows) - 1, place)
        return f"=RANK({xl_rowcol_to_cell(line, place)},{cells})"

    def sheet_cells(self, heading: str) -> str:
        """The cells of all persons under this heading, as a formula on another sheet names them."""
        place = next(place for place, field in enumerate(self.fields) if field.heading == heading)
        return f"{NAME}!{xl_range_abs(FIRST, place, FIRST + max(len(self.rows), 1) - 1, place)}"


def write_year(book: Any, looks: Looks, year: YearSheet, pages: dict[str, str]) -> None:
    """Adds the sheet; a name leads to the person's page."""
    note = "姓名可点开本人的面谈表；名次按综合得分由高到低，同分同名次；黄底为人工决定"
    tint = lambda row: MANUAL if row.get("decided_by_hand") else ""  # noqa: E731
    banded = Banded(NAME, "年度考评表", note, year.fields, year.rows, tint)
    sheet, widths = write_banded(book, looks, year.report, banded)
    for line, row in enumerate(year.rows, FIRST):
        colour = {"bg_color": MANUAL} if row.get("decided_by_hand") else {}
        look = looks("box", "centre", "link", num_format="@", **colour)
        sheet.write_url(line, 3, f"internal:'{pages[row['employee_id']]}'!A1", look, row.get("person_name") or "—")
    write_sign_off(sheet, looks, year.report, widths, FIRST + max(len(year.rows), 1) + 1)
