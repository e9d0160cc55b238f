"""Cells of one column as values of its type: in bulk where they are plain, one by one where they are odd.

Every cell that cannot be read stays empty and is told as a problem; nothing is guessed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.content import half_width, yes_or_no
from pipeline.intake.dates import clock, read_date, read_month
from pipeline.intake.numbers import DAYS_PER_UNIT, PLACES, bulk_numbers, read_number
from pipeline.intake.problem import DASHES, NOTHING, Problem, broken, is_nothing
from pipeline.intake.raw import Cell
from schemas.columns import Column
from schemas.intake import CHOICE_WORDS, FLAG_WORDS, STILL_OPEN
from schemas.table import arrow_type

LOSSLESS_DIGITS = 15
OF_TARGETS = "target_"
"""With this begin the names of the columns of targets, also of those that are an indicator's."""
SAID_TWICE = ("万", "亿", "千", "元", "%")
"""Units at the end of a figure that has one beside it."""
DAYS = "天"
HALF = "0.5"
_ASCII = {code: code - 0xFEE0 for code in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]}
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b\ufeff\u3000\xa0]")
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_WHOLE_FLOAT = re.compile(r"^(\d+)\.0+$")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")
_PLAIN_TEXT = r"^[\p{Han}0-9A-Za-z]{2,200}$"
_PLAIN_ID = r"^[A-Za-z-]{0,20}[0-9][0-9A-Za-z-]{0,40}$"


@dataclass(frozen=True)
class Meaning:
    """How the figures of one column of one sheet are meant."""

    scale: Decimal = Decimal(1)
    date1904: bool = False
    is_percent: bool = False


PLAINLY = Meaning()


@dataclass(frozen=True)
class Converted:
    """One column of one sheet: its values (null where there is nothing or a problem), and the problems by position."""

    values: pa.Array
    problems: dict[int, Problem] = field(default_factory=dict)


def convert(cells: list[Cell], column: Column, meaning: Meaning = PLAINLY) -> Converted:
    """All cells of a column."""
    if column.type in PLACES and not meaning.is_percent and meaning.scale >= 1:
        values, plain = bulk_numbers(cells, column, meaning.scale)
        return _with_odd(cells, values, plain, column, meaning)
    if column.type in ("id", "digits"):
        values, plain = _bulk_ids(cells)
        return _with_odd(cells, values, plain, column, meaning)
    if column.type == "text" and column.name != "origin":
        values, plain = _bulk_texts(cells)
        return _with_odd(cells, values, plain, column, meaning)
    found, problems = _one_by_one(cells, column, meaning)
    return Converted(pa.array(found, arrow_type(column.type)), problems)


def read_value(cell: Cell, column: Column, meaning: Meaning = PLAINLY) -> Any:
    """The value of one cell, None for nothing, or its :class:`Problem`."""
    return broken(cell) or _READERS[column.type](cell, column, meaning)


def zero_where_dash(converted: Converted, cells: list[Cell]) -> tuple[Converted, list[int]]:
    """The amounts with 0 where a dash stands, as accounting formats show it, and where that is."""
    values = converted.values
    empty = pc.indices_nonzero(pc.is_null(values)).to_pylist()
    dashes = [index for index in empty if half_width(str(cells[index])) in DASHES]
    if not dashes:
        return converted, []
    mask = [False] * len(cells)
    for index in dashes:
        mask[index] = True
    zero = pa.scalar(Decimal(0), values.type)
    return Converted(pc.if_else(pa.array(mask), zero, values), converted.problems), dashes


def words_for_nothing(converted: Converted, cells: list[Cell]) -> dict[int, str]:
    """The words, such as ``无``, that stand in cells read as nothing."""
    empty = pc.indices_nonzero(pc.is_null(converted.values)).to_pylist()
    words = {index: str(cells[index]).strip() for index in empty if index not in converted.problems}
    return {index: word for index, word in words.items() if word}


def _one_by_one(cells: list[Cell], column: Column, meaning: Meaning) -> tuple[list[Any], dict[int, Problem]]:
    """Each different cell is read once; the type belongs to the difference, since True equals 1."""
    keys = [(cell.__class__, cell) for cell in cells]
    memo = {key: read_value(key[1], column, meaning) for key in set(keys)}
    wrong = {key: value for key, value in memo.items() if isinstance(value, Problem)}
    problems = {index: wrong[key] for index, key in enumerate(keys) if key in wrong} if wrong else {}
    memo.update(dict.fromkeys(wrong))
    return [memo[key] for key in keys], problems


def _with_odd(cells: list[Cell], values: pa.Array, plain: pa.Array, column: Column, meaning: Meaning) -> Converted:
    """The bulk with the odd cells put in one by one."""
    odd = [index for index in pc.indices_nonzero(pc.invert(plain)).to_pylist() if cells[index] != ""]
    if not odd:
        return Converted(values)
    found, problems = _one_by_one([cells[index] for index in odd], column, meaning)
    mask = [False] * len(cells)
    for index in odd:
        mask[index] = True
    whole = pc.replace_with_mask(values, pa.array(mask), pa.array(found, values.type))
    return Converted(whole, {odd[index]: problem for index, problem in problems.items()})


def _bulk_ids(cells: list[Cell]) -> tuple[pa.Array, pa.Array]:
    numbers = pa.array([cell if type(cell) is float else None for cell in cells], pa.float64())
    digits = pc.cast(numbers, pa.string())
    digits = pc.if_else(pc.match_substring_regex(digits, rf"^\d{{1,{LOSSLESS_DIGITS}}}$"), digits, None)
    words = pa.array([cell if type(cell) is str else None for cell in cells], pa.string())
    words = pc.if_else(pc.match_substring_regex(words, _PLAIN_ID), words, None)
    values = pc.coalesce(digits, words)
    return values, pc.is_valid(values)


@cache
def _nothing() -> pa.Array:
    """The words for nothing; made when first asked for, since Arrow imports pandas to make anything of a list."""
    return pa.array(sorted(NOTHING))


def _bulk_texts(cells: list[Cell]) -> tuple[pa.Array, pa.Array]:
    """Words of Han characters, letters and figures only, two or more: nothing in them to clean."""
    words = pa.array([cell if type(cell) is str else None for cell in cells], pa.string())
    plain = pc.and_(pc.match_substring_regex(words, _PLAIN_TEXT), pc.invert(pc.is_in(words, _nothing())))
    return pc.if_else(plain, words, None), pc.fill_null(plain, False)


def read_id(cell: Cell) -> str | Problem | None:
    """A number of a person, customer or account as text: ``1001.0`` is 1001, leading zeros of a text stay."""
    if is_nothing(cell):
        return None
    if type(cell) is str:
        words = re.sub(r'^(?:\'|=")|"$', "", half_width(cell))
        if _SCIENTIFIC.fullmatch(words):
            return Problem("C07")
        return _WHOLE_FLOAT.sub(r"\1", words) if words not in NOTHING else None
    if type(cell) is int or type(cell) is float:
        return _number_text(cell) if math.isfinite(cell) and cell == int(cell) else Problem("C08")
    return Problem("C08")


def _number_text(number: float) -> str | Problem:
    if abs(number) >= 10**LOSSLESS_DIGITS:
        return Problem("C07")
    return format(number, ".15g")


def read_text(cell: Cell) -> str | Problem | None:
    """A text without control characters and stray spaces; figures and times as they are shown."""
    if type(cell) is str:
        words = " ".join(_CONTROL.sub(" ", cell).split()).translate(_ASCII)
        words = _WHOLE_FLOAT.sub(r"\1", words)
        return None if half_width(words) in NOTHING else _BETWEEN_HAN.sub("", words)
    if type(cell) is int or type(cell) is float:
        return _number_text(cell)
    if isinstance(cell, time | datetime | timedelta):
        return clock(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return {True: "是", False: "否"}[cell] if isinstance(cell, bool) else str(cell)


def _read_choice(cell: Cell, column: Column, _: Meaning) -> str | Problem | None:
    words = half_width(str(cell))
    words = CHOICE_WORDS.get(column.name, {}).get(words, words)
    if words in NOTHING or words in column.choices:
        return words if words in column.choices else None
    return Problem("C09", {"choices": "、".join(column.choices)})


def _read_flag(cell: Cell, column: Column, _: Meaning) -> bool | Problem | None:
    own = FLAG_WORDS.get(column.name, {}).get(half_width(str(cell)))
    said = own if own is not None else yes_or_no(format(cell, ".15g") if type(cell) is float else str(cell))
    return said if said is not None or is_nothing(cell) else Problem("C10")


def _read_share(cell: Cell, column: Column, meaning: Meaning) -> Any:
    """A share; ``50%`` is a half whatever the column, a bare figure is a hundredth where the column is in percent."""
    if type(cell) is str and half_width(cell).endswith("%"):
        return read_number(half_width(cell).removesuffix("%"), column, Decimal("0.01"))
    return read_number(cell, column, Decimal("0.01") if meaning.is_percent else Decimal(1))


def _read_exact(cell: Cell, column: Column, meaning: Meaning) -> Any:
    """A figure of any unit; ``30%`` is 0.3 whatever the column.  What 数值 cannot hold belongs into 内容.

    A target has its unit beside it, so that ``500万`` would say it twice.
    """
    if type(cell) is str and column.name.startswith(OF_TARGETS) and half_width(cell).endswith(SAID_TWICE):
        return Problem("Y15")
    if type(cell) is str and half_width(cell).endswith("%"):
        read = read_number(half_width(cell).removesuffix("%"), column, Decimal("0.01"))
    else:
        read = read_number(cell, column, Decimal("0.01") if meaning.is_percent else meaning.scale)
    return Problem("C21") if column.name == "figure" and read == Problem("C01") else read


def _text_or_month(cell: Cell, column: Column, _: Meaning) -> str | Problem | None:
    return read_month(cell) if column.name == "origin" else read_text(cell)


def _read_day(cell: Cell, column: Column, meaning: Meaning) -> date | Problem | None:
    """A day; a word that says it has not come yet is nothing in the columns where it can."""
    is_open = type(cell) is str and half_width(cell) in STILL_OPEN.get(column.name, ())
    return None if is_open else read_date(cell, meaning.date1904)


def _number(cell: Cell, column: Column, meaning: Meaning) -> Any:
    """A figure; behind it may stand the unit of the column, ``95分``; behind days also hours, ``半天``, ``4小时``."""
    if type(cell) is not str or column.type not in ("number", "count") or not column.unit:
        return read_number(cell, column, meaning.scale)
    words = half_width(cell)
    unit = next((unit for unit in _units(column) if words.endswith(unit)), "")
    figure = words.removesuffix(unit)
    if unit and not figure:
        return Problem("C01")
    scale = DAYS_PER_UNIT[unit] if unit in DAYS_PER_UNIT and unit else meaning.scale
    return read_number(HALF if (figure, unit) == ("半", DAYS) else figure if unit else cell, column, scale)


def _units(column: Column) -> tuple[str, ...]:
    """What may stand behind the figures of a column."""
    return tuple(filter(None, DAYS_PER_UNIT)) if column.unit == DAYS else (column.unit,)


_READERS: dict[str, Callable[[Any, Column, Meaning], Any]] = {
    "id": lambda cell, _column, _reading: read_id(cell),
    "digits": lambda cell, _column, _reading: read_id(cell),
    "text": _text_or_month,
    "choice": _read_choice,
    "flag": _read_flag,
    "date": _read_day,
    "share": _read_share,
    "money": _number,
    "amount": _number,
    "exact": _read_exact,
    "number": _number,
    "count": _number,
}
