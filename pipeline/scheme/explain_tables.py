"""Which entry or band of a table applied to a row, and what lay outside every band."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import cast

from pipeline.scheme.explain_values import show, shown, used
from pipeline.scheme.expressions import TABLE_FUNCTIONS, Call, Name, Node
from pipeline.scheme.in_words import figure_words
from pipeline.scheme.plainly import Row, bands_for, figure, slices, value
from pipeline.scheme.tables import Bands, Lookup

_OUTSIDE = {"停算": "停算", "按零": "按0计", "就近": "取最近的一档"}


def table_notes(formula: Node, row: Row) -> Iterator[str]:
    """One note per entry, band or slice of a table the formula needed in this row."""
    for node in used(formula, row):
        if isinstance(node, Call) and node.function in TABLE_FUNCTIONS:
            yield from _applied(node, row)


def _applied(node: Call, row: Row) -> Iterator[str]:
    table = row.tables[cast(Name, node.arguments[0]).name]
    if isinstance(table, Lookup):
        yield _entry(table, node, row)
        return
    bands = bands_for(table, node.arguments[2:], row)
    if node.function == "超额累进":
        yield from _slices(bands, node, row)
    else:
        yield _band(bands, node, row)


def _entry(table: Lookup, node: Call, row: Row) -> str:
    keys = tuple(str(value(argument, row)) for argument in node.arguments[1:])
    unlisted = "" if keys in table.entries else "，表中没有列，取其余各项的数"
    return f"{table.name}[{'、'.join(keys)}] = {shown(node, row, table.unit)}{unlisted}（{table.source}）"


def _slices(bands: Bands, node: Call, row: Row) -> Iterator[str]:
    rates = {bands.interval(band): band.value for band in bands.bands}
    for interval, inside, gives in slices(bands, figure(node.arguments[1], row)):
        rate = figure_words(rates[interval], bands.unit)
        yield f"{bands.name} {interval}：{show(inside)} × {rate} = {show(gives)}（{bands.source}）"


def _band(bands: Bands, node: Call, row: Row) -> str:
    number = figure(node.arguments[1], row)
    band = bands.band_of(number)
    if band is None:
        return f"{bands.name}：{show(number)} 不在任何一档内，{_OUTSIDE[bands.outside]}（{bands.source}）"
    place = f"第{bands.bands.index(band) + 1}档" if node.function == "档次" else figure_words(band.value, bands.unit)
    lies = "落在" if _holds(bands, number) else "不在任何一档内，最近的是"
    return f"{bands.name}：{show(number)} {lies} {bands.interval(band)}，取 {place}（{bands.source}）"


def _holds(bands: Bands, number: Fraction) -> bool:
    """Whether a band really holds the figure, rather than being the nearest."""
    strict = Bands(bands.name, bands.bands, bands.edge, bands.unit, bands.source)
    return strict.band_of(number) is not None
