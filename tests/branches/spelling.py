"""Spells one value the many ways real exports do, without changing what it means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .grid import Shown

MONEY_SPELLINGS = ("number", "formatted", "accounting-format", "text", "thousands", "yuan", "accounting-text")
DATE_SPELLINGS = ("date", "slash-format", "chinese-format", "serial", "iso", "slash", "dotted", "chinese", "packed")
ODD_DATE_SPELLINGS = ("with-time", "packed-number")
SHARE_SPELLINGS = ("fraction", "percent-format", "percent-text", "points")
ID_SPELLINGS = ("text", "number", "float-text")
NOTHINGS = ("--", "-", "无", "N/A")


def scaled(amount: Decimal, factor: int) -> Decimal:
    """The amount in units of `factor` yuan, exact, without needless zeros."""
    number = amount / factor
    return number if factor == 1 else number.quantize(Decimal("0.000001")).normalize() + 0


def spell_money(amount: Decimal, spelling: str) -> Any:
    """An amount as a number, a formatted number or one of the texts."""
    places = max(2, -int(amount.as_tuple().exponent))
    grouped = f"{abs(amount):,.{places}f}"
    sign = "-" if amount < 0 else ""
    return {
        "number": amount,
        "formatted": Shown(amount, "#,##0.00"),
        "accounting-format": Shown(amount, '_ ¥* #,##0.00_ ;_ ¥* (#,##0.00)_ ;_ ¥* "-"??_ ;_ @_ '),
        "text": f"{amount:.{places}f}",
        "thousands": sign + grouped,
        "yuan": f"{sign}￥{grouped}",
        "accounting-text": f"（{grouped}）" if amount < 0 else grouped,
    }[spelling]


def spell_date(day: dt.date, spelling: str) -> Any:
    """A day as a date cell, a serial number or one of the texts."""
    makers: dict[str, Callable[[], Any]] = {
        "date": lambda: day,
        "slash-format": lambda: Shown(day, "yyyy/m/d"),
        "chinese-format": lambda: Shown(day, 'yyyy"年"m"月"d"日"'),
        "serial": lambda: Shown(day, "General"),
        "iso": day.isoformat,
        "slash": lambda: f"{day.year}/{day.month}/{day.day}",
        "dotted": lambda: f"{day.year}.{day.month}.{day.day}",
        "chinese": lambda: f"{day.year}年{day.month}月{day.day}日",
        "packed": lambda: f"{day:%Y%m%d}",
        "packed-number": lambda: int(f"{day:%Y%m%d}"),
        "with-time": lambda: f"{day.isoformat()} 00:00:00",
    }
    return makers[spelling]()


def spell_share(share: Decimal, spelling: str) -> Any:
    """A share as 0.5, as 0.5 shown as 50%, as the text 50%, or as 50 points."""
    points = f"{(share * 100).normalize():f}"
    return {
        "fraction": share,
        "percent-format": Shown(share, "0.##%"),
        "percent-text": f"{points}%",
        "points": Decimal(points),
    }[spelling]


def spell_id(value: str, spelling: str) -> Any:
    """An id as text, as a number, or as the text of a float (1001.0)."""
    return {"text": value, "number": int(value) if spelling == "number" else value, "float-text": f"{value}.0"}[
        spelling
    ]


def may_be_number(values: list[str | None]) -> bool:
    """Whether no id of a column would lose a digit as a number."""
    present = [value for value in values if value]
    return all(value.isdigit() and value[0] != "0" and len(value) <= 15 for value in present)


def full_width(text: str) -> str:
    """Digits and brackets in their full-width forms."""
    return "".join(chr(ord(mark) + 0xFEE0) if mark in "0123456789()" else mark for mark in text)
