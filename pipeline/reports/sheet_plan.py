"""What a sheet of a stage book says before its rows: heading, grain, units, article, number of rows, totals, widths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pipeline.reports.exact_cells import plain
from pipeline.reports.formats import DECIMALS, NUMERIC, figure_width, text_width
from schemas.columns import Column
from schemas.table import Table

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

NAME_LIMIT = 31
WIDEST, NARROWEST = 44.0, 7.0


@dataclass(frozen=True)
class StageSheet:
    """One table to be left in a stage book.

    ``frame`` has the columns and Arrow types of ``table``; ``names`` gives single columns another heading
    on this sheet (column name → heading).
    """

    table: Table
    frame: pd.DataFrame
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SheetPlan:
    """A sheet ready to be written; ``name`` is the name of its tab, ``period`` and ``branch`` stand in its head."""

    sheet: StageSheet
    name: str
    period: str
    branch: str

    @property
    def table(self) -> Table:
        """What the sheet is."""
        return self.sheet.table

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in order."""
        return self.sheet.table.columns

    @cached_property
    def cells(self) -> pa.Table:
        """The rows, each column in one piece and of the exact type of its definition."""
        import pyarrow as pa

        schema = self.table.arrow_schema
        return pa.table([self.sheet.frame[name] for name in schema.names], schema=schema).combine_chunks()

    @cached_property
    def totals(self) -> dict[str, Decimal]:
        """The exact sum of each column of ``Table.totals``."""
        import pyarrow.compute as pc

        sums = {name: pc.sum(self.cells[name]).as_py() for name in self.table.totals}
        return {name: Decimal(0) if total is None else Decimal(total) for name, total in sums.items()}

    @property
    def headings(self) -> list[str]:
        """The headings, the unit on a line of its own."""
        return [f"{self.heading(column)}{_unit(column)}" for column in self.columns]

    def heading(self, column: Column) -> str:
        """The heading of the column on this sheet, without unit."""
        return self.sheet.names.get(column.name, column.heading)

    @property
    def facts(self) -> str:
        """Whose table this is and under which article, in one line."""
        units = "、".join(dict.fromkeys(column.unit for column in self.columns if _unit(column)))
        parts = [self.branch, self.period, f"共 {self.cells.num_rows} 行"]
        parts += [f"单位：{units}"] * bool(units) + [f"依据：{self.table.article}"] * bool(self.table.article)
        return "　".join(parts)

    @cached_property
    def widths(self) -> list[float]:
        """A width for each column that shows its cells and its heading over two lines."""
        return [self._width(column) for column in self.columns]

    def _width(self, column: Column) -> float:
        heading = text_width(self.heading(column))
        heading = heading if heading <= 12 else -(-heading // 2)
        total = len(figure(column, self.totals[column.name])) if column.name in self.table.totals else 0
        content = max(content_width(column, self.cells[column.name]), total)
        room = figure_width(content) if is_number(column) else content + 2.0
        return min(max(room, heading + 3.5, text_width(column.unit) + 5.0, NARROWEST), WIDEST)


def _unit(column: Column) -> str:
    """The unit under the heading; a share carries its percent sign in every cell."""
    return f"\n（{column.unit}）" if column.unit and column.type != "share" else ""


def content_width(column: Column, cells: pa.ChunkedArray) -> int:
    """Characters that the widest cell takes; UTF-8 has three bytes for a Chinese character that takes two columns."""
    import pyarrow.compute as pc

    if column.type in DECIMALS:
        return _figure_width(column, cells)
    if column.type == "date":
        return 10
    if column.type == "flag":
        return 2
    texts = cells.cast("string")
    widest = pc.max(pc.add(pc.binary_length(texts), pc.cast(pc.utf8_length(texts), "int32"))).as_py()
    return (widest or 0) // 2


def _figure_width(column: Column, cells: pa.ChunkedArray) -> int:
    import pyarrow.compute as pc

    extremes = pc.min_max(cells).as_py()
    figures = [figure for figure in (extremes["min"], extremes["max"]) if figure is not None]
    whole = max((len(f"{int(figure):,}") for figure in figures), default=1)
    first = (value for value in cells[:200].to_pylist() if value is not None)
    shown = max((len(plain(value).partition(".")[2]) for value in first), default=2)
    return whole + 2 + shown


def plans(sheets: Sequence[StageSheet], period: str, branch: str) -> list[SheetPlan]:
    """The sheets with the names of their tabs, which are unique, at most 31 characters and free of forbidden ones."""
    taken = {"说明"}
    made = []
    for sheet in sheets:
        name = _free_name(tab_name(sheet.table.heading), taken)
        taken.add(name)
        made.append(SheetPlan(sheet, name, period, branch))
    return made


def tab_name(heading: str) -> str:
    """The heading as a tab of Excel may be called."""
    return "".join(" " if character in "[]:*?/\\'" else character for character in heading)[:NAME_LIMIT]


def _free_name(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = continued(name, f"_{number}")
    return free


def continued(name: str, ending: str) -> str:
    """The name with this ending, still within Excel's limit."""
    return name[: NAME_LIMIT - len(ending)] + ending


def totals_line(plan: SheetPlan) -> str:
    """The totals in words, for sheets whose head holds no formulas."""
    by_name = {column.name: column for column in plan.columns}
    parts = [f"{plan.heading(by_name[name])} {figure(by_name[name], total)}" for name, total in plan.totals.items()]
    return "合计：" + "　".join(parts) if parts else ""


def figure(column: Column, total: Decimal) -> str:
    """A total as a person reads it, every digit kept."""
    if column.type == "count":
        return f"{total:,f}"
    whole, _, fraction = plain(total).partition(".")
    sign = "-" if total < 0 else ""
    return f"{sign}{int(whole.lstrip('-')):,}.{fraction}"


def is_number(column: Column) -> bool:
    """Whether the column holds figures that may be added up in a cell."""
    return column.type in NUMERIC


def described(plan: SheetPlan) -> list[Any]:
    """The row of the index for this sheet."""
    return [plan.table.heading, plan.table.grain, plan.cells.num_rows, plan.table.article]
