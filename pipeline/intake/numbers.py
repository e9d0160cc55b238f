"""Numbers of a workbook as exact decimals: never through binary arithmetic.

A double is taken at the 15 digits Excel shows; what its arithmetic left beyond the last place of the column is noise
up to 0.00000001, anything else has too many decimals and is told.
"""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.content import half_width
from pipeline.intake.problem import Problem, is_nothing
from pipeline.intake.raw import Cell
from schemas.columns import Column
from schemas.table import arrow_type

SCALES = {"万元": Decimal(10_000), "亿元": Decimal(100_000_000), "千元": Decimal(1_000), "百元": Decimal(100)}
ONE = Decimal(1)
HOURS_PER_DAY = Decimal(8)
"""指引第八条."""
DAYS_PER_UNIT = {"": ONE, "天": ONE, "小时": 1 / HOURS_PER_DAY, "分钟": 1 / (HOURS_PER_DAY * 60)}
NOISE = Decimal("0.00000001")
SHARE_NOISE = Decimal("0.000000000001")
PLACES = {"money": 2, "amount": 6, "exact": 6, "share": 8, "number": 4, "count": 0}
"""Decimals a delivered figure may have; an ``exact`` column could hold more, but a double cannot vouch for them."""
LARGEST = {"money": 15, "amount": 15, "exact": 15, "share": 4, "number": 9, "count": 15}
BULK_DIGITS = 9
"""So many digits before the point go the fast way: with 6 decimals they still are the 15 a double holds."""
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?")
_CURRENCY = re.compile(r"^(?:¥|RMB|CNY|人民币)")
_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-", "‐": "-", "‑": "-"})


def read_number(cell: Cell, column: Column, scale: Decimal = ONE) -> Decimal | int | Problem | None:
    """The figure of one cell in the unit of the column; None for nothing."""
    if is_nothing(cell):
        return None
    value = decimal_of(cell)
    if value is None:
        return Problem("C01")
    return fitted(value * scale, column, scale)


def is_money(column: Column) -> bool:
    """Whether the figures of a column are yuan: they may be stated in 万元, add up, and be shown as a dash for zero."""
    return column.type in ("money", "amount") or (column.type == "exact" and column.unit.partition("/")[0] == "元")


def decimal_of(cell: Cell) -> Decimal | None:
    """The number a cell holds, a double at 15 digits; None if it is none (a truth value or a date is none)."""
    if type(cell) is int:
        return Decimal(cell)
    if type(cell) is float:
        return Decimal(format(cell, ".15g")) if math.isfinite(cell) else None
    return text_number(cell) if type(cell) is str else None


def text_number(text: str) -> Decimal | None:
    """The number of ``1,234.50``, ``￥12``, ``（12.00）``, ``12-``, ``12元``, ``1.5万``; None if it is none."""
    words = half_width(text).translate(_MINUS).removeprefix("'")
    negative = False
    if words.startswith("(") and words.endswith(")"):
        words, negative = words[1:-1], True
    words, scale = _without_currency(words)
    if words.endswith("-"):
        words, negative = words[:-1], not negative
        if words[:1] in "+-":
            return None
    if not _NUMBER.fullmatch(words) or not re.search(r"\d", words):
        return None
    value = Decimal(words.replace(",", "")) * scale
    return -value if negative else value


def _without_currency(words: str) -> tuple[str, Decimal]:
    sign = ""
    if words[:1] in ("+", "-"):
        sign, words = words[0], words[1:]
    words = _CURRENCY.sub("", words)
    if words[:1] in ("+", "-") and not sign:
        sign, words = words[0], words[1:]
    words = words.removesuffix("元")
    for suffix, scale in (("万", Decimal(10_000)), ("亿", Decimal(100_000_000))):
        if words.endswith(suffix):
            return sign + words.removesuffix(suffix), scale
    return sign + words, Decimal(1)


def fitted(value: Decimal, column: Column, scale: Decimal = ONE) -> Decimal | int | Problem:
    """The value in the places of the column; more decimals than that are a problem unless they are noise."""
    slack = (SHARE_NOISE if column.type == "share" else NOISE) * scale
    if value.adjusted() >= LARGEST[column.type]:
        return Problem("C03")
    whole = value.quantize(Decimal(1).scaleb(-PLACES[column.type]), ROUND_HALF_UP)
    if abs(value - whole) > slack:
        return Problem("C14") if column.type == "count" else Problem("C02", {"places": PLACES[column.type]})
    return int(whole) if column.type == "count" else whole


def bulk_numbers(cells: list[Cell], column: Column, scale: Decimal) -> tuple[pa.Array, pa.Array]:
    """All cells at once: the figures (null where the cell is odd) and the mask of the cells that were plain."""
    numbers = pa.array([cell if type(cell) is float or _is_small(cell) else None for cell in cells], pa.float64())
    texts = pa.array([cell if type(cell) is str else None for cell in cells], pa.string())
    words = pc.coalesce(pc.cast(numbers, pa.string()), texts)
    places = PLACES[column.type]
    decimals = rf"(\.\d{{1,{places}}})?" if places else ""
    pattern = rf"^-?(\d{{1,{BULK_DIGITS}}}|\d{{1,3}}(,\d{{3}}){{1,2}}){decimals}$"
    plain = pc.fill_null(pc.match_substring_regex(words, pattern), False)
    words = pc.replace_substring(pc.if_else(plain, words, None), ",", "")
    exact = pc.cast(words, pa.decimal128(BULK_DIGITS + places, places))
    if scale != 1:
        exact = pc.multiply(exact, pa.scalar(scale, pa.decimal128(len(str(scale)), 0)))
    return pc.cast(exact, arrow_type(column.type)), plain


def _is_small(cell: Cell) -> bool:
    return type(cell) is int and abs(cell) < 10**BULK_DIGITS
