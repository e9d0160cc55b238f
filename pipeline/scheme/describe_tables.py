"""Tables of a rule set row by row: words, figures with the printed range, bands with what lies outside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from pipeline.scheme.expressions import number
from pipeline.scheme.in_words import figure_words, limits_words
from pipeline.scheme.parts import TableText
from pipeline.scheme.tables import Band, Bands, BandSets, Lookup, Table

Row = tuple[str, ...]
OTHERWISE = "其余"
_OUTSIDE = {"停算": "停算", "按零": "按0计", "就近": "取最近的一档"}
_SIDES = {"靠前": "前一档", "靠后": "后一档"}


def table_rows(table: Table, text: TableText) -> Iterator[Row]:
    """One row per entry or band: table, entry, value, unit, article, notes (of the whole, in the first row)."""
    whole = "；".join(filter(None, (*_policies(table, text), text.note)))
    for place, (entry, value, note) in enumerate(_entries(table, text)):
        notes = "；".join(filter(None, (note, whole if place == 0 else "")))
        yield (table.name, entry, value, table.unit, table.source, notes)


def table_words(table: Table, text: TableText) -> str:
    """All that a table decides, in one line, to compare two versions."""
    entries = (f"{entry} {value}{f'（{note}）' if note else ''}" for entry, value, note in _entries(table, text))
    return "；".join((*entries, *_policies(table, text)))


def _entries(table: Table, text: TableText) -> Iterator[tuple[str, str, str]]:
    """Entry, value and what is to be said of this entry alone."""
    if isinstance(table, Lookup):
        for keys, value in table.entries.items():
            printed = _printed(text.rows, keys)
            yield "、".join(keys), figure_words(value, table.unit) + _chosen_from(printed, table.unit), ""
        if table.otherwise is not None:
            yield OTHERWISE, figure_words(table.otherwise, table.unit), ""
    elif isinstance(table, BandSets):
        for keys, bands in table.sets.items():
            for interval, value, note in _bands(bands, _printed(text.bands, keys)):
                yield f"{'、'.join(keys)} {interval}", value, note
    else:
        yield from _bands(table, text.bands)


def _bands(table: Bands, written: Any) -> Iterator[tuple[str, str, str]]:
    for band, printed in zip(table.bands, written, strict=True):
        low, high = _ends(printed)
        as_printed = Bands(table.name, (Band(low, high, band.value),), table.edge, table.unit, table.source)
        note = "" if (low, high) == (band.low, band.high) else f"原文印作 {as_printed.interval(as_printed.bands[0])}"
        yield table.interval(band), figure_words(band.value, table.unit), note


def _ends(printed: Sequence[Any]) -> tuple[Fraction | None, Fraction | None]:
    low, high = (None if end is None else end if isinstance(end, Fraction) else number(end) for end in printed[:2])
    return low, high


def _printed(written: Any, keys: Sequence[str]) -> Any:
    """What stands in the written table under these words."""
    for key in keys:
        written = written[key]
    return written


def _chosen_from(printed: Any, unit: str) -> str:
    """The printed range an entry was chosen from; empty where a figure was printed."""
    if not isinstance(printed, dict):
        return ""
    low, high = (figure_words(number(end), unit) for end in printed["range"])
    return f"（原文幅度 {low} 至 {high}，本部取此数）"


def _policies(table: Table, text: TableText) -> Iterator[str]:
    """What holds of the whole table: its words, its edges, what lies outside, doubtful figures, guard rails."""
    if not isinstance(table, Bands):
        yield f"按{'、'.join(table.by)}查"
    if not isinstance(table, Lookup):
        yield "含起点、不含终点" if text.edge == "左闭右开" else "含终点、不含起点"
        yield f"不在任何一档的{_OUTSIDE[text.outside]}"
    for name, side in (("重叠", text.overlap), ("缺口", text.gap)):
        if side is not None:
            yield f"原文档位{name}处归{_SIDES[side]}"
    if limits := limits_words(text.limits, table.unit):
        yield f"数值须{limits}" if limits.startswith("不") else f"数值须在 {limits}"
