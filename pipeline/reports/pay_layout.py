"""Where things stand on the 薪酬月报表: rows, bands of columns, widths, the lines a long 备注 needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Protocol

from pipeline.reports.formats import heading_width, printed_figure_width, text_width
from pipeline.reports.pay_model import PayReport, total
from schemas.columns import Column

SHEET = "薪酬月报表"
TITLE_ROW, FACTS_ROW, BAND_ROW, HEADING_ROW, FIRST_ROW = range(5)
REMARK = "备注"
REMARK_WIDTH = 42
LINE_HEIGHT = 15.0
NARROWEST = 4.5

BANDS: tuple[tuple[str, str, str, str], ...] = (
    ("序号", "身份", "#44546A", "#EDEFF3"),
    ("归属净佣金", "业绩与计提基数", "#1F4E79", "#EAF1F8"),
    ("应计底薪", "应计与扣款", "#7F6000", "#FDF6E3"),
    ("佣金提成", "浮动薪酬", "#375623", "#EEF5E9"),
    ("团队管理津贴", "应发", "#833C0B", "#FBEEE6"),
    ("三险一金", "代扣", "#4B3A6B", "#F1EDF7"),
    ("年终奖", "年终奖", "#7F4A00", "#FCF2E3"),
    ("实发合计", "实发", "#7B1E1E", "#FBE9E9"),
    (REMARK, "说明", "#595959", "#F7F7F7"),
)
"""A band begins at this heading: its name, the colour of its headings, the tint of its result columns."""

RESULTS = ("计提基数", "浮动薪酬", "应发合计", "实发合计")
"""The columns others lead up to; they are tinted in the colour of their band."""


@dataclass(frozen=True)
class Band:
    """Neighbouring columns that belong together."""

    name: str
    colour: str
    tint: str
    first: int
    last: int


class Links(Protocol):
    """The formulas that lead to the figures; ``retained`` is empty where that figure has no cells to lead to."""

    @property
    def retained(self) -> str: ...

    def figure(self, row: Mapping[str, object], heading: str) -> str:
        """The formula that leads to a figure of the person in this row."""
        ...


@dataclass(frozen=True)
class PayLayout:
    """The places on the sheet; rows and columns count from zero."""

    report: PayReport
    links: Links | None = None

    @cached_property
    def subtotal_rows(self) -> tuple[int, ...]:
        """The row of each team's subtotal: below its last person."""
        return tuple(
            FIRST_ROW + team.first - 1 + number + len(team.rows) for number, team in enumerate(self.report.teams)
        )

    @property
    def total_row(self) -> int:
        """The row of the 合计."""
        return FIRST_ROW + len(self.report.rows) + len(self.report.teams)

    @cached_property
    def bands(self) -> tuple[Band, ...]:
        """The bands of the columns that the report has; columns before the first known heading join it."""
        headings = self.report.headings
        known = [band for band in BANDS if band[0] in headings]
        starts = [0, *(headings.index(start) for start, *_ in known[1:]), len(headings)]
        return tuple(
            Band(name, colour, tint, starts[number], starts[number + 1] - 1)
            for number, (_, name, colour, tint) in enumerate(known)
        )

    def band(self, place: int) -> Band:
        """The band a column belongs to."""
        return next(band for band in self.bands if band.first <= place <= band.last)

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """A width for each column that shows its widest figure, here usually the total."""
        return tuple(self._width(column) for column in self.report.columns)

    def _width(self, column: Column) -> float:
        if column.heading == REMARK:
            return REMARK_WIDTH
        if column.type == "money":
            figures = [total(self.report.rows, column.heading), *(row.get(column.heading) for row in self.report.rows)]
            if column.heading == "归属净佣金":
                figures.append(self.report.retained)
            shown = [printed_figure_width(f"{figure:,.2f}") for figure in figures if isinstance(figure, Decimal)]
            return max(*shown, heading_width(column.heading))
        texts = [str(row.get(column.heading) or "") for row in self.report.rows]
        return max(max(map(text_width, texts), default=0) + 1.0, heading_width(column.heading), NARROWEST)

    def height(self, row: Mapping[str, object]) -> float:
        """A height that shows the whole 备注."""
        lines = sum(
            -(-max(text_width(line), 1) // (REMARK_WIDTH - 2)) for line in str(row.get(REMARK) or "").split("\n")
        )
        return max(LINE_HEIGHT * lines + 3, 20.0)

    def place(self, heading: str, otherwise: int) -> int:
        """The column of this heading, or another if this report has none."""
        return self.report.headings.index(heading) if heading in self.report.headings else otherwise
