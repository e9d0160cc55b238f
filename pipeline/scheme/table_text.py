"""Tables as written made into tables to look up in: every entry an exact figure or a word, within its guard rails.

Where a printed table contradicts itself, what the standard says of overlaps and gaps settles it, or it is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pipeline.money import plain
from pipeline.scheme.expressions import FormulaError, number
from pipeline.scheme.parts import WORDS, BandText, Limits, TableText
from pipeline.scheme.tables import Band, Bands, BandSets, Lookup, TableError

Tables = Mapping[str, Bands | BandSets | Lookup]
MOST_WORDS = 3

_BANDS = TypeAdapter(list[BandText])


def built(name: str, table: TableText) -> Bands | BandSets | Lookup:
    """The table made ready; TableError says in Chinese what is wrong with it."""
    if (table.bands is None) == (table.rows is None):
        raise TableError(f"表“{name}”应有 by 与 rows（查表），或有 edge 与 bands（档位），二者取一")
    unused = ("edge", "outside", "overlap", "gap") if table.bands is None else ("otherwise",)
    for key in unused:
        if key in table.model_fields_set and getattr(table, key) is not None:
            raise TableError(f"表“{name}”是{'查表' if table.bands is None else '档位'}，用不到 {key}，请删去")
    if problem := bounds_problem(table.limits):
        raise TableError(f"表“{name}”的 limits：{problem}")
    if table.bands is None:
        return _lookup(name, table)
    if isinstance(table.bands, list):
        if table.by is not None:
            raise TableError(f"表“{name}”写了 by，bands 应按{_by(name, table)[0]}分别写各档")
        return _bands(name, table, table.bands)
    by = _by(name, table)
    sets = {
        words: _bands(f"{name}·{'、'.join(words)}", table, leaf) for words, leaf in _leaves(table.bands, len(by), name)
    }
    return BandSets(name, by, sets, table.unit, table.source)


def _by(name: str, table: TableText) -> tuple[str, ...]:
    by = (table.by,) if isinstance(table.by, str) else tuple(table.by or ())
    if not 1 <= len(by) <= MOST_WORDS:
        raise TableError(f"表“{name}”没有写明按什么查 by，例如 by: 级别（至多三项）")
    return by


def _lookup(name: str, table: TableText) -> Lookup:
    by = _by(name, table)
    entries = {
        words: _entry(table, f"{name}”的“{'、'.join(words)}", leaf)
        for words, leaf in _leaves(table.rows, len(by), name)
    }
    otherwise = None if table.otherwise is None else _entry(table, f"{name}”的“otherwise", table.otherwise)
    return Lookup(name, by, entries, table.unit, table.source, otherwise)


def _entry(table: TableText, place: str, written: Any) -> Fraction | str:
    if table.unit == WORDS:
        if not isinstance(written, str):
            raise TableError(f"表“{place}”：单位是文字，应写一个词")
        return written
    if isinstance(written, dict):
        written = _chosen(place, written)
    figure = _figure(place, written)
    if problem := outside(table.limits, figure):
        raise TableError(f"表“{place}”：{problem}")
    return figure


def _chosen(place: str, written: dict[str, Any]) -> Any:
    """The branch's own figure inside a printed range."""
    allowed = written.get("range")
    if set(written) - {"range", "chosen"} or not isinstance(allowed, list) or len(allowed) != 2:
        raise TableError(f"表“{place}”：幅度应写成 {{range: [最低, 最高], chosen: 本部取值}}")
    low, high = (_figure(place, bound) for bound in allowed)
    if "chosen" not in written:
        raise TableError(f"表“{place}”只有幅度{plain(low)}至{plain(high)}，请用 chosen 写明本部取值")
    if not low <= _figure(place, written["chosen"]) <= high:
        raise TableError(f"表“{place}”的本部取值{written['chosen']}不在幅度{plain(low)}至{plain(high)}之内")
    return written["chosen"]


def outside(limits: Limits, figure: Fraction) -> str:
    """What to say of a figure beyond its guard rails; empty if it is within them."""
    if limits.min is not None and figure < limits.min:
        return f"{plain(figure)}小于下限{plain(limits.min)}"
    if limits.max is not None and figure > limits.max:
        return f"{plain(figure)}大于上限{plain(limits.max)}"
    return ""


def bounds_problem(limits: Limits) -> str:
    """What is wrong with guard rails themselves; empty if nothing is."""
    written = (("min", limits.min), ("review", limits.review), ("max", limits.max))
    given = [(word, bound) for word, bound in written if bound is not None]
    for (one, low), (other, high) in pairwise(given):
        if low > high:
            return f"{one}（{plain(low)}）大于 {other}（{plain(high)}），请对调或改正"
    return ""


def _figure(place: str, written: Any) -> Fraction:
    try:
        return number(written)
    except FormulaError as error:
        raise TableError(f"表“{place}”：{error}") from error


def _leaves(rows: Any, depth: int, name: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every entry with its words; all must lie ``depth`` deep."""
    if not isinstance(rows, dict):
        raise TableError(f"表“{name}”的层数与 by 所列的不一致")
    for key, value in rows.items():
        if depth > 1:
            yield from (((key, *rest), leaf) for rest, leaf in _leaves(value, depth - 1, name))
        elif isinstance(value, dict) and "range" not in value:
            raise TableError(f"表“{name}”的层数与 by 所列的不一致")
        else:
            yield (key,), value


def _bands(name: str, table: TableText, written: Any) -> Bands:
    if table.edge is None:
        raise TableError(f"表“{name}”没有写明边界归属 edge：左闭右开（含起点）或 左开右闭（含终点）")
    try:
        read = written if all(isinstance(band, tuple) for band in written) else _BANDS.validate_python(written)
    except (ValidationError, TypeError) as error:
        raise TableError(f"表“{name}”的每一档应写成 [起点, 终点, 数值]") from error
    for band in read:
        if problem := outside(table.limits, band[2]):
            raise TableError(f"表“{name}”的一档：{problem}")
    bands = _settled([Band(low, high, value) for low, high, value in read], table)
    return Bands(name, bands, table.edge, table.unit, table.source, table.outside)


def _settled(bands: list[Band], table: TableText) -> tuple[Band, ...]:
    """The bands end to end where the standard says to which band what is printed twice, or not at all, belongs."""
    settled = list(bands)
    for place, (lower, upper) in enumerate(pairwise(bands)):
        if lower.high is None or upper.low is None or lower.high == upper.low:
            continue
        policy = table.overlap if upper.low < lower.high else table.gap
        if policy is not None:
            edge = lower.high if policy == ("靠前" if upper.low < lower.high else "靠后") else upper.low
            settled[place] = Band(settled[place].low, edge, lower.value)
            settled[place + 1] = Band(edge, upper.high, upper.value)
    return tuple(settled)
