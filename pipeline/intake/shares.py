"""How the shares of a column are written: ``50%``, ``0.5`` or ``50``; one reading per column, and it is said."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.content import half_width
from pipeline.findings import Finding
from pipeline.intake.headings import Head
from pipeline.intake.numbers import decimal_of
from pipeline.intake.places import address
from pipeline.intake.raw import Cell, RawSheet
from pipeline.intake.sheets import sheet_finding
from pipeline.intake.values import Converted, Meaning
from schemas.columns import Column
from schemas.table import arrow_type

WHOLE = pa.scalar(Decimal(1), arrow_type("share"))


def meaning(sheet: RawSheet, head: Head, column: Column, cells: list[Cell]) -> tuple[Meaning, list[Finding], str]:
    """The reading of a column of shares, what must be said about it, and the remark of the source."""
    place = address(head.last, head.places[column.name])
    bare = {value for value in map(_bare, set(cells)) if value is not None}
    small, large = {value for value in bare if 0 < abs(value) <= 1}, {value for value in bare if abs(value) > 1}
    if head.units.get(column.name) == "%":
        doubt = [sheet_finding("S28", sheet, cell=place, column=column.heading, small=_example(small))] if small else []
        return Meaning(is_percent=True), doubt, f"{column.heading}按百分数读取（标题带%）"
    if small and large:
        examples = {"small": _example(small), "large": _example(large)}
        found = sheet_finding("S10", sheet, cell=place, column=column.heading, **examples)
        return Meaning(), [found], ""
    if large:
        found = sheet_finding("S11", sheet, cell=place, column=column.heading, value=_example(large))
        return Meaning(is_percent=True), [found], f"{column.heading}按百分数读取（50即50%）"
    return Meaning(), [], f"{column.heading}按小数读取（0.5即50%）" if small else ""


def unread(found: list[Finding]) -> bool:
    """Whether nobody can say how the column is meant: none of its figures may be used."""
    return any(each.code == "S10" for each in found)


def whole_where_blank(converted: Converted) -> pa.Array:
    """A blank share of a relation is the whole; a cell that could not be read stays empty."""
    broken = [index in converted.problems for index in range(len(converted.values))]
    return pc.if_else(pa.array(broken, pa.bool_()), converted.values, pc.fill_null(converted.values, WHOLE))


def all_whole(count: int) -> pa.Array:
    """The shares of a sheet without a column of shares."""
    return pa.array([Decimal(1)] * count, WHOLE.type)


def _bare(cell: Cell) -> Decimal | None:
    """The figure of a cell without a percent sign."""
    return None if type(cell) is str and half_width(cell).endswith("%") else decimal_of(cell)


def _example(values: set[Decimal]) -> str:
    return format(min(values).normalize(), "f")
